//! Runs the tests that each crate has of its document's examples.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::compile::Verdict;

/// Runs the tests of the crates; a failure is a complaint.
pub(super) fn run(
    tests: &BTreeMap<String, PathBuf>,
    crates: &mut BTreeMap<String, Verdict>,
) -> io::Result<()> {
    for (name, program) in tests {
        let output = Command::new(program).stdin(Stdio::null()).output()?;
        let Some(compiled) = crates.get_mut(name).filter(|_| !output.status.success()) else { continue };
        let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        let mut lines = text.lines().skip_while(|line| !line.contains("examples differ"));
        let (many, first) = (lines.next().unwrap_or("the test failed"), lines.next().unwrap_or_default());
        compiled.complaint.get_or_insert_with(|| format!("error (examples): {many} {first}"));
    }
    Ok(())
}
