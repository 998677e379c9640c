//! Standard output and standard error: colour where it is wanted, silence when the reader has gone away.

use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _};

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};
use generator::code::Code;

use crate::cli::MessageFormat;

/// Added lines, good news.
pub(crate) const GREEN: Style = AnsiColor::Green.on_default();
/// Removed lines.
pub(crate) const RED: Style = AnsiColor::Red.on_default();
/// Places in a diff.
pub(crate) const CYAN: Style = AnsiColor::Cyan.on_default();
/// Names of files.
pub(crate) const BOLD: Style = Style::new().bold();
/// The word "error".
pub(crate) const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
/// The word "help".
pub(crate) const HELP: Style = AnsiColor::BrightCyan.on_default().bold();

/// Prints a result. Whoever reads us through `head` has read enough: a closed pipe is no error.
pub(crate) fn print(text: impl Display) {
    let _ = writeln!(anstream::stdout().lock(), "{text}");
}

/// Prints a remark or an error.
pub(crate) fn remark(text: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Reports what went wrong outside the document, in the layout of the compiler's errors or as JSON.
pub(crate) fn failure(format: MessageFormat, code: Code, message: &dyn Display, help: &str) {
    if format == MessageFormat::Json {
        let message = message.to_string();
        print(serde_json::json!({
            "code": code.as_str(), "severity": "error", "message": message, "help": help,
            "file": null, "line": null, "column": null, "pointer": null, "related": [],
        }));
        return;
    }
    remark(format_args!("{ERROR}error[{}]{ERROR:#}{BOLD}: {message}{BOLD:#}", code.as_str()));
    if !help.is_empty() {
        remark(format_args!("  {HELP}help{HELP:#}: {help}"));
    }
}

/// Whether diagnostics on standard error may have colour.
pub(crate) fn colour() -> bool {
    anstream::AutoStream::choice(&std::io::stderr()) != ColorChoice::Never
}

/// Whether someone watches standard error.
pub(crate) fn watched() -> bool {
    std::io::stderr().is_terminal()
}

/// Text in a style.
pub(crate) fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}
