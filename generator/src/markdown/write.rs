//! Markdown events back to Markdown lines.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::escape;
use super::html::{self, Markup, Piece};

/// Lines are filled up to this width.
const WIDTH: usize = 100;

/// Lists and quotes are not nested deeper than this; what is deeper stays at this level.
const DEEPEST: usize = 6;

/// Stands for a space that must not become a line break; cleaned text has no such character.
const HARD_SPACE: char = '\u{e000}';

/// Fenced code that is only shown; anything else is marked as text.
const SHOWN: &[&str] = &["json", "yaml", "xml", "html", "bash", "sh", "http", "toml", "python", "javascript"];

/// The lines of a cleaned text.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut writer = Writer::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        writer.event(event);
    }
    writer.flush();
    while writer.lines.last().is_some_and(String::is_empty) {
        writer.lines.pop();
    }
    writer.lines
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    inline: String,
    /// What stands before each line of the open lists and quotes.
    prefixes: Vec<String>,
    /// The marker of a list item whose first line is not written yet.
    marker: Option<String>,
    /// Numbers of the open lists; `None` for bullets.
    lists: Vec<Option<u64>>,
    code: Option<(String, String)>,
    /// What stands behind a tag that begins code, so far.
    tagged: Option<String>,
    links: Vec<Option<String>>,
    row: Option<Vec<String>>,
    ignored: usize,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(code) => {
                let code = crate::markdown::code(&code).replace(' ', &HARD_SPACE.to_string());
                self.inline.push_str(&code);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                for piece in html::pieces(&html) {
                    match piece {
                        Piece::Text(text) => self.text(&html::text(text)),
                        Piece::Tag(markup) => self.markup(markup),
                    }
                }
            }
            Event::SoftBreak | Event::HardBreak => self.inline.push(' '),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.tagged {
            Some(code) => code.push_str(text),
            // A link holds no other.
            None if self.links.iter().any(Option::is_some) => self.inline.push_str(&escape::words(text)),
            None => self.inline.push_str(&escape::text(text)),
        }
    }

    /// A tag of HTML. Within a row of a table nothing ends a line.
    fn markup(&mut self, markup: Markup) {
        match markup {
            Markup::Code => match self.tagged.take() {
                Some(code) if code.trim().is_empty() => {}
                Some(code) => {
                    let code = crate::markdown::code(code.trim()).replace(' ', &HARD_SPACE.to_string());
                    self.inline.push_str(&code);
                }
                None => self.tagged = Some(String::new()),
            },
            Markup::Nothing => {}
            Markup::Paragraph if self.row.is_none() => {
                self.flush();
                self.blank();
            }
            Markup::Item if self.row.is_none() => {
                self.flush();
                self.blank();
                self.inline.push_str("• ");
            }
            Markup::Paragraph | Markup::Item | Markup::Space => self.inline.push(' '),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                let marks = if level == HeadingLevel::H1 { "## " } else { "### " };
                self.inline.push_str(marks.replace(' ', &HARD_SPACE.to_string()).as_str());
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.push_prefix("> ");
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = format!("{number}. ");
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => "- ".to_owned(),
                };
                let indent = " ".repeat(marker.len());
                self.push_prefix(&indent);
                if self.ignored == 0 {
                    self.marker = Some(marker);
                }
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_ascii_lowercase(),
                    CodeBlockKind::Indented => String::new(),
                };
                let language = SHOWN.iter().find(|shown| **shown == language).copied().unwrap_or("text");
                self.code = Some((language.to_owned(), String::new()));
            }
            Tag::Table(_) | Tag::HtmlBlock => self.flush(),
            Tag::TableHead | Tag::TableRow => self.row = Some(Vec::new()),
            Tag::Emphasis => self.inline.push('*'),
            Tag::Strong => self.inline.push_str("**"),
            Tag::Link { dest_url, .. } => {
                let web = dest_url.starts_with("http://") || dest_url.starts_with("https://");
                let target = web.then(|| escape::url(&dest_url));
                if target.is_some() {
                    self.inline.push('[');
                }
                self.links.push(target);
            }
            Tag::Image { .. } => self.links.push(None),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::HtmlBlock => {
                self.flush();
                self.blank();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.pop_prefix();
                self.blank();
            }
            TagEnd::Item => {
                self.flush();
                self.marker = None;
                self.pop_prefix();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.blank();
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.inline).replace(HARD_SPACE, " ");
                if let Some(row) = &mut self.row {
                    row.push(cell.split_whitespace().collect::<Vec<_>>().join(" "));
                }
            }
            TagEnd::TableHead => {
                let columns = self.row.as_ref().map_or(0, Vec::len);
                self.table_row();
                let rule = format!("|{}", " --- |".repeat(columns));
                self.line(&rule);
            }
            TagEnd::TableRow => self.table_row(),
            TagEnd::Table => self.blank(),
            TagEnd::Emphasis => self.inline.push('*'),
            TagEnd::Strong => self.inline.push_str("**"),
            TagEnd::Link => {
                if let Some(Some(url)) = self.links.pop() {
                    self.inline.extend(["](", &url, ")"]);
                }
            }
            TagEnd::Image => {
                self.links.pop();
            }
            _ => {}
        }
    }

    fn table_row(&mut self) {
        if let Some(row) = self.row.take() {
            let line = format!("| {} |", row.join(" | "));
            self.line(&line);
        }
    }

    fn push_prefix(&mut self, prefix: &str) {
        if self.prefixes.len() < DEEPEST {
            self.prefixes.push(prefix.to_owned());
        } else {
            self.ignored += 1;
        }
    }

    fn pop_prefix(&mut self) {
        if self.ignored > 0 {
            self.ignored -= 1;
        } else {
            self.prefixes.pop();
        }
    }

    fn line(&mut self, text: &str) {
        let mut line = String::new();
        let last = self.prefixes.len().saturating_sub(1);
        for (index, prefix) in self.prefixes.iter().enumerate() {
            match self.marker.take() {
                Some(marker) if index == last => line.push_str(&marker),
                marker => {
                    self.marker = marker;
                    line.push_str(prefix);
                }
            }
        }
        line.push_str(text);
        self.lines.push(line.trim_end().to_owned());
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.trim_matches(['>', ' ']).is_empty()) {
            let quotes: String = self.prefixes.concat();
            self.lines.push(quotes.trim_end().to_owned());
        }
    }

    /// Writes the open paragraph, filled.
    fn flush(&mut self) {
        if let Some(code) = self.tagged.take() {
            self.inline.push_str(&escape::text(&code));
        }
        let inline = std::mem::take(&mut self.inline);
        let mut line = String::new();
        let mut filled = Vec::new();
        for word in inline.split_whitespace() {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= WIDTH {
                filled.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            filled.push(line);
        }
        for line in filled {
            let heading = line.starts_with('#') && line.contains(HARD_SPACE);
            let line = line.replace(HARD_SPACE, " ");
            let line = if heading { line } else { escape::line_start(&line) };
            self.line(&line);
        }
    }

    fn code_block(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        let longest = code.split(|char| char != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        self.line(&format!("{fence}{language}"));
        for line in code.lines() {
            self.line(&line.replace('\t', "    "));
        }
        self.line(&fence);
        self.blank();
    }
}
