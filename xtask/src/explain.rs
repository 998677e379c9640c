//! `cargo xtask regen --explain CODE`.

use generator::code::Code;

use crate::console::{self, BOLD};
use crate::exit::Exit;

/// Prints what a code means; all codes when none is named.
pub(crate) fn run(wanted: &str) -> Exit {
    if wanted.is_empty() {
        for code in Code::ALL {
            let first = code.explanation().lines().next().unwrap_or_default();
            console::print(format_args!("{BOLD}{}{BOLD:#} {}", code.as_str(), first.trim()));
        }
        return Exit::Fine;
    }
    let Some(code) = Code::ALL.iter().find(|code| code.as_str().eq_ignore_ascii_case(wanted)) else {
        console::remark(format_args!("there is no code `{wanted}`; `--explain` alone lists all codes"));
        return Exit::Document;
    };
    // The text comes from doc comments, whose lines begin with a space.
    let text: Vec<_> =
        code.explanation().lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    console::print(format_args!("{BOLD}{}{BOLD:#}\n{}", code.as_str(), text.join("\n").trim_end()));
    Exit::Fine
}
