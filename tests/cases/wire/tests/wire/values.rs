//! Values decode, and encode to what they were.

use crate::round;
use serde_json::{Value, json};

#[test]
fn absent_null_and_value_are_three_things() {
    use schema_nullable::{OptionalNullable, models::Thing};
    let absent: Thing = round(r#"{"by_type":null,"by_ref":null}"#);
    assert_eq!(absent.by_any_of, OptionalNullable::Absent);
    let null: Thing = round(r#"{"by_type":null,"by_ref":null,"by_any_of":null,"by_enum":null}"#);
    assert_eq!(null.by_any_of, OptionalNullable::Null);
    let value: Thing = round(r#"{"by_type":"t","by_ref":"r","by_any_of":"x","by_enum":"a","by_all_of":"y"}"#);
    assert_eq!(value.by_any_of, OptionalNullable::Value("x".to_owned()));
    let made = Thing::new(schema_nullable::Null, "t".to_owned()).by_any_of("x").by_enum(schema_nullable::Null);
    let made = serde_json::to_value(made).unwrap();
    assert_eq!(made, json!({"by_type": "t", "by_ref": null, "by_any_of": "x", "by_enum": null}));
}

/// A required property that is absent, or null where it may not be, holds its default, of whatever type; one without a
/// default must be there.
#[test]
fn a_default_stands_for_what_is_absent() {
    use schema_default::models::{Answer, Order};
    let read = |json: Value| serde_json::from_value::<Answer>(json);
    let answer = read(json!({"named": "n"})).unwrap();
    assert_eq!((answer.flag, answer.count, answer.ratio), (false, 7, 0.5));
    assert_eq!((answer.text.as_str(), answer.order, answer.tags.len()), ("a \"b\"", Order::Asc, 0));
    assert_eq!((answer.labels["a"].as_str(), answer.maybe.as_deref(), answer.plain), ("b", Some("x"), None));
    let null = read(json!({"named": "n", "maybe": null})).unwrap();
    assert_eq!(null.maybe, None, "null is not absent");
    let nulls = json!({"flag": null, "count": null, "ratio": null, "text": null, "order": null, "tags": null, "labels": null});
    let mut members = nulls.as_object().unwrap().clone();
    members.insert("named".to_owned(), json!("n"));
    assert_eq!(read(Value::Object(members)).unwrap(), read(json!({"named": "n"})).unwrap());
    for json in [json!({}), json!({"named": null}), json!({"named": "n", "count": "7"})] {
        assert!(read(json.clone()).is_err(), "{json}");
    }
}

#[test]
fn text_enums() {
    use schema_enum_string::models::{Cases, Odd, Plain};
    assert_eq!(round::<Plain>(r#""in_progress""#), Plain::InProgress);
    let Plain::Unknown(unknown) = round::<Plain>(r#""later""#) else { panic!() };
    assert_eq!(unknown.as_str(), "later");
    assert_eq!(Plain::from("HTTP"), Plain::Http);
    let odd =
        ["", " ", "1", "1st", "-1", "+1", "<", "<=", "*", "a/b", "ä", "日本", "self", "Self", "default"];
    for text in odd {
        let value = round::<Odd>(&json!(text).to_string());
        assert!(!matches!(value, Odd::Unknown(_)), "{text}");
        assert_eq!(value.as_str(), text);
    }
    for text in ["foo", "Foo", "FOO", "fo_o", "foo "] {
        let value = round::<Cases>(&json!(text).to_string());
        assert!(!matches!(value, Cases::Unknown(_)), "{text}");
        assert_eq!(value.to_string(), text);
    }
}

#[test]
fn enums_of_numbers_and_of_several_types() {
    use schema_enum_numeric::models::{Integers, Mixed};
    assert_eq!(round::<Integers>("-3"), Integers::Minus3);
    assert!(matches!(round::<Integers>("7"), Integers::Unknown(_)));
    assert_eq!(round::<Integers>("7").as_i64(), Some(7));
    assert_eq!(round::<Mixed>("1"), Mixed::N1);
    assert_eq!(round::<Mixed>(r#""one""#), Mixed::One);
    assert_eq!(round::<Mixed>("true"), Mixed::True);
    for unknown in [r#""1""#, "2", "false", r#""true""#] {
        assert!(matches!(round::<Mixed>(unknown), Mixed::Unknown(_)), "{unknown}");
    }
}

#[test]
fn enums_beyond_64_bits() {
    for text in ["9223372036854775808", "18446744073709551616"] {
        let value: schema_enum_numeric::models::Wide = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
    }
}

#[test]
fn additional_properties() {
    use schema_additional_properties::models::{Absent, Any, Inherited, MapOfNullable, Of, OfEnum, Typed};
    let typed: Typed = round(r#"{"id":"a","x":1,"y":-2}"#);
    assert_eq!(typed.additional_properties.get("y"), Some(&-2));
    assert!(serde_json::from_str::<Typed>(r#"{"id":"a","x":"text"}"#).is_err());
    let any: Any = round(r#"{"id":"a","x":{"deep":[null]},"y":null}"#);
    assert_eq!(any.additional_properties.len(), 2);
    round::<Inherited>(r#"{"id":"a","name":"n","x":1}"#);
    round::<MapOfNullable>(r#"{"a":null,"b":"x"}"#);
    let of: Of = round(r#"{"additional_properties":"mine","extra":"e","other":{"id":"i","n":1}}"#);
    assert_eq!(of.additional_properties.as_deref(), Some("mine"));
    let made = Typed::new("a").additional_properties([("x", 5)]);
    assert_eq!(serde_json::to_value(made).unwrap(), json!({"id": "a", "x": 5}));
    let absent: Absent = serde_json::from_str(r#"{"id":"a","more":1}"#).unwrap();
    assert_eq!(serde_json::to_value(absent).unwrap(), json!({"id": "a"}));
    round::<OfEnum>(r#"{"id":"a","x":"b","y":"new"}"#);
    round::<schema_additional_properties::models::OfBytes>(r#"{"id":"a","x":"aGk="}"#);
}

#[test]
fn additional_properties_of_a_union() {
    round::<schema_additional_properties::models::OfUnion>(r#"{"id":"a","x":"b","y":7}"#);
}

#[test]
fn properties_by_pattern() {
    use schema_pattern_properties::models::{Beside, Several};
    round::<Beside>(r#"{"id":1,"x-a":"t"}"#);
    round::<Several>(r#"{"s_a":"t","i_a":1}"#);
}

#[test]
fn constants_fill_themselves_in() {
    use schema_const::models::Thing;
    let made = serde_json::to_value(Thing::new(Value::Null)).unwrap();
    assert_eq!(made, json!({"kind": "thing", "version": 2, "enabled": true, "nothing": null}));
    // Texts and numbers may get further values one day, as those of any enum; a boolean has none that could come.
    round::<Thing>(r#"{"kind":"other","version":3,"enabled":true,"nothing":null,"ratio":0.5}"#);
    let text = r#"{"kind":"thing","version":2,"enabled":false,"nothing":null}"#;
    let error = serde_json::from_str::<Thing>(text).unwrap_err().to_string();
    assert!(error.contains("boolean `false`, expected `true`"), "{error}");
}

#[test]
fn recursive_types() {
    use schema_recursive::models::{Chicken, Expression, Json, Node, Registry, Tree};
    round::<Node>(
        r#"{"value":"a","next":{"value":"b"},"parent":null,"children":[{"value":"c"}],"named":{"d":{"value":"d"}}}"#,
    );
    round::<Chicken>(r#"{"egg":{"chicken":{"egg":{"leaf":{"value":1}}}}}"#);
    round::<Expression>(r#"{"left":1.5,"operator":"+","right":{"left":1.0,"operator":"*","right":2.5}}"#);
    round::<Json>(r#"["a",{"b":["c",{}]}]"#);
    round::<Tree>("[[],[[]]]");
    round::<Registry>(r#"{"a":{"b":{}}}"#);
}

#[test]
fn formats() {
    use schema_formats::models::Formats;
    let made = Formats::new().byte(b"hi\xff".to_vec()).uint64(u64::MAX).int8(-128).float(0.5);
    let json = serde_json::to_string(&made).unwrap();
    assert_eq!(json, r#"{"byte":"aGn/","float":0.5,"int8":-128,"uint64":18446744073709551615}"#);
    assert_eq!(serde_json::from_str::<Formats>(&json).unwrap(), made);
    assert!(serde_json::from_str::<Formats>(r#"{"uint8":256}"#).is_err());
    round::<Formats>(r#"{"date":"2020-02-30","date_time":"yesterday","uuid":"x"}"#);
}

#[test]
fn formats_as_configured() {
    use schema_format_mapping::models::Event;
    let event: Event = round(
        r#"{"home":"https://a.example/","from":"127.0.0.1","seen":null,"all":["https://b.example/x"],"amount":7}"#,
    );
    assert_eq!(event.home.host_str(), Some("a.example"));
    assert!(event.from.is_loopback());
    assert!(serde_json::from_str::<Event>(r#"{"home":"no url","from":"127.0.0.1"}"#).is_err());
}

#[test]
fn exact_decimals() {
    let text = r#"{"exact":0.1000000000000000055511151231257827}"#;
    let value: schema_numbers_wide::models::Numbers = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
}

#[test]
fn integers_beyond_64_bits() {
    for name in ["by_maximum", "by_minimum", "by_default", "by_default_beyond", "int128"] {
        let text = format!("{{\"{name}\":18446744073709551615}}");
        let value: schema_numbers_wide::models::Numbers = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
    }
}

/// Free-form values are `serde_json`'s, whose numbers are `f64` beyond 64 bits unless the feature is on.
#[test]
#[cfg(feature = "arbitrary-precision")]
fn free_form_numbers_keep_their_digits() {
    let text = r#"{"any":123456789012345678901234567890}"#;
    let value: schema_free_form::models::Holder = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
}

#[test]
fn free_form_values() {
    use schema_free_form::models::Holder;
    round::<Holder>(r#"{"any":null}"#);
    round::<Holder>(r#"{"any":[1,"a",{"b":null}],"object":{"x":[]},"list":[1,null]}"#);
}

#[test]
fn an_optional_value_may_be_null() {
    round::<schema_free_form::models::Holder>(r#"{"any":1,"any_nullable":null,"null_only":null}"#);
}

#[test]
fn several_types() {
    use schema_type_list::models::{Both, Everything, Holder, ListOrText, Three};
    assert_eq!(round::<Both>(r#""a""#), Both::from("a"));
    assert_eq!(round::<Both>("1"), Both::Integer(1));
    assert!(matches!(round::<Both>("1.5"), Both::Unknown(_)));
    round::<Three>("true");
    round::<ListOrText>("[1]");
    for json in ["\"a\"", "1.5", "1", "false", "[null]", "{\"a\":{}}"] {
        assert!(!matches!(round::<Everything>(json), Everything::Unknown(_)), "{json}");
    }
    round::<Holder>(r#"{"both":7,"three":null}"#);
}
