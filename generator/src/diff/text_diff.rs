//! What of a documentation changed: the lines that differ, and of each the part around the difference.

use super::Along;
use crate::diagnostic::in_a_line;

/// Characters that are shown before and after what differs.
const AROUND: usize = 40;

/// The lines that differ.
pub(super) fn differ(old: &str, new: &str) -> Vec<Along> {
    let (mut before, mut after): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    (before, after) = (before.split_off(head), after.split_off(head));
    let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    before.truncate(before.len() - tail);
    after.truncate(after.len() - tail);
    // Lines that changed are shown side by side; where there are more on one side, they only came or went.
    let pairs = before.len().min(after.len());
    let changed = before.iter().zip(&after).filter(|(old, new)| old != new).map(|(old, new)| {
        let (old, new) = excerpts(old, new);
        Along { old: Some(old), new: Some(new) }
    });
    let gone = before.iter().skip(pairs).map(|line| Along { old: Some(in_a_line(line)), new: None });
    let came = after.iter().skip(pairs).map(|line| Along { old: None, new: Some(in_a_line(line)) });
    changed.chain(gone).chain(came).filter(|along| along.old != along.new).collect()
}

/// Both lines from a few words before what differs to a few words after it.
fn excerpts(old: &str, new: &str) -> (String, String) {
    let head = same(old.chars(), new.chars());
    let (old_rest, new_rest) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = same(old_rest.chars().rev(), new_rest.chars().rev());
    let before = edge(old.get(..head).unwrap_or_default().chars().rev());
    let after = edge(old.get(old.len() - tail..).unwrap_or_default().chars());
    let cut = |line: &str| {
        let shown = line.get(head - before.unwrap_or(head)..line.len() - tail + after.unwrap_or(tail));
        let (before, after) = (before.map_or("", |_| "… "), after.map_or("", |_| " …"));
        format!("{before}{}{after}", in_a_line(shown.unwrap_or_default()))
    };
    (cut(old), cut(new))
}

/// How many bytes two texts have in common from their beginnings.
fn same(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// How many bytes beside what differs are shown, up to the end of a word; `None` for all.
fn edge(mut beside: impl Iterator<Item = char>) -> Option<usize> {
    let (mut shown, mut end_of_word) = (0, None);
    for char in beside.by_ref().take(AROUND) {
        end_of_word = if char.is_whitespace() { Some(shown) } else { end_of_word };
        shown += char.len_utf8();
    }
    beside.next().map(|_| end_of_word.unwrap_or(shown))
}

#[cfg(test)]
mod tests {
    use super::{Along, differ};

    fn shown(old: &str, new: &str) -> Vec<(Option<String>, Option<String>)> {
        differ(old, new).into_iter().map(|Along { old, new }| (old, new)).collect()
    }

    #[test]
    fn a_word_is_shown_with_what_is_around_it() {
        let line = |word: &str| format!("{} the {word} records {}", "a ".repeat(40), "b ".repeat(40));
        let (old, new) = (line("few"), line("many"));
        let [(Some(old), Some(new))] = &shown(&old, &new)[..] else { panic!() };
        assert!(old.starts_with("… a a") && old.contains("the few records b") && old.ends_with("…"), "{old}");
        assert!(new.contains("the many records b") && new.chars().count() < 100, "{new}");
    }

    #[test]
    fn lines_that_came_or_went_are_shown_alone() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(shown("a\nb\nc", "a\nc"), [(text("b"), None)]);
        assert_eq!(shown("a", "a\nb\u{202e}"), [(None, text("b\\u{202e}"))]);
        assert_eq!(shown("a\nb", "a\nB\nc"), [(text("b"), text("B")), (None, text("c"))]);
        assert_eq!(shown("aa", "a"), [(text("aa"), text("a"))]);
        assert_eq!(shown("äöü", "äü"), [(text("äöü"), text("äü"))]);
    }
}
