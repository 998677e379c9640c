//! What is sent again, as the document says it.

use crate::client;
use wire::{Reply, Server};

fn refused(status: u16) -> Reply {
    Reply::new(status, "", "")
}

fn fine() -> Reply {
    refused(204)
}

#[tokio::test]
async fn after_the_statuses_of_the_document() {
    let server = Server::start([refused(425), refused(503), fine()]);
    let client = client!(extension_retries, server);
    client.list().await.unwrap();
    assert_eq!(server.seen().len(), 3);
    // `5XX` is all of them, and 409 is none.
    let server = Server::start([refused(501), refused(529), fine()]);
    client!(extension_retries, server).list().await.unwrap();
    assert_eq!(server.seen().len(), 3);
    let server = Server::start([refused(409), fine()]);
    client!(extension_retries, server).list().await.unwrap_err();
    assert_eq!(server.seen().len(), 1);
    // Twice is not once.
    let server = Server::start([refused(425)]);
    client!(extension_retries, server).post().await.unwrap_err();
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn never_where_the_document_says_so() {
    for status in [429, 503] {
        let server = Server::start([refused(status), fine()]);
        let client = client!(extension_retries, server);
        client.put().await.unwrap_err();
        assert_eq!(server.seen().len(), 1);
        let server = Server::start([refused(status), fine()]);
        client!(extension_retries, server).put().retry_unsafe(true).await.unwrap();
        assert_eq!(server.seen().len(), 2);
        let server = Server::start([refused(status), fine()]);
        client!(extension_retries_off, server).list().await.unwrap_err();
        assert_eq!(server.seen().len(), 1);
    }
}
