//! `diff`, `why`, `replay` and the guard of `regen`, on a project of their own in a git repository.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod common;

use std::fs;
use std::ops::Deref;
use std::process::Output;

use common::repository::Repository;
use serde_json::Value;

const NULLABLE: (&str, &str) = ("limit_usd: { type: number }", "limit_usd: { type: [number, 'null'] }");
const OPTIONAL: (&str, &str) =
    ("hash: { type: string }", "hash: { type: string }\n        label: { type: string }");
/// No YAML any more.
const WORDS_BROKEN: (&str, &str) = ("A set of rules.", "\"A set of rules");
const WORDS: (&str, &str) = ("A set of rules.", "A good set of rules.");

/// A project: `spec/` and `generated/`, committed.
struct Project(Repository);

impl Deref for Project {
    type Target = Repository;

    fn deref(&self) -> &Repository {
        &self.0
    }
}

impl Project {
    fn new() -> Self {
        let project = Self(Repository::new());
        project.configure("0.1.0");
        project.write("spec/changelog/0.1.0.md", "The first version.\n");
        assert_eq!(project.status(&["regen"]), 0);
        project.commit();
        project
    }

    fn configure(&self, version: &str) {
        let text = format!(
            "[crate]\nname = \"small\"\nversion = \"{version}\"\n[document]\npath = \"small.yaml\"\n"
        );
        self.write("spec/regen.toml", &text);
    }

    fn status(&self, arguments: &[&str]) -> i32 {
        self.run(arguments).status.code().unwrap()
    }
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

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

#[test]
fn every_failure_is_json_where_that_is_asked_for() {
    let project = Project::new();
    project.write("spec/regen.toml", "[crate]\nname = \"small\"\nversoin = \"0.1.0\"\n");
    project.commit();
    project.configure("0.1.0");
    project.commit();
    project.edit(WORDS_BROKEN);
    project.commit();
    project.git(&["checkout", "--quiet", "HEAD~1", "--", "spec/small.yaml"]);
    project.edit(NULLABLE);
    let cases: [(&[&str], i32, &str); 8] = [
        (&["--base", "nowhere"], 3, "E0901"),
        (&["--base", "no[w]here"], 3, "E0901"),
        (&["--base=--output=planted"], 3, "E0901"),
        (&["--base", "HEAD~2"], 2, "E0502"),
        (&["--base", "HEAD"], 2, "E0101"),
        (&["--base", "HEAD~1"], 2, "E0505"),
        (&["--base", "HEAD~1", "--accept-breaking", "0000000000000000"], 2, "E0506"),
        (&["--spec", "spec/missing.yaml", "--out", "made"], 3, "E0901"),
    ];
    for check in [false, true] {
        for (arguments, status, code) in cases {
            if check && arguments.contains(&"--accept-breaking") {
                continue;
            }
            let check: &[&str] = if check { &["--check"] } else { &[] };
            let done = project.run(&[&["regen", "--message-format", "json"], check, arguments].concat());
            assert_eq!(done.status.code(), Some(status), "{arguments:?}: {done:?}");
            let lines: Vec<Value> =
                out(&done).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            let last = lines.iter().rfind(|line| line["severity"] == "error");
            assert_eq!(last.map(|line| &line["code"]), Some(&Value::from(code)), "{arguments:?}: {done:?}");
            assert_eq!(err(&done), "", "{arguments:?}");
        }
    }
}

#[test]
fn the_diff_names_lines_versions_and_causes() {
    let project = Project::new();
    project.edit(NULLABLE);
    let toml = project.read("spec/regen.toml");
    project.write("spec/regen.toml", &format!("{toml}[types]\ninteger = \"i32\"\n"));
    let text = out(&project.run(&["diff"]));
    assert!(text.starts_with("major: "), "{text}");
    assert!(
        text.contains(
            "from #/components/schemas/Guardrail/properties/limit_usd in spec/small.yaml:106:9, was HEAD:spec/small.yaml:106:9"
        ),
        "{text}"
    );
    assert!(
        text.contains("version: 0.1.0, not released yet: `openapi-rust release` makes 0.2.0 of it"),
        "{text}"
    );
    assert!(
        text.contains(
            "by the configuration or its overlays:\n  models::Screw::turns\n  operations::guardrails::ListGuardrails::limit()"
        ),
        "{text}"
    );
    let markdown = out(&project.run(&["diff", "--format", "markdown"]));
    assert!(markdown.starts_with("**major: ") && markdown.contains("### Breaking"), "{markdown}");
    assert_eq!(project.status(&["diff", "--base", "nowhere"]), 3);
}

#[test]
fn two_documents_are_compared_without_git() {
    let project = Project::new();
    fs::copy(project.path("spec/small.yaml"), project.path("old.yaml")).unwrap();
    project.edit(OPTIONAL);
    let done = project.run(&["diff", "old.yaml", "spec/small.yaml"]);
    assert_eq!(done.status.code(), Some(0));
    assert!(out(&done).starts_with("minor: 1 additive"), "{}", out(&done));
}

/// A name that ends code, comments out what follows, begins lines, and clears the screen.
const HOSTILE: &str = r#""aa`\n\n<!--\n### Forged\n\u001B[2J\u202E""#;

fn hostile(id: &str, more: &str) -> String {
    format!(
        r##"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{"/a": {{"get": {{"operationId": "a",
        "responses": {{"200": {{"description": "x", "content": {{"application/json": {{"schema":
        {{"$ref": "#/components/schemas/P"}}}}}}}}}}}}}}}}, "components": {{"schemas": {{"P": {{"type": "object",
        "properties": {{"id": {{"type": "{id}"}}{more}}}}}}}}}}}"##
    )
}

#[test]
fn nothing_of_a_document_reaches_the_reader_raw() {
    let project = Project::new();
    let property =
        format!(r#", "zz": {{"type": "string"}}, {HOSTILE}: {{"type": "string", "default": {HOSTILE}}}"#);
    project.write("old.json", &hostile("string", &property));
    project.write("new.json", &hostile("integer", ""));
    let printed = |arguments: &[&str]| {
        let done = project.run(arguments);
        let text = out(&done) + &err(&done);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{arguments:?}: {text}");
        assert!(
            !text.lines().any(|line| line.contains("Forged") && line.starts_with('#')),
            "{arguments:?}: {text}"
        );
        text
    };
    for arguments in
        [&["diff", "old.json", "new.json"][..], &["diff", "old.json", "new.json", "--format", "markdown"]]
    {
        let text = printed(arguments);
        for item in ["models::P::aa_forged_2_j", "models::P::id", "models::P::zz"] {
            assert!(text.contains(&format!("{item}: ")) || text.contains(&format!("`{item}`: ")), "{text}");
        }
        assert!(!text.lines().any(|line| line.starts_with("<!--")), "{text}");
    }
    let json = printed(&["diff", "old.json", "new.json", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let pointer = json["changes"][0]["old"]["cause"]["pointer"].as_str().unwrap();
    assert!(
        pointer.ends_with("### Forged\n\u{1b}[2J\u{202e}"),
        "JSON means what the document says: {pointer}"
    );
    let why = printed(&["why", "models::P::aa_forged_2_j", "--spec", "old.json"]);
    assert!(why.contains("Forged\\n\\u{1b}[2J\\u{202e}"), "{why}");
    // Files that were edited, and paths that the caller names.
    project.write("generated/api.snap", "// \u{1b}[2J\u{202e}\n\r### Forged\n");
    printed(&["regen", "--check"]);
    printed(&["regen"]);
    printed(&["regen", "--explain", "\u{1b}[2J\n### Forged"]);
    for (arguments, code) in [
        (["--spec", "no\u{1b}[2J\n### Forged.yaml", "--out", "made"], "E0901"),
        (["--spec", "old.json", "--out", "spec/small.yaml/\u{1b}[2J\n### Forged"], "E090"),
    ] {
        let text = printed(&[&["regen"], &arguments[..]].concat());
        assert!(text.contains(code), "{text}");
    }
}

#[test]
fn a_long_report_is_summed_up_unless_all_of_it_is_asked_for() {
    let project = Project::new();
    let document = |count: usize| {
        let field = |at: usize| format!(r#", "field_with_a_name_{at}": {{"type": "string"}}"#);
        let fields: Vec<String> = (0..count).map(field).collect();
        hostile("string", &fields.concat())
    };
    project.write("old.json", &document(0));
    project.write("new.json", &document(900));
    for format in ["text", "markdown"] {
        let short = out(&project.run(&["diff", "old.json", "new.json", "--format", format]));
        assert!(short.len() < 60_000 && short.contains("`models::P`: 900 additive"), "{short}");
        let full = out(&project.run(&["diff", "old.json", "new.json", "--format", format, "--full"]));
        assert!(full.len() > 60_000 && full.contains("field_with_a_name_899"), "{}", full.len());
    }
    let json = out(&project.run(&["diff", "old.json", "new.json", "--format", "json"]));
    assert!(json.contains("field_with_a_name_899"));
}

#[test]
fn what_the_generator_changed_is_told_apart() {
    let project = Project::new();
    let snap = project.read("generated/api.snap");
    project.write("generated/api.snap", &snap.replace("pub enum models::Mode", "pub struct models::Mode"));
    project.commit();
    let text = out(&project.run(&["diff"]));
    assert!(text.contains("no change of the API"), "{text}");
    assert!(text.contains("2 lines of api.snap by the generator"), "{text}");
    let sides = [
        "- #[cfg(any(feature = \"guardrails\", feature = \"unreachable\"))] pub struct models::Mode",
        "+ #[cfg(any(feature = \"guardrails\", feature = \"unreachable\"))] pub enum models::Mode",
    ];
    assert!(sides.iter().all(|line| text.contains(line)), "{text}");
}

#[test]
fn why_finds_items_by_path_pointer_and_wire_name() {
    let project = Project::new();
    for item in [
        "models::Guardrail::limit_usd",
        "Guardrail::limit_usd",
        "small::models::Guardrail::limit_usd",
        "#/components/schemas/Guardrail/properties/limit_usd",
        "/components/schemas/Guardrail/properties/limit_usd",
    ] {
        let text = out(&project.run(&["why", item]));
        assert!(text.contains("pub models::Guardrail::limit_usd: Option<f64>"), "{item}: {text}");
        assert!(text.contains("spec/small.yaml:106:9"), "{item}: {text}");
        assert!(text.contains("the property `limit_usd` in snake case"), "{item}: {text}");
    }
    for item in [
        "listGuardrails",
        "GET /guardrails",
        "guardrails.list_guardrails",
        "guardrails::list_guardrails",
        "client.guardrails().list_guardrails()",
    ] {
        assert!(out(&project.run(&["why", item])).contains("GET /guardrails"), "{item}");
    }
    assert!(out(&project.run(&["why", "Client"])).contains("Client::guardrails(&self)"));
    for (item, meant) in [
        ("Guardrial", "`Guardrail`"),
        ("Guardrail::limt_usd", "`Guardrail::limit_usd`"),
        ("#/components/schemas/Guardrial", "`/components/schemas/Guardrail`"),
        ("GET /guardrail", "`GET /guardrails`"),
    ] {
        let wrong = project.run(&["why", item]);
        assert_eq!(wrong.status.code(), Some(2));
        let text = err(&wrong);
        assert!(text.contains("E0506") && text.contains(&format!("did you mean {meant}?")), "{text}");
    }
}

#[test]
fn commits_of_two_branches_are_no_steps_of_each_other() {
    let project = Project::new();
    project.git(&["checkout", "--quiet", "-b", "side"]);
    project.edit(OPTIONAL);
    project.commit();
    project.git(&["checkout", "--quiet", "main"]);
    project.edit(WORDS);
    project.commit();
    project.git(&["merge", "--quiet", "--no-edit", "side"]);
    let done = project.run(&["replay", "HEAD~2..HEAD", "--path", "spec/small.yaml", "--format", "json"]);
    let steps: Vec<Value> = serde_json::from_slice(&done.stdout).unwrap();
    let verdicts: Vec<&str> = steps.iter().filter_map(|step| step["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["none", "minor"], "{}", err(&done));
}

#[test]
fn a_series_is_replayed_from_a_folder_and_from_git() {
    let project = Project::new();
    let steps = [WORDS, OPTIONAL, NULLABLE];
    project.write("series/0.yaml", &project.read("spec/small.yaml"));
    for (index, step) in steps.into_iter().enumerate() {
        project.edit(step);
        project.write(&format!("series/{}.yaml", index + 1), &project.read("spec/small.yaml"));
        project.commit();
    }
    let expected = ["none", "minor", "major"];
    let verdicts = |arguments: &[&str]| -> Vec<String> {
        let done = project.run(arguments);
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
        let steps: Vec<Value> = serde_json::from_slice(&done.stdout).unwrap();
        steps.iter().map(|step| step["verdict"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(verdicts(&["replay", "series", "--format", "json"]), expected);
    let range = ["replay", "HEAD~3..HEAD", "--path", "spec/small.yaml", "--format", "json"];
    assert_eq!(verdicts(&range), expected);
    let text = out(&project.run(&["replay", "series"]));
    assert!(text.contains("0.yaml -> 1.yaml\ndocumentation only"), "{text}");
    // What cannot be generated is said, and the series goes on.
    project.write("series/2.yaml", "openapi: 3.1.0\n");
    let done = project.run(&["replay", "series"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(out(&done).contains("2.yaml: cannot be generated") && out(&done).contains("1.yaml -> 3.yaml"));
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
