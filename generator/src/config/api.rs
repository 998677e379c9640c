//! `[[api]]`: the documents of a crate that has several, a module for each.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::crate_name::name_fault;
use super::{Config, OutputSettings, Package};
use crate::code::Code;
use crate::diagnostic::Report;
use crate::raw::Raw;

/// `[[api]]`: a document of a crate that has several. It is a module of the crate, with a client of its own; all share one
/// runtime. Beside such entries are `[crate]`, `[output]` and `[review]` only: what is said of a document stands in the file
/// that `config` names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApiEntry {
    /// The name of the module, in snake case. What comes out is called below it: `pets::Client`.
    pub name: String,
    /// The document, relative to this configuration, where nothing else is to be said of it.
    pub spec: Option<String>,
    /// A configuration of the document, relative to this one, with all tables but those three. It names the document by
    /// `path` under `[document]`.
    pub config: Option<String>,
}

/// What the tables of a document are told that stand beside `[[api]]`.
const ELSEWHERE: &str = "write it into a file of its own, which the entry of `[[api]]` names by `config`";

/// Reports entries that cannot be meant, and what does not stand beside entries.
pub(super) fn check(config: &Config, raw: &Raw, report: &mut Report) {
    if config.apis.is_empty() {
        return;
    }
    let mut fault = |path: &[&str], message: String, help: &str| {
        report.error(Code::ConfigValue, config.place(raw, path), message, help);
    };
    let mut names = BTreeSet::new();
    for (index, entry) in config.apis.iter().enumerate() {
        let (index, name) = (index.to_string(), &entry.name);
        let at = ["api", index.as_str(), "name"];
        if let Some(help) = module_fault(name) {
            fault(&at, format!("`{name}` cannot be the name of a module"), help);
        } else if !names.insert(name) {
            fault(&at, format!("another API is called `{name}`, too"), "each has a name of its own");
        }
        if entry.spec.is_some() == entry.config.is_some() {
            let help = "`spec` names the document, or `config` a configuration that does";
            fault(&["api", &index], format!("the API `{name}` has not one of `spec` and `config`"), help);
        }
    }
    if config.package.name.is_none() {
        let help = "write `name` under [crate]: with several documents none is called like the crate";
        fault(&["crate"], "the crate has no name".to_owned(), help);
    }
    let whole = Config {
        package: config.package.clone(),
        output: OutputSettings { client: true, ..config.output.clone() },
        review: config.review.clone(),
        apis: config.apis.clone(),
        file: config.file,
        ..Config::default()
    };
    for table in differing(config, &whole) {
        fault(&[table], format!("[{table}] is of one document"), ELSEWHERE);
    }
}

/// Why a text cannot be the name of a module, if it cannot.
fn module_fault(name: &str) -> Option<&'static str> {
    let is_snake = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if name == "runtime" {
        return Some("the runtime of all APIs is called so");
    }
    // What would be in folders of these names is read, or thrown away, by cargo.
    if ["bin", "target"].contains(&name) {
        return Some("cargo has a folder of that name");
    }
    let is_plain = name.chars().all(is_snake) && !name.ends_with('_') && !name.contains("__");
    name_fault(name).or_else(|| (!is_plain).then_some("snake case in ASCII, such as `pet_shop`"))
}

/// The tables in which two configurations differ.
fn differing(one: &Config, other: &Config) -> Vec<&'static str> {
    // All fields are named, so that a new table is not forgotten.
    let Config {
        package,
        document,
        output,
        review,
        select,
        types,
        names,
        client,
        operations,
        pagination,
        features,
        policy,
        apis,
        file: _,
        keys: _,
        is_of_another: _,
    } = other;
    let tables = [
        ("crate", one.package == *package),
        ("document", one.document == *document),
        ("output", one.output == *output),
        ("review", one.review == *review),
        ("select", one.select == *select),
        ("types", one.types == *types),
        ("names", one.names == *names),
        ("client", one.client == *client),
        ("operations", one.operations == *operations),
        ("pagination", one.pagination == *pagination),
        ("features", one.features == *features),
        ("policy", one.policy == *policy),
        ("api", one.apis == *apis),
    ];
    tables.into_iter().filter(|(_, same)| !same).map(|(table, _)| table).collect()
}

impl Config {
    /// The settings of a document that is a module of a crate; what is of the crate as a whole is an error in them.
    pub fn become_part(&mut self, whole: &Self, module: &str, raw: &Raw, report: &mut Report) {
        let part = Self {
            package: Package::default(),
            output: OutputSettings { client: self.output.client, ..OutputSettings::default() },
            review: super::Review::default(),
            apis: Vec::new(),
            ..self.clone()
        };
        for table in differing(self, &part) {
            let message = format!("[{table}] is of the crate, and this is one of its documents");
            let help = "write it into the configuration with the entries of `[[api]]`";
            report.error(Code::ConfigValue, self.place(raw, &[table]), message, help);
        }
        self.package = whole.package.clone();
        self.output.command.clone_from(&whole.output.command);
        self.output.module = Some(module.to_owned());
    }
}
