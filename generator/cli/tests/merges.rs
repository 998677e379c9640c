//! What is not released yet, releases, and merges of branches, on a project in a git repository.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use std::fs;
use std::ops::Deref;

use common::repository::Repository;

const CONFIG: &str =
    "# Ours.\n[crate]\nname = \"small\"\nversion = \"0.1.0\" # kept\n[document]\npath = \"small.yaml\"\n";

/// A field in one schema, and one in another.
const ONE: (&str, &str) =
    ("hash: { type: string }", "hash: { type: string }\n        label: { type: string }");
const OTHER: (&str, &str) =
    ("limit_usd: { type: number }", "limit_usd: { type: number }\n        colour: { type: string }");
const BREAKING: (&str, &str) = ("limit_usd: { type: number }", "limit_usd: { type: [number, 'null'] }");

struct Project(Repository);

impl Deref for Project {
    type Target = Repository;

    fn deref(&self) -> &Repository {
        &self.0
    }
}

impl Project {
    /// A project whose first version is committed. Generated files are merged by taking the lines of both.
    fn new() -> Self {
        let project = Self(Repository::new());
        project.write("spec/regen.toml", CONFIG);
        project.write("spec/changelog/0.1.0.md", "The first version.\n");
        project.write(".gitattributes", "/generated/** merge=union\n");
        project.write(".gitignore", "/target\n");
        project.succeed(&["regen"]);
        project.commit();
        project
    }

    fn succeed(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        let text = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(0), "{arguments:?}: {text}");
        text
    }

    fn fail(&self, arguments: &[&str], status: i32) -> String {
        let done = self.run(arguments);
        assert_eq!(done.status.code(), Some(status), "{arguments:?}: {done:?}");
        String::from_utf8(done.stderr).unwrap()
    }

    /// Changes the document on a branch that begins at `from`.
    fn branch(&self, name: &str, from: &str, change: (&str, &str)) {
        self.git(&["checkout", "--quiet", "-b", name, from]);
        self.edit(change);
        self.write(&format!("spec/changelog/unreleased/{name}.md"), &format!("About {name}.\n"));
        self.succeed(&["update"]);
        self.commit();
    }
}

#[test]
fn two_branches_that_add_something_merge_in_either_order() {
    for (first, second) in [("one", "other"), ("other", "one")] {
        let project = Project::new();
        project.branch("one", "main", ONE);
        project.branch("other", "main", OTHER);
        assert!(!project.git(&["diff", "--name-only", "main"]).contains("regen.toml"), "the version stays");
        project.git(&["checkout", "--quiet", "main"]);
        project.git(&["merge", "--quiet", "--no-edit", first]);
        // No conflict, but what is merged is not what would be generated, and that is seen.
        project.git(&["merge", "--quiet", "--no-edit", second]);
        assert_eq!(project.run(&["regen", "--check"]).status.code(), Some(1));
        project.succeed(&["update"]);
        project.commit();
        project.succeed(&["regen", "--check"]);
        let notes = project.read("generated/CHANGELOG.md");
        assert!(notes.contains("## Unreleased\n\nAbout one.\n\nAbout other.\n\n## 0.1.0"), "{notes}");

        let text = project.succeed(&["release"]);
        assert!(text.contains("small 0.1.1 follows 0.1.0"), "{text}");
        let log = project.read("generated/CHANGELOG.md");
        assert!(log.starts_with("<!-- ") && log.contains("## 0.1.1\n\nAbout one.\n\nAbout other."), "{log}");
        assert!(!log.contains("Unreleased"), "{log}");
        for added in ["`models::Key::label`: added field", "`models::Guardrail::colour`: added field"] {
            assert_eq!(log.matches(added).count(), 1, "{log}");
        }
        assert!(!project.path("spec/changelog/unreleased/one.md").exists());
        assert_eq!(project.read("spec/regen.toml"), CONFIG.replace("0.1.0", "0.1.1"));
        project.commit();
        project.succeed(&["regen", "--check"]);
        let text = project.succeed(&["release"]);
        assert!(text.contains("nothing asks for a release"), "{text}");
    }
}

#[test]
fn a_release_in_a_branch_does_not_hide_what_others_added() {
    let project = Project::new();
    project.branch("one", "main", ONE);
    project.succeed(&["release"]);
    project.commit();
    project.git(&["checkout", "--quiet", "main"]);
    project.edit(OTHER);
    project.succeed(&["update"]);
    project.commit();
    project.git(&["merge", "--quiet", "--no-edit", "one"]);
    project.succeed(&["update"]);
    project.commit();
    let text = project.succeed(&["release"]);
    assert!(text.contains("small 0.1.2 follows 0.1.1"), "{text}");
    let section = project.read("spec/changelog/0.1.2.md");
    assert!(section.contains("colour") && !section.contains("label"), "{section}");
}

#[test]
fn words_about_a_version_do_not_hide_what_followed_it() {
    let project = Project::new();
    project.edit(ONE);
    project.succeed(&["release"]);
    project.commit();
    project.edit(OTHER);
    project.succeed(&["update"]);
    project.commit();
    let section = project.read("spec/changelog/0.1.1.md");
    project.write("spec/changelog/0.1.1.md", &format!("With words.\n\n{section}"));
    project.succeed(&["update"]);
    project.commit();
    assert!(project.succeed(&["release", "--dry-run"]).contains("0.1.1 would be followed by 0.1.2"));
    project.succeed(&["release", "0.3.0"]);
    assert!(project.read("spec/changelog/0.3.0.md").contains("colour"));
}

#[test]
fn a_project_without_a_changelog_remembers_its_version_by_its_manifest() {
    let project = Project::new();
    fs::remove_dir_all(project.path("spec/changelog")).unwrap();
    project.succeed(&["regen"]);
    project.commit();
    for change in [ONE, OTHER] {
        project.edit(change);
        project.succeed(&["regen"]);
        project.commit();
    }
    project.succeed(&["release"]);
    let section = project.read("spec/changelog/0.1.1.md");
    assert!(section.contains("colour") && section.contains("label"), "{section}");
}

#[test]
fn what_breaks_is_released_or_accepted_and_until_then_nothing_is_written() {
    let project = Project::new();
    project.edit(BREAKING);
    let before = project.git(&["status", "--porcelain"]);
    for arguments in [
        ["update"].as_slice(),
        &["update", "--dry-run"],
        &["release", "0.1.1"],
        &["update", "--release", "0.1.1"],
    ] {
        let text = project.fail(arguments, 2);
        assert!(text.contains("E0505") && text.contains("asks for 0.2.0"), "{arguments:?}: {text}");
        assert_eq!(project.git(&["status", "--porcelain"]), before, "{arguments:?}");
    }
    let text = project.succeed(&["update", "--release"]);
    assert!(
        text.contains("+ spec/changelog/0.2.0.md") || text.contains("~ spec/changelog/0.2.0.md"),
        "{text}"
    );
    assert_eq!(project.read("spec/regen.toml"), CONFIG.replace("0.1.0", "0.2.0"));
    let report = project.read("target/update.md");
    assert!(report.starts_with("**major: ") && report.contains("### Breaking"), "{report}");
    project.succeed(&["regen", "--check"]);
}

#[test]
fn a_dry_run_says_what_a_run_does_and_writes_nothing() {
    let project = Project::new();
    project.edit(ONE);
    let before = project.git(&["status", "--porcelain"]);
    let text = project.succeed(&["update", "--dry-run"]);
    assert!(text.contains("would write: ~ src/models/key.rs in generated"), "{text}");
    assert!(text.contains("`models::Key::label`: added field"), "{text}");
    assert_eq!(project.git(&["status", "--porcelain"]), before);
    assert!(!project.path("target").exists());
}

#[test]
fn conflicts_are_told_by_name_wherever_they_are() {
    let project = Project::new();
    let conflicted = |text: &str| {
        let (first, rest) = text.split_once('\n').unwrap();
        format!("<<<<<<< HEAD\n{first}\n=======\n{first}\n>>>>>>> other\n{rest}")
    };
    project.write("spec/overlay.yaml", "overlay: 1.0.0\ninfo: {title: A, version: '1'}\nactions: []\n");
    project.write(
        "spec/regen.toml",
        &CONFIG.replace("\"small.yaml\"", "\"small.yaml\"\noverlays = [\"overlay.yaml\"]"),
    );
    project.write("spec/accepted.toml", "# Nothing.\naccepted = []\n");
    project.write("spec/changelog/unreleased/a.md", "Words.\nMore.\n");
    project.succeed(&["regen", "--force"]);
    project.commit();
    for name in [
        "small.yaml",
        "overlay.yaml",
        "regen.toml",
        "accepted.toml",
        "changelog/0.1.0.md",
        "changelog/unreleased/a.md",
    ] {
        let path = format!("spec/{name}");
        let text = project.read(&path);
        project.write(&path, &conflicted(&text));
        let made = project.read("generated/CHANGELOG.md");
        for arguments in [["regen"].as_slice(), &["regen", "--check"], &["update"], &["release"]] {
            let text = project.fail(arguments, 2);
            assert!(text.contains("E0118") && text.contains(&path), "{path}: {arguments:?}: {text}");
        }
        assert_eq!(project.read("generated/CHANGELOG.md"), made);
        project.write(&path, &text);
    }
    project.succeed(&["regen", "--check"]);
}

#[test]
fn an_addition_that_two_versions_tell_of_is_refused() {
    let project = Project::new();
    project.edit(ONE);
    project.succeed(&["release"]);
    project.commit();
    let told = project.read("spec/changelog/0.1.1.md");
    project.write("spec/changelog/0.1.2.md", &told);
    for arguments in [["regen"].as_slice(), &["regen", "--check"]] {
        let text = project.fail(arguments, 2);
        let wanted =
            "`spec/changelog/0.1.2.md` tells of what `spec/changelog/0.1.1.md` has told: `models::Key::";
        assert!(text.contains("E0507") && text.contains(wanted), "{text}");
    }
    fs::remove_file(project.path("spec/changelog/0.1.2.md")).unwrap();
    project.succeed(&["regen", "--check"]);
}
