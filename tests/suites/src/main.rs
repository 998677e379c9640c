//! Measures the generator by suites that others wrote: values that are valid or not, and documents that are.
//! See README.md.

mod documents;
mod generator;
mod values;

use std::path::Path;
use std::process::ExitCode;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "usage: suites values FOLDER XTASK WORK | suites documents FOLDER XTASK WORK";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let parts: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match parts.as_slice() {
        ["values", folder, xtask, work] => values::run(Path::new(folder), Path::new(xtask), Path::new(work)),
        ["documents", folder, xtask, work] => {
            documents::run(Path::new(folder), Path::new(xtask), Path::new(work))
        }
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("suites: {error}");
            ExitCode::from(2)
        }
    }
}
