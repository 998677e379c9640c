//! The generator as its user runs it.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::Result;

/// What a run said.
pub(crate) struct Run {
    /// A crate was written.
    pub(crate) is_accepted: bool,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// A line of `--message-format json`.
#[derive(Debug, Deserialize)]
pub(crate) struct Diagnostic {
    pub(crate) code: String,
    pub(crate) message: String,
    /// Where it is, if it is anywhere.
    pub(crate) pointer: Option<String>,
}

/// Writes the crate of a document into `out`.
pub(crate) fn regen(xtask: &Path, document: &Path, config: Option<&Path>, out: &Path) -> Result<Run> {
    if out.exists() {
        std::fs::remove_dir_all(out)?;
    }
    let mut command = Command::new(xtask);
    command.arg("regen").arg("--spec").arg(document).arg("--out").arg(out);
    command.args(["--name", "suite", "--message-format", "json"]);
    if let Some(config) = config {
        command.arg("--config").arg(config);
    }
    let output = command.output()?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    // Other lines tell of files.
    let diagnostics = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    Ok(Run { is_accepted: output.status.success(), diagnostics })
}
