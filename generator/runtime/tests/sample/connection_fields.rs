//! Header fields of the connection: whoever sets one is told so, and nothing is sent.

use crate::{
    Client, Error,
    models::UpdateItem,
    runtime::{InvalidRequest, Mode, RequestWriter},
    support::{Reply, Server},
};

const FIELDS: [(&str, &str); 13] = [
    ("Content-Length", "3"),
    ("content-length", "0"),
    ("Transfer-Encoding", "chunked"),
    ("Expect", "100-continue"),
    ("Host", "evil.test"),
    ("Connection", "close, authorization"),
    ("Keep-Alive", "timeout=5"),
    ("Proxy-Authorization", "Basic YTpi"),
    ("Proxy-Connection", "keep-alive"),
    ("TE", "trailers"),
    ("Trailer", "x"),
    ("Upgrade", "h2c"),
    ("HTTP2-Settings", "AAMAAABkAARAAAAAAAIAAAAA"),
];

fn server() -> Server {
    Server::always(Reply::json(201, r#"{"id":"a"}"#))
}

/// A client whose hook sets a field.
fn hooked<M: Mode>(server: &Server, name: &'static str, value: &'static str) -> crate::runtime::Client<M> {
    crate::runtime::Client::<M>::builder()
        .base_url(&server.url)
        .on_request(move |request, _| {
            let name = http::HeaderName::try_from(name).unwrap();
            request.headers.insert(name, http::HeaderValue::from_static(value));
            Ok(())
        })
        .build()
        .unwrap()
}

fn check(error: &InvalidRequest, name: &str) {
    assert_eq!(error.place(), format!("header `{}`", name.to_ascii_lowercase()));
    assert!(error.message().contains("the transport writes it"), "{error}");
}

#[tokio::test]
async fn nobody_sets_a_field_of_the_connection() {
    let server = server();
    for (name, value) in FIELDS {
        let error = Client::builder().base_url(&server.url).header(name, value).build().unwrap_err();
        assert!(error.to_string().contains("the transport writes it"), "{error}");
        let client = Client::builder().base_url(&server.url).build().unwrap();
        let call = client.items().create(UpdateItem::new()).header(name, value);
        let Err(Error::InvalidRequest(error)) = call.await else { panic!("{name}") };
        check(&error, name);
        let client: Client = hooked(&server, name, value);
        let Err(Error::InvalidRequest(error)) = client.items().create(UpdateItem::new()).await else {
            panic!("{name}")
        };
        check(&error, name);
        // A document's parameter.
        check(&RequestWriter::default().header(name, false, value).unwrap_err(), name);
    }
    assert_eq!(server.count(), 0, "nothing was sent");
}

#[test]
#[cfg(feature = "blocking")]
fn nobody_sets_one_for_the_blocking_client() {
    use crate::runtime::Blocking;
    let server = server();
    for (name, value) in FIELDS {
        let client = crate::runtime::Client::<Blocking>::builder().base_url(&server.url).build().unwrap();
        let call = client.items().create(UpdateItem::new()).header(name, value);
        let Err(Error::InvalidRequest(error)) = call.call() else { panic!("{name}") };
        check(&error, name);
        let call = hooked::<Blocking>(&server, name, value).items().create(UpdateItem::new());
        let Err(Error::InvalidRequest(error)) = call.call() else { panic!("{name}") };
        check(&error, name);
    }
    assert_eq!(server.count(), 0, "nothing was sent");
}
