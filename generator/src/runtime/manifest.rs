//! The runtime's own manifest: generated crates share its features and its lines of dependencies, with their comments.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::sync::LazyLock;

use toml::de::DeTable;

use super::RuntimeModules;

const TEXT: &str = include_str!("../../embedded/runtime.toml");

/// What is read of it. A test holds it against the table of modules, so that it is never empty.
static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| read(TEXT).unwrap_or_default());

#[derive(Debug, Default)]
struct Manifest {
    features: Vec<Feature>,
    dependencies: Vec<Entry>,
}

/// A cargo feature of every crate.
#[derive(Debug)]
pub(crate) struct Feature {
    /// Whether it is on unless the user says otherwise.
    pub(crate) is_default: bool,
    entry: Entry,
}

/// `key = value`, as it is spelled, with the lines of comment above it.
#[derive(Debug, Clone, Copy)]
struct Entry {
    comment: &'static str,
    key: &'static str,
    value: &'static str,
}

/// The version of the runtime that generated crates get.
#[must_use]
pub fn version() -> &'static str {
    let package = TEXT.split("\n[").next().unwrap_or_default();
    let version = package.lines().find_map(|line| line.strip_prefix("version = "));
    version.unwrap_or_default().trim_matches('"')
}

/// The cargo features of every crate.
pub(crate) fn features() -> impl Iterator<Item = &'static Feature> {
    MANIFEST.features.iter()
}

/// `None` where the text is no manifest.
fn read(text: &'static str) -> Option<Manifest> {
    let root = DeTable::parse(text).ok()?.into_inner();
    let (features, dependencies) = (table(&root, "features")?, table(&root, "dependencies")?);
    let default: Vec<&str> = features
        .get("default")?
        .get_ref()
        .as_array()?
        .iter()
        .filter_map(|name| name.get_ref().as_str())
        .collect();
    let feature = |entry: Entry| Feature { is_default: default.contains(&entry.key), entry };
    let features = entries(text, features)?.into_iter().filter(|entry| entry.key != "default").map(feature);
    Some(Manifest { features: features.collect(), dependencies: entries(text, dependencies)? })
}

fn table<'r, 't>(root: &'r DeTable<'t>, name: &str) -> Option<&'r DeTable<'t>> {
    root.get(name)?.get_ref().as_table()
}

/// The entries of a table, in the order of the file.
fn entries(text: &'static str, table: &DeTable<'_>) -> Option<Vec<Entry>> {
    let mut spans: Vec<_> = table.iter().map(|(key, value)| (key.span(), value.span())).collect();
    spans.sort_by_key(|(key, _)| key.start);
    spans
        .into_iter()
        .map(|(key, value)| {
            let comment = comment_before(text.get(..key.start)?);
            Some(Entry { comment, key: text.get(key)?, value: text.get(value)? })
        })
        .collect()
}

/// The lines of comment that a text ends in.
fn comment_before(text: &str) -> &str {
    let lines = text.split_inclusive('\n').rev().take_while(|line| line.starts_with('#'));
    let length: usize = lines.map(str::len).sum();
    text.get(text.len() - length..).unwrap_or_default().trim_end()
}

impl Feature {
    /// Its name, which no tag may have.
    pub(crate) fn name(&self) -> &'static str {
        self.entry.key
    }

    /// The dependencies that it turns on, or features of.
    pub(super) fn crates(&self) -> impl Iterator<Item = &'static str> {
        let items = self.entry.value.split('"').skip(1).step_by(2);
        items.map(|item| item.trim_start_matches("dep:").split(['?', '/']).next().unwrap_or_default())
    }

    /// What it is for.
    pub(crate) fn meaning(&self) -> &'static str {
        self.entry.comment.trim_start_matches("# ")
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{} = {}", self.comment, self.key, self.value)
    }
}

/// The features that a crate has besides those of every crate.
#[derive(Debug)]
pub(crate) struct OwnFeatures<'a> {
    /// Those that are on by default.
    pub(crate) default: &'a [String],
    /// One for each tag, with what it turns on.
    pub(crate) tags: &'a BTreeMap<String, Vec<String>>,
    /// Those of what is compiled on demand: what each is for, and its name.
    pub(crate) on_demand: Vec<(&'static str, &'a str)>,
}

impl RuntimeModules {
    /// The `[features]` and `[dependencies]` of the crate.
    pub(crate) fn manifest(&self, own: &OwnFeatures<'_>) -> String {
        let tags = own.tags;
        let mut on = own.default.to_vec();
        on.extend(
            self.features().filter(|feature| feature.is_default).map(|feature| feature.name().to_owned()),
        );
        let mut text = format!("[features]\ndefault = [{}]\n", list(&on));
        for feature in self.features() {
            let _ = write!(text, "{}", feature.entry);
        }
        if !tags.is_empty() {
            text.push_str(
                "# One for each tag of the document: its operations and the models that they use.\n",
            );
        }
        for (tag, needs) in tags {
            let _ = writeln!(text, "{tag} = [{}]", list(needs));
        }
        for (meaning, name) in &own.on_demand {
            let _ = write!(text, "# {meaning}\n{name} = []\n");
        }
        text.push_str("\n[dependencies]\n");
        let wanted = self.crates();
        for entry in MANIFEST.dependencies.iter().filter(|entry| wanted.contains(entry.key)) {
            let _ = write!(text, "{entry}");
        }
        text
    }
}

/// Names as the items of an array.
fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

/// Whether the manifest has a line for a dependency.
#[cfg(test)]
pub(super) fn has_line(name: &str) -> bool {
    MANIFEST.dependencies.iter().any(|entry| entry.key == name)
}
