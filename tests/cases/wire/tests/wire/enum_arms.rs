//! Enums among the alternatives of a union: what one does not list, another one may.

use crate::round;

#[test]
fn an_enum_takes_nothing_that_another_alternative_lists() {
    use union_open_enum::models::{Annotated, CodeOrNumber, Digits, Float, ListsOfEnums, MixedOrText, ZeroOrMore};
    assert_eq!(round::<Annotated>("1"), Annotated::Alpha);
    assert_eq!(round::<Annotated>("2"), Annotated::Beta);
    assert!(matches!(round("3"), Annotated::Unknown(_)));
    assert_eq!(round::<Digits>("3"), Digits::from(3));
    assert!(!matches!(round("3"), Digits::Unknown(_)));
    assert!(matches!(round("12"), ZeroOrMore::Unknown(_)));
    assert!(!matches!(round("0"), ZeroOrMore::Unknown(_)));
    assert!(matches!(round(r#""INF""#), Float::Choice(_)));
    assert!(matches!(round(r#""other""#), Float::String(_)));
    assert!(matches!(round(r#"["a1"]"#), ListsOfEnums::AList(_)));
    assert!(matches!(round(r#"["b1"]"#), ListsOfEnums::BList(_)));
    assert!(matches!(round(r#"["a1","b1"]"#), ListsOfEnums::AList(_)));
    assert!(matches!(round(r#""b1""#), CodeOrNumber::B(_)));
    assert!(matches!(round("7"), CodeOrNumber::Number(_)));
    assert!(matches!(round("1"), CodeOrNumber::Code(_)));
    assert!(matches!(round(r#""text""#), MixedOrText::String(_)));
    assert!(matches!(round(r#""one""#), MixedOrText::Choice(_)));
}
