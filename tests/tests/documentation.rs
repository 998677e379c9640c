//! The Markdown that comes with a generated crate: links lead somewhere, and only what applies is said.

use std::collections::{BTreeMap, BTreeSet};

use tests::generation;

/// Two groups that share a type, with a text that tries to be a heading.
const SHARED: &str = r###"
openapi: 3.1.0
info: {title: Shared, version: "1"}
servers: [{url: "https://example.com"}]
paths:
  /pets:
    get:
      tags: [pets]
      operationId: types
      summary: "# Types"
      responses: {"200": {description: "## Pet", content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}}
  /owners/{id}:
    get:
      tags: [owners]
      operationId: getOwner
      parameters: [{name: id, in: path, required: true, description: "a | b", schema: {type: string}}]
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Owner"}}}}}
components:
  schemas:
    Owner:
      type: object
      required: [pets]
      properties: {pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}}
    Pet:
      type: object
      required: [name]
      properties: {name: {type: string, examples: [Rex]}, next: {$ref: "#/components/schemas/Pet"}}
"###;

/// The Markdown of a crate, by path.
fn markdown(files: &BTreeMap<String, String>) -> BTreeMap<&str, &str> {
    let texts = files.iter().filter(|(path, _)| path.starts_with("docs/") || *path == "README.md");
    texts.map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// The anchors that a forge gives the headings of a text.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut fenced = false;
    let mut anchors = BTreeSet::new();
    for line in text.lines() {
        fenced ^= line.starts_with("```");
        let Some(heading) = line.strip_prefix('#').filter(|_| !fenced) else { continue };
        let shown = heading.trim_start_matches('#').trim().split("](").next().unwrap_or_default();
        let slug: String = shown
            .to_lowercase()
            .chars()
            .filter(|char| char.is_alphanumeric() || " -_".contains(*char))
            .map(|char| if char == ' ' { '-' } else { char })
            .collect();
        let count = counts.entry(slug.clone()).or_default();
        anchors.insert(if *count == 0 { slug } else { format!("{slug}-{count}") });
        *count += 1;
    }
    anchors
}

/// Every link that stays in the crate, with the page it is on.
fn check_links(files: &BTreeMap<String, String>) -> usize {
    let pages = markdown(files);
    let mut count = 0;
    for (path, text) in &pages {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.starts_with("http") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let mut place: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            for part in file.split('/').filter(|part| !part.is_empty()) {
                if part == ".." {
                    place.pop();
                } else {
                    place.push(part);
                }
            }
            let place = if file.is_empty() { (*path).to_owned() } else { place.join("/") };
            let leads = pages
                .get(place.as_str())
                .is_some_and(|page| anchor.is_empty() || anchors(page).contains(anchor));
            assert!(leads, "{path}: {target}");
            count += 1;
        }
    }
    count
}

#[test]
fn every_link_leads_somewhere() {
    let guardrails = generation::guardrails().output.expect("the document is fine");
    assert!(check_links(&guardrails.files) > 100);
    let shared = generation::plain(SHARED).output.expect("the document is fine");
    assert!(check_links(&shared.files) > 5);
}

#[test]
fn a_type_has_one_place() {
    let output = generation::plain(SHARED).output.expect("the document is fine");
    let pages = markdown(&output.files);
    let places: Vec<&str> = pages.values().copied().filter(|text| text.contains("\n### Pet\n")).collect();
    assert_eq!(places.len(), 1);
    let pets = pages.get("docs/operations/pets.md").copied().unwrap_or_default();
    assert!(pets.contains("\n## types\n") && pets.contains("**Types**"), "{pets}");
}

#[test]
fn only_what_applies_is_said() {
    let output = generation::plain(SHARED).output.expect("the document is fine");
    let readme = output.files.get("README.md").map(String::as_str).unwrap_or_default();
    assert!(readme.contains("## First call") && readme.contains("## Test your code"), "{readme}");
    assert!(!readme.contains("## Pagination") && !readme.contains("## Create"), "{readme}");
    assert!(!output.files.contains_key("examples/pagination.rs"));
    let nothing = "openapi: 3.1.0\ninfo: {title: Nothing, version: '1'}\npaths: {}\n";
    let output = generation::plain(nothing).output.expect("the document is fine");
    assert!(!output.files.keys().any(|path| path.starts_with("examples/")));
    let readme = output.files.get("README.md").map(String::as_str).unwrap_or_default();
    assert!(readme.contains("## Install") && !readme.contains("```rust"), "{readme}");
}

#[test]
fn without_the_default_features_the_groups_are_named() {
    let output = generation::plain(SHARED).output.expect("the document is fine");
    let readme = output.files.get("README.md").map(String::as_str).unwrap_or_default();
    let lines: Vec<&str> = readme.lines().filter(|line| line.contains("default-features = false")).collect();
    assert_eq!(lines.len(), 2, "{readme}");
    assert!(lines.iter().all(|line| line.contains("groups")), "{lines:?}");
    let light = lines.iter().find(|line| line.contains("rustls-ring"));
    assert!(light.is_some_and(|line| line.contains("\"pets\"")), "{lines:?}");
}

#[test]
fn a_scheme_that_is_the_callers_to_compute_is_told_as_that() {
    let text = "openapi: 3.1.0\ninfo: {title: Digest, version: '1'}\nsecurity: [{login: []}]\n\
                paths: {/a: {get: {operationId: a, responses: {'200': {description: A.}}}}}\n\
                components: {securitySchemes: {login: {type: http, scheme: digest}}}\n";
    let output = generation::plain(text).output.expect("the document is fine");
    let readme = output.files.get("README.md").map(String::as_str).unwrap_or_default();
    assert!(readme.contains("what stands behind `digest` in `Authorization`"), "{readme}");
}

#[test]
fn servers_are_listed_where_there_is_a_choice() {
    let one =
        "openapi: 3.2.0\ninfo: {title: One, version: '1'}\nservers: [{url: 'https://one.test'}]\npaths: {}\n";
    let readme =
        |text: &str| generation::plain(text).output.expect("the document is fine").files["README.md"].clone();
    assert!(!readme(one).contains("## Servers"));
    let many = one.replace(
        "servers: [",
        "servers: [{name: main, url: 'https://{region}.test', description: For all., variables: {region: {default: eu, \
         enum: [eu, us], description: Where it is.}}}, ",
    );
    let text = readme(&many);
    for line in [
        "| `.server(\"main\")` | `https://{region}.test` | For all. |",
        "| `.server(\"1\")` | `https://one.test` |  |",
        "| `.server_variable(\"region\", value)` | `{region}` | `eu` unless set. One of `eu`, `us`. Where it is. |",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn each_line_of_the_threat_model_names_a_test() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = std::fs::read_to_string(root.join("generator/README.md")).unwrap();
    let (_, section) = readme.split_once("## Who is trusted with what\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let lines: Vec<_> = section.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(lines.len() > 8, "{section}");
    for line in lines {
        let (names, file) = line.rsplit('|').nth(1).and_then(|cell| cell.split_once(" in ")).unwrap();
        let source = std::fs::read_to_string(root.join(file.trim().trim_matches('`'))).unwrap();
        for name in names.split(',').map(|name| name.trim().trim_matches('`')) {
            assert!(source.contains(&format!("fn {name}(")), "{file} has no test `{name}`");
        }
    }
}
