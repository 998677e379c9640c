//! The part of `regen` that looks at what changed since the last version of the crate: says it in a line, and refuses a
//! version that is too low for it.

use std::fmt;
use std::path::Path;

use generator::code::Code;
use generator::diff::{Change, Group, Level, to_short};

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

/// What regen writes, and only after it has judged it.
const CRATE: &str = "generated";

/// Compares the working tree with the revision that the arguments name, or with the one that told of the last version.
pub(crate) fn guard(arguments: &Regen) -> Result<(), Exit> {
    let root = root();
    let human = arguments.message_format == MessageFormat::Human;
    let Some(base) = arguments.base.clone().or_else(|| last_version(&root)) else {
        if human && !arguments.check {
            console::remark("the version is not judged: git knows no earlier crate to compare with");
        }
        return Ok(());
    };
    let (old, new) = (Inputs::revision(&root, &base)?, Inputs::project(&root)?);
    let accept = &arguments.accept_breaking;
    if accept.is_empty() && old.document.bytes == new.document.bytes && old.settings == new.settings {
        return Ok(());
    }
    let mut comparison = compare::compare(&old, &new, None)?;
    let known = accepted::read(&root);
    let fresh = to_accept(&comparison, &base, arguments)?;
    let fresh: Vec<Change> =
        fresh.into_iter().filter(|change| !known.contains(&change.fingerprint)).cloned().collect();
    comparison.diff.accept(&known);
    comparison.diff.accept(accept);
    let enough = comparison.asked().enough;
    if human && (!arguments.check || !enough) {
        let since = arguments.base.as_ref().unwrap_or(&comparison.versions.0);
        console::remark(format_args!("since {since}: {}", to_short(&comparison.diff)));
    }
    if !enough {
        refuse(&comparison, &base, arguments);
        return Err(Exit::Document);
    }
    if arguments.check {
        return Ok(());
    }
    for change in &fresh {
        accepted::add(&root, change).map_err(|error| unwritable(arguments, &error))?;
    }
    if human && !fresh.is_empty() {
        console::remark(format_args!("  ~ {}", accepted::FILE));
    }
    let (before, after) = &comparison.versions;
    if before != after {
        let written = changelog::write(&root, after, &comparison.diff);
        if written.map_err(|error| unwritable(arguments, &error))? && human {
            console::remark(format_args!("  ~ {}", changelog::section(after)));
        }
        for section in changelog::between(&root, before, after) {
            if human && git::show(&root, &base, &section).is_err() {
                console::remark(format_args!(
                    "{section} is of a version that {base} does not have: delete it if it was not released"
                ));
            }
        }
    }
    Ok(())
}

/// The revision that last told of the last version in the changelog: what follows adds up until there is another one.
/// Without a changelog, the last one with another crate; also where it is older, since what was committed without its
/// crate is still to be judged.
fn last_version(root: &Path) -> Option<String> {
    let written = git::last(root, CRATE)?;
    let manifest = git::show(root, "HEAD", "generated/Cargo.toml").unwrap_or_default();
    let manifest = String::from_utf8_lossy(&manifest).into_owned();
    let version = manifest.lines().find_map(|line| line.strip_prefix("version = "));
    let told = version.and_then(|version| git::last(root, &changelog::section(version.trim_matches('"'))));
    let base = told.filter(|told| git::is_before(root, told, &written)).unwrap_or(written);
    git::show(root, &base, "spec/regen.toml").is_ok().then_some(base)
}

/// The changes that the arguments accept.
fn to_accept<'a>(comparison: &'a Comparison, base: &str, arguments: &Regen) -> Result<Vec<&'a Change>, Exit> {
    let named = arguments.accept_breaking.iter().map(|fingerprint| {
        let mut breaking = comparison.diff.of(Group::Breaking);
        breaking.find(|change| change.fingerprint == *fingerprint).ok_or_else(|| {
            let message = format!("no breaking change since {base} has the fingerprint {fingerprint}");
            let help = format!("`cargo xtask diff --base {base}` prints them");
            console::failure(arguments.message_format, Code::UnknownItem, &message, &help);
            Exit::Document
        })
    });
    named.collect()
}

fn unwritable(arguments: &Regen, error: &dyn fmt::Display) -> Exit {
    console::failure(arguments.message_format, Code::UnwritableOutput, error, "nothing was generated");
    Exit::Disk
}

/// Says why the version will not do, and which one will.
fn refuse(comparison: &Comparison, base: &str, arguments: &Regen) {
    let asked = comparison.asked();
    let format = arguments.message_format;
    let set = format!("set `version = \"{}\"` under [crate] in spec/regen.toml", asked.least);
    if asked.is_lower {
        let message = format!("the version {} is lower than {}, the last one", asked.new, asked.old);
        console::failure(format, Code::VersionTooLow, &message, &set);
        return;
    }
    let level = comparison.diff.level();
    let worst: Vec<&Change> = comparison.diff.changes.iter().filter(|change| change.level == level).collect();
    if format == MessageFormat::Human {
        for change in worst.iter().take(NAMED) {
            let mark = match (change.group, change.accepted) {
                (Group::Breaking, true) => " (accepted)".to_owned(),
                (Group::Breaking, false) => format!(" (fingerprint {})", change.fingerprint),
                _ => String::new(),
            };
            console::remark(format_args!("  {}: {}{mark}", change.path, change.what));
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
    let mut help = format!("{set}; `cargo xtask diff --base {base}` shows every change");
    if arguments.base.is_none() {
        help.push_str(". On a branch, `--base main` judges all its commits at once, for one new version");
    }
    if level == Level::Major {
        help.push_str(
            ". A breaking change that breaks nobody can be accepted with --accept-breaking FINGERPRINT, once for each",
        );
    }
    console::failure(format, Code::VersionTooLow, &message, &help);
}
