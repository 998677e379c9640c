//! The examples of a crate: a call of each operation, which documentation shows, and programs about what a user learns
//! first: `README.md` shows them, `examples/` holds them.

mod blocking;
mod bodies;
mod call;
mod change;
mod edit;
mod failures;
mod files;
mod pick;
mod reading;
mod testing;

use std::collections::BTreeMap;

use crate::model::{Crate, Operation};
use crate::names::ident::Ident;
use call::Calls;
pub(crate) use files::files;
use pick::Pick;

/// What the functions of the programs give.
const RESULT: &str = "Result<(), Box<dyn std::error::Error>>";

/// All examples.
#[derive(Debug)]
pub(crate) struct Examples<'a> {
    calls: BTreeMap<&'a Ident, Vec<String>>,
    /// The programs for which the document has an operation.
    pub(crate) programs: Vec<Example>,
}

impl<'a> Examples<'a> {
    pub(crate) fn new(model: &'a Crate) -> Self {
        let calls = call::all(model);
        let library = &model.package.path();
        let lines =
            |operation: &Operation| Some(call::lines(library, operation, calls.get(&operation.ident)?));
        let operations = model.operations().map(|(_, operation)| operation);
        Self {
            programs: programs(model, &calls),
            calls: operations.filter_map(|operation| Some((&operation.ident, lines(operation)?))).collect(),
        }
    }

    /// A call of an operation; empty where none can be made.
    pub(crate) fn call(&self, operation: &Operation) -> &[String] {
        self.calls.get(&operation.ident).map_or(&[], Vec::as_slice)
    }
}

/// A program about one thing to learn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Example {
    pub(crate) topic: Topic,
    /// The program's name.
    pub(crate) name: &'static str,
    /// What the program shows, in a line.
    pub(crate) about: &'static str,
    /// What it imports, `use` by `use`.
    pub(crate) uses: Vec<String>,
    /// The functions that show it; empty if it is all in `main`.
    pub(crate) functions: String,
    /// What `main` does with the client.
    pub(crate) main: String,
    /// Cargo features that it needs.
    pub(crate) features: Vec<String>,
}

/// What a program is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    FirstCall,
    Change,
    Edit,
    Pagination,
    Stream,
    Upload,
    Errors,
    Retries,
    Blocking,
    Raw,
    Hooks,
    Testing,
}

fn programs(model: &Crate, calls: &Calls<'_>) -> Vec<Example> {
    let pick = Pick::new(model, calls);
    [
        reading::first_call(&pick),
        change::create_and_update(&pick),
        edit::edit(&pick),
        reading::pagination(&pick),
        bodies::stream(&pick),
        bodies::upload(&pick),
        failures::errors(&pick),
        failures::retries(&pick),
        blocking::blocking(&pick),
        reading::raw(&pick),
        bodies::hooks(&pick),
        testing::testing(&pick),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Example {
    /// The whole program.
    pub(crate) fn program(&self) -> String {
        let mut text = String::new();
        for line in &self.uses {
            text.extend([line, "\n"]);
        }
        let start = if self.topic == Topic::Blocking { "fn" } else { "#[tokio::main]\nasync fn" };
        text.extend(["\n", start, " main() -> ", RESULT, " {\n", &self.main, "    Ok(())\n}\n"]);
        if !self.functions.is_empty() {
            text.extend(["\n", &self.functions]);
        }
        text
    }

    /// What documentation shows of it: the functions, or the whole program.
    pub(crate) fn excerpt(&self) -> String {
        if self.functions.is_empty() {
            return self.program();
        }
        let mut text = String::new();
        for line in &self.uses {
            text.extend([line, "\n"]);
        }
        text.extend(["\n", &self.functions]);
        text
    }
}

/// A function of a program that takes the client.
fn function(name: &str, body: &str) -> String {
    format!("async fn {name}(client: &Client) -> {RESULT} {{\n{body}    Ok(())\n}}\n")
}
