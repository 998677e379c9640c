use super::*;
use crate::load::{Limits, load};
use crate::raw::Raw;

fn loaded(text: &str) -> Raw {
    let mut raw = Raw::default();
    load(&mut raw, "spec/a.yaml", text.as_bytes(), &Limits::default(), &mut Report::new());
    raw
}

fn shown(raw: &Raw, place: Place) -> String {
    let found = Diagnostic::new(Code::Syntax, Severity::Error, place, "message", "help");
    to_text(raw, [&found], false)
}

#[test]
fn the_layout_is_the_compiler_s() {
    let raw = loaded("a: 1\nb:\n  'c/d': [x, 2]\nb2: 1\n");
    let node = raw.document().unwrap().get("b").and_then(|b| b.get("c/d")).unwrap().id();
    let found = Diagnostic::new(Code::DuplicateKey, Severity::Warning, Place::Key(node), "said", "do it")
        .with_related(Place::Span(FileId(0), 0, 1), "see also");
    let wanted = "\
warning[E0110]: said
 --> spec/a.yaml:3:3
  |
3 |   'c/d': [x, 2]
  |   ^^^^^
  |
  = at: /b/c~1d
  = help: do it
note: see also
 --> spec/a.yaml:1:1
  |
1 | a: 1
  | ^

";
    assert_eq!(to_text(&raw, [&found], false), wanted);
    let coloured = to_text(&raw, [&found], true);
    assert!(coloured.contains("\u{1b}["), "{coloured}");
}

#[test]
fn json_has_one_object_in_a_line() {
    let raw = loaded("é: [1, {x: 2}]\n");
    let node = raw.document().unwrap().get("é").and_then(|list| list.item(1)).unwrap().id();
    let mut report = Report::new();
    report.error(Code::Syntax, Place::Node(node), "a \u{9b}31m\n", "b");
    report.fault(Cost::MediaType, Code::Tag, Place::Nowhere, "c", "");
    let text = to_json(&raw, report.iter());
    assert!(!text.contains('\u{9b}'));
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines[0],
        serde_json::json!({"code": "E0101", "severity": "error", "message": "a \u{9b}31m\n", "help": "b",
            "file": "spec/a.yaml", "line": 1, "column": 8, "pointer": "/é/1", "related": [], "cost": null})
    );
    assert_eq!((&lines[1]["line"], &lines[1]["cost"]), (&serde_json::Value::Null, &"media type".into()));
}

#[test]
fn hostile_lines_are_shown_safely() {
    let raw = loaded("a: \"\u{202e}x\u{200b}\ty\"\nb: 'z'\n");
    let text = shown(&raw, Place::Node(raw.document().unwrap().get("a").unwrap().id()));
    assert!(text.contains("1 | a: \"\u{FFFD}x\u{FFFD} y\"\n  |    ^^^^^^^\n"), "{text}");
    let found = Diagnostic::new(Code::Syntax, Severity::Error, Place::Nowhere, "a\u{1b}[2J\r\nb", "\u{7}");
    assert_eq!(to_text(&raw, [&found], false), "error[E0101]: a\\u{1b}[2J\\r\\nb\n |\n = help: \\u{7}\n\n");
}

#[test]
fn long_lines_and_many_diagnostics_are_cut() {
    for width in [200, 3000, 100_000] {
        let raw = loaded(&format!("a: {}\nb: ['{}', !x 1]\n", "y".repeat(width), "€".repeat(width)));
        for offset in [4 + width, 3 + width + 9 + 3 * width, 0] {
            let offset = u32::try_from(offset).unwrap();
            let text = shown(&raw, Place::Span(FileId(0), offset, offset + 2));
            assert!(text.len() < 2500, "{}", text.len());
            assert!(text.contains("^^"), "{text}");
        }
    }
    let raw = loaded("a: 1\n");
    let mut report = Report::new();
    for i in 0..150 {
        report.warning(Code::Tag, Place::Nowhere, format!("w{i}"), "");
        report.warning(Code::Tag, Place::Nowhere, format!("w{i}"), "");
    }
    report.error(Code::Tag, Place::Nowhere, "the error", "");
    assert_eq!((report.iter().count(), report.error_count()), (151, 1));
    let text = to_text(&raw, report.iter(), false);
    assert!(text.starts_with("error[E0112]: the error"), "{text}");
    assert!(text.ends_with("... and 51 more\n"), "{text}");
}

#[test]
fn places_at_the_edges_do_no_harm() {
    let raw = loaded("a: ü\nb:\n");
    for place in [
        Place::Span(FileId(0), 4, 4),
        Place::Span(FileId(0), 5, 6),
        Place::Span(FileId(0), 9, 9),
        Place::Span(FileId(0), 99, 999),
        Place::Span(FileId(0), 7, 3),
        Place::Span(FileId(9), 0, 0),
        Place::Node(NodeId(99)),
        Place::Key(raw.document().unwrap().id()),
        Place::Node(raw.document().unwrap().get("b").unwrap().id()),
    ] {
        let text = shown(&raw, place.clone());
        assert!(text.starts_with("error[E0101]: message"), "{place:?} {text}");
    }
    let empty = loaded("");
    assert!(shown(&empty, Place::Span(FileId(0), 0, 0)).contains("spec/a.yaml:1:1"));
}

#[test]
fn lines_end_at_lf_crlf_and_cr() {
    for text in ["a\nbc\nd", "a\r\nbc\r\nd", "a\rbc\rd"] {
        let lines = Lines::new(text);
        let at = text.find('c').unwrap();
        assert_eq!(lines.position(at), Position { line: 2, column: 2 });
        assert_eq!(&text[lines.range(2)], "bc");
        assert_eq!(lines.position(usize::MAX), Position { line: 3, column: 2 });
    }
    assert_eq!(Lines::new("äöü").position(4), Position { line: 1, column: 3 });
}

#[test]
fn columns_are_right_in_endless_lines() {
    let text = format!("x\n{}", "aé€😀".repeat(2000));
    let lines = Lines::new(&text);
    for (count, (offset, _)) in text.char_indices().skip(2).enumerate().step_by(97) {
        assert_eq!(lines.position(offset), Position { line: 2, column: count + 1 });
    }
    assert_eq!(lines.position(usize::MAX), Position { line: 2, column: 8001 });
}

#[test]
fn every_code_is_distinct_and_explained() {
    let mut seen = std::collections::BTreeSet::new();
    for code in Code::ALL {
        assert!(seen.insert(code.as_str()), "{}", code.as_str());
        assert!(code.explanation().len() > 20, "{}", code.as_str());
    }
}
