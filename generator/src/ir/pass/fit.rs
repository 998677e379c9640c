//! Whether a JSON value is one of a schema's. Limits and patterns do not count: types do not have them.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use serde_json::Value;

use super::direction::is;
use crate::config::Types;
use crate::format;
use crate::integer;
use crate::ir::Api;
use crate::ir::schema::{Additional, Arm, Enum, EnumBase, Length, Object, SchemaId, Shape, Union};

/// Comparisons of values with schemas in one document; what comes later is taken to fit.
const MOST_STEPS: usize = 4_000_000;

/// Where a value differs from its schema, and how.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mismatch {
    /// The keys and indices that lead there, innermost first.
    pub(crate) path: Vec<String>,
    pub(crate) message: String,
}

impl Mismatch {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { path: Vec::new(), message: message.into() }
    }

    pub(super) fn within(mut self, step: &str) -> Self {
        self.path.push(step.to_owned());
        self
    }
}

/// Compares values with the schemas of an API.
pub(crate) struct Fit<'a> {
    pub(super) api: &'a Api,
    /// What scalars become.
    pub(super) types: &'a Types,
    pub(super) steps: Cell<usize>,
    /// What was tried on a value before, by the address of the value: alternatives overlap.
    tried: RefCell<HashMap<(usize, SchemaId), bool>>,
    /// Whether the value is of the way that its type is for.
    one_way: Cell<OneWay>,
}

/// Whether a value is one of requests or of answers, where they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum OneWay {
    /// An example shows either; nothing tells them apart yet.
    #[default]
    Either,
    /// It lacks what its type must hold, or has what its type has no field for.
    Other,
    /// A type holds the value of its own way only.
    Own,
}

impl<'a> Fit<'a> {
    pub(crate) fn new(api: &'a Api, types: &'a Types) -> Self {
        Self { api, types, steps: Cell::new(0), tried: RefCell::default(), one_way: Cell::default() }
    }

    /// The document has more to compare than anyone waits for: what comes now is taken to fit.
    pub(super) fn is_exhausted(&self) -> bool {
        self.steps.get() > MOST_STEPS
    }

    /// The first difference between a value and its schema.
    pub(crate) fn check(&self, value: &Value, id: SchemaId) -> Result<(), Mismatch> {
        self.start(OneWay::Either);
        let result = self.value(value, id);
        // A frequent mistake, which says more than that its object lacks everything.
        let refers = || value.as_object().is_some_and(|map| map.len() == 1 && map.contains_key("$ref"));
        result.map_err(|mismatch| {
            let message = "is a reference, which is not followed within a value";
            if refers() { Mismatch::new(message) } else { mismatch }
        })
    }

    /// True for a value that was checked if it is one of the way that its type is for.
    pub(crate) fn is_of_its_way(&self, value: &Value, id: SchemaId) -> bool {
        if self.one_way.get() != OneWay::Other {
            return true;
        }
        self.start(OneWay::Own);
        self.value(value, id).is_ok()
    }

    fn start(&self, one_way: OneWay) {
        self.tried.borrow_mut().clear();
        self.one_way.set(one_way);
    }

    fn value(&self, value: &Value, id: SchemaId) -> Result<(), Mismatch> {
        self.steps.set(self.steps.get() + 1);
        if self.is_exhausted() || (value.is_null() && self.api.nullable(id)) {
            return Ok(());
        }
        let kind = |fits: bool, wanted: &str| if fits { Ok(()) } else { Err(wants(wanted, value)) };
        match self.api.shape(id) {
            // Aliases that end nowhere are anything.
            Shape::Any | Shape::Ref(_) => Ok(()),
            Shape::Null => kind(value.is_null(), "null"),
            Shape::Bool => kind(value.is_boolean(), "true or false"),
            Shape::Integer { format, text } => {
                let number = written(value).filter(|_| *text);
                integer(number.as_ref().unwrap_or(value), self.types.of_integer(format.as_deref()).path)
            }
            Shape::Number { text, .. } => {
                kind(value.is_number() || (*text && written(value).is_some()), "a number")
            }
            Shape::String { format } => self.text(value, format.as_deref()),
            Shape::Enum(list) => {
                // A long list is looked through every time.
                self.steps.set(self.steps.get() + list.values.len() / 16);
                enumerated(value, list)
            }
            Shape::Array { items, .. } => {
                let list = value.as_array().ok_or_else(|| wants("a list", value))?;
                list.iter().enumerate().try_for_each(|(index, item)| self.item(item, index, *items))
            }
            Shape::Tuple { items, length } => self.tuple(value, items, *length),
            Shape::Map { values } => {
                let map = value.as_object().ok_or_else(|| wants("an object", value))?;
                map.iter().try_for_each(|(name, value)| self.member(value, name, *values))
            }
            Shape::Object(object) => self.object(value, object),
            Shape::Union(union) => self.union(value, union),
        }
    }

    fn text(&self, value: &Value, format: Option<&str>) -> Result<(), Mismatch> {
        let text = value.as_str().ok_or_else(|| wants("text", value))?;
        let mapped = format.filter(|_| self.types.of_text(format).path.contains("::"));
        match mapped {
            Some(format) if !format::is_read(format, text) => Err(Mismatch::new(format!("is no {format}"))),
            _ => Ok(()),
        }
    }

    fn item(&self, item: &Value, index: usize, items: Option<SchemaId>) -> Result<(), Mismatch> {
        match items {
            Some(items) => self.value(item, items).map_err(|mismatch| mismatch.within(&index.to_string())),
            None => Ok(()),
        }
    }

    fn member(&self, value: &Value, name: &str, schema: Option<SchemaId>) -> Result<(), Mismatch> {
        match schema {
            Some(schema) => self.value(value, schema).map_err(|mismatch| mismatch.within(name)),
            None => Ok(()),
        }
    }

    fn tuple(&self, value: &Value, items: &[SchemaId], length: Length) -> Result<(), Mismatch> {
        let list = value.as_array().ok_or_else(|| wants("a list", value))?;
        let (least, most) = match length {
            Length::Exact => (items.len(), items.len()),
            Length::AtMost => (0, items.len()),
            Length::Open => (0, usize::MAX),
        };
        if !(least..=most).contains(&list.len()) {
            return Err(Mismatch::new(format!("has {} items instead of {}", list.len(), items.len())));
        }
        let mut pairs = list.iter().zip(items).enumerate();
        pairs.try_for_each(|(index, (item, schema))| self.item(item, index, Some(*schema)))
    }

    fn object(&self, value: &Value, object: &Object) -> Result<(), Mismatch> {
        let map = value.as_object().ok_or_else(|| wants("an object", value))?;
        for (name, property) in &object.properties {
            match map.get(name) {
                Some(member) => self.member(member, name, Some(property.schema))?,
                None if property.required && !self.may_lack(property.schema) => {
                    return Err(Mismatch::new(format!("lacks the property `{name}`, which is required")));
                }
                None => {}
            }
        }
        let others = map.iter().filter(|(name, _)| !object.properties.contains_key(*name));
        for (name, member) in others {
            if object.unsent.contains(name) {
                if !self.may_be_of_the_other() {
                    return Err(Mismatch::new("is of no property").within(name));
                }
                continue;
            }
            match object.additional {
                Some(Additional::Schema(schema)) => self.member(member, name, Some(schema))?,
                None if object.closed => {
                    return Err(Mismatch::new("is of no property, and there are no others").within(name));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// True for what only requests or only responses hold: an example shows either.
    fn may_lack(&self, id: SchemaId) -> bool {
        is(self.api, id, |meta| meta.read_only || meta.write_only) && self.may_be_of_the_other()
    }

    fn may_be_of_the_other(&self) -> bool {
        let may = self.one_way.get() != OneWay::Own;
        if may {
            self.one_way.set(OneWay::Other);
        }
        may
    }

    fn union(&self, value: &Value, union: &Union) -> Result<(), Mismatch> {
        if let Some(tag) = &union.tag {
            let text = value.get(tag).and_then(crate::ir::pass::union::tag_text);
            return match (crate::ir::pass::union::tagged(union, text.as_deref()), text) {
                (Some(arm), _) => self.value(value, arm.schema),
                (None, _) if union.open => Ok(()),
                (None, None) => Err(untagged(value, tag)),
                (None, Some(text)) => {
                    Err(Mismatch::new(format!("has a `{tag}` of no alternative, `{text}`")))
                }
            };
        }
        let fitting = union.open || union.arms.iter().any(|arm| self.tries(value, arm));
        match (fitting, union.arms.as_slice()) {
            (true, _) => Ok(()),
            (false, [only]) => self.value(value, only.schema),
            (false, _) => Err(Mismatch::new("is none of the alternatives")),
        }
    }

    pub(super) fn tries(&self, value: &Value, arm: &Arm) -> bool {
        let key = (std::ptr::from_ref(value).addr(), self.api.target(arm.schema));
        if let Some(known) = self.tried.borrow().get(&key) {
            return *known;
        }
        let fits = self.value(value, arm.schema).is_ok();
        self.tried.borrow_mut().insert(key, fits);
        fits
    }
}

/// The number that a text spells.
fn written(value: &Value) -> Option<Value> {
    serde_json::from_str(value.as_str()?).ok().filter(Value::is_number)
}

fn wants(wanted: &str, value: &Value) -> Mismatch {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Mismatch::new(format!("is {kind} instead of {wanted}"))
}

fn untagged(value: &Value, tag: &str) -> Mismatch {
    if value.is_object() {
        Mismatch::new(format!("lacks the property `{tag}`, which tells the alternatives apart"))
    } else {
        wants("an object", value)
    }
}

/// `ty` is the Rust type's path.
fn integer(value: &Value, ty: &str) -> Result<(), Mismatch> {
    let Value::Number(number) = value else { return Err(wants("a whole number", value)) };
    let text = number.to_string();
    let fraction = text.split_once('.').is_some_and(|(_, places)| places.chars().any(|place| place != '0'));
    if fraction && !text.contains(['e', 'E']) {
        return Err(Mismatch::new(format!("is {text} instead of a whole number")));
    }
    let Some((least, most)) = integer::range(ty) else { return Ok(()) };
    let fits = match integer::digits(number).parse::<i128>() {
        Ok(value) => value >= least && most.is_none_or(|most| value <= most),
        Err(_) => most.is_none(),
    };
    if fits { Ok(()) } else { Err(Mismatch::new(format!("is {text}, which is beyond `{ty}`"))) }
}

fn enumerated(value: &Value, list: &Enum) -> Result<(), Mismatch> {
    let same = |known: &Value| match (known.as_f64(), value.as_f64()) {
        (Some(a), Some(b)) => known == value || a.to_bits() == b.to_bits(),
        // Numbers that no JSON value holds are kept as their digits.
        _ => known == value || (value.is_number() && known.is_object()),
    };
    let others = list.open
        && match list.base {
            EnumBase::Integer => value.is_i64() || value.is_u64(),
            _ => value.is_string(),
        };
    if others || list.values.iter().any(|known| same(&known.value)) {
        return Ok(());
    }
    match value {
        Value::String(_) | Value::Number(_) | Value::Bool(_) if list.constant => {
            let only = list.values.first().map(|only| only.value.to_string()).unwrap_or_default();
            Err(Mismatch::new(format!("is not the only value that is allowed, `{only}`")))
        }
        Value::String(_) | Value::Number(_) | Value::Bool(_) => {
            Err(Mismatch::new("is not among the values of the enum"))
        }
        _ => Err(wants("a value of the enum", value)),
    }
}
