//! The runtime, copied byte for byte into every generated crate: which modules, which dependencies.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

/// The hand-written sources.
static SOURCES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/runtime/src/runtime");

/// The runtime's own manifest, whose dependency lines generated crates share.
const MANIFEST: &str = include_str!("../runtime/Cargo.toml");

/// The files of the runtime for a crate that needs `_groups`.
pub(crate) fn files(_groups: &[&'static str]) -> BTreeMap<String, String> {
    SOURCES
        .files()
        .filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            let text = file.contents_utf8()?;
            Some((format!("src/runtime/{name}"), format!("// {}\n\n{text}", crate::HEADER)))
        })
        .collect()
}

/// The `[features]` and `[dependencies]` of a crate that needs `_groups`.
pub(crate) fn manifest(_groups: &[&'static str], _features: &BTreeMap<String, Vec<String>>) -> String {
    let start = MANIFEST.find("[features]").unwrap_or_default();
    let end = MANIFEST.find("[dev-dependencies]").unwrap_or(MANIFEST.len());
    let text = MANIFEST.get(start..end).unwrap_or_default();
    text.replace(
        "default-features = false, features = [\"std\"] }\nserde_json",
        "default-features = false, features = [\"std\", \"derive\"] }\nserde_json",
    )
    .trim_end()
    .to_owned()
        + "\n"
}
