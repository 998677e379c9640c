//! The marks that git leaves in a file that two branches changed in the same place.

/// What to do about them.
pub const HELP: &str = "two branches changed these lines: keep what is right of both, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`";

/// The line, from 1, in which the first conflict begins. All three marks are there, in their order and at the beginning
/// of a line, as no text of YAML, JSON or TOML has them.
#[must_use]
pub fn line(text: &str) -> Option<usize> {
    let marks = [
        |line: &str| line.starts_with("<<<<<<< "),
        |line: &str| line.trim_end() == "=======",
        |line: &str| line.starts_with(">>>>>>> "),
    ];
    let mut first = None;
    let mut wanted = marks.iter().enumerate().peekable();
    for (number, line) in text.lines().enumerate() {
        let Some((at, is_next)) = wanted.peek() else { break };
        if is_next(line) {
            if *at == 0 {
                first = Some(number + 1);
            }
            wanted.next();
        }
    }
    if wanted.peek().is_none() { first } else { None }
}

/// Where that line stands, in bytes.
pub(crate) fn span(text: &str) -> Option<(u32, u32)> {
    let wanted = line(text)?;
    let start: usize = text.split_inclusive('\n').take(wanted - 1).map(str::len).sum();
    let length = text.get(start..)?.lines().next()?.len();
    let number = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Some((number(start), number(start + length)))
}

#[cfg(test)]
mod tests {
    use super::{line, span};

    #[test]
    fn all_three_marks_make_a_conflict() {
        let text = "a: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\nc: 1\n";
        assert_eq!(line(text), Some(2));
        assert_eq!(span(text), Some((5, 17)));
        assert_eq!(line(&text.replace('\n', "\r\n")), Some(2));
        for other in [
            text.replace(">>>>>>> ", ">> "),
            text.replace("<<<<<<< ", "  <<<<<<< "),
            text.replace("=======\n", ""),
        ] {
            assert_eq!(line(&other), None, "{other}");
        }
    }
}
