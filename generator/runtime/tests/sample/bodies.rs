//! Bodies that are not JSON, over real connections.

use crate::{
    Client,
    models::UpdateItem,
    runtime::Upload,
    support::{Reply, Server},
};
use std::io::{Cursor, Write};

fn client(server: &Server) -> Client {
    Client::builder().base_url(&server.url).build().unwrap()
}

/// A multipart body with its boundary replaced.
fn parts(seen: &crate::support::Seen) -> String {
    let content_type = seen.header("content-type")[0].to_owned();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    seen.text().replace(boundary, "BOUNDARY").replace("\r\n", "\n")
}

#[tokio::test]
async fn multipart_in_memory() {
    let server = Server::always(Reply::status(204, &[], ""));
    let file = Upload::bytes("data").file_name("a\"\r\n.png").content_type("image/gif");
    let call =
        client(&server).items().upload("n\u{e9}", file).tags(["x", "y"]).meta(UpdateItem::new().limit_usd(5));
    call.await.unwrap();
    let seen = &server.seen()[0];
    let part = |head: &str, body: &str| {
        format!("--BOUNDARY\nContent-Disposition: form-data; name={head}\n\n{body}\n")
    };
    let expected = [
        part("\"name\"", "n\u{e9}"),
        part("\"tags\"", "x"),
        part("\"tags\"", "y"),
        part("\"meta\"\nContent-Type: application/json", "{\"limit_usd\":5.0}"),
        part("\"file\"; filename=\"a%22%0D%0A.png\"\nContent-Type: image/gif", "data"),
        "--BOUNDARY--\n".to_owned(),
    ];
    assert_eq!(parts(seen), expected.concat());
    assert_eq!(seen.header("content-length").len(), 1);
}

#[tokio::test]
async fn multipart_from_files() {
    let path = std::env::temp_dir().join(format!("runtime-upload-{}.bin", std::process::id()));
    let content = vec![b'z'; 300_000];
    std::fs::File::create(&path).unwrap().write_all(&content).unwrap();
    // The first answer makes the client send again: the file is read from its beginning.
    let server =
        Server::script(vec![Reply::status(429, &[("retry-after", "0")], ""), Reply::status(204, &[], "")]);
    client(&server).items().upload("n", Upload::path(&path).unwrap()).await.unwrap();
    assert_eq!(server.count(), 2);
    for seen in server.seen() {
        assert!(seen.header("content-length")[0].parse::<usize>().unwrap() > 300_000);
        assert!(parts(&seen).contains(&"z".repeat(300_000)));
        assert!(parts(&seen).contains("filename=\"runtime-upload-"));
    }
    std::fs::remove_file(&path).unwrap();
    assert!(Upload::path(&path).is_err());
    // Without a length the body is sent in chunks.
    let reader = Upload::reader(None, || Ok(Box::new(Cursor::new(vec![b'q'; 100_000]))));
    client(&server).items().upload("n", reader).await.unwrap();
    let seen = &server.seen()[2];
    assert_eq!(seen.header("transfer-encoding"), ["chunked"]);
    assert!(parts(seen).contains(&"q".repeat(100_000)));
    // A reader that fails is an error, and nobody gets a half body that looks whole.
    let broken = Upload::reader(None, || Err(std::io::Error::other("gone")));
    assert!(client(&server).items().upload("n", broken).await.is_err());
}

#[tokio::test]
async fn forms() {
    let server = Server::always(Reply::status(204, &[], ""));
    let body = UpdateItem::new().name("a b&c").providers(["x", "y"]).limit_usd(1.5);
    client(&server).items().submit(body).await.unwrap();
    let seen = &server.seen()[0];
    assert_eq!(seen.header("content-type"), ["application/x-www-form-urlencoded"]);
    let mut pairs: Vec<&str> = std::str::from_utf8(&seen.body).unwrap().split('&').collect();
    pairs.sort_unstable();
    assert_eq!(pairs, ["limit_usd=1.5", "name=a%20b%26c", "providers=x,y"]);
}
