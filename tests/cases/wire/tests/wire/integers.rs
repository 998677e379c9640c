//! Integers however they are written, and those that are part of any JSON.

use schema_integers::models::{
    AllOptional, Counts, CountsCode, Json, Label, Labels, Limit, Mixed, NumberOrText,
};

use crate::round;

#[test]
fn whole_numbers_are_integers_wherever_they_are_read() {
    let text = r#"{"total":1.0,"small":3e0,"wide":1e2,"unsigned":1.5e1,"nullable":-2.0,"per_day":[1.0,2,1E+2],
        "gaps":[1.0,null],"by_name":{"a":[7.0]},"age":3.0,"code":200.0,"other":5.0}"#;
    let counts: Counts = serde_json::from_str(text).unwrap();
    assert_eq!((counts.total, counts.small, counts.wide, counts.unsigned), (1, Some(3), Some(100), Some(15)));
    assert_eq!(counts.nullable.value(), Some(&-2));
    assert_eq!(counts.per_day, [1, 2, 100]);
    assert_eq!(counts.gaps, Some(vec![Some(1), None]));
    assert_eq!(counts.by_name.as_ref().unwrap()["a"], [7]);
    assert_eq!((counts.age, counts.code.clone()), (Some(3), CountsCode::from(200)));
    assert!(!matches!(counts.code, CountsCode::Unknown(_)));
    assert_eq!(counts.additional_properties["other"], 5);
    let again = serde_json::to_string(&counts).unwrap();
    assert!(!again.contains('.'), "{again}");
    let optional: AllOptional = serde_json::from_str(r#"{"a":1e2,"b":null}"#).unwrap();
    assert_eq!(optional.a, Some(100));
    assert!(optional.b.is_null());
}

#[test]
fn whole_numbers_are_integers_among_alternatives_and_values() {
    for text in ["2", "2.0", "2e0"] {
        let limit: Limit = round(text);
        assert!(matches!(limit, Limit::Integer(2)), "{text}");
    }
    assert!(matches!(round("1.5"), Limit::Unknown(_)));
    assert_eq!(
        (round::<Option<Mixed>>("1.0"), round::<Option<Mixed>>("1")),
        (Some(Mixed::N1), Some(Mixed::N1))
    );
    assert!(matches!(round("2.0"), Mixed::Unknown(_)));
}

#[test]
fn other_numbers_are_no_integers() {
    for wrong in ["1.5", "1e-1", "1e300", "9007199254740993.0", "true", "\"1\"", "null"] {
        let text = format!(r#"{{"total":{wrong},"per_day":[],"code":1}}"#);
        assert!(serde_json::from_str::<Counts>(&text).is_err(), "{wrong}");
    }
    let error = serde_json::from_str::<AllOptional>(r#"{"a":1.5}"#).unwrap_err();
    assert!(error.to_string().contains("expected an integer"), "{error}");
    assert!(
        serde_json::from_str::<Counts>(r#"{"total":1,"small":2147483648,"per_day":[],"code":1}"#).is_err()
    );
}

#[test]
fn integers_within_any_json_stay_as_they_are() {
    for text in ["9007199254740993", "-9007199254740993", "18446744073709551615", "7", "1.5", "[1,[2.5]]"] {
        let value: Json = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
        let value: Json = serde_json::from_str(&format!(r#"{{"a":[{text}]}}"#)).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), format!(r#"{{"a":[{text}]}}"#));
    }
    assert!(matches!(round("7"), Label::Integer(7)));
    assert!(matches!(round("7.5"), Label::Number(_)));
    let labels: Labels = serde_json::from_str(r#"{"id":9007199254740993}"#).unwrap();
    assert_eq!(serde_json::to_string(&labels).unwrap(), r#"{"id":9007199254740993}"#);
    let value: NumberOrText = serde_json::from_str("9007199254740993").unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), "9007199254740993");
    assert!(matches!(round("7"), NumberOrText::Number(_)));
}
