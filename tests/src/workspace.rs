//! Workspaces of generated crates, compiled by cargo in the build folder.
//!
//! All of them share one build, so that a dependency is compiled once, and files that stay as they were are not
//! written again, so that only what changed is compiled again. What cargo compiles is shown while it does.

use std::collections::BTreeSet;
use std::io::{self, BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;
use std::{fs, thread};

use crate::generation::root;

/// The build folder that all share, below the one that cargo gives to tests.
pub const BUILDS: &str = "builds";

/// A workspace that is being written, and then compiled.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    builds: PathBuf,
    written: BTreeSet<PathBuf>,
}

impl Workspace {
    /// The workspace of that name below `tests`, the folder that cargo gives to tests (`CARGO_TARGET_TMPDIR`).
    #[must_use]
    pub fn new(tests: &str, name: &str) -> Self {
        let tests = Path::new(tests);
        Self { folder: tests.join(name), builds: tests.join(BUILDS), written: BTreeSet::new() }
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file.
    ///
    /// # Panics
    /// If it cannot be written.
    #[allow(clippy::unwrap_used, reason = "a test cannot go on without its files")]
    pub fn put(&mut self, path: impl AsRef<Path>, text: &str) {
        let path = self.folder.join(path);
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::create_dir_all(path.parent().unwrap_or(&self.folder)).unwrap();
            fs::write(&path, text).unwrap();
        }
        self.written.insert(path);
    }

    /// Writes the manifest of the workspace and the versions of this project, so that nothing is fetched; removes what
    /// an earlier run wrote and this one did not.
    ///
    /// # Panics
    /// If a file cannot be written or removed.
    #[allow(clippy::unwrap_used, reason = "a test cannot go on without its files")]
    pub fn complete(&mut self, members: &[String]) {
        let list: Vec<String> = members.iter().map(|name| format!("{name:?}")).collect();
        // Nobody looks at these crates in a debugger.
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = 0\n\n[profile.test]\ndebug = 0\n",
            list.join(", ")
        );
        self.put("Cargo.toml", &manifest);
        // Cargo adds the members to the lock file: it is written anew only where the project's has changed.
        let known = fs::read_to_string(root().join("Cargo.lock")).unwrap();
        let lock = self.folder.join("Cargo.lock");
        let origin = self.folder.join("Cargo.lock.origin");
        if !lock.exists() || fs::read_to_string(&origin).ok().as_deref() != Some(&known) {
            self.put("Cargo.lock", &known);
        }
        self.put("Cargo.lock.origin", &known);
        self.written.insert(lock);
        for path in files(&self.folder).iter().filter(|path| !self.written.contains(*path)) {
            fs::remove_file(path).unwrap();
        }
    }

    /// Runs cargo, and says on standard error what for, which crate it is at, and how long it took.
    ///
    /// # Panics
    /// If there is no cargo.
    #[must_use]
    #[allow(clippy::unwrap_used, reason = "a test cannot go on without cargo")]
    pub fn cargo(&self, what: &str, arguments: &[&str]) -> Output {
        say(what);
        let start = Instant::now();
        let mut child = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.builds)
            .env("RUSTFLAGS", "-D warnings")
            // A crate is compiled as a whole or not at all; what helps to compile a part of it would fill the disk.
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("CARGO_BUILD_TARGET_DIR")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let messages = child.stderr.take().map(|pipe| thread::spawn(move || tell(pipe)));
        let mut output = child.wait_with_output().unwrap();
        output.stderr = messages.map(|thread| thread.join().unwrap()).unwrap_or_default();
        say(&format!("{what}: {} s", start.elapsed().as_secs()));
        output
    }

    /// Runs cargo, which must succeed.
    ///
    /// # Panics
    /// If it does not.
    pub fn succeed(&self, what: &str, arguments: &[&str]) {
        let output = self.cargo(what, arguments);
        let text =
            String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        let place = self.folder.display();
        assert!(output.status.success(), "cargo {} in {place}:\n{text}", arguments.join(" "));
    }
}

/// Says something now: what is printed, the test harness keeps until the test has ended.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Reads cargo's messages to the end, and repeats those that say what it is at.
fn tell(messages: impl io::Read) -> Vec<u8> {
    let mut text = String::new();
    for line in io::BufReader::new(messages).lines().map_while(Result::ok) {
        if ["Compiling ", "Checking "].iter().any(|start| line.trim_start().starts_with(start)) {
            say(&line);
        }
        text += &line;
        text.push('\n');
    }
    text.into_bytes()
}

/// Every file below a folder.
///
/// # Panics
/// If a folder cannot be read.
#[must_use]
#[allow(clippy::unwrap_used, reason = "a test cannot go on without its files")]
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
