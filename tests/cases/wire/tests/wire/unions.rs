//! Each arm of each kind of union, and values that fit none.

use crate::round;

#[test]
fn by_discriminator() {
    use union_discriminator::models::{Implicit, Mapped};
    for tag in ["circle", "round"] {
        let value: Mapped = round(&format!(r#"{{"kind":"{tag}","radius":1.5}}"#));
        assert!(matches!(value, Mapped::Circle(_)));
    }
    assert!(matches!(round(r#"{"kind":"square","side":2.5}"#), Mapped::Square(_)));
    assert!(matches!(round(r#"{"kind":"text","body":"b"}"#), Mapped::Text(_)));
    assert!(matches!(round(r#"{"kind":"Circle","radius":1.5}"#), Implicit::Circle(_)));
    let error = serde_json::from_str::<Mapped>(r#"{"kind":"circle","radius":"wide"}"#).unwrap_err();
    assert!(error.to_string().contains("radius"), "{error}");
}

#[test]
fn unknown_arms_are_kept_to_the_digit() {
    use union_discriminator::models::Mapped;
    let text = r#"{"kind":"star","rays":123456789012345678901234567890,"a":1.10}"#;
    let value: Mapped = serde_json::from_str(text).unwrap();
    assert!(matches!(value, Mapped::Unknown(_)));
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    for odd in ["{}", "[]", "null", "7", r#"{"kind":null}"#, r#"{"kind":["circle"]}"#] {
        assert!(matches!(round::<Mapped>(odd), Mapped::Unknown(_)), "{odd}");
    }
}

#[test]
fn without_the_tag() {
    use union_default_mapping::models::{Elsewhere, Other, Owner, Pet, Strict, Untagged, Vehicle};
    assert!(matches!(round(r#"{"kind":"cat","lives":9}"#), Pet::Cat(_)));
    assert!(matches!(round(r#"{"kind":"parrot","more":"m"}"#), Pet::Other(_)));
    assert!(matches!(round(r#"{"kind":"Other","more":"m"}"#), Pet::Other(_)));
    assert!(matches!(round(r#"{"more":"m"}"#), Pet::Other(_)));
    assert!(matches!(round("{}"), Pet::Other(_)));
    for odd in [r#"{"more":7}"#, "7", "null"] {
        assert!(matches!(round::<Pet>(odd), Pet::Unknown(_)), "{odd}");
    }
    assert_eq!(serde_json::to_string(&Pet::from(Other::new().more("m"))).unwrap(), r#"{"more":"m"}"#);
    assert!(matches!(round(r#"{"kind":"parrot"}"#), Strict::Kinded(_)));
    assert!(matches!(round("{}"), Strict::Unknown(_)));
    assert!(matches!(round(r#"{"more":"m"}"#), Untagged::Plain(_)));
    assert!(matches!(round(r#"{"kind":"parrot"}"#), Elsewhere::Unknown(_)));
    assert!(matches!(round(r#"{"more":"m"}"#), Owner::Pet(Pet::Other(_))));
    assert!(matches!(round(r#"{"kind":"cat"}"#), Owner::Pet(Pet::Cat(_))));
    assert!(!matches!(round(r#"{"owner":"o"}"#), Owner::Pet(_)));
    assert!(matches!(round(r#"{"type":"Car","doors":3}"#), Vehicle::Car(_)));
    assert!(matches!(round(r#"{"wheels":3}"#), Vehicle::Base(_)));
    assert!(matches!(round(r#"{"type":"bus","wheels":6}"#), Vehicle::Base(_)));
}

#[test]
fn by_a_constant_in_every_arm() {
    use union_inferred::models::{Event, Started, Versioned};
    assert!(matches!(round(r#"{"type":"started","by":"me"}"#), Event::Started(_)));
    assert!(matches!(round(r#"{"type":"halted"}"#), Event::Stopped(_)));
    assert!(matches!(round(r#"{"type":"paused","until":"x"}"#), Event::Paused(_)));
    assert!(matches!(round(r#"{"type":"else"}"#), Event::Unknown(_)));
    assert_eq!(
        serde_json::to_string(&Event::from(Started::new().by("me"))).unwrap(),
        r#"{"by":"me","type":"started"}"#
    );
    assert!(matches!(round(r#"{"v":1,"a":"x"}"#), Versioned::Versioned1(_)));
    assert!(matches!(round(r#"{"v":2,"b":"x"}"#), Versioned::Versioned2(_)));
    assert!(matches!(round(r#"{"v":3,"c":"x"}"#), Versioned::Unknown(_)));
}

#[test]
fn by_an_optional_constant() {
    use union_inferred::models::NotRequired;
    assert!(matches!(round(r#"{"type":"a"}"#), NotRequired::A(_)));
    assert!(matches!(round(r#"{"type":"b"}"#), NotRequired::B(_)));
}

#[test]
fn by_inheritance() {
    use union_inheritance::models::Pet;
    round::<Pet>(r#"{"petType":"Cat","name":"Tom","lives":9}"#);
    round::<Pet>(r#"{"petType":"dog","name":"Rex","breed":"mutt"}"#);
    round::<Pet>(r#"{"petType":"Puppy","name":"Pip","breed":"mutt","weeks":3}"#);
    round::<Pet>(r#"{"petType":"Fish","name":"Wanda","fins":2}"#);
}

#[test]
fn by_shape() {
    use union_shapes::models::{ByType, Kinds, Lists, OneOrMany, Overlap, Required};
    assert!(matches!(round(r#""a""#), Kinds::String(_)));
    assert!(matches!(round("1"), Kinds::Integer(_)));
    assert!(matches!(round("true"), Kinds::Bool(_)));
    assert!(matches!(round(r#"["a"]"#), Kinds::StringList(_)));
    assert!(matches!(round(r#"{"id":"a"}"#), Kinds::Id(_)));
    assert!(matches!(round("1.5"), Kinds::Unknown(_)));
    assert!(matches!(round("null"), Kinds::Unknown(_)));
    assert!(matches!(round(r#"{"other":1}"#), Kinds::Unknown(_)));
    assert!(matches!(round(r#"["a"]"#), Lists::StringList(_)));
    assert!(matches!(round("[1]"), Lists::IntegerList(_)));
    assert!(matches!(round(r#"["a",1]"#), Lists::Unknown(_)));
    assert!(matches!(round(r#"{"name":"n"}"#), Required::ByName(_)));
    assert!(matches!(round(r#"{"id":1}"#), Required::ById(_)));
    assert!(matches!(round(r#"{"id":1,"name":"n"}"#), Required::ByBoth(_)));
    assert!(matches!(round(r#"{"v":"t"}"#), ByType::VText(_)));
    assert!(matches!(round(r#"{"v":1}"#), ByType::VInteger(_)));
    assert!(matches!(round(r#"{"a":"x","b":"y"}"#), Overlap::Large(_)));
    assert!(matches!(round(r#""a""#), OneOrMany::String(_)));
    assert!(matches!(round(r#"["a","b"]"#), OneOrMany::StringList(_)));
}

#[test]
fn base64_hides_no_other_text() {
    use union_shapes::models::{Encoded, EncodedLists, EncodedMembers};
    assert!(matches!(round(r#""2025-01-31T12:00:00Z""#), Encoded::String(_)));
    assert!(matches!(round(r#"["2025-01-31T12:00:00Z"]"#), EncodedLists::StringList(_)));
    assert!(matches!(round(r#"{"x":"2025-01-31T12:00:00Z"}"#), EncodedMembers::Moment(_)));
}

#[test]
fn enums_beside_other_arms() {
    use union_open_enum::models::{Consts, EnumOrNumber, EnumOrObject, Model, TwoEnums};
    assert_eq!(round::<Model>(r#""small""#), Model::Small);
    assert!(matches!(round(r#""other""#), Model::Unknown(_)));
    assert_eq!(round::<Consts>(r#""high""#), Consts::High);
    assert!(matches!(round(r#""auto""#), EnumOrNumber::Auto(_)));
    assert!(matches!(round("7"), EnumOrNumber::Integer(7)));
    assert!(matches!(round(r#"{"name":"n"}"#), EnumOrObject::Name(_)));
    assert_eq!(round::<TwoEnums>(r#""b1""#), TwoEnums::B1);
}

#[test]
fn nested() {
    use union_nested::models::{Common, Outer, Two};
    assert!(matches!(round("true"), Outer::Bool(true)));
    assert!(matches!(round(r#""a""#), Outer::String(_)));
    assert!(matches!(round("1"), Outer::Integer(1)));
    round::<Common>(r#"{"id":"i","card":"c"}"#);
    round::<Common>(r#"{"id":"i","iban":"c"}"#);
    round::<Two>(r#"{"b":"x","extra":"e"}"#);
}

#[test]
fn nested_twice() {
    use union_nested::models::TwoUnions;
    let text = format!("{:?}", round::<TwoUnions>("true"));
    assert!(!text.contains("Unknown"), "{text}");
}

#[test]
fn with_an_arm_for_anything() {
    round::<union_nested::models::WithAny>(r#""a""#);
    round::<union_nested::models::WithAny>("7");
}

#[test]
fn by_discriminator_beside_properties() {
    use version_3_2::models::Pet;
    round::<Pet>(r#"{"kind":"cat","lives":9}"#);
    round::<Pet>(r#"{"kind":"other","more":"m"}"#);
}

#[test]
fn tags_that_only_the_union_has() {
    use union_tag_outside::models::{Bag, Beside, Cat, Dog, More, Pet, Ring};
    let cat = Pet::from(Cat::new("Tom"));
    assert_eq!(serde_json::to_string(&cat).unwrap(), r#"{"kind":"cat","name":"Tom"}"#);
    assert!(matches!(round(r#"{"kind":"cat","name":"Tom","meow":true}"#), Pet::Cat(_)));
    let tom: Pet = serde_json::from_str(r#"{"kind":"tom","name":"Tom"}"#).unwrap();
    assert_eq!(tom, cat);
    let dog: Pet = round(r#"{"kind":"dog","name":"Rex","age":3}"#);
    assert_eq!(dog, Pet::from(Dog::new("Rex").additional_properties([("age", 3)])));
    let Pet::Bag(bag) = round(r#"{"kind":"Bag","a":"b"}"#) else { panic!() };
    assert_eq!(bag, Bag::from([("a".to_owned(), "b".to_owned())]));
    assert!(matches!(round(r#"{"kind":"circle","radius":1.5}"#), Beside::Circle(_)));
    assert!(matches!(round(r#"{"kind":"Square","side":1.5}"#), Beside::Square(_)));
    assert!(matches!(round(r#"{"kind":"circle","id":"i","radius":1.5}"#), More::Circle(_)));
    assert!(matches!(round(r#"{"kind":"Square","id":"i","side":1.5}"#), More::Square(_)));
    assert!(matches!(round(r#"{"kind":"Cat","name":"Tom"}"#), Ring::Cat(_)));
    assert!(matches!(round(r#"{"kind":"Chain","name":"Tom"}"#), Ring::Unknown(_)));
}

#[test]
fn tags_that_alternatives_need_not_have() {
    use union_tag_outside::models::{Blob, Loose, Square};
    let text = |value: Loose| serde_json::to_string(&value).unwrap();
    assert_eq!(text(Square::new().side(1.5).into()), r#"{"kind":"square","side":1.5}"#);
    assert_eq!(text(Blob::new().size(1).into()), r#"{"kind":"Blob","size":1}"#);
    assert_eq!(text(Square::new().kind("other").into()), r#"{"kind":"other"}"#);
}

#[test]
fn tags_of_unions_that_do_not_have_them() {
    use union_tag_outside::models::{Bird, Cat, Egg, Nest};
    let text = |value: Nest| serde_json::to_string(&Bird::from(value)).unwrap();
    assert_eq!(text(Cat::new("Tom").into()), r#"{"kind":"nest","name":"Tom"}"#);
    assert_eq!(text(Egg::new(1.5).kind("own").into()), r#"{"kind":"own","weight":1.5}"#);
    assert!(matches!(round(r#"{"kind":"nest","name":"Tom"}"#), Bird::Nest(Nest::Cat(_))));
    assert!(matches!(round(r#"{"kind":"nest","weight":1.5}"#), Bird::Nest(Nest::Egg(_))));
    assert!(matches!(round(r#"{"kind":"nest","other":[1]}"#), Bird::Nest(Nest::Unknown(_))));
    assert!(serde_json::to_string(&Bird::from(Nest::from(Egg::new(f64::NAN)))).is_err());
}

#[test]
fn unions_that_lead_to_one_another() {
    use union_endless::models::{A, Json, Wrapped};
    round::<A>(r#"{"a":1}"#);
    assert!(matches!(round("true"), Json::Unknown(_)));
    assert!(matches!(round("7"), Json::Integer(7)));
    assert!(matches!(round(r#""a""#), Wrapped::String(_)));
}
