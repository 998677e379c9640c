//! Measures how long the compiler takes for each crate of the workspace, by standing between cargo and it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// When cargo runs us in place of the compiler (`RUSTC_WORKSPACE_WRAPPER`), the first argument is the
/// compiler's path: runs it, notes the time beside its output, and returns its status.
pub(crate) fn as_compiler() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let compiler = PathBuf::from(arguments.next()?);
    if compiler.file_stem()? != "rustc" {
        return None;
    }
    let arguments: Vec<_> = arguments.collect();
    let started = Instant::now();
    let status = Command::new(compiler).args(&arguments).status();
    let time = started.elapsed();
    if let (Some(folder), Some(name)) = (value(&arguments, "--out-dir"), value(&arguments, "--crate-name")) {
        // A time that cannot be noted is a gap in the table.
        let _ = fs::write(note(Path::new(folder), &name.to_string_lossy()), time.as_millis().to_string());
    }
    let code = status.ok().and_then(|status| status.code()).and_then(|code| u8::try_from(code).ok());
    Some(ExitCode::from(code.unwrap_or(1)))
}

/// The time of a crate, as noted.
pub(super) fn read(folder: &Path, name: &str) -> Option<Duration> {
    fs::read_to_string(note(folder, name)).ok()?.parse().ok().map(Duration::from_millis)
}

fn note(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.milliseconds"))
}

fn value<'a>(arguments: &'a [OsString], flag: &str) -> Option<&'a OsString> {
    arguments.iter().skip_while(|argument| *argument != flag).nth(1)
}
