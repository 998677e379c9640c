//! What changed since the last version of the crate: says it in a line, and refuses a version that is too low for it.

use generator::code::Code;
use generator::diagnostic::in_one_line;
use generator::diff::{Change, Group, Level, Version, to_short};
use serde::Deserialize;

use super::{Order, Told, pin};
use crate::error::{CliError, Failure, Result};
use crate::git;
use crate::history::{Comparison, Pending, accepted, changelog, compare};
use crate::inputs::Inputs;
use crate::program;
use crate::project::Project;
use crate::terminal::{count, eprintln};

/// Changes that are named when the version is too low.
const NAMED: usize = 8;

/// What changed since the last version.
pub(crate) struct Judgement {
    /// The comparison with it.
    pub(crate) comparison: Comparison,
}

/// Compares the working tree, `new`, with the revision that the order names, or with the one that told of the last
/// version. `has_siblings`: the document refers to other files, so that it may have changed though its own file has not.
pub(super) fn guard(
    order: &Order<'_>,
    project: &Project,
    new: &Inputs,
    has_siblings: bool,
    pending: &mut Pending,
    told: &mut Told,
) -> Result<Option<Judgement>> {
    let root = &project.root;
    let Some(base) = order.base.map(str::to_owned).or_else(|| last_version(project)) else {
        if order.human && !order.check {
            eprintln("the version is not judged: git knows no earlier crate to compare with");
        }
        return Ok(None);
    };
    let old = project.at(&base)?;
    let known = accepted::read(project)?;
    let is_same = old.has_texts_of(new) && old.has_settings_of(new) && !has_siblings;
    if order.accept.is_empty() && is_same && !order.only_asks {
        return Ok(None);
    }
    let mut comparison = compare(&old, new, None)?;
    let fresh = to_accept(&comparison, &base, order)?;
    let fresh: Vec<Change> =
        fresh.into_iter().filter(|change| !known.contains(&change.fingerprint)).cloned().collect();
    comparison.diff.accept(&known);
    comparison.diff.accept(order.accept);
    let asked = comparison.asked();
    // A version that stays is not released yet; what breaks must be decided on first.
    let is_refused = !asked.enough && (asked.old != asked.new || comparison.diff.level() == Level::Major);
    let moved = pin::refusal(project, &comparison.pins);
    // Before what is said of the version; where it is refused, what is new in the document comes after it.
    let found =
        if !order.only_asks && (is_refused || moved.is_some()) { told.fresh(&old) } else { Vec::new() };
    told.print();
    if order.human && (!order.check || is_refused) {
        let since = order.base.map_or_else(|| asked.old.to_string(), str::to_owned);
        eprintln(format_args!("since {since}: {}", to_short(&comparison.diff)));
        if !asked.enough && !is_refused {
            eprintln(format_args!(
                "  not released yet: `{} release` makes {} of it",
                program::name(),
                asked.least
            ));
        }
    }
    let refused = moved.or_else(|| is_refused.then(|| refusal(project, &comparison, &base, order)));
    if let Some(failure) = refused.filter(|_| !order.only_asks) {
        return Err(CliError::refused(failure, found));
    }
    if order.check {
        return Ok(Some(Judgement { comparison }));
    }
    for change in &fresh {
        accepted::add(project, pending, change)?;
    }
    let (before, after) = &comparison.versions;
    if before != after {
        changelog::write(project, pending, after, &comparison.diff)?;
        for section in changelog::between(project, before, after)? {
            if order.human && git::show(root, &base, &section).is_err() {
                eprintln(format_args!(
                    "{section} is of a version that {base} does not have: delete it if it was not released"
                ));
            }
        }
    }
    Ok(Some(Judgement { comparison }))
}

/// The revision that last told of the last version in the changelog: what follows adds up until there is another one.
/// Where the crate is older, its last change, since what was committed without its crate is still to be judged.
fn last_version(project: &Project) -> Option<String> {
    let root = &project.root;
    let written = git::last(root, &project.out)?;
    let version = last_committed(project);
    let told = version.as_ref().and_then(|version| changelog::told(project, version));
    // Without a section, the one that gave the crate its version.
    let numbered = || {
        let line = format!("version = \"{}\"", version.as_ref()?);
        git::wrote(root, &project.generated("Cargo.toml"), &line)
    };
    let told = told.or_else(numbered);
    let base = told.filter(|told| git::is_before(root, told, &written)).unwrap_or(written);
    git::show(root, &base, &project.config).is_ok().then_some(base)
}

/// The version of the crate that was committed last, if there is one.
fn last_committed(project: &Project) -> Option<Version> {
    #[derive(Deserialize)]
    struct Manifest {
        package: Package,
    }
    #[derive(Deserialize)]
    struct Package {
        version: String,
    }
    let bytes = git::show(&project.root, "HEAD", &project.generated("Cargo.toml")).ok()?;
    toml::from_slice::<Manifest>(&bytes).ok()?.package.version.parse().ok()
}

/// The changes that the arguments accept.
fn to_accept<'a>(comparison: &'a Comparison, base: &str, order: &Order<'_>) -> Result<Vec<&'a Change>> {
    let named = order.accept.iter().map(|fingerprint| {
        let mut breaking = comparison.diff.of(Group::Breaking);
        breaking.find(|change| change.fingerprint == *fingerprint).ok_or_else(|| {
            let message = format!("no breaking change since {base} has the fingerprint {fingerprint}");
            let help = format!("`{} diff --base {base}` prints them", program::name());
            Failure::new(Code::UnknownItem, message, help).into()
        })
    });
    named.collect()
}

/// Why the version will not do, and which one will; for people, after the worst changes.
fn refusal(project: &Project, comparison: &Comparison, base: &str, order: &Order<'_>) -> Failure {
    let asked = comparison.asked();
    let set = format!("set `version = \"{}\"` under [crate] in {}", asked.least, project.config);
    if asked.is_lower {
        let message = format!("the version {} is lower than {}, the last one", asked.new, asked.old);
        return Failure::new(Code::VersionTooLow, message, set);
    }
    let level = comparison.diff.level();
    let worst: Vec<&Change> = comparison.diff.changes.iter().filter(|change| change.level == level).collect();
    if order.human {
        print(&worst);
    }
    let message = format!(
        "the version {} is too low: {} since {} ask{} for {}",
        asked.new,
        count(worst.len(), &format!("{} change", level.as_str())),
        asked.old,
        if worst.len() == 1 { "s" } else { "" },
        asked.least
    );
    let name = program::name();
    let mut help =
        format!("{set}, or run `{name} update --release`; `{name} diff --base {base}` shows every change");
    if order.base.is_none() {
        help.push_str(". On a branch, `--base main` judges all its commits at once, for one new version");
    }
    if level == Level::Major {
        help.push_str(
            ". A breaking change that breaks nobody can be accepted with --accept-breaking FINGERPRINT, once for each",
        );
    }
    Failure::new(Code::VersionTooLow, message, help)
}

fn print(changes: &[&Change]) {
    for change in changes.iter().take(NAMED) {
        let mark = match (change.group, change.accepted) {
            (Group::Breaking, true) => " (accepted)".to_owned(),
            (Group::Breaking, false) => format!(" (fingerprint {})", change.fingerprint),
            _ => String::new(),
        };
        eprintln(format_args!("  {}: {}{mark}", in_one_line(&change.path), change.what));
        if let Some(hint) = &change.hint {
            eprintln(format_args!("    help: {}", in_one_line(hint)));
        }
    }
    if let Some(more) = changes.len().checked_sub(NAMED).filter(|more| *more > 0) {
        eprintln(format_args!("  and {more} more"));
    }
}
