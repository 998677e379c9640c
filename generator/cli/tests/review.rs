//! `diff`, `why` and `replay`, on a project of their own in a git repository.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod common;

use std::fs;

use common::project::{NULLABLE, OPTIONAL, Project, WORDS};
use common::{err, out};
use serde_json::Value;

/// No YAML any more.
const WORDS_BROKEN: (&str, &str) = ("A set of rules.", "\"A set of rules");
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
    let text = out(&done);
    assert!(text.contains("2.yaml: cannot be generated, 1 error, first E0205: "), "{text}");
    assert!(text.contains("1.yaml -> 3.yaml"), "{text}");
}

/// What the document refers to is the document, too, and so is what a link leads to.
#[cfg(unix)]
#[test]
fn a_change_of_another_file_of_the_document_is_a_step() {
    let project = Project::new();
    let pet = |type_: &str| format!("type: object\nproperties: {{ age: {{ type: {type_} }} }}\n");
    let content = "content: { application/json: { schema: { $ref: \"../../common/pet.yaml\" } } }";
    let document = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: \"1\" }}\npaths:\n  /pet:\n    get:\n      operationId: getPet\n      \
         responses: {{ \"200\": {{ description: A pet., {content} }} }}\n"
    );
    let config = "[crate]\nname = \"small\"\nversion = \"0.1.0\"\n[document]\npath = \"api/v1/small.yaml\"\nroot = \".\"\n";
    // Before there is a document, there is none to compare.
    project.write("shared/pet.yaml", &pet("boolean"));
    project.git(&["rm", "--quiet", "-r", "spec"]);
    project.write("spec/regen.toml", config);
    project.commit();
    project.write("spec/api/v1/small.yaml", &document);
    project.write("shared/pet.yaml", &pet("string"));
    fs::create_dir_all(project.path("spec/common")).unwrap();
    std::os::unix::fs::symlink("../../shared/pet.yaml", project.path("spec/common/pet.yaml")).unwrap();
    project.commit();
    project.write("shared/pet.yaml", &pet("integer"));
    project.commit();
    project.write("else.txt", "Nothing of the document.\n");
    project.commit();
    let done = project.run(&["replay", "HEAD~4..HEAD", "--format", "json"]);
    let steps: Vec<Value> = serde_json::from_slice(&done.stdout).unwrap();
    let verdicts: Vec<&str> = steps.iter().filter_map(|step| step["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["major"], "{}{}", out(&done), err(&done));
}
