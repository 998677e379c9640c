//! The types of `models`.

use std::collections::HashMap;

use super::object::{self, Home};
use super::rules;
use super::{Argument, Draft, FactName, List, Shape, Type, Way};
use crate::model::{EnumBase, OpenEnum, ReceivedType, Ty, TypeItem, TypeKind, UnionType};
use crate::names::identity;
use crate::raw::{Node, NodeId};

/// Why a type has `diff_to`.
const DIFF_TO: &str = "every type with an update request has it";

/// Adds a type with its members.
pub(super) fn add(list: &mut List<'_>, item: &TypeItem) {
    let path = format!("models::{}", item.ident.as_str());
    let shape = match &item.kind {
        TypeKind::Struct(_) => Shape::Struct,
        TypeKind::Enum(_) | TypeKind::Union(_) => Shape::Enum,
        TypeKind::Alias(target) => Shape::Alias(target.spelled("")),
        TypeKind::Newtype(inner) => Shape::Tuple(inner.spelled("")),
    };
    let mut draft = Draft::new(path.clone(), shape, &item.ident).docs(&item.docs).node(item.node);
    draft = draft.identity(item.identity.clone());
    draft.ty.clone_from(&item.why);
    if let TypeKind::Union(UnionType { tag: Some(tag), .. }) = &item.kind {
        draft = draft.fact(FactName::Tag, tag);
    }
    list.add(draft);
    match &item.kind {
        TypeKind::Struct(object) => {
            let (node, identity) = (item.node, item.identity.as_str());
            let home = Home { path: &path, local: "", node, schema: node, identity, form: None };
            object::add(list, &home, object);
            if object.is_checked() {
                rules::validate(list, &path, item.node, rules::of_struct(object));
            }
            if object.message.is_some() {
                text(list, &path, item.node);
            }
            if let Some(update) = &object.update {
                let ty = Type::Verbatim("&Self".to_owned());
                let argument = Argument { name: "after".to_owned(), ty, way: Way::Plain };
                let shape = Shape::function("&self", vec![argument], update.request.spelled(""));
                let together: Vec<String> =
                    update.together.iter().map(|names| names.join(" with ")).collect();
                let draft = Draft::new(format!("{path}::diff_to()"), shape, DIFF_TO)
                    .owner(&path)
                    .fact(FactName::Together, together.join(", "))
                    .fact(FactName::NullIsAbsent, if update.null_is_absent { "yes" } else { "" })
                    .node(item.node);
                list.add(draft);
            }
            if object.is_update {
                let shape = Shape::function("&self", Vec::new(), Type::path("bool"));
                let draft = Draft::new(format!("{path}::is_empty()"), shape, "every update request has it");
                list.add(draft.owner(&path).node(item.node));
            }
            let mut all = derives(item);
            // A constructor without arguments makes a default, too.
            if object.is_made_of_nothing() && !item.derives.default {
                all.push(Type::path("Default"));
            }
            list.traits(&path, all, Some(item.node));
        }
        TypeKind::Newtype(inner) => {
            let mut names = derives(item);
            names.push(Type::of("From", inner.spelled("")));
            list.traits(&path, names, Some(item.node));
        }
        TypeKind::Enum(values) => open_enum(list, &path, item, values),
        TypeKind::Union(union) => add_union(list, &path, item, union),
        TypeKind::Alias(_) => {}
    }
}

/// Adds a name for what users receive.
pub(super) fn received(list: &mut List<'_>, one: &ReceivedType) {
    let path = format!("webhooks::{}", one.ident.as_str());
    let draft = Draft::new(path, Shape::Alias(one.ty.spelled("")), &one.ident)
        .docs(&one.docs)
        .ty(&one.why)
        .fact(FactName::Sent, &one.sent)
        .fact(FactName::Body, &one.media)
        .identity(one.identity.clone())
        .node(one.node);
    list.add(draft);
}

fn derives(item: &TypeItem) -> Vec<Type> {
    let derives = &item.derives;
    let optional = [
        (derives.eq, "Eq"),
        (derives.eq, "Hash"),
        (derives.default, "Default"),
        (true, "Serialize"),
        (true, "Deserialize"),
    ];
    let optional = optional.into_iter().filter(|(on, _)| *on).map(|(_, name)| name);
    let conversions = item.conversions.iter().map(|one| Type::of("From", one.from.spelled("")));
    ["Debug", "Clone", "PartialEq"].into_iter().chain(optional).map(Type::path).chain(conversions).collect()
}

fn open_enum(list: &mut List<'_>, path: &str, item: &TypeItem, values: &OpenEnum) {
    let own = list.pointer(item.node);
    let nodes = value_nodes(list.raw.node(item.node));
    for variant in &values.variants {
        let text = match variant.value.as_str() {
            Some(text) => text.to_owned(),
            None => variant.value.to_string(),
        };
        let node = nodes.get(text.as_str()).map_or(item.node, |node| node.id());
        let draft =
            Draft::new(format!("{path}::{}", variant.ident.as_str()), Shape::Variant(None), &variant.ident)
                .owner(path)
                .wire(&text)
                .identity(identity::value(&own, &text))
                .fact(FactName::ValueOnTheWire, variant.value.to_string())
                .docs(&variant.docs)
                .node(node);
        list.add(draft);
    }
    unknown(list, path, item.node, "Unknown");
    let from = |ty| Type::of("From", ty);
    let (method, output, traits) = match &values.base {
        EnumBase::String => {
            let text = Type::Verbatim("&str".to_owned());
            let owned = from(Type::path("String"));
            let traits = vec![Type::path("Display"), from(text.clone()), owned, Type::path("FromStr")];
            ("as_str", text, traits)
        }
        EnumBase::Integer(_) => ("as_i64", Type::path("i64").option(), vec![from(Type::path("i64"))]),
        EnumBase::Json => ("to_value", Ty::Json.spelled(""), vec![from(Ty::Json.spelled(""))]),
    };
    let shape = Shape::function("&self", Vec::new(), output);
    list.add(
        Draft::new(format!("{path}::{method}()"), shape, "every enum of such values has it")
            .owner(path)
            .node(item.node),
    );
    let mut all = derives(item);
    all.extend(["PartialOrd", "Ord"].map(Type::path));
    all.extend(traits);
    list.traits(path, all, Some(item.node));
}

/// What a variant can be made from; `module` is that of the operation's own types.
pub(super) fn conversions(ty: &Ty, module: &str) -> Vec<Type> {
    let from = match ty {
        Ty::String => vec![Type::Verbatim("&str".to_owned()), Type::path("String")],
        Ty::Boxed(inner) => vec![inner.spelled(module)],
        other => vec![other.spelled(module)],
    };
    from.into_iter().map(|ty| Type::of("From", ty)).collect()
}

/// The accessor of text.
fn text(list: &mut List<'_>, path: &str, node: NodeId) {
    let shape = Shape::function("&self", Vec::new(), Type::path("String").option());
    list.add(Draft::new(format!("{path}::text()"), shape, "a union of texts has it").owner(path).node(node));
}

/// The variant for what the crate does not know.
fn unknown(list: &mut List<'_>, path: &str, node: NodeId, holds: &str) {
    let shape = Shape::Variant(Some(Type::path(format!("runtime::{holds}"))));
    list.add(
        Draft::new(format!("{path}::Unknown"), shape, "every enum has it, for what it does not know")
            .owner(path)
            .node(node),
    );
}

fn add_union(list: &mut List<'_>, path: &str, item: &TypeItem, union: &UnionType) {
    let mut all = derives(item);
    for arm in &union.arms {
        let shape = Shape::Variant(Some(arm.ty.spelled("")));
        let mut draft = Draft::new(format!("{path}::{}", arm.ident.as_str()), shape, &arm.ident);
        draft.tags.clone_from(&arm.tags);
        draft = draft
            .owner(path)
            .ty(&arm.why)
            .fact(FactName::Tags, arm.tags.join(", "))
            .fact(FactName::AnyOtherTag, if arm.is_default { "or none" } else { "" })
            .docs(&arm.docs)
            .node(item.node);
        list.add(draft);
        all.extend(arm.made_from.iter().flat_map(|ty| conversions(ty, "")));
    }
    unknown(list, path, item.node, "RawJson");
    if union.is_checked() {
        rules::validate(list, path, item.node, rules::of_union(union));
    }
    for accessor in &union.accessors {
        let shape = Shape::function("&self", Vec::new(), accessor.given().option());
        let draft = Draft::new(format!("{path}::{}()", accessor.ident.as_str()), shape, &accessor.ident);
        list.add(draft.owner(path).docs(&accessor.docs).node(item.node));
    }
    if !union.texts.is_empty() {
        text(list, path, item.node);
    }
    list.traits(path, all, Some(item.node));
}

/// The nodes of an enum's values, so that a change points at its own line.
fn value_nodes(schema: Option<Node<'_>>) -> HashMap<&str, Node<'_>> {
    let listed = schema.and_then(|schema| schema.get("enum")).into_iter().flat_map(Node::items);
    let values = listed.chain(schema.and_then(|schema| schema.get("const")));
    values.filter_map(|value| Some((value.as_str().or(value.as_number())?, value))).collect()
}
