//! The rules on single items; whole documents are in `tests/changes`.

use super::{Group, Level, diff};
use crate::surface::{Argument, FactName, Item, Shape, Surface, Type, Way};

fn item(line: &str, shape: Shape) -> Item {
    Item {
        line: line.to_owned(),
        shape,
        name: "a test".into(),
        ty: None,
        owner: None,
        wire: None,
        place: None,
        is_required: false,
        scheme: None,
        tags: Vec::new(),
        media: Vec::new(),
        identity: None,
        exchange: None,
        bindings: std::collections::BTreeMap::new(),
        gate: Vec::new(),
        facts: std::collections::BTreeMap::new(),
        documentation: String::new(),
        cause: None,
        behind: None,
    }
}

fn surface(item: Option<Item>) -> Surface {
    Surface {
        items: item.into_iter().map(|item| ("models::A".to_owned(), item)).collect(),
        ..Surface::default()
    }
}

fn judged(old: Option<Item>, new: Option<Item>) -> Option<(Group, Level)> {
    let diff = diff(&surface(old), &surface(new));
    diff.changes.first().map(|change| (change.group, change.level))
}

fn traits(names: &[&str]) -> Item {
    let line = names.join("+");
    let names = names.iter().map(|name| Type::path(*name)).collect();
    item(&line, Shape::Traits { of: "A".to_owned(), names })
}

fn setter(ty: &Type, way: Way) -> Item {
    let argument = Argument { name: "a".to_owned(), ty: ty.clone(), way };
    item(&argument.taken(), Shape::function("self", vec![argument], Type::path("Self")))
}

#[test]
fn what_goes_breaks_and_what_comes_does_not() {
    let here = || Some(item("struct A", Shape::Struct));
    assert_eq!(judged(here(), None), Some((Group::Breaking, Level::Major)));
    assert_eq!(judged(None, here()), Some((Group::Additive, Level::Minor)));
    assert_eq!(judged(here(), here()), None);
    assert_eq!(
        judged(Some(traits(&["Eq", "Hash"])), Some(traits(&["Eq"]))),
        Some((Group::Breaking, Level::Major))
    );
    assert_eq!(
        judged(Some(traits(&["Eq"])), Some(traits(&["Eq", "Hash"]))),
        Some((Group::Additive, Level::Minor))
    );
}

#[test]
fn an_argument_may_only_get_wider() {
    let (number, text) = (Type::path("i64"), Type::path("String"));
    let scalar = Type::of("runtime::Scalar", number.clone());
    let both =
        |old: Item, new: Item| (judged(Some(old.clone()), Some(new.clone())), judged(Some(new), Some(old)));
    let (wider, narrower) = (Some((Group::Additive, Level::Minor)), Some((Group::Breaking, Level::Major)));
    let plain = || setter(&number, Way::Plain);
    assert_eq!(both(plain(), setter(&number, Way::Into)), (wider, narrower));
    assert_eq!(both(plain(), setter(&scalar, Way::IntoNullable)), (wider, narrower));
    assert_eq!(both(setter(&text, Way::Into), setter(&text, Way::IntoNullable)), (wider, narrower));
    assert_eq!(both(setter(&number, Way::Into), setter(&scalar, Way::IntoNullable)), (narrower, narrower));
    let optional = || setter(&text, Way::IntoOptional);
    assert_eq!(both(optional(), setter(&text, Way::IntoOptionalNullable)), (wider, narrower));
    assert_eq!(both(optional(), setter(&number, Way::IntoOptionalNullable)), (narrower, narrower));
    // `None` is null for the one and leaves the field as it is for the other.
    let nullable = setter(&text, Way::IntoNullable);
    assert_eq!(both(nullable, setter(&text, Way::IntoOptionalNullable)), (narrower, narrower));
}

/// What is given to it goes to another field, and every program compiles.
#[test]
fn another_argument_in_the_same_place_of_a_constructor_breaks() {
    let new = |name: &str| {
        let argument = Argument { name: name.to_owned(), ty: Type::path("String"), way: Way::Into };
        Some(item(name, Shape::function("", vec![argument], Type::path("Self"))))
    };
    assert_eq!(judged(new("a"), new("b")), Some((Group::Breaking, Level::Major)));
    assert_eq!(judged(new("a"), new("a")), None);
}

#[test]
fn what_no_caller_can_name_is_behaviour_or_documentation() {
    let with = |fact, documentation| {
        let mut one = item("struct A", Shape::Struct);
        one.facts.insert(fact, "x".to_owned());
        one.documentation = str::to_owned(documentation);
        Some(one)
    };
    assert_eq!(
        judged(with(FactName::Default, "1"), with(FactName::Limits, "1")),
        Some((Group::Behaviour, Level::Patch))
    );
    assert_eq!(
        judged(with(FactName::Default, "1"), with(FactName::Deprecated, "1")),
        Some((Group::Behaviour, Level::Minor))
    );
    assert_eq!(
        judged(with(FactName::Default, "1"), with(FactName::Default, "2")),
        Some((Group::Documentation, Level::None))
    );
}
