//! Module names, which are file names: lower-case ASCII, unique without case, reserved nowhere.

use super::casing::Spelling;
use super::ident::Ident;
use super::scope::{self, Texts};

/// Stems that some file system or the crate's layout keeps for itself.
const RESERVED: &[&str] = &[
    "aux",
    "clock$",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "con",
    "lib",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
    "main",
    "mod",
    "nul",
    "prn",
    "client",
    "models",
    "errors",
    "operations",
    "runtime",
    "core",
    "std",
    "alloc",
    "untagged",
    "serde",
    "serde_json",
    "bytes",
    "http",
];

/// One module name for each text, in the order given.
pub(crate) fn modules(spelling: &Spelling, words: &[&str]) -> Vec<Ident> {
    scope::modules(spelling, Texts::of(words), RESERVED)
}

/// The same where the configuration names some; a name that no file can have is no name of a module.
pub(crate) fn named_modules(
    spelling: &Spelling,
    words: &[&str],
    pinned: &dyn Fn(usize) -> Option<Ident>,
) -> Vec<Ident> {
    let pinned = |index: usize| pinned(index).filter(|ident| !RESERVED.contains(&ident.bare()));
    scope::modules(spelling, Texts { pinned: &pinned, ..Texts::of(words) }, RESERVED)
}
