//! Percent-encoding of URL parts.

/// What may stand unencoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Letters, digits and `-._~`: in queries, cookies and forms.
    Unreserved,
    /// Also `!*'()`, which every SDK leaves as they are in a path.
    Path,
    /// Also the reserved characters that cannot end a segment of a path (`allowReserved`).
    Segment,
    /// Also slashes: several segments.
    Segments,
    /// Also the reserved characters that cannot end a query or a pair (`allowReserved`).
    Reserved,
    /// All that may stand in a path template, where `%` and slashes are the document's.
    Template,
    /// All that may stand in a cookie's value (RFC 6265, `cookie-octet`): style `cookie`.
    Cookie,
}

impl Keep {
    /// Letters, digits and `-._~`.
    const UNRESERVED: u128 = set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
    const PATH: u128 = Self::UNRESERVED | set(b"!*'()");
    const SEGMENT: u128 = Self::UNRESERVED | set(b"!$&'()*+,:;=@[]");
    const SEGMENTS: u128 = Self::SEGMENT | set(b"/");
    const RESERVED: u128 = Self::UNRESERVED | set(b":/?[]@!$'()*,;=");
    const TEMPLATE: u128 = Self::UNRESERVED | set(b"!$%&'()*+,/:;=@[]");
    const COOKIE: u128 = Self::UNRESERVED | set(b"!#$%&'()*+/:<=>?@[]^`{|}");

    /// The first byte of `text` that must be encoded.
    fn first_other(self, text: &str) -> Option<usize> {
        let kept = match self {
            Self::Unreserved => Self::UNRESERVED,
            Self::Path => Self::PATH,
            Self::Segment => Self::SEGMENT,
            Self::Segments => Self::SEGMENTS,
            Self::Reserved => Self::RESERVED,
            Self::Template => Self::TEMPLATE,
            Self::Cookie => Self::COOKIE,
        };
        text.bytes().position(|byte| !(byte.is_ascii() && (kept >> byte) & 1 == 1))
    }
}

/// ASCII characters as a set of bits: asking is quicker than searching a list for every byte of a URL.
const fn set(mut characters: &[u8]) -> u128 {
    let mut set = 0;
    while let [first, rest @ ..] = characters {
        set |= 1 << *first;
        characters = rest;
    }
    set
}

/// Appends `text`, percent-encoded.
pub(crate) fn encode_into(out: &mut String, text: &str, keep: Keep) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut rest = text;
    // Most texts hold nothing that must be encoded, and are copied in one go.
    while let Some(place) = keep.first_other(rest) {
        let (kept, other) = rest.split_at_checked(place).unwrap_or((rest, ""));
        out.push_str(kept);
        // What is not kept is no ASCII letter: all bytes of the character are encoded.
        let mut characters = other.chars();
        let width = characters.next().map_or(0, char::len_utf8);
        for byte in other.bytes().take(width) {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(HEX.get(usize::from(nibble)).copied().map_or('0', char::from));
            }
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}

/// `text`, percent-encoded.
pub(crate) fn encode(text: &str, keep: Keep) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(&mut out, text, keep);
    out
}
