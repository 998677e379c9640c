//! Objects by the table of their fields: what each kind of field reads, refuses and writes.

use crate::{
    runtime::{OptionalNullable, Whole, from_json},
    support::{Reply, Server},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// A field of each kind, and members of any name.
#[derive(Debug)]
struct Open {
    required: String,
    defaulted: i64,
    or_null: Option<i64>,
    nullable: Option<String>,
    optional: Option<bool>,
    three_states: OptionalNullable<i64>,
    any: Option<Value>,
    shown: Option<String>,
    rest: BTreeMap<String, i64>,
}

crate::runtime::fields::object! {
    struct Open;
    "required" => required: required;
    "defaulted" => defaulted: defaulted or "7" as Whole;
    "or-null" => or_null: required or "8";
    "nullable" => nullable: nullable;
    "optional" => optional: optional;
    "threeStates" => three_states: optional as Whole;
    "any" => any: any;
    "shown" => shown: optional, read_only;
    .. => rest as Whole;
}

/// All members are known and always there.
#[derive(Debug)]
struct Closed {
    id: i64,
    name: Option<String>,
    only: bool,
}

crate::runtime::fields::object! {
    struct Closed, length 3;
    "id" => id: required as Whole;
    "name" => name: nullable, read_only;
    "only" => only: required as crate::runtime::Only<true>;
}

#[derive(Debug)]
struct Nothing {}

crate::runtime::fields::object! {
    struct Nothing, length 0;
}

/// Reads a text and writes it again, or tells why not.
fn again<T: serde::de::DeserializeOwned + serde::Serialize>(text: &str) -> String {
    match from_json::<T>(text.as_bytes()) {
        Ok(value) => serde_json::to_string(&value).unwrap(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn each_kind_of_field_is_read_and_written() {
    let short = r#"{"required":"a","defaulted":7,"or-null":8,"nullable":null}"#;
    for (text, expected) in [
        (r#"{"required":"a"}"#, short),
        // Null is a value where one is documented, and else the default.
        (r#"{"required":"a","defaulted":null,"or-null":8,"nullable":null}"#, short),
        (
            r#"{"required":"a","or-null":null}"#,
            r#"{"required":"a","defaulted":7,"or-null":null,"nullable":null}"#,
        ),
        (
            r#"{"required":"a","optional":null,"threeStates":null,"any":null}"#,
            r#"{"required":"a","defaulted":7,"or-null":8,"nullable":null,"threeStates":null,"any":null}"#,
        ),
        // Of a name that comes twice the last one counts.
        (
            r#"{"required":"a","required":"b","defaulted":1,"defaulted":2.0,"or-null":1,"nullable":"n","optional":false,"threeStates":3e0,"any":[1],"shown":"s","more":4.0}"#,
            r#"{"required":"b","defaulted":2,"or-null":1,"nullable":"n","optional":false,"threeStates":3,"any":[1],"shown":"s","more":4}"#,
        ),
    ] {
        assert_eq!(again::<Open>(text), expected, "{text}");
    }
}

#[test]
fn what_does_not_fit_is_told_by_the_name_of_its_member() {
    for (text, expected) in [
        ("{}", "missing field `required`"),
        (r#"{"required":null}"#, "invalid type: null, expected a string at $.required in"),
        (r#"{"required":"a","defaulted":1.5}"#, "at $.defaulted in"),
        (r#"{"required":"a","more":"b"}"#, "at $.more in"),
        (r#"{"required":"a","optional":1,"required":2}"#, "at $.optional in"),
        ("[]", "invalid type: sequence, expected an object"),
    ] {
        let told = again::<Open>(text);
        assert!(told.contains(expected), "{text}: {told}");
    }
    for (text, expected) in [
        (r#"{"id":1.0,"only":true,"more":[{"a":"b"}]}"#, r#"{"id":1,"name":null,"only":true}"#),
        (r#"{"only":true}"#, "missing field `id`"),
        (r#"{"id":1}"#, "missing field `only`"),
        (r#"{"id":1,"only":false}"#, "at $.only in"),
    ] {
        let told = again::<Closed>(text);
        assert!(told.contains(expected), "{text}: {told}");
    }
    assert_eq!(again::<Nothing>(r#"{"a":[1,{}],"b":null}"#), "{}");
}

/// What only the server sets is in no request.
#[tokio::test]
async fn what_is_read_only_is_not_sent() {
    let server = Server::always(Reply::json(200, "{}"));
    let client = crate::Client::builder().base_url(&server.url).api_key("k").build().unwrap();
    let open: Open = from_json(br#"{"required":"a","shown":"s","any":1}"#).unwrap();
    client.post("/things").json(&open).await.unwrap();
    let sent = r#"{"required":"a","defaulted":7,"or-null":8,"nullable":null,"any":1}"#;
    assert_eq!(server.seen()[0].text(), sent);
    let closed: Closed = from_json(br#"{"id":1,"name":"n","only":true}"#).unwrap();
    client.post("/things").json(&closed).await.unwrap();
    assert_eq!(server.seen()[1].text(), r#"{"id":1,"only":true}"#);
}
