//! What `validate()` says of values: each rule that is broken with its path, and nothing of values that keep them.

use schema_rules::models::All;

/// What a value breaks, as `path rule` for each.
#[track_caller]
fn broken(json: &str) -> Vec<String> {
    let value: All = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    let found = value.validate().err().into_iter().flatten();
    found.map(|one| format!("{} {}", one.path, one.rule)).collect()
}

#[track_caller]
fn breaks(json: &str, expected: &[&str]) {
    assert_eq!(broken(json), expected, "{json}");
}

#[track_caller]
fn keeps(json: &str) {
    breaks(json, &[]);
}

#[test]
fn what_types_say_is_kept() {
    keeps(r#"{"plain":{"name":"a","note":null,"either":1,"inner":{"a":"b"}}}"#);
    breaks(r#"{"plain":{"name":"a","either":[1]}}"#, &["plain.either oneOf"]);
}

#[test]
fn conditions() {
    keeps(r#"{"conditional":{"kind":"big","size":10}}"#);
    keeps(r#"{"conditional":{"kind":"small"}}"#);
    keeps(r#"{"conditional":{"card":"1","address":"here","code":"a"}}"#);
    breaks(r#"{"conditional":{"kind":"big"}}"#, &["conditional required"]);
    breaks(r#"{"conditional":{"kind":"big","size":9}}"#, &["conditional.size minimum"]);
    breaks(r#"{"conditional":{"kind":"small","size":9}}"#, &["conditional not"]);
    breaks(r#"{"conditional":{"card":"1"}}"#, &["conditional dependentRequired"]);
    breaks(
        r#"{"conditional":{"code":null}}"#,
        &["conditional required", "conditional.code type"],
    );
}

#[test]
fn constants() {
    keeps(
        r#"{"constants":{"one":1,"object":{"a":[1.0,true]},"several":[1],"color":"red","level":2,"flag":true,
            "nothing":null,"version":"v2"}}"#,
    );
    breaks(r#"{"constants":{"one":2}}"#, &["constants.one enum"]);
    breaks(r#"{"constants":{"object":{"a":[true,1]}}}"#, &["constants.object const"]);
    breaks(r#"{"constants":{"several":[2]}}"#, &["constants.several enum"]);
    breaks(r#"{"constants":{"color":"blue"}}"#, &["constants.color enum"]);
    breaks(r#"{"constants":{"level":3}}"#, &["constants.level enum"]);
    breaks(r#"{"constants":{"nothing":0}}"#, &["constants.nothing type"]);
    breaks(r#"{"constants":{"never":0}}"#, &["constants.never not"]);
    breaks(r#"{"constants":{"version":"v3"}}"#, &["constants.version enum"]);
}

#[test]
fn lists() {
    keeps(r#"{"lists":{"some":[5,6,1],"odd":["b"],"unique":[1,"1",true],"places":["a",1,true],"rest":["a",1]}}"#);
    keeps(r#"{"lists":{"places":[],"rest":[]}}"#);
    breaks(r#"{"lists":{"some":[5]}}"#, &["lists.some contains"]);
    breaks(r#"{"lists":{"some":[5,6,7,8]}}"#, &["lists.some maxContains"]);
    breaks(r#"{"lists":{"odd":["b","a"]}}"#, &["lists.odd[1] not"]);
    breaks(r#"{"lists":{"unique":[1,1.0]}}"#, &["lists.unique uniqueItems"]);
    breaks(r#"{"lists":{"places":["a",1,2]}}"#, &["lists.places[2] type"]);
    breaks(r#"{"lists":{"rest":["a","b"]}}"#, &["lists.rest[1] type"]);
}

#[test]
fn maps() {
    keeps(r#"{"maps":{"names":{"a":1},"patterns":{"na":1,"sa":"b"},"many":{"a":"b"}}}"#);
    breaks(r#"{"maps":{"names":{"A":1}}}"#, &["maps.names propertyNames"]);
    breaks(r#"{"maps":{"patterns":{"na":"b"}}}"#, &["maps.patterns.na type"]);
    breaks(r#"{"maps":{"patterns":{"x":1}}}"#, &["maps.patterns.x additionalProperties"]);
    breaks(r#"{"maps":{"many":{}}}"#, &["maps.many minProperties"]);
}

#[test]
fn alternatives() {
    keeps(r#"{"alternatives":{"exactly":{"a":1},"short_or_long":"ab","animal":{"kind":"cat","lives":9}}}"#);
    keeps(r#"{"alternatives":{"short_or_long":"abcde","animal":{"kind":"dog"}}}"#);
    breaks(r#"{"alternatives":{"exactly":{"a":1,"c":2}}}"#, &["alternatives.exactly oneOf"]);
    breaks(r#"{"alternatives":{"short_or_long":"abc"}}"#, &["alternatives.short_or_long anyOf"]);
    breaks(r#"{"alternatives":{"animal":{"kind":"cat","lives":10}}}"#, &["alternatives.animal.lives maximum"]);
    breaks(r#"{"alternatives":{"animal":{"kind":"cow"}}}"#, &["alternatives.animal oneOf"]);
}

#[test]
fn closed_objects_keep_what_a_condition_describes() {
    keeps(r#"{"closed":{"kind":"a","extra":"b"}}"#);
    breaks(r#"{"closed":{"kind":"b","extra":"b"}}"#, &["closed.extra unevaluatedProperties"]);
}

#[test]
fn rules_of_types_within_themselves() {
    keeps(r#"{"levels":{"next":{"next":{"value":2}}}}"#);
    breaks(r#"{"levels":{"next":{"next":{"value":3}}}}"#, &["levels.next.next.value not"]);
}

#[test]
fn limits_through_all_of_and_without_rounding() {
    keeps(r#"{"limits":{"both":"a z","step":0.07,"steps":6,"half":2,"whole":3,"smiley":"😀"}}"#);
    breaks(r#"{"limits":{"step":0.075}}"#, &["limits.step multipleOf"]);
    breaks(r#"{"limits":{"step":1,"both":"z"}}"#, &["limits.both pattern"]);
    breaks(r#"{"limits":{"step":1,"both":"a"}}"#, &["limits.both pattern"]);
    breaks(r#"{"limits":{"step":1,"steps":4}}"#, &["limits.steps multipleOf"]);
    breaks(r#"{"limits":{"step":1,"steps":9}}"#, &["limits.steps multipleOf"]);
    breaks(r#"{"limits":{"step":1,"half":1}}"#, &["limits.half minimum"]);
    breaks(r#"{"limits":{"step":1,"whole":2}}"#, &["limits.whole exclusiveMinimum"]);
}

#[test]
fn formats_where_the_configuration_asks_for_it() {
    keeps(r#"{"limits":{"step":1,"day":"2024-02-29","times":["2024-02-29T00:00:00Z"]}}"#);
    breaks(r#"{"limits":{"step":1,"day":"2023-02-29"}}"#, &["limits.day format"]);
    breaks(r#"{"limits":{"step":1,"times":["soon"]}}"#, &["limits.times[0] format"]);
    keeps(r#"{"limits":{"step":1,"blob":"aGk="}}"#);
    // It is read, and told where it would be sent.
    breaks(r#"{"limits":{"step":1,"blob":"no base64!"}}"#, &["limits.blob format"]);
}
