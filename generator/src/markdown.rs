//! Descriptions: CommonMark of the document becomes documentation, never code.
//!
//! The text is parsed and written again, so that reflowed or re-quoted descriptions give the same lines, and so
//! that no code block is left that `cargo test` would run.

mod escape;
mod html;
mod write;

pub(crate) use escape::escape_invisible;

/// Descriptions are cut here; nobody reads on, and hostile ones never end.
const LONGEST: usize = 64 * 1024;

/// The lines of a description, safe to stand in `#[doc]`.
pub(crate) fn doc_lines(markdown: &str) -> Vec<String> {
    let clean = escape::clean(markdown, LONGEST);
    write::lines(&clean)
}

/// Text in one line without control characters, for manifests.
pub(crate) fn one_line(text: &str) -> String {
    escape::clean(text, LONGEST).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first paragraph of a description in one line, for table cells and notes.
pub(crate) fn plain(markdown: &str) -> String {
    let lines = doc_lines(markdown);
    let first: Vec<&str> = lines.iter().map(|line| line.trim()).take_while(|line| !line.is_empty()).collect();
    first.join(" ").replace("\\|", "|").replace('|', "\\|")
}

/// The text with control, bidirectional and invisible characters escaped: rustc refuses them in comments.
pub(crate) fn visible(text: &str) -> String {
    if escape::is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_control() || escape::is_invisible(char) {
            out.extend(char.escape_default());
        } else {
            out.push(char);
        }
    }
    out
}

/// Text of the document as inline code, cut where it is long; what does not show is escaped.
pub(crate) fn code(text: &str) -> String {
    const LONGEST: usize = 120;
    let short = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => visible(text.get(..end).unwrap_or_default()) + "…",
        None => visible(text),
    };
    span(&short)
}

/// The same within a cell of a table.
pub(crate) fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// A line of text as inline code: nothing in it ends the code early.
pub(crate) fn span(line: &str) -> String {
    let longest = line.split(|char| char != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if line.starts_with('`') || line.ends_with('`') || line.trim().is_empty() { " " } else { "" };
    format!("{fence}{pad}{line}{pad}{fence}")
}
