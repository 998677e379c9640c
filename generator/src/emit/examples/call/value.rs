//! Expressions for example values, and placeholders where the document has none.

use std::cell::Cell;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};
use serde_json::{Map, Value};

use crate::emit::{literal, tokens};
use crate::model::{ArmTest, Field, Presence, Struct, Ty, TypeItem, TypeKind, Types, UnionArm, UnionType};
use crate::names::ident::Ident;

/// Values nested deeper are left out of examples.
const DEEPEST: usize = 8;

/// Longer examples hide the call.
const MOST_SETTERS: usize = 6;

/// Where an expression stands, which decides what converts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    /// A setter or method takes it and converts it.
    Argument,
    /// An item of an array whose items are converted.
    Item,
    /// Nothing converts it.
    Exact,
}

/// What a constructor or a method takes, or the struct of what is required.
#[derive(Debug)]
pub(crate) struct Slot<'a> {
    pub(crate) ty: &'a Ty,
    pub(crate) presence: Presence,
    /// Nothing converts the value.
    pub(crate) exact: bool,
    /// What a placeholder says.
    pub(crate) name: &'a str,
}

/// Writes expressions.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    types: &'a Types<'a>,
    /// The name of the crate in a program that uses it.
    library: &'a str,
    deprecated: Cell<bool>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(types: &'a Types<'a>, library: &'a str) -> Self {
        Self { types, library, deprecated: Cell::new(false) }
    }

    /// Whether anything written so far is deprecated.
    pub(crate) fn named_deprecated(&self) -> bool {
        self.deprecated.get()
    }

    /// An expression for an example, or a placeholder where it does not fit or is not there.
    pub(crate) fn fitting(
        &self,
        ty: &Ty,
        value: Option<&Value>,
        position: Position,
        name: &str,
    ) -> Option<TokenStream> {
        let given = value.and_then(|value| self.expression(ty, Some(value), position, name, 0));
        given.or_else(|| self.expression(ty, None, position, name, 0))
    }

    /// An expression for a value, or for any value if there is none. `None` where it does not fit, or is not worth
    /// spelling.
    pub(crate) fn expression(
        &self,
        ty: &Ty,
        value: Option<&Value>,
        position: Position,
        name: &str,
        depth: usize,
    ) -> Option<TokenStream> {
        if depth > DEEPEST {
            return None;
        }
        let exact = position == Position::Exact;
        match ty {
            Ty::Bool => Some(value.map_or(Some(true), Value::as_bool)?.to_token_stream()),
            Ty::Int(kind) => integer(kind, value, position),
            Ty::Float(kind) => float(kind, value.map_or(Some(1.0), Value::as_f64)?, position),
            Ty::String => {
                let text = text_literal(value.map_or(Some(name), Value::as_str)?);
                Some(if exact { quote!(#text.to_owned()) } else { text })
            }
            Ty::Json => json(value),
            Ty::Base64 if exact => Some(quote!("contents".as_bytes().into())),
            Ty::Base64 => value.is_none().then(|| quote!("contents".as_bytes())),
            Ty::Upload if exact => Some(quote!("contents".into())),
            Ty::Upload => Some(quote!("contents")),
            Ty::Vec(item) => self.list(item, value, exact, name, depth),
            Ty::Map(item) => self.map(item, value, exact, name, depth),
            Ty::Named(ident) => self.named(ident, value, position, depth + 1),
            Ty::Option(_) if value.is_some_and(Value::is_null) => Some(quote!(None)),
            Ty::Option(inner) => {
                let inner = self.expression(inner, value, Position::Exact, name, depth)?;
                Some(quote!(Some(#inner)))
            }
            Ty::Boxed(inner) => {
                let inner = self.expression(inner, value, position, name, depth)?;
                Some(if exact { quote!(Box::new(#inner)) } else { inner })
            }
            Ty::External(path) => {
                let text = text_literal(value?.as_str()?);
                let library = path.starts_with("crate::").then(|| tokens::path(self.library));
                let (library, ty) = (library.iter(), tokens::ty(ty, tokens::Scope::Crate));
                Some(quote!(#text.parse::<#(#library::)* #ty>()?))
            }
            Ty::Tuple(_) | Ty::Prefix(_) | Ty::OptionalNullable(_) | Ty::Local(_) | Ty::Multipart => None,
        }
    }

    /// An expression for what a constructor or a method takes: the first of the examples that fits, or a placeholder;
    /// null only where neither can be written.
    pub(crate) fn required<'v>(
        &self,
        slot: &Slot<'_>,
        mut examples: impl Iterator<Item = &'v Value>,
        depth: usize,
    ) -> Option<TokenStream> {
        let nullable = slot.presence.is_nullable();
        let null = || {
            let library = tokens::word(self.library);
            if slot.exact { quote!(None) } else { quote!(#library::Null) }
        };
        let position = if slot.exact { Position::Exact } else { argument(slot.ty, slot.presence) };
        let write = |value: Option<&Value>| {
            if nullable && value.is_some_and(Value::is_null) {
                return Some(null());
            }
            let value = self.expression(slot.ty, value, position, slot.name, depth)?;
            Some(if nullable && slot.exact { quote!(Some(#value)) } else { value })
        };
        let written = examples.find_map(|value| write(Some(value))).or_else(|| write(None));
        written.or_else(|| nullable.then(null))
    }

    /// The items of arrays are converted one by one, but not what they are made of.
    fn item(
        &self,
        ty: &Ty,
        value: Option<&Value>,
        exact: bool,
        name: &str,
        depth: usize,
    ) -> Option<TokenStream> {
        let whole = matches!(ty, Ty::Vec(_) | Ty::Map(_) | Ty::Option(_) | Ty::Boxed(_));
        let position = if exact || whole { Position::Exact } else { Position::Item };
        self.expression(ty, value, position, name, depth + 1)
    }

    fn list(
        &self,
        ty: &Ty,
        value: Option<&Value>,
        exact: bool,
        name: &str,
        depth: usize,
    ) -> Option<TokenStream> {
        let items: Vec<TokenStream> = match value {
            None => vec![self.item(ty, None, exact, name, depth)?],
            Some(value) => {
                let values = value.as_array().filter(|values| !values.is_empty() && values.len() <= 8)?;
                let items = values.iter().map(|value| self.item(ty, Some(value), exact, name, depth));
                items.collect::<Option<_>>()?
            }
        };
        Some(if exact { quote!(vec![#(#items),*]) } else { quote!([#(#items),*]) })
    }

    fn map(
        &self,
        ty: &Ty,
        value: Option<&Value>,
        exact: bool,
        name: &str,
        depth: usize,
    ) -> Option<TokenStream> {
        let pair = |key: &str, value: Option<&Value>| {
            let item = self.item(ty, value, exact, name, depth)?;
            let key = text_literal(key);
            Some(if exact { quote!((#key.to_owned(), #item)) } else { quote!((#key, #item)) })
        };
        let pairs: Vec<TokenStream> = match value {
            None => vec![pair("key", None)?],
            Some(value) => {
                let values = value.as_object().filter(|values| !values.is_empty() && values.len() <= 8)?;
                values.iter().map(|(key, value)| pair(key, Some(value))).collect::<Option<_>>()?
            }
        };
        let pairs = quote!([#(#pairs),*]);
        Some(if exact { quote!(std::collections::BTreeMap::from(#pairs)) } else { pairs })
    }

    fn named(
        &self,
        ident: &Ident,
        value: Option<&Value>,
        position: Position,
        depth: usize,
    ) -> Option<TokenStream> {
        let item: &TypeItem = self.types.get(ident)?;
        if item.docs.deprecated.is_some() {
            self.deprecated.set(true);
        }
        let name = tokens::ident(ident);
        let path = quote!(models::#name);
        match (&item.kind, value) {
            (TypeKind::Struct(_), Some(value)) if !value.is_object() => None,
            (TypeKind::Struct(object), value) => {
                self.construct((&quote!(models), ident), object, value.and_then(Value::as_object), depth)
            }
            (TypeKind::Enum(list), value) => {
                let variant = match value {
                    Some(value) => list.variants.iter().find(|variant| variant.value == *value)?,
                    None => list.variants.first()?,
                };
                if variant.docs.deprecated.is_some() {
                    self.deprecated.set(true);
                }
                let variant = tokens::ident(&variant.ident);
                Some(quote!(#path::#variant))
            }
            // An alias is converted as a whole.
            (TypeKind::Alias(ty), value) => {
                let position = if *ty == Ty::String { position } else { Position::Exact };
                self.expression(ty, value, position, "value", depth)
            }
            (TypeKind::Newtype(ty), value) => {
                let inner = self.expression(ty, value, Position::Exact, "value", depth)?;
                Some(quote!(#path(#inner)))
            }
            (TypeKind::Union(union), value) => self.union(&path, union, value, depth),
        }
    }

    fn union(
        &self,
        path: &TokenStream,
        union: &UnionType,
        value: Option<&Value>,
        depth: usize,
    ) -> Option<TokenStream> {
        union.arms.iter().filter(|arm| value.is_none_or(|value| takes(union, arm, value))).find_map(|arm| {
            let write =
                |value: Option<&Value>| self.expression(&arm.ty, value, Position::Exact, "value", depth);
            let own = || arm.example.as_ref().filter(|_| value.is_none()).and_then(|own| write(Some(own)));
            let inner = own().or_else(|| write(value))?;
            let arm = tokens::ident(&arm.ident);
            Some(quote!(#path::#arm(#inner)))
        })
    }

    /// `X::new(..)` with setters for what the example holds beyond the required.
    /// The struct is given by its module and its name.
    pub(crate) fn construct(
        &self,
        (module, ident): (&TokenStream, &Ident),
        object: &Struct,
        example: Option<&Map<String, Value>>,
        depth: usize,
    ) -> Option<TokenStream> {
        if depth > DEEPEST {
            return None;
        }
        let given = |field: &Field| example.and_then(|example| example.get(&field.wire));
        let mut arguments = Vec::new();
        for index in &object.arguments {
            let field = object.fields.get(*index)?;
            let Field { ty, presence, wire, .. } = field;
            let slot = Slot { ty, presence: *presence, exact: object.named().is_some(), name: wire };
            let examples = [given(field), field.example.as_ref()].into_iter().flatten();
            arguments.push((field, self.required(&slot, examples, depth + 1)?));
        }
        let path = tokens::ident(ident);
        let arguments = arguments.into_iter().map(|(field, value)| (&field.ident, value));
        let arguments = match object.named() {
            Some(named) => vec![named_literal(module, named, arguments)],
            None => arguments.map(|(_, value)| value).collect(),
        };
        let mut built = quote!(#module::#path::new(#(#arguments),*));
        let optional = object.fields.iter().enumerate().filter(|(index, field)| {
            !object.arguments.contains(index)
                && matches!(field.presence, Presence::Optional | Presence::OptionalNullable)
                && field.docs.deprecated.is_none()
        });
        let setters = optional.filter_map(|(_, field)| self.setter(field, given(field)?, depth));
        for setter in setters.take(MOST_SETTERS) {
            built.extend(setter);
        }
        Some(built)
    }

    /// `.field(value)`.
    pub(crate) fn setter(&self, field: &Field, value: &Value, depth: usize) -> Option<TokenStream> {
        let position = argument(&field.ty, field.presence);
        let value = self.expression(&field.ty, Some(value), position, &field.wire, depth + 1)?;
        let setter = tokens::ident(&field.setter);
        Some(quote!(.#setter(#value)))
    }
}

/// Where the value of a field or a parameter stands: where smaller numbers will do, a literal is converted.
fn argument(ty: &Ty, presence: Presence) -> Position {
    match ty {
        Ty::Int("i32" | "i64" | "i128") if presence != Presence::Required => Position::Item,
        _ => Position::Argument,
    }
}

/// A struct of required values as a literal.
pub(crate) fn named_literal<'a>(
    module: &TokenStream,
    named: &Ident,
    fields: impl Iterator<Item = (&'a Ident, TokenStream)>,
) -> TokenStream {
    let named = tokens::ident(named);
    let fields = fields.map(|(ident, value)| {
        let ident = tokens::ident(ident);
        quote!(#ident: #value)
    });
    quote!(#module::#named { #(#fields),* })
}

fn takes(union: &UnionType, arm: &UnionArm, value: &Value) -> bool {
    if let Some(tag) = &union.tag {
        let tag = value.get(tag).and_then(Value::as_str);
        let names = |arm: &UnionArm| tag.is_some_and(|tag| arm.tags.iter().any(|own| own == tag));
        return names(arm) || (arm.is_default && !union.arms.iter().any(names));
    }
    match &arm.test {
        ArmTest::Null => value.is_null(),
        ArmTest::Bool => value.is_boolean(),
        ArmTest::Integer => value.is_i64() || value.is_u64(),
        ArmTest::Number => value.is_number(),
        ArmTest::String(values) => {
            value.as_str().is_some_and(|text| values.is_empty() || values.iter().any(|own| own == text))
        }
        ArmTest::Array => value.is_array(),
        ArmTest::Object { required, constants, .. } => {
            value.is_object()
                && required.iter().all(|name| value.get(name).is_some())
                && constants.iter().all(|(name, constant)| value.get(name) == Some(constant))
        }
        ArmTest::Tagged { property, tags } => {
            let tag = value.get(property).and_then(Value::as_str);
            tag.is_some_and(|tag| tags.iter().any(|own| own == tag))
        }
        ArmTest::Any => true,
    }
}

/// A number that fits its type, with the type where nothing else tells it.
fn integer(kind: &str, value: Option<&Value>, position: Position) -> Option<TokenStream> {
    let value = match value {
        None => 1,
        Some(value) => value.as_i64()?,
    };
    // A literal that is to be converted counts as an `i32`.
    let told =
        position == Position::Argument || (matches!(kind, "i32" | "i64") && i32::try_from(value).is_ok());
    let suffixed = match kind {
        "i8" => Literal::i8_suffixed(i8::try_from(value).ok()?),
        "i16" => Literal::i16_suffixed(i16::try_from(value).ok()?),
        "i32" => Literal::i32_suffixed(i32::try_from(value).ok()?),
        "u8" => Literal::u8_suffixed(u8::try_from(value).ok()?),
        "u16" => Literal::u16_suffixed(u16::try_from(value).ok()?),
        "u32" => Literal::u32_suffixed(u32::try_from(value).ok()?),
        "u64" => Literal::u64_suffixed(u64::try_from(value).ok()?),
        "i64" => Literal::i64_suffixed(value),
        "u128" => Literal::u128_suffixed(u128::try_from(value).ok()?),
        "i128" => Literal::i128_suffixed(i128::from(value)),
        _ => return told.then(|| literal::integer(value)),
    };
    Some(if told { literal::integer(value) } else { suffixed.into_token_stream() })
}

/// A number that reads well; others are not worth showing.
fn float(kind: &str, value: f64, position: Position) -> Option<TokenStream> {
    let text = format!("{:?}", value.abs());
    let (whole, fraction) = text.split_once('.')?;
    let plain = |part: &str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        return None;
    }
    if kind == "f32" && position != Position::Argument {
        let size: f32 = text.parse().ok()?;
        let number = Literal::f32_suffixed(size);
        return Some(if value < 0.0 { quote!(-#number) } else { number.into_token_stream() });
    }
    Some(literal::float(value))
}

/// `json!` of a value that is short and plain.
fn json(value: Option<&Value>) -> Option<TokenStream> {
    let Some(value) = value else { return Some(quote!(serde_json::json!({}))) };
    let text = value.to_string();
    let plain = text.len() < 200 && text.chars().all(|char| char.is_ascii_graphic() || char == ' ');
    let value = (plain && !text.contains('`')).then(|| json_tokens(value))?;
    Some(quote!(serde_json::json!(#value)))
}

fn json_tokens(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(null),
        Value::Bool(flag) => flag.to_token_stream(),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(number), ..) => literal::integer(number),
            (None, Some(number), _) => literal::integer_u64(number),
            (None, None, number) => literal::float(number.unwrap_or_default()),
        },
        Value::String(text) => literal::string(text),
        Value::Array(items) => {
            let items = items.iter().map(json_tokens);
            quote!([#(#items),*])
        }
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let (key, value) = (literal::string(key), json_tokens(value));
                quote!(#key: #value)
            });
            quote!({ #(#members),* })
        }
    }
}

/// Text of the document as a literal; cut where it is long. Only plain characters: documentation is Markdown before
/// it is Rust.
fn text_literal(text: &str) -> TokenStream {
    let plain: String = text
        .chars()
        .filter(|char| !char.is_control())
        .take(80)
        .map(|char| if char.is_ascii() && char != '`' { char } else { '?' })
        .collect();
    literal::string(&plain)
}
