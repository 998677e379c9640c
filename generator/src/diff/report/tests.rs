//! Texts of documents in reports, and reports that are too long.

use pulldown_cmark::{Event, Parser, Tag};

use super::{Extent, changelog, to_markdown, to_text};
use crate::diff::diff;
use crate::surface::{Cause, FactName, Item, Shape, Surface, Type};

/// What ends code, comments out the rest, opens a block, begins a line and clears a terminal.
const HOSTILE: &str = "aa`\n\n<!--\n```\n### Forged\r\u{1b}[2J\u{202e}``";

fn item(path: &str, ty: &str, fact: &str) -> (String, Item) {
    let item = Item {
        line: format!("pub {path}: {ty}"),
        shape: Shape::Field(Type::path(ty)),
        name: "a test".into(),
        ty: None,
        owner: None,
        wire: Some(fact.to_owned()),
        place: None,
        is_required: false,
        scheme: None,
        tags: Vec::new(),
        media: Vec::new(),
        identity: None,
        exchange: None,
        bindings: std::collections::BTreeMap::new(),
        gate: Vec::new(),
        facts: [(FactName::Default, fact.to_owned())].into(),
        documentation: format!("{fact}\n"),
        cause: Some(Cause { file: fact.to_owned(), pointer: format!("/{fact}"), line: 1, column: 1 }),
        behind: None,
    };
    (path.to_owned(), item)
}

fn surface(items: impl IntoIterator<Item = (String, Item)>) -> Surface {
    Surface { items: items.into_iter().collect(), ..Surface::default() }
}

#[test]
fn no_text_of_a_document_hides_or_forges_a_line() {
    let paths = ["models::A::gone", "models::A::kept", "models::A::meant"];
    let old = surface(paths.map(|path| item(path, "String", HOSTILE)));
    let other = format!("{HOSTILE}?");
    let new = surface([item(paths[1], "i64", HOSTILE), item(paths[2], "String", &other)]);
    let diff = diff(&old, &new);
    assert_eq!(diff.changes.len(), 3);
    for report in [to_markdown(&diff, Extent::Full), to_text(&diff, Extent::Full), changelog(&diff)] {
        for line in report.lines() {
            assert!(!line.trim_start().starts_with("<!--") && !line.starts_with("### Forged"), "{report}");
        }
        assert!(!report.contains(['\u{1b}', '\r', '\u{202e}']), "{report}");
    }
    // As a reader of Markdown sees it: all changes are items of lists, nothing is HTML, and no heading is forged.
    for report in [to_markdown(&diff, Extent::Full), changelog(&diff)] {
        let events: Vec<Event<'_>> = Parser::new(&report).collect();
        let items = events.iter().filter(|event| matches!(event, Event::Start(Tag::Item))).count();
        let headings =
            events.iter().filter(|event| matches!(event, Event::Start(Tag::Heading { .. }))).count();
        let html = events.iter().any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
        assert_eq!((items, headings, html), (3, 1, false), "{report}");
    }
}

#[test]
fn a_report_that_is_too_long_is_summed_up() {
    let path = |index: usize| format!("models::Type{index}::field_with_a_name");
    let all = |ty: &'static str| surface((0..2000).map(move |index| item(&path(index), ty, "a")));
    let mut new = all("i64");
    new.items.extend((0..2000).map(|index| item(&format!("models::Fresh{index}::field"), "i64", "a")));
    let diff = diff(&all("String"), &new);
    for (full, short) in [
        (to_text(&diff, Extent::Full), to_text(&diff, Extent::Bounded)),
        (to_markdown(&diff, Extent::Full), to_markdown(&diff, Extent::Bounded)),
    ] {
        assert!(full.len() > 200_000 && full.contains("models::Type1999"), "{}", full.len());
        assert!(short.len() < 60_000, "{}", short.len());
        assert!(short.contains("breaking: field changed, 2000 times"), "{short}");
        assert!(short.contains("additive: field added, 2000 times"), "{short}");
        assert!(short.contains("`models::Type0::field_with_a_name`: type `String` became `i64`"), "{short}");
        assert!(short.contains("`models::Fresh0`: 1 additive") && short.contains("`--full`"), "{short}");
        let order = ["field changed", "`models::Type0::", "`models::Fresh0`"].map(|text| short.find(text));
        assert!(order.is_sorted(), "{order:?}");
    }
}
