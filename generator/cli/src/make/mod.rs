//! The crate of a project, as its files say: generated, judged, and written together with what tells of its history.

mod guard;
mod pin;
pub(crate) mod summary;
mod target;
mod told;
mod version;

use std::str::FromStr;

use generator::code::Code;
use generator::config::Warnings;
use generator::diff::Version;
use generator::{Output, Wanted};

pub(crate) use guard::Judgement;
pub(crate) use target::Target;
use told::Told;

use crate::error::{CliError, Failure, Result};
use crate::history::{Pending, changelog};
use crate::inputs::{Document, Inputs};
use crate::project::Project;
use crate::terminal::{MessageFormat, Spinner, eprintln};
use crate::write::{self, Options, RealDisk, Written};

/// What is asked for.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct Order<'a> {
    /// The revision that the version is judged against; without one, that of the last version.
    pub(crate) base: Option<&'a str>,
    /// The fingerprints of breaking changes that are accepted.
    pub(crate) accept: &'a [String],
    /// Names that would move are written into the configuration.
    pub(crate) pin: bool,
    /// The name of the crate, in place of the configuration's.
    pub(crate) name: Option<&'a str>,
    /// Nothing is going to be written.
    pub(crate) check: bool,
    /// To deny is to deny, whatever the configuration says.
    pub(crate) warnings: Warnings,
    /// What is found is printed for people.
    pub(crate) human: bool,
    /// How diagnostics are printed.
    pub(crate) format: MessageFormat,
    /// Only the comparison is wanted, whatever it says.
    pub(crate) only_asks: bool,
    /// The version that is released, if one is.
    pub(crate) release: Option<&'a Release>,
}

/// A version to release.
#[derive(Debug, Clone)]
pub(crate) enum Release {
    /// The lowest that will do.
    Next,
    /// This one.
    As(Version),
}

/// How the command line calls the lowest version that will do.
pub(crate) const NEXT: &str = "next";

impl FromStr for Release {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        if text == NEXT {
            return Ok(Self::Next);
        }
        text.parse().map(Self::As).map_err(|error| format!("{error}"))
    }
}

/// What a run would write.
pub(crate) struct Made {
    /// The crate.
    pub(crate) output: Output,
    /// Its folder.
    pub(crate) target: Target,
    /// What is written beside it.
    pub(crate) pending: Pending,
    /// What changed since the last version, unless nothing is to compare with.
    pub(crate) judgement: Option<Judgement>,
}

/// Makes the crate of a project; writes nothing.
pub(crate) fn make(project: &Project, order: &Order<'_>) -> Result<Made> {
    let mut inputs = project.inputs()?;
    if let Some(name) = order.name {
        inputs.configure(|config| config.package.name = Some(name.to_owned()));
    }
    if order.warnings == Warnings::Deny {
        inputs.configure(|config| config.policy.warnings = Warnings::Deny);
    }
    let mut generated = generate(&inputs, order.format)?;
    let made = judged(project, order, inputs, &mut generated);
    generated.told.print();
    made
}

/// The crate with what its version and its names are to be.
fn judged(
    project: &Project,
    order: &Order<'_>,
    mut inputs: Inputs,
    generated: &mut Generated,
) -> Result<Made> {
    let mut pending = Pending::default();
    let Generated { output, siblings, told } = generated;
    let mut output = std::mem::take(output);
    let has_siblings = !siblings.is_empty();
    let first = Order { check: true, human: false, only_asks: true, ..*order };
    let asked = |inputs: &Inputs| {
        let mut none = Told::new(order.format);
        guard::guard(&first, project, inputs, has_siblings, &mut Pending::default(), &mut none)
    };
    if order.pin {
        let judged = asked(&inputs)?;
        let pins = judged.map(|judged| judged.comparison.pins).unwrap_or_default();
        pin::write(project, &mut pending, &pins)?;
        inputs.configure(|config| pin::add(config, &pins));
        output = inputs.output(Wanted::Files)?;
    }
    let mut made = |order: &Order<'_>, inputs: &Inputs, mut output: Output, pending: &mut Pending| {
        let judgement = guard::guard(order, project, inputs, has_siblings, pending, told)?;
        let versions = judgement.as_ref().map(|judgement| &judgement.comparison.versions);
        let version = versions.filter(|(old, new)| old != new).map(|(_, new)| new);
        changelog::add(project, pending, version, &mut output)?;
        Result::Ok((output, judgement))
    };
    let Some(wanted) = order.release else {
        let (output, judgement) = made(order, &inputs, output, &mut pending)?;
        return Ok(Made { output, target: Target::of(project)?, pending, judgement });
    };
    let Some(judged) = asked(&inputs)? else {
        let help = "commit the crate and its changelog first: the next version is what follows them";
        let message = "there is no earlier version to follow: git knows none";
        return Err(Failure::new(Code::UnknownItem, message, help).into());
    };
    let asked = judged.comparison.asked();
    // A version that was set by hand, and is enough, is the one that is released.
    let version = match wanted {
        Release::As(version) => version.clone(),
        Release::Next if asked.new == asked.old => asked.least,
        Release::Next => asked.new,
    };
    version::set(project, &mut pending, &version)?;
    inputs.configure(|config| config.package.version = version.to_string());
    let output = inputs.output(Wanted::Files)?;
    let (output, judgement) = made(order, &inputs, output, &mut pending)?;
    Ok(Made { output, target: Target::of(project)?, pending, judgement })
}

/// What the generator made of documents.
pub(crate) struct Generated {
    /// The crate.
    pub(crate) output: Output,
    /// The paths of other files that the documents refer to.
    pub(crate) siblings: Vec<String>,
    /// What it found in them.
    pub(crate) told: Told,
}

/// Runs the generator. Where a document cannot be read, what was found in those before it is printed.
pub(crate) fn generate(inputs: &Inputs, format: MessageFormat) -> Result<Generated> {
    let (mut outputs, mut siblings, mut told) = (Vec::new(), Vec::new(), Told::new(format));
    for document in &inputs.documents {
        match generate_one(document, &mut told) {
            Ok((output, more)) => {
                outputs.push(output);
                siblings.extend(more);
            }
            Err(error) => {
                told.print();
                return Err(error);
            }
        }
    }
    Ok(Generated { output: inputs.join(outputs)?, siblings, told })
}

fn generate_one(document: &Document, told: &mut Told) -> Result<(Output, Vec<String>)> {
    let mut outcome = {
        let size = document.bytes.len() >> 10;
        let _spinner = Spinner::start(format!("generating from {} ({size} KiB)", document.name));
        document.generate(&document.settings, Wanted::Files)
    };
    let policy = &document.settings.config.policy;
    if policy.warnings == Warnings::Deny {
        outcome.report.deny_warnings(&policy.allowed_warnings);
        outcome.output = outcome.output.filter(|_| !outcome.report.has_errors());
    }
    let siblings = outcome.raw.files().iter().skip(document.settings.file_count() + 1);
    let siblings = siblings.map(|file| file.name.clone()).collect();
    let Some(output) = outcome.output else { return Err(CliError::invalid(outcome.raw, outcome.report)) };
    told.push(document.module(), outcome.raw, outcome.report);
    Ok((output, siblings))
}

/// Replaces the files of the crate.
pub(crate) fn write(target: &Target, output: &Output, force: bool) -> Result<Written> {
    let waiting = || eprintln(format_args!("waiting for another run in {} to end", target.name));
    let options = Options { force, waiting: &waiting };
    write::write(&RealDisk, &target.path, &output.files, options).map_err(|error| target.error(error))
}

impl Made {
    /// Replaces the files of the crate, then what is beside it.
    pub(crate) fn write(&self, project: &Project, force: bool, human: bool) -> Result<Written> {
        let written = write(&self.target, &self.output, force)?;
        self.pending.write(project)?;
        if human {
            for (path, is_written) in self.pending.paths() {
                eprintln(format_args!("  {} {path}", if is_written { '~' } else { '-' }));
            }
        }
        Ok(written)
    }
}
