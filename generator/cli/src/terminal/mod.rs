//! Standard output and standard error: colour where it is wanted, silence when the reader has gone away.

mod spinner;

use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _};

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// Text, with excerpts of the document
    Human,
    /// One JSON object on each line of standard output
    Json,
}

/// Prints a line of the result. Whoever reads us through `head` has read enough: a closed pipe is no error.
pub fn println(text: impl Display) {
    let _ = writeln!(anstream::stdout().lock(), "{text}");
}

/// Prints a line on standard error.
pub fn eprintln(text: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
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
