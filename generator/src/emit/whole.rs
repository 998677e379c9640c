//! A crate of several documents: what its modules have in common.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::examples::{Example, Examples};
use super::{RustFile, library, manifest, readme, tokens};
use crate::markdown;
use crate::model::{Crate, Package};
use crate::runtime::RuntimeModules;

/// What the crate knows of a module.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    pub(crate) package: Package,
    pub(crate) has_client: bool,
    pub(crate) programs: Vec<Example>,
    /// It has a test of the document's examples.
    pub(crate) has_test: bool,
    /// The lines of its public API by path.
    pub(crate) lines: BTreeMap<String, String>,
}

impl Part {
    /// What the crate knows of the module that a document is, if it is one.
    pub(crate) fn of(model: &Crate, lines: BTreeMap<String, String>) -> Self {
        Self {
            package: model.package.clone(),
            has_client: model.client.is_some(),
            programs: Examples::new(model).programs,
            has_test: !model.round_trips.values.is_empty(),
            lines,
        }
    }

    /// The module.
    pub(crate) fn module(&self) -> &str {
        self.package.module.as_deref().unwrap_or_default()
    }
}

/// `lib.rs`.
pub(crate) fn root(package: &Package, parts: &[Part]) -> RustFile<'static> {
    let has_client = parts.iter().any(|part| part.has_client);
    let modules = parts.iter().map(|part| {
        let (docs, module) = (about(part), tokens::word(part.module()));
        let docs = tokens::doc_attributes(&[docs]);
        quote!(#docs pub mod #module;)
    });
    let runtime = library::runtime_module(has_client);
    let front = library::front(package, "../README.md", &TokenStream::new());
    let allowed = library::allowed(package);
    let modules = modules.chain([runtime]).map(|module| quote!(#(#allowed)* #module));
    RustFile::new("src/lib.rs".to_owned(), std::iter::once(front).chain(modules).collect::<Vec<_>>())
}

/// A module in a line.
fn about(part: &Part) -> String {
    let title = markdown::code(&part.package.title);
    format!("The API {title}, version {}.", markdown::code(&part.package.api_version))
}

/// The files of the crate that are no source.
pub(crate) fn files(package: &Package, parts: &[Part], modules: &RuntimeModules) -> BTreeMap<String, String> {
    let has_client = parts.iter().any(|part| part.has_client);
    let mut targets = manifest::tokio(parts.iter().flat_map(|part| &part.programs));
    for part in parts {
        targets.push_str(&of_module(part));
    }
    let mut files = manifest::files(package, has_client, modules, &targets);
    files.insert("README.md".to_owned(), front_page(package, parts, modules));
    files
}

/// The programs and the test of a module, which cargo does not look for in its folder.
fn of_module(part: &Part) -> String {
    let module = part.module();
    let mut text = String::new();
    for program in &part.programs {
        let name = program.name;
        let _ = write!(
            text,
            "\n[[example]]\nname = \"{module}_{name}\"\npath = \"{module}/examples/{name}.rs\"\n"
        );
        if !program.features.is_empty() {
            let _ = writeln!(text, "required-features = {}", manifest::list(&program.features));
        }
    }
    if part.has_test {
        let _ =
            write!(text, "\n[[test]]\nname = \"{module}_examples\"\npath = \"{module}/tests/examples.rs\"\n");
    }
    text
}

/// `README.md`.
fn front_page(package: &Package, parts: &[Part], modules: &RuntimeModules) -> String {
    let mut text = format!("\n# {}\n\n", package.name);
    for line in markdown::doc_lines(&package.description) {
        let _ = writeln!(text, "{line}");
    }
    let _ = write!(
        text,
        "\nEach API has a module with types, operations and a client of its own. They share `{}::runtime`, which is compiled \
         once.\n\n| module | API | how to start |\n| --- | --- | --- |\n",
        package.library
    );
    for part in parts {
        let (module, title) = (part.module(), markdown::cell(&part.package.title));
        let _ = writeln!(
            text,
            "| `{}` | {title}, version {} | [README]({module}/README.md) |",
            part.package.path(),
            markdown::cell(&part.package.api_version)
        );
    }
    text.push('\n');
    readme::features(package, modules, &mut text);
    text
}
