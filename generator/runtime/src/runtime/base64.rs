//! Base64, as basic authentication and `format: byte` need it.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The base64 text of bytes, with padding.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut word = [0_u8; 4];
        for (target, byte) in word.iter_mut().skip(1).zip(chunk) {
            *target = *byte;
        }
        let word = u32::from_be_bytes(word);
        for position in 0..4 {
            if position > chunk.len() {
                text.push('=');
                continue;
            }
            let index = usize::try_from(word >> (18 - 6 * position) & 63).unwrap_or_default();
            text.push(ALPHABET.get(index).copied().map_or('=', char::from));
        }
    }
    text
}

/// The bytes of a base64 text: either alphabet, padding optional, white space ignored. `None` if it is none.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut word, mut bits) = (0_u32, 0_u32);
    let content = text.trim_end().trim_end_matches('=');
    for byte in content.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        word = word << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(word >> bits & 255).ok()?);
        }
    }
    // Six bits left over are half a byte: something was cut off.
    (bits < 6).then_some(bytes)
}
