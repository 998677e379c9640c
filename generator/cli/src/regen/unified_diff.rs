//! A unified diff that a person can read: coloured, and cut where it gets long.

use std::fmt::Write as _;
use std::time::Duration;

use generator::diagnostic::{excerpt, in_one_line};
use similar::{ChangeTag, TextDiff};

use crate::terminal::{BOLD, CYAN, GREEN, RED, styled};
use crate::write::FileChange;

/// Lines of one file's diff.
const FILE_LINES: usize = 60;
/// Lines of all diffs together.
const ALL_LINES: usize = 400;
/// After this long the diff of a file need not be the shortest.
const PATIENCE: Duration = Duration::from_millis(300);

/// What is in a file, and what should be.
type Texts = (Option<Vec<u8>>, Option<String>);

/// What a run would do to the files of `folder`.
pub(super) fn render(folder: &str, steps: &[FileChange], texts: &dyn Fn(&FileChange) -> Texts) -> String {
    let mut text = String::new();
    let mut left = ALL_LINES;
    for step in steps {
        if left == 0 {
            let _ =
                writeln!(text, "{}", styled(BOLD, in_one_line(&format!("{folder}/{} differs", step.path))));
            continue;
        }
        let name = in_one_line(&format!("{folder}/{}", step.path));
        left = left.saturating_sub(file(&mut text, &name, &texts(step), FILE_LINES.min(left)));
    }
    text
}

/// Appends the diff of one file; returns how many lines it took.
fn file(text: &mut String, name: &str, texts: &Texts, limit: usize) -> usize {
    let (old, new) = match texts {
        (Some(old), Some(new)) => (String::from_utf8_lossy(old), new),
        (Some(_), None) => {
            let _ = writeln!(text, "{}", styled(RED, format_args!("--- {name} (no longer generated)")));
            return 1;
        }
        (None, new) => {
            let lines = new.as_deref().map_or(0, |new| new.lines().count());
            let _ = writeln!(text, "{}", styled(GREEN, format_args!("+++ {name} (new, {lines} lines)")));
            return 1;
        }
    };
    let _ = writeln!(text, "{}", styled(BOLD, format_args!("--- {name}\n+++ {name} (generated anew)")));
    let lines = changed_lines(&old, new);
    for line in lines.iter().take(limit) {
        text.push_str(line);
    }
    if let Some(more) = lines.len().checked_sub(limit).filter(|more| *more > 0) {
        let _ = writeln!(text, "{}", styled(CYAN, format_args!("... {more} more lines")));
    }
    lines.len().min(limit) + 2
}

fn changed_lines(old: &str, new: &str) -> Vec<String> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        lines.push(styled(CYAN, hunk.header()) + "\n");
        for change in hunk.iter_changes() {
            // A file that was edited by hand may hold anything.
            let line: String = change.value().trim_end_matches(['\n', '\r']).chars().map(excerpt).collect();
            let ending = if change.value().ends_with("\r\n") { "␍" } else { "" };
            lines.push(match change.tag() {
                ChangeTag::Delete => styled(RED, format_args!("-{line}{ending}")) + "\n",
                ChangeTag::Insert => styled(GREEN, format_args!("+{line}{ending}")) + "\n",
                ChangeTag::Equal => format!(" {line}{ending}\n"),
            });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{FILE_LINES, Texts};
    use crate::write::{Digest, FileChange, RelPath};

    fn step(path: &str, old: Option<&str>, new: Option<&str>) -> (FileChange, Texts) {
        let path = RelPath::new(path).unwrap();
        let digest = |text: &str| Digest::of(text.as_bytes());
        let texts = (old.map(|old| old.as_bytes().to_vec()), new.map(str::to_owned));
        (FileChange { path, old: old.map(digest), new: new.map(digest) }, texts)
    }

    fn render(folder: &str, steps: &[(FileChange, Texts)]) -> String {
        let texts = |step: &FileChange| steps.iter().find(|(other, _)| other == step).unwrap().1.clone();
        let steps: Vec<_> = steps.iter().map(|(step, _)| step.clone()).collect();
        super::render(folder, &steps, &texts)
    }

    #[test]
    fn shows_changed_lines_and_names_the_rest() {
        let steps = [
            step("a.rs", Some("one\ntwo\n"), Some("one\n2\n")),
            step("b.rs", None, Some("x\ny\n")),
            step("c.rs", Some("x"), None),
        ];
        let text = anstream::adapter::strip_str(&render("generated", &steps)).to_string();
        assert_eq!(
            text,
            "--- generated/a.rs\n+++ generated/a.rs (generated anew)\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n\
             +++ generated/b.rs (new, 2 lines)\n--- generated/c.rs (no longer generated)\n"
        );
    }

    #[test]
    fn what_a_terminal_must_not_see_is_shown_as_signs() {
        let text = render("generated", &[step("a.rs", Some("a\u{1b}[2Jb\u{202e}\n"), Some("a\n"))]);
        let text = anstream::adapter::strip_str(&text).to_string();
        assert!(text.contains("-a␛[2Jb\u{fffd}\n"), "{text}");
    }

    #[test]
    fn is_cut_where_it_gets_long() {
        let long =
            |word: &str| (0..1000).fold(String::new(), |text, line| text + word + &line.to_string() + "\n");
        let steps: Vec<_> =
            (0..20).map(|index| step(&format!("{index}.rs"), Some(&long("a")), Some(&long("b")))).collect();
        let text = render("generated", &steps);
        assert!(text.lines().count() < 500, "{}", text.lines().count());
        assert!(text.contains(&format!("... {} more lines", 2001 - FILE_LINES)));
        assert!(text.contains("generated/19.rs differs"));
    }
}
