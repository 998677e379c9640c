//! `spec/accepted.toml`: breaking changes that someone has accepted without the version that they ask for.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use generator::diff::Change;

/// Where they are.
pub(crate) const FILE: &str = "spec/accepted.toml";

const HEAD: &str = "\
# Breaking changes that were accepted without the version that they ask for; they count as minor. Written by
# `cargo xtask regen --accept-breaking FINGERPRINT`, read by reviewers. An entry can go once the change is released.
";

/// The fingerprints in the file.
pub(crate) fn read(root: &Path) -> Vec<String> {
    let text = fs::read_to_string(root.join(FILE)).unwrap_or_default();
    let values = text.lines().filter_map(|line| line.trim().strip_prefix("fingerprint = "));
    values.map(|value| value.trim_matches('"').to_owned()).collect()
}

/// Adds a change to the file.
pub(crate) fn add(root: &Path, change: &Change) -> std::io::Result<()> {
    let path = root.join(FILE);
    let mut text = fs::read_to_string(&path).unwrap_or_else(|_| HEAD.to_owned());
    let quoted = |text: &str| serde_json::Value::String(text.to_owned()).to_string();
    let (fingerprint, item, what) = (quoted(&change.fingerprint), quoted(&change.path), quoted(&change.what));
    let _ = write!(text, "\n[[accepted]]\nfingerprint = {fingerprint}\nitem = {item}\nwhat = {what}\n");
    fs::write(path, text)
}
