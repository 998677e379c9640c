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
    for (came, sent) in
        [(r#"{"id":"i","mud":2}"#, r#"{"mud":2}"#), (r#"[{"id":"i","size":3}]"#, r#"[{"size":3}]"#)]
    {
        let either: body_read_only_unions::models::Either = serde_json::from_str(came).unwrap();
        client.either(either).await.unwrap();
        assert_eq!(server.last().text(), sent);
    }
}

#[tokio::test]
async fn the_configuration_may_want_it_sent() {
    let server = Server::start([Reply::json(r#"{"id":"i","name":"n"}"#)]);
    let client = client!(config_send_read_only, server);
    let thing: config_send_read_only::models::Thing =
        serde_json::from_str(r#"{"id":"i","name":"n"}"#).unwrap();
    client.put_thing(thing).await.unwrap();
    assert_eq!(server.last().text(), r#"{"id":"i","name":"n"}"#);
}

#[tokio::test]
async fn requests_have_a_type_of_their_own_where_the_ways_differ() {
    use body_inputs::models::{CatInput, Order, Owner, OwnerInput, PetInput, TagInput, Tree, TreeInputModel};
    let answer = r#"{"id":"t1","name":"oak","owner":{"id":7},"children":[{"id":"t2","name":"elm"}]}"#;
    let server = Server::start([Reply::json(&format!("[{answer}]"))]);
    let client = client!(body_inputs, server);
    let children = vec![TreeInputModel::new("elm")];
    let trees = client.put_tree(TreeInputModel::new("oak").children(children)).await.unwrap();
    assert_eq!(server.last().text(), r#"{"children":[{"name":"elm"}],"name":"oak"}"#);
    // The name that was there before stays: `TreeInput` is the property `input`. What answers must have is there.
    let (tree, child) = (&trees[0], &trees[0].children.as_ref().unwrap()[0]);
    assert_eq!((tree.id.as_str(), child.id.as_str()), ("t1", "t2"));
    assert_eq!(tree.owner.as_ref().map(|Owner { id, .. }| *id), Some(7));
    assert!(serde_json::from_str::<Tree>(r#"{"name":"oak"}"#).is_err());
    // What an answer says of it is not sent back.
    let again: TreeInputModel = serde_json::from_str(answer).unwrap();
    client.put_tree(again).await.unwrap();
    assert_eq!(server.last().text(), r#"{"children":[{"name":"elm"}],"name":"oak"}"#);
    assert!(TreeInputModel::new("o").validate().unwrap_err().to_string().contains("name"));
    // A property beside other members, and one that only requests have.
    let mut tag: TagInput = serde_json::from_str(r#"{"id":"i","label":"l","code":"c","more":"m"}"#).unwrap();
    tag.id = Some("other".to_owned());
    let server = Server::start([Reply::new(201, "application/json", r#"{"id":"i","label":"l"}"#)]);
    let client = client!(body_inputs, server);
    let tag = client.order(Order::new(tag).seen(OwnerInput::new())).await.unwrap();
    assert_eq!(server.last().text(), r#"{"tag":{"code":"c","label":"l","more":"m"}}"#);
    assert_eq!((tag.id.as_str(), tag.code), ("i", None));
    assert!(serde_json::from_str::<TagInput>(r#"{"label":"l"}"#).is_err());
    // The tag of a union is in both.
    let server = Server::start([Reply::new(201, "application/json", r#"{"kind":"cat","id":"i","lives":9}"#)]);
    let client = client!(body_inputs, server);
    let pet = client.add_pet(PetInput::Cat(CatInput::new().lives(9))).await.unwrap();
    assert_eq!(server.last().text(), r#"{"kind":"cat","lives":9}"#);
    assert_eq!(serde_json::to_string(&pet).unwrap(), r#"{"id":"i","kind":"cat","lives":9}"#);
}

#[tokio::test]
async fn what_was_got_is_changed_and_put_back() {
    use body_inputs::models::{PetInput, Tree, TreeInputModel};
    let answer = r#"{"id":"t1","name":"oak","kind":"oak","owner":{"id":7},"children":[{"id":"t2","name":"elm"}],
        "grafts":{"a":[{"id":"t3","name":"ash"}],"b":null},"parent":{"id":"t4","name":"fir","parent":null},
        "home_of":{"kind":"cat","id":"c1","lives":9}}"#;
    let server = Server::start([Reply::json(&format!("[{answer}]"))]);
    let client = client!(body_inputs, server);
    let tree: Tree = serde_json::from_str(answer).unwrap();
    let mut again = TreeInputModel::from(tree);
    again.name = "yew".to_owned();
    assert!(matches!(again.home_of, Some(PetInput::Cat(_))));
    client.put_tree(again).await.unwrap();
    let sent: serde_json::Value = serde_json::from_str(&server.last().text()).unwrap();
    let expected = r#"{"name":"yew","kind":"oak","children":[{"name":"elm"}],"grafts":{"a":[{"name":"ash"}],"b":null},
        "parent":{"name":"fir","parent":null},"home_of":{"kind":"cat","lives":9}}"#;
    assert_eq!(sent, serde_json::from_str::<serde_json::Value>(expected).unwrap());
}

#[tokio::test]
async fn the_configuration_may_want_one_type() {
    use config_one_type::models::Thing;
    let server = Server::start([Reply::json(r#"{"id":"i","name":"n"}"#)]);
    let client = client!(config_one_type, server);
    let thing = client.put_thing(Thing::new("n")).await.unwrap();
    client.put_thing(thing).await.unwrap();
    assert_eq!(server.last().text(), r#"{"name":"n"}"#);
}
