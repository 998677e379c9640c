//! `cargo xtask regen`: generates and writes, or hands over to `--check` and `--explain`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use generator::code::Code;

use crate::cli::{MessageFormat, Regen};
use crate::console;
use crate::exit::Exit;
use crate::generate::{Job, Source};
use crate::write::{self, Failure, ObstacleKind, Options};
use crate::{check, explain, review, summary};

/// Where the output goes and how it is called in messages.
#[derive(Debug)]
pub(crate) struct Target {
    /// The folder.
    pub(crate) path: PathBuf,
    /// The folder as printed.
    pub(crate) name: String,
}

/// Runs the command.
pub(crate) fn run(arguments: &Regen) -> Exit {
    let started = Instant::now();
    if let Some(code) = &arguments.explain {
        return explain::run(code);
    }
    let format = arguments.message_format;
    let (job, target) = plan(arguments);
    let mut output = match job.run() {
        Ok(output) => output,
        Err(exit) => return exit,
    };
    // The project's own crate has a history: a version that fits what changed, and a changelog.
    if arguments.out.is_none() {
        if let Err(exit) = review::guard(arguments) {
            return exit;
        }
        review::add_changelog(&root(), &mut output);
    }
    if arguments.check {
        return check::run(arguments, &target, &output, started);
    }
    let waiting = || console::remark(format_args!("waiting for another run in {} to end", target.name));
    let options = Options { force: arguments.force, waiting: &waiting };
    match write::write(&write::Real, &target.path, &output.files, options) {
        Ok(done) => {
            let time = started.elapsed();
            if format == MessageFormat::Json {
                console::print(summary::json(&output.summary, &done.plan, done.repaired, time));
            } else {
                console::print(summary::text(&output.summary, &done.plan, done.repaired, time));
            }
            Exit::Fine
        }
        Err(failure) => {
            report(&failure, &target, format);
            Exit::Disk
        }
    }
}

/// Fills in what the command line leaves out.
fn plan(arguments: &Regen) -> (Job, Target) {
    let root = root();
    let spec = arguments.spec.as_deref().map(Source::given);
    let config = match (&arguments.config, &spec) {
        (Some(config), _) => Some(Source::given(config)),
        (None, None) => {
            Some(Source { path: root.join("spec/regen.toml"), name: "spec/regen.toml".to_owned() })
        }
        (None, Some(_)) => None,
    };
    let target = match &arguments.out {
        Some(path) => Target { path: path.clone(), name: path.display().to_string() },
        None => Target { path: root.join("generated"), name: "generated".to_owned() },
    };
    (Job { spec, config, name: arguments.name.clone(), format: arguments.message_format }, target)
}

/// The folder of the workspace: the one cargo runs us from, so that a moved clone finds its own files.
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let package = package.filter(|path| path.join("src/regen.rs").is_file());
    let package = package.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    package.parent().map_or_else(|| package.clone(), Path::to_owned)
}

/// Prints why nothing was written.
pub(crate) fn report(failure: &Failure, target: &Target, format: MessageFormat) {
    match failure {
        Failure::Refused(obstacles) => {
            for obstacle in obstacles {
                let code = match obstacle.kind {
                    ObstacleKind::Edited => Code::EditedFile,
                    ObstacleKind::Foreign | ObstacleKind::Link | ObstacleKind::Kind => Code::ForeignFile,
                };
                let message = format!("`{}/{}` {}", target.name, obstacle.path, obstacle.kind.message());
                console::failure(format, code, &message, obstacle.kind.help());
            }
        }
        Failure::Io { .. } => {
            console::failure(format, Code::UnwritableOutput, failure, "the output is as it was");
        }
        Failure::Interrupted(_) => {
            console::failure(format, Code::HalfWritten, failure, "mend the cause and run again");
        }
        Failure::Path(_) => {
            console::failure(format, Code::EscapingPath, failure, "this is a bug of the generator");
        }
    }
}
