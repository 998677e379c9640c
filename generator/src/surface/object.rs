//! Structs with their fields, constructors and setters; multipart forms are structs too.

use super::exchange::part;
use super::{Draft, FactName, List, Shape, Type, paths};
use crate::media_type::MediaType;
use crate::model::{Field, Form, Struct, Ty};
use crate::names::identity;
use crate::raw::NodeId;

/// Where a struct's items go.
pub(super) struct Home<'a> {
    /// The struct's path.
    pub(super) path: &'a str,
    /// The module of the operation's own types.
    pub(super) local: &'a str,
    /// What the struct's lines are ascribed to.
    pub(super) node: NodeId,
    /// Where the struct's schema stands.
    pub(super) schema: NodeId,
    /// What its type is known by.
    pub(super) identity: &'a str,
    /// The form whose parts its fields are.
    pub(super) form: Option<&'a Form>,
}

/// The members of a struct.
pub(super) fn add(list: &mut List<'_>, home: &Home<'_>, object: &Struct) {
    let Home { path, local, node, schema, identity, .. } = home;
    let schema = list.pointer(*schema);
    if object.is_made() {
        let module = if local.is_empty() { "models" } else { local };
        let arguments = object.constructor_arguments(module).into_iter().map(Into::into).collect();
        let constructor = Shape::function("", arguments, Type::path("Self"));
        list.add(
            Draft::new(format!("{path}::new()"), constructor, "every struct that callers make has it")
                .owner(path)
                .node(*node),
        );
        if let Some(named) = object.named() {
            let fields = object.taken().map(|field| (field.ident.as_str(), field.full().spelled(local)));
            let place = format!("{module}::{}", named.as_str());
            let draft = Draft::new(place.clone(), Shape::named(fields), named);
            list.add(draft.owner(path).node(*node).identity(identity::required(identity)));
            list.traits(&place, paths(&["Clone", "Debug"]), Some(*node));
        }
    }
    for field in &object.fields {
        add_field(list, home, &schema, field, !object.is_made() || object.takes(field));
    }
    if let Some(extra) = &object.extra {
        let place = format!("{path}::{}", extra.ident.as_str());
        let field = Shape::Field(Ty::Map(Box::new(extra.value.clone())).spelled(local));
        let draft = Draft::new(place.clone(), field, &extra.ident).owner(path).node(*node);
        list.add(draft.identity(identity::other_properties(&schema)));
        if object.is_made() {
            let setter = Shape::setter(extra.setter_argument(local));
            list.add(Draft::new(format!("{place}()"), setter, &extra.ident).owner(&place).node(*node));
        }
    }
}

/// The line of a property: where it is listed, not where the schema stands that it refers to.
fn property(list: &List<'_>, home: &Home<'_>, field: &Field) -> NodeId {
    let listed = list.raw.node(home.node).and_then(|schema| schema.get("properties")?.get(&field.wire));
    listed.map_or(field.node, |node| node.id())
}

/// `has_no_setter`: `new` takes the field, or callers make no such struct.
fn add_field(list: &mut List<'_>, home: &Home<'_>, schema: &str, field: &Field, has_no_setter: bool) {
    let node = property(list, home, field);
    let place = format!("{}::{}", home.path, field.ident.as_str());
    let presence = if field.presence.is_required() { "always there" } else { "may be absent" };
    let mut draft = Draft::new(place.clone(), Shape::Field(field.full().spelled(home.local)), &field.ident)
        .owner(home.path)
        .wire(&field.wire)
        .ty(&field.why)
        .identity(identity::property(schema, &field.wire))
        .fact(FactName::NameOnTheWire, &field.wire)
        .fact(FactName::Presence, presence)
        .docs(&field.docs)
        .node(node)
        .behind(field.node);
    draft.is_required = field.presence.is_required();
    if let Some(form) = home.form {
        draft.media = form.part_types.get(&field.wire).cloned().unwrap_or_default();
        let types: Vec<&str> = draft.media.iter().map(MediaType::as_str).collect();
        let types = types.join(", ");
        draft = draft.place("multipart").fact(FactName::Parameter, part(form, &field.wire));
        draft = draft.fact(FactName::MediaType, types);
    }
    list.add(draft);
    if !has_no_setter {
        let path = format!("{}::{}()", home.path, field.setter.as_str());
        let setter = Shape::setter(field.setter_argument(home.local));
        let draft = Draft::new(path, setter, &field.setter).owner(&place).wire(&field.wire);
        let draft = draft.node(node).behind(field.node);
        list.add(if home.form.is_some() { draft.place("multipart") } else { draft });
    }
}
