//! Where a project is found, and that its paths are those that its `regen.toml` names.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      responses: {'204': {description: Nothing.}}\n";

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust"));
    command.current_dir(folder).args(arguments).env_remove("GIT_DIR").output().unwrap()
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]);
    let done = command.args(arguments).current_dir(folder).env_remove("GIT_DIR").output().unwrap();
    assert!(done.status.success(), "{done:?}");
}

fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let done = run(folder, arguments);
    assert_eq!(done.status.code(), Some(0), "{arguments:?}: {done:?}");
    String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap()
}

fn config(name: &str, out: &str) -> String {
    format!(
        "[crate]\nname = \"{name}\"\n[document]\npath = \"{name}.yaml\"\n[output]\npath = \"{out}\"\n[review]\nchangelog = \"log-{name}\"\naccepted = \"accepted-{name}.toml\"\n"
    )
}

#[test]
fn several_crates_are_several_files_with_a_history_each() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for name in ["pets", "owners"] {
        write(root, &format!("apis/{name}.yaml"), DOCUMENT);
        write(root, &format!("apis/{name}.toml"), &config(name, &format!("../crates/{name}")));
        write(root, &format!("apis/log-{name}/0.1.0.md"), "The first version.\n");
    }
    git(root, &["init", "--quiet"]);
    for name in ["pets", "owners"] {
        let text = succeed(root, &["regen", "--config", &format!("apis/{name}.toml")]);
        assert!(text.contains(&format!("{name} 0.1.0: 1 operation")), "{text}");
        assert!(root.join(format!("crates/{name}/CHANGELOG.md")).is_file());
    }
    git(root, &["add", "-A"]);
    git(root, &["commit", "--quiet", "--message", "Both"]);
    write(root, "apis/pets.yaml", &DOCUMENT.replace("listPets", "listAll"));
    let text = succeed(root, &["diff", "--config", "apis/pets.toml"]);
    assert!(text.starts_with("major: ") && text.contains("apis/pets.yaml"), "{text}");
    assert!(succeed(root, &["diff", "--config", "apis/owners.toml"]).starts_with("no change of the API"));
    let text = succeed(root, &["why", "listAll", "--config", "apis/pets.toml"]);
    assert!(text.contains("apis/pets.yaml:5:"), "{text}");
    git(root, &["commit", "--quiet", "--all", "--message", "Another name"]);
    let text = succeed(root, &["replay", "HEAD~1..HEAD", "--config", "apis/pets.toml"]);
    assert!(text.contains("Both -> ") && text.contains("major: "), "{text}");
}

#[test]
fn the_nearest_file_is_taken_up_to_the_root_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "regen.toml", &config("outer", "made"));
    write(root, "outer.yaml", DOCUMENT);
    write(root, "inner/spec/regen.toml", &config("inner", "../made"));
    write(root, "inner/spec/inner.yaml", DOCUMENT);
    fs::create_dir_all(root.join("inner/src/deep")).unwrap();
    for (place, name, made) in [
        (".", "outer", "made"),
        ("inner/src/deep", "inner", "inner/made"),
        ("inner/spec", "inner", "inner/made"),
    ] {
        let text = succeed(&root.join(place), &["regen"]);
        assert!(text.contains(&format!("{name} 0.1.0: ")), "{place}: {text}");
        assert!(root.join(made).join("src/lib.rs").is_file(), "{place}");
    }
    // Another repository in the folder is no part of this one.
    fs::create_dir_all(root.join("other")).unwrap();
    git(&root.join("other"), &["init", "--quiet"]);
    let done = run(&root.join("other"), &["regen"]);
    assert_eq!(done.status.code(), Some(3));
    let text = String::from_utf8(done.stderr).unwrap();
    assert!(
        text.contains("there is no regen.toml") && text.contains("openapi-rust init --spec FILE"),
        "{text}"
    );
}

#[test]
fn a_path_that_leads_out_of_the_project_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("project");
    write(&root, "pets.yaml", DOCUMENT);
    for out in ["../made", "/made", "a/../../made"] {
        write(&root, "regen.toml", &config("pets", out));
        let done = run(&root, &["regen"]);
        assert_eq!(done.status.code(), Some(2), "{done:?}");
        let text = String::from_utf8(done.stderr).unwrap();
        assert!(text.contains("E0503") && text.contains("leads out of the project"), "{text}");
    }
}

#[test]
fn the_version_tells_what_generates_and_what_comes_along() {
    let text = succeed(Path::new("."), &["--version"]);
    let manifest = include_str!("../../runtime/Cargo.toml");
    let runtime =
        manifest.lines().find_map(|line| line.strip_prefix("version = ")).unwrap().trim_matches('"');
    let wanted = format!("generator {}, runtime {runtime}", generator::VERSION);
    assert_eq!(text.trim(), format!("openapi-rust {} ({wanted})", env!("CARGO_PKG_VERSION")));
}
