//! The types of `models`.

use std::collections::HashMap;

use super::object::{self, Home};
use super::{Argument, Draft, List, Shape, spell};
use crate::model::{EnumBase, OpenEnum, Ty, TypeItem, TypeKind, UnionType};
use crate::raw::{Node, NodeId};

/// Adds a type with its members.
pub(super) fn add(list: &mut List<'_>, item: &TypeItem) {
    let path = format!("models::{}", item.ident.as_str());
    let shape = match &item.kind {
        TypeKind::Struct(_) => Shape::Struct,
        TypeKind::Enum(_) | TypeKind::Union(_) => Shape::Enum,
        TypeKind::Alias(target) => Shape::Alias(spell::ty(target, "")),
        TypeKind::Newtype(inner) => Shape::Tuple(spell::ty(inner, "")),
    };
    let mut draft = Draft::new(path.clone(), shape).docs(&item.docs).node(item.node);
    if let TypeKind::Union(UnionType { tag: Some(tag), .. }) = &item.kind {
        draft = draft.fact("tag", tag);
    }
    list.add(draft);
    match &item.kind {
        TypeKind::Struct(object) => {
            let home = Home { path: &path, local: "", node: item.node };
            object::add(list, &home, object);
            if !object.rules.is_empty() {
                validate(list, &path, item.node);
            }
            if let Some(diff) = &object.diff {
                let argument = Argument { name: "after".to_owned(), ty: "&Self".to_owned(), into: false };
                let shape = Shape::function("&self", vec![argument], &spell::ty(&diff.request, ""));
                list.add(Draft::new(format!("{path}::diff_to()"), shape).owner(&path).node(item.node));
            }
            let default = item.derives.default || object.arguments.is_empty();
            let mut all = derives(item, default);
            all.extend(object.conversions.iter().map(|one| format!("From<{}>", spell::ty(&one.from, ""))));
            list.traits(&path, all, Some(item.node));
        }
        TypeKind::Newtype(inner) => {
            let mut names = derives(item, item.derives.default);
            names.push(format!("From<{}>", spell::ty(inner, "")));
            list.traits(&path, names, Some(item.node));
        }
        TypeKind::Enum(values) => open_enum(list, &path, item, values),
        TypeKind::Union(union) => add_union(list, &path, item, union),
        TypeKind::Alias(_) => {}
    }
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

fn derives(item: &TypeItem, default: bool) -> Vec<String> {
    let derives = &item.derives;
    let optional = [
        (derives.eq, "Eq"),
        (derives.hash, "Hash"),
        (default, "Default"),
        (true, "Serialize"),
        (true, "Deserialize"),
    ];
    let optional = optional.into_iter().filter(|(on, _)| *on).map(|(_, name)| name);
    names(&["Debug", "Clone", "PartialEq"].into_iter().chain(optional).collect::<Vec<_>>())
}

fn open_enum(list: &mut List<'_>, path: &str, item: &TypeItem, values: &OpenEnum) {
    let nodes = value_nodes(list.raw.node(item.node));
    for variant in &values.variants {
        let text = match variant.value.as_str() {
            Some(text) => text.to_owned(),
            None => variant.value.to_string(),
        };
        let node = nodes.get(text.as_str()).map_or(item.node, |node| node.id());
        let draft = Draft::new(format!("{path}::{}", variant.ident.as_str()), Shape::Variant(None))
            .owner(path)
            .wire(&text)
            .fact("value on the wire", variant.value.to_string())
            .docs(&variant.docs)
            .node(node);
        list.add(draft);
    }
    unknown(list, path, item.node, "Unknown");
    let numbers = values.base == EnumBase::Integer
        && values.variants.iter().all(|variant| variant.value.as_i64().is_some());
    let base = match values.base {
        EnumBase::Integer if !numbers => EnumBase::Json,
        base => base,
    };
    let (method, output, traits): (_, _, &[&str]) = match base {
        EnumBase::String => ("as_str", "&str", &["Display", "From<&str>", "FromStr"]),
        EnumBase::Integer => ("as_i64", "Option<i64>", &["From<i64>"]),
        EnumBase::Json => ("to_value", "serde_json::Value", &["From<serde_json::Value>"]),
    };
    let shape = Shape::function("&self", Vec::new(), output);
    list.add(Draft::new(format!("{path}::{method}()"), shape).owner(path).node(item.node));
    let mut all = names(&["Clone", "Debug", "Deserialize", "Eq", "Hash", "PartialEq", "Serialize"]);
    all.extend(names(traits));
    list.traits(path, all, Some(item.node));
}

/// The check of the document's limits.
fn validate(list: &mut List<'_>, path: &str, node: NodeId) {
    let shape = Shape::function("&self", Vec::new(), "Result<(), runtime::Violations>");
    list.add(Draft::new(format!("{path}::validate()"), shape).owner(path).node(node));
}

/// The variant for what the crate does not know.
fn unknown(list: &mut List<'_>, path: &str, node: NodeId, holds: &str) {
    let shape = Shape::Variant(Some(format!("runtime::{holds}")));
    list.add(Draft::new(format!("{path}::Unknown"), shape).owner(path).node(node));
}

fn add_union(list: &mut List<'_>, path: &str, item: &TypeItem, union: &UnionType) {
    let mut all = names(&["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"]);
    if item.derives.eq {
        all.extend(names(&["Eq", "Hash"]));
    }
    for arm in &union.arms {
        let shape = Shape::Variant(Some(spell::ty(&arm.ty, "")));
        let draft = Draft::new(format!("{path}::{}", arm.ident.as_str()), shape)
            .owner(path)
            .fact("tags", arm.tags.join(", "))
            .fact("any other tag", if arm.rest { "or none" } else { "" })
            .docs(&arm.docs)
            .node(item.node);
        list.add(draft);
        if arm.converts {
            match &arm.ty {
                Ty::String => all.extend(names(&["From<&str>", "From<String>"])),
                Ty::Boxed(inner) => all.push(format!("From<{}>", spell::ty(inner, ""))),
                other => all.push(format!("From<{}>", spell::ty(other, ""))),
            }
        }
    }
    unknown(list, path, item.node, "RawJson");
    if union.arms.iter().any(|arm| !arm.rules.is_empty()) {
        validate(list, path, item.node);
    }
    list.traits(path, all, Some(item.node));
}

/// The nodes of an enum's values, so that a change points at its own line.
fn value_nodes(schema: Option<Node<'_>>) -> HashMap<&str, Node<'_>> {
    let listed = schema.and_then(|schema| schema.get("enum")).into_iter().flat_map(Node::items);
    let values = listed.chain(schema.and_then(|schema| schema.get("const")));
    values.filter_map(|value| Some((value.as_str().or(value.as_number())?, value))).collect()
}
