//! The files that `init` writes, with their holes filled.

/// `regen.toml`, with comments.
pub(super) const CONFIG: &str = include_str!("templates/regen.toml");
/// The test that the public API is the accepted one.
pub(super) const ACCEPTED_API: &str = include_str!("templates/tests/accepted_api.rs");
/// What git is told of the generated crate.
pub(super) const GIT_ATTRIBUTES: &str = include_str!("templates/gitattributes");
/// The workflow that checks and reports.
pub(super) const API: &str = include_str!("templates/api.yml");
/// The workflow that fetches the document.
pub(super) const UPSTREAM: &str = include_str!("templates/upstream.yml");

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
