//! What a user of the crate learns first, each as a program: `README.md` shows them, `examples/` holds them.

mod blocking;
mod change;
mod failures;
mod pick;
mod reading;
mod testing;

use crate::model::Crate;
use crate::model::example::Example;
use pick::Pick;

/// Where a lesson's call comes from, and where it goes.
const RESULT: &str = "Result<(), Box<dyn std::error::Error>>";

/// One thing to learn.
#[derive(Debug)]
pub(crate) struct Lesson {
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

/// What a lesson is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    FirstCall,
    Change,
    Pagination,
    Errors,
    Retries,
    Blocking,
    Raw,
    Testing,
}

/// The lessons for which the document has an operation.
pub(crate) fn all(model: &Crate, examples: &[Option<Example>]) -> Vec<Lesson> {
    let pick = Pick::new(model, examples);
    [
        reading::first_call(&pick),
        change::create_and_update(&pick),
        reading::pagination(&pick),
        failures::errors(&pick),
        failures::retries(&pick),
        blocking::blocking(&pick),
        reading::raw(&pick),
        testing::testing(&pick),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Lesson {
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

/// A function of a lesson that takes the client.
fn function(name: &str, body: &str) -> String {
    format!("async fn {name}(client: &Client) -> {RESULT} {{\n{body}    Ok(())\n}}\n")
}
