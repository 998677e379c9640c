//! The checksum of a generated file: the digest of its path and text, at the end of the mark in its first line. It tells a
//! file that was edited by hand, or is somebody's copy, without a list of files that every change would change, too.

use generator::MARK;

use super::digest::Digest;
use super::path::RelPath;

/// The text with its checksum. Text without the mark stays as it is.
#[must_use]
pub fn with_checksum(path: &RelPath, text: &str) -> String {
    match parts(text) {
        Some((mark, _, rest)) => format!("{mark} [{}]{rest}", digest(path, text)),
        None => text.to_owned(),
    }
}

/// The text without its checksum, if it has one.
#[must_use]
pub fn without_checksum(text: &str) -> String {
    match parts(text) {
        Some((mark, _, rest)) => format!("{mark}{rest}"),
        None => text.to_owned(),
    }
}

/// Whether the text is as it was when it got its checksum, and where it got it.
pub(super) fn is_intact(path: &RelPath, text: &str) -> bool {
    parts(text).is_some_and(|(_, checksum, _)| checksum == Some(&digest(path, &without_checksum(text))))
}

/// Up to the end of the mark, the checksum, and what follows.
fn parts(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let line = text.lines().next()?;
    let command = line.find(MARK)? + MARK.len();
    let end = command + line.get(command..)?.find(END)? + END.len();
    let (mark, rest) = text.split_at_checked(end)?;
    let checksum =
        rest.strip_prefix(" [").and_then(|rest| rest.split_at_checked(LENGTH)).filter(|(checksum, rest)| {
            rest.starts_with(']') && checksum.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
    Some(match checksum {
        Some((checksum, rest)) => (mark, Some(checksum), rest.strip_prefix(']').unwrap_or(rest)),
        None => (mark, None, rest),
    })
}

/// What follows the command in the mark.
const END: &str = "`.";

/// As many digits as accidents need.
const LENGTH: usize = 16;

fn digest(path: &RelPath, text: &str) -> String {
    let mut digits = Digest::of(format!("{path}\n{text}").as_bytes()).to_string();
    digits.truncate(LENGTH);
    digits
}

#[cfg(test)]
mod tests {
    use generator::{HEADER, header};

    use super::{RelPath, is_intact, with_checksum, without_checksum};

    #[test]
    fn a_seal_breaks_with_any_change_and_opens_to_the_text() {
        let path = RelPath::new("src/a.rs").unwrap();
        let other = header("cargo xtask");
        for text in [
            format!("// {HEADER}\n\nfn a() {{}}\n"),
            format!("\"{HEADER}\"\n{{}}\n"),
            format!("# {HEADER}"),
            format!("<!-- {other} -->\n\n# Words `of`.\n"),
        ] {
            let closed = with_checksum(&path, &text);
            assert_eq!(closed.lines().count(), text.lines().count());
            assert_eq!(without_checksum(&closed), text);
            assert_eq!(with_checksum(&path, &without_checksum(&closed)), closed);
            assert!(is_intact(&path, &closed) && !is_intact(&path, &text));
            for other in
                [format!("{closed} "), closed.replacen(['#', '/', '"'], ";", 1), closed.replace(']', "")]
            {
                assert!(!is_intact(&path, &other), "{other}");
            }
            assert!(!is_intact(&RelPath::new("src/b.rs").unwrap(), &closed), "a copy is nobody's output");
        }
        for text in ["", "fn a() {}\n", "\n// @generated"] {
            assert_eq!(with_checksum(&path, text), text);
            assert!(!is_intact(&path, text));
        }
    }
}
