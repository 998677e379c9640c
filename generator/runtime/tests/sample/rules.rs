//! Rules of JSON Schema that no type carries, on the JSON of a value.

use crate::runtime::{Checks, Rules, decimal::Decimal, formats, pattern};
use serde_json::{Value, json};

/// What a value breaks, as `path rule` for each.
fn broken(rules: &Rules, value: &Value) -> Vec<String> {
    let mut checks = Checks::new();
    rules.check(&mut checks, value);
    let found = checks.finish().err().into_iter().flatten();
    found.map(|one| format!("{} {}", one.path, one.rule)).collect()
}

fn rules(text: &'static str) -> Rules {
    Rules::new(text, &[]).patterns(pattern::matches)
}

#[test]
fn each_keyword_is_told_with_its_path() {
    for (text, value, expected) in [
        (r#"{"type":["integer"]}"#, json!("a"), " type"),
        (r#"{"enum":[{"a":[1]}]}"#, json!({"a": [2]}), " const"),
        (r#"{"enum":[1,"a"]}"#, json!(true), " enum"),
        (r#"{"not":{"type":["string"]}}"#, json!("a"), " not"),
        (r#"{"properties":{"a":{"maxLength":1}}}"#, json!({"a": "bc"}), "a maxLength"),
        (r#"{"items":{"pattern":"^a"}}"#, json!(["a", "b"]), "[1] pattern"),
        (r#"{"prefixItems":[true],"items":false}"#, json!([1, 2]), "[1] items"),
        (r#"{"contains":{"enum":[1]}}"#, json!([2]), " contains"),
        (r#"{"contains":{"enum":[1]},"maxContains":1}"#, json!([1, 1.0]), " maxContains"),
        (r#"{"uniqueItems":true}"#, json!([{"a": 1, "b": 2}, {"b": 2.0, "a": 1}]), " uniqueItems"),
        (r#"{"dependentRequired":{"a":["b"]}}"#, json!({"a": 1}), " dependentRequired"),
        (r#"{"dependentSchemas":{"a":{"required":["b"]}}}"#, json!({"a": 1}), " required"),
        (r#"{"propertyNames":{"maxLength":1}}"#, json!({"ab": 1}), " propertyNames"),
        (r#"{"patternProperties":{"^a":{"type":["null"]}}}"#, json!({"ab": 1}), "ab type"),
        (
            r#"{"properties":{"a":true},"additionalProperties":false}"#,
            json!({"b": 1}),
            "b additionalProperties",
        ),
        (r#"{"minProperties":1}"#, json!({}), " minProperties"),
        (r#"{"minItems":100000000000000000000}"#, json!([1]), " minItems"),
        (r#"{"if":{"required":["a"]},"then":{"required":["b"]}}"#, json!({"a": 1}), " required"),
        (r#"{"if":{"required":["a"]},"else":false}"#, json!({}), " false"),
        (r#"{"oneOf":[{"minimum":1},{"maximum":3}]}"#, json!(2), " oneOf"),
        (r#"{"anyOf":[{"minimum":3},{"maximum":1}]}"#, json!(2), " anyOf"),
        (r#"{"allOf":[{"minimum":3}]}"#, json!(2), " minimum"),
        (
            r#"{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}"#,
            json!({"a": 1, "b": 1}),
            "b unevaluatedProperties",
        ),
        (
            r#"{"anyOf":[{"properties":{"a":{"enum":[1]}}},true],"unevaluatedProperties":false}"#,
            json!({"a": 2}),
            "a unevaluatedProperties",
        ),
        (r#"{"contains":{"enum":[1]},"unevaluatedItems":false}"#, json!([1, 2]), "[1] unevaluatedItems"),
    ] {
        assert_eq!(broken(&rules(text), &value), [expected], "{text} of {value}");
    }
}

#[test]
fn what_keeps_no_alternative_is_told_why() {
    let text = |rules: &'static str, value: Value| {
        let mut checks = Checks::new();
        Rules::new(rules, &[]).check(&mut checks, &value);
        crate::Error::from(checks.finish().unwrap_err()).to_string()
    };
    assert_eq!(
        text(r#"{"anyOf":[{"required":["name"]},{"required":["firm"]}]}"#, json!({})),
        "invalid request: the value: is none of the alternatives (lacks the property \"name\"; lacks the property \"firm\")"
    );
    assert_eq!(
        text(
            r#"{"properties":{"a":{"oneOf":[{"minimum":5},{"maximum":1},{"enum":[3]},{"enum":[4]}]}}}"#,
            json!({"a": 2})
        ),
        "invalid request: a: is none of the alternatives"
    );
}

#[test]
fn what_keeps_a_rule_is_not_told() {
    for (text, value) in [
        (r#"{"type":["integer"]}"#, json!(1.0)),
        (r#"{"enum":[1]}"#, json!(1.0)),
        (r#"{"maxLength":1}"#, json!("\u{1f600}")),
        (r#"{"maxLength":1,"minimum":2,"maxItems":0}"#, json!(true)),
        (r#"{"maxContains":0}"#, json!([1])),
        (r#"{"contains":{"enum":[1]},"minContains":0}"#, json!([])),
        (r#"{"then":false}"#, json!(1)),
        (r#"{"maxLength":100000000000000000000}"#, json!("a")),
        (r#"{"uniqueItems":true}"#, json!([1, true, "1", [1], null])),
        (r#"{"if":{"properties":{"a":true}},"unevaluatedProperties":false}"#, json!({"a": 1})),
        (r#"{"pattern":"(?=a)b"}"#, json!("c")),
        (r#"{"patternProperties":{"(?=a)b":true},"additionalProperties":false}"#, json!({"c": 1})),
    ] {
        assert_eq!(broken(&rules(text), &value), [""; 0], "{text} of {value}");
    }
}

#[test]
fn references_lead_to_definitions_and_end() {
    static DEFINITIONS: &[(&str, &str)] = &[
        ("Node", r#"{"properties":{"next":{"$ref":"Node"},"id":{"type":["integer"]}}}"#),
        ("Loop", r#"{"anyOf":[{"$ref":"Loop"}]}"#),
    ];
    let node = Rules::new(r#"{"$ref":"Node"}"#, DEFINITIONS);
    assert_eq!(broken(&node, &json!({"next": {"next": {"id": "a"}}})), ["next.next.id type"]);
    assert_eq!(broken(&Rules::new(r#"{"$ref":"Loop"}"#, DEFINITIONS), &json!(1)), [""; 0]);
}

#[test]
fn what_nobody_can_look_at_to_the_end_is_not_told() {
    static DEFINITIONS: &[(&str, &str)] = &[
        ("Twice", r#"{"anyOf":[{"$ref":"Twice"},{"$ref":"Twice"}]}"#),
        ("Both", r#"{"oneOf":[{"$ref":"Both"},{"$ref":"Both"}]}"#),
        ("Not", r#"{"not":{"allOf":[{"$ref":"Loop"}]}}"#),
        ("If", r#"{"if":{"$ref":"Loop"},"then":false}"#),
        ("Loop", r#"{"allOf":[{"$ref":"Loop"}]}"#),
        ("Most", r#"{"contains":{"$ref":"Loop"},"maxContains":0}"#),
        ("Seen", r#"{"$ref":"Loop","unevaluatedItems":false}"#),
        (
            "Tree",
            r#"{"oneOf":[{"properties":{"a":{"$ref":"Tree"}}},{"type":["null"]},{"properties":{"b":{"$ref":"Tree"}},"required":["b"]}]}"#,
        ),
    ];
    let deep = (0..60).fold(json!({}), |inner, _| json!({ "a": inner }));
    for (text, value) in [
        (r#"{"$ref":"Twice"}"#, json!(1)),
        (r#"{"$ref":"Both"}"#, json!(1)),
        (r#"{"$ref":"Not"}"#, json!(1)),
        (r#"{"$ref":"If"}"#, json!(1)),
        (r#"{"$ref":"Most"}"#, json!([1])),
        (r#"{"$ref":"Seen"}"#, json!([1])),
        (r#"{"$ref":"Tree"}"#, deep),
    ] {
        assert_eq!(broken(&Rules::new(text, DEFINITIONS), &value), [""; 0], "{text} of {value}");
    }
    let known = Rules::new(r#"{"$ref":"Loop","required":["a"]}"#, DEFINITIONS);
    assert_eq!(broken(&known, &json!({})), [" required"], "what is known is told");
}

/// Were each violation compared with those before it, this would not end soon.
#[test]
fn a_list_of_many_wrong_items_is_checked() {
    let found =
        broken(&rules(r#"{"items":{"allOf":[{"maximum":1},{"maximum":1}]}}"#), &json!(vec![2; 50_000]));
    assert_eq!(found.len(), 50_000);
}

#[test]
fn numbers_are_compared_by_their_digits() {
    let number = |text| Decimal::parse(text).unwrap();
    for (a, b) in [("1", "1.0"), ("100", "1e2"), ("-0", "0.0"), ("0.5", "5e-1")] {
        assert_eq!(number(a), number(b));
    }
    for (small, large) in
        [("-2", "-1"), ("-1", "0"), ("0", "0.001"), ("9", "10"), ("9007199254740992", "9007199254740993")]
    {
        assert!(number(small) < number(large), "{small} {large}");
    }
    for (value, step, holds) in [
        ("0.3", "0.1", true),
        ("0.35", "0.1", false),
        ("1e308", "0.5", true),
        ("0.0075", "0.0001", true),
        ("4.5", "1.5", true),
        ("35", "1.5", false),
        ("12391239123", "1e-8", true),
        ("0", "7", true),
        ("1e999999999999", "3", false),
    ] {
        assert_eq!(number(value).is_multiple_of(&number(step)), holds, "{value} {step}");
    }
    for text in ["", "-", "a", "1e", "NaN", "1e99999999999999999999"] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
}

#[test]
fn formats_are_told_where_that_is_asked_for() {
    for (format, good, bad) in [
        ("date", vec!["2024-02-29", "1999-12-31"], vec!["2023-02-29", "1999-13-01", "99-01-01", "1999-1-01"]),
        (
            "time",
            vec!["08:30:06Z", "08:30:06.28+00:20", "23:59:60Z", "01:29:60+01:30"],
            vec!["08:30:06", "24:00:00Z", "22:59:60Z", "08:30:06.Z", "08:30Z", "08:30:06+24:00"],
        ),
        ("date-time", vec!["1963-06-19T08:30:06.283185Z"], vec!["1963-06-19", "1963-06-19T08:30:06"]),
        (
            "duration",
            vec!["P4DT12H30M5S", "PT0S", "P1Y2M", "P2W"],
            vec!["P", "PT", "P1", "4D", "P1D2H", "P2D1Y", "P1YT", "P1Y1D"],
        ),
        ("uuid", vec!["2EB8AA08-aa98-11ea-b4aa-73b441d16380"], vec!["2eb8aa08aa9811eab4aa73b441d16380"]),
        (
            "email",
            vec!["joe.bloggs@example.com", "te~st@example.com", "a@[127.0.0.1]"],
            vec!["2962", "a..b@c.d", "a@-b.c", "\u{e9}@b.c"],
        ),
        ("idn-email", vec!["\u{c2e4}@b.c"], vec!["2962"]),
        ("hostname", vec!["www.example.com", "a-b.c"], vec!["-a.b", "a..b", "not_valid", ""]),
        ("ipv4", vec!["192.168.0.1"], vec!["256.0.0.1", "1.2.3", "087.1.1.1"]),
        ("ipv6", vec!["::1", "::ffff:1.2.3.4"], vec!["12345::", "1::1::1"]),
        (
            "uri",
            vec!["http://a.b/?c=%20#d", "urn:a:b"],
            vec!["//a.b", "a", "http://a b", "1a:b", "http://a/%2"],
        ),
        ("iri", vec!["http://\u{192}.b"], vec!["a"]),
        ("uri-reference", vec!["/abc", "", "a#b"], vec!["\\a", "a#b#c"]),
        ("byte", vec!["aGk=", "aGk", "", "Zm9v\nYmFy\n", "-_8"], vec!["a", "a===b", "\u{fc}", "ab!d"]),
        ("json-pointer", vec!["", "/a~0b/~1"], vec!["a", "/a~", "/~2"]),
        ("relative-json-pointer", vec!["0", "1/a", "2#"], vec!["/a", "-1/a", "01/a"]),
    ] {
        for text in good {
            assert_eq!(formats::has(format, text), Some(true), "{format} {text}");
        }
        for text in bad {
            assert_eq!(formats::has(format, text), Some(false), "{format} {text}");
        }
    }
    assert_eq!(formats::has("regex", "("), None);
    let rules = Rules::new(r#"{"format":"date"}"#, &[]);
    assert_eq!(broken(&rules, &json!("a")), [""; 0]);
    assert_eq!(broken(&rules.formats(formats::has), &json!("a")), [" format"]);
}
