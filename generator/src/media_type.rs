//! Media types (RFC 9110, section 8.3.1): the one place that takes them apart and says what each means here.

use std::collections::BTreeSet;

const JSON: &str = "application/json";
const JSON_SUFFIX: &str = "+json";
const PLAIN: &str = "text/plain";
const CHARSET: &str = "charset";
/// The names of JSON in lines, of which none is registered; the runtime knows the same.
const JSON_LINES: [&str; 7] = [
    "application/jsonl",
    "application/x-jsonl",
    "application/jsonlines",
    "application/json-lines",
    "application/x-jsonlines",
    "application/ndjson",
    "application/x-ndjson",
];

/// A media type or range as a document writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaType {
    text: String,
    essence: String,
}

/// How a media type is written and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentKind {
    /// `application/json`, `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// `text/*`, XML.
    Text,
    /// `text/event-stream`.
    EventStream,
    /// `application/jsonl`, `application/x-ndjson`.
    JsonLines,
    /// Everything else.
    Binary,
}

/// What the schema of a media type says of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Described {
    /// There is no schema, or it says nothing of the kind.
    Open,
    /// Bytes as they are.
    Bytes,
    /// Text.
    Text,
    /// Numbers, booleans and texts from a list, which plain text can hold.
    Scalar,
    /// Lists, objects and alternatives, which JSON holds.
    Composite,
}

impl MediaType {
    /// Reads a media type; whether it is one is asked of [`MediaType::is_valid`].
    #[must_use]
    pub fn new(text: &str) -> Self {
        let (essence, _) = parts(text);
        Self { text: text.to_owned(), essence: essence.to_ascii_lowercase() }
    }

    /// True for a media type or range, with or without parameters.
    #[must_use]
    pub fn is_valid(text: &str) -> bool {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        let printable = parameters.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let essence = essence.trim_end_matches(' ');
        printable
            && essence.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
    }

    /// As it is written, for example `application/json; charset=utf-8`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Type and subtype without parameters, in lower case: what answers are told apart by.
    #[must_use]
    pub fn essence(&self) -> &str {
        &self.essence
    }

    /// Type and subtype, each perhaps `*`.
    fn halves(&self) -> (&str, &str) {
        self.essence.split_once('/').unwrap_or((&self.essence, ""))
    }

    /// True for `*/*`.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.halves().0 == "*"
    }

    /// What stands before and behind the `*` of a range; a range of types has nothing before it.
    #[must_use]
    pub fn range(&self) -> Option<(&str, &str)> {
        let (kind, subtype) = self.halves();
        let behind = subtype.strip_prefix('*')?;
        let before = self.essence.len() - subtype.len();
        Some((if kind == "*" { "" } else { self.essence.get(..before)? }, behind))
    }

    /// True for a range that another type lies in.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.range().is_some_and(|(before, behind)| {
            other.essence.starts_with(before) && other.essence.ends_with(behind)
        })
    }

    /// How it is written and read.
    #[must_use]
    pub fn kind(&self) -> ContentKind {
        match self.essence.as_str() {
            JSON | "text/json" => ContentKind::Json,
            "application/x-www-form-urlencoded" => ContentKind::Form,
            "text/event-stream" => ContentKind::EventStream,
            "application/json-seq" => ContentKind::JsonLines,
            lines if JSON_LINES.contains(&lines) => ContentKind::JsonLines,
            "application/xml" => ContentKind::Text,
            other if other.ends_with(JSON_SUFFIX) => ContentKind::Json,
            other if other.ends_with("+xml") => ContentKind::Text,
            other if other.starts_with("multipart/") => ContentKind::Multipart,
            other if other.starts_with("text/") => ContentKind::Text,
            _ => ContentKind::Binary,
        }
    }

    /// How it is written and read where its schema says this. Bytes are bytes everywhere; a range that JSON lies in is
    /// JSON where only JSON can hold the values, and a range of everything is text where these are texts.
    #[must_use]
    pub fn kind_of(&self, described: Described) -> ContentKind {
        match (self.kind(), described) {
            (ContentKind::Json | ContentKind::Text, Described::Bytes) => ContentKind::Binary,
            (ContentKind::Binary, Described::Scalar | Described::Composite)
                if self.covers(&Self::new(JSON)) =>
            {
                ContentKind::Json
            }
            (ContentKind::Binary, Described::Text) if self.is_any() => ContentKind::Text,
            (kind, _) => kind,
        }
    }

    /// True if values that the schema describes are written and read as such. Otherwise they are text or bytes.
    #[must_use]
    pub fn holds(&self, described: Described) -> bool {
        match self.kind_of(described) {
            ContentKind::Text => match described {
                Described::Scalar => self.is_plain(),
                Described::Composite => false,
                _ => true,
            },
            ContentKind::Binary => !matches!(described, Described::Scalar | Described::Composite),
            _ => true,
        }
    }

    /// True if values that the schema describes are written as such in a part of a form, where JSON may stand in plain text.
    #[must_use]
    pub fn holds_part(&self, described: Described) -> bool {
        described != Described::Composite || self.kind_of(described) == ContentKind::Json || self.is_plain()
    }

    /// True for plain text, which may stand for a number or another scalar.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.essence == PLAIN || self.is_any()
    }

    /// What an answer is asked for by. What is read of a range comes first.
    #[must_use]
    pub fn accepted(&self, kind: ContentKind) -> String {
        match (self.range(), kind) {
            (Some(_), ContentKind::Json) if !self.essence.ends_with(JSON_SUFFIX) => {
                format!("{JSON}, {};q=0.9", self.essence)
            }
            _ => self.text.clone(),
        }
    }

    /// A word to name things by: the subtype, or the type of a range.
    #[must_use]
    pub fn word(&self) -> String {
        match self.halves() {
            ("*", _) => "any".to_owned(),
            (kind, "*") => kind.to_owned(),
            (_, subtype) => subtype.trim_start_matches("x-").trim_start_matches("www-").to_owned(),
        }
    }

    /// The word for it among others beside it: all of it where one that comes before it has the same word, as `application/csv`
    /// has before `text/csv`.
    pub fn word_among<'a>(&self, others: impl IntoIterator<Item = &'a Self>) -> String {
        let word = self.word();
        let is_taken = |other: &'a Self| other.text < self.text && other.word() == word;
        if others.into_iter().any(is_taken) { self.text.clone() } else { word }
    }

    /// What is sent where the document gives a range, and the caller nothing narrower.
    #[must_use]
    pub fn concrete(&self, kind: ContentKind) -> &str {
        match (self.range(), kind) {
            (None, _) => &self.text,
            (_, ContentKind::Json) => JSON,
            (_, ContentKind::Text) if self.halves().1 == "*" => PLAIN,
            _ => "application/octet-stream",
        }
    }

    /// What stands as the content type of a body: text is written in UTF-8, whatever the document calls it.
    #[must_use]
    pub fn written(&self, kind: ContentKind) -> String {
        let concrete = self.concrete(kind);
        if !self.is_recoded(kind) {
            return concrete.to_owned();
        }
        let (essence, own) = parts(concrete);
        let kept = own.into_iter().filter(|own| parameter(own).0 != CHARSET).map(|own| format!(";{own}"));
        format!("{essence}; {CHARSET}=utf-8{}", kept.collect::<String>())
    }

    /// True where the document names another character set than the one that texts are read and written in.
    #[must_use]
    pub fn is_recoded(&self, kind: ContentKind) -> bool {
        let is_text = !matches!(kind, ContentKind::Binary | ContentKind::Multipart);
        let known = |value: &str| {
            ["", "utf-8", "utf8", "us-ascii", "ascii"].iter().any(|one| one.eq_ignore_ascii_case(value))
        };
        is_text
            && parts(&self.text)
                .1
                .into_iter()
                .map(parameter)
                .any(|(name, value)| name == CHARSET && !known(value))
    }

    /// True for a media type that says no more than that it is bytes.
    #[must_use]
    pub fn is_octets(&self) -> bool {
        matches!(self.essence.as_str(), "application/octet-stream" | "binary/octet-stream")
    }

    /// True for `multipart/form-data`, which `multipart/*` stands for.
    #[must_use]
    pub fn is_form_data(&self) -> bool {
        matches!(self.essence.as_str(), "multipart/form-data" | "multipart/*")
    }

    /// True for XML, which may spell what JSON beside it says.
    #[must_use]
    pub fn is_xml(&self) -> bool {
        self.essence.ends_with("xml")
    }

    /// True for bytes that are text, so that a JSON string holds them as they are.
    #[must_use]
    pub fn is_textual(&self) -> bool {
        const ENDINGS: [&str; 8] =
            ["json", "xml", "javascript", "yaml", "graphql", "x-www-form-urlencoded", "jwt", "sql"];
        self.essence.starts_with("text/") || ENDINGS.iter().any(|ending| self.essence.ends_with(ending))
    }

    /// What it means, the same for two that differ in what does not count: case and spaces, the order of parameters,
    /// and the character set, because all text is read as UTF-8.
    #[must_use]
    pub fn meaning(&self) -> String {
        let mut parameters: Vec<String> = parts(&self.text)
            .1
            .into_iter()
            .map(parameter)
            .filter(|(name, _)| !name.is_empty() && name != CHARSET)
            .map(|(name, value)| format!(";{name}={value}"))
            .collect();
        parameters.sort();
        format!("{}{}", self.essence, parameters.concat())
    }
}

/// The essence as written, and the parameters; a `;` in quotes is none that parts them.
fn parts(text: &str) -> (&str, Vec<&str>) {
    let mut quoted = false;
    let mut escaped = false;
    let mut parts = text.split(|char| {
        let parted = char == ';' && !quoted;
        quoted ^= char == '"' && !escaped;
        escaped = char == '\\' && quoted && !escaped;
        parted
    });
    let essence = parts.next().unwrap_or_default().trim();
    (essence, parts.collect())
}

/// A parameter's name, in lower case, and its value.
fn parameter(text: &str) -> (String, &str) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (name.trim().to_ascii_lowercase(), value.trim().trim_matches('"'))
}

/// True for a token of RFC 9110: what header names and methods consist of.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// The media types of which an answer must have one; none where any will do. Of those that differ in parameters alone one
/// is enough.
pub(crate) fn expected(types: &[MediaType]) -> BTreeSet<&str> {
    if types.iter().any(MediaType::is_any) {
        return BTreeSet::new();
    }
    types.iter().map(MediaType::essence).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn media(text: &str) -> MediaType {
        MediaType::new(text)
    }

    #[test]
    fn media_types_follow_the_grammar() {
        for good in ["application/json", "*/*", "image/*", "text/plain; charset=utf-8", "a/b+c;v=\"1\""] {
            assert!(MediaType::is_valid(good), "{good}");
        }
        for bad in ["", "json", "a/b\r\nX: y", "a/b; c=\0", "a/", "/b", "a b/c", "a/b/c"] {
            assert!(!MediaType::is_valid(bad), "{bad:?}");
        }
    }

    #[test]
    fn what_does_not_count_is_no_difference() {
        let same = [
            ("application/json", "application/json; charset=utf-8"),
            ("application/json;charset=UTF-8", "Application/JSON ;  Charset=\"us-ascii\""),
            ("a/b; x=1; y=2", "a/b;Y=2;x=\"1\""),
            ("a/b", "a/b;"),
        ];
        for (one, other) in same {
            assert_eq!(media(one).meaning(), media(other).meaning());
        }
        let different = [
            ("application/json", "text/json"),
            ("application/json", "application/*"),
            ("application/json;version=1", "application/json;version=2"),
            ("a/b; x=\"1;charset=2\"", "a/b; x=\"1\""),
            ("a/b;x=A", "a/b;x=a"),
        ];
        for (one, other) in different {
            assert_ne!(media(one).meaning(), media(other).meaning());
        }
    }

    #[test]
    fn ranges_cover_what_lies_in_them() {
        assert_eq!(media("application/json").range(), None);
        assert_eq!(media("image/*").range(), Some(("image/", "")));
        assert_eq!(media("application/*+json").range(), Some(("application/", "+json")));
        assert_eq!(media("*/*; q=0.1").range(), Some(("", "")));
        assert!(media("application/*+json").covers(&media("Application/vnd.own+json; a=b")));
        assert!(!media("application/*+json").covers(&media("application/json")));
        assert!(!media("image/*").covers(&media("images/png")));
        assert!(!media("image/png").covers(&media("image/png")));
    }

    #[test]
    fn each_is_called_by_its_subtype_and_ranges_by_what_they_span() {
        let cases = [
            ("application/json; charset=utf-8", "json"),
            ("application/x-www-form-urlencoded", "form-urlencoded"),
            ("application/vnd.own.v2+json", "vnd.own.v2+json"),
            ("IMAGE/*", "image"),
            ("*/*", "any"),
        ];
        for (text, word) in cases {
            assert_eq!(media(text).word(), word);
        }
        let concrete = |text, described| media(text).concrete(media(text).kind_of(described)).to_owned();
        assert_eq!(concrete("text/*", Described::Text), "text/plain");
        assert_eq!(concrete("application/*+json", Described::Open), "application/json");
        assert_eq!(concrete("*/*", Described::Open), "application/octet-stream");
        assert_eq!(concrete("*/*", Described::Composite), "application/json");
        assert_eq!(concrete("*/*", Described::Text), "text/plain");
        assert_eq!(concrete("application/*", Described::Composite), "application/json");
        assert_eq!(concrete("image/*", Described::Composite), "application/octet-stream");
        assert_eq!(concrete("a/b; c=d", Described::Open), "a/b; c=d");
    }

    #[test]
    fn text_is_written_in_utf_8() {
        let written = |text| media(text).written(media(text).kind());
        assert_eq!(
            written("text/plain; version=1;charset=\"ISO-8859-1\""),
            "text/plain; charset=utf-8; version=1"
        );
        assert_eq!(written("application/json;CHARSET=latin1"), "application/json; charset=utf-8");
        for kept in [
            "application/json;charset=UTF-8",
            "text/csv; header=present",
            "image/png; charset=latin1",
            "text/*",
        ] {
            assert_eq!(written(kept), media(kept).concrete(media(kept).kind()), "{kept}");
        }
    }

    /// What the runtime takes for JSON in lines is that for the document, too.
    #[test]
    fn the_runtime_knows_the_same_names_of_json_in_lines() {
        let runtime = include_str!("../embedded/runtime/raw_response.rs");
        let list = runtime.split("const JSON_LINES").nth(1).and_then(|rest| rest.split("];").next());
        let names: Vec<&str> =
            list.unwrap_or_default().split('"').filter(|name| name.starts_with("application/")).collect();
        assert_eq!(names, JSON_LINES);
        assert!(names.iter().all(|name| media(name).kind() == ContentKind::JsonLines));
    }

    #[test]
    fn ranges_are_read_by_their_schema() {
        use Described::{Bytes, Composite, Open, Scalar, Text};
        let cases = [
            ("*/*", [Open, Bytes, Text, Scalar, Composite], "BBTJJ"),
            ("application/*", [Open, Bytes, Text, Scalar, Composite], "BBBJJ"),
            ("application/*+json", [Open, Bytes, Text, Scalar, Composite], "JBJJJ"),
            ("application/json", [Open, Bytes, Text, Scalar, Composite], "JBJJJ"),
            ("text/*", [Open, Bytes, Text, Scalar, Composite], "TBTTT"),
            ("image/*", [Open, Bytes, Text, Scalar, Composite], "BBBBB"),
        ];
        for (text, described, kinds) in cases {
            let found = described.map(|described| match media(text).kind_of(described) {
                ContentKind::Json => 'J',
                ContentKind::Text => 'T',
                ContentKind::Binary => 'B',
                other => panic!("{other:?}"),
            });
            assert_eq!(String::from_iter(found), kinds, "{text}");
        }
        assert!(media("text/plain").holds(Scalar) && !media("text/html").holds(Scalar));
        assert!(!media("application/xml").holds(Composite) && !media("image/png").holds(Composite));
        assert!(media("*/*").holds(Composite) && media("image/png").holds(Bytes));
        assert_eq!(media("*/*").accepted(ContentKind::Json), "application/json, */*;q=0.9");
        assert_eq!(media("*/*").accepted(ContentKind::Binary), "*/*");
        assert_eq!(media("application/*+json").accepted(ContentKind::Json), "application/*+json");
    }
}
