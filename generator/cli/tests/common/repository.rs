//! A project in a git repository of its own.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of a repository; its document is `spec/small.yaml`.
pub struct Repository(tempfile::TempDir);

impl Repository {
    /// A repository with the document of `tests/changes` and nothing else, nothing committed.
    pub fn new() -> Self {
        let repository = Self(super::folder());
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/changes/base.yaml");
        repository.write("spec/small.yaml", &fs::read_to_string(base).unwrap());
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Replaces a text of the document, which is there once.
    pub fn edit(&self, (from, to): (&str, &str)) {
        let text = self.read("spec/small.yaml");
        assert_eq!(text.matches(from).count(), 1, "{from}");
        self.write("spec/small.yaml", &text.replacen(from, to, 1));
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        let done = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .current_dir(self.0.path())
            .env_remove("GIT_DIR")
            .output()
            .unwrap();
        assert!(done.status.success(), "{arguments:?}: {done:?}");
        String::from_utf8(done.stdout).unwrap()
    }

    pub fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "--quiet", "--message", "A step"]);
    }

    /// Runs `openapi-rust`.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust"));
        command.args(arguments).current_dir(self.0.path()).env_remove("GIT_DIR").output().unwrap()
    }
}
