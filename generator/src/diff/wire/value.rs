//! What kinds of values types are, and which reader reads which.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::config::library;
use crate::surface::{FactName, Item, SchemeKind, Shape, Surface, Type};

/// The types of a surface.
#[derive(Clone, Copy)]
pub(super) struct Types<'a>(pub(super) &'a Surface);

/// What a value is in JSON or in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// An object with members; the path of its struct.
    Struct(&'a str),
    /// One of a list of values, which are all of a kind, or not.
    Values(Of, &'a str),
    /// One of several alternatives.
    Choice(&'a str),
    List(&'a Type),
    Map(&'a Type),
    Tuple(&'a [Type]),
    /// A tuple of which the last places may be missing.
    Prefix(&'a [Type]),
    Any,
    Text,
    /// A text of a form of its own.
    TextOf(&'a Type),
    /// An integer, and how many bits hold its values with their signs.
    Integer(u32),
    Number,
    Bool,
    Nothing,
    Bytes,
    Other(&'a Type),
}

/// What the values of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Texts,
    Integers,
    Others,
}

impl Of {
    /// Of values as JSON.
    fn values(values: &[&String]) -> Self {
        let all = |is: &dyn Fn(&str) -> bool| values.iter().all(|value| is(value));
        if all(&|value| value.starts_with('"')) {
            Self::Texts
        } else if all(&|value| is_integer(value)) {
            Self::Integers
        } else {
            Self::Others
        }
    }
}

fn is_integer(json: &str) -> bool {
    let digits = json.strip_prefix('-').unwrap_or(json);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

impl<'a> Types<'a> {
    /// A type, and what it is without that its value may be missing or null, and behind other names for it.
    fn steps(self, ty: &'a Type) -> impl Iterator<Item = &'a Type> {
        let next = move |ty: &&'a Type| {
            let inner = ty.in_option().or(ty.in_optional_nullable()).or(ty.in_box());
            inner.or_else(|| match self.shape(ty)? {
                Shape::Alias(target) | Shape::Tuple(target) => Some(target),
                _ => None,
            })
        };
        // No chain of names is longer than there are items, each perhaps in an option and a box.
        std::iter::successors(Some(ty), next).take(3 * (self.0.items.len() + 1))
    }

    fn shape(self, ty: &Type) -> Option<&'a Shape> {
        match ty {
            Type::Path(path, _) => self.0.items.get(path).map(|item| &item.shape),
            _ => None,
        }
    }

    /// The last of these steps.
    pub(super) fn plain(self, ty: &'a Type) -> &'a Type {
        self.steps(ty).last().unwrap_or(ty)
    }

    /// The path that a type is known by: that of its struct or enum, or of the struct around a list that may hold itself.
    pub(super) fn path(self, ty: &'a Type) -> Option<&'a str> {
        self.steps(ty).find_map(|ty| match (ty, self.shape(ty)?) {
            (Type::Path(path, _), Shape::Struct | Shape::Enum | Shape::Tuple(_)) => Some(path.as_str()),
            _ => None,
        })
    }

    pub(super) fn kind(self, ty: &'a Type) -> Kind<'a> {
        match ty {
            Type::Tuple(items) if items.is_empty() => Kind::Nothing,
            Type::Tuple(items) => Kind::Tuple(items),
            Type::Path(path, arguments) => match (path.as_str(), arguments.as_slice()) {
                ("Vec" | "runtime::JsonLines" | "runtime::EventStream", [item]) => Kind::List(item),
                ("runtime::Prefix", [Type::Tuple(items)]) => Kind::Prefix(items),
                (_, [_, value]) => Kind::Map(value),
                ("String", []) => Kind::Text,
                ("bool", []) => Kind::Bool,
                ("f32" | "f64" | "runtime::Number", []) => Kind::Number,
                ("serde_json::Value", []) => Kind::Any,
                ("bytes::Bytes" | "runtime::Download" | "runtime::Upload", []) => Kind::Bytes,
                ("runtime::Base64", []) => Kind::TextOf(ty),
                (path, []) if library::is_of(path) => Kind::TextOf(ty),
                (path, []) => match self.0.items.get(path).map(|item| &item.shape) {
                    Some(Shape::Struct) => Kind::Struct(path),
                    Some(Shape::Enum) => match self.values(path).as_slice() {
                        [] => Kind::Choice(path),
                        values => Kind::Values(Of::values(values), path),
                    },
                    _ => bits(path).map_or(Kind::Other(ty), Kind::Integer),
                },
                _ => Kind::Other(ty),
            },
            // A type of another crate, for a text of some format.
            Type::Verbatim(_) => Kind::TextOf(ty),
            Type::Associated(..) | Type::Reference(_) => Kind::Other(ty),
        }
    }

    fn members(self, path: &'a str) -> impl Iterator<Item = &'a Item> {
        self.listed(path).map(|(_, item)| item)
    }

    fn listed(self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a Item)> {
        let from = format!("{path}::");
        let until = format!("{path}:;");
        let items = self.0.items.range(from..until);
        items
            .map(|(path, item)| (path.as_str(), item))
            .filter(move |(_, item)| item.owner.as_deref() == Some(path))
    }

    /// The members of a struct, by what they are called on the wire; headers in small letters, since in others they are
    /// the same.
    pub(super) fn fields(self, path: &'a str) -> BTreeMap<Cow<'a, str>, &'a Item> {
        let fields = self.members(path).filter(|item| matches!(item.shape, Shape::Field(_)));
        let called = |item: &'a Item, wire: &'a str| {
            let is_header = item.facts.contains_key(&FactName::Header);
            if is_header { Cow::Owned(wire.to_ascii_lowercase()) } else { Cow::Borrowed(wire) }
        };
        fields.filter_map(|item| Some((called(item, item.wire.as_deref()?), item))).collect()
    }

    /// Whether a struct, or one of the same schema, has a member: what is read only is left out of the one for requests.
    pub(super) fn knows(self, path: &str, wire: &str) -> bool {
        let schema = self.0.items.get(path).and_then(|item| item.cause.as_ref());
        let same = |(_, item): &(&String, &Item)| schema.is_some() && item.cause.as_ref() == schema;
        let structs = self.0.items.iter().filter(same).filter(|(_, item)| item.shape == Shape::Struct);
        structs.into_iter().any(|(path, _)| self.fields(path).contains_key(wire))
    }

    /// Whether a struct has a place for any other members.
    pub(super) fn takes_any(self, path: &'a str) -> bool {
        self.members(path).any(|item| matches!(item.shape, Shape::Field(_)) && item.wire.is_none())
    }

    /// How the credential of a security scheme is sent, wherever it comes from: all tokens go the same way.
    pub(super) fn scheme(self, id: &str) -> Option<&'a SchemeKind> {
        let mut setters = self.0.items.values().filter(|item| item.wire.as_deref() == Some(id));
        Some(match setters.find_map(|item| item.scheme.as_deref())? {
            SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect => &SchemeKind::Bearer,
            kind => kind,
        })
    }

    /// The scopes that the client asks a token of a security scheme for, where it asks by itself.
    pub(super) fn scopes(self, id: &str) -> Option<&'a String> {
        let is_of = |item: &Item| {
            let setter = item.owner.as_ref().and_then(|owner| self.0.items.get(owner));
            setter.is_some_and(|setter| setter.wire.as_deref() == Some(id))
        };
        let asking = self.0.items.values().filter(|item| is_of(item));
        asking.into_iter().find_map(|item| item.facts.get(&FactName::Scopes))
    }

    /// The values of an enum.
    pub(super) fn values(self, path: &'a str) -> Vec<&'a String> {
        self.members(path).filter_map(|item| item.facts.get(&FactName::ValueOnTheWire)).collect()
    }

    /// The alternatives of a union.
    pub(super) fn choices(self, path: &'a str) -> Vec<Choice<'a>> {
        let all = self.listed(path).filter_map(|(path, item)| match &item.shape {
            Shape::Variant(Some(holds)) if !path.ends_with("::Unknown") => {
                let name = path.rsplit("::").next().unwrap_or(path);
                Some(Choice { name, tags: &item.tags, holds })
            }
            _ => None,
        });
        all.collect()
    }
}

/// An alternative of a union.
pub(super) struct Choice<'a> {
    pub(super) name: &'a str,
    /// The values of the tag that it is chosen by, if it is.
    pub(super) tags: &'a [String],
    pub(super) holds: &'a Type,
}

/// Whether a reader takes all that a sender makes. `keeps_unknown`: the reader is a client, which keeps what it does not
/// know of a list of values.
pub(super) fn fits(sender: &Kind<'_>, reader: &Kind<'_>, keeps_unknown: bool) -> bool {
    let takes_all = matches!(
        (sender, reader),
        (_, Kind::Any)
            | (Kind::Integer(_), Kind::Number)
            | (Kind::TextOf(_) | Kind::Values(Of::Texts, _), Kind::Text)
            | (Kind::Values(Of::Integers, _), Kind::Integer(_) | Kind::Number)
    );
    // A client does not look at what it expects nothing of.
    let is_open = matches!(
        (sender, reader),
        (Kind::Text | Kind::TextOf(_), Kind::Values(Of::Texts, _))
            | (Kind::Integer(_), Kind::Values(Of::Integers, _))
            | (_, Kind::Nothing)
    );
    // A format is a limit of what a server takes, and a client reads nothing else, but for base64, which it decodes when it
    // is asked for.
    let is_text = matches!(sender, Kind::Text | Kind::TextOf(_) | Kind::Values(Of::Texts, _));
    let is_read = match reader {
        Kind::TextOf(ty) if is_encoded(ty) => is_text && keeps_unknown,
        Kind::TextOf(_) => matches!(sender, Kind::Text) && !keeps_unknown,
        _ => false,
    };
    match (sender, reader) {
        (Kind::Integer(from), Kind::Integer(to)) => from <= to,
        (from, to) => takes_all || is_read || (is_open && keeps_unknown) || from == to,
    }
}

/// Bytes that are written as text.
fn is_encoded(ty: &Type) -> bool {
    matches!(ty, Type::Path(path, _) if path == "runtime::Base64")
}

/// How many bits hold the values of an integer type with their signs.
fn bits(name: &str) -> Option<u32> {
    let (is_unsigned, bits) = match name.split_at_checked(1)? {
        ("i", bits) => (false, bits),
        ("u", bits) => (true, bits),
        _ => return None,
    };
    let bits: u8 = bits.parse().ok()?;
    Some(u32::from(bits) + u32::from(is_unsigned))
}

/// True for a member or a header that is always there.
pub(super) fn always(item: &Item) -> bool {
    item.is_required
}

/// True for a member that may be null.
pub(super) fn nullable(item: &Item, ty: &Type) -> bool {
    ty.in_optional_nullable().is_some() || (always(item) && ty.in_option().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_reads_any_text_as_base64_and_a_server_does_not() {
        let base64 = Type::path("runtime::Base64");
        let uuid = Type::Verbatim("uuid::Uuid".to_owned());
        for (sender, reader, by_client, by_server) in [
            (Kind::Text, &base64, true, false),
            (Kind::TextOf(&uuid), &base64, true, false),
            (Kind::TextOf(&base64), &base64, true, true),
            (Kind::Number, &base64, false, false),
            (Kind::Text, &uuid, false, true),
        ] {
            let reader = Kind::TextOf(reader);
            assert_eq!((fits(&sender, &reader, true), fits(&sender, &reader, false)), (by_client, by_server));
        }
    }
}
