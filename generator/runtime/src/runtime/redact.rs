//! Strikes secrets out of text that a server sent, in whatever way it escaped what it echoes.

use super::{Secret, excerpt::CUT, unescape::Layer};
use std::collections::BinaryHeap;

/// What stands in for a secret.
pub(crate) const REDACTED: &str = "[redacted]";
/// How often one escaping may lie within another: JSON within HTML within a URL, and one to spare.
const LAYERS: usize = 4;
/// Less than this of a secret says nothing of the rest.
const PART: usize = 4;

/// `text` without the secrets.
pub(crate) fn redact(text: &str, secrets: &[Secret]) -> String {
    redact_cut(text, secrets, Cut::default())
}

/// The same for an excerpt, whose ends may have cut a secret in two.
pub(crate) fn redact_excerpt(text: &str, secrets: &[Secret]) -> String {
    let cut = Cut { start: text.starts_with(CUT), end: text.ends_with(CUT) };
    let shown = text.strip_prefix(CUT).unwrap_or(text);
    let shown = shown.strip_suffix(CUT).unwrap_or(shown);
    let mark = |is_cut: bool| if is_cut { String::from(CUT) } else { String::new() };
    format!("{}{}{}", mark(cut.start), redact_cut(shown, secrets, cut), mark(cut.end))
}

/// Whether a secret occurs in `bytes`.
pub(crate) fn occurs(bytes: &[u8], secrets: &[Secret]) -> bool {
    secrets.iter().any(|secret| {
        let needle = secret.expose().as_bytes();
        // Nothing is written in fewer bytes than it has.
        !needle.is_empty() && bytes.len() >= needle.len() && !places(bytes, needle, Cut::default()).is_empty()
    })
}

/// The ends at which text goes on that is not shown.
#[derive(Debug, Clone, Copy, Default)]
struct Cut {
    start: bool,
    end: bool,
}

fn redact_cut(text: &str, secrets: &[Secret], cut: Cut) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split(REDACTED).enumerate().peekable();
    // What was struck out before stays as it is, whatever short secret its letters hold.
    while let Some((index, part)) = parts.next() {
        if index > 0 {
            out.push_str(REDACTED);
        }
        let cut = Cut { start: cut.start && index == 0, end: cut.end && parts.peek().is_none() };
        redact_part(&mut out, part, secrets, cut);
    }
    out
}

fn redact_part(out: &mut String, text: &str, secrets: &[Secret], cut: Cut) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for secret in secrets {
        let needle = secret.expose().as_bytes();
        if !needle.is_empty() {
            found.append(&mut places(text.as_bytes(), needle, cut));
        }
    }
    // Sorted by a heap, which is a tenth of the machine code of `sort`.
    let found = BinaryHeap::from(found).into_sorted_vec();
    let (mut position, mut is_first) = (0, true);
    for (start, end) in found {
        // Those that overlap or touch are one.
        if start > position || is_first {
            out.push_str(text.get(position..start).unwrap_or_default());
            out.push_str(REDACTED);
            is_first = false;
        }
        position = position.max(end);
    }
    out.push_str(text.get(position..).unwrap_or_default());
}

/// Where a secret stands in a text, as it is or escaped.
fn places(text: &[u8], secret: &[u8], cut: Cut) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    // A secret that looks escaped itself is found as it is, and as far unescaped as the text; forms write spaces as `+`.
    let mut needles = vec![secret.to_vec(), unescaped(secret)];
    needles.push(secret.iter().map(|byte| if *byte == b' ' { b'+' } else { *byte }).collect());
    needles.dedup();
    let mut layer = Layer::new(text);
    for _ in 0..=LAYERS {
        for needle in &needles {
            search(&layer, needle, cut, &mut found);
        }
        match layer.unescape() {
            Some(next) => layer = next,
            None => break,
        }
    }
    found
}

fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut layer = Layer::new(text);
    for _ in 0..LAYERS {
        match layer.unescape() {
            Some(next) => layer = next,
            None => break,
        }
    }
    layer.bytes().to_vec()
}

fn search(layer: &Layer<'_>, secret: &[u8], cut: Cut, found: &mut Vec<(usize, usize)>) {
    let text = layer.bytes();
    let Some(first) = secret.first() else { return };
    let mut from = 0;
    while let Some(next) = text.get(from..).and_then(|rest| rest.iter().position(|byte| byte == first)) {
        let start = from + next;
        let rest = text.get(start..).unwrap_or_default();
        if rest.starts_with(secret) {
            found.push(layer.place(start, start + secret.len()));
            from = start + secret.len();
        } else {
            // Its beginning, where the text is cut off.
            if cut.end && rest.len() >= PART && secret.starts_with(rest) {
                found.push(layer.place(start, text.len()));
            }
            from = start + 1;
        }
    }
    if cut.start {
        // Its end, where the text begins; or its middle, where nothing else is shown.
        let tail = (1..secret.len()).filter_map(|start| secret.get(start..)).find(|tail| {
            tail.len() >= PART
                && (text.starts_with(tail) || (cut.end && text.len() >= PART && tail.starts_with(text)))
        });
        if let Some(tail) = tail {
            found.push(layer.place(0, tail.len().min(text.len())));
        }
    }
}
