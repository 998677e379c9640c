//! What comes with a repository and looks like the state of a run, or like an input, is believed only as far as a run
//! could have written it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod common;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{edition, folder, generated, snapshot, write};
use openapi_rust::write::{RealDisk, WriteError};

const NAME: &str = "src/planted.rs";

/// The digest that a journal has of a text.
fn digest(text: &str) -> String {
    format!("{:032x}", siphasher::sip128::SipHasher13::new().hash(text.as_bytes()).as_u128())
}

/// What a run puts at the path for a text.
fn with_checksum(path: &str, text: &str) -> String {
    let folder = folder();
    write(&RealDisk, folder.path(), &[(path.to_owned(), text.to_owned())].into()).unwrap();
    fs::read_to_string(folder.path().join(path)).unwrap()
}

/// Plants a journal of the name with a staged (or kept) file, and runs; the error, if any.
fn run_with(out: &Path, journal: &str, line: &str, file: (&str, &str)) -> Result<bool, WriteError> {
    fs::create_dir_all(out.join(".regen/new")).unwrap();
    fs::create_dir_all(out.join(".regen/old")).unwrap();
    fs::create_dir_all(out.join("src")).unwrap();
    let planted = out.join(".regen").join(file.0);
    fs::write(&planted, file.1).unwrap();
    fs::set_permissions(&planted, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(out.join(".regen").join(journal), format!("regen journal 1\n{line}\n")).unwrap();
    write(&RealDisk, out, &edition(1, 1)).map(|done| done.repaired)
}

#[test]
fn a_journal_reaches_no_hidden_folder() {
    let text = with_checksum("pre-commit", &generated("echo"));
    for place in
        [".git/hooks/pre-commit", ".cargo/config.toml", "src/.git/config", ".GIT/config", "git~1/config"]
    {
        let out = folder();
        fs::create_dir_all(out.path().join(place).parent().unwrap()).unwrap();
        let line = format!("file - {} {place}", digest(&text));
        let result = run_with(out.path(), "journal", &line, ("new/0", &text));
        let message = result.expect_err(place).to_string();
        assert!(message.contains("it is no journal of this program"), "{message}");
        assert!(!out.path().join(place).exists(), "{place}");
    }
}

#[test]
fn a_staged_file_is_put_in_place_only_as_a_run_wrote_it() {
    let good = with_checksum(NAME, &generated("pub struct Planted;"));
    let edited = good.replace("struct", "enum");
    let cases = [
        ("as announced", digest(&good), good.as_str(), true),
        ("of another digest", digest("other"), &good, false),
        ("without the mark", digest("fn main() {}"), "fn main() {}", false),
        ("with another checksum", digest(&edited), &edited, false),
    ];
    for (case, digest, text, is_believed) in cases {
        let out = folder();
        fs::create_dir_all(out.path().join("src")).unwrap();
        // Another edition would remove what the journal brings: look at the plan of the run that follows.
        let files = [(NAME.to_owned(), generated("pub struct Planted;"))].into();
        fs::create_dir_all(out.path().join(".regen/new")).unwrap();
        let staged = out.path().join(".regen/new/0");
        fs::write(&staged, text).unwrap();
        fs::set_permissions(&staged, fs::Permissions::from_mode(0o755)).unwrap();
        fs::write(out.path().join(".regen/journal"), format!("regen journal 1\nfile - {digest} {NAME}\n"))
            .unwrap();
        let done = write(&RealDisk, out.path(), &files).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert!(done.repaired, "{case}");
        assert_eq!(done.plan.steps.is_empty(), is_believed, "{case}");
        assert_eq!(fs::read_to_string(out.path().join(NAME)).unwrap(), good, "{case}");
        let mode = fs::metadata(out.path().join(NAME)).unwrap().permissions().mode();
        assert_eq!(mode & 0o111, 0, "{case}: a run writes plain files");
    }
}

#[test]
fn what_a_person_wrote_is_neither_removed_nor_replaced() {
    let mine = "pub struct Mine;\n";
    let planted = with_checksum(NAME, &generated("pub struct Planted;"));
    let cases = [
        ("journal", format!("file {} - {NAME}", digest(mine))),
        ("undo", format!("file - {} {NAME}", digest(mine))),
        ("journal", format!("file {} {} {NAME}", digest(mine), digest(&planted))),
        ("undo", format!("file {} {} {NAME}", digest(&planted), digest(mine))),
    ];
    for (journal, line) in cases {
        let out = folder();
        fs::create_dir_all(out.path().join("src")).unwrap();
        fs::write(out.path().join(NAME), mine).unwrap();
        let file = if journal == "undo" { "old/0" } else { "new/0" };
        // A file that somebody changed in the meantime stops the run that is finished, as ever.
        let _ = run_with(out.path(), journal, &line, (file, &planted));
        assert_eq!(fs::read_to_string(out.path().join(NAME)).unwrap(), mine, "{journal}: {line}");
    }
}

#[test]
fn a_kept_file_is_restored_only_as_a_run_kept_it() {
    let (old, new) = (with_checksum(NAME, &generated("old")), with_checksum(NAME, &generated("new")));
    for (text, is_restored) in [(old.as_str(), true), ("fn main() {}", false)] {
        let out = folder();
        fs::create_dir_all(out.path().join("src")).unwrap();
        fs::write(out.path().join(NAME), &new).unwrap();
        let line = format!("file {} {} {NAME}", digest(text), digest(&new));
        fs::create_dir_all(out.path().join(".regen/old")).unwrap();
        fs::write(out.path().join(".regen/old/0"), text).unwrap();
        fs::write(out.path().join(".regen/undo"), format!("regen journal 1\n{line}\n")).unwrap();
        let done = write(&RealDisk, out.path(), &[(NAME.to_owned(), generated("old"))].into()).unwrap();
        assert_eq!(done.plan.steps.is_empty(), is_restored, "{text}");
        assert_eq!(fs::read_to_string(out.path().join(NAME)).unwrap(), old);
    }
}

#[test]
fn a_journal_that_cannot_be_carried_out_restores_nothing_that_no_run_kept() {
    let out = folder();
    let text = "fn main() {}";
    // A folder in one that does not exist: the steps are taken back.
    let line = format!("folder a/b\nfile {} - {NAME}", digest(text));
    let result = run_with(out.path(), "journal", &line, ("old/0", text));
    assert!(result.is_err());
    assert!(!out.path().join(NAME).exists());
}

#[test]
fn a_journal_without_an_end_is_refused() {
    let out = folder();
    fs::create_dir(out.path().join(".regen")).unwrap();
    fs::File::create(out.path().join(".regen/journal")).unwrap().set_len(1 << 40).unwrap();
    let error = write(&RealDisk, out.path(), &edition(1, 1)).unwrap_err().to_string();
    assert!(error.contains("journal`: it is larger than"), "{error}");
}

const PROJECT: &str = "[crate]\nname = \"pets\"\n[document]\npath = \"pets.yaml\"\noverlays = [\"overlay.yaml\"]\n[output]\npath = \"../generated\"\n";

/// A project whose crate is committed, and beside it a folder with secrets.
fn project() -> tempfile::TempDir {
    let work = folder();
    for folder in ["project/spec/changelog", "elsewhere/notes"] {
        fs::create_dir_all(work.path().join(folder)).unwrap();
    }
    for (name, text) in [
        ("project/spec/pets.yaml", DOCUMENT),
        ("project/spec/parts.yaml", PARTS),
        ("project/spec/overlay.yaml", OVERLAY),
        ("project/spec/regen.toml", PROJECT),
        ("elsewhere/secret.md", "a secret"),
        ("elsewhere/regen.toml", PROJECT),
        ("elsewhere/notes/secret.md", "a secret"),
    ] {
        fs::write(work.path().join(name), text).unwrap();
    }
    assert!(in_project(work.path(), &["regen"]).status.success());
    commit(work.path());
    work
}

/// Commits the project as it is.
fn commit(work: &Path) {
    let git = "git init -q && git add -A && git -c user.name=a -c user.email=a@b -c commit.gpgsign=false commit -qm a";
    let mut shell = Command::new("sh");
    let done = shell.args(["-c", git]).current_dir(work.join("project")).env_remove("GIT_DIR").status();
    assert!(done.unwrap().success());
}

fn in_project(work: &Path, arguments: &[&str]) -> Output {
    in_project_command(work, arguments).output().unwrap()
}

fn in_project_command(work: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust"));
    command.args(arguments).current_dir(work.join("project")).env_remove("GIT_DIR");
    command
}

#[test]
fn a_link_that_leads_out_of_a_project_is_neither_read_nor_written_through() {
    let cases = [
        ("spec/changelog/0.0.1.md", "secret.md"),
        ("spec/changelog/0.1.0.md", "missing.md"),
        ("spec/changelog/unreleased", "notes"),
        ("spec/changelog", "notes"),
        ("spec/accepted.toml", "secret.md"),
        ("generated", "notes"),
        ("generated", "missing"),
        ("spec/pets.yaml", "secret.md"),
        ("spec/overlay.yaml", "secret.md"),
        ("spec/regen.toml", "secret.md"),
        ("spec/regen.toml", "regen.toml"),
    ];
    for (place, target) in cases {
        let work = project();
        let link = work.path().join("project").join(place);
        let _ = fs::remove_dir_all(&link).or_else(|_| fs::remove_file(&link));
        symlink(work.path().join("elsewhere").join(target), &link).unwrap();
        let before = snapshot(work.path());
        for arguments in [&["regen"][..], &["regen", "--check"], &["regen", "--force"], &["update"]] {
            let output = in_project(work.path(), arguments);
            let messages = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(3), "{place} -> {target}, {arguments:?}: {output:?}");
            let is_told = messages.contains("leads out of the project") || messages.contains("cannot read");
            assert!(is_told && messages.contains(place), "{place} -> {target}, {arguments:?}: {messages}");
            assert!(!messages.contains("a secret"), "{place} -> {target}, {arguments:?}: {messages}");
            assert_eq!(snapshot(work.path()), before, "{place} -> {target}, {arguments:?}");
        }
    }
}

#[test]
fn the_report_is_written_to_a_plain_file_of_the_project() {
    for kind in ["folder", "file", "pipe"] {
        let work = project();
        let place = work.path().join("project/target");
        match kind {
            "folder" => symlink(work.path().join("elsewhere"), &place).unwrap(),
            "file" => {
                fs::create_dir(&place).unwrap();
                symlink(work.path().join("elsewhere/secret.md"), place.join("update.md")).unwrap();
            }
            _ => {
                fs::create_dir(&place).unwrap();
                pipe(&place.join("update.md"));
            }
        }
        let list = |folder: &str| {
            let mut names: Vec<_> =
                fs::read_dir(work.path().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
            names.sort();
            names
        };
        let before = (list("elsewhere"), list("project"));
        let output = ended(in_project_command(work.path(), &["update"]));
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{kind}: {output:?}");
        assert!(messages.contains("`target/update.md` is"), "{kind}: {messages}");
        assert_eq!((list("elsewhere"), list("project")), before, "{kind}");
        assert_eq!(
            fs::read_to_string(work.path().join("elsewhere/secret.md")).unwrap(),
            "a secret",
            "{kind}"
        );
        // Whoever names another place has it there.
        let output = in_project(work.path(), &["update", "--report", "report.md"]);
        assert_eq!(output.status.code(), Some(0), "{kind}: {output:?}");
    }
}

#[test]
fn init_writes_through_no_link_that_leads_out_of_its_folder() {
    for place in [".github", ".gitignore", "Cargo.toml", "generated", "spec", "spec/changelog"] {
        let work = folder();
        for folder in ["project", "elsewhere"] {
            fs::create_dir(work.path().join(folder)).unwrap();
        }
        fs::write(work.path().join("project/pets.yaml"), DOCUMENT).unwrap();
        fs::write(work.path().join("project/parts.yaml"), PARTS).unwrap();
        let link = work.path().join("project").join(place);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(work.path().join("elsewhere"), link).unwrap();
        let before = snapshot(work.path());
        let output = in_project(work.path(), &["init", "--spec", "pets.yaml"]);
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code().is_some_and(|code| code >= 2), "{place}: {output:?}");
        assert!(messages.contains(place), "{place}: {messages}");
        assert_eq!(snapshot(work.path()), before, "{place}");
    }
}

#[test]
fn a_link_that_stays_in_the_project_is_followed() {
    for place in ["generated", "spec/changelog"] {
        let work = project();
        let link = work.path().join("project").join(place);
        let _ = fs::remove_dir_all(&link);
        fs::create_dir(work.path().join("project/inside")).unwrap();
        symlink(work.path().join("project/inside"), &link).unwrap();
        let output = in_project(work.path(), &["regen"]);
        assert_eq!(output.status.code(), Some(0), "{place}: {output:?}");
        assert!(work.path().join("project/generated/src/lib.rs").is_file(), "{place}");
    }
}

#[test]
fn a_document_that_is_a_link_within_the_project_is_compared_with_what_it_led_to() {
    let work = project();
    let place = |name: &str| work.path().join("project").join(name);
    fs::create_dir(place("apis")).unwrap();
    fs::rename(place("spec/pets.yaml"), place("apis/pets.yaml")).unwrap();
    symlink("../apis/pets.yaml", place("spec/pets.yaml")).unwrap();
    commit(work.path());
    let changed = DOCUMENT.replace("listPets", "listAllPets");
    fs::write(place("apis/pets.yaml"), changed).unwrap();
    let output = in_project(work.path(), &["diff"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("list_all"), "{output:?}");
}

#[test]
fn a_lock_that_is_a_link_or_a_pipe_is_refused() {
    let out = folder();
    fs::create_dir(out.path().join(".regen")).unwrap();
    let elsewhere = out.path().join("elsewhere");
    symlink(&elsewhere, out.path().join(".regen/lock")).unwrap();
    let error = write(&RealDisk, out.path(), &edition(1, 1)).unwrap_err().to_string();
    assert!(error.contains("lock`: something else has this name"), "{error}");
    assert!(!elsewhere.exists());

    let work = inputs();
    fs::create_dir_all(work.path().join("made/.regen")).unwrap();
    pipe(&work.path().join("made/.regen/lock"));
    let output = regen(work.path());
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("something else has this name"), "{output:?}");
}

const DOCUMENT: &str = "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: 1.0.0\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      responses:\n        '204':\n          description: Nothing.\n          headers:\n            Next:\n              $ref: parts.yaml#/next\n";
const PARTS: &str = "next:\n  schema:\n    type: string\n";
const OVERLAY: &str =
    "overlay: 1.0.0\ninfo: {title: o, version: '1'}\nactions:\n  - target: $.info\n    update: {x-a: 1}\n";
const CONFIG: &str = "[crate]\nname = \"pets\"\n[document]\noverlays = [\"overlay.yaml\"]\n";

fn inputs() -> tempfile::TempDir {
    let folder = folder();
    let files =
        [("pets.yaml", DOCUMENT), ("parts.yaml", PARTS), ("overlay.yaml", OVERLAY), ("regen.toml", CONFIG)];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn regen(folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust"));
    command
        .args(["regen", "--spec", "pets.yaml", "--config", "regen.toml", "--out", "made"])
        .current_dir(folder);
    ended(command)
}

/// Runs the command, which must come to an end.
fn ended(mut command: Command) -> Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let end = Instant::now() + Duration::from_secs(60);
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > end {
            child.kill().unwrap();
            panic!("it waits for a pipe: {:?}", child.wait_with_output());
        }
        thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().unwrap()
}

#[test]
fn an_input_that_is_no_plain_file_is_refused_before_it_is_opened() {
    let work = inputs();
    let output = regen(work.path());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let before = snapshot(&work.path().join("made"));
    for name in ["pets.yaml", "parts.yaml", "overlay.yaml", "regen.toml"] {
        for kind in ["pipe", "device"] {
            let work = inputs();
            let place = work.path().join(name);
            fs::remove_file(&place).unwrap();
            if kind == "pipe" {
                pipe(&place);
            } else {
                symlink("/dev/zero", &place).unwrap();
            }
            let output = regen(work.path());
            let messages = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(matches!(output.status.code(), Some(2 | 3)), "{name}, {kind}: {output:?}");
            // A link that leads out of the folder of a document is refused as such.
            let is_told = messages.contains("it is not a plain file") || messages.contains("leads out of");
            assert!(is_told && messages.contains(name), "{name}, {kind}: {messages}");
            assert!(!work.path().join("made").exists());
        }
    }
    assert_eq!(snapshot(&work.path().join("made")), before);
}
