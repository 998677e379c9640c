//! The little that is asked of cargo.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::terminal::Spinner;

/// What a command printed and how it ended; the error says that it cannot be run.
pub(crate) fn run(root: &Path, arguments: &[&str], environment: &[(&str, &OsStr)]) -> Result<Output, String> {
    let _spinner = Spinner::start(format!("cargo {}", arguments.join(" ")));
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root).stdin(Stdio::null());
    // A workspace of its own, whatever ran us.
    command.env_remove("CARGO_MANIFEST_DIR").envs(environment.iter().copied());
    command.output().map_err(|error| format!("cargo cannot be run: {error}"))
}

/// Puts the version of the crate into the lock file, if there is one.
pub(crate) fn lock(root: &Path) {
    if root.join("Cargo.lock").is_file() {
        // Where it fails, the next build says why.
        let _ = run(root, &["metadata", "--quiet", "--offline", "--format-version=1"], &[]);
    }
}

/// What the compiler and the tests complain about, a line for each, with the place.
pub(crate) fn complaints(output: &Output) -> Vec<String> {
    let text =
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    let lines: Vec<&str> = text.lines().collect();
    let mut found: Vec<String> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let next = || lines.get(at + 1).map(|line| line.trim()).unwrap_or_default();
        if line.starts_with("error") && next().starts_with("--> ") {
            found.push(format!("{}: {line}", next().trim_start_matches("--> ")));
        } else if let Some((_, place)) =
            line.split_once("' panicked at ").or_else(|| line.split_once(") panicked at "))
        {
            found.push(format!("{} {}", place, next()));
        }
    }
    found.dedup();
    if found.is_empty() && !output.status.success() {
        found.extend(lines.iter().find(|line| line.starts_with("error")).map(|line| (*line).to_owned()));
    }
    found
}
