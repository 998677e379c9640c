//! The files that cargo reads: `Cargo.toml`, `rustfmt.toml`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::examples::{Example, Topic};
use crate::markdown;
use crate::model::Package;
use crate::runtime::{OwnFeatures, RuntimeModules};

/// The manifest, with the tables of its targets, and the formatter's settings.
pub(crate) fn files(
    package: &Package,
    has_client: bool,
    modules: &RuntimeModules,
    targets: &str,
) -> BTreeMap<String, String> {
    // `cargo fmt` would take the files for edited by hand.
    let rustfmt = "\ndisable_all_formatting = true\n".to_owned();
    BTreeMap::from([
        ("Cargo.toml".to_owned(), cargo(package, has_client, modules, targets)),
        ("rustfmt.toml".to_owned(), rustfmt),
    ])
}

/// A TOML string, quoted; TOML's basic strings take JSON's escapes.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::String(markdown::one_line(text)).to_string()
}

fn cargo(package: &Package, has_client: bool, modules: &RuntimeModules, targets: &str) -> String {
    let mut text = "\n[package]\n".to_owned();
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("name", quoted(&package.name));
    line("version", quoted(&package.version));
    line("edition", quoted("2024"));
    line("rust-version", quoted("1.88"));
    line("description", quoted(&package.description));
    let texts = [
        ("license", &package.license),
        ("repository", &package.repository),
        ("homepage", &package.homepage),
        ("documentation", &package.documentation),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            line(key, quoted(text));
        }
    }
    let lists =
        [("authors", &package.authors), ("keywords", &package.keywords), ("categories", &package.categories)];
    for (key, items) in lists.into_iter().filter(|(_, items)| !items.is_empty()) {
        line(key, list(items));
    }
    line("readme", quoted("README.md"));
    if has_client {
        text.push_str(
            "\n# What docs.rs shows: both clients.\n[package.metadata.docs.rs]\nfeatures = [\"blocking\"]\n",
        );
    }
    text.push('\n');
    let own = OwnFeatures {
        default: &package.default_features,
        tags: &package.features,
        on_demand: package
            .on_demand
            .iter()
            .map(|feature| (feature.what.meaning(), feature.name.as_str()))
            .collect(),
    };
    text.push_str(&modules.manifest(&own));
    for (name, dependency) in &package.dependencies {
        let features = list(&dependency.features);
        let default = if dependency.default_features { "" } else { "default-features = false, " };
        let version = quoted(&dependency.version);
        let _ = writeln!(text, "{name} = {{ version = {version}, {default}features = {features} }}");
    }
    text.push_str(targets);
    text
}

/// An array of texts.
pub(super) fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// The programs run on tokio, but for those that block.
pub(super) fn tokio<'a>(programs: impl IntoIterator<Item = &'a Example>) -> String {
    let is_async = programs.into_iter().any(|program| program.topic != Topic::Blocking);
    let text = "\n[dev-dependencies]\ntokio = { version = \"1.47\", default-features = false, features = [\"macros\", \"rt-multi-thread\"] }\n";
    if is_async { text.to_owned() } else { String::new() }
}

/// The programs that need features.
pub(super) fn programs(programs: &[Example]) -> String {
    let mut text = String::new();
    for program in programs.iter().filter(|program| !program.features.is_empty()) {
        let features = list(&program.features);
        let _ = write!(text, "\n[[example]]\nname = \"{}\"\nrequired-features = {features}\n", program.name);
    }
    text
}
