//! Kinds of change and their verdicts, each with what its reviewer reads. That the compiler agrees with each verdict,
//! `changes_compile.rs` tests.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

use generator::diff::{self, Extent, Level};
use tests::kinds::Kind;
use tests::{generation, kinds};

#[test]
fn every_kind_gets_its_verdict() {
    let base = kinds::generate(&kinds::base(), "");
    let mut wrong = Vec::new();
    for Kind { name, verdict, same, document, config, .. } in kinds::all() {
        let changed = kinds::generate(&document, &config);
        let diff = diff::diff(&base.surface, &changed.surface);
        if same {
            let files = base.files.iter().filter(|(path, text)| changed.files.get(*path) != Some(text));
            let files: Vec<&String> = files.map(|(path, _)| path).collect();
            assert!(
                diff.changes.is_empty() && files.is_empty(),
                "{name}: {files:?}\n{}",
                diff::to_text(&diff, Extent::Full)
            );
        }
        if diff.level().as_str() != verdict {
            wrong.push(format!(
                "{name}: {} instead of {verdict}\n{}",
                diff.level().as_str(),
                diff::to_text(&diff, Extent::Full)
            ));
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../changes/verdicts");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name.replace(' ', "-"), diff::to_text(&diff, Extent::Full)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the API itself gained, as the reviewer of that change read it.
#[test]
fn the_first_change_of_the_guardrails_api() {
    let surface = |version: &str| {
        let path = generation::root().join("tests/changes/guardrails").join(version);
        generation::guardrails_from(&std::fs::read_to_string(path).unwrap()).output.unwrap().surface
    };
    let diff = diff::diff(&surface("0.1.0.yaml"), &surface("0.1.1.yaml"));
    assert_eq!(diff.level(), Level::Minor);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../changes/guardrails");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("0.1.1", diff::to_markdown(&diff, Extent::Full)));
}

/// The meaning of a thing stands in its source and on one page, and nowhere else.
#[test]
fn a_changed_word_asks_for_no_version_and_changes_one_source_with_its_page() {
    let base = kinds::base();
    let old = kinds::generate(&base, "");
    let ends =
        ["description: ", "summary: "].map(|key| base.match_indices(key).map(move |(at, _)| at + key.len()));
    // A response that operations share is told of at each of them.
    let own = |at: &usize| !base[*at..].starts_with("The key is not valid.");
    let places: Vec<usize> = ends.into_iter().flatten().filter(own).collect();
    assert_eq!(places.len(), 11);
    for at in places {
        let new = kinds::generate(&format!("{}Truly, {}", &base[..at], &base[at..]), "");
        let line = base[at..].lines().next().unwrap_or_default();
        let diff = diff::diff(&old.surface, &new.surface);
        assert_eq!(diff.level(), Level::None, "{line}");
        let changed: Vec<&str> = old
            .files
            .iter()
            .filter(|(path, text)| new.files[*path] != **text)
            .map(|(path, _)| path.as_str())
            .collect();
        let within = |folder: &str| changed.iter().filter(|path| path.starts_with(folder)).count();
        assert_eq!((within("src/"), within("docs/"), changed.len()), (1, 1, 2), "{line} {changed:?}");
    }
}

#[test]
fn fingerprints_do_not_depend_on_the_rest_of_the_document() {
    let base = kinds::base();
    let nullable =
        |text: &str| text.replace("limit_usd: { type: number }", "limit_usd: { type: [number, 'null'] }");
    let elsewhere = |text: &str| text.replace("[block, redact]", "[block, flag, redact]");
    let fingerprint = |old: &str, new: &str| {
        let diff = diff::diff(&kinds::generate(old, "").surface, &kinds::generate(new, "").surface);
        assert_eq!(diff.level(), Level::Major);
        diff.changes[0].fingerprint.clone()
    };
    let one = fingerprint(&base, &nullable(&base));
    assert_eq!(one, fingerprint(&elsewhere(&base), &nullable(&elsewhere(&base))));
    assert_eq!(one, fingerprint(&base, &nullable(&elsewhere(&base))));
}

/// Where a newcomer takes a name over, every program goes on compiling: only the report can tell.
#[test]
fn a_name_that_means_another_thing_is_breaking() {
    let document = |properties: &str, values: &str, parameters: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /pets:\n    get:\n      operationId: getPets\n      \
             parameters: [{parameters}]\n      responses: {{'200': {{description: Pets., content: {{application/json: \
             {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}}}\ncomponents: {{schemas: {{Pet: {{type: object, \
             properties: {{{properties}, mode: {{type: string, enum: [{values}]}}}}}}}}}}\n"
        )
    };
    let property = |name: &str| format!("'{name}': {{type: string}}");
    let parameter = |name: &str| format!("{{name: '{name}', in: query, schema: {{type: string}}}}");
    let surface = |text: &str| generation::generate("t.yaml", text, "", &generator::source::NoFiles);
    let old = document(&property("createdAt"), "aB", &parameter("filter[a]"));
    let old = surface(&old).output.unwrap().surface;
    let cases = [
        (format!("{}, {}", property("createdAt"), property("created_at")), "aB", parameter("filter[a]")),
        (property("createdAt"), "aB, a_b", parameter("filter[a]")),
        (property("createdAt"), "aB", format!("{}, {}", parameter("filter[a]"), parameter("filter_a"))),
    ];
    for (properties, values, parameters) in cases {
        let new = surface(&document(&properties, values, &parameters)).output.unwrap().surface;
        let diff = diff::diff(&old, &new);
        assert_eq!(diff.level(), Level::Major, "{}", diff::to_text(&diff, Extent::Full));
        assert!(
            diff::to_text(&diff, Extent::Full).contains("rebound"),
            "{}",
            diff::to_text(&diff, Extent::Full)
        );
    }
    // Newcomers that are farther from the name take a name of their own.
    let properties = format!("{}, {}", property("createdAt"), property("created-at"));
    let parameters =
        format!("{}, {}", parameter("filter[a]"), "{name: filter-a, in: header, schema: {type: string}}");
    let new = surface(&document(&properties, "aB, a-b", &parameters)).output.unwrap().surface;
    let diff = diff::diff(&old, &new);
    assert_eq!(diff.level(), Level::Minor, "{}", diff::to_text(&diff, Extent::Full));
}
