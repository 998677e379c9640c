//! Structs with their fields, constructors and setters; multipart forms are structs too.

use super::{Draft, List, Shape, spell};
use crate::model::{Field, Presence, Struct};
use crate::raw::NodeId;

/// Where a struct's items go.
pub(super) struct Home<'a> {
    /// The struct's path.
    pub(super) path: &'a str,
    /// The module of the operation's own types.
    pub(super) local: &'a str,
    /// Where the struct's schema stands.
    pub(super) node: NodeId,
}

/// The members of a struct.
pub(super) fn add(list: &mut List<'_>, home: &Home<'_>, object: &Struct) {
    let Home { path, local, node } = home;
    let arguments: Vec<&Field> =
        object.arguments.iter().filter_map(|index| object.fields.get(*index)).collect();
    let taken = arguments.iter().map(|field| spell::constructor_argument(field, local)).collect();
    let constructor = Shape::function("", taken, "Self");
    list.add(Draft::new(format!("{path}::new()"), constructor).owner(path).node(*node));
    for field in &object.fields {
        let given = arguments.iter().any(|argument| argument.wire == field.wire);
        add_field(list, home, field, given);
    }
    if let Some(extra) = &object.extra {
        let value = spell::ty(&extra.value, local);
        let name = extra.ident.as_str();
        let place = format!("{path}::{name}");
        let field = Shape::Field(format!("BTreeMap<String, {value}>"));
        list.add(Draft::new(place.clone(), field).owner(path).node(*node));
        let argument = super::Argument {
            name: "properties".to_owned(),
            ty: format!("runtime::Entries<{value}>"),
            into: true,
        };
        list.add(setter(format!("{place}()"), argument).owner(&place).node(*node));
    }
}

/// The line of a property: where it is listed, not where the schema stands that it refers to.
fn property(list: &List<'_>, home: &Home<'_>, field: &Field) -> NodeId {
    let listed = list.raw.node(home.node).and_then(|schema| schema.get("properties")?.get(&field.wire));
    listed.map_or(field.node, |node| node.id())
}

fn add_field(list: &mut List<'_>, home: &Home<'_>, field: &Field, given: bool) {
    let node = property(list, home, field);
    let place = format!("{}::{}", home.path, field.ident.as_str());
    let presence = match field.presence {
        Presence::Required | Presence::RequiredNullable => "always there",
        Presence::Optional | Presence::OptionalNullable => "may be absent",
    };
    let draft = Draft::new(place.clone(), Shape::Field(spell::ty(&field.full(), home.local)))
        .owner(home.path)
        .wire(&field.wire)
        .fact("name on the wire", &field.wire)
        .fact("presence", presence)
        .docs(&field.docs)
        .node(node)
        .behind(field.node);
    list.add(draft);
    if !given {
        let path = format!("{}::{}()", home.path, field.setter.as_str());
        let argument = spell::setter_argument(field, home.local);
        list.add(setter(path, argument).owner(&place).wire(&field.wire).node(node).behind(field.node));
    }
}

/// A method that takes a value and gives the changed receiver.
pub(super) fn setter(path: String, argument: super::Argument) -> Draft {
    Draft::new(path, Shape::function("self", vec![argument], "Self"))
}
