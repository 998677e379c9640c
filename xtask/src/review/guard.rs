//! The part of `regen` that looks at what changed since the last version of the crate: says it in a line, and refuses a
//! version that is too low for it.

use std::fmt;
use std::path::Path;

use generator::code::Code;
use generator::diff::{Group, Level, to_short};

use super::compare::{self, Comparison};
use super::inputs::Inputs;
use super::{accepted, changelog, git};
use crate::cli::{MessageFormat, Regen};
use crate::console;
use crate::exit::Exit;
use crate::regen::root;
use crate::summary::count;

/// Changes that are named when the version is too low.
const NAMED: usize = 8;

/// Tells which version a revision's crate has: regen writes it, and only after it has judged it.
const MANIFEST: &str = "generated/Cargo.toml";

/// Compares the working tree with the revision that the arguments name, or with the one that made the last version.
pub(crate) fn guard(arguments: &Regen) -> Result<(), Exit> {
    let root = root();
    let (format, accept) = (arguments.message_format, &arguments.accept_breaking);
    let silent = arguments.check || format != MessageFormat::Human;
    let Some(base) = arguments.base.clone().or_else(|| last_version(&root)) else {
        if !silent {
            console::remark("the version is not judged: git knows no earlier crate to compare with");
        }
        return Ok(());
    };
    let (old, new) = (Inputs::revision(&root, &base)?, Inputs::project(&root)?);
    if accept.is_empty() && old.document.bytes == new.document.bytes && old.settings == new.settings {
        return Ok(());
    }
    let comparison = compare::compare(&old, &new, None)?;
    let since = arguments.base.as_ref().unwrap_or(&comparison.versions.0);
    if !silent {
        console::remark(format_args!("since {since}: {}", to_short(&comparison.diff)));
    }
    let mut known = accepted::read(&root);
    let mut fresh = Vec::new();
    for fingerprint in accept {
        let change = comparison.diff.of(Group::Breaking).find(|change| change.fingerprint == *fingerprint);
        let Some(change) = change else {
            let message = format!("no breaking change since {since} has the fingerprint {fingerprint}");
            let help = format!("`cargo xtask diff --base {base}` prints them");
            console::failure(format, Code::UnusedSetting, &message, &help);
            return Err(Exit::Document);
        };
        if !known.contains(fingerprint) {
            fresh.push(change);
            known.push(fingerprint.clone());
        }
    }
    version(&comparison, &known, &base, format)?;
    if arguments.check {
        return Ok(());
    }
    for change in fresh {
        accepted::add(&root, change).map_err(|error| unwritable(format, &error))?;
    }
    if comparison.versions.0 != comparison.versions.1 {
        changelog::write(&root, &comparison.versions.1, &comparison.diff)
            .map_err(|error| unwritable(format, &error))?;
    }
    Ok(())
}

/// The revision that made the last version: changes add up until there is another one.
fn last_version(root: &Path) -> Option<String> {
    let version = |manifest: &[u8]| {
        let text = String::from_utf8_lossy(manifest);
        text.lines().find_map(|line| line.strip_prefix("version = ").map(str::to_owned))
    };
    git::since(root, MANIFEST, version).filter(|base| git::show(root, base, "spec/regen.toml").is_ok())
}

fn unwritable(format: MessageFormat, error: &dyn fmt::Display) -> Exit {
    console::failure(format, Code::UnwritableOutput, error, "nothing was generated");
    Exit::Disk
}

fn version(
    comparison: &Comparison,
    accepted: &[String],
    base: &str,
    format: MessageFormat,
) -> Result<(), Exit> {
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
        "set `version = \"{}\"` under [crate] in spec/regen.toml; `cargo xtask diff --base {base}` shows every change",
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
