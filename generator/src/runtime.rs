//! The runtime, copied byte for byte into every generated crate: which modules, which dependencies.
//!
//! `runtime/MODULES.toml` is the table of modules; a group of them comes along where the generated code names
//! something it exports.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

mod manifest;

use manifest::Feature;
pub use manifest::version;
pub(crate) use manifest::{OwnFeatures, features};

use include_dir::{Dir, include_dir};
use serde::Deserialize;

/// The hand-written sources.
static SOURCES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/embedded/runtime");

/// The table of modules. A test reads it, so that it is never empty.
static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("../embedded/MODULES.toml")).unwrap_or_default());

/// `MODULES.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    group: Vec<Group>,
    module: Vec<Module>,
}

/// Modules that come together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    /// Groups that come along.
    #[serde(default)]
    needs: Vec<String>,
    /// Dependencies.
    #[serde(default)]
    crates: Vec<String>,
    /// Those of them whose types stand in signatures.
    #[serde(default)]
    public: Vec<String>,
    /// Code that needs the group without naming an export.
    #[serde(default)]
    patterns: Vec<String>,
    /// It is part of every crate.
    #[serde(default)]
    always: bool,
}

/// One file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Module {
    name: String,
    group: String,
    /// Another group without which it is not needed.
    with: Option<String>,
    /// The cargo feature that gates it.
    feature: Option<String>,
    /// Its items are used by path.
    #[serde(default)]
    public: bool,
    /// What `mod.rs` exports.
    #[serde(default)]
    exports: Vec<String>,
    /// Its functions are compiled where they are called; only a test asks.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "the sources are marked; the test holds them to it"))]
    on_demand: bool,
}

/// What of the runtime a crate needs.
#[derive(Debug)]
pub(crate) struct RuntimeModules {
    groups: BTreeSet<&'static str>,
}

/// The crates that a crate may depend on for its runtime.
pub(crate) fn crates() -> impl Iterator<Item = &'static str> {
    TABLE.group.iter().flat_map(|group| &group.crates).map(String::as_str)
}

/// Whether crates may depend on another one for their runtime; `-` and `_` are the same in Rust.
pub(crate) fn depends_on(name: &str) -> bool {
    let name = name.replace('-', "_");
    crates().any(|known| known.replace('-', "_") == name)
}

/// What the generated `files` need.
pub(crate) fn modules<'a>(files: &(impl Iterator<Item = &'a str> + Clone)) -> RuntimeModules {
    let named: HashSet<&str> = files.clone().flat_map(named).collect();
    let is_named = |group: &Group| {
        let mut modules = TABLE.module.iter().filter(|module| module.group == group.name);
        let exported = modules.any(|module| {
            let path = module.public.then_some(&module.name);
            module.exports.iter().chain(path).any(|export| named.contains(export.as_str()))
        });
        let matches =
            || files.clone().any(|text| group.patterns.iter().any(|pattern| text.contains(pattern.as_str())));
        group.always || exported || matches()
    };
    let mut groups: BTreeSet<&'static str> = BTreeSet::new();
    let mut open: Vec<&'static Group> = TABLE.group.iter().filter(|group| is_named(group)).collect();
    while let Some(group) = open.pop() {
        if groups.insert(&group.name) {
            open.extend(TABLE.group.iter().filter(|other| group.needs.contains(&other.name)));
        }
    }
    RuntimeModules { groups }
}

/// The names that a text takes from the runtime.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split("runtime::").skip(1).map(|rest| {
        let end = rest.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    })
}

impl RuntimeModules {
    fn modules(&self) -> impl Iterator<Item = &'static Module> {
        let is_here = |group: &String| self.groups.contains(group.as_str());
        TABLE
            .module
            .iter()
            .filter(move |module| is_here(&module.group) && module.with.as_ref().is_none_or(is_here))
    }

    /// The cargo features: those of dependencies that the crate has.
    pub(crate) fn features(&self) -> impl Iterator<Item = &'static Feature> {
        let crates = self.crates();
        features().filter(move |feature| feature.crates().all(|name| crates.contains(name)))
    }

    /// The crates that they depend on.
    fn crates(&self) -> BTreeSet<&'static str> {
        let groups = TABLE.group.iter().filter(|group| self.groups.contains(group.name.as_str()));
        groups.flat_map(|group| &group.crates).map(String::as_str).collect()
    }

    /// The files of the runtime.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut files: BTreeMap<String, String> = self
            .modules()
            .filter_map(|module| {
                let name = format!("{}.rs", module.name);
                let text = SOURCES.get_file(&name)?.contents_utf8()?;
                // The tests of the runtime are none of its users'.
                let (text, _) = text.split_once("\n#[cfg(test)]\n").unwrap_or((text, ""));
                Some((format!("src/runtime/{name}"), format!("\n{text}")))
            })
            .collect();
        files.insert("src/runtime/mod.rs".to_owned(), self.root());
        files
    }

    /// `mod.rs`.
    fn root(&self) -> String {
        let what = if self.groups.contains("core") {
            "What every operation needs at run time: requests, answers, errors, retries, transports."
        } else {
            "What types are read, written and checked with."
        };
        let mut text = format!("\n//! {what}\n\n");
        let gate = |module: &Module| match &module.feature {
            Some(feature) => format!("#[cfg(feature = \"{feature}\")]\n"),
            None => String::new(),
        };
        for module in self.modules() {
            let visibility = if module.public { "pub " } else { "" };
            let _ = writeln!(text, "{}{visibility}mod {};", gate(module), module.name);
        }
        let here = TABLE.group.iter().filter(|group| self.groups.contains(group.name.as_str()));
        let public: Vec<&str> = here.flat_map(|group| &group.public).map(String::as_str).collect();
        let _ = writeln!(text, "\npub use ::{{{}}};", public.join(", "));
        for module in self.modules().filter(|module| !module.exports.is_empty()) {
            let exports = module.exports.join(", ");
            let exports = if module.exports.len() == 1 { exports } else { format!("{{{exports}}}") };
            let _ = writeln!(text, "{}pub use {}::{exports};", gate(module), module.name);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::manifest::has_line;
    use super::{RuntimeModules, SOURCES, TABLE, features, modules};

    #[test]
    #[expect(clippy::disallowed_methods, reason = "it is our own source, no text from a document")]
    fn what_not_every_program_calls_is_compiled_on_demand() {
        for module in TABLE.module.iter().filter(|module| module.on_demand) {
            let name = format!("{}.rs", module.name);
            let text = SOURCES.get_file(&name).and_then(|file| file.contents_utf8());
            let mut file = syn::parse_file(text.expect("it is listed")).expect("it is Rust");
            let source = file.to_token_stream().to_string();
            crate::render::inline::mark(&mut file);
            assert!(source == file.to_token_stream().to_string(), "{name}: a function has no `#[inline]`");
        }
    }

    #[test]
    fn no_crate_gets_the_tests_of_the_runtime() {
        let groups = TABLE.group.iter().map(|group| group.name.as_str()).collect();
        let files = RuntimeModules { groups }.files();
        assert!(files.len() > TABLE.module.len());
        for (path, text) in files {
            assert!(!text.contains("cfg(test)") && text.ends_with('\n'), "{path}");
        }
    }

    #[test]
    fn the_table_lists_every_module_once() {
        let mut listed: Vec<String> =
            TABLE.module.iter().map(|module| format!("{}.rs", module.name)).collect();
        listed.push("mod.rs".to_owned());
        listed.sort();
        let mut present: Vec<String> =
            SOURCES.files().map(|file| file.path().display().to_string()).collect();
        present.sort();
        assert_eq!(listed, present);
        for group in &TABLE.group {
            assert!(group.needs.iter().all(|name| TABLE.group.iter().any(|other| other.name == *name)));
            assert!(group.crates.iter().all(|name| has_line(name)), "{}", group.name);
        }
        for module in &TABLE.module {
            let known = |name: &String| features().any(|feature| feature.name() == name);
            assert!(module.feature.as_ref().is_none_or(known), "{}", module.name);
        }
        assert!(TABLE.module.iter().all(|module| TABLE.group.iter().any(|group| group.name == module.group)));
    }

    #[test]
    fn a_group_comes_along_where_an_export_is_named() {
        let groups = |text: &'static str| modules(&[text].into_iter()).groups;
        assert!(!groups("fn f() {}").contains("sse"));
        assert!(groups("runtime::EventStream<T>").contains("sse"));
        assert!(groups("runtime::EventStream<T>").contains("lines"));
        assert!(!groups("runtime::EventStreamer").contains("sse"));
        assert!(groups("runtime::drift::compare").contains("drift"));
        assert!(groups("").contains("values") && !groups("").contains("core"));
        assert!(groups("runtime::Client").contains("testing"));
        // prettyplease may break a long line before the dot.
        assert!(groups("request\n    .form(&[1])").contains("form"));
    }
}
