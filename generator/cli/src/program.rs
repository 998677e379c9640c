//! How this program is called, in messages that tell what to run.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use clap::ArgMatches;
use generator::code::Code;

use crate::error::{CliError, Failure};
use crate::terminal::MessageFormat;

/// The program that runs.
#[derive(Debug, Clone)]
pub struct Program {
    /// What people type.
    pub name: &'static str,
    /// Where the search for a project begins; `None` for the folder it is run in.
    pub start: Option<PathBuf>,
}

static PROGRAM: OnceLock<Program> = OnceLock::new();

impl Program {
    /// The command line as it is printed for a program that is called otherwise than `openapi-rust`.
    #[must_use]
    pub fn named(mut command: clap::Command, name: &str) -> clap::Command {
        let verbs: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
        for verb in verbs {
            command = command.mut_subcommand(verb, |verb| {
                let help = verb.get_after_help().map(|help| help.to_string().replace("openapi-rust", name));
                if let Some(help) = help { verb.after_help(help) } else { verb }
            });
        }
        command
    }

    /// The versions of what makes a crate, for `--version`.
    #[must_use]
    pub fn versions() -> &'static str {
        static TEXT: LazyLock<String> = LazyLock::new(|| {
            let (generator, runtime) = (generator::VERSION, generator::runtime_version());
            format!("{} (generator {generator}, runtime {runtime})", env!("CARGO_PKG_VERSION"))
        });
        &TEXT
    }

    /// Reads the command line of this process. What is wrong with it is printed as JSON where that is asked for.
    #[must_use]
    pub fn read(command: clap::Command) -> ArgMatches {
        let arguments: Vec<_> = std::env::args_os().collect();
        command.try_get_matches_from(&arguments).unwrap_or_else(|error| {
            let pairs = arguments.iter().zip(arguments.iter().skip(1));
            let is_json =
                pairs.into_iter().any(|(flag, value)| flag == "--message-format" && value == "json")
                    || arguments.iter().any(|argument| argument == "--message-format=json");
            if !error.use_stderr() || !is_json {
                error.exit();
            }
            let text = error.to_string();
            let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            let message = lines.next().unwrap_or_default().trim_start_matches("error: ");
            let help = lines.collect::<Vec<_>>().join(" ");
            let failure = CliError::from(Failure::new(Code::CommandLine, message, help));
            failure.print(MessageFormat::Json);
            std::process::exit(failure.status() as i32)
        })
    }

    /// Makes this the program of the process. The first one stays.
    pub(crate) fn set(self) {
        let _ = PROGRAM.set(self);
    }
}

/// What people type to run this program.
pub(crate) fn name() -> &'static str {
    PROGRAM.get().map_or("openapi-rust", |program| program.name)
}

/// Where the search for a project begins.
pub(crate) fn start() -> &'static Path {
    PROGRAM.get().and_then(|program| program.start.as_deref()).unwrap_or(Path::new("."))
}
