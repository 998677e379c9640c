//! A second reading for JSON that is right in substance though not to the letter, as other clients read it too: of
//! members with one name the last counts, bytes that are not UTF-8 become U+FFFD, and `3.0` or `1e2` may be an integer.

use super::{integers::digits, json_path::string_end, json_tree::from_utf8};
use serde_json::{Value, value::RawValue};
use std::collections::BinaryHeap;

/// The same JSON to the letter; `None` if that changes nothing or the text is no JSON at all.
pub(crate) fn relaxed(text: &[u8]) -> Option<Vec<u8>> {
    let lossy = String::from_utf8_lossy(text);
    // What follows takes the syntax for granted.
    RawValue::from_string(lossy.to_string()).ok()?;
    let mut rewriter = Rewriter::default();
    rewriter.run(lossy.as_bytes());
    let rewritten = rewriter.without_superseded();
    (rewritten != text).then_some(rewritten)
}

#[derive(Default)]
struct Rewriter {
    out: Vec<u8>,
    /// The open containers; arrays have no members.
    open: Vec<Option<Object>>,
    /// The parts of `out`, each with the comma after it, that a later member of the same name replaces.
    superseded: Vec<(usize, usize)>,
}

#[derive(Default)]
struct Object {
    /// Where in `spans` the last member of each name is. The map of `serde_json` is compiled anyway.
    members: serde_json::Map<String, Value>,
    /// Where each member begins and ends in the output.
    spans: Vec<(usize, usize)>,
    /// The member under way is the last of `spans`; before its name is read there is none.
    is_within_member: bool,
}

impl Rewriter {
    fn run(&mut self, text: &[u8]) {
        let mut position = 0;
        while let Some(&byte) = text.get(position) {
            let start = position;
            position += 1;
            match byte {
                b'"' => {
                    position = string_end(text, position);
                    let string = text.get(start..position).unwrap_or_default();
                    self.name(string);
                    self.out.extend_from_slice(string);
                }
                b'-' | b'0'..=b'9' => {
                    let rest = text.get(start..).unwrap_or_default();
                    let in_number = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                    position = start + rest.iter().take_while(|byte| in_number(byte)).count();
                    let number = text.get(start..position).unwrap_or_default();
                    let whole = std::str::from_utf8(number).ok().and_then(digits);
                    self.out.extend_from_slice(whole.as_deref().map_or(number, str::as_bytes));
                }
                b'{' | b'[' => {
                    self.open.push((byte == b'{').then(Object::default));
                    self.out.push(byte);
                }
                b'}' | b']' => {
                    self.open.pop();
                    self.out.push(byte);
                }
                b',' => {
                    self.out.push(byte);
                    self.end_member();
                }
                _ => self.out.push(byte),
            }
        }
    }

    /// Begins a member if this string is a name rather than a value.
    fn name(&mut self, string: &[u8]) {
        let start = self.out.len();
        if let Some(Some(object)) = self.open.last_mut()
            && !object.is_within_member
        {
            let name = match from_utf8(string) {
                Ok(Value::String(name)) => name,
                _ => String::new(),
            };
            let former = object.members.insert(name, object.spans.len().into());
            let former = former.and_then(|place| object.spans.get(usize::try_from(place.as_u64()?).ok()?));
            self.superseded.extend(former);
            object.spans.push((start, start));
            object.is_within_member = true;
        }
    }

    fn end_member(&mut self) {
        let end = self.out.len();
        if let Some(Some(object)) = self.open.last_mut()
            && std::mem::take(&mut object.is_within_member)
            && let Some(member) = object.spans.last_mut()
        {
            member.1 = end;
        }
    }

    fn without_superseded(self) -> Vec<u8> {
        let mut kept = Vec::with_capacity(self.out.len());
        let mut position = 0;
        // Sorted by a heap, which is a tenth of the machine code of `sort`.
        for (start, end) in BinaryHeap::from(self.superseded).into_sorted_vec() {
            // One that lies within another is gone with it.
            if start >= position {
                kept.extend_from_slice(self.out.get(position..start).unwrap_or_default());
                position = end;
            }
        }
        kept.extend_from_slice(self.out.get(position..).unwrap_or_default());
        kept
    }
}
