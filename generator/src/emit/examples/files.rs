//! `examples/`: the programs as files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Example, Topic};

/// The programs by path.
pub(crate) fn files(examples: &[Example]) -> BTreeMap<String, String> {
    examples.iter().map(|example| (format!("examples/{}.rs", example.name), program(example))).collect()
}

// Plain comments, so that tests can include the file.
fn program(example: &Example) -> String {
    format!("\n// {}\n\n{}", example.about, example.program())
}

/// What the manifest says of the programs: their runtime, and the features that they need.
pub(crate) fn manifest(examples: &[Example]) -> String {
    let mut text = String::new();
    if examples.iter().any(|example| example.topic != Topic::Blocking) {
        text.push_str("\n[dev-dependencies]\ntokio = { version = \"1.47\", default-features = false, features = [\"macros\", \"rt-multi-thread\"] }\n");
    }
    for example in examples.iter().filter(|example| !example.features.is_empty()) {
        let features: Vec<String> = example.features.iter().map(|name| format!("\"{name}\"")).collect();
        let _ = write!(
            text,
            "\n[[example]]\nname = \"{}\"\nrequired-features = [{}]\n",
            example.name,
            features.join(", ")
        );
    }
    text
}
