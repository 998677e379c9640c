//! Bytes to text: the size cap, UTF-8 with the place of what is not, the byte order mark.

use super::Limits;
use crate::code::Code;

/// Why bytes are no text that can be read.
pub(super) struct Fault {
    pub(super) code: Code,
    /// Where in `shown`.
    pub(super) offset: u32,
    /// The text to keep for the excerpt.
    pub(super) shown: String,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// The bytes as text without a byte order mark.
pub(super) fn decode<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, Fault> {
    let cap = limits.bytes.min(u32::MAX as usize - 1);
    if bytes.len() > cap {
        return Err(Fault {
            code: Code::TooLarge,
            offset: 0,
            shown: String::new(),
            message: format!("the file has {} bytes; at most {cap} are read", bytes.len()),
            help: "raise `document.max_bytes` in regen.toml if this is the right file",
        });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(name) = wide_encoding(bytes) {
        return Err(Fault {
            code: Code::Encoding,
            offset: 0,
            shown: String::new(),
            message: format!("the file is {name}, not UTF-8"),
            help: "save the file as UTF-8",
        });
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        Fault {
            code: Code::Encoding,
            offset: u32::try_from(offset).unwrap_or(u32::MAX),
            shown: String::from_utf8_lossy(bytes).into_owned(),
            message: format!(
                "the file is not UTF-8: byte {offset} (0x{:02X}) fits no character",
                byte(bytes, offset)
            ),
            help: "save the file as UTF-8",
        }
    })
}

fn byte(bytes: &[u8], offset: usize) -> u8 {
    bytes.get(offset).copied().unwrap_or_default()
}

/// The name of a UTF-16 or UTF-32 encoding, by its mark or by where the zero bytes of its first character are.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match *bytes {
        [0xFF, 0xFE, 0, 0, ..] | [1..=0xFF, 0, 0, 0, ..] => Some("UTF-32 (little endian)"),
        [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, 1..=0xFF, ..] => Some("UTF-32 (big endian)"),
        [0xFF, 0xFE, ..] | [1..=0xFF, 0, 1..=0xFF, 0, ..] => Some("UTF-16 (little endian)"),
        [0xFE, 0xFF, ..] | [0, 1..=0xFF, 0, 1..=0xFF, ..] => Some("UTF-16 (big endian)"),
        _ => None,
    }
}

/// The byte offset of the first raw control character but tab and line breaks.
pub(super) fn control_character(text: &str) -> Option<u32> {
    let at = text.bytes().position(|byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'))?;
    u32::try_from(at).ok()
}
