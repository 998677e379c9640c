//! What someone waits who has just cloned the project: `cargo xtask` built from nothing.

use std::fs;
use std::io;

use super::measure;
use super::report::Report;
use super::suite::{Suite, cargo};

/// Builds it in a folder of its own, as `cargo xtask` does, once.
pub(super) fn build(suite: &Suite, report: &mut Report) -> io::Result<()> {
    report.section("A cold build of xtask");
    let folder = suite.folder.join("cold");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut command = cargo();
    // What it is made of is on this machine: nothing is fetched.
    command.args(["build", "--package", "xtask", "--offline", "--target-dir"]).arg(&folder);
    match measure::once(command.current_dir(&suite.root), &suite.log("cold")) {
        Ok(cost) => {
            report.goal("xtask built from nothing: wall", cost.wall.as_secs_f64(), 60.0, "s");
            report.figure("xtask built from nothing: CPU", cost.cpu_seconds(), "s");
        }
        Err(error) => report.note(format!("Skipped: it does not build. {error}")),
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Ok(())
}
