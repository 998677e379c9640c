//! How this program is called, in messages that tell what to run.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

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
