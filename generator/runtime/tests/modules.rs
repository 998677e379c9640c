//! Keeps `MODULES.toml`, `mod.rs` and the files in step, and the files as small and independent as they should be.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

#[derive(Debug, Default)]
struct Entry {
    kind: String,
    fields: BTreeMap<String, String>,
}

impl Entry {
    fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str).trim_matches('"')
    }

    fn list(&self, name: &str) -> Vec<&str> {
        let items = self.get(name).trim_matches(['[', ']']).split(',');
        items.map(|item| item.trim().trim_matches('"')).filter(|item| !item.is_empty()).collect()
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The tables of `MODULES.toml`, which is simple enough to be read line by line.
fn table(kind: &str) -> Vec<Entry> {
    let text = fs::read_to_string(folder().join("MODULES.toml")).unwrap();
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines() {
        if let Some(kind) = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
            entries.push(Entry { kind: kind.to_owned(), ..Entry::default() });
        } else if let (Some(entry), Some((key, value))) = (entries.last_mut(), line.split_once(" = ")) {
            entry.fields.insert(key.to_owned(), value.to_owned());
        }
    }
    entries.retain(|entry| entry.kind == kind);
    entries
}

fn source(name: &str) -> String {
    fs::read_to_string(folder().join("src/runtime").join(format!("{name}.rs"))).unwrap()
}

#[test]
fn table_and_files_agree() {
    let listed: BTreeSet<String> =
        table("module").iter().map(|module| module.get("name").to_owned()).collect();
    let present: BTreeSet<String> = fs::read_dir(folder().join("src/runtime"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| name != "mod")
        .collect();
    assert_eq!(listed, present);
    let groups: BTreeSet<String> = table("group").iter().map(|group| group.get("name").to_owned()).collect();
    let used: BTreeSet<String> =
        table("module").iter().map(|module| module.get("group").to_owned()).collect();
    assert_eq!(groups, used);
}

#[test]
fn mod_file_is_what_the_table_says() {
    let public = table("group").into_iter().flat_map(|group| {
        group.list("public").into_iter().map(|name| format!("::{name}")).collect::<Vec<_>>()
    });
    let mut expected: BTreeSet<String> = public.collect();
    for module in table("module") {
        let gate = match module.get("feature") {
            "" => String::new(),
            feature => format!("#[cfg(feature = \"{feature}\")] "),
        };
        let public = if module.get("public") == "true" { "pub " } else { "" };
        expected.insert(format!("{gate}{public}mod {};", module.get("name")));
        for export in module.list("exports") {
            expected.insert(format!("{gate}{}::{export}", module.get("name")));
        }
    }
    let mut found = BTreeSet::new();
    let text: String =
        source("mod").lines().filter(|line| !line.starts_with("//!")).collect::<Vec<_>>().join(" ");
    for item in text.split(';').map(|item| item.split_whitespace().collect::<Vec<_>>().join(" ")) {
        match item.split_once("pub use ") {
            Some((gate, exports)) => {
                let (module, names) = exports.split_once("::").unwrap();
                for name in
                    names.trim_matches(['{', '}', ' ']).split(',').filter(|name| !name.trim().is_empty())
                {
                    found.insert(format!("{gate}{module}::{}", name.trim()));
                }
            }
            None if item.is_empty() => {}
            None => {
                found.insert(format!("{item};"));
            }
        }
    }
    assert_eq!(expected, found);
}

/// A group and all that come along with it.
fn along(group: &str) -> BTreeSet<String> {
    let groups = table("group");
    let mut found = BTreeSet::new();
    let mut open = vec![group.to_owned(), "values".to_owned()];
    while let Some(name) = open.pop() {
        let needs =
            groups.iter().filter(|entry| entry.get("name") == name).flat_map(|entry| entry.list("needs"));
        open.extend(needs.map(str::to_owned).filter(|need| !found.contains(need)));
        found.insert(name);
    }
    found
}

#[test]
fn modules_name_only_what_comes_along() {
    let modules = table("module");
    for module in &modules {
        let mut along = along(module.get("group"));
        along.extend([module.get("with").to_owned()]);
        let text = source(module.get("name"));
        let words: BTreeSet<&str> = imports(&text).collect();
        for foreign in modules.iter().filter(|other| !along.contains(other.get("group"))) {
            for name in foreign.list("exports").into_iter().chain([foreign.get("name")]) {
                assert!(!words.contains(name), "{} names {name}", module.get("name"));
            }
        }
    }
}

/// The names that a module takes from its neighbours: behind `super::`, one or several in braces.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.split("super::").skip(1).flat_map(|rest| {
        let end = if rest.starts_with('{') { rest.find("};") } else { rest.find(|c: char| !is_word(c)) };
        rest[..end.unwrap_or(rest.len())].split(|c: char| !is_word(c))
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[test]
fn files_are_small_and_say_what_they_are_for() {
    let mut lengths = Vec::new();
    for module in table("module") {
        let text = source(module.get("name"));
        assert!(text.starts_with("//! "), "{module:?}");
        lengths.push(text.lines().count());
    }
    lengths.sort_unstable();
    // The longest is the JSON writer, half of which is what serde asks of one.
    assert!(lengths[lengths.len() - 1] <= 450 && lengths[lengths.len() / 2] <= 160, "{lengths:?}");
}
