//! Why an output folder was not written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::path::RelPath;

/// What ended a run. Unless it says otherwise, the output is as it was.
#[derive(Debug)]
pub enum WriteError {
    /// The file system said no.
    Io {
        /// What was being done, as in "cannot WHAT".
        what: &'static str,
        /// To what.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// Files of others, or edited by hand, are in the way.
    Refused(Vec<Conflict>),
    /// A write failed and so did taking it back, or the last step of all; the next run does it.
    Interrupted(Box<WriteError>),
    /// The generator asked for a file outside the output folder.
    Path(String),
}

impl WriteError {
    /// For `map_err`: names what was done to which path.
    pub(super) fn io<'a>(what: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> Self + 'a {
        move |source| Self::Io { what, path: path.to_owned(), source }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { what, path, source } => write!(f, "cannot {what} `{}`: {source}", path.display()),
            Self::Refused(conflicts) => {
                write!(f, "{} files in the output folder are in the way", conflicts.len())
            }
            Self::Interrupted(cause) => {
                write!(f, "{cause}; the output may be half written, the next run repairs it")
            }
            Self::Path(path) => {
                write!(f, "the generator wants to write `{path}`, which is no path below the output")
            }
        }
    }
}

impl std::error::Error for WriteError {}

/// Something in the output folder that a run must not touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Where it is.
    pub path: RelPath,
    /// What it is.
    pub kind: ConflictKind,
}

/// What is in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConflictKind {
    /// A file without the mark of a generated one.
    Foreign,
    /// A generated file that is not as it was generated.
    Edited,
    /// A symbolic link.
    Link,
    /// A folder, a pipe, a device where a file should be, or the reverse.
    WrongKind,
}

impl ConflictKind {
    /// Whether `--force` goes ahead.
    #[must_use]
    pub fn yields_to_force(self) -> bool {
        matches!(self, Self::Edited)
    }

    /// What is wrong, as the rest of a sentence that begins with the path.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Foreign => "is in the way and is not marked as generated",
            Self::Edited => "was edited by hand since it was generated",
            Self::Link => "is a symbolic link, and links are not followed",
            Self::WrongKind => "is not what the output has there (a file, or a folder of files)",
        }
    }

    /// What to do.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Foreign => {
                "move it away, choose another folder with --out, or, if it was generated and lost its mark, restore it"
            }
            Self::Link | Self::WrongKind => "move it away, or choose another folder with --out",
            Self::Edited => "change the document or the generator instead; --force overwrites the edit",
        }
    }
}
