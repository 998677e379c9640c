//! `validate()` of requests, in whatever way their body is sent.

use body_limits::models::{ChatRequest, Item};
use body_limits::operations::untagged::{SendOneBody, SendOneForm, SendOptionalBody};
use body_limits::runtime::Violations;
use wire::Server;

use crate::client;

/// What a request breaks, as `path rule` for each.
fn broken(result: Result<(), Violations>) -> Vec<String> {
    result.err().into_iter().flatten().map(|one| format!("{} {}", one.path, one.rule)).collect()
}

#[test]
fn a_body_of_any_media_type_is_checked() {
    let server = Server::silent();
    let client = client!(body_limits, server);
    let one = |body: SendOneBody| broken(client.send_one(body).validate());
    assert_eq!(one(Item::new("a").into()), [""; 0]);
    assert_eq!(one(Item::new("").into()), ["body.name minLength"]);
    assert_eq!(one(SendOneBody::VndListJson(vec![1, 5])), [""; 0]);
    assert_eq!(one(SendOneBody::VndListJson(vec![])), ["body minItems", "body contains"]);
    assert_eq!(one(SendOneBody::VndListJson(vec![6])), ["body[0] maximum", "body contains"]);
    assert_eq!(one("abc".into()), [""; 0]);
    assert_eq!(one("abcd".into()), ["body maxLength"]);
    assert_eq!(one(SendOneForm::new("ab").into()), [""; 0]);
    assert_eq!(one(SendOneForm::new("a").into()), ["body.title minLength"]);
    assert_eq!(one(SendOneBody::OctetStream("anything".into())), [""; 0]);
    let optional = |body: SendOptionalBody| broken(client.send_optional().body(body).validate());
    assert_eq!(broken(client.send_optional().validate()), [""; 0]);
    assert_eq!(optional(SendOptionalBody::Json(None)), [""; 0]);
    assert_eq!(
        optional(SendOptionalBody::Json(Some(vec![Item::new("a"), Item::new("")]))),
        ["body maxItems", "body[1].name minLength"]
    );
    assert_eq!(optional(SendOptionalBody::Plain(6)), ["body minimum"]);
}

#[test]
fn lines_and_texts_are_checked() {
    let server = Server::silent();
    let client = client!(body_limits, server);
    assert_eq!(broken(client.send_lines([Item::new("a")]).validate()), [""; 0]);
    assert_eq!(
        broken(client.send_lines([Item::new("a"), Item::new("")]).validate()),
        ["body[1].name minLength"]
    );
    assert_eq!(broken(client.send_text("ab").validate()), [""; 0]);
    assert_eq!(broken(client.send_text("ba").validate()), ["body pattern"]);
}

#[test]
fn what_asks_for_a_stream_is_checked_as_what_does_not() {
    let server = Server::silent();
    let client = client!(body_limits, server);
    for (prompt, expected) in [("p", &[][..]), ("", &["body.prompt minLength"]), ("none", &["body not"])] {
        let chat = client.chat(ChatRequest::new(prompt));
        assert_eq!(broken(chat.validate()), expected, "{prompt}");
        assert_eq!(broken(chat.stream().validate()), expected, "{prompt}");
    }
    assert_eq!(broken(client.chat(ChatRequest::new("p")).limit(10).stream().validate()), ["limit maximum"]);
}
