//! What is read only, in the alternatives of unions and where the configuration wants it sent.

use wire::{Reply, Server};

use crate::client;

#[tokio::test]
async fn no_alternative_of_a_union_sends_what_is_read_only() {
    let server = Server::start([Reply::json(r#"{"kind":"egg"}"#)]);
    let client = client!(body_read_only_unions, server);
    for (came, sent) in [
        (r#"{"kind":"nest","id":"i","twigs":1}"#, r#"{"kind":"nest","twigs":1}"#),
        (r#"{"kind":"nest","mud":2,"id":"i"}"#, r#"{"kind":"nest","mud":2}"#),
        (r#"{"kind":"egg","id":"i","size":3}"#, r#"{"kind":"egg","size":3}"#),
    ] {
        let bird: body_read_only_unions::models::Bird = serde_json::from_str(came).unwrap();
        let again = serde_json::to_value(&bird).unwrap();
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(came).unwrap());
        client.bird(bird).await.unwrap();
        assert_eq!(server.last().text(), sent);
    }
    for (came, sent) in [(r#"{"id":"i","mud":2}"#, r#"{"mud":2}"#), (r#"[{"id":"i","size":3}]"#, r#"[{"size":3}]"#)] {
        let either: body_read_only_unions::models::Either = serde_json::from_str(came).unwrap();
        client.either(either).await.unwrap();
        assert_eq!(server.last().text(), sent);
    }
}

#[tokio::test]
async fn the_configuration_may_want_it_sent() {
    let server = Server::start([Reply::json(r#"{"id":"i","name":"n"}"#)]);
    let client = client!(config_send_read_only, server);
    let thing: config_send_read_only::models::Thing = serde_json::from_str(r#"{"id":"i","name":"n"}"#).unwrap();
    client.put_thing(thing).await.unwrap();
    assert_eq!(server.last().text(), r#"{"id":"i","name":"n"}"#);
}
