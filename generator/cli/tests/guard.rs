//! What `regen` asks for before it writes: a version, a line that keeps a name, a word for a breaking change.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod common;

use std::fs;

use common::project::{NULLABLE, OPTIONAL, Project, WORDS};
use common::{err, out};
use serde_json::Value;

#[test]
fn a_word_asks_for_nothing() {
    let project = Project::new();
    project.edit(WORDS);
    let done = project.run(&["regen"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(err(&done).contains("since 0.1.0: documentation only, no version change"), "{}", err(&done));
    let text = out(&done);
    assert!(text.contains("2 files changed") && text.contains("~ src/models/guardrail.rs"), "{text}");
}

#[test]
fn a_document_that_was_committed_alone_is_still_judged() {
    let project = Project::new();
    project.edit(OPTIONAL);
    project.commit();
    let done = project.run(&["regen"]);
    assert_eq!(done.status.code(), Some(0));
    assert!(
        err(&done).contains(
            "since 0.1.0: minor: 1 additive\n  not released yet: `openapi-rust release` makes 0.1.1 of it"
        ),
        "{}",
        err(&done)
    );
    assert!(!project.read("generated/CHANGELOG.md").contains("label"));
    project.configure("0.1.1");
    assert_eq!(project.status(&["regen"]), 0);
    assert!(project.read("generated/CHANGELOG.md").contains("label"));
}

#[test]
fn changes_add_up_until_there_is_another_version() {
    let project = Project::new();
    project.edit(WORDS);
    assert_eq!(project.status(&["regen"]), 0);
    project.commit();
    project.edit(OPTIONAL);
    project.configure("0.1.1");
    assert_eq!(project.status(&["regen"]), 0);
    project.commit();
    let log = project.read("generated/CHANGELOG.md");
    assert!(log.contains("label") && log.contains("The documentation of 1 item changed."), "{log}");

    // On a branch, the version that its first commit made serves the second one, too.
    project.write(
        "spec/changelog/0.1.1.md",
        &format!("For you.\n\n{}", project.read("spec/changelog/0.1.1.md")),
    );
    project.edit(("label: { type: string }", "label: { type: string }\n        colour: { type: string }"));
    let done = project.run(&["regen", "--base", "HEAD~1"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(err(&done).contains("since HEAD~1: minor: 2 additive"), "{}", err(&done));
    let log = project.read("generated/CHANGELOG.md");
    assert!(log.contains("For you.\n\n### Added") && log.contains("colour"), "{log}");
    assert_eq!(log.matches("label").count(), 1, "{log}");
    // Once it is committed, nothing more is asked for, however the branch is merged.
    project.commit();
    let done = project.run(&["regen"]);
    assert_eq!((done.status.code(), err(&done)), (Some(0), String::new()));
    assert_eq!(project.status(&["regen", "--check"]), 0);

    // The next version does not tell of it again, and one that never came to be is named.
    project.edit(("colour: { type: string }", "colour: { type: string }\n        shape: { type: string }"));
    project.configure("0.1.2");
    assert_eq!(project.status(&["regen"]), 0);
    let text = project.read("spec/changelog/0.1.2.md");
    assert!(text.contains("shape") && !text.contains("colour"), "{text}");
    let done = project.run(&["regen", "--base", "HEAD~2"]);
    assert!(
        err(&done).contains("spec/changelog/0.1.1.md is of a version that HEAD~2 does not have"),
        "{done:?}"
    );
}

#[test]
fn the_check_judges_the_version() {
    let project = Project::new();
    project.edit(NULLABLE);
    project.configure("0.2.0");
    assert_eq!(project.status(&["regen"]), 0);
    project.configure("0.1.0");
    // Whoever writes the manifest by hand gets no further.
    project.write("generated/Cargo.toml", &project.read("generated/Cargo.toml").replace("0.2.0", "0.1.0"));
    let done = project.run(&["regen", "--check"]);
    assert_eq!(done.status.code(), Some(2), "{}", out(&done));
    assert!(err(&done).contains("E0505"), "{}", err(&done));
    project.configure("0.2.0");
    assert_eq!(project.status(&["regen"]), 3, "the manifest was edited");
    assert_eq!(project.status(&["regen", "--force"]), 0);
    project.commit();
    let done = project.run(&["regen", "--check", "--base", "HEAD~1"]);
    assert_eq!((done.status.code(), err(&done)), (Some(0), String::new()));
}

#[test]
fn without_an_earlier_crate_nothing_is_judged_and_that_is_said() {
    let project = Project::new();
    fs::remove_dir_all(project.path(".git")).unwrap();
    project.edit(OPTIONAL);
    let done = project.run(&["regen"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(err(&done).contains("the version is not judged"), "{}", err(&done));
}

/// The version is what follows from the slip, and the slip is what its author wants to read.
#[test]
fn a_misspelt_entry_is_said_after_the_version_that_it_asks_for() {
    let project = Project::new();
    // A warning that was there before explains nothing.
    project.edit(("required: [hash]", "required: [hash, hesh]"));
    project.configure("0.2.0");
    assert_eq!(project.status(&["regen"]), 0);
    project.commit();
    project.edit(("required: [id, name, mode]", "required: [id, nmae, mode]"));
    for arguments in [&["regen"][..], &["update", "--dry-run"]] {
        let done = project.run(arguments);
        assert_eq!(done.status.code(), Some(2), "{}", err(&done));
        let text = err(&done);
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
        assert!(at("`hesh` is required") < at("E0505"), "{text}");
        assert!(at("E0505") < at("`nmae` is required"), "{text}");
        assert_eq!(text.matches("`nmae` is required").count(), 1, "{text}");
    }
    // Where nothing is refused, it is told as ever.
    project.configure("0.3.0");
    let done = project.run(&["regen"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(err(&done).matches("`nmae` is required").count(), 1, "{}", err(&done));
}

#[test]
fn regen_refuses_a_version_that_is_too_low() {
    let project = Project::new();
    project.edit(NULLABLE);
    project.edit(OPTIONAL);
    let before = project.read("generated/api.snap");
    let done = project.run(&["regen"]);
    assert_eq!(done.status.code(), Some(2));
    let text = err(&done);
    assert!(text.contains("E0505") && text.contains("since 0.1.0 asks for 0.2.0"), "{text}");
    assert!(text.contains("models::Guardrail::limit_usd: "), "{text}");
    assert!(text.contains("run `openapi-rust update --release`"), "{text}");
    // One that was raised, but not enough, neither: and nothing at all is written.
    project.configure("0.1.1");
    assert_eq!(project.status(&["regen"]), 2);
    assert_eq!(project.read("generated/api.snap"), before);
    assert!(!project.path("spec/changelog/0.1.1.md").exists());

    project.configure("0.2.0");
    assert_eq!(project.status(&["regen"]), 0);
    assert!(project.read("generated/api.snap").contains("models::Key::label"));
    let log = project.read("generated/CHANGELOG.md");
    let (newer, older) = log.split_once("## 0.1.0").unwrap();
    assert!(newer.contains("## 0.2.0") && newer.contains("- `models::Key::label`: added field"), "{log}");
    assert!(older.contains("The first version."));
    assert_eq!(project.status(&["regen", "--check"]), 0);
    project.commit();
    assert_eq!(project.status(&["regen", "--check"]), 0);

    project.configure("0.1.0");
    let done = project.run(&["regen"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(err(&done).contains("the version 0.1.0 is lower than 0.2.0"), "{}", err(&done));
    assert_eq!(project.read("spec/changelog/0.1.0.md"), "The first version.\n");
    assert!(out(&project.run(&["diff"])).contains("version: 0.1.0 is lower than 0.2.0"));
}

#[test]
fn a_breaking_change_is_accepted_by_its_fingerprint() {
    let project = Project::new();
    project.edit(NULLABLE);
    project.configure("0.1.1");
    let done = project.run(&["regen"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(err(&done).contains("asks for 0.2.0"), "{}", err(&done));
    let diff: Value = serde_json::from_slice(&project.run(&["diff", "--format", "json"]).stdout).unwrap();
    let change = &diff["changes"][0];
    assert_eq!(change["path"], "models::Guardrail::limit_usd");
    assert_eq!(diff["version"]["asked"], "0.2.0");
    assert_eq!(diff["version"]["enough"], false);
    assert_eq!(project.status(&["regen", "--accept-breaking", "0000000000000000"]), 2);
    let fingerprint = change["fingerprint"].as_str().unwrap();
    let manifest = project.read("generated/Cargo.toml");
    project.write("generated/Cargo.toml", "mine\n");
    assert_eq!(project.status(&["regen", "--accept-breaking", fingerprint]), 3);
    for path in ["spec/accepted.toml", "spec/changelog/0.1.1.md"] {
        assert!(!project.path(path).exists(), "a run that fails writes nothing, not {path}");
    }
    project.write("generated/Cargo.toml", &manifest);
    project.configure("0.1.1");
    let done = project.run(&["regen", "--accept-breaking", fingerprint]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(project.read("spec/accepted.toml").contains(fingerprint));
    assert!(
        err(&done).contains("~ spec/accepted.toml") && err(&done).contains("~ spec/changelog/0.1.1.md"),
        "{done:?}"
    );
    assert!(project.read("generated/CHANGELOG.md").contains("became `OptionalNullable<f64>` (accepted)"));
    // From now on the file says it.
    let diff: Value = serde_json::from_slice(&project.run(&["diff", "--format", "json"]).stdout).unwrap();
    assert_eq!(
        (&diff["version"]["enough"], &diff["verdict"], &diff["changes"][0]["accepted"]),
        (&Value::Bool(true), &Value::from("minor"), &Value::Bool(true))
    );
    let text = out(&project.run(&["diff"]));
    assert!(text.starts_with("minor: 1 breaking (accepted)\n"), "{text}");
    assert!(text.contains("became `OptionalNullable<f64>` (accepted)\n"), "{text}");
    assert_eq!(project.status(&["regen"]), 0);
    assert_eq!(project.run(&["regen", "--check"]).status.code(), Some(0));
}

#[test]
fn accepted_changes_are_toml_however_it_is_spelled_and_checked() {
    let project = Project::new();
    project.edit(NULLABLE);
    project.configure("0.1.1");
    let diff: Value = serde_json::from_slice(&project.run(&["diff", "--format", "json"]).stdout).unwrap();
    let fingerprint = diff["changes"][0]["fingerprint"].as_str().unwrap();
    let rest = "item = 'models::Guardrail::limit_usd'\nwhat = \"\"\"it\nmay be null\"\"\"\n";
    project.write("spec/accepted.toml", &format!("[[accepted]]\nfingerprint=\"{fingerprint}\"\n{rest}"));
    let text = out(&project.run(&["diff"]));
    assert!(text.starts_with("minor: 1 breaking (accepted)\n"), "{text}");
    assert_eq!(project.status(&["regen"]), 0);

    for (text, code, message) in [
        ("[[accepted]]\nfingerprnt = \"1\"\nitem = \"a\"\nwhat = \"b\"\n", "E0502", "spec/accepted.toml:2:1"),
        ("[[acepted]]\n", "E0502", "unknown key `acepted`"),
        ("[[accepted]]\nfingerprint = 5\n", "E0503", "spec/accepted.toml:2:15"),
        ("[[accepted]]\nitem = \"a\"\n", "E0503", "missing field `fingerprint`"),
        ("[[accepted]\n", "E0501", "spec/accepted.toml:1:"),
    ] {
        project.write("spec/accepted.toml", text);
        for arguments in [["diff"].as_slice(), &["regen"], &["regen", "--check"]] {
            let done = project.run(arguments);
            assert_eq!(done.status.code(), Some(2), "{text}: {done:?}");
            assert!(err(&done).contains(code) && err(&done).contains(message), "{text}: {}", err(&done));
        }
    }
    fs::remove_file(project.path("spec/accepted.toml")).unwrap();
    fs::create_dir(project.path("spec/accepted.toml")).unwrap();
    let done = project.run(&["diff"]);
    assert_eq!(done.status.code(), Some(3));
    assert!(err(&done).contains("cannot read `spec/accepted.toml`"), "{}", err(&done));
}

#[test]
fn a_change_in_a_file_beside_the_document_is_judged() {
    let project = Project::new();
    let part = "type: object\nproperties:\n  hash: { type: string }\n";
    project.write("spec/parts/extra.yaml", part);
    project.edit((
        "hash: { type: string }",
        "hash: { type: string }\n        extra: { $ref: 'parts/extra.yaml' }",
    ));
    project.configure("0.1.1");
    assert_eq!(project.status(&["regen"]), 0);
    project.commit();
    project.write("spec/parts/extra.yaml", &part.replace("string", "integer"));
    let done = project.run(&["regen", "--check"]);
    assert_eq!(done.status.code(), Some(2), "{done:?}");
    assert!(err(&done).contains("since 0.1.1 asks for 0.2.0"), "{}", err(&done));
    project.write("spec/parts/extra.yaml", part);
    assert_eq!(project.status(&["regen", "--check"]), 0);
}

/// A newcomer that spells the name of what is there better must not take it over in silence.
#[test]
fn a_name_that_would_move_is_kept_by_a_line_that_pin_writes() {
    let project = Project::new();
    project.edit(("hash: { type: string }", "hash: { type: string }\n        keyHint: { type: string }"));
    assert_eq!(project.status(&["regen"]), 0);
    project.commit();
    let before = project.read("generated/api.snap");
    assert!(before.contains("::key_hint: Option<String> // \"keyHint\""), "{before}");
    project.edit((
        "keyHint: { type: string }",
        "keyHint: { type: string }\n        key_hint: { type: integer }",
    ));
    let refused = project.run(&["regen", "--base", "HEAD"]);
    let text = err(&refused);
    assert_eq!(refused.status.code(), Some(2), "{text}");
    assert!(text.contains("E0402") && text.contains("`key_hint` would be called `"), "{text}");
    assert!(text.contains("/properties/keyHint\" = \"key_hint\"") && text.contains("regen --pin"), "{text}");
    assert_eq!(project.read("generated/api.snap"), before, "nothing is written");
    assert_eq!(project.status(&["regen", "--base", "HEAD", "--check"]), 2);
    let pinned = project.run(&["regen", "--base", "HEAD", "--pin"]);
    assert_eq!(pinned.status.code(), Some(0), "{}", err(&pinned));
    let config = project.read("spec/regen.toml");
    assert!(config.contains("[names.overrides]\n\"/components/schemas/"), "{config}");
    let after = project.read("generated/api.snap");
    let items = before.lines().filter(|line| !line.starts_with("//"));
    let lost: Vec<&str> = items.filter(|line| !after.contains(line)).collect();
    assert_eq!(lost, Vec::<&str>::new());
    // The output is a function of what is written down: the same again, without a word about names.
    assert_eq!(project.status(&["regen", "--base", "HEAD"]), 0);
    assert_eq!(project.read("generated/api.snap"), after);
    // Whoever wants the new name says so.
    project.write("spec/regen.toml", &config.replace("= \"key_hint\"", "= \"key_hint_camel\""));
    let moved = project.run(&["regen", "--base", "HEAD"]);
    assert!(err(&moved).contains("E0505"), "a breaking change like any other: {}", err(&moved));
}

/// What becomes an object is not the enum that it was, and is called otherwise: a breaking change like any other.
#[test]
fn what_becomes_something_else_is_not_held_to_its_name() {
    let project = Project::new();
    let member = "hash: { type: string }";
    let with = |schema: &str| format!("{member}\n        key: {schema}");
    let [values, object] =
        ["{ type: string, enum: [a, b] }", "{ type: object, properties: { a: { type: string } } }"].map(with);
    project.edit((member, &values));
    assert_eq!(project.status(&["regen"]), 0);
    project.commit();
    let before = project.read("generated/api.snap");
    assert!(before.contains("pub enum models::KeyKind"), "{before}");
    project.edit((&values, &object));
    let refused = err(&project.run(&["regen", "--base", "HEAD"]));
    assert!(refused.contains("E0505") && !refused.contains("E0402"), "{refused}");
}

/// So are the names of an operation's own types: that of its errors is short as long as no other call spells it.
#[test]
fn a_short_name_of_errors_is_kept_by_such_a_line() {
    let project = Project::new();
    let add = |id: &str, path: &str| {
        let answer = "responses: { \"204\": { description: Done. }, \"400\": { description: Bad. } }";
        let call = format!("  {path}:\n    post: {{ operationId: {id}, tags: [Chat], {answer} }}\n");
        project.edit(("paths:\n", &format!("paths:\n{call}")));
    };
    add("chatSpeak", "/speak");
    assert_eq!(project.status(&["regen"]), 0);
    project.commit();
    let before = project.read("generated/api.snap");
    assert!(before.contains("pub enum errors::ChatSpeakError"), "{before}");
    add("speak", "/say");
    let refused = project.run(&["regen", "--base", "HEAD"]);
    let text = err(&refused);
    assert_eq!(refused.status.code(), Some(2), "{text}");
    assert!(text.contains("E0402") && text.contains("`ChatSpeakError` would be called `"), "{text}");
    assert!(text.contains("\"/paths/~1speak/post/error\" = \"ChatSpeakError\""), "{text}");
    assert_eq!(project.status(&["regen", "--base", "HEAD", "--pin"]), 0);
    let after = project.read("generated/api.snap");
    let items = before.lines().filter(|line| !line.starts_with("//"));
    let lost: Vec<&str> = items.filter(|line| !after.contains(line)).collect();
    assert_eq!(lost, Vec::<&str>::new());
    assert!(
        after.contains("speak(&self) -> operations::chat::SpeakBuilder => () or errors::SpeakError"),
        "{after}"
    );
}
