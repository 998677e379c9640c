//! `regen --mend FILE`: writes an overlay that mends the document.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use generator::code::Code;
use generator::diagnostic::{Report, Severity};
use generator::{Outcome, Overlay, Wanted, mend};
use serde_json::json;

use crate::error::{self, Failure, Result};
use crate::exit_status::ExitStatus;
use crate::inputs::Document;
use crate::terminal::{MessageFormat, count, print_json, println};

/// What is mended may show what lies behind it; more rounds than these are not worth their time.
const MOST_ROUNDS: usize = 8;

/// Runs the command.
pub(super) fn run(mut document: Document, file: &Path, format: MessageFormat) -> Result<ExitStatus> {
    let name = file.display().to_string();
    let given = document.settings.clone();
    let mut actions = Vec::new();
    let mut outcome = document.generate(&document.settings, Wanted::Surface);
    let found = lost(&outcome.report);
    for _ in 0..MOST_ROUNDS {
        let more = mend::actions(&outcome.raw, &outcome.report);
        if more.is_empty() {
            break;
        }
        let tried = [actions.as_slice(), &more].concat();
        let bytes = mend::overlay(&document.name, &tried).into_bytes();
        document.settings = given.with_overlay(Overlay { name: name.clone(), bytes });
        let next = document.generate(&document.settings, Wanted::Surface);
        if lost(&next.report) >= lost(&outcome.report) {
            break;
        }
        (actions, outcome) = (tried, next);
    }
    let left = lost(&outcome.report);
    if !actions.is_empty() {
        write(file, &mend::overlay(&document.name, &actions))?;
    }
    tell(&outcome, format, &name, [actions.len(), found, left]);
    Ok(ExitStatus::Success)
}

/// How many spots are lost, and how many errors there are.
fn lost(report: &Report) -> usize {
    report.iter().filter(|one| one.cost.is_some() || one.severity == Severity::Error).count()
}

/// Writes a file that is not there yet.
fn write(file: &Path, text: &str) -> Result<()> {
    let written = File::create_new(file).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        let message = format!("cannot write `{}`", file.display());
        let help = "name a file that is not there yet, in a folder that is";
        Failure::new(Code::UnwritableOutput, message, help).because(error).into()
    })
}

/// Says what was done, after all that is left to be mended.
fn tell(outcome: &Outcome, format: MessageFormat, name: &str, [actions, found, left]: [usize; 3]) {
    error::print(&outcome.raw, &outcome.report, format);
    match format {
        MessageFormat::Json => {
            print_json(&json!({ "file": name, "actions": actions, "found": found, "left": left }));
        }
        MessageFormat::Human | MessageFormat::Github | MessageFormat::Cargo if actions == 0 => {
            println(format_args!(
                "nothing is written: of {}, none is known how to mend",
                count(found, "lost spot")
            ));
        }
        MessageFormat::Human | MessageFormat::Github | MessageFormat::Cargo => println(format_args!(
            "{name}: {} for {} of {}, {left} left; read it, and name it in `overlays` under [document]",
            count(actions, "action"),
            found.saturating_sub(left),
            count(found, "lost spot"),
        )),
    }
}
