//! The machine and the versions that the figures belong to.

use std::fs;
use std::process::Command;

/// One line each, in Markdown.
pub(super) fn describe() -> Vec<String> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut lines = vec![
        format!("- processor: {}, {cores} cores", processor()),
        format!("- memory: {}", memory()),
        format!("- system: {} {}", std::env::consts::OS, std::env::consts::ARCH),
    ];
    let tools =
        [("compiler", ["rustc", "--version"]), ("cargo", ["cargo", "--version"]), ("date", ["date", "+%F"])];
    lines.extend(
        tools.iter().filter_map(|(what, command)| Some(format!("- {what}: {}", first_line_of(command)?))),
    );
    lines.extend(
        first_line_of(&["git", "rev-parse", "--short", "HEAD"]).map(|commit| format!("- commit: {commit}")),
    );
    lines.extend(load().map(|load| format!("- load at the start: {load}")));
    lines
}

/// The first line that a command prints.
fn first_line_of(command: &[&str]) -> Option<String> {
    let (program, arguments) = command.split_first()?;
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().next().map(|line| line.trim().to_owned()).filter(|_| output.status.success())
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let value = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    value.map_or_else(|| "unknown".to_owned(), |(_, name)| name.trim().to_owned())
}

fn memory() -> String {
    let text = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kibibytes = text.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let kibibytes = kibibytes.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kibibytes
        .map_or_else(|| "unknown".to_owned(), |kibibytes| format!("{} GiB", (kibibytes + (1 << 19)) >> 20))
}

fn load() -> Option<String> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next().map(str::to_owned)
}
