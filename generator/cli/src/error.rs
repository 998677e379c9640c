//! Why a command ends early. Nothing is printed where an error is made: `run` prints it once, for people or as JSON.

use std::error::Error;
use std::fmt;

use generator::code::Code;
use generator::diagnostic::{Diagnostic, Place, Report, Severity, in_one_line, to_json, to_text};
use generator::raw::Raw;
use serde_json::Value;

use crate::exit_status::ExitStatus;
use crate::terminal::{self, MessageFormat};

/// What the commands return.
pub type Result<T> = std::result::Result<T, CliError>;

/// What ends a command early.
#[derive(Debug)]
pub enum CliError {
    /// Faults of a document, of its configuration or of another file, with their places.
    Invalid(Box<Findings>),
    /// Anything else: one fault, or several of a kind.
    Failed(Vec<Failure>),
    /// Nothing is written, and what was found in the documents may be why.
    Refused(Box<Refusal>),
}

/// Why nothing is written, and what is said after that.
#[derive(Debug)]
pub struct Refusal {
    /// Why.
    pub why: Failure,
    /// What was found in documents, and not in their earlier versions.
    pub found: Vec<Findings>,
}

/// Faults with their places.
#[derive(Debug)]
pub struct Findings {
    /// The files that the places are in.
    pub files: Raw,
    /// Errors, and the warnings that came with them.
    pub report: Report,
}

/// A fault without a place in a file.
#[derive(Debug)]
pub struct Failure {
    code: Code,
    message: String,
    help: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    /// A message is the beginning of a sentence without a full stop, help says what to do.
    pub fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into(), source: None }
    }

    /// Adds what the system or another program said; the message is printed before it.
    #[must_use]
    pub fn because(self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    fn diagnostic(&self) -> Diagnostic {
        let message = self.to_string();
        Diagnostic::new(self.code, Severity::Error, Place::Nowhere, message, self.help.clone())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(source) if self.message.is_empty() => source.fmt(f),
            Some(source) => write!(f, "{}: {source}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl From<Failure> for CliError {
    fn from(failure: Failure) -> Self {
        Self::Failed(vec![failure])
    }
}

impl CliError {
    /// Faults with their places.
    #[must_use]
    pub fn invalid(files: Raw, report: Report) -> Self {
        Self::Invalid(Box::new(Findings { files, report }))
    }

    /// A refusal, and what is said after it.
    #[must_use]
    pub fn refused(why: Failure, found: Vec<Findings>) -> Self {
        Self::Refused(Box::new(Refusal { why, found }))
    }

    /// The status to exit with.
    #[must_use]
    pub fn status(&self) -> ExitStatus {
        match self {
            Self::Invalid(found) if found.report.iter().any(|one| one.code == Code::Internal) => {
                ExitStatus::Internal
            }
            Self::Invalid(_) => ExitStatus::InvalidInput,
            Self::Failed(failures) => {
                failures.first().map_or(ExitStatus::InvalidInput, |failure| ExitStatus::of(failure.code))
            }
            Self::Refused(refusal) => ExitStatus::of(refusal.why.code),
        }
    }

    /// How many faults there are.
    #[must_use]
    pub fn count(&self) -> usize {
        let mut count = 0;
        self.tell(|_, report| count += report.error_count());
        count
    }

    /// The first of them, in a line.
    #[must_use]
    pub fn first(&self) -> String {
        let mut first = String::new();
        self.tell(|_, report| {
            let mut errors = report.iter().filter(|one| one.severity == Severity::Error);
            if let Some(one) = errors.next().filter(|_| first.is_empty()) {
                first = in_one_line(&format!("{}: {}", one.code.as_str(), one.message));
            }
        });
        first
    }

    /// Prints it, on standard error for people, on standard output as JSON.
    pub fn print(&self, format: MessageFormat) {
        self.tell(|files, report| print(files, report, format));
    }

    fn tell(&self, mut tell: impl FnMut(&Raw, &Report)) {
        let mut failed = |failures: &[Failure]| {
            let mut report = Report::new();
            for failure in failures {
                report.push(failure.diagnostic());
            }
            tell(&Raw::default(), &report);
        };
        match self {
            Self::Invalid(findings) => tell(&findings.files, &findings.report),
            Self::Failed(failures) => failed(failures),
            Self::Refused(refusal) => {
                failed(std::slice::from_ref(&refusal.why));
                for Findings { files, report } in &refusal.found {
                    tell(files, report);
                }
            }
        }
    }
}

impl fmt::Display for CliError {
    /// As it is printed for people, without colour.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        self.tell(|files, report| parts.push(to_text(files, report.iter(), false).trim_end().to_owned()));
        f.write_str(&parts.join("\n"))
    }
}

impl Error for CliError {}

/// Prints diagnostics, on standard error for people, on standard output as JSON.
pub fn print(files: &Raw, report: &Report, format: MessageFormat) {
    if report.is_empty() {
        return;
    }
    match format {
        MessageFormat::Human => {
            terminal::eprintln(to_text(files, report.iter(), terminal::stderr_has_colour()).trim_end());
        }
        MessageFormat::Json => terminal::println(to_json(files, report.iter()).trim_end()),
        MessageFormat::Github => {
            terminal::eprintln(to_text(files, report.iter(), false).trim_end());
            for line in to_json(files, report.iter()).lines() {
                if let Ok(diagnostic) = serde_json::from_str(line) {
                    terminal::print_command(annotation(&diagnostic));
                }
            }
        }
        MessageFormat::Cargo => {
            for line in to_text(files, report.iter(), false).lines().filter(|line| !line.is_empty()) {
                terminal::println(format_args!("cargo::warning={line}"));
            }
        }
    }
}

/// The command that has GitHub Actions show a diagnostic beside its line.
fn annotation(diagnostic: &Value) -> String {
    let text = |name: &str| {
        diagnostic.get(name).map(|value| value.as_str().map_or(value.to_string(), str::to_owned))
    };
    let text = |name: &str| text(name).filter(|text| text != "null");
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let level = if text("severity").as_deref() == Some("error") { "error" } else { "warning" };
    let places = [("file", "file"), ("line", "line"), ("col", "column"), ("title", "code")];
    let places: Vec<String> = places
        .into_iter()
        .filter_map(|(name, field)| Some(format!("{name}={}", property(&text(field)?))))
        .collect();
    let message = [text("message"), text("help")].into_iter().flatten().collect::<Vec<_>>().join("\n");
    format!("{level} {}::{}", places.join(","), data(&message))
}
