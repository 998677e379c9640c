//! The exit statuses, which scripts rely on.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Fine = 0,
    /// `--check` found differences; of `corpus`: some document failed.
    Different = 1,
    /// The document, the configuration or the command line is at fault.
    Document = 2,
    /// A file could not be read or written, or is in the way.
    Disk = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
