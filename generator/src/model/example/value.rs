//! Expressions for example values, and placeholders where the document has none.

use std::cell::Cell;

use serde_json::{Map, Value};

use super::Types;
use crate::model::{ArmTest, Field, Presence, Struct, Ty, TypeItem, TypeKind, UnionArm, UnionType};
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

/// Writes expressions.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    types: &'a Types<'a>,
    deprecated: Cell<bool>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(types: &'a Types<'a>) -> Self {
        Self { types, deprecated: Cell::new(false) }
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
    ) -> Option<String> {
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
    ) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        let exact = position == Position::Exact;
        match ty {
            Ty::Bool => Some(value.map_or(Some(true), Value::as_bool)?.to_string()),
            Ty::Int(kind) => integer(kind, value, position),
            Ty::Float(kind) => {
                let text = float(value.map_or(Some(1.0), Value::as_f64)?)?;
                Some(if *kind == "f32" { format!("{text}_f32") } else { text })
            }
            Ty::String => {
                let text = text_literal(value.map_or(Some(name), Value::as_str)?);
                Some(if exact { format!("{text}.to_owned()") } else { text })
            }
            Ty::Json => json(value),
            Ty::Base64 if exact => Some("\"contents\".as_bytes().into()".to_owned()),
            Ty::Base64 => value.is_none().then(|| "\"contents\".as_bytes()".to_owned()),
            Ty::Upload => Some(if exact { "\"contents\".into()" } else { "\"contents\"" }.to_owned()),
            Ty::Vec(item) => self.list(item, value, exact, name, depth),
            Ty::Map(item) => self.map(item, value, exact, name, depth),
            Ty::Named(ident) => self.named(ident, value, position, depth + 1),
            Ty::Option(_) if value.is_some_and(Value::is_null) => Some("None".to_owned()),
            Ty::Option(inner) => {
                Some(format!("Some({})", self.expression(inner, value, Position::Exact, name, depth)?))
            }
            Ty::Boxed(inner) if exact => {
                Some(format!("Box::new({})", self.expression(inner, value, position, name, depth)?))
            }
            Ty::Boxed(inner) => self.expression(inner, value, position, name, depth),
            Ty::External(path) => {
                let text = text_literal(value?.as_str()?);
                Some(format!("{text}.parse::<{path}>()?"))
            }
            Ty::Tuple(_) | Ty::OptionalNullable(_) | Ty::Local(_) => None,
        }
    }

    /// The items of arrays are converted one by one, but not what they are made of.
    fn item(&self, ty: &Ty, value: Option<&Value>, exact: bool, name: &str, depth: usize) -> Option<String> {
        let whole = matches!(ty, Ty::Vec(_) | Ty::Map(_) | Ty::Option(_) | Ty::Boxed(_));
        let position = if exact || whole { Position::Exact } else { Position::Item };
        self.expression(ty, value, position, name, depth + 1)
    }

    fn list(&self, ty: &Ty, value: Option<&Value>, exact: bool, name: &str, depth: usize) -> Option<String> {
        let items: Vec<String> = match value {
            None => vec![self.item(ty, None, exact, name, depth)?],
            Some(value) => {
                let values = value.as_array().filter(|values| !values.is_empty() && values.len() <= 8)?;
                let items = values.iter().map(|value| self.item(ty, Some(value), exact, name, depth));
                items.collect::<Option<_>>()?
            }
        };
        Some(format!("{}[{}]", if exact { "vec!" } else { "" }, items.join(", ")))
    }

    fn map(&self, ty: &Ty, value: Option<&Value>, exact: bool, name: &str, depth: usize) -> Option<String> {
        let pair = |key: &str, value: Option<&Value>| {
            let item = self.item(ty, value, exact, name, depth)?;
            Some(format!("({}{}, {item})", text_literal(key), if exact { ".to_owned()" } else { "" }))
        };
        let pairs: Vec<String> = match value {
            None => vec![pair("key", None)?],
            Some(value) => {
                let values = value.as_object().filter(|values| !values.is_empty() && values.len() <= 8)?;
                values.iter().map(|(key, value)| pair(key, Some(value))).collect::<Option<_>>()?
            }
        };
        let pairs = pairs.join(", ");
        Some(if exact {
            format!("std::collections::BTreeMap::from([{pairs}])")
        } else {
            format!("[{pairs}]")
        })
    }

    fn named(
        &self,
        ident: &Ident,
        value: Option<&Value>,
        position: Position,
        depth: usize,
    ) -> Option<String> {
        let item: &TypeItem = self.types.get(ident)?;
        if item.docs.deprecated.is_some() {
            self.deprecated.set(true);
        }
        let path = format!("models::{}", ident.as_str());
        match (&item.kind, value) {
            (TypeKind::Struct(_), Some(value)) if !value.is_object() => None,
            (TypeKind::Struct(object), value) => {
                self.construct(&path, object, value.and_then(Value::as_object), depth)
            }
            (TypeKind::Enum(list), value) => {
                let variant = match value {
                    Some(value) => list.variants.iter().find(|variant| variant.value == *value)?,
                    None => list.variants.first()?,
                };
                if variant.docs.deprecated.is_some() {
                    self.deprecated.set(true);
                }
                Some(format!("{path}::{}", variant.ident.as_str()))
            }
            (TypeKind::Alias(ty), value) => self.expression(ty, value, position, "value", depth),
            (TypeKind::Newtype(ty), value) => {
                let inner = self.expression(ty, value, Position::Exact, "value", depth)?;
                Some(format!("{path}({inner})"))
            }
            (TypeKind::Union(union), value) => self.union(&path, union, value, depth),
        }
    }

    fn union(&self, path: &str, union: &UnionType, value: Option<&Value>, depth: usize) -> Option<String> {
        union.arms.iter().filter(|arm| value.is_none_or(|value| takes(union, arm, value))).find_map(|arm| {
            let inner = self.expression(&arm.ty, value, Position::Exact, "value", depth)?;
            Some(format!("{path}::{}({inner})", arm.ident.as_str()))
        })
    }

    /// `X::new(..)` with setters for what the example holds beyond the required.
    pub(crate) fn construct(
        &self,
        path: &str,
        object: &Struct,
        example: Option<&Map<String, Value>>,
        depth: usize,
    ) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        let given = |field: &Field| example.and_then(|example| example.get(&field.wire));
        let mut arguments = Vec::new();
        for index in &object.arguments {
            let field = object.fields.get(*index)?;
            if field.presence != Presence::Required {
                arguments.push("None".to_owned());
                continue;
            }
            let write = |value| self.expression(&field.ty, value, Position::Argument, &field.wire, depth + 1);
            let value = [given(field), field.example.as_ref()].into_iter().flatten();
            let value = value.into_iter().find_map(|value| write(Some(value)));
            arguments.push(value.or_else(|| write(None))?);
        }
        let mut text = format!("{path}::new({})", arguments.join(", "));
        let optional = object.fields.iter().enumerate().filter(|(index, field)| {
            !object.arguments.contains(index)
                && matches!(field.presence, Presence::Optional | Presence::OptionalNullable)
                && field.docs.deprecated.is_none()
        });
        let setters = optional.filter_map(|(_, field)| self.setter(field, given(field)?, depth));
        for setter in setters.take(MOST_SETTERS) {
            text.push_str(&setter);
        }
        Some(text)
    }

    /// `.field(value)`.
    pub(crate) fn setter(&self, field: &Field, value: &Value, depth: usize) -> Option<String> {
        let position = match field.presence {
            Presence::OptionalNullable => Position::Item,
            _ => Position::Argument,
        };
        let value = self.expression(&field.ty, Some(value), position, &field.wire, depth + 1)?;
        Some(format!(".{}({value})", field.setter.as_str()))
    }
}

fn takes(union: &UnionType, arm: &UnionArm, value: &Value) -> bool {
    if let Some(tag) = &union.tag {
        return value
            .get(tag)
            .and_then(Value::as_str)
            .is_some_and(|tag| arm.tags.iter().any(|own| own == tag));
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
        ArmTest::Any => true,
    }
}

/// Digits in groups, and with the type where nothing else tells it.
fn integer(kind: &str, value: Option<&Value>, position: Position) -> Option<String> {
    let value = match value {
        None => 1,
        Some(value) => value.as_i64()?,
    };
    let fits = match kind {
        "i8" => i8::try_from(value).is_ok(),
        "i16" => i16::try_from(value).is_ok(),
        "i32" => i32::try_from(value).is_ok(),
        "u8" => u8::try_from(value).is_ok(),
        "u16" => u16::try_from(value).is_ok(),
        "u32" => u32::try_from(value).is_ok(),
        "u64" | "u128" | "usize" => value >= 0,
        _ => true,
    };
    let mut text = grouped(&value.unsigned_abs().to_string());
    if value < 0 {
        text.insert(0, '-');
    }
    // A literal that is to be converted counts as an `i32`.
    let told =
        position == Position::Argument || (matches!(kind, "i32" | "i64") && i32::try_from(value).is_ok());
    if !told {
        text = format!("{text}_{kind}");
    }
    fits.then_some(text)
}

fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if digits.len() > 4 && index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number that reads well; others are not worth showing.
fn float(value: f64) -> Option<String> {
    let text = format!("{:?}", value.abs());
    let (whole, fraction) = text.split_once('.')?;
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (plain(whole) && plain(fraction) && fraction.len() <= 4)
        .then(|| format!("{}{}.{fraction}", if value < 0.0 { "-" } else { "" }, grouped(whole)))
}

fn json(value: Option<&Value>) -> Option<String> {
    let Some(value) = value else { return Some("serde_json::json!({})".to_owned()) };
    let text = value.to_string();
    let plain = text.len() < 200 && text.chars().all(|char| char.is_ascii_graphic() || char == ' ');
    (plain && !text.contains(['\\', '`'])).then(|| format!("serde_json::json!({text})"))
}

/// Text of the document as a Rust literal; cut where it is long. Only plain characters: documentation is Markdown
/// before it is Rust.
pub(super) fn text_literal(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|char| !char.is_control())
        .take(80)
        .map(|char| if char.is_ascii() && char != '`' { char } else { '?' })
        .collect();
    format!("{plain:?}")
}
