//! `regen --explain CODE`.

use generator::code::Code;

use crate::error::{Failure, Result};
use crate::exit_status::ExitStatus;
use crate::terminal::{BOLD, println};

/// Prints what a code means; all codes when none is named.
pub(super) fn run(wanted: &str) -> Result<ExitStatus> {
    if wanted.is_empty() {
        for code in Code::ALL {
            let first = code.explanation().lines().next().unwrap_or_default();
            println(format_args!("{BOLD}{}{BOLD:#} {}", code.as_str(), first.trim()));
        }
        return Ok(ExitStatus::Success);
    }
    let Some(code) = Code::ALL.iter().find(|code| code.as_str().eq_ignore_ascii_case(wanted)) else {
        let message = format!("there is no code `{wanted}`");
        return Err(Failure::new(Code::UnknownItem, message, "`--explain` alone lists all codes").into());
    };
    // The text comes from doc comments, whose lines begin with a space.
    let text: Vec<_> =
        code.explanation().lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    println(format_args!("{BOLD}{}{BOLD:#}\n{}", code.as_str(), text.join("\n").trim_end()));
    if code.is_mended() {
        println(format_args!(
            "\nFor a spot that is lost `regen --mend FILE` writes an action of an overlay, to be read and committed."
        ));
    }
    Ok(ExitStatus::Success)
}
