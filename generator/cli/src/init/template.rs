//! The files that `init` writes, with their holes filled.

/// What `regen.toml` says of the crate, with comments.
pub(super) const CRATE: &str = include_str!("templates/crate.toml");
/// What it says of the document; of a crate with several, a file for each says it.
pub(super) const DOCUMENT: &str = include_str!("templates/document.toml");
/// A line under [output] that is of one document.
pub(super) const TYPES_ALONE: &str =
    "# Types alone, without a client, for servers and webhooks.\n# client = false\n";
/// What stands between the two.
pub(super) const SEVERAL: &str = "
# Several documents in one crate, a module for each, with one runtime, have entries like this, and no other tables than
# those above. What those below say stands in a file for each document, which its entry names by `config`.
# `openapi-rust init --spec pets=pets.yaml --spec shops=shops.yaml` writes them.
# [[api]]
# name = \"pets\"
# config = \"pets.toml\"

";
/// The beginning of the file of one of several documents.
pub(super) const MODULE: &str = "# What is said of one document of the crate in {{config}}, which has all that is of the crate as a whole. Every key has a\n\
# default. Paths are relative to this file; lines that are commented out show a key with its default or an example.\n\n";
/// The entry of one of several documents, which `init` adds to a project that has some.
pub(super) const ENTRY: &str = "\n[[api]]\nname = \"{{api}}\"\nconfig = \"{{own}}\"\n";
/// The test that the public API is the accepted one.
pub(super) const ACCEPTED_API: &str = include_str!("templates/tests/accepted_api.rs");
/// What git is told of the generated crate.
pub(super) const GIT_ATTRIBUTES: &str = include_str!("templates/gitattributes");
/// The workflow that checks and reports.
pub(super) const API: &str = include_str!("templates/api.yml");
/// The workflow that fetches the document.
pub(super) const UPSTREAM: &str = include_str!("templates/upstream.yml");
/// A step of it, which fetches one.
pub(super) const FETCH: &str = include_str!("templates/fetch.yml");

/// Puts texts in place of their names in two braces. The texts are not searched for names themselves.
pub(super) fn fill(template: &str, holes: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        text.push_str(before);
        let hole = after.split_once("}}").and_then(|(name, rest)| {
            let (_, value) = holes.iter().find(|(hole, _)| *hole == name)?;
            Some((value, rest))
        });
        match hole {
            Some((value, behind)) => {
                text.push_str(value);
                rest = behind;
            }
            // What the forge fills: `${{ github.ref }}`.
            None => {
                text.push_str("{{");
                rest = after;
            }
        }
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn only_our_holes_are_filled() {
        let holes = [("a", "1{{b}}"), ("b", "2")];
        assert_eq!(fill("{{a}} ${{ b }} {{b}} {{c}} {{", &holes), "1{{b}} ${{ b }} 2 {{c}} {{");
    }
}
