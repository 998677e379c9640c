//! Numbers that may be written as text.

use schema_numerals::models::{Numerals, Ports, Size};

use crate::round;

#[test]
fn a_number_is_read_from_its_text() {
    let text = r#"{"count":"12","other":"-9007199254740993","maybe":"0","ratio":"1.5e1","list":["1",2],"by_name":{"a":"3"}}"#;
    let value: Numerals = serde_json::from_str(text).unwrap();
    assert_eq!((value.count, value.other, value.ratio), (12, Some(-9_007_199_254_740_993), Some(15.0)));
    assert_eq!((value.maybe.value(), value.list.as_deref()), (Some(&0), Some(&[1, 2][..])));
    assert_eq!(value.by_name.as_ref().unwrap()["a"], 3);
    let again = serde_json::to_string(&value).unwrap();
    assert!(again.starts_with(r#"{"by_name":{"a":3},"count":12,"#), "{again}");
    round::<Numerals>(r#"{"count":12,"maybe":null,"ratio":0.5}"#);
    for wrong in [r#""a""#, r#""1.5""#, "1.5", r#""""#, "null", "2147483648", "true"] {
        assert!(serde_json::from_str::<Numerals>(&format!(r#"{{"count":{wrong}}}"#)).is_err(), "{wrong}");
    }
}

#[test]
fn a_format_that_allows_several_types_is_a_choice() {
    round::<Ports>(r#"{"port":80,"named":"http","flag":true,"text":"t","custom":8080}"#);
    round::<Ports>(r#"{"port":"http","named":80,"flag":"yes","custom":"http"}"#);
    assert!(matches!(round(r#""12px""#), Size::String(_)));
    assert!(matches!(round("12"), Size::Integer(12)));
}
