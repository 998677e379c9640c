//! `regen --write-mends`: the overlay that takes out of a document what the generator can do nothing with.

use generator::mend::{Action, actions, overlay};
use generator::raw::Raw;
use generator::source::NoFiles;
use generator::{Config, Input, Outcome, Overlay, Wanted, generate};

fn run(document: &str, actions: &[Action]) -> Outcome {
    let bytes = overlay("openapi.yaml", actions).into_bytes();
    let overlays = [Overlay { name: "mends.yaml".to_owned(), bytes }];
    generate(Input {
        name: "openapi.yaml",
        bytes: document.as_bytes(),
        config: &Config::default(),
        raw: Raw::default(),
        overlays: if actions.is_empty() { &[] } else { &overlays },
        files: &NoFiles,
        wanted: Wanted::Surface,
    })
}

fn api(outcome: &Outcome) -> String {
    outcome.output.as_ref().map(|output| output.surface.to_text()).unwrap_or_default()
}

/// Fails unless the overlay takes all losses away, and what comes out is what came out before.
fn assert_mended(document: &str) {
    let before = run(document, &[]);
    assert!(before.report.iter().any(|one| one.cost.is_some()), "nothing is lost");
    let actions = actions(&before.raw, &before.report);
    let after = run(document, &actions);
    let lost: Vec<_> = after.report.iter().filter(|one| one.cost.is_some()).collect();
    assert!(lost.is_empty(), "{lost:#?} with\n{}", overlay("openapi.yaml", &actions));
    assert!(!api(&before).is_empty());
    assert_eq!(api(&before), api(&after));
}

#[test]
fn spots_of_each_kind_are_mended() {
    assert_mended(include_str!("../cases/degrade-media-types/openapi.yaml"));
    assert_mended(include_str!("../cases/degrade-operations/openapi.yaml"));
    assert_mended(include_str!("../cases/degrade-references/openapi.yaml"));
}

#[test]
fn places_that_look_alike_are_told_apart() {
    assert_mended(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /it's:\n    get:\n      operationId: a\n      \
         responses:\n        '20O': {description: Misspelt.}\n        '200': {description: Fine., content: \
         {application/json: {schema: {$ref: '#/components/schemas/A'}}}}\ncomponents:\n  schemas:\n    A:\n      type: \
         object\n      properties:\n        properties: {type: 'string,', description: Said.}\n        items: nothing\n        \
         type: {type: [odd]}\n        list: {type: array, items: nothing}\n        all: {allOf: [{type: odd}, {type: \
         odder}]}\n",
    );
}

#[test]
fn a_better_type_may_come_of_what_is_left() {
    let document = include_str!("../cases/degrade-schemas/openapi.yaml");
    let before = run(document, &[]);
    let after = run(document, &actions(&before.raw, &before.report));
    assert!(after.report.iter().all(|one| one.cost.is_none()));
    // `properties` is no mapping; without it the rest of the schema can be read.
    assert!(api(&before).contains("models::A::closed: Option<serde_json::Value>"));
    assert!(api(&after).contains("models::A::closed: Option<models::AClosed>"));
}
