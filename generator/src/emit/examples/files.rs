//! `examples/`: the programs as files.

use std::collections::BTreeMap;

use super::Example;

/// The programs by path.
pub(crate) fn files(examples: &[Example]) -> BTreeMap<String, String> {
    examples.iter().map(|example| (format!("examples/{}.rs", example.name), program(example))).collect()
}

// Plain comments, so that tests can include the file.
fn program(example: &Example) -> String {
    format!("\n// {}\n\n{}", example.about, example.program())
}
