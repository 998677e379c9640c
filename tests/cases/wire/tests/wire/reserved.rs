//! Reserved characters that stay as they are, and path parameters of several segments.

use wire::Server;

use crate::client;

const ODD: &str = "a:b@c;d=e,f/g?h#i%j k";

#[tokio::test]
async fn allow_reserved_counts_in_paths_and_cookies() {
    let server = Server::silent();
    let client = client!(parameter_reserved, server);
    client.reserved(ODD).c("a/b?c:d e").await.unwrap();
    let seen = server.last();
    assert_eq!(seen.target, "/a/a:b@c;d=e,f%2Fg%3Fh%23i%25j%20k/b");
    assert_eq!(seen.header("cookie"), "c=a/b?c:d%20e");
}

#[tokio::test]
async fn several_segments_keep_their_slashes_and_lead_nowhere_else() {
    let server = Server::silent();
    let client = client!(parameter_reserved, server);
    client.plus("users/7/things").await.unwrap();
    assert_eq!(server.last().target, "/plus/users/7/things/end");
    client.star("docs/a b.txt").await.unwrap();
    assert_eq!(server.last().target, "/star/docs/a%20b.txt");
    client.configured("a/b", ODD).await.unwrap();
    assert_eq!(server.last().target, "/files/a%2Fb/a:b@c;d=e,f/g%3Fh%23i%25j%20k");
    for outside in ["..", "../b", "a/../../b", "a/./b", "a/.."] {
        assert!(client.star(outside).await.is_err(), "{outside}");
    }
    assert_eq!(server.seen().len(), 3);
}
