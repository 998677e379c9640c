//! What of YAML 1.2 is read, and what is refused on purpose: the classes that `generator/README.md` lists.

use super::*;

#[test]
fn quoted_texts_hold_every_character_from_the_blank_on() {
    let odd = "\u{7F}\u{80}\u{85}\u{9b}\u{9f}\u{fffe}\u{ffff}\u{f0000}\u{f0001}";
    let json = format!("{{\"a{odd}\": [\"{odd}\", 1]}}");
    assert_eq!(value(&json), serde_json::from_str::<Value>(&json).unwrap());
    let yaml = format!("a: 'x{odd}'\nb: \"{odd}\n  {odd}\"\nc: 1\n");
    assert_eq!(value(&yaml), json!({"a": format!("x{odd}"), "b": format!("{odd} {odd}"), "c": 1}));
    // Places behind such characters are those of the file, whichever way it is read.
    assert_eq!(fault(format!("a: '{odd}'\nb: !bad 1\n")), (Code::Tag, "!bad".into()));
    let shallow = format!("a: '{odd}\n{odd}'\nd: {{e:[1]}}\nb: !bad 1\n");
    assert_eq!(fault(shallow), (Code::Tag, "!bad".into()));
}

#[test]
fn elsewhere_control_characters_are_refused_where_they_stand() {
    for place in
        ["a: x\u{9b}y", "\u{9b}: x", "a: |\n  x\u{9b}", "# x\u{9b}\na: 1", "a: [x, \u{9b}]", "a: 'x' #\u{9b}"]
    {
        assert_eq!(fault(place), (Code::ControlCharacter, "\u{9b}".into()), "{place}");
    }
    assert_eq!(fault("a: '\u{9b}'\nb: \u{80}\nc: '\u{9b}'"), (Code::ControlCharacter, "\u{80}".into()));
    assert_eq!(fault("a: \u{7f}"), (Code::ControlCharacter, "\u{7f}".into()));
    assert_eq!(fault("a: '\u{9b}\u{1}'"), (Code::ControlCharacter, "\u{1}".into()));
    // A character for private use is a text like any other, also beside those.
    assert_eq!(value("a: '\u{9b}'\nb: x\u{f0000}y"), json!({"a": "\u{9b}", "b": "x\u{f0000}y"}));
}

#[test]
fn in_flow_a_colon_before_a_collection_ends_the_key() {
    assert_eq!(value("{c:[1]}"), json!({"c": [1]}));
    assert_eq!(
        value("a: {b:{c:[{d:e}]}, f:,g:}"),
        json!({"a": {"b": {"c": [{"d:e": null}]}, "f": null, "g": null}})
    );
    assert_eq!(value("[a:[1], b:{c: 2}, d]"), json!([{"a": [1]}, {"b": {"c": 2}}, "d"]));
    assert_eq!(value("{http://x:[1]}"), json!({"http://x": [1]}));
    // In a text, and out of flow, it means nothing.
    let texts = "a: x:[1]\nb: 'y:{z}'\nc: \"{c:[1]}\"\nd: |\n  {c:[1]}\ne: {f:[1], g: 'h:[i]'} # {c:[1]}\n";
    let wanted =
        json!({"a": "x:[1]", "b": "y:{z}", "c": "{c:[1]}", "d": "{c:[1]}\n", "e": {"f": [1], "g": "h:[i]"}});
    assert_eq!(value(texts), wanted);
    assert_eq!(fault("{c:[1}").0, Code::Syntax);
}

#[test]
fn the_same_json_is_read_from_every_form() {
    let forms = [
        "a: [1, b]\n",
        "? a\n: - 1\n  - b\n",
        "--- {a: [1, b]}\n...\n",
        "{\"a\":[1,b]}",
        "a: &x\n- 1\n- 'b'\n# end",
        "%YAML 1.2\n---\n!!map {!!str a: !!seq [!!int 1, ! b]}",
        "a:\n  - 1\n  - >-\n    b\n",
        "{a: [1, b,],}",
    ];
    for form in forms {
        assert_eq!(value(form), json!({"a": [1, "b"]}), "{form}");
    }
}

#[test]
fn valid_yaml_is_refused_for_a_reason() {
    let refused = [
        ("a: 1\n---\nb: 1\n", Code::ManyDocuments),
        ("# nothing\n", Code::Empty),
        ("a: !local 1", Code::Tag),
        ("a: !!set {b: ~}", Code::Tag),
        ("a: !<tag:example.com,2000:x> 1", Code::Tag),
        ("a: &x b\n*x : c\n", Code::AliasKey),
        // None of these has a value in JSON.
        ("? [a]\n: 1\n", Code::KeyKind),
        ("? {a: 1}\n: 1\n", Code::KeyKind),
        ("~: 1", Code::KeyKind),
        ("!!null : 1", Code::KeyKind),
        ("a: .inf", Code::NonFinite),
    ];
    for (text, code) in refused {
        assert_eq!(fault(text).0, code, "{text}");
    }
}
