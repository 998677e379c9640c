//! Compiles all crates as one throw-away workspace, with one target folder, and sorts what the compiler says.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::table::bar;
use super::{create_folder, timer};

/// What the compiler said about a crate.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// Of `cargo check`, if it was run.
    pub(super) time: Option<Duration>,
    pub(super) warnings: usize,
    /// The first error, or the first warning if there is none.
    pub(super) complaint: Option<String>,
}

impl Verdict {
    pub(super) fn is_clean(&self) -> bool {
        self.complaint.is_none()
    }
}

/// What to compile with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    Check,
    Clippy,
    Doc,
    /// The tests of the documents' examples, not run yet.
    Examples,
}

impl Tool {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Clippy => &["clippy"],
            Self::Doc => &["doc", "--no-deps"],
            // A pattern, because a crate without examples has no such test.
            Self::Examples => &["build", "--test=example[s]"],
        }
    }

    fn verb(self) -> &'static str {
        match self {
            Self::Check => "checking",
            Self::Clippy => "clippy",
            Self::Doc => "rustdoc",
            Self::Examples => "examples",
        }
    }
}

/// The throw-away workspace.
#[derive(Debug)]
pub(super) struct CrateWorkspace {
    /// The folder of the crates and of the workspace's manifest.
    pub(super) crates: PathBuf,
    target: PathBuf,
    jobs: usize,
}

impl CrateWorkspace {
    pub(super) fn new(folder: &Path, jobs: usize) -> io::Result<Self> {
        let crates = folder.join("crates");
        create_folder(&crates)?;
        Ok(Self { crates, target: folder.join("target"), jobs })
    }

    pub(super) fn write_manifest(&self, members: &[String]) -> io::Result<()> {
        let members = serde_json::to_string_pretty(members)?;
        let text =
            format!("[workspace]\nresolver = \"3\"\nmembers = {members}\n\n[profile.dev]\ndebug = false\n");
        fs::write(self.crates.join("Cargo.toml"), text)
    }

    /// How long the last check of a crate took.
    pub(super) fn check_time(&self, package: &str) -> Option<Duration> {
        timer::read(&self.target.join("debug/deps"), &package.replace('-', "_"))
    }

    /// Runs a tool over all crates and adds what it says; returns the programs that it made, by crate.
    pub(super) fn run(
        &self,
        tool: Tool,
        crates: &mut BTreeMap<String, Verdict>,
    ) -> io::Result<BTreeMap<String, PathBuf>> {
        let log = self.crates.with_file_name("logs").join(format!("cargo-{}.txt", tool.verb()));
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(tool.arguments()).args([
            "--workspace",
            "--all-features",
            "--keep-going",
            "--message-format=json",
        ]);
        command.arg("--jobs").arg(self.jobs.to_string()).arg("--target-dir").arg(&self.target);
        command
            .current_dir(&self.crates)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?);
        // Those of the cargo that runs us would make this one build everything again.
        command.env_remove("RUSTFLAGS").env_remove("CARGO_TARGET_DIR");
        match tool {
            Tool::Check => command.env("RUSTC_WORKSPACE_WRAPPER", std::env::current_exe()?),
            _ => command.env_remove("RUSTC_WORKSPACE_WRAPPER"),
        };
        let mut child = command.spawn()?;
        let bar = bar(crates.len(), tool.verb());
        let mut finished = false;
        let mut programs = BTreeMap::new();
        for line in child.stdout.take().map(BufReader::new).into_iter().flat_map(BufReader::lines) {
            let Ok(message) = serde_json::from_str::<Value>(&line?) else { continue };
            finished |= text(&message, "reason") == "build-finished";
            let Some(name) = self.member(&message) else { continue };
            let Some(compiled) = crates.get_mut(&name) else { continue };
            match text(&message, "reason") {
                "compiler-message" => compiled.add(tool, message.get("message").unwrap_or(&Value::Null)),
                "compiler-artifact" => {
                    bar.set_message(name.clone());
                    bar.inc(1);
                    if let Some(program) = message.get("executable").and_then(Value::as_str) {
                        programs.insert(name, PathBuf::from(program));
                    }
                }
                _ => {}
            }
        }
        bar.finish_and_clear();
        child.wait()?;
        if finished {
            return Ok(programs);
        }
        let errors = fs::read_to_string(&log)?;
        let first = errors.lines().find(|line| line.starts_with("error")).unwrap_or("no reason was given");
        Err(io::Error::other(format!("cargo did not compile at all: {first} (see `{}`)", log.display())))
    }

    /// The crate that a message is about.
    fn member(&self, message: &Value) -> Option<String> {
        let folder = Path::new(text(message, "manifest_path")).parent()?;
        let name = folder.file_name()?.to_str()?.to_owned();
        (folder.parent()?.file_name() == self.crates.file_name()).then_some(name)
    }
}

impl Verdict {
    fn add(&mut self, tool: Tool, message: &Value) {
        let error = text(message, "level") == "error";
        let spans = message.get("spans").and_then(Value::as_array);
        let span = spans
            .and_then(|spans| spans.iter().find(|span| span.get("is_primary") == Some(&Value::Bool(true))));
        let what = text(message, "message");
        // "3 warnings emitted", "aborting due to 2 previous errors"
        let about_others =
            span.is_none() && (what.ends_with(" emitted") || what.starts_with("aborting due to"));
        if about_others || !(error || text(message, "level") == "warning") {
            return;
        }
        self.warnings += usize::from(!error);
        let is_first_error =
            error && !self.complaint.as_ref().is_some_and(|first| first.starts_with("error"));
        if self.complaint.is_none() || is_first_error {
            let place = span.map(|span| {
                let line = span.get("line_start").and_then(Value::as_u64).unwrap_or_default();
                format!(" at {}:{line}", text(span, "file_name"))
            });
            let level = if error { "error" } else { "warning" };
            let what = what.lines().next().unwrap_or_default();
            self.complaint = Some(format!("{level} ({}): {what}{}", tool.verb(), place.unwrap_or_default()));
        }
    }
}

fn text<'a>(message: &'a Value, key: &str) -> &'a str {
    message.get(key).and_then(Value::as_str).unwrap_or_default()
}
