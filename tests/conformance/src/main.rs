//! The runner's part in Rust: writes the crate that drives the generated clients, builds it, and judges the results.
//! `run` calls it; see README.md.

mod build;
mod client;
mod drive;
mod emit;
mod glob;
mod matching;
mod report;
mod scenario;

use std::path::Path;
use std::process::ExitCode;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "usage: conformance drivers SOURCES WORK | conformance report SOURCES WORK";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let parts: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match parts.as_slice() {
        ["drivers", sources, work] => build::drivers(Path::new(sources), Path::new(work)).map(|()| true),
        ["report", sources, work] => report::report(Path::new(sources), Path::new(work)),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("conformance: {error}");
            ExitCode::from(2)
        }
    }
}
