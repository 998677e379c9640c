//! The HTML that descriptions are written with: its tags, as what Markdown has for them.

/// What a tag does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Markup {
    /// A paragraph ends.
    Paragraph,
    /// An item of a list begins.
    Item,
    /// What is between two of them is code.
    Code,
    /// A space.
    Space,
    /// Nothing: what it says of the text is not for documentation.
    Nothing,
}

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Tag(Markup),
}

/// The tags that are known, and those that begin or end as they do.
const TAGS: &[(&str, Markup)] = &[
    ("a", Markup::Nothing),
    ("b", Markup::Nothing),
    ("br", Markup::Space),
    ("code", Markup::Code),
    ("div", Markup::Paragraph),
    ("em", Markup::Nothing),
    ("h1", Markup::Paragraph),
    ("h2", Markup::Paragraph),
    ("h3", Markup::Paragraph),
    ("h4", Markup::Paragraph),
    ("hr", Markup::Paragraph),
    ("i", Markup::Nothing),
    ("li", Markup::Item),
    ("ol", Markup::Paragraph),
    ("p", Markup::Paragraph),
    ("span", Markup::Nothing),
    ("strong", Markup::Nothing),
    ("sub", Markup::Nothing),
    ("sup", Markup::Nothing),
    ("table", Markup::Paragraph),
    ("tbody", Markup::Nothing),
    ("td", Markup::Space),
    ("th", Markup::Space),
    ("thead", Markup::Nothing),
    ("tr", Markup::Paragraph),
    ("ul", Markup::Paragraph),
];

/// A tag is not longer than this.
const LONGEST: usize = 400;

/// The characters that HTML has names for, as they are met.
const ENTITIES: &[(&str, &str)] =
    &[("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];

/// A text of HTML without entities.
pub(crate) fn text(text: &str) -> String {
    ENTITIES.iter().fold(text.to_owned(), |text, (name, char)| text.replace(name, char))
}

/// The pieces of a text with tags; what is no known tag is text.
pub(crate) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut begin, mut from) = (0, 0);
    while let Some(start) = html.get(from..).and_then(|rest| rest.find('<')).map(|at| from + at) {
        match html.get(start..).and_then(tag) {
            Some((markup, length)) => {
                pieces.extend(html.get(begin..start).filter(|text| !text.is_empty()).map(Piece::Text));
                pieces.push(Piece::Tag(markup));
                (begin, from) = (start + length, start + length);
            }
            None => from = start + 1,
        }
    }
    pieces.extend(html.get(begin..).filter(|text| !text.is_empty()).map(Piece::Text));
    pieces
}

/// The tag that a text begins with, and its length.
fn tag(text: &str) -> Option<(Markup, usize)> {
    let end = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let inner = text.get(1..end)?;
    let closes = inner.starts_with('/');
    let name = inner.trim_start_matches('/');
    let name = name.split(|char: char| !char.is_ascii_alphanumeric()).next().unwrap_or_default();
    let rest = inner.trim_start_matches('/').get(name.len()..)?;
    // `<a, b>` is no tag.
    if !(rest.is_empty() || rest.starts_with([' ', '/', '\n'])) || rest.contains('<') {
        return None;
    }
    let (_, markup) = TAGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some((if closes && *markup == Markup::Item { Markup::Nothing } else { *markup }, end + 1))
}

#[cfg(test)]
mod tests {
    use super::{Markup, Piece, pieces};

    #[test]
    fn known_tags_are_told_from_text() {
        let pieces: Vec<String> = pieces("<P class=\"x\">A <code>b</code><br/></p> 1 <String, a> <a\n")
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Tag(markup) => format!("{markup:?}"),
            })
            .collect();
        assert_eq!(
            pieces,
            ["Paragraph", "A ", "Code", "b", "Code", "Space", "Paragraph", " 1 <String, a> <a\n"]
        );
        assert_eq!(super::pieces("</li>"), [Piece::Tag(Markup::Nothing)]);
    }

    #[test]
    fn descriptions_in_html_read_as_others_do() {
        let html = "<p>A <code>list</code> &amp; <a href=\"/x\">more</a>.</p>\n<ul><li>One <b>b</b></li><li>Two <branch></li></ul>";
        let lines = crate::markdown::doc_lines(html);
        assert_eq!(lines, ["A `list` & more.", "", "• One b", "", "• Two \\<branch\\>"]);
        let inline = crate::markdown::doc_lines("The <code>a b</code> of <sup>x</sup><br>it, <code>open");
        assert_eq!(inline, ["The `a b` of x it, open"]);
        let many = "<".repeat(60_000);
        assert_eq!(super::pieces(&many).len(), 1);
    }
}
