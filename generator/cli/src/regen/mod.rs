//! `regen`: generates and writes, or hands over to `--check` and `--explain`.

mod args;
mod check;
mod explain;
mod guard;
mod summary;
mod target;
mod unified_diff;

use std::path::Path;
use std::time::Instant;

pub use args::Regen;
use target::Target;

use crate::error::{self, Result};
use crate::exit_status::ExitStatus;
use crate::history::changelog;
use crate::inputs::{self, Inputs, Source};
use crate::project::Project;
use crate::terminal::{MessageFormat, Spinner, eprintln, print_json, println};
use crate::write::{self, Options, RealDisk};

/// Runs the command.
pub(crate) fn run(arguments: &Regen) -> Result<ExitStatus> {
    let started = Instant::now();
    if let Some(code) = &arguments.explain {
        return explain::run(code);
    }
    let format = arguments.message_format;
    let project = match arguments.out {
        Some(_) => None,
        None => Some(Project::find(arguments.config.as_deref())?),
    };
    let inputs = read(arguments, project.as_ref())?;
    let outcome = {
        let size = inputs.bytes.len() >> 10;
        let _spinner = Spinner::start(format!("generating from {} ({size} KiB)", inputs.name));
        inputs.generate(&inputs.settings)
    };
    if outcome.output.is_some() {
        error::print(&outcome.raw, &outcome.report, format);
    }
    let has_siblings = outcome.raw.files().len() > inputs.settings.file_count() + 1;
    let mut output = inputs::output(outcome)?;
    // The crate of a project has a history: a version that fits what changed, and a changelog.
    if let Some(project) = &project {
        guard::guard(arguments, project, &inputs, has_siblings)?;
        changelog::add(project, &mut output)?;
    }
    let target = match (&arguments.out, &project) {
        (None, Some(project)) => Target::of(project),
        (out, _) => Target::given(out.as_deref().unwrap_or(Path::new("."))),
    };
    if arguments.check {
        return check::run(arguments, &target, &output, started);
    }
    let waiting = || eprintln(format_args!("waiting for another run in {} to end", target.name));
    let options = Options { force: arguments.force, waiting: &waiting };
    let done =
        write::write(&RealDisk, &target.path, &output.files, options).map_err(|error| target.error(error))?;
    let time = started.elapsed();
    match format {
        MessageFormat::Human => println(summary::text(&output.summary, &done.plan, done.repaired, time)),
        MessageFormat::Json => print_json(&summary::json(&output.summary, &done.plan, done.repaired, time)),
    }
    Ok(ExitStatus::Success)
}

/// Reads what the arguments name, or the project's own.
fn read(arguments: &Regen, project: Option<&Project>) -> Result<Inputs> {
    let mut inputs = match (&arguments.spec, &arguments.config, project) {
        (Some(spec), config, _) => Inputs::given(spec, config.as_deref())?,
        (None, _, Some(project)) => project.inputs()?,
        (None, Some(config), None) => Inputs::configured(Source::given(config))?,
        (None, None, None) => Project::find(None)?.inputs()?,
    };
    if arguments.name.is_some() {
        inputs.settings.config.package.name.clone_from(&arguments.name);
    }
    Ok(inputs)
}
