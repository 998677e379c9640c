//! The files that cargo reads: `Cargo.toml`, `rustfmt.toml`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::examples::Example;
use crate::markdown;
use crate::model::Crate;
use crate::runtime::{OwnFeatures, RuntimeModules};

/// The manifest and the formatter's settings.
pub(crate) fn files(
    model: &Crate,
    modules: &RuntimeModules,
    examples: &[Example],
) -> BTreeMap<String, String> {
    // `cargo fmt` would take the files for edited by hand.
    let rustfmt = "\ndisable_all_formatting = true\n".to_owned();
    BTreeMap::from([
        ("Cargo.toml".to_owned(), cargo(model, modules, examples)),
        ("rustfmt.toml".to_owned(), rustfmt),
    ])
}

/// A TOML string, quoted; TOML's basic strings take JSON's escapes.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::String(markdown::one_line(text)).to_string()
}

fn cargo(model: &Crate, modules: &RuntimeModules, examples: &[Example]) -> String {
    let package = &model.package;
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
    let list = |items: &[String]| {
        let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
        format!("[{}]", items.join(", "))
    };
    let lists =
        [("authors", &package.authors), ("keywords", &package.keywords), ("categories", &package.categories)];
    for (key, items) in lists.into_iter().filter(|(_, items)| !items.is_empty()) {
        line(key, list(items));
    }
    line("readme", quoted("README.md"));
    if model.client.is_some() {
        text.push_str(
            "\n# What docs.rs shows: both clients.\n[package.metadata.docs.rs]\nfeatures = [\"blocking\"]\n",
        );
    }
    text.push('\n');
    let own = OwnFeatures {
        default: &package.default_features,
        tags: &package.features,
        on_demand: package.on_demand.iter().map(|feature| (feature.meaning(), feature.name())).collect(),
    };
    text.push_str(&modules.manifest(&own));
    for (name, dependency) in &package.dependencies {
        let features = list(&dependency.features);
        let default = if dependency.default_features { "" } else { "default-features = false, " };
        let version = quoted(&dependency.version);
        let _ = writeln!(text, "{name} = {{ version = {version}, {default}features = {features} }}");
    }
    text.push_str(&super::examples::manifest(examples));
    text
}
