//! Kinds of change and their verdicts, each with what its reviewer reads. That the compiler agrees with each verdict,
//! `changes_compile.rs` tests.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

use generator::Output;
use generator::diff::{self, Extent, Level};
use tests::case::Case;
use tests::kinds::Kind;
use tests::{each, generation, kinds};

#[test]
fn every_kind_gets_its_verdict() {
    let mut wrong = Vec::new();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../changes/verdicts");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for set in kinds::sets() {
        let base = kinds::generate(&set.base, "");
        for kind in set.kinds {
            let name = kind.name.clone();
            let text = check(&base, kind, &mut wrong);
            // What reports say is pinned once; of the others the verdicts count.
            if set.name == "base" {
                settings.bind(|| insta::assert_snapshot!(name.replace(' ', "-"), text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The report on a change; what is wrong with it, if anything is.
fn check(base: &Output, kind: Kind, wrong: &mut Vec<String>) -> String {
    let Kind { name, verdict, fails, same, told, untold, document, config, .. } = kind;
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
    if diff.failing.is_empty() == fails {
        wrong.push(format!("{name}: on the wire\n{}", diff::to_text(&diff, Extent::Full)));
    }
    let text = diff::to_text(&diff, Extent::Full);
    if !text.contains(&told) || untold.is_some_and(|untold| text.contains(&untold)) {
        wrong.push(format!("{name}: what is told\n{text}"));
    }
    text
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

/// What a user has with the defaults off is as much a part of the API as its names.
#[test]
fn a_gate_is_part_of_the_api() {
    let operation = |path: &str, tag: &str, schema: &str| {
        format!(
            "  /{path}: {{get: {{operationId: get-{path}, tags: [{tag}], responses: {{'200': {{description: One., content: \
             {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}}}}}\n"
        )
    };
    let surface = |operations: &str, config: &str| {
        let schema = "type: object, properties: {n: {type: integer}}";
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{operations}components: {{schemas: {{Cat: {{{schema}}}, \
             Dog: {{{schema}}}}}}}\n"
        );
        generation::generate("t.yaml", &text, config, &generator::source::NoFiles).output.unwrap().surface
    };
    let old = surface(&operation("cats", "Cats", "Cat"), "");
    assert_eq!(old.items["models::Cat"].gate, ["cats", "unreachable"]);
    assert_eq!(old.items["models::Dog"].gate, ["unreachable"]);
    assert_eq!(old.items["errors::CatsGetCatsError"].gate, ["cats"]);
    assert!(
        old.to_text()
            .contains("#[cfg(any(feature = \"cats\", feature = \"unreachable\"))] pub struct models::Cat\n"),
        "{}",
        old.to_text()
    );
    let both = operation("cats", "Cats", "Cat") + &operation("dogs", "Dogs", "Cat");
    let more = surface(&both, "");
    assert_eq!(more.items["models::Cat"].gate, ["cats", "dogs", "unreachable"]);
    let level = |old, new| diff::diff(old, new).level();
    assert_eq!(level(&old, &more), Level::Minor, "{}", diff::to_text(&diff::diff(&old, &more), Extent::Full));
    assert_eq!(level(&more, &old), Level::Major);
    let always = surface(&both, "[features]\nper_tag = false\n");
    assert_eq!(level(&more, &always), Level::Major, "the features are gone");
    let text = diff::to_text(&diff::diff(&always, &more), Extent::Full);
    assert!(
        text.contains("models::Cat: is behind the feature `cats` or `dogs` or `unreachable` now"),
        "{text}"
    );
    assert!(text.contains("operations::cats: is behind the feature `cats` now"), "{text}");
    assert_eq!(level(&always, &more), Level::Major);
    // What operations come to need was there for who turned on what nothing needs, and so is the feature.
    let needed = both + &operation("others", "Dogs", "Dog");
    for config in ["", "[features]\nper_tag = false\n"] {
        let (spare, needed) = (surface(&operation("cats", "Cats", "Cat"), config), surface(&needed, config));
        assert!(needed.items.contains_key("feature unreachable"));
        let diff = diff::diff(&spare, &needed);
        assert_eq!(diff.level(), Level::Minor, "{}", diff::to_text(&diff, Extent::Full));
    }
}

/// The values of a call go where they went: nobody's program would fail to compile.
#[test]
fn where_an_argument_is_sent_is_part_of_the_api() {
    let surface = |parameters: &str| {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /pets/{{id}}:\n    get:\n      operationId: getPet\n      \
             parameters:\n        - {{name: id, in: path, required: true, schema: {{type: string}}}}\n        - \
             {parameters}\n      responses: {{'204': {{description: Done.}}}}\n"
        );
        generation::generate("t.yaml", &text, "", &generator::source::NoFiles).output.unwrap().surface
    };
    let required = |place: &str, name: &str| {
        surface(&format!("{{name: {name}, in: {place}, required: true, schema: {{type: string}}}}"))
    };
    let optional = |place: &str, name: &str| {
        surface(&format!("{{name: {name}, in: {place}, schema: {{type: string}}}}"))
    };
    let text = required("query", "sortBy").to_text();
    assert!(text.contains("// GET /pets/{id} with query \"sortBy\"\n"), "{text}");
    assert!(optional("cookie", "sortBy").to_text().contains("// cookie \"sortBy\"\n"));
    for make in [&required as &dyn Fn(&str, &str) -> generator::surface::Surface, &optional] {
        let old = make("query", "sortBy");
        for (place, name) in
            [("query", "sort-by"), ("header", "sortBy"), ("cookie", "sortBy"), ("header", "sort-by")]
        {
            let diff = diff::diff(&old, &make(place, name));
            let text = diff::to_text(&diff, Extent::Full);
            assert!(diff.level() == Level::Major && text.contains("rebound"), "{place} {name}: {text}");
        }
        assert_eq!(diff::diff(&old, &make("query", "sortBy")).level(), Level::None);
    }
}

/// What released versions meet at the new server, in the direction in which it goes; what is called otherwise in Rust only
/// is no change there.
#[test]
#[allow(clippy::too_many_lines, reason = "a list of changes")]
fn released_versions_fail_for_a_reason_that_is_told() {
    const BASE: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
security: [{key: []}]
paths:
  /pets/{id}:
    put:
      operationId: putPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: page, in: query, schema: {type: integer, format: int32}}
        - {name: X-Mode, in: header, schema: {type: string, enum: [a, b]}}
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {type: object, required: [file], properties: {file: {type: string, format: binary}, note: {type: string}}}
      responses:
        '200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  securitySchemes: {key: {type: http, scheme: bearer}, other: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Pet:
      type: object
      required: [size, kind]
      properties:
        size: {type: integer, format: int32}
        kind: {$ref: '#/components/schemas/Kind'}
        tags: {type: array, items: {type: string}}
    Kind: {type: string, enum: [cat, dog]}
";
    let surface = |text: &str| {
        let outcome = generation::generate("t.yaml", text, "", &generator::source::NoFiles);
        let told = generation::diagnostics(&outcome);
        outcome.output.unwrap_or_else(|| panic!("{told}")).surface
    };
    let old = surface(BASE);
    let failing = |from: &str, to: &str| -> Vec<String> {
        assert_eq!(BASE.matches(from).count(), 1, "{from}");
        let diff = diff::diff(&old, &surface(&BASE.replace(from, to)));
        diff.failing.iter().map(|one| format!("{}: {}", one.way.as_str(), one.what)).collect()
    };
    for (from, to, wanted) in [
        ("/pets/{id}", "/animals/{id}", "request: does not have it any more"),
        (
            "name: page, in: query",
            "name: page, in: query, required: true",
            "request: requires the query parameter `page`, which they may leave out",
        ),
        (
            "name: page, in",
            "name: seite, in",
            "request: does not know the query parameter `page` any more, which they may send",
        ),
        (
            "{type: integer, format: int32}}\n        - {name: X",
            "{type: boolean}}\n        - {name: X",
            "request: takes `bool` for the query parameter `page`, which was `i32`",
        ),
        ("enum: [a, b]", "enum: [b, c]", "request: refuses `\"a\"` for the header parameter `X-Mode`"),
        ("multipart/form-data", "application/json", "request: takes no `multipart/form-data` any more"),
        (
            "required: [file]",
            "required: [file, note]",
            "request: requires `note` of `PutPetForm`, which they may leave out",
        ),
        ("note: {type: string}", "note: {type: string}, more: {type: string}", ""),
        ("security: [{key: []}]", "security: [{other: []}]", "request: asks for the credential `other`"),
        ("scheme: bearer", "scheme: basic", "request: asks for the credential `key`"),
        // A token is a token.
        ("type: http, scheme: bearer", "type: openIdConnect, openIdConnectUrl: 'https://id.example.com'", ""),
        // The only success that is listed is what another status is read as.
        ("'200'", "'201'", ""),
        ("'200'", "'206'", "response: answers with the status `206`, which is new"),
        ("content: {application/json", "content: {text/event-stream: {}, application/json", ""),
        (
            "content: {application/json",
            "content: {application/xml",
            "response: sends no `application/json` for the answer `200` any more",
        ),
        (
            "size: {type: integer, format: int32}",
            "size: {type: integer, format: int64}",
            "response: sends `i64` for `size` of `Pet`, which was `i32`",
        ),
        (
            "size: {type: integer, format: int32}",
            "size: {type: [integer, 'null'], format: int32}",
            "response: may send null for `size` of `Pet`, which was never null",
        ),
        (
            "required: [size, kind]",
            "required: [kind]",
            "response: may leave out `size` of `Pet`, which was always there",
        ),
        (
            "items: {type: string}",
            "items: {type: integer}",
            "response: sends `i64` for what is in `tags` of `Pet`, which was `String`",
        ),
        ("enum: [cat, dog]", "enum: [cat, cow]", ""),
        ("operationId: putPet", "operationId: replacePet", ""),
    ] {
        let told = failing(from, to);
        let wanted: Vec<&str> = Some(wanted).filter(|wanted| !wanted.is_empty()).into_iter().collect();
        assert_eq!(told, wanted, "{from} became {to}");
    }
}

/// Also where one status has several bodies.
#[test]
fn nothing_fails_against_the_same_server() {
    each::check(Case::all(), |case| {
        let Some(surface) = case.run().output.map(|output| output.surface) else { return };
        let failing = diff::diff(&surface, &surface).failing;
        assert!(failing.is_empty(), "{}: {failing:#?}", case.name);
    });
}
