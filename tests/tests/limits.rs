//! Documents that are large, or that refer to themselves in many ways: each comes out or is refused, soon, and without
//! memory for more. `cargo test` leaves them out; `cargo test-generator` and `cargo test-generated` run them.

use std::time::{Duration, Instant};

use tests::generation;

/// What a machine with 512 MiB has no memory for is refused where it goes too far.
#[test]
fn a_crate_that_takes_too_much_memory_is_refused() {
    let list = |number: usize, entry: &dyn Fn(usize) -> String| {
        (0..number).map(entry).collect::<Vec<_>>().join(", ")
    };
    let text = |number: usize| format!("{{\"enum\": [{}]}}", list(number, &|index| format!("\"v{index}\"")));
    let member = |index: usize| format!("\"p{index}\": {{}}");
    let alternative = |index: usize| format!("{{\"type\": \"object\", \"required\": [\"p{index}\"]}}");
    let cases = [
        (text(50_001), "this has 50001 values; at most 50000"),
        (
            format!("{{\"properties\": {{{}}}}}", list(10_001, &member)),
            "this has 10001 properties; at most 10000",
        ),
        (
            format!("{{\"oneOf\": [{}]}}", list(2_001, &alternative)),
            "this has 2001 alternatives; at most 2000",
        ),
        (
            format!("{{\"prefixItems\": [{}]}}", list(120_000, &|_| "true".to_owned())),
            "would take more than 400 MiB",
        ),
        (format!("{{\"oneOf\": [{}]}}", list(6, &|_| text(49_000))), "would take more than 400 MiB"),
        (
            format!("{{\"enum\": [{}]}}", list(20_000, &|index| format!("\"v{index}{}\"", "-".repeat(600)))),
            "would take more than 400 MiB",
        ),
        // Each sign becomes a word.
        (
            format!("{{\"enum\": [{}]}}", list(8_000, &|index| format!("\"v{index}{}\"", "_".repeat(1_000)))),
            "would take more than 400 MiB",
        ),
    ];
    let path = |index: usize| format!("\"/p{index}\": {{\"get\": {{}}}}");
    let parameter = |index: usize| format!("{{\"name\": \"p{index}\", \"in\": \"query\", \"schema\": {{}}}}");
    let parameters = list(9_000, &parameter);
    let with_parameters =
        |index: usize| format!("\"/p{index}\": {{\"get\": {{\"parameters\": [{parameters}]}}}}");
    let cases_of_paths = [
        (list(32_002, &path), "more than 32000 operations"),
        (list(7, &with_parameters), "more than 60000 parameters, responses, headers and bodies"),
    ];
    let scheme = |index: usize| format!("\"s{index}\": {{\"type\": \"http\", \"scheme\": \"bearer\"}}");
    let schemes = format!("{{}}}}, \"securitySchemes\": {{{}", list(10_001, &scheme));
    let schemas = cases.map(|(schema, message)| (String::new(), schema, message));
    let schemes = [(String::new(), schemes, "this has 10001 security schemes; at most 10000")];
    let schemas = schemas.into_iter().chain(schemes);
    let paths = cases_of_paths.map(|(paths, message)| (paths, "{}".to_owned(), message));
    for (paths, schema, message) in schemas.chain(paths) {
        let outcome = generation::plain(&format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}},
            \"paths\": {{{paths}}}, \"components\": {{\"schemas\": {{\"A\": {schema}}}}}}}"
        ));
        let messages: Vec<_> = outcome.report.iter().map(|diagnostic| &diagnostic.message).collect();
        assert!(messages.iter().any(|found| found.contains(message)), "{message}: {messages:?}");
        assert!(outcome.output.is_none());
    }
}

/// Before the rest of it is made: what is lowered and what is made of it are never held at once.
#[test]
fn too_large_a_crate_is_refused_as_soon_as_it_is_known() {
    let responses = serde_json::json!({"204": {"description": ""}});
    let operation = serde_json::json!({"get": {"responses": responses}});
    let paths: serde_json::Map<_, _> =
        (0..15_000).map(|index| (format!("/p{index}"), operation.clone())).collect();
    let items = vec![serde_json::json!({}); 70_000];
    let components = serde_json::json!({"schemas": {"A": {"type": "array", "prefixItems": items}}});
    let outcome = generation::plain(&text_of(&paths.into(), &components));
    let told = generation::diagnostics(&outcome);
    assert!(told.contains("would take more than 400 MiB"), "{told}");
    assert!(told.contains("= at: /components/schemas/A/prefixItems/"), "{told}");
}

/// An operation may have thousands of parameters that a call must give. Were each compared with each in more than one place,
/// this would take minutes.
#[test]
fn thousands_of_parameters_come_out() {
    let path = (0..5_000).fold(String::new(), |path, index| path + &format!("/{{p{index}}}"));
    let parameter = |index: usize| serde_json::json!({"name": format!("p{index}"), "in": "path", "required": true, "schema": {}});
    let parameters: Vec<_> = (0..5_000).map(parameter).collect();
    let document =
        text_of(&serde_json::json!({path: {"get": {"parameters": parameters}}}), &serde_json::json!({}));
    assert!(generation::plain(&document).output.is_some());
}

/// What is sent may be one of thousands of values. Were each looked for among all of them, this would take minutes.
#[test]
fn a_long_list_of_values_is_read_once() {
    let values: Vec<String> = (0..20_000).map(|index| format!("value {index}")).collect();
    let schema = serde_json::json!({"type": "string", "enum": values});
    let content = serde_json::json!({"application/json": {"schema": {"$ref": "#/components/schemas/Value"}}});
    let post = serde_json::json!({"operationId": "send", "requestBody": {"content": content}, "responses": {"204": {"description": ""}}});
    let document = text_of(
        &serde_json::json!({"/values": {"post": post}}),
        &serde_json::json!({"schemas": {"Value": schema}}),
    );
    assert!(generation::plain(&document).output.is_some());
}

/// Each reference into a chain of others is followed to its end: were it walked anew each time, this would take minutes.
#[test]
fn a_chain_of_references_is_followed_once() {
    let parameter = |index: usize| {
        let next = serde_json::json!({"$ref": format!("#/components/parameters/P{}", index + 1)});
        let last = serde_json::json!({"name": "a", "in": "query", "schema": {}});
        (format!("P{index}"), if index < 50_000 { next } else { last })
    };
    let parameters: serde_json::Map<_, _> = (0..=50_000).map(parameter).collect();
    let document = text_of(&serde_json::json!({}), &serde_json::json!({"parameters": parameters}));
    let outcome = generation::plain(&document);
    assert!(outcome.report.iter().all(|diagnostic| diagnostic.code.as_str() == "E0212"));
    assert!(outcome.report.has_errors());
}

/// Conditions whose two ways lead to the same next one: were each way walked, this would not end.
#[test]
fn conditions_that_share_what_follows_are_looked_at_once() {
    let schema = |index: usize| {
        let next = serde_json::json!({"$ref": format!("#/components/schemas/S{}", index + 1)});
        let last = serde_json::json!({"properties": {"found": {"type": "string"}}});
        let way = if index < 60 { next } else { last };
        let kind = serde_json::json!({"properties": {"kind": {"const": index}}});
        let own = serde_json::json!({"kind": {"type": "integer"}});
        (
            format!("S{index}"),
            serde_json::json!({"type": "object", "properties": own, "if": kind, "then": way, "else": way}),
        )
    };
    let schemas: serde_json::Map<_, _> = (0..=60).map(schema).collect();
    let outcome =
        generation::plain(&text_of(&serde_json::json!({}), &serde_json::json!({"schemas": schemas})));
    let files = outcome.output.expect("it comes out").files;
    let last = files.get("src/models/s60.rs").expect("the last of them");
    assert!(last.contains("pub found: Option<String>"), "{last}");
}

/// Whatever looks at the first schema of a chain looks at all of them.
#[test]
fn a_chain_of_schemas_is_bounded() {
    let codes = |count: usize, link: &dyn Fn(String) -> serde_json::Value| {
        let schema = |index: usize| {
            let next = format!("#/components/schemas/S{}", index + 1);
            let schema = if index < count { link(next) } else { serde_json::json!({"type": "string"}) };
            (format!("S{index}"), schema)
        };
        let schemas: serde_json::Map<_, _> = (0..=count).map(schema).collect();
        let document = text_of(&serde_json::json!({}), &serde_json::json!({"schemas": schemas}));
        let outcome = generation::plain(&document);
        outcome.report.iter().map(|diagnostic| diagnostic.code.as_str()).collect::<Vec<_>>()
    };
    let reference = |next: String| serde_json::json!({"$ref": next});
    let all_of = |next: String| serde_json::json!({"allOf": [{"$ref": next}]});
    assert!(codes(900, &reference).is_empty());
    assert_eq!(codes(20_000, &reference), ["E0213"]);
    assert_eq!(codes(20_000, &all_of), ["E0213"]);
}

/// The time that this thread has worked, where the system tells; else the time of the day.
fn worked(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Nothing that a document can have many of is held against each of many others: these take a second or two, and took
/// from half a minute to hours.
#[test]
fn what_is_compared_is_bounded() {
    let object =
        |properties: serde_json::Value| serde_json::json!({"type": "object", "properties": properties});
    let refer = |name: &str| serde_json::json!({"$ref": format!("#/components/schemas/{name}")});
    let names = |prefix: &str, count: usize| -> Vec<String> {
        (0..count).map(|index| format!("{prefix}{index:05}")).collect()
    };
    let map = |names: &[String], value: &dyn Fn(&str) -> serde_json::Value| -> serde_json::Value {
        names.iter().map(|name| (name.clone(), value(name))).collect::<serde_json::Map<_, _>>().into()
    };
    let known = names("name_of_a_schema_", 1_000);
    let misspelt = names("name_of_a_schemx_", 20_000);
    let mut close = map(&known, &|_| object(serde_json::json!({})));
    close["Holder"] = object(map(&misspelt, &|name| refer(&format!("{name}y"))));
    let mut required = object(serde_json::json!({"a": {}}));
    required["required"] = names("r", 100_000).into();
    let arms = names("B", 600);
    let own = |name: &str| object(serde_json::json!({"t": {"type": "string"}, name: {"type": "string"}}));
    let mut union = map(&arms, &|name| serde_json::json!({"allOf": [refer("A"), own(name)]}));
    let tag = serde_json::json!({"propertyName": "t", "mapping": map(&arms, &|name| name.into())});
    let one_of: Vec<_> = arms.iter().map(|name| refer(name)).collect();
    union["A"] = serde_json::json!({"oneOf": one_of, "discriminator": tag});
    let large = |name: &str| format!("^(([a-z]{{1,100}}){{1,100}}){{1,100}}{name}$");
    let patterns = object(map(
        &names("p", 1_000),
        &|name| serde_json::json!({"type": "string", "pattern": large(name)}),
    ));
    let cases = [
        ("names that are nearly those of others", close),
        ("names that no property has", serde_json::json!({"A": required})),
        ("the subtypes of a union that they are part of", union),
        ("patterns that the engine makes much of", serde_json::json!({"A": patterns})),
    ];
    let start = Instant::now();
    for (case, schemas) in cases {
        let before = worked(start);
        let outcome =
            generation::plain(&text_of(&serde_json::json!({}), &serde_json::json!({"schemas": schemas})));
        assert!(outcome.output.is_some() || outcome.report.has_errors());
        let taken = worked(start).saturating_sub(before);
        assert!(taken < Duration::from_secs(10), "{case}: {taken:?}");
    }
    // So is where the keys of a configuration stand.
    let lines = names("", 20_000).into_iter().map(|name| format!("\"/components/schemas/{name}\" = \"A\"\n"));
    let config = format!("[names.overrides]\n{}", lines.collect::<String>());
    let before = worked(start);
    let document = text_of(&serde_json::json!({}), &serde_json::json!({}));
    let outcome = generation::generate("t.json", &document, &config, &generator::source::NoFiles);
    assert!(outcome.report.has_errors());
    let taken = worked(start).saturating_sub(before);
    assert!(taken < Duration::from_secs(10), "keys of a configuration: {taken:?}");
}

/// Each of a hundred unions tells its hundred alternatives from each other by their members: were all of them listed, the
/// crate would have a million lines of names, and no memory for more.
#[test]
fn unions_share_what_they_may_list() {
    let refer = |name: String| serde_json::json!({"$ref": format!("#/components/schemas/{name}")});
    let arms: Vec<_> = (0..100).map(|arm| refer(format!("B{arm}"))).collect();
    let own = |arm: usize| serde_json::json!({"type": "object", "properties": {format!("x{arm}"): {}, "in": refer(format!("U{arm}"))}});
    let schemas: serde_json::Map<_, _> = (0..100)
        .flat_map(|index| {
            let union = serde_json::json!({"oneOf": arms});
            [(format!("U{index}"), union), (format!("B{index}"), own(index))]
        })
        .collect();
    let outcome =
        generation::plain(&text_of(&serde_json::json!({}), &serde_json::json!({"schemas": schemas})));
    let files = outcome.output.expect("it comes out").files;
    let lines: usize = files.values().map(|text| text.lines().count()).sum();
    assert!(lines < 600_000, "{lines} lines");
}

/// What `[select]` leaves out costs nothing: a crate that would be too large is generated in parts.
#[test]
fn the_budget_is_that_of_what_is_selected() {
    let properties: serde_json::Map<String, serde_json::Value> =
        (0..11_000).map(|index| (format!("p{index}"), serde_json::json!({}))).collect();
    let operation = |tag: &str, schema: &str| {
        let schema = serde_json::json!({"$ref": format!("#/components/schemas/{schema}")});
        let content = serde_json::json!({"application/json": {"schema": schema}});
        serde_json::json!({"get": {"tags": [tag], "responses": {"200": {"description": "", "content": content}}}})
    };
    let parameter =
        |index: usize| serde_json::json!({"name": format!("p{index}"), "in": "query", "schema": {}});
    let mut wide = operation("large", "Small");
    wide["get"]["parameters"] = (0..10_001).map(parameter).collect();
    let document = serde_json::json!({
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/small": operation("small", "Small"), "/large": operation("large", "Large"), "/wide": wide},
        "components": {"schemas": {
            "Small": {"type": "object", "properties": {"a": {"type": "string"}}},
            "Large": {"type": "object", "properties": properties},
        }},
    });
    let outcome = |config: &str| {
        generation::generate("t.json", &document.to_string(), config, &generator::source::NoFiles)
    };
    let all = outcome("");
    assert!(all.report.iter().any(|diagnostic| diagnostic.code.as_str() == "E0309"));
    let small = outcome("[select]\ninclude_tags = ['small']\n");
    assert!(!small.report.has_errors(), "{}", generation::diagnostics(&small));
    assert!(small.output.unwrap().files.contains_key("src/models/small.rs"));
}

/// A program that writes documents makes its mistake everywhere: hundreds of the same would hide the others.
#[test]
fn one_mistake_is_listed_a_few_times() {
    let parameter = serde_json::json!({"name": "Content-Type", "in": "header", "schema": {"type": "string"}});
    let operation = serde_json::json!({"get": {"parameters": [parameter], "responses": {}}});
    let paths: serde_json::Map<_, _> =
        (0..20).map(|index| (format!("/p#{index}"), operation.clone())).collect();
    let outcome = generation::plain(&text_of(&paths.into(), &serde_json::json!({})));
    let count = |code: &str| outcome.report.iter().filter(|one| one.code.as_str() == code).count();
    assert_eq!([count("E0219"), count("E0224")], [5, 5], "{}", generation::diagnostics(&outcome));
}

/// Each stands in the surface once, however many types lead to it.
#[test]
fn rules_that_refer_to_each_other_are_told_once() {
    let told = |count: usize| -> usize {
        let schema = |index: usize| {
            let next = format!("#/components/schemas/A{}", (index + 1) % count);
            let list = serde_json::json!({"type": "array", "contains": {"$ref": next}});
            serde_json::json!({"type": "object", "properties": {"list": list}, "not": {"required": ["old"]}})
        };
        let refer = |index: usize| serde_json::json!({"$ref": format!("#/components/schemas/A{index}")});
        let all: serde_json::Map<_, _> =
            (0..count).map(|index| (format!("a{index}"), refer(index))).collect();
        let mut schemas: serde_json::Map<_, _> =
            (0..count).map(|index| (format!("A{index}"), schema(index))).collect();
        schemas.insert("Root".to_owned(), serde_json::json!({"type": "object", "properties": all}));
        let body = serde_json::json!({"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Root"}}}});
        let paths =
            serde_json::json!({"/x": {"post": {"operationId": "x", "requestBody": body, "responses": {}}}});
        let text = text_of(&paths, &serde_json::json!({"schemas": schemas}));
        let output = generation::plain(&text).output.unwrap();
        let facts = output.surface.items.values().flat_map(|item| item.facts.values());
        facts.map(String::len).sum()
    };
    let (few, many) = (told(40), told(160));
    assert!(few > 40 * 60 && many < few * 5, "{few} {many}");
}

fn text_of(paths: &serde_json::Value, components: &serde_json::Value) -> String {
    let info = serde_json::json!({"title": "T", "version": "1"});
    serde_json::json!({"openapi": "3.1.0", "info": info, "paths": paths, "components": components})
        .to_string()
}
