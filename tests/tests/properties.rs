//! What holds for every document.

use generator::Outcome;
use proptest::prelude::*;
use tests::documents::{document, reversed};
use tests::generation;

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// An error or a crate, never a panic; what comes out is Rust, and always the same.
    #[test]
    fn output_is_rust_and_deterministic(document in document()) {
        let text = document.to_string();
        let outcome = generation::plain(&text);
        match &outcome.output {
            None => prop_assert!(outcome.report.has_errors()),
            Some(output) => {
                for (path, file) in output.files.iter().filter(|(path, _)| path.starts_with("src/")) {
                    prop_assert!(is_rust(file), "{path} is no Rust");
                }
                let again = generation::plain(&text);
                prop_assert_eq!(different(&outcome, &again), Vec::<&str>::new());
            }
        }
    }

    /// The order of keys means nothing, and neither does YAML or JSON.
    #[test]
    fn order_and_syntax_do_not_matter(document in document()) {
        let one = generation::plain(&document.to_string());
        let other = generation::plain(&reversed(&document).to_string());
        let yaml = generation::plain(&serde_yaml::to_string(&document).unwrap());
        prop_assert_eq!(different(&one, &other), Vec::<&str>::new());
        prop_assert_eq!(different(&one, &yaml), Vec::<&str>::new());
    }
}

/// The files that two runs do not agree on; short, so that a failure can be read.
fn different<'a>(one: &'a Outcome, other: &'a Outcome) -> Vec<&'a str> {
    let files = |outcome: &'a Outcome| outcome.output.iter().flat_map(|output| &output.files);
    let known: std::collections::BTreeSet<_> = files(other).collect();
    let missing: std::collections::BTreeSet<_> = files(one).collect();
    known.symmetric_difference(&missing).map(|(path, _)| path.as_str()).collect()
}

#[allow(clippy::disallowed_methods, reason = "looks at what was generated")]
fn is_rust(text: &str) -> bool {
    syn::parse_file(text).is_ok()
}

/// Formatting and order of the guardrails document change nothing at all.
#[test]
fn the_guardrails_document_may_be_reordered_and_requoted() {
    let path = generation::root().join("spec/guardrails.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let document: serde_json::Value = serde_yaml::from_str(&text).unwrap();
    let expected = generation::guardrails();
    let others =
        [document.to_string(), reversed(&document).to_string(), serde_yaml::to_string(&document).unwrap()];
    for other in others {
        assert_eq!(different(&expected, &generation::guardrails_from(&other)), Vec::<&str>::new());
    }
}

/// One enum value more: one model changes, and nothing unrelated.
#[test]
fn a_small_change_stays_small() {
    let path = generation::root().join("spec/guardrails.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let before = generation::guardrails().output.unwrap().files;
    let changed = text.replacen("- weekly\n", "- weekly\n        - hourly\n", 1);
    assert_ne!(text, changed);
    let after = generation::guardrails_from(&changed).output.unwrap().files;
    let different: Vec<&String> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    assert_eq!(different, ["api.snap", "docs/operations/guardrails.md", "src/models/guardrail_interval.rs"]);
}
