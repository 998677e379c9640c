//! Standard output and standard error: colour where it is wanted, silence when the reader has gone away.

mod spinner;

use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _};

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use generator::diagnostic::{for_terminal, in_one_line, json_for_terminal};
use serde_json::Value;

pub(crate) use spinner::Spinner;

/// Added lines, good news.
pub const GREEN: Style = AnsiColor::Green.on_default();
/// Removed lines.
pub const RED: Style = AnsiColor::Red.on_default();
/// Places in a diff.
pub const CYAN: Style = AnsiColor::Cyan.on_default();
/// Names of files.
pub const BOLD: Style = Style::new().bold();

/// For people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum MessageFormat {
    #[default]
    /// Text, with excerpts of the document
    Human,
    /// One JSON object on each line of standard output
    Json,
    /// Annotations of GitHub Actions, and the result as text
    Github,
    /// What cargo shows of a build script
    #[value(skip)]
    Cargo,
}

/// Prints a line of the result. Whoever reads us through `head` has read enough: a closed pipe is no error. All that is
/// printed goes through here or through its neighbours, so that nothing of a document reaches a terminal raw.
pub fn println(text: impl Display) {
    let _ = writeln!(anstream::stdout().lock(), "{}", for_terminal(&text.to_string()));
}

/// Prints a command for GitHub Actions, of one line that begins with `::`; no other line that is printed does.
pub fn print_command(command: impl Display) {
    let _ = writeln!(anstream::stdout().lock(), "::{}", in_one_line(&command.to_string()));
}

/// Prints a result for programs; what a terminal must not see is escaped as JSON escapes.
pub fn print_json(value: &Value) {
    let _ = writeln!(anstream::stdout().lock(), "{}", json_for_terminal(&value.to_string()));
}

/// Prints a line on standard error.
pub fn eprintln(text: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{}", for_terminal(&text.to_string()));
}

/// Whether text on standard error may have colour.
#[must_use]
pub fn stderr_has_colour() -> bool {
    anstream::AutoStream::choice(&std::io::stderr()) != ColorChoice::Never
}

/// Whether standard error is a terminal: progress is shown there only.
#[must_use]
pub fn stderr_is_terminal() -> bool {
    std::io::stderr().is_terminal()
}

/// Text in a style.
#[must_use]
pub fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// A number of things, in the singular or the plural.
#[must_use]
pub fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}
