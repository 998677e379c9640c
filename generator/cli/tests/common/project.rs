//! A project whose document changes.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

use std::ops::Deref;

use super::repository::Repository;

pub const NULLABLE: (&str, &str) = ("limit_usd: { type: number }", "limit_usd: { type: [number, 'null'] }");
pub const OPTIONAL: (&str, &str) =
    ("hash: { type: string }", "hash: { type: string }\n        label: { type: string }");
pub const WORDS: (&str, &str) = ("A set of rules.", "A good set of rules.");

/// A project: `spec/` and `generated/`, committed.
pub struct Project(Repository);

impl Deref for Project {
    type Target = Repository;

    fn deref(&self) -> &Repository {
        &self.0
    }
}

impl Project {
    pub fn new() -> Self {
        let project = Self(Repository::new());
        project.configure("0.1.0");
        project.write("spec/changelog/0.1.0.md", "The first version.\n");
        assert_eq!(project.status(&["regen"]), 0);
        project.commit();
        project
    }

    pub fn configure(&self, version: &str) {
        let text = format!(
            "[crate]\nname = \"small\"\nversion = \"{version}\"\n[document]\npath = \"small.yaml\"\n"
        );
        self.write("spec/regen.toml", &text);
    }

    pub fn status(&self, arguments: &[&str]) -> i32 {
        self.run(arguments).status.code().unwrap()
    }
}
