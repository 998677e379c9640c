//! Finds which JSON path a byte offset of a text lies in, for the messages of decode errors.

/// One open container and where in it we are.
enum Step {
    Object(Option<String>),
    Array(usize),
}

/// The path, like `$.data[3].name`, of the value at `offset`. Works on malformed text too, as far as it goes.
pub(crate) fn path_at(text: &[u8], offset: usize) -> String {
    let text = text.get(..offset).unwrap_or(text);
    let mut steps: Vec<Step> = Vec::new();
    let mut position = 0;
    // Whether a string met now is a key.
    let mut expects_key = false;
    while let Some(&byte) = text.get(position) {
        position += 1;
        match byte {
            b'{' => {
                steps.push(Step::Object(None));
                expects_key = true;
            }
            b'[' => {
                steps.push(Step::Array(0));
                expects_key = false;
            }
            b'}' | b']' => {
                steps.pop();
                expects_key = false;
            }
            b',' => match steps.last_mut() {
                Some(Step::Array(index)) => *index += 1,
                Some(Step::Object(_)) => expects_key = true,
                None => {}
            },
            b':' => expects_key = false,
            b'"' => {
                let end = string_end(text, position);
                if expects_key && let Some(Step::Object(key)) = steps.last_mut() {
                    let content = text.get(position..end.saturating_sub(1).max(position)).unwrap_or_default();
                    *key = Some(String::from_utf8_lossy(content).into_owned());
                }
                position = end;
            }
            _ => {}
        }
    }
    print(&steps)
}

/// The offset after the closing quote of the string whose content begins at `position`.
pub(crate) fn string_end(text: &[u8], mut position: usize) -> usize {
    while let Some(&byte) = text.get(position) {
        position += 1;
        match byte {
            b'\\' => position += 1,
            b'"' => break,
            _ => {}
        }
    }
    position.min(text.len())
}

/// Whether the text is nested deeper than `limit`.
pub(crate) fn is_deeper(text: &[u8], limit: usize) -> bool {
    // Counting brackets is many times faster than following them, and nearly always enough. Bytes are counted in
    // bytes, 255 at a time, which is what vector instructions are good at; `[` and `{` differ in one bit.
    let count =
        |part: &[u8]| part.iter().fold(0_u8, |sum, byte| sum.wrapping_add(u8::from(byte | 32 == b'{')));
    let opening: usize = text.chunks(255).map(|part| usize::from(count(part))).sum();
    if opening <= limit {
        return false;
    }
    let (mut depth, mut position) = (0_usize, 0);
    while let Some(&byte) = text.get(position) {
        position += 1;
        match byte {
            b'"' => position = string_end(text, position),
            b'{' | b'[' => {
                depth += 1;
                if depth > limit {
                    return true;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

fn print(steps: &[Step]) -> String {
    let step = |step: &Step| match step {
        Step::Array(index) => format!("[{index}]"),
        Step::Object(Some(key)) if is_plain(key) => format!(".{key}"),
        Step::Object(Some(key)) => format!("[{key:?}]"),
        Step::Object(None) => String::new(),
    };
    std::iter::once("$".to_owned()).chain(steps.iter().map(step)).collect()
}

/// Whether a key may stand after a dot.
pub(crate) fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// The offset of a one-based line and column, as `serde_json` counts them.
pub(crate) fn offset_of(text: &[u8], line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        let rest = text.get(start..).unwrap_or_default();
        match rest.iter().position(|&byte| byte == b'\n') {
            Some(end) => start += end + 1,
            None => break,
        }
    }
    (start + column).min(text.len())
}
