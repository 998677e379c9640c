//! Every kind of change in `tests/changes` through `update`, on branches of one project, and merges of such branches.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::repository::Repository;
use serde::Deserialize;

/// A kind of change.
#[derive(Deserialize)]
struct Change {
    kind: String,
    verdict: String,
    replace: Vec<(String, String)>,
    /// Lines of `regen.toml`.
    #[serde(default)]
    config: String,
}

impl Change {
    fn all() -> Vec<Self> {
        let kinds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/changes/kinds.yaml");
        serde_yaml::from_str(&fs::read_to_string(kinds).unwrap()).unwrap()
    }

    /// Those that break nobody.
    fn additive() -> Vec<Self> {
        Self::all().into_iter().filter(|kind| kind.verdict != "major").collect()
    }

    /// The change, and nothing else.
    fn apply(&self, project: &Repository) {
        let mut document = project.read("spec/small.yaml");
        for (from, to) in &self.replace {
            document = document.replace(from.as_str(), to);
        }
        project.write("spec/small.yaml", &document);
        let config = project.read("spec/regen.toml");
        project.write("spec/regen.toml", &format!("{config}{}", self.config));
    }
}

/// A project whose first version is committed, with the lines of `.gitattributes` that `init` writes.
fn project() -> Repository {
    let project = Repository::new();
    let config = "[crate]\nname = \"small\"\nversion = \"0.1.0\"\n[document]\npath = \"small.yaml\"\n";
    project.write("spec/regen.toml", config);
    project.write("spec/changelog/0.1.0.md", "The first version.\n");
    project.write(".gitattributes", "/generated/** merge=union\n");
    project.write(".gitignore", "/target\n");
    succeed(&project, &["regen"], "the first run");
    project.commit();
    project
}

#[track_caller]
fn succeed(project: &Repository, arguments: &[&str], about: &str) {
    let done = project.run(arguments);
    let text = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(0), "{about}: {arguments:?}: {text}");
}

fn branch(project: &Repository, name: &str) {
    project.git(&["checkout", "--quiet", "-B", name, "main"]);
}

/// What a person can have written: all but what is generated, reported and recorded.
fn by_hand(project: &Repository) -> Vec<String> {
    let status = project.git(&["status", "--porcelain", "--untracked-files=all"]);
    let paths =
        status.lines().filter_map(|line| line.get(3..)).filter(|path| !path.starts_with("generated/"));
    paths.map(str::to_owned).collect()
}

#[test]
fn each_kind_goes_through_update() {
    let project = project();
    for kind in Change::all() {
        let name = kind.kind.as_str();
        branch(&project, "kind");
        kind.apply(&project);
        let changed = by_hand(&project);
        if kind.verdict == "major" {
            let refused = project.run(&["update"]);
            assert_eq!(refused.status.code(), Some(2), "{name}: {refused:?}");
            assert_eq!(by_hand(&project), changed, "{name}: a refused run writes nothing");
            assert_eq!(project.git(&["status", "--porcelain", "generated"]), "", "{name}");
            succeed(&project, &["update", "--release"], name);
        } else {
            succeed(&project, &["update"], name);
            assert_eq!(by_hand(&project), changed, "{name}: nothing but the crate is written");
        }
        project.commit();
        succeed(&project, &["regen", "--check"], name);
    }
}

#[test]
fn two_additive_kinds_merge_in_either_order() {
    let project = project();
    let kinds = Change::additive();
    let mut merged = 0;
    for (one, other) in kinds.iter().zip(kinds.iter().skip(1)) {
        for (name, kind) in [("one", one), ("other", other)] {
            branch(&project, name);
            kind.apply(&project);
            succeed(&project, &["update"], &kind.kind);
            project.git(&["add", "-A"]);
            project.git(&["commit", "--quiet", "--allow-empty", "--message", &kind.kind]);
        }
        let about = format!("{} with {}", one.kind, other.kind);
        let mut results = Vec::new();
        for (first, second) in [("one", "other"), ("other", "one")] {
            branch(&project, "merge");
            project.git(&["merge", "--quiet", "--no-edit", first]);
            if !merge(&project, second, &about) {
                break;
            }
            succeed(&project, &["update"], &about);
            project.git(&["add", "-A"]);
            project.git(&["commit", "--quiet", "--allow-empty", "--message", "Merged"]);
            succeed(&project, &["regen", "--check"], &about);
            results.push(project.git(&["rev-parse", "HEAD:generated"]));
        }
        if let [first, second] = results.as_slice() {
            assert_eq!(first, second, "{about}: the order of merges decides nothing");
            merged += 1;
        }
    }
    assert!(merged * 2 > kinds.len(), "most pairs change other lines of the document: {merged}");
}

/// Merges a branch; false where both changed the same lines of the document, which a person has to look at. Nothing
/// else may be in conflict but generated files, which the README has added as they are.
fn merge(project: &Repository, branch: &str, about: &str) -> bool {
    let mut command = Command::new("git");
    command.args([
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "merge",
        "--quiet",
        "--no-edit",
        branch,
    ]);
    let done = command.current_dir(project.path("")).env_remove("GIT_DIR").output().unwrap();
    if done.status.success() {
        return true;
    }
    let conflicts = project.git(&["diff", "--name-only", "--diff-filter=U"]);
    let sources: Vec<&str> = conflicts.lines().filter(|path| !path.starts_with("generated/")).collect();
    if sources.is_empty() {
        project.git(&["add", "generated"]);
        project.git(&["commit", "--quiet", "--no-edit"]);
        return true;
    }
    let known = ["spec/small.yaml", "spec/regen.toml"];
    assert!(sources.iter().all(|path| known.contains(path)), "{about}: {conflicts}");
    project.git(&["merge", "--abort"]);
    false
}
