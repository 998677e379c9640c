//! The folder that is written to.

use std::path::{Path, PathBuf};

use generator::code::Code;

use crate::error::{CliError, Failure, Result};
use crate::project::Project;
use crate::write::{ConflictKind, WriteError};

/// Where the output goes and how it is called in messages.
#[derive(Debug)]
pub(crate) struct Target {
    /// The folder.
    pub(crate) path: PathBuf,
    /// The folder as printed.
    pub(crate) name: String,
}

impl Target {
    /// The folder that the arguments name.
    pub(crate) fn given(path: &Path) -> Self {
        Self { path: path.to_owned(), name: path.display().to_string() }
    }

    /// That of a project.
    pub(crate) fn of(project: &Project) -> Result<Self> {
        Ok(Self { path: project.place(&project.out)?, name: project.out.clone() })
    }

    /// Why nothing was written.
    pub(crate) fn error(&self, error: WriteError) -> CliError {
        let (code, help) = match &error {
            WriteError::Refused(conflicts) => {
                let failure = |conflict: &crate::write::Conflict| {
                    let code = match conflict.kind {
                        ConflictKind::Edited => Code::EditedFile,
                        ConflictKind::Foreign | ConflictKind::Link | ConflictKind::WrongKind => {
                            Code::ForeignFile
                        }
                    };
                    let message = format!("`{}/{}` {}", self.name, conflict.path, conflict.kind.message());
                    Failure::new(code, message, conflict.kind.help())
                };
                return CliError::Failed(conflicts.iter().map(failure).collect());
            }
            WriteError::Io { .. } => (Code::UnwritableOutput, "the output is as it was"),
            WriteError::Interrupted(_) => (Code::HalfWritten, "mend the cause and run again"),
            WriteError::Path(_) => (Code::EscapingPath, "this is a bug of the generator"),
        };
        Failure::new(code, "", help).because(error).into()
    }
}
