use serde_json::{Value, json};

use super::*;
use crate::raw::FileId;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: A, version: '1'}
tags: [a, b]
paths:
  /items:
    get: {summary: Get, parameters: [{name: x, in: query}], x-big: 12345678901234567890123}
  /some:
    delete: {summary: Delete}
";

fn apply_to(document: &str, overlay: &str) -> (Raw, Report) {
    let (mut raw, mut report) = (Raw::default(), Report::new());
    let limits = Limits::default();
    load::load(&mut raw, "openapi.yaml", document.as_bytes(), &limits, &mut report).unwrap();
    apply(&mut raw, "overlay.yaml", overlay.as_bytes(), &limits, &mut report);
    (raw, report)
}

/// The document after actions of version 1.1, as JSON.
fn applied(actions: &str) -> Value {
    let (raw, report) = apply_to(DOCUMENT, &format!("overlay: 1.1.0\nactions:\n{actions}"));
    let found: Vec<_> = report.iter().collect();
    assert!(found.is_empty(), "{found:?}");
    raw.document().unwrap().to_json()
}

fn refused(overlay: &str) -> (Code, String, String) {
    let (raw, report) = apply_to(DOCUMENT, overlay);
    let found: Vec<_> = report.iter().collect();
    let [one] = found[..] else { panic!("{found:?}") };
    let place = match one.place {
        Place::Node(id) => raw.node(id).unwrap().pointer(),
        Place::Key(id) => format!("key {}", raw.node(id).unwrap().pointer()),
        _ => String::new(),
    };
    (one.code, place, one.message.clone())
}

#[test]
fn update_merges_mappings_and_appends_to_lists() {
    let value = applied(
        "- target: $.info
  update: {title: B, x-new: {deep: true}}
- target: $.tags
  update: c
- target: $.tags
  update: [d, e]
- target: $.paths['/items'].get
  update: {parameters: [{name: y}], summary: 5}
",
    );
    assert_eq!(value["info"], json!({"title": "B", "version": "1", "x-new": {"deep": true}}));
    assert_eq!(value["tags"], json!(["a", "b", "c", "d", "e"]));
    assert_eq!(
        value["paths"]["/items"]["get"]["parameters"],
        json!([{"name": "x", "in": "query"}, {"name": "y"}])
    );
    assert_eq!(value["paths"]["/items"]["get"]["summary"], json!(5));
}

#[test]
fn actions_see_what_came_before() {
    let value = applied(
        "- target: $.paths
  update: {/new: {}}
- target: $.paths['/new']
  copy: $.paths['/items']
- target: $.paths['/items']
  remove: true
- target: $.paths['/new'].get.parameters[?@.name == 'x']
  update: {name: z}
- target: $.tags[0]
  remove: true
- target: $.tags[0]
  update: only
",
    );
    assert_eq!(value["paths"]["/new"]["get"]["parameters"], json!([{"name": "z", "in": "query"}]));
    assert!(value["paths"].get("/items").is_none());
    assert_eq!(value["tags"], json!(["only"]));
}

#[test]
fn wildcards_reach_every_match_with_a_copy_of_its_own() {
    let value = applied(
        "- target: $.paths.*.*\n  update: {x-m: {a: [1]}}\n- target: $.paths['/some']..a\n  update: 2\n",
    );
    assert_eq!(value["paths"]["/items"]["get"]["x-m"]["a"], json!([1]));
    assert_eq!(value["paths"]["/some"]["delete"]["x-m"]["a"], json!([1, 2]));
}

#[test]
fn nested_removals_are_one_removal() {
    let value = applied("- target: $.paths..*\n  remove: true\n- target: $.tags.*\n  remove: true\n");
    assert_eq!(
        value,
        json!({"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "tags": [], "paths": {}})
    );
}

#[test]
fn a_target_inside_the_source_is_copied_once() {
    let value = applied("- target: $.info\n  copy: $\n");
    assert_eq!(value["info"]["info"], json!({"title": "A", "version": "1"}));
    assert_eq!(value["info"]["tags"], json!(["a", "b"]));
}

#[test]
fn values_keep_the_file_they_come_from_and_all_digits() {
    let overlay = "overlay: 1.1.0\nactions:\n- target: $.info\n  update: {x-n: 0.10, title: B}\n- target: $.paths['/some']\n  copy: $.paths['/items']\n";
    let (raw, report) = apply_to(DOCUMENT, overlay);
    assert!(report.is_empty());
    let info = raw.document().unwrap().get("info").unwrap();
    let (new, title) = (info.get("x-n").unwrap(), info.get("title").unwrap());
    assert_eq!((info.file(), new.file(), title.file()), (FileId(0), FileId(1), FileId(1)));
    assert_eq!(new.as_number(), Some("0.10"));
    assert_eq!(&overlay[new.key_span().unwrap()], "x-n");
    assert_eq!(&overlay[title.key_span().unwrap()], "title");
    assert_eq!(new.pointer(), "/info/x-n");
    let copied = raw.document().unwrap().get("paths").and_then(|paths| paths.get("/some")).unwrap();
    assert_eq!(
        copied.get("get").and_then(|get| get.get("x-big")).unwrap().as_number(),
        Some("12345678901234567890123")
    );
}

#[test]
fn what_cannot_be_meant_is_refused_at_its_place() {
    let cases = [
        ("overlay: 2.0.0\nactions: []", Code::OverlayShape, "/overlay"),
        ("openapi: 3.1.0", Code::OverlayShape, ""),
        ("overlay: 1.0.0\nactions: {}", Code::OverlayShape, "/actions"),
        ("overlay: 1.0.0\nactions: [{update: {}}]", Code::OverlayShape, "/actions/0"),
        ("overlay: 1.0.0\nactions: [{target: $}]", Code::OverlayShape, "/actions/0"),
        ("overlay: 1.0.0\nactions: [{target: $, remove: yes}]", Code::OverlayShape, "/actions/0/remove"),
        ("overlay: 1.0.0\nactions: [{target: $, copy: $.info}]", Code::OverlayShape, "/actions/0/copy"),
        (
            "overlay: 1.1.0\nactions: [{target: $, copy: $, update: {}}]",
            Code::OverlayShape,
            "/actions/0/copy",
        ),
        (
            "overlay: 1.1.0\nactions: [{target: $.info, update: {}, upate: {}}]",
            Code::OverlayShape,
            "key /actions/0/upate",
        ),
        (
            "overlay: 1.0.0\nactions: [{target: '$.paths[', update: {}}]",
            Code::OverlayQuery,
            "/actions/0/target",
        ),
        ("overlay: 1.0.0\nactions: [{target: paths, update: {}}]", Code::OverlayQuery, "/actions/0/target"),
        (
            "overlay: 1.0.0\nactions: [{target: $.nope, update: {}}]",
            Code::OverlayNoMatch,
            "/actions/0/target",
        ),
        (
            "overlay: 1.1.0\nactions: [{target: $.info, copy: $.nope}]",
            Code::OverlayNoMatch,
            "/actions/0/copy",
        ),
        (
            "overlay: 1.1.0\nactions: [{target: $.info, copy: $.paths.*}]",
            Code::OverlayConflict,
            "/actions/0/copy",
        ),
        ("overlay: 1.0.0\nactions: [{target: $, remove: true}]", Code::OverlayConflict, "/actions/0/target"),
        (
            "overlay: 1.0.0\nactions: [{target: $.openapi, remove: true}]",
            Code::OverlayConflict,
            "/actions/0/target",
        ),
        (
            "overlay: 1.0.0\nactions: [{target: $.openapi, update: 3.1.1}]",
            Code::OverlayConflict,
            "/actions/0/target",
        ),
        (
            "overlay: 1.1.0\nactions: [{target: $.info, update: x}]",
            Code::OverlayConflict,
            "key /actions/0/update",
        ),
        (
            "overlay: 1.1.0\nactions: [{target: '$[\"info\",\"tags\"]', update: {}}]",
            Code::OverlayConflict,
            "/actions/0/target",
        ),
        (
            "overlay: 1.1.0\nactions: [{target: $, update: {info: []}}]",
            Code::OverlayConflict,
            "key /actions/0/update/info",
        ),
    ];
    for (overlay, code, place) in cases {
        let found = refused(overlay);
        assert_eq!((found.0, found.1.as_str()), (code, place), "{overlay}: {}", found.2);
    }
}

#[test]
fn growth_is_bounded() {
    // Each copy doubles the document; each nesting deepens it.
    let double = "- {target: $.x, copy: $}\n".repeat(40);
    let overlay = format!("overlay: 1.1.0\nactions:\n- {{target: $, update: {{x: {{}}}}}}\n{double}");
    let (raw, report) = apply_to(DOCUMENT, &overlay);
    assert!(
        report.iter().any(|found| found.code == Code::OverlayTooLarge || found.code == Code::OverlayConflict)
    );
    assert!(raw.len() <= Limits::default().nodes);
}

#[test]
fn all_failing_actions_are_reported() {
    let (_, report) = apply_to(
        DOCUMENT,
        "overlay: 1.0.0\nactions: [{target: $.a, remove: true}, {target: $.b, remove: true}]",
    );
    assert_eq!(report.error_count(), 2);
}

#[test]
fn a_query_that_would_take_for_ever_is_refused_at_once() {
    let exponential = format!("$[?{}@.a{}", "(@[?(".repeat(12), ")])".repeat(12));
    let parentheses = format!("$[?{}@.a{}]", "(".repeat(10_000), ")".repeat(10_000));
    let shallow = format!("$[?{}@.a{}]", "(".repeat(500), ")".repeat(500));
    for query in [exponential, parentheses, shallow] {
        let found = refused(&format!("overlay: 1.0.0\nactions: [{{target: '{query}', remove: true}}]"));
        assert_eq!((found.0, found.1.as_str()), (Code::OverlayQuery, "/actions/0/target"), "{}", found.2);
    }
    let query = format!("${}", "[*,*]".repeat(60));
    let found = refused(&format!("overlay: 1.1.0\nactions: [{{target: '{query}', remove: true}}]"));
    assert_eq!((found.0, found.1.as_str()), (Code::OverlayTooLarge, "/actions/0/target"), "{}", found.2);
}

/// Patterns are compiled for each value, and what a filter compares is read for each.
#[test]
fn what_a_filter_does_for_each_value_counts() {
    let values: Vec<_> = (0..3_000).map(|at| format!("{{\"a\": {at}}}")).collect();
    let values = values.join(", ");
    let long = "x".repeat(200_000);
    let document = format!("{{\"x-a\": [{values}], \"x-b\": [{values}], \"x-long\": \"{long}\"}}");
    for query in [
        r"$['x-a'][?search(@.a, '\\\\w{400}')]",
        r"$['x-a'][?search(@.a, 'a\\u007b9000}')]",
        "$['x-a'][?$['x-a'] == $['x-b']]",
        "$['x-a'][?length($['x-long']) > 3]",
        "$['x-a'][?search($['x-long'], 'y')]",
        "$..[?search(value($..['x-long']), 'y')]",
    ] {
        let overlay = format!("overlay: 1.0.0\nactions: [{{target: \"{query}\", remove: true}}]");
        let (_, report) = apply_to(&document, &overlay);
        let codes: Vec<_> = report.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(codes, [Code::OverlayTooLarge], "{query}");
    }
    let found = refused("overlay: 1.0.0\nactions: [{target: '$.info[?search(@.a, $.b)]', remove: true}]");
    assert_eq!((found.0, found.1.as_str()), (Code::OverlayQuery, "/actions/0/target"), "{}", found.2);
    // What people write is answered.
    for query in
        ["$['x-a'][?@.a == 7]", "$['x-a'][?@.a == 7 || @.a == @.b]", "$['x-a'][?match(@.a, 'x') || @.a == 7]"]
    {
        let overlay = format!("overlay: 1.0.0\nactions: [{{target: \"{query}\", remove: true}}]");
        let (_, report) = apply_to(&document, &overlay);
        assert!(report.iter().next().is_none(), "{query}");
    }
}

/// Were what earlier actions did walked for each, this would take minutes.
#[test]
fn tens_of_thousands_of_actions_are_applied() {
    const COUNT: usize = 30_000;
    let action = |at| format!("- {{target: $.paths, update: {{/p{at}: {{x-a: {at}}}}}}}\n");
    let actions: Vec<_> = (0..COUNT).map(action).collect();
    let (raw, report) = apply_to(DOCUMENT, &format!("overlay: 1.1.0\nactions:\n{}", actions.concat()));
    assert!(report.iter().next().is_none());
    let last = format!("/p{}", COUNT - 1);
    let paths = raw.document().unwrap().get("paths").unwrap();
    assert_eq!(paths.get(&last).unwrap().pointer(), format!("/paths/~1p{}", COUNT - 1));
    assert_eq!(paths.entries().count(), COUNT + 2);
}

#[test]
fn names_and_queries_see_what_earlier_actions_did() {
    let added: Vec<_> = (0..40).rev().map(|at| format!("k{at}: {at}")).collect();
    let added = added.join(", ");
    let value = applied(&format!(
        "- {{target: $.info, update: {{{added}}}}}
- {{target: $.info.k7, update: 70}}
- {{target: '$.info[\"k8\"]', update: 80}}
- {{target: $.info, update: {{k9: 90, k40: {{deep: []}}}}}}
- {{target: '$.info[?@ == 70]', remove: true}}
- {{target: $.info.k40.deep, update: 1}}
- {{target: '$..[?@.deep[0] == 1].deep', update: 2}}
"
    ));
    let info = value["info"].as_object().unwrap();
    assert!(!info.contains_key("k7"));
    assert_eq!((&info["k8"], &info["k9"], &info["k10"]), (&json!(80), &json!(90), &json!(10)));
    assert_eq!(info["k40"], json!({"deep": [1, 2]}));
}
