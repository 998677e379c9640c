//! The part of `regen` that looks at what changed since the last commit with another generated crate: says it in a
//! line, and refuses a version that is too low for it.

use std::fmt;

use generator::code::Code;
use generator::diff::{Group, Level, to_short};

use super::compare::{self, Comparison};
use super::inputs::Inputs;
use super::{accepted, changelog, git};
use crate::cli::MessageFormat;
use crate::console;
use crate::exit::Exit;
use crate::regen::root;
use crate::summary::count;

/// Changes that are named when the version is too low.
const NAMED: usize = 8;

/// Whose last revision is the last one of the crate.
const WRITTEN: &str = "generated";

/// Compares the working tree with the document that the committed crate was made from. `accept` are fingerprints of breaking changes to accept.
pub(crate) fn guard(accept: &[String], format: MessageFormat) -> Result<(), Exit> {
    let root = root();
    // Without git, or before the first commit, there is nothing to compare with.
    if git::show(&root, "HEAD", "spec/regen.toml").is_err() {
        return Ok(());
    }
    // A document that was committed without its crate is still to be reviewed.
    let base = git::last(&root, WRITTEN)
        .filter(|base| git::show(&root, base, "spec/regen.toml").is_ok())
        .unwrap_or_else(|| "HEAD".to_owned());
    let (old, new) = (Inputs::revision(&root, &base)?, Inputs::project(&root)?);
    if accept.is_empty() && old.document.bytes == new.document.bytes && old.settings == new.settings {
        return Ok(());
    }
    let comparison = compare::compare(&old, &new, None)?;
    if format == MessageFormat::Human {
        console::remark(format_args!("since the last generated commit: {}", to_short(&comparison.diff)));
    }
    let mut known = accepted::read(&root);
    let mut fresh = Vec::new();
    for fingerprint in accept {
        let change = comparison.diff.of(Group::Breaking).find(|change| change.fingerprint == *fingerprint);
        let Some(change) = change else {
            let message = format!(
                "no breaking change since the last generated commit has the fingerprint {fingerprint}"
            );
            console::failure(format, Code::UnusedSetting, &message, "`cargo xtask diff` prints them");
            return Err(Exit::Document);
        };
        if !known.contains(fingerprint) {
            fresh.push(change);
            known.push(fingerprint.clone());
        }
    }
    version(&comparison, &known, format)?;
    for change in fresh {
        accepted::add(&root, change).map_err(|error| unwritable(format, &error))?;
    }
    if comparison.versions.0 != comparison.versions.1 {
        changelog::write(&root, &comparison.versions.1, &comparison.diff)
            .map_err(|error| unwritable(format, &error))?;
    }
    Ok(())
}

fn unwritable(format: MessageFormat, error: &dyn fmt::Display) -> Exit {
    console::failure(format, Code::UnwritableOutput, error, "nothing was generated");
    Exit::Disk
}

fn version(comparison: &Comparison, accepted: &[String], format: MessageFormat) -> Result<(), Exit> {
    let level = comparison.diff.level_without(accepted);
    let asked = comparison.asked(level);
    if asked.enough {
        return Ok(());
    }
    let worst: Vec<_> =
        comparison.diff.changes.iter().filter(|change| change.level_without(accepted) == level).collect();
    if asked.is_lower {
        let message = format!("the version {} is lower than {}, the last one", asked.new, asked.old);
        let help = format!("set `version = \"{}\"` under [crate] in spec/regen.toml", asked.least);
        console::failure(format, Code::VersionTooLow, &message, &help);
        return Err(Exit::Document);
    }
    if format == MessageFormat::Human {
        for change in worst.iter().take(NAMED) {
            let fingerprint = match change.group {
                Group::Breaking => format!(" (fingerprint {})", change.fingerprint),
                _ => String::new(),
            };
            console::remark(format_args!("  {}: {}{fingerprint}", change.path, change.what));
        }
        if let Some(more) = worst.len().checked_sub(NAMED).filter(|more| *more > 0) {
            console::remark(format_args!("  and {more} more"));
        }
    }
    let message = format!(
        "the version {} is too low: {} since {} ask{} for {}",
        asked.new,
        count(worst.len(), &format!("{} change", level.as_str())),
        asked.old,
        if worst.len() == 1 { "s" } else { "" },
        asked.least
    );
    let mut help = format!(
        "set `version = \"{}\"` under [crate] in spec/regen.toml; `cargo xtask diff` shows every change",
        asked.least
    );
    if level == Level::Major {
        help.push_str(
            ". A breaking change that breaks nobody can be accepted with --accept-breaking FINGERPRINT, once for each",
        );
    }
    console::failure(format, Code::VersionTooLow, &message, &help);
    Err(Exit::Document)
}
