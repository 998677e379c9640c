//! `regen`: generates and writes, or hands over to `--check` and `--explain`.

mod args;
mod check;
mod explain;
mod mend;
mod unified_diff;

use std::time::Instant;

pub use args::Regen;

use generator::Output;
use generator::config::Warnings;

use crate::error::Result;
use crate::exit_status::ExitStatus;
use crate::inputs::{Inputs, Source};
use crate::make::{self, Generated, Order, Target, summary};
use crate::project::Project;
use crate::terminal::{MessageFormat, print_json, println};
use crate::write::Written;

/// Runs the command.
pub(crate) fn run(arguments: &Regen) -> Result<ExitStatus> {
    let started = Instant::now();
    if let Some(code) = &arguments.explain {
        return explain::run(code);
    }
    let format = arguments.message_format;
    let human = format != MessageFormat::Json;
    let done = |output: &Output, written: &Written| {
        let (summary, plan, time) = (&output.summary, &written.plan, started.elapsed());
        match format {
            MessageFormat::Human | MessageFormat::Github | MessageFormat::Cargo => {
                println(summary::text(summary, plan, written.repaired, time));
            }
            MessageFormat::Json => print_json(&summary::json(summary, plan, written.repaired, time)),
        }
        Ok(ExitStatus::Success)
    };
    if let Some(file) = &arguments.mend {
        return mend::run(alone(arguments)?.only()?, file, format);
    }
    if let Some(out) = &arguments.out {
        let Generated { output, mut told, .. } = make::generate(&alone(arguments)?, format)?;
        told.print();
        let target = Target::given(out);
        if arguments.check {
            return check::run(arguments, &target, &output, started);
        }
        return done(&output, &make::write(&target, &output, arguments.force)?);
    }
    // The crate of a project has a history: a version that fits what changed, and a changelog.
    let project = Project::find(arguments.config.as_deref())?;
    let order = Order {
        base: arguments.base.as_deref(),
        accept: &arguments.accept_breaking,
        pin: arguments.pin,
        name: arguments.name.as_deref(),
        check: arguments.check,
        warnings: if arguments.deny_warnings { Warnings::Deny } else { Warnings::Allow },
        human,
        format,
        ..Order::default()
    };
    let made = make::make(&project, &order)?;
    if arguments.check {
        return check::run(arguments, &made.target, &made.output, started);
    }
    done(&made.output, &made.write(&project, arguments.force, human)?)
}

/// What the arguments name, which is of no project.
fn alone(arguments: &Regen) -> Result<Inputs> {
    let mut inputs = match (&arguments.spec, &arguments.config) {
        (Some(spec), config) => Inputs::given(spec, config.as_deref())?,
        (None, Some(config)) => Inputs::configured(Source::given(config))?,
        // A project's document in another folder.
        (None, None) => Project::find(None)?.inputs()?,
    };
    if arguments.name.is_some() {
        inputs.configure(|config| config.package.name.clone_from(&arguments.name));
    }
    if arguments.deny_warnings {
        inputs.configure(|config| config.policy.warnings = Warnings::Deny);
    }
    Ok(inputs)
}
