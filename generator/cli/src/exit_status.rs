//! The exit statuses, which scripts rely on.

use std::process::ExitCode;

use generator::code::Code;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// All is well.
    Success = 0,
    /// `--check` found differences; of `corpus` and `replay`: a document failed.
    CheckFailed = 1,
    /// The document, the configuration or the command line is at fault.
    InvalidInput = 2,
    /// A file could not be read or written, or is in the way.
    Io = 3,
    /// The generator is at fault.
    Internal = 4,
}

impl ExitStatus {
    /// The one that goes with a code: those of files and folders begin with `E09`.
    #[must_use]
    pub fn of(code: Code) -> Self {
        match code {
            Code::Internal => Self::Internal,
            code if code.as_str().starts_with("E09") => Self::Io,
            _ => Self::InvalidInput,
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status as u8)
    }
}

#[cfg(test)]
mod tests {
    use generator::code::Code;
    use generator::diagnostic::{Place, Report};
    use generator::raw::Raw;

    use super::ExitStatus;
    use crate::error::CliError;

    #[test]
    fn a_fault_of_the_generator_has_a_status_of_its_own() {
        let status = |codes: &[Code]| {
            let mut report = Report::new();
            for code in codes {
                report.error(*code, Place::Nowhere, "a fault", "a help");
            }
            CliError::invalid(Raw::default(), report).status()
        };
        assert_eq!(status(&[Code::ConfigValue]), ExitStatus::InvalidInput);
        assert_eq!(status(&[Code::ConfigValue, Code::Internal]), ExitStatus::Internal);
        assert_eq!(ExitStatus::of(Code::Internal), ExitStatus::Internal);
    }
}
