//! `regen --check`: shows what a run would change, and changes nothing.

use std::fs;
use std::time::Instant;

use generator::Output;
use generator::diagnostic::in_one_line;
use serde_json::Value;

use super::args::Regen;
use super::unified_diff;
use crate::error::Result;
use crate::exit_status::ExitStatus;
use crate::make::{Target, summary};
use crate::program;
use crate::terminal::{MessageFormat, count, print_json, println};
use crate::write::{self, FileChange, Plan};

/// Compares and prints.
pub(super) fn run(
    arguments: &Regen,
    target: &Target,
    output: &Output,
    started: Instant,
) -> Result<ExitStatus> {
    let format = arguments.message_format;
    let half_written = write::is_half_written(&target.path);
    let plan = write::compare(&target.path, &output.files).map_err(|error| target.error(error))?;
    let current = plan.is_empty() && !half_written;
    if format == MessageFormat::Json {
        let mut message = summary::json(&output.summary, &plan, false, started.elapsed());
        if let Value::Object(members) = &mut message {
            members.insert("current".to_owned(), current.into());
            members.insert("interrupted".to_owned(), half_written.into());
        }
        print_json(&message);
    } else if current {
        println(summary::text(&output.summary, &plan, false, started.elapsed()));
    } else {
        explain(arguments, target, output, &plan, half_written);
    }
    Ok(if current { ExitStatus::Success } else { ExitStatus::CheckFailed })
}

fn explain(arguments: &Regen, target: &Target, output: &Output, plan: &Plan, half_written: bool) {
    let texts = |step: &FileChange| {
        let old = step.old.map(|_| fs::read(step.path.under(&target.path)).unwrap_or_default());
        let new = output.files.get(step.path.as_str()).map(|text| write::with_checksum(&step.path, text));
        (old, new)
    };
    println(unified_diff::render(&target.name, &plan.steps, &texts).trim_end());
    for conflict in &plan.conflicts {
        let path = in_one_line(&format!("{}/{}", target.name, conflict.path));
        println(format_args!("{path} {}", conflict.kind.message()));
    }
    if half_written {
        println(format_args!(
            "{}: a run was interrupted while it wrote; the next one repairs it",
            in_one_line(&target.name)
        ));
    }
    let (added, changed, removed) = plan.counts();
    let what = match added + changed + removed {
        0 if half_written => "an interrupted run is to be finished".to_owned(),
        0 => format!("{} in the way", count(plan.conflicts.len(), "file")),
        _ => format!("{} to change, {added} to add, {removed} to remove", count(changed, "file")),
    };
    println(format_args!("{what}; run `{}`", mending_command(arguments, plan)));
}

/// The command that makes `--check` pass, ready to be copied.
fn mending_command(arguments: &Regen, plan: &Plan) -> String {
    let mut words = vec![format!("{} regen", program::name())];
    let paths = [("--spec", &arguments.spec), ("--config", &arguments.config), ("--out", &arguments.out)];
    let paths =
        paths.into_iter().filter_map(|(flag, path)| Some((flag, path.as_ref()?.display().to_string())));
    for (flag, value) in paths.chain(arguments.name.clone().map(|name| ("--name", name))) {
        words.push(format!("{flag} {}", quoted(&value)));
    }
    if plan.conflicts.iter().any(|conflict| conflict.kind.yields_to_force()) {
        words.push("--force".to_owned());
    }
    words.join(" ")
}

fn quoted(value: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-+=:@%".contains(letter);
    if !value.is_empty() && value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn the_command_can_be_pasted_into_a_shell() {
        assert_eq!(quoted("a/b.yaml"), "a/b.yaml");
        assert_eq!(quoted("my file's"), r"'my file'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
