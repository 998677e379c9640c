//! The fixtures in `tests/cases`: a folder each, with a document and whatever it needs beside it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use generator::diagnostic::Report;
use generator::raw::Raw;
use generator::{Config, Input, Outcome, Output, Overlay, Wanted};
use serde::Deserialize;

use crate::code;
use crate::generation::{Folder, root};

/// A fixture.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// The name of its folder: `<topic>-<what>`.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
}

/// What `case.toml` says: the generated files that a fixture is about, by their path in the crate.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Pinned {
    /// Whether the public API is pinned; `false` where the fixture is only about whether the crate compiles.
    api: Option<bool>,
    /// Files whose code matters: without their documentation.
    code: Vec<String>,
    /// Files whose documentation matters, too.
    files: Vec<String>,
    /// Of such a file, the items and methods that the fixture is about, by name; of an `impl`, the name of its trait; of TOML,
    /// the tables.
    items: BTreeMap<String, Vec<String>>,
}

impl Case {
    /// All fixtures, by name.
    ///
    /// # Panics
    /// If the folder cannot be read.
    #[must_use]
    #[allow(clippy::unwrap_used, reason = "a test cannot go on without its fixtures")]
    pub fn all() -> Vec<Self> {
        let mut cases: Vec<Self> = std::fs::read_dir(root().join("tests/cases"))
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().is_dir() && entry.file_name() != "wire")
            .map(|entry| Self {
                name: entry.file_name().to_string_lossy().into_owned(),
                folder: entry.path(),
            })
            .collect();
        cases.sort();
        cases
    }

    /// The name and the text of its document: `openapi.yaml` or `openapi.json`.
    ///
    /// # Panics
    /// If it is missing.
    #[must_use]
    #[allow(clippy::panic, reason = "a test cannot go on without its fixtures")]
    pub fn document(&self) -> (&'static str, Vec<u8>) {
        ["openapi.yaml", "openapi.json"]
            .into_iter()
            .find_map(|name| Some((name, self.read(name)?)))
            .unwrap_or_else(|| panic!("{} has no openapi.yaml or openapi.json", self.name))
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.folder.join(name)).ok()
    }

    /// Runs the generator as `cargo xtask regen` does: on the document with the settings in `regen.toml` and the overlays
    /// that it names. The crate is called like the fixture unless it says otherwise.
    ///
    /// # Panics
    /// If a file is missing.
    #[must_use]
    pub fn run(&self) -> Outcome {
        let (name, bytes) = self.document();
        self.run_on(name, &bytes, &self.settings())
    }

    /// Its `regen.toml`.
    #[must_use]
    pub fn settings(&self) -> String {
        let settings = self.read("regen.toml").map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        settings.unwrap_or_default()
    }

    /// The same with another document and other settings.
    ///
    /// # Panics
    /// If an overlay is missing.
    #[must_use]
    #[allow(clippy::panic, reason = "a test cannot go on without its fixtures")]
    pub fn run_on(&self, name: &str, bytes: &[u8], settings: &str) -> Outcome {
        let mut raw = Raw::default();
        let mut report = Report::new();
        let config = Config::parse(&mut raw, "regen.toml", settings, &mut report);
        let Some(mut config) = config else {
            return Outcome { output: None, raw, report };
        };
        config.package.name.get_or_insert_with(|| self.name.replace('.', "-"));
        if !config.apis.is_empty() {
            return self.run_several((name, bytes), &config);
        }
        self.generate(name, bytes, &config, raw)
    }

    /// The crate of several documents. Its places and what is said are those of the first; of others nothing may be said.
    #[allow(clippy::panic, reason = "a test cannot go on without its fixtures")]
    fn run_several(&self, (name, bytes): (&str, &[u8]), whole: &Config) -> Outcome {
        let text = |path: Option<&String>| {
            let bytes = path.and_then(|path| self.read(path)).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let mut made = whole.apis.iter().map(|entry| {
            let (mut raw, mut report) = (Raw::default(), Report::new());
            let settings = text(entry.config.as_ref());
            let config = Config::parse(&mut raw, &entry.name, &settings, &mut report);
            let Some(mut config) = config else { return Outcome { output: None, raw, report } };
            config.become_part(whole, &entry.name, &raw, &mut report);
            let path = config.document.path.clone().unwrap_or_default();
            let own = if path == name { bytes.to_vec() } else { self.read(&path).unwrap_or_default() };
            self.generate(&path, &own, &config, raw)
        });
        let first = made.next();
        let Some(mut first) = first else { panic!("{}: there is no API", self.name) };
        let others: Vec<Outcome> = made.collect();
        assert!(others.iter().all(|other| other.report.is_empty()), "{}", self.name);
        let outputs =
            std::iter::once(first.output.take()).chain(others.into_iter().map(|other| other.output));
        let outputs: Option<Vec<Output>> = outputs.collect();
        first.output =
            outputs.and_then(|outputs| generator::join(whole, &Raw::default(), outputs, &mut first.report));
        first
    }

    #[allow(clippy::panic, reason = "a test cannot go on without its fixtures")]
    fn generate(&self, name: &str, bytes: &[u8], config: &Config, raw: Raw) -> Outcome {
        let overlays: Vec<Overlay> = config
            .document
            .overlays
            .iter()
            .map(|name| {
                let bytes = self.read(name).unwrap_or_else(|| panic!("{}: no overlay {name}", self.name));
                Overlay { name: name.clone(), bytes }
            })
            .collect();
        let files = Folder(self.folder.clone());
        let input =
            Input { name, bytes, config, raw, overlays: &overlays, files: &files, wanted: Wanted::All };
        generator::generate(input)
    }

    /// Without a `case.toml` the fixture is about the public API and no more.
    #[allow(clippy::panic, reason = "a test cannot go on without its fixtures")]
    fn pins(&self) -> Option<Pinned> {
        let settings = std::fs::read_to_string(self.folder.join("case.toml")).ok()?;
        Some(toml::from_str(&settings).unwrap_or_else(|error| panic!("{}: case.toml: {error}", self.name)))
    }

    /// Whether the public API is pinned.
    ///
    /// # Panics
    /// If `case.toml` is not what it should be.
    #[must_use]
    pub fn pins_api(&self) -> bool {
        self.pins().and_then(|pinned| pinned.api).unwrap_or(true)
    }

    /// The files of an output that `case.toml` names, one after the other.
    ///
    /// # Panics
    /// If `case.toml` is not what it should be, or names a file that does not come out.
    #[must_use]
    #[allow(clippy::panic, reason = "a test cannot go on without its fixtures")]
    pub fn pinned(&self, output: &Output) -> Option<String> {
        let Pinned { api, code, files, items } = self.pins()?;
        let mut paths: Vec<(&String, bool)> = code.iter().map(|path| (path, false)).collect();
        paths.extend(files.iter().map(|path| (path, true)));
        assert!(api.is_some() || !paths.is_empty(), "{}: case.toml names no file: remove it", self.name);
        if let Some(path) = items.keys().find(|path| !paths.iter().any(|(pinned, _)| pinned == path)) {
            panic!("{}: case.toml names items of {path}, but not the file", self.name);
        }
        if paths.is_empty() {
            return None;
        }
        paths.sort();
        let mut text = String::new();
        for (path, documented) in paths {
            let file = output
                .files
                .get(path)
                .unwrap_or_else(|| panic!("{}: case.toml names {path}, which does not come out", self.name));
            let body = code::body(file).to_owned();
            let body = match items.get(path) {
                Some(names) if path == "Cargo.toml" => code::tables(&body, names),
                Some(names) => code::only(&body, names),
                None => body,
            };
            let body = if documented { body } else { code::without_documentation(&body) };
            let _ = write!(text, "// {path}\n{body}\n");
        }
        Some(text)
    }
}
