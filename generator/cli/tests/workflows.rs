//! The workflows that `init` writes: their scripts run as they stand, and their rights.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::fs;

use common::folder::{ADDED, BROKEN, DOCUMENT, Folder, text};
use serde_json::Value;

#[test]
fn the_check_of_the_workflow_annotates_and_fails() {
    let folder = Folder::project(&[]);
    let script = folder.script("api.yml", "Compare the crate");
    assert!(folder.bash(&script, &[]).status.success());
    let base = folder.git(&["rev-parse", "HEAD"]);
    folder.edit(ADDED);
    folder.commit();
    let stale = folder.bash(&script, &[("BASE", &base)]);
    assert_eq!(stale.status.code(), Some(1), "{}", text(&stale));
    folder.edit(BROKEN);
    let refused = folder.bash(&script, &[("BASE", &base)]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused).contains("::error title=E0505::the version 0.1.0 is too low"),
        "{}",
        text(&refused)
    );
    folder.write("pets.yaml", &DOCUMENT.replace("type: object", "type: objekt"));
    let warned = folder.bash(&script, &[]);
    assert!(text(&warned).contains("::warning file=pets.yaml,line=11,col="), "{}", text(&warned));
}

#[test]
fn the_report_of_the_workflow_is_one_comment() {
    let folder = Folder::project(&[]);
    let script = folder.script("api.yml", "Comment");
    let base = folder.git(&["rev-parse", "HEAD"]);
    folder.edit(ADDED);
    let environment = [("REPOSITORY", "a/b"), ("NUMBER", "7"), ("BASE", base.as_str())];
    let first = folder.bash(&script, &[environment.as_slice(), &[("COMMENT", "")]].concat());
    let found = text(&first);
    assert!(first.status.success(), "{found}");
    assert!(found.contains("--method POST repos/a/b/issues/7/comments --field body=@"), "{found}");
    assert!(found.contains("<!-- openapi-rust spec/regen.toml -->\n**minor: 1 additive**"), "{found}");
    let later = text(&folder.bash(&script, &[environment.as_slice(), &[("COMMENT", "42")]].concat()));
    assert!(later.contains("--method PATCH repos/a/b/issues/comments/42 --field body=@"), "{later}");
}

#[test]
fn the_upstream_workflow_opens_a_pull_request_if_something_changes() {
    let folder = Folder::project(&["--upstream", "https://example.org/pets.yaml"]);
    let origin = tempfile::tempdir().unwrap();
    folder.git(&["clone", "--quiet", "--bare", ".", origin.path().to_str().unwrap()]);
    folder.git(&["remote", "add", "origin", origin.path().to_str().unwrap()]);
    let fetch = folder.script("upstream.yml", "Fetch");
    let update = folder.script("upstream.yml", "Update");
    let upstream = origin.path().join("new.yaml");
    let fetched = folder.path("pets.yaml");
    let environment = [
        ("UPSTREAM", upstream.to_str().unwrap()),
        ("FETCHED", fetched.to_str().unwrap()),
        ("URL", "https://example.org/pets.yaml"),
    ];
    for (document, wanted) in [
        // Only the layout has changed.
        (format!("# Anew.\n{DOCUMENT}"), None),
        (DOCUMENT.replace(ADDED.0, ADDED.1), Some("version = \"0.1.0\"")),
        (DOCUMENT.replace(BROKEN.0, BROKEN.1), Some("version = \"0.2.0\"")),
    ] {
        fs::write(&upstream, document).unwrap();
        let done = folder.bash(&fetch, &environment);
        assert!(
            done.status.success() && text(&done).contains("https://example.org/pets.yaml"),
            "{}",
            text(&done)
        );
        let done = folder.bash(&update, &environment);
        let found = text(&done);
        assert!(done.status.success(), "{found}");
        assert_eq!(found.contains("gh pr create --head upstream-document"), wanted.is_some(), "{found}");
        if let Some(version) = wanted {
            let pushed = folder.git(&["show", "origin/upstream-document:generated/Cargo.toml"]);
            assert!(pushed.contains(version), "{pushed}");
            folder.git(&["checkout", "--quiet", "trunk"]);
        } else {
            folder.git(&["checkout", "--quiet", "--", "."]);
        }
    }
}

/// What follows, the same in both: the report of this project's own workflow is that of the template.
#[test]
fn this_project_comments_as_its_users_do() {
    let ours = include_str!("../../../.github/workflows/ci.yml");
    let theirs = include_str!("../src/init/templates/api.yml");
    let script = |text: &'static str| text.split_once("          comments=").unwrap().1;
    assert_eq!(script(ours), script(theirs));
    let pins = |text: &'static str| -> BTreeSet<&str> {
        text.lines().filter(|line| line.contains("uses: ")).collect()
    };
    assert_eq!(pins(ours), pins(theirs));
}

#[test]
fn workflows_have_few_rights_and_pinned_actions() {
    let folder = Folder::project(&["--upstream", "https://example.org/pets.yaml"]);
    for name in ["api.yml", "upstream.yml"] {
        let text = folder.read(&format!(".github/workflows/{name}"));
        let workflow: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(workflow["permissions"], serde_json::json!({"contents": "read"}), "{name}");
        assert!(!text.contains("pull_request_target"), "{name}");
        for line in text.lines().filter(|line| line.contains("uses: ")) {
            let (_, pin) = line.split_once('@').unwrap();
            assert!(pin.bytes().take_while(u8::is_ascii_hexdigit).count() == 40, "{line}");
        }
        // What is installed beside a token comes before the branch, whose settings cargo would follow.
        for job in workflow["jobs"].as_object().unwrap().values() {
            let at = |what: &dyn Fn(&Value) -> bool| job["steps"].as_array().unwrap().iter().position(what);
            let installed =
                at(&|step| step["run"].as_str().is_some_and(|run| run.starts_with("cargo install")));
            let cloned =
                at(&|step| step["uses"].as_str().is_some_and(|uses| uses.starts_with("actions/checkout")));
            assert!(job["permissions"].is_null() || installed < cloned, "{name}");
        }
        // What people write reaches a script as a variable, never as its text.
        for job in workflow["jobs"].as_object().unwrap().values() {
            for step in job["steps"].as_array().unwrap() {
                assert!(!step["run"].as_str().unwrap_or_default().contains("${{"), "{step}");
            }
        }
    }
}
