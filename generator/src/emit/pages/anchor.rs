//! Anchors of headings as Markdown hosts make them.

use std::collections::BTreeMap;

/// The anchors of a page so far.
#[derive(Debug, Default)]
pub(super) struct Anchors(BTreeMap<String, usize>);

impl Anchors {
    /// The anchor of the next heading: lower case, no punctuation, and a number where it is there already.
    pub(super) fn add(&mut self, heading: &str) -> String {
        let slug: String = heading
            .chars()
            .filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'))
            .flat_map(char::to_lowercase)
            .map(|char| if char == ' ' { '-' } else { char })
            .collect();
        let count = self.0.entry(slug.clone()).or_default();
        let anchor = if *count == 0 { slug } else { format!("{slug}-{count}") };
        *count += 1;
        anchor
    }
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn headings_that_look_alike_are_numbered() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.add("Types"), "types");
        assert_eq!(anchors.add("types"), "types-1");
        assert_eq!(anchors.add("dcim, part 2"), "dcim-part-2");
    }
}
