//! Diagnostics for people, in the compiler's layout.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::locate::{Located, Locator};
use super::{Cost, Diagnostic, Severity, clean};
use crate::raw::Raw;

/// More diagnostics than this are only counted.
const MAX_SHOWN: usize = 100;
/// Longer lines (in bytes) are cut before the renderer sees them.
const MAX_LINE: usize = 4000;
/// Characters of such a line that are shown.
const MAX_SHOWN_WIDTH: usize = 120;

/// All diagnostics as text; `colour` adds the escape codes of a terminal. Errors come before warnings if not all
/// are shown.
#[must_use]
pub fn to_text<'a>(raw: &Raw, diagnostics: impl IntoIterator<Item = &'a Diagnostic>, colour: bool) -> String {
    let mut shown: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    let hidden = shown.len().saturating_sub(MAX_SHOWN);
    if hidden > 0 {
        shown.sort_by_key(|diagnostic| diagnostic.severity == Severity::Warning);
        shown.truncate(MAX_SHOWN);
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(MAX_SHOWN_WIDTH + 20);
    let mut locator = Locator::new(raw);
    let mut out = String::new();
    for diagnostic in shown {
        out.push_str(&render(&renderer, &mut locator, diagnostic));
        out.push_str("\n\n");
    }
    if hidden > 0 {
        // Writing to a text cannot fail.
        let _ = writeln!(out, "... and {hidden} more");
    }
    out
}

fn render(renderer: &Renderer, locator: &mut Locator<'_>, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(clean::message(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut main = Group::with_title(title);
    if let Some(located) = locator.locate(&diagnostic.place) {
        main = excerpt(main, locator, &located);
        if let Some(pointer) = located.pointer.filter(|pointer| !pointer.is_empty()) {
            main = main.element(Level::NOTE.with_name("at").message(clean::message(&pointer)));
        }
    }
    let cost = diagnostic.cost.filter(|_| diagnostic.severity == Severity::Warning);
    if let Some(consequence) = cost.and_then(Cost::consequence) {
        main = main.element(Level::NOTE.message(consequence));
    }
    if !diagnostic.help.is_empty() {
        main = main.element(Level::HELP.message(clean::message(&diagnostic.help)));
    }
    let mut groups = vec![main];
    for (place, note) in &diagnostic.related {
        let group = Group::with_title(Level::NOTE.secondary_title(clean::message(note)));
        groups.push(match locator.locate(place) {
            Some(located) => excerpt(group, locator, &located),
            None => group,
        });
    }
    renderer.render(&groups)
}

/// Adds the line of a place, with the place underlined as far as it is in that line.
fn excerpt<'a>(group: Group<'a>, locator: &mut Locator<'_>, located: &Located) -> Group<'a> {
    let Located { name, start, .. } = located;
    let origin = || Origin::path(name.clone()).line(start.line).char_column(start.column);
    let Some(lines) = locator.lines(located.file) else { return group };
    let line = lines.range(start.line);
    if line.is_empty() {
        return group.element(origin());
    }
    let (shown, marked, is_cut) = cut(lines.text(line.clone()), &line, &located.range);
    let snippet =
        Snippet::source(shown).line_start(start.line).annotation(AnnotationKind::Primary.span(marked));
    // The renderer counts the column itself, which is right only if the line is whole.
    if is_cut { group.element(origin()).element(snippet) } else { group.element(snippet.path(name.clone())) }
}

/// The part of a line around `place` (both as bytes of the file) that is shown, where the place is in it, and
/// whether something is left out. The renderer trims lines to the terminal's width itself; this bounds its work.
fn cut(text: &str, line: &Range<usize>, place: &Range<usize>) -> (String, Range<usize>, bool) {
    let from = place.start.clamp(line.start, line.end) - line.start;
    let to = place.end.clamp(line.start, line.end) - line.start;
    let is_cut = text.len() > MAX_LINE;
    let before = text.get(..from).unwrap_or_default().chars().count();
    let skipped = if is_cut { before.saturating_sub(MAX_SHOWN_WIDTH / 3) } else { 0 };
    let taken = if is_cut { MAX_SHOWN_WIDTH } else { MAX_LINE };
    let mut shown = String::from(if skipped > 0 { "..." } else { "" });
    let mut marked = None;
    for (at, char) in text.char_indices().skip(skipped).take(taken) {
        if at >= from {
            let start = marked.map_or(shown.len(), |(start, _)| start);
            let end = shown.len() + if at < to { clean::excerpt(char).len_utf8() } else { 0 };
            marked = Some((start, if at < to { end } else { marked.map_or(start, |(_, end)| end) }));
        }
        shown.push(clean::excerpt(char));
    }
    let (start, end) = marked.unwrap_or((shown.len(), shown.len()));
    if is_cut {
        shown.push_str("...");
    }
    (shown, start..end, is_cut)
}
