//! The value types that models are made of.

use crate::{
    Null,
    models::{Action, Item, UpdateItem},
    runtime::{
        AnyJson, Base64, Checks, Entries, IntoOptional, JsonKind, List, Number, OptionalNullable,
        OrNull as _, RawJson, Scalar, Unknown, decimal::multiple_of, drift, from_json, header, header_list,
        pattern,
    },
};
use serde_json::json;
use std::collections::{BTreeSet, HashSet};

#[test]
fn three_states() {
    for (text, expected) in [
        ("{}", OptionalNullable::Absent),
        (r#"{"name":null}"#, OptionalNullable::Null),
        (r#"{"name":""}"#, OptionalNullable::Value(String::new())),
    ] {
        let decoded: UpdateItem = from_json(text.as_bytes()).unwrap();
        assert_eq!(decoded.name, expected);
        assert_eq!(serde_json::to_string(&decoded).unwrap(), text);
    }
    assert_eq!(OptionalNullable::from("a").as_ref().into_option(), Some(&"a"));
    assert_eq!(OptionalNullable::Value(5_i64).map(|n| n + 1).into_nested_option(), Some(Some(6)));
}

/// What is read like an `Option`: there, absent and null are both none.
#[test]
fn three_states_read_like_an_option() {
    let update = UpdateItem::new().name("a").limit_usd(5).action("block").providers(["x"]);
    let text = "a".to_owned();
    assert!(update.name == "a" && update.name == *"a" && update.name == text);
    assert!(update.name == Some("a") && update.name == Some("a".to_owned()) && update.name != Some("b"));
    assert!(update.limit_usd == 5.0 && update.limit_usd == Some(5.0) && update.limit_usd != 6.0);
    assert!(update.action == Action::Block && update.action != Some(Action::Redact));
    assert!(update.providers == ["x"] && update.providers == vec!["x".to_owned()]);
    assert!(update.name.is_some() && update.name.clone().is_some_and(|name| name.len() == 1));
    assert!(update.providers != ["y"] && update.providers != ["x", "x"]);
    let mut taken = update.clone();
    assert!(taken.name.take() == "a" && taken.name.is_absent());
    let Some(limit) = update.limit_usd.as_option() else { panic!("there is one") };
    assert_eq!((*limit, update.name.as_deref()), (5.0, Some("a")));
    let name: Option<String> = update.name.into();
    assert_eq!(name.as_deref(), Some("a"));

    for none in [UpdateItem::new(), UpdateItem::new().name(Null)] {
        assert!(none.name.is_none() && none.name.as_option().is_none() && none.name == None::<String>);
        assert!(none.name != "a" && none.name != Some(""), "{none:?}");
        assert_eq!(none.name.into_option(), None);
    }
}

/// Enums are keys of sorted collections, by what is sent, known or not, and one arm takes what is not listed here.
#[test]
fn enums_are_sorted_and_matched() {
    let texts = ["redact", "explode", "block"].map(str::to_owned);
    let sorted: BTreeSet<Action> = texts.into_iter().map(Action::from).collect();
    let names: Vec<&str> = sorted
        .iter()
        .map(|action| match action {
            Action::Block => "first",
            other => other.as_str(),
        })
        .collect();
    assert_eq!(names, ["first", "explode", "redact"]);
    // What is not equal is not the same key.
    let alike = Action::Unknown("block".into());
    assert!(alike != Action::Block && alike > Action::Block && alike < Action::Redact);
}

/// Setters take a value, an `Option` of it, null or any state, and `None` leaves the field as it is.
#[test]
fn what_setters_take() {
    let update = UpdateItem::new;
    assert_eq!(update().name("a").name(None::<String>), update().name(Some("a")));
    assert_eq!(update().name(None::<&str>), update());
    assert_eq!(update().name(Null).name(None::<&str>).name, OptionalNullable::Null);
    assert_eq!(update().name("a").name(Null), update().name(None::<String>.or_null()));
    assert_eq!(update().name("a"), update().name(Some("a").or_null()));
    assert_eq!(update().name(OptionalNullable::<&str>::Absent), update());
    let (text, texts) = ("a".to_owned(), vec!["a".to_owned()]);
    assert_eq!(update().name(&text), update().name(OptionalNullable::Value('a')));
    assert_eq!(update().action("block"), update().action(Some(Action::Block)));
    assert_eq!(update().limit_usd(5), update().limit_usd(Some(5_u8)));
    assert_eq!(update().limit_usd(5.0), update().limit_usd(Some(5.0_f32)));
    let list = update().providers(["a"]);
    assert_eq!(update().providers(Some(vec!["a"])), list);
    assert_eq!(update().providers(Some(&["a"][..])), list);
    assert_eq!(update().providers(&texts), list);
    let set = BTreeSet::from(["a"]);
    assert_eq!(update().providers(&set), list);
    assert_eq!(update().providers(set), list);
    let set = HashSet::from(["b", "a"]);
    assert_eq!(update().providers(Some(&set)), update().providers(["a", "b"]));
    assert_eq!(update().providers(set), update().providers(["a", "b"]));
    assert_eq!(update().providers(Some(Vec::<String>::new())).providers.value(), Some(&Vec::new()));
    assert_eq!(update().providers(Some(Vec::<String>::new()).or_null()).providers.value(), Some(&Vec::new()));
}

/// Each type of number takes a literal, and the smaller ones where a literal stays one.
#[test]
fn what_setters_of_numbers_and_of_json_take() {
    fn number<T, As>(value: impl IntoOptional<Scalar<T>, As>) -> Option<T> {
        value.into_optional().map(Scalar::into_inner)
    }
    fn json<As>(value: impl IntoOptional<AnyJson, As>) -> Option<serde_json::Value> {
        value.into_optional().map(AnyJson::into_inner)
    }
    assert_eq!(number::<i64, _>(-5), Some(-5));
    assert_eq!(number::<i64, _>(Some(5_u32)), Some(5));
    assert_eq!(number::<i64, _>(5_000_000_000_i64), Some(5_000_000_000));
    assert_eq!(number::<i128, _>(Some(u64::MAX)), Some(u64::MAX.into()));
    assert_eq!(number::<i32, _>(7_i8), Some(7));
    assert_eq!((number::<i16, _>(300), number::<i8, _>(-1)), (Some(300), Some(-1)));
    assert_eq!(number::<u64, _>(18_446_744_073_709_551_615), Some(u64::MAX));
    assert_eq!((number::<u128, _>(5), number::<u32, _>(5)), (Some(5), Some(5)));
    assert_eq!((number::<u16, _>(Some(5)), number::<u8, _>(None::<u8>)), (Some(5), None));
    assert_eq!((number::<f64, _>(3), number::<f32, _>(Some(1.5))), (Some(3.0), Some(1.5)));

    assert_eq!(json(None::<&str>), None, "and not null");
    assert_eq!(json(Null), Some(json!(null)));
    assert_eq!(json(None::<&str>.or_null()), Some(json!(null)));
    assert_eq!(json(OptionalNullable::<bool>::Absent), None);
    assert_eq!(json(json!({"a": 1})), Some(json!({"a": 1})));
    assert_eq!(json(Some(&json!({"a": 1}))), Some(json!({"a": 1})));
    assert_eq!((json("a"), json(Some(5)), json(1.5)), (Some(json!("a")), Some(json!(5)), Some(json!(1.5))));
    assert_eq!((json(["a"]), json(Some(vec![true]))), (Some(json!(["a"])), Some(json!([true]))));
    let text = "a".to_owned();
    assert_eq!((json(&text), json(text)), (Some(json!("a")), Some(json!("a"))));
}

#[test]
fn unknown_values_survive() {
    for text in [r#""explode""#, r#""ex\u0070lode""#, "5", "true", r#"["a"]"#, "1.50"] {
        let value: Unknown = serde_json::from_str(text).unwrap();
        let back = serde_json::to_string(&value).unwrap();
        assert_eq!(back.parse::<serde_json::Value>().unwrap(), text.parse::<serde_json::Value>().unwrap());
    }
    let tree = r#"[1,-2,0.5,"\"",null,true,[],[[1,2],{}],{"a":{"b":[false]},"c":"d"}]"#;
    let action: Action = serde_json::from_str(tree).unwrap();
    assert_eq!((action.as_str(), serde_json::to_string(&action).unwrap()), (tree, tree.to_owned()));
    // How `serde_json` passes numbers on, sent by a server.
    let mark = r#"[{"$serde_json::private::Number":"1,2"}]"#;
    if let Ok(action) = serde_json::from_str::<Action>(mark) {
        assert_eq!(serde_json::to_string(&action).unwrap(), mark);
    }
    let action: Action = "explode".parse().unwrap();
    assert_eq!(
        (action.as_str(), format!("{action:?}")),
        ("explode", r#"Unknown(Unknown("explode"))"#.to_owned())
    );
    assert!(serde_json::from_str::<Unknown>("null").is_err());
}

#[test]
fn unions() {
    let raw: RawJson =
        serde_json::from_str(r#" {"kind":"a","n":123456789012345678901234567890.50,"kind":"circle"} "#)
            .unwrap();
    assert_eq!(raw.tag("kind").as_deref(), Some("circle"), "the last counts");
    assert_eq!(raw.keys(), ["kind", "n", "kind"]);
    assert!(raw.has("n") && !raw.has("m"));
    assert_eq!(raw.member("n").unwrap().get(), "123456789012345678901234567890.50");
    assert_eq!(serde_json::to_string(&[&raw]).unwrap(), format!("[{raw}]"), "as it came");
    let kinds: Vec<_> = ["null", "true", "5", "5.0", "\"x\"", "[]", "{}"]
        .iter()
        .map(|text| text.parse::<RawJson>().unwrap().kind())
        .collect();
    use JsonKind::{Array, Bool, Integer, Null, Number, Object, String};
    assert_eq!(kinds, [Null, Bool, Integer, Number, String, Array, Object]);
    let error = r#"{"id":5}"#.parse::<RawJson>().unwrap().decode::<Item>().unwrap_err();
    assert_eq!(error.path(), "$.id");
    assert_eq!(RawJson::from(json!({"a": 1})), r#"{ "a" : 1 }"#.parse().unwrap());
    assert_eq!("[1,{}]".parse::<RawJson>().unwrap().elements().len(), 2);
    // Also from a value that is no text any more.
    assert_eq!(serde_json::from_value::<RawJson>(json!([1])).unwrap().get(), "[1]");
    let mut request = crate::runtime::RequestWriter::default();
    request.json("application/json", &raw).unwrap();
    assert_eq!(request.finish().unwrap().body.as_bytes().unwrap(), raw.get());
}

#[test]
fn big_numbers() {
    let digits = "123456789012345678901234567890.123456789";
    let number: Number = serde_json::from_str(digits).unwrap();
    assert_eq!(serde_json::to_string(&number).unwrap(), digits);
    assert_eq!(Number::from(u128::MAX).as_i128(), None);
    for (text, whole) in [
        ("5", Some(5)),
        ("50.0", Some(50)),
        ("1e2", Some(100)),
        ("-0", Some(0)),
        ("5.5", None),
        ("1e30", None),
    ] {
        assert_eq!(text.parse::<Number>().unwrap().as_i64(), whole, "{text}");
    }
    for text in ["-0", "-0.0", "-0e3"] {
        let read = (from_json::<i64>(text.as_bytes()).ok(), from_json::<u8>(text.as_bytes()).ok());
        assert_eq!(read, (Some(0), Some(0)), "{text}");
    }
    assert!(
        Number::try_from(f64::NAN).is_err()
            && "x".parse::<Number>().is_err()
            && "\"5\"".parse::<Number>().is_err()
    );
}

#[test]
fn base64_bytes() {
    for length in 0..70_u8 {
        let bytes: Vec<u8> = (0..length).map(|n| n.wrapping_mul(37)).collect();
        let value = Base64::from(bytes.clone());
        let text = serde_json::to_string(&value).unwrap();
        assert_eq!(serde_json::from_str::<Base64>(&text).unwrap(), value);
        assert_eq!(value.decode().unwrap(), bytes);
    }
    for (text, bytes) in [("aGk=", "hi"), ("aGk", "hi"), ("", ""), ("Zm9v\nYmFy", "foobar")] {
        assert_eq!(text.parse::<Base64>().unwrap().decode().unwrap(), bytes.as_bytes());
    }
    assert_eq!("-_8".parse::<Base64>().unwrap().decode().unwrap(), &[0xfb, 0xff][..]);
    for bad in ["a", "a===b", "\u{fc}", "ab!d"] {
        assert!(bad.parse::<Base64>().is_err(), "{bad}");
    }
}

/// What a server calls base64 is neither refused nor changed: who wants the bytes learns what is wrong.
#[test]
fn base64_that_is_received_stays_as_it_came() {
    for (text, is_base64) in [
        ("aGk", true),
        ("Zm9v\nYmFy\n", true),
        ("_-_-", true),
        ("eyJmb28iOi%iYmFyIn0K", false),
        ("{}", false),
    ] {
        let json = serde_json::to_string(text).unwrap();
        let value: Base64 = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert_eq!((value.as_str(), value.to_string().as_str()), (text, text));
        assert_eq!(value.decode().is_ok(), is_base64, "{text}");
        assert!(!format!("{value:?}").contains(text), "{value:?}");
    }
    let error = serde_json::from_str::<Base64>("\"{}\"").unwrap().decode().unwrap_err();
    assert!(error.to_string().contains("not base64"), "{error}");
}

#[test]
fn lists_and_entries() {
    assert_eq!(List::<String>::from(["a"]).into_vec(), ["a"]);
    assert_eq!(List::<String>::from(vec!["a"]), List::from(&["a"][..]));
    assert_eq!(Entries::<f64>::from([("a", 1_i32)]).into_map()["a"], 1.0);
    let map = std::collections::HashMap::from([("a", 1_i32)]);
    assert_eq!(Entries::<f64>::from(map).into_map()["a"], 1.0);
    let map = std::collections::BTreeMap::from([("a".to_owned(), 1_i32)]);
    assert_eq!(Entries::<f64>::from(&map).into_map()["a"], 1.0);
}

#[test]
fn violations() {
    let mut checks = Checks::new();
    checks.enter("name");
    checks.min_length("\u{e9}", 2);
    checks.max_length("\u{e9}\u{e9}", 2);
    pattern::check(&mut checks, "abc", "^a+$");
    pattern::check(&mut checks, "abc", "^(?=a)b");
    checks.leave();
    checks.enter("filters");
    checks.max_items(3, 2);
    for (index, value) in [1, 20].into_iter().enumerate() {
        checks.enter_item(index);
        checks.enter("size");
        checks.maximum(value, 10);
        checks.leave();
        checks.leave();
    }
    checks.leave();
    checks.minimum(f64::NAN, 0.0);
    multiple_of(&mut checks, 0.3, 0.1);
    checks.multiple_of_integer(7, 0);
    checks.unique_items(&["a", "b", "a"]);
    let text = checks.finish().unwrap_err().to_string();
    for expected in [
        "name: must have at least 2 characters, has 1",
        "name: must match the pattern `^a+$`",
        "filters: must have at most 2 items, has 3",
        "filters[1].size: must be at most 10, is 20",
        "must be at least 0, is NaN",
        "must be a multiple of 0, is 7",
        "item 2 is there already",
    ] {
        assert!(text.contains(expected), "{text}");
    }
    assert_eq!(text.matches(';').count(), 6);
    assert!(Checks::new().finish().is_ok());
}

#[test]
fn typed_headers() {
    let mut headers = http::HeaderMap::new();
    headers.insert("x-rate", " 5 ".parse().unwrap());
    headers.insert("x-list", "1, 2,,3".parse().unwrap());
    headers.insert("x-bad", "five".parse().unwrap());
    assert_eq!(header::<i64>(&headers, "X-Rate").unwrap(), Some(5));
    assert_eq!(header::<i64>(&headers, "X-None").unwrap(), None);
    assert!(header::<i64>(&headers, "X-Bad").unwrap_err().to_string().contains("`X-Bad`"));
    assert_eq!(header_list::<u8>(&headers, "x-list").unwrap(), [1, 2, 3]);
}

#[test]
fn documented_headers() {
    use crate::runtime::{
        TextForm,
        typed_headers::{optional, required},
    };
    use std::collections::BTreeMap;
    let mut headers = http::HeaderMap::new();
    headers.insert("x-rate", " 5 ".parse().unwrap());
    headers.insert("x-list", "1, 2,,3".parse().unwrap());
    headers.append("x-list", "4".parse().unwrap());
    headers.insert("x-map", "a,1,b,2".parse().unwrap());
    headers.insert("x-pairs", "a=x,b=y".parse().unwrap());
    headers.insert("x-json", "{\"a\":[1]}".parse().unwrap());
    headers.insert("x-bytes", http::HeaderValue::from_bytes(b"\xff").unwrap());
    assert_eq!(required::<i64>(&headers, "X-Rate", TextForm::Scalar).unwrap(), 5);
    assert_eq!(required::<String>(&headers, "X-Rate", TextForm::Text).unwrap(), "5");
    assert_eq!(required::<String>(&headers, "X-Rate", TextForm::Scalar).unwrap(), "5");
    assert_eq!(required::<Vec<u8>>(&headers, "X-List", TextForm::ScalarList).unwrap(), [1, 2, 3, 4]);
    assert_eq!(required::<Vec<String>>(&headers, "X-List", TextForm::TextList).unwrap().len(), 4);
    let map = |name, explode| {
        required::<BTreeMap<String, serde_json::Value>>(&headers, name, TextForm::Object { explode })
    };
    assert_eq!(map("x-map", false).unwrap()["b"], 2);
    assert_eq!(map("x-pairs", true).unwrap()["b"], "y");
    assert_eq!(required::<serde_json::Value>(&headers, "x-json", TextForm::Json).unwrap()["a"][0], 1);
    assert_eq!(optional::<i64>(&headers, "X-None", TextForm::Scalar).unwrap(), None);
    let wrong = optional::<bool>(&headers, "X-Rate", TextForm::Scalar).unwrap_err().to_string();
    assert!(wrong.contains("`X-Rate`"), "{wrong}");
    assert!(
        required::<i64>(&headers, "X-None", TextForm::Scalar).unwrap_err().to_string().contains("missing")
    );
    assert!(optional::<String>(&headers, "x-bytes", TextForm::Text).is_err());
}

#[test]
fn a_media_type_is_known_by_each_of_its_names() {
    let answer = |media_type: &str| {
        let headers = [(http::header::CONTENT_TYPE, media_type.parse().unwrap())].into_iter().collect();
        crate::runtime::RawResponse::buffered(http::StatusCode::OK, headers, "a")
    };
    for (documented, sent) in [
        ("application/csv", "text/csv; charset=utf-8"),
        ("application/xml", "text/xml"),
        ("text/yaml", "application/x-yaml"),
        ("application/zip", "Application/X-Zip"),
        ("image/jpeg", "image/jpg"),
    ] {
        assert!(answer(sent).expect_type(&[documented]).is_ok(), "{documented}: {sent}");
        assert!(
            answer(documented).expect_type(&[sent.split(';').next().unwrap()]).is_ok(),
            "{documented}: {sent}"
        );
    }
    for (documented, sent) in
        [("application/csv", "text/html"), ("image/jpeg", "image/png"), ("image/xml", "text/xml")]
    {
        assert!(answer(sent).expect_type(&[documented]).is_err(), "{documented}: {sent}");
    }
    let among = ["application/octet-stream", "application/xml", "image/*"];
    for (sent, found) in [
        ("application/octet-stream", "application/octet-stream"),
        ("application/zip", "application/octet-stream"),
        ("text/xml", "application/xml"),
        ("image/png", "image/png"),
        ("application/json", "application/json"),
        ("text/html", "text/html"),
    ] {
        assert_eq!(answer(sent).type_among(&among), found, "{sent}");
    }
}

#[test]
fn drift_is_found() {
    let body = r#"{"id":"a","new":{"x":1},"action":"explode","name":null}"#;
    let response = crate::runtime::RawResponse::buffered(http::StatusCode::OK, http::HeaderMap::new(), body);
    let item: Item = response.json().unwrap();
    let found: Vec<String> = drift::compare(&item, &response)
        .iter()
        .map(|drift| format!("{} {:?}", drift.path, drift.kind))
        .collect();
    assert_eq!(found, ["$.action UnknownValue(\"\\\"explode\\\"\")", "$.new UnknownField"]);
}
