//! The command itself: exit statuses, messages, `--check`, what it leaves alone.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::{err, generated, out, snapshot};

/// A document that is valid and small.
fn document(title: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo:\n  title: {title}\n  version: 1.0.0\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      responses:\n        '204':\n          description: Nothing.\n"
    )
}

fn regen(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust"));
    command.current_dir(folder).arg("regen").args(arguments).output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("{output:?}"))
}

/// A folder with a document in it and, if asked for, the crate of it.
fn project(with_crate: bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pets.yaml"), document("Pets")).unwrap();
    if with_crate {
        let output = regen(folder.path(), WRITE);
        assert_eq!(status(&output), 0, "{output:?}");
    }
    folder
}

const WRITE: &[&str] = &["--spec", "pets.yaml", "--out", "made", "--name", "pets"];
const CHECK: &[&str] = &["--spec", "pets.yaml", "--out", "made", "--name", "pets", "--check"];

#[test]
fn writes_then_is_current_then_shows_what_changed() {
    let folder = project(false);
    let first = regen(folder.path(), WRITE);
    assert_eq!(status(&first), 0, "{first:?}");
    assert!(out(&first).starts_with("pets 0.1.0: 1 operation, "), "{}", out(&first));
    assert!(out(&first).contains(" added, 0 removed, 0 unchanged ("), "{}", out(&first));

    let before = snapshot(folder.path());
    let again = regen(folder.path(), WRITE);
    assert_eq!(status(&again), 0);
    assert!(out(&again).contains(" are current ("), "{}", out(&again));
    assert_eq!(status(&regen(folder.path(), CHECK)), 0);
    assert_eq!(snapshot(folder.path()), before);

    fs::write(folder.path().join("pets.yaml"), document("Pets").replace("/pets", "/animals")).unwrap();
    let changed = regen(folder.path(), WRITE);
    assert_eq!(status(&changed), 0);
    assert!(out(&changed).contains("\n  ~ src/"), "{}", out(&changed));
}

#[test]
fn check_writes_nothing_shows_a_diff_and_names_the_remedy() {
    let folder = project(true);
    fs::write(folder.path().join("pets.yaml"), document("Pets").replace("/pets", "/animals")).unwrap();
    let before = snapshot(folder.path());
    let output = regen(folder.path(), CHECK);
    assert_eq!(status(&output), 1);
    assert_eq!(snapshot(folder.path()), before);
    let text = out(&output);
    assert!(
        text.contains("--- made/src/")
            && text.contains("\n@@ ")
            && text.contains("\n-")
            && text.contains("\n+"),
        "{text}"
    );
    assert!(text.contains("run `openapi-rust regen --spec pets.yaml --out made --name pets`"), "{text}");

    // A folder that is not there yet is made neither.
    let output = regen(folder.path(), &["--spec", "pets.yaml", "--out", "other", "--check"]);
    assert_eq!(status(&output), 1);
    assert!(!folder.path().join("other").exists());
}

#[test]
fn check_mentions_an_edit_and_an_interrupted_run() {
    let folder = project(true);
    let manifest = folder.path().join("made/Cargo.toml");
    fs::write(&manifest, fs::read_to_string(&manifest).unwrap() + "# mine\n").unwrap();
    let output = regen(folder.path(), CHECK);
    assert_eq!(status(&output), 1);
    assert!(out(&output).contains("made/Cargo.toml was edited by hand"), "{}", out(&output));
    assert!(out(&output).contains("--name pets --force`"), "{}", out(&output));

    let folder = project(true);
    fs::create_dir(folder.path().join("made/.regen")).unwrap();
    fs::write(folder.path().join("made/.regen/journal"), "regen journal 1\n").unwrap();
    let output = regen(folder.path(), CHECK);
    assert_eq!(status(&output), 1);
    assert!(out(&output).contains("interrupted"), "{}", out(&output));
    assert_eq!(status(&regen(folder.path(), WRITE)), 0);
    assert_eq!(status(&regen(folder.path(), CHECK)), 0);
}

#[test]
fn a_document_at_fault_is_status_2_and_leaves_the_output() {
    let folder = project(true);
    let before = snapshot(&folder.path().join("made"));
    for broken in ["", "openapi: 3.1.0\ninfo: [\n", "{\"openapi\": \"3.1.0\", \"paths\": []}", "\u{0}"] {
        fs::write(folder.path().join("pets.yaml"), broken).unwrap();
        for arguments in [WRITE, CHECK] {
            let output = regen(folder.path(), arguments);
            assert_eq!(status(&output), 2, "{broken:?}: {output:?}");
            assert!(err(&output).contains("error[E"), "{}", err(&output));
        }
    }
    assert_eq!(snapshot(&folder.path().join("made")), before);
}

#[test]
fn a_configuration_at_fault_is_status_2() {
    let folder = project(true);
    fs::write(folder.path().join("regen.toml"), "[crate]\nbad_key = 1\n").unwrap();
    let output = regen(folder.path(), &[WRITE, &["--config", "regen.toml"]].concat());
    assert_eq!(status(&output), 2, "{output:?}");

    // It is refused, not read in part.
    let long = format!("#{}\n[crate]\nbad_key = 1\n", " ".repeat(1 << 20));
    for (text, code) in [(long.into_bytes(), "E0104"), (b"# caf\xe9\n".to_vec(), "E0102")] {
        fs::write(folder.path().join("regen.toml"), text).unwrap();
        let output = regen(folder.path(), &[WRITE, &["--config", "regen.toml"]].concat());
        assert_eq!(status(&output), 2, "{output:?}");
        assert!(err(&output).contains(&format!("error[{code}]: `regen.toml`")), "{}", err(&output));
    }
}

#[test]
fn a_configuration_without_a_document_says_so() {
    let folder = project(false);
    fs::write(folder.path().join("regen.toml"), "[crate]\nname = 'pets'\n").unwrap();
    let output = regen(folder.path(), &["--config", "regen.toml", "--out", "made"]);
    assert_eq!(status(&output), 2, "{output:?}");
    assert!(err(&output).contains("`regen.toml` names no document"), "{}", err(&output));
    fs::write(folder.path().join("regen.toml"), "[document]\npath = 'missing.yaml'\n").unwrap();
    let output = regen(folder.path(), &["--config", "regen.toml", "--out", "made"]);
    assert_eq!(status(&output), 3, "{output:?}");
    assert!(err(&output).contains("cannot read `missing.yaml`"), "{}", err(&output));
    assert!(err(&output).contains("`regen.toml` names it"), "{}", err(&output));
}

#[test]
fn files_that_cannot_be_read_or_written_are_status_3() {
    let folder = project(false);
    for arguments in [
        ["--spec", "missing.yaml", "--out", "made"].as_slice(),
        &["--spec", ".", "--out", "made"],
        &["--spec", "pets.yaml", "--out", "made", "--config", "missing.toml"],
        &["--spec", "pets.yaml", "--out", "pets.yaml"],
        &["--spec", "pets.yaml", "--out", "pets.yaml/below"],
    ] {
        let output = regen(folder.path(), arguments);
        assert_eq!(status(&output), 3, "{arguments:?}: {output:?}");
        assert!(err(&output).starts_with("error[E09"), "{}", err(&output));
    }
    assert!(!folder.path().join("made").exists());
}

#[test]
fn files_in_the_way_are_status_3_and_stay() {
    let folder = project(true);
    let manifest = folder.path().join("made/Cargo.toml");
    fs::write(&manifest, "mine").unwrap();
    for arguments in [WRITE.to_vec(), [WRITE, &["--force"]].concat()] {
        let output = regen(folder.path(), &arguments);
        assert_eq!(status(&output), 3, "{output:?}");
        assert!(err(&output).contains("error[E0903]: `made/Cargo.toml`"), "{}", err(&output));
    }
    fs::write(&manifest, generated("mine").replace("//", "#")).unwrap();
    let output = regen(folder.path(), WRITE);
    assert_eq!(status(&output), 3, "{output:?}");
    assert!(err(&output).contains("error[E0904]: `made/Cargo.toml`"), "{}", err(&output));
    assert_eq!(status(&regen(folder.path(), &[WRITE, &["--force"]].concat())), 0);
    assert_eq!(status(&regen(folder.path(), CHECK)), 0);
}

#[test]
fn the_command_line_is_checked_and_explained() {
    let folder = project(false);
    assert_eq!(status(&regen(folder.path(), &["--spec", "pets.yaml"])), 2, "--spec needs --out");
    for name in ["std", "crate", "a b", "1a", ""] {
        let arguments = ["--spec", "pets.yaml", "--out", "made", "--name", name];
        assert_eq!(status(&regen(folder.path(), &arguments)), 2, "{name}");
    }
    let help = regen(folder.path(), &["--help"]);
    assert_eq!(status(&help), 0);
    assert!(out(&help).contains("Examples:") && out(&help).contains("Exit status:"), "{}", out(&help));
    let explained = regen(folder.path(), &["--explain", "e0101"]);
    assert_eq!(status(&explained), 0);
    assert!(out(&explained).starts_with("E0101\n"), "{}", out(&explained));
    assert!(!out(&explained).contains("--mend"), "{}", out(&explained));
    let mended = regen(folder.path(), &["--explain", "E0226"]);
    assert!(out(&mended).contains("`regen --mend FILE`"), "{}", out(&mended));
    assert_eq!(status(&regen(folder.path(), &["--explain", "E9999"])), 2);
    assert!(out(&regen(folder.path(), &["--explain"])).lines().count() > 5);
}

#[test]
fn the_summary_counts_what_is_lost_by_kind_and_the_policy_makes_errors_of_it() {
    let folder = project(false);
    let document = document("Pets")
        .replace("'204':", "'200': {description: Fine., content: {a: {}, b: {}}}\n        '204':");
    let lost = "components: {schemas: {A: {type: text}, B: {allOf: [{type: string}, {type: integer}]}}}\n";
    fs::write(folder.path().join("pets.yaml"), document + lost).unwrap();
    let written = regen(folder.path(), WRITE);
    assert_eq!(status(&written), 0, "{}", err(&written));
    let counted = "1 operation, 2 schemas, 2 media types ignored, 2 schemas degraded; ";
    assert!(out(&written).contains(counted), "{}", out(&written));
    assert!(err(&written).contains("note: this entry is ignored"), "{}", err(&written));
    let json = out(&regen(folder.path(), &[WRITE, &["--message-format", "json"]].concat()));
    let summary: serde_json::Value = serde_json::from_str(json.lines().last().unwrap()).unwrap();
    assert_eq!(summary["lost"], serde_json::json!({"media type": 2, "schema": 2}));
    fs::write(folder.path().join("strict.toml"), "[policy]\nunsupported = \"error\"\n").unwrap();
    let refused = regen(folder.path(), &[WRITE, &["--config", "strict.toml"]].concat());
    assert_eq!(status(&refused), 2);
    assert_eq!(err(&refused).matches("error[").count(), 4, "{}", err(&refused));
    assert!(!err(&refused).contains("is ignored"), "{}", err(&refused));
}

#[test]
fn warnings_are_denied_by_a_flag_or_the_policy_but_for_the_codes_allowed() {
    let folder = project(false);
    let lost = "components: {schemas: {A: {type: text}}}\n";
    fs::write(folder.path().join("pets.yaml"), document("Pets") + lost).unwrap();
    let refused = regen(folder.path(), &[WRITE, &["--deny-warnings"]].concat());
    assert_eq!(status(&refused), 2);
    assert!(err(&refused).contains("error[E0210]"), "{}", err(&refused));
    assert!(!folder.path().join("made").exists(), "nothing is written");
    let configured = |text: &str, arguments: &[&str]| {
        fs::write(folder.path().join("strict.toml"), text).unwrap();
        regen(folder.path(), &[WRITE, &["--config", "strict.toml"], arguments].concat())
    };
    assert_eq!(status(&configured("[policy]\nwarnings = \"deny\"\n", &[])), 2);
    let allowed = configured("[policy]\nallowed_warnings = [\"E0210\"]\n", &["--deny-warnings"]);
    assert_eq!(status(&allowed), 0, "{}", err(&allowed));
    assert!(err(&allowed).contains("warning[E0210]"), "{}", err(&allowed));
    let unknown = configured("[policy]\nallowed_warnings = [\"E210\"]\n", &[]);
    assert!(err(&unknown).contains("there is no code `E210`"), "{}", err(&unknown));
}

#[test]
fn json_messages_are_one_object_a_line() {
    let folder = project(false);
    let json = |arguments: &[&str]| {
        let output = regen(folder.path(), &[arguments, &["--message-format", "json"]].concat());
        let lines = out(&output);
        let objects: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(err(&output).is_empty(), "{}", err(&output));
        objects
    };
    let written = json(WRITE);
    let summary = written.last().unwrap();
    assert_eq!((&summary["kind"], &summary["crate"]), (&"summary".into(), &"pets".into()));
    assert!(!summary["added"].as_array().unwrap().is_empty());
    assert_eq!(json(CHECK).last().unwrap()["current"], true);
    let missing = json(&["--spec", "missing.yaml", "--out", "made"]);
    assert_eq!((&missing[0]["code"], &missing[0]["severity"]), (&"E0901".into(), &"error".into()));
    // A command line that is wrong, too.
    let wrong = json(&["--check", "--spec", "pets.yaml"]);
    assert_eq!(
        (wrong.len(), &wrong[0]["code"], &wrong[0]["severity"]),
        (1, &"E0508".into(), &"error".into())
    );
    fs::write(folder.path().join("pets.yaml"), "openapi: [").unwrap();
    assert!(json(WRITE).iter().any(|line| line["severity"] == "error" && line["code"].is_string()));
}

#[test]
fn a_reader_that_goes_away_is_no_crash() {
    let folder = project(false);
    let mut child = Command::new(env!("CARGO_BIN_EXE_openapi-rust"))
        .args(["regen", "--explain"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .current_dir(folder.path())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(!err(&output).contains("panicked"), "{}", err(&output));
}

#[test]
fn a_name_that_no_crate_can_have_is_refused_and_a_title_is_made_one() {
    let folder = tempfile::tempdir().unwrap();
    for (title, wanted) in
        [("Box", "box-client"), ("Core", "core-client"), ("Serde Json", "serde-json-client")]
    {
        fs::write(folder.path().join("pets.yaml"), document(title)).unwrap();
        let output = regen(folder.path(), &["--spec", "pets.yaml", "--out", wanted]);
        assert_eq!(status(&output), 0, "{output:?}");
        assert!(out(&output).starts_with(&format!("{wanted} 0.1.0: ")), "{}", out(&output));
    }
    for name in ["match", "test", "serde", "con"] {
        let output = regen(folder.path(), &["--spec", "pets.yaml", "--out", "made", "--name", name]);
        assert_eq!(status(&output), 2, "{output:?}");
        assert!(err(&output).contains("add a word, such as `-client`"), "{}", err(&output));
        let config = format!("[crate]\nname = {name:?}\n");
        fs::write(folder.path().join("regen.toml"), config).unwrap();
        let output =
            regen(folder.path(), &["--spec", "pets.yaml", "--out", "made", "--config", "regen.toml"]);
        assert_eq!(status(&output), 2, "{output:?}");
        assert!(err(&output).contains("E0503"), "{}", err(&output));
    }
    assert!(!folder.path().join("made").exists());
}

/// References lead as far as the root that the configuration names, and no further; what is wrong in a part is told by
/// its path from where we stand, and the crate is the same from everywhere.
#[test]
fn a_root_widens_where_references_lead() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let document = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Owner: {type: object, properties: {pet: {$ref: '../../common//pet.yaml#/Pet'}}}\n";
    write("spec/api/openapi.yaml", document);
    write("common/pet.yaml", "Pet: {type: object, properties: {name: {type: nothing}}}\n");
    let settings =
        |root: &str| format!("[document]\n{root}path = \"api/openapi.yaml\"\n[crate]\nname = \"t\"\n");
    write("spec/regen.toml", &settings(""));
    let narrow = regen(folder.path(), &["--config", "spec/regen.toml", "--out", "made"]);
    assert_eq!(status(&narrow), 2);
    assert!(err(&narrow).contains("`root` under [document]"), "{}", err(&narrow));

    write("spec/regen.toml", &settings("root = \"..\"\n"));
    let wide = regen(folder.path(), &["--config", "spec/regen.toml", "--out", "made"]);
    assert_eq!(status(&wide), 0, "{}", err(&wide));
    assert!(err(&wide).contains("--> common/pet.yaml:1:"), "{}", err(&wide));
    let made = fs::read_to_string(folder.path().join("made/src/models/pet.rs")).unwrap();
    assert!(made.contains("From `common/pet.yaml#/Pet`"), "{made}");
    let inside = regen(
        &folder.path().join("spec/api"),
        &["--config", "../regen.toml", "--out", "../../made", "--check"],
    );
    assert_eq!(status(&inside), 0, "{}", err(&inside));
    assert!(err(&inside).contains("--> ../../common/pet.yaml:1:"), "{}", err(&inside));

    write("spec/regen.toml", &settings("root = \"../common\"\n"));
    let aside = regen(folder.path(), &["--config", "spec/regen.toml", "--out", "made"]);
    assert_eq!(status(&aside), 2);
    assert!(err(&aside).contains("`spec/api/openapi.yaml` is not in the folder `common`"), "{}", err(&aside));
}

#[test]
fn an_overlay_mends_what_is_lost() {
    let folder = project(false);
    let place = |name: &str| folder.path().join(name);
    let bad = document("Pets").replace(
        "'204':",
        "'200': { description: Pets., content: { application/json: { schema: { type: odd } } } }\n        '20O':",
    );
    fs::write(place("pets.yaml"), bad).unwrap();
    fs::write(place("regen.toml"), "[document]\npath = \"pets.yaml\"\noverlays = [\"mends.yaml\"]\n")
        .unwrap();

    // The summary of what is lost names the way.
    let output = regen(folder.path(), &["--spec", "pets.yaml", "--name", "pets", "--out", "lossy"]);
    assert!(out(&output).contains("regen --mend FILE`"), "{}", out(&output));

    let mend = ["--mend", "mends.yaml", "--spec", "pets.yaml"];
    let output = regen(folder.path(), &mend);
    assert_eq!(status(&output), 0, "{output:?}");
    assert!(
        out(&output).starts_with("mends.yaml: 2 actions for 2 of 2 lost spots, 0 left"),
        "{}",
        out(&output)
    );
    assert!(!place("made").exists());

    let output = regen(folder.path(), &["--config", "regen.toml", "--out", "made", "--deny-warnings"]);
    assert_eq!(status(&output), 0, "{output:?}");

    let again = regen(folder.path(), &mend);
    assert_eq!(status(&again), 3, "what a person wrote there is not overwritten: {again:?}");
    assert_eq!(status(&regen(folder.path(), &["--spec", "pets.yaml"])), 2);
}
