//! Values that are several alternatives of a union at once.

use union_several::models::{Beside, Deep, Demands, Disagree, Lists, Loose, Mixed, Named, One, Unnamed};

use crate::round;

#[test]
fn a_value_keeps_the_members_of_all_alternatives() {
    assert!(matches!(round(r#"{"a":1}"#), Named::A(_)));
    assert!(matches!(round(r#"{"b":2}"#), Named::B(_)));
    let Named::Unknown(both) = round(r#"{"a":1,"b":2}"#) else { panic!("a member is gone") };
    assert_eq!(both.decode::<union_several::models::A>().unwrap().a, 1);
    assert_eq!(both.decode::<union_several::models::B>().unwrap().b, 2);
    assert!(matches!(round(r#"{"left":1}"#), Loose::Left(_)));
    assert!(matches!(round(r#"{"right":2}"#), Loose::Right(_)));
    round::<Loose>(r#"{"left":1,"right":2}"#);
    assert!(matches!(round(r#"{"id":"i","y":2}"#), Unnamed::Y(_)));
    assert!(matches!(round(r#"{"id":"i","x":1,"y":2}"#), Unnamed::Unknown(_)));
    round::<One>(r#"{"p":1,"q":2}"#);
    assert!(matches!(round(r#"{"v":1,"x":1}"#), Disagree::X(_)));
    assert!(matches!(round(r#"{"v":1,"x":1,"y":1}"#), Disagree::Unknown(_)));
}

#[test]
fn what_no_alternative_knows_is_not_kept() {
    assert!(matches!(serde_json::from_str(r#"{"a":1,"c":3}"#).unwrap(), Named::A(_)));
    assert!(matches!(serde_json::from_str(r#"{"right":2,"c":3}"#).unwrap(), Loose::Right(_)));
}

#[test]
fn alternatives_without_names_are_one_object() {
    let value: Mixed = round(r#"{"id":"i","x":1,"y":2}"#);
    assert_eq!((value.id.as_str(), value.x, value.y), ("i", Some(1), Some(2)));
    assert_eq!(serde_json::to_string(&Mixed::new("i").y(2)).unwrap(), r#"{"id":"i","y":2}"#);
    assert_eq!(round::<Demands>(r#"{"x":1,"y":2}"#), Demands::new().x(1).y(2));
    assert_eq!(round::<Beside>(r#"{"id":"i","x":1,"y":2}"#), Beside::new("i").x(1).y(2));
}

#[test]
fn alternatives_that_differ_below_are_told_apart_there() {
    assert!(matches!(round(r#"[{"left":1}]"#), Lists::LeftList(_)));
    assert!(matches!(round(r#"[{"right":2}]"#), Lists::RightList(_)));
    assert!(matches!(round(r#"{"at":{"left":1}}"#), Deep::InLeft(_)));
    assert!(matches!(round(r#"{"at":{"right":2}}"#), Deep::InRight(_)));
}
