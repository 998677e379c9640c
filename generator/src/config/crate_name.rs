//! Names that cargo and Rust take for a crate.

use crate::keyword;
use crate::runtime;

/// Crates that every program has, a path of every crate, and what `cargo new` refuses because it means something to
/// cargo.
const TAKEN: [&str; 9] =
    ["alloc", "build", "core", "deps", "examples", "incremental", "proc_macro", "std", "test"];

/// Names of files that Windows keeps for devices; those with a digit have one more letter.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Why a text cannot be the name of a generated crate, if it cannot.
#[must_use]
pub fn crate_name_fault(name: &str) -> Option<&'static str> {
    let library = name.replace('-', "_");
    name_fault(name).or_else(|| {
        let own = runtime::crates().any(|own| own.replace('-', "_") == library);
        own.then_some("generated crates depend on a crate of that name; add a word, such as `-client`")
    })
}

/// Why a text cannot be the name of any crate, if it cannot.
pub(super) fn name_fault(name: &str) -> Option<&'static str> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let first = |letter: char| letter.is_ascii_alphabetic();
    if name.len() > 64 || !name.starts_with(first) || !name.chars().all(plain) {
        return Some("a letter, then letters, digits, `-` and `_`, at most 64");
    }
    let library = name.replace('-', "_");
    let lower = library.to_ascii_lowercase();
    let device = match lower.strip_suffix(|last: char| matches!(last, '1'..='9')) {
        Some(stem) => NUMBERED_DEVICES.contains(&stem),
        None => DEVICES.contains(&lower.as_str()),
    };
    if keyword::is_keyword(&library) || keyword::is_never_raw(&library) {
        Some("it is a keyword of Rust; add a word, such as `-client`")
    } else if TAKEN.contains(&library.as_str()) {
        Some("it is a name of Rust's or cargo's own; add a word, such as `-client`")
    } else if device {
        Some("Windows keeps it for a device; add a word, such as `-client`")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::crate_name_fault;

    #[test]
    fn what_cargo_or_rust_refuses_is_no_name() {
        let bad = [
            "",
            "1a",
            "-a",
            "a b",
            "a.b",
            "ä",
            "match",
            "box",
            "gen",
            "try",
            "self",
            "Self",
            "crate",
            "test",
            "core",
            "proc-macro",
            "deps",
            "con",
            "LPT1",
            "serde",
            "serde-json",
            "futures_core",
        ];
        for name in bad.into_iter().chain([&*"a".repeat(65)]) {
            assert!(crate_name_fault(name).is_some(), "{name}");
        }
        for name in ["a", "pets-client", "match-client", "com10", "Box", "tests"] {
            assert_eq!(crate_name_fault(name), None, "{name}");
        }
    }
}
