//! Types in a line: as Rust spells them from the root of the generated crate.

use super::{Argument, Shape};
use crate::model::{Decoded, Field, Presence, Ty};

/// A type; `local` is the module of the operation's own types.
pub(super) fn ty(ty: &Ty, local: &str) -> String {
    let inner = |inner: &Ty| self::ty(inner, local);
    match ty {
        Ty::Bool => "bool".to_owned(),
        Ty::Int(name) | Ty::Float(name) => (*name).to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Json => "serde_json::Value".to_owned(),
        Ty::Base64 => "runtime::Base64".to_owned(),
        Ty::Upload => "runtime::Upload".to_owned(),
        Ty::Multipart => "runtime::Multipart".to_owned(),
        Ty::Local(name) => format!("{local}::{}", name.as_str()),
        Ty::Named(name) => format!("models::{}", name.as_str()),
        Ty::External(path) => path.clone(),
        Ty::Vec(item) => format!("Vec<{}>", inner(item)),
        Ty::Map(value) => format!("BTreeMap<String, {}>", inner(value)),
        Ty::Tuple(items) => {
            let items: Vec<String> = items.iter().map(inner).collect();
            let comma = if items.len() == 1 { "," } else { "" };
            format!("({}{comma})", items.join(", "))
        }
        Ty::Option(value) => format!("Option<{}>", inner(value)),
        Ty::OptionalNullable(value) => format!("OptionalNullable<{}>", inner(value)),
        Ty::Boxed(value) => format!("Box<{}>", inner(value)),
    }
}

/// What a body is decoded into.
pub(super) fn decoded(decoded: &Decoded, local: &str) -> String {
    match decoded {
        Decoded::Nothing => "()".to_owned(),
        Decoded::Json(json) | Decoded::Value { ty: json, .. } => ty(json, local),
        Decoded::Text => "String".to_owned(),
        Decoded::Bytes => "bytes::Bytes".to_owned(),
        Decoded::Stream => "runtime::Download".to_owned(),
        Decoded::Events { ty: data, .. } => format!("runtime::EventStream<{}>", ty(data, local)),
        Decoded::Lines(item) => format!("runtime::JsonLines<{}>", ty(item, local)),
    }
}

/// How a function takes a value that must be there.
pub(super) fn required(name: &str, value: &Ty, local: &str) -> Argument {
    let argument = |ty, into| Argument { name: name.to_owned(), ty, into };
    match value {
        Ty::Bool | Ty::Int(_) | Ty::Float(_) => argument(ty(value, local), false),
        Ty::Vec(item) => argument(format!("runtime::List<{}>", ty(item, local)), true),
        Ty::Map(item) => argument(format!("runtime::Entries<{}>", ty(item, local)), true),
        Ty::Boxed(inner) => required(name, inner, local),
        other => argument(ty(other, local), true),
    }
}

/// How a function takes a value that can be absent, null or there.
pub(super) fn optional_nullable(name: &str, value: &Ty, local: &str) -> Argument {
    let inner = match value {
        Ty::Boxed(inner) => inner,
        other => other,
    };
    Argument { name: name.to_owned(), ty: format!("OptionalNullable<{}>", ty(inner, local)), into: true }
}

/// How `new` takes a field.
pub(super) fn constructor_argument(field: &Field, local: &str) -> Argument {
    let name = field.ident.as_str();
    match field.presence {
        Presence::Required => required(name, &field.ty, local),
        _ => Argument { name: name.to_owned(), ty: ty(&field.full(), local), into: true },
    }
}

/// How a field's setter takes it.
pub(super) fn setter_argument(field: &Field, local: &str) -> Argument {
    let name = field.ident.as_str();
    match field.presence {
        Presence::Required | Presence::RequiredNullable => constructor_argument(field, local),
        Presence::Optional => required(name, &field.ty, local),
        Presence::OptionalNullable => optional_nullable(name, &field.ty, local),
    }
}

/// The line of an item, without documentation.
pub(super) fn line(path: &str, shape: &Shape) -> String {
    match shape {
        Shape::Struct => format!("pub struct {path}"),
        Shape::Enum => format!("pub enum {path}"),
        Shape::Tuple(inner) => format!("pub struct {path}(pub {inner})"),
        Shape::Alias(target) => format!("pub type {path} = {target}"),
        Shape::Module { feature: None } => format!("pub mod {path}"),
        Shape::Module { feature: Some(feature) } => format!("#[cfg(feature = {feature:?})] pub mod {path}"),
        Shape::Field(ty) => format!("pub {path}: {ty}"),
        Shape::Variant(None) | Shape::Feature => path.to_owned(),
        Shape::Variant(Some(payload)) => format!("{path}({payload})"),
        Shape::Function { receiver, arguments, output, call } => {
            let bare = path.strip_suffix("()").unwrap_or(path);
            let receiver = (!receiver.is_empty()).then(|| (*receiver).to_owned());
            let arguments = arguments.iter().map(|argument| {
                let Argument { name, ty, into } = argument;
                if *into { format!("{name}: impl Into<{ty}>") } else { format!("{name}: {ty}") }
            });
            let arguments: Vec<String> = receiver.into_iter().chain(arguments).collect();
            let call = call.as_ref().map(|call| format!(" => {} or {}", call.output, call.error));
            format!("pub fn {bare}({}) -> {output}{}", arguments.join(", "), call.unwrap_or_default())
        }
        Shape::Traits { of, names } => format!("impl {} for {of}", names.join(" + ")),
        Shape::Features(names) => format!("{path} = [{}]", names.join(", ")),
        Shape::Crate { library } => format!("crate {library}"),
    }
}
