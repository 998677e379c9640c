//! `cargo xtask corpus`: every document of a folder, through the generator and through the compiler.

mod args;
mod compile;
mod documents;
mod examples;
mod generation;
mod table;
mod timer;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

pub(crate) use args::Corpus;
use compile::{CrateWorkspace, Tool, Verdict};
use documents::Document;
use generation::Generation;
pub(crate) use timer::as_compiler;

use generator::code::Code;

use crate::error::{Failure, Result};
use crate::exit_status::ExitStatus;
use crate::project;
use crate::terminal::{eprintln, println};

/// One line of the table.
#[derive(Debug)]
struct Row {
    document: Document,
    generation: Generation,
    compiled: Verdict,
}

impl Row {
    fn is_fine(&self) -> bool {
        self.generation.refusal.is_none() && self.compiled.is_clean()
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Corpus) -> Result<ExitStatus> {
    let rows = rows(arguments).map_err(|error| Failure::new(Code::UnreadableFile, "", "").because(error))?;
    println(table::render(&rows, arguments.format));
    eprintln(table::totals(&rows));
    Ok(if rows.iter().all(Row::is_fine) { ExitStatus::Success } else { ExitStatus::CheckFailed })
}

fn rows(arguments: &Corpus) -> io::Result<Vec<Row>> {
    let documents = documents::find(&arguments.folder, arguments.filter.as_deref())?;
    let jobs =
        arguments.jobs.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    let folder = project::root().join("target/corpus");
    let workspace = CrateWorkspace::new(&folder, jobs)?;
    let limit = Duration::from_secs(arguments.timeout);
    let generations = generation::all(&documents, &workspace.crates, jobs, limit)?;

    let generated = documents.iter().zip(&generations).filter(|(_, generation)| generation.refusal.is_none());
    let members: Vec<_> = generated.map(|(document, _)| document.package.clone()).collect();
    let mut compiled = if arguments.no_check || members.is_empty() {
        BTreeMap::new()
    } else {
        compile_all(arguments, &workspace, &members)?
    };
    let row = |(document, generation): (Document, Generation)| {
        let compiled = compiled.remove(&document.package).unwrap_or_default();
        Row { document, generation, compiled }
    };
    Ok(documents.into_iter().zip(generations).map(row).collect())
}

fn compile_all(
    arguments: &Corpus,
    workspace: &CrateWorkspace,
    members: &[String],
) -> io::Result<BTreeMap<String, Verdict>> {
    workspace.write_manifest(members)?;
    let mut compiled: BTreeMap<_, _> =
        members.iter().map(|name| (name.clone(), Verdict::default())).collect();
    let tools = [(Tool::Check, true), (Tool::Clippy, arguments.clippy), (Tool::Doc, arguments.doc)];
    for (tool, _) in tools.into_iter().filter(|(_, wanted)| *wanted) {
        workspace.run(tool, &mut compiled)?;
    }
    if arguments.examples {
        let tests = workspace.run(Tool::Examples, &mut compiled)?;
        examples::run(&tests, &mut compiled)?;
    }
    for (name, compiled) in &mut compiled {
        compiled.time = workspace.check_time(name);
    }
    Ok(compiled)
}

/// Creates a folder and those above it.
fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
        .map_err(|error| io::Error::new(error.kind(), format!("cannot create `{}`: {error}", path.display())))
}
