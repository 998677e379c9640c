//! `diff`: what changed, whom it breaks, which version it asks for.

use super::args::Diff;
use crate::error::Result;
use crate::exit_status::ExitStatus;
use crate::history::{self, Comparison, Format, Versions, accepted, compare};
use crate::inputs::Inputs;
use crate::project::Project;
use crate::terminal::{print_json, println};

/// Runs the command.
pub(crate) fn run(arguments: &Diff) -> Result<ExitStatus> {
    match (&arguments.old, &arguments.new) {
        (Some(old), Some(new)) => {
            let config = arguments.config.as_deref();
            let (old, new) = (Inputs::given(old, config)?.earlier(), Inputs::given(new, config)?);
            // Both have the version of the one configuration; without any there is none to speak of.
            let versions = config.map_or(Versions::None, |_| Versions::Next);
            show(&compare(&old, &new, None)?, versions, arguments);
        }
        _ => {
            let project = Project::find(arguments.config.as_deref())?;
            let old = project.at(&arguments.base)?;
            let recorded = history::api_of(&project, &arguments.base);
            let mut comparison = compare(&old, &project.inputs()?, recorded.as_deref())?;
            comparison.diff.accept(&accepted::read(&project)?);
            show(&comparison, Versions::Judged(&project.config), arguments);
        }
    }
    Ok(ExitStatus::Success)
}

fn show(comparison: &Comparison, versions: Versions<'_>, arguments: &Diff) {
    match arguments.report.format {
        Format::Json => print_json(&history::json(comparison)),
        format => {
            println(history::render(comparison, versions, format, arguments.report.extent()).trim_end());
        }
    }
}
