//! The formats that mean something, a row each. Every stage reads here what it needs of them.
//!
//! What `validate()` says of the texts of a format stands in the runtime: `has` in `runtime/formats`, which is asked about
//! examples, too.

#[path = "../embedded/runtime/base64.rs"]
#[allow(dead_code, unreachable_pub, reason = "a file of the runtime")]
mod base64;
#[path = "../embedded/runtime/formats.rs"]
#[allow(unreachable_pub, reason = "a file of the runtime")]
mod texts;

/// The path of numbers of any size and precision, of the runtime.
const ANY_NUMBER: &str = "crate::runtime::Number";

/// The path of base64 text, of the runtime.
pub(crate) const BASE64: &str = "crate::runtime::Base64";

/// A format.
#[derive(Debug)]
pub(crate) struct KnownFormat {
    name: &'static str,
    pub(crate) of: Of,
    /// The Rust types of integers, of numbers and of texts, where they have one of their own.
    pub(crate) integer: Option<&'static str>,
    pub(crate) number: Option<&'static str>,
    pub(crate) text: Option<&'static str>,
    pub(crate) meaning: Meaning,
    /// A text of this format, for examples.
    pub(crate) example: Option<&'static str>,
}

/// Which values have a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Text,
    Number,
    /// Numbers, and texts that hold numbers.
    Either,
}

/// What the generator does with texts of a format beyond their type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Plain,
    /// Bytes as they are.
    Bytes,
    /// Text that stands for bytes.
    Encoded,
    /// `Debug` does not show it.
    Secret,
    /// It may lead to the next page.
    Link,
}

/// All of them; `format` says nothing where a name is not here.
const FORMATS: &[KnownFormat] = &[
    integer("int8", "i8"),
    integer("int16", "i16"),
    KnownFormat { number: Some("i32"), ..integer("int32", "i32") },
    KnownFormat { number: Some("i64"), ..integer("int64", "i64") },
    integer("uint8", "u8"),
    integer("uint16", "u16"),
    integer("uint32", "u32"),
    integer("uint64", "u64"),
    integer("int128", "i128"),
    integer("uint128", "u128"),
    KnownFormat { number: Some("f32"), ..plain("float", Of::Number) },
    KnownFormat { number: Some("f64"), ..plain("double", Of::Number) },
    plain("integer", Of::Number),
    KnownFormat { number: Some(ANY_NUMBER), integer: Some(ANY_NUMBER), ..plain("decimal", Of::Either) },
    plain("number", Of::Either),
    plain("numeric", Of::Either),
    plain("unixtime", Of::Either),
    plain("double-int", Of::Either),
    shown("date", "2025-01-31"),
    shown("date-time", "2025-01-31T12:00:00Z"),
    shown("time", "12:00:00Z"),
    shown("duration", "PT1H"),
    shown("uuid", "550e8400-e29b-41d4-a716-446655440000"),
    shown("email", "ada@example.org"),
    shown("idn-email", "ada@example.org"),
    shown("hostname", "example.org"),
    shown("idn-hostname", "example.org"),
    shown("ipv4", "192.0.2.1"),
    shown("ipv6", "2001:db8::1"),
    link("uri", "https://example.org"),
    link("url", "https://example.org"),
    link("uri-reference", "/things"),
    shown("iri", "https://example.org"),
    shown("iri-reference", "/things"),
    shown("json-pointer", "/things"),
    KnownFormat { text: Some(BASE64), ..meaning("byte", Meaning::Encoded) },
    KnownFormat { text: Some(BASE64), ..meaning("base64", Meaning::Encoded) },
    meaning("base64url", Meaning::Encoded),
    meaning("binary", Meaning::Bytes),
    meaning("file", Meaning::Bytes),
    meaning("password", Meaning::Secret),
];

const fn plain(name: &'static str, of: Of) -> KnownFormat {
    KnownFormat { name, of, integer: None, number: None, text: None, meaning: Meaning::Plain, example: None }
}

const fn integer(name: &'static str, ty: &'static str) -> KnownFormat {
    KnownFormat { integer: Some(ty), ..plain(name, Of::Number) }
}

const fn shown(name: &'static str, example: &'static str) -> KnownFormat {
    KnownFormat { example: Some(example), ..plain(name, Of::Text) }
}

const fn link(name: &'static str, example: &'static str) -> KnownFormat {
    KnownFormat { meaning: Meaning::Link, ..shown(name, example) }
}

const fn meaning(name: &'static str, meaning: Meaning) -> KnownFormat {
    KnownFormat { meaning, ..plain(name, Of::Text) }
}

/// The format of this name.
pub(crate) fn get(name: &str) -> Option<&'static KnownFormat> {
    FORMATS.iter().find(|format| format.name == name)
}

/// What texts of a format mean.
pub(crate) fn meaning_of(name: Option<&str>) -> Meaning {
    name.and_then(get).map_or(Meaning::Plain, |format| format.meaning)
}

/// Whether the types of crates for a format read a text.
pub(crate) fn is_read(name: &str, text: &str) -> bool {
    match name {
        "uuid" => is_uuid(text),
        // Any text is read, and decoded when it is asked for.
        "byte" | "base64" => true,
        _ => texts::has(name, text) != Some(false),
    }
}

/// 32 hexadecimal digits, however they are grouped.
fn is_uuid(text: &str) -> bool {
    let text = text.trim_start_matches("urn:uuid:").trim_matches(['{', '}']);
    let digits = text.bytes().filter(|byte| *byte != b'-');
    text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()) && digits.count() == 32
}
