//! The files of the generated crate that are not Rust: `Cargo.toml`, `README.md`, `rustfmt.toml`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::markdown;
use crate::model::Crate;
use crate::runtime::Needs;

/// The files that are not Rust.
pub(crate) fn files(model: &Crate, needs: &Needs) -> BTreeMap<String, String> {
    // `cargo fmt` would take the files for edited by hand.
    let rustfmt = format!("# {}\n\ndisable_all_formatting = true\n", crate::HEADER);
    BTreeMap::from([
        ("Cargo.toml".to_owned(), cargo(model, needs)),
        ("README.md".to_owned(), readme(model)),
        ("rustfmt.toml".to_owned(), rustfmt),
    ])
}

/// A TOML string, quoted; TOML's basic strings take JSON's escapes.
fn quoted(text: &str) -> String {
    serde_json::Value::String(markdown::one_line(text)).to_string()
}

fn cargo(model: &Crate, needs: &Needs) -> String {
    let package = &model.package;
    let mut text = format!("# {}\n\n[package]\n", crate::HEADER);
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("name", quoted(&package.name));
    line("version", quoted(&package.version));
    line("edition", quoted("2024"));
    line("rust-version", quoted("1.88"));
    line("description", quoted(&package.description));
    if !package.license.is_empty() {
        line("license", quoted(&package.license));
    }
    if let Some(repository) = &package.repository {
        line("repository", quoted(repository));
    }
    let list = |items: &[String]| {
        let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
        format!("[{}]", items.join(", "))
    };
    if !package.keywords.is_empty() {
        line("keywords", list(&package.keywords));
    }
    if !package.categories.is_empty() {
        line("categories", list(&package.categories));
    }
    line("readme", quoted("README.md"));
    text.push('\n');
    text.push_str(&needs.manifest(&package.features, &package.default_features));
    for (name, dependency) in &package.dependencies {
        let features = list(&dependency.features);
        let _ =
            writeln!(text, "{name} = {{ version = {}, features = {features} }}", quoted(&dependency.version));
    }
    text
}

fn readme(model: &Crate) -> String {
    let package = &model.package;
    let mut text = format!("<!-- {} -->\n\n# {}\n\n", crate::HEADER, package.name);
    let _ = writeln!(text, "{}\n", markdown::plain(&package.description));
    if let Some(about) = &package.about {
        for line in markdown::doc_lines(about) {
            let _ = writeln!(text, "{line}");
        }
        text.push('\n');
    }
    let _ =
        writeln!(text, "Generated from version {} of the document.\n", markdown::code(&package.api_version));
    text.push_str("## Operations\n\n| method | call | sends |\n| --- | --- | --- |\n");
    for group in &model.groups {
        for operation in &group.operations {
            let path = match &group.names {
                Some(names) => format!("client.{}().{}", names.accessor.as_str(), operation.method.as_str()),
                None => format!("client.{}", operation.method.as_str()),
            };
            let sends =
                markdown::code(&format!("{} {}", operation.http_method, operation.path)).replace('|', "\\|");
            let summary = operation.summary.as_deref().map(markdown::plain).unwrap_or_default();
            let _ = writeln!(text, "| `{path}` | {sends} | {summary} |");
        }
    }
    text
}
