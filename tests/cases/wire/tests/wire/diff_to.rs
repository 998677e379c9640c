//! The smallest update between two values, as the configuration wants it.

use config_diff_to::models::Thing;

fn thing(rest: &str) -> Thing {
    serde_json::from_str(&format!(r#"{{"id": "1", "name": "A"{rest}}}"#)).unwrap()
}

#[test]
fn what_goes_together_is_set_together_and_null_is_as_good_as_absent() {
    let cases = [
        ("", r#", "note": null, "from": null"#, "{}"),
        (r#", "note": null"#, "", "{}"),
        (r#", "note": "a""#, "", r#"{"note":null}"#),
        (r#", "from": "1", "until": "2""#, r#", "from": "3", "until": "2""#, r#"{"from":"3","until":"2"}"#),
        (r#", "from": "1", "until": "2""#, r#", "from": "1""#, r#"{"from":"1","until":null}"#),
        ("", r#", "until": "2""#, r#"{"from":null,"until":"2"}"#),
    ];
    for (before, after, expected) in cases {
        let changes = thing(before).diff_to(&thing(after));
        assert_eq!(serde_json::to_string(&changes).unwrap(), expected, "{before} to {after}");
    }
}
