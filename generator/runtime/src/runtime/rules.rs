//! Rules of the document that no type carries, checked on the JSON of a value as it would be written.
//!
//! They are JSON Schema (2020-12), but for `$ref`, which names a definition.

use super::{
    Checks, Violations, decimal::Decimal, json_value::JsonValue, json_writer::JsonWriter,
    rules_evaluated::Evaluated,
};
use serde::Serialize;
use std::{collections::BTreeMap, sync::OnceLock};

/// Rules that refer to rules without end are followed this far.
const DEEPEST: usize = 128;

/// So many schemas are applied in one check: alternatives within alternatives can ask for more than anyone waits for.
const MOST: usize = 1 << 20;

/// Whether a text has a pattern or format; `None` where nobody knows.
pub type TextTest = fn(&str, &str) -> Option<bool>;

/// The rules of a type.
#[derive(Debug)]
pub struct Rules {
    text: &'static str,
    definitions: &'static [(&'static str, &'static str)],
    tests: Tests,
    read: OnceLock<Read>,
}

/// Rules after they were read.
#[derive(Debug)]
struct Read {
    schema: JsonValue,
    definitions: BTreeMap<&'static str, JsonValue>,
}

/// How texts are tested: what a document does not ask for need not be there.
#[derive(Debug, Clone, Copy, Default)]
struct Tests {
    pattern: Option<TextTest>,
    format: Option<TextTest>,
}

impl Rules {
    /// The rules in a text, with what they refer to.
    #[must_use]
    #[inline]
    pub const fn new(text: &'static str, definitions: &'static [(&'static str, &'static str)]) -> Self {
        Self { text, definitions, tests: Tests { pattern: None, format: None }, read: OnceLock::new() }
    }

    /// How `pattern` is tested.
    #[must_use]
    #[inline]
    pub const fn patterns(mut self, test: TextTest) -> Self {
        self.tests.pattern = Some(test);
        self
    }

    /// How `format` is tested.
    #[must_use]
    #[inline]
    pub const fn formats(mut self, test: TextTest) -> Self {
        self.tests.format = Some(test);
        self
    }

    /// Checks what would be written of a value.
    pub fn check<T: Serialize + ?Sized>(&self, checks: &mut Checks, value: &T) {
        // What cannot be written is refused when it is sent, and says so itself.
        let Ok(value) = JsonValue::parse("value", "", JsonWriter::write(value)) else { return };
        let read = self.read.get_or_init(|| {
            let definitions = self.definitions.iter().map(|(name, text)| (*name, parse(text))).collect();
            Read { schema: parse(self.text), definitions }
        });
        let mut judge = Judge {
            definitions: &read.definitions,
            tests: self.tests,
            depth: 0,
            left: MOST,
            is_unsure: false,
        };
        judge.apply(&read.schema, &value, checks);
    }
}

/// The generator writes these texts.
#[inline]
fn parse(text: &str) -> JsonValue {
    JsonValue::read(text).unwrap_or(JsonValue::Null)
}

/// Applies schemas to values.
#[derive(Debug)]
pub(crate) struct Judge<'a> {
    definitions: &'a BTreeMap<&'static str, JsonValue>,
    tests: Tests,
    depth: usize,
    /// How many schemas may be applied yet.
    left: usize,
    /// Some schema was not applied: what holds may not, and what breaks still does.
    pub(crate) is_unsure: bool,
}

impl<'a> Judge<'a> {
    /// What of a value was looked at, if it keeps a schema.
    #[inline]
    pub(crate) fn holds(&mut self, schema: &JsonValue, value: &JsonValue) -> Option<Evaluated> {
        self.tried(schema, value).ok()
    }

    /// The same, or what it breaks.
    #[inline]
    pub(crate) fn tried(&mut self, schema: &JsonValue, value: &JsonValue) -> Result<Evaluated, Violations> {
        let mut scratch = Checks::new();
        let evaluated = self.apply(schema, value, &mut scratch);
        scratch.finish().map(|()| evaluated)
    }

    /// Notes what a value breaks, and gives what of it was looked at.
    #[inline]
    pub(crate) fn apply(&mut self, schema: &JsonValue, value: &JsonValue, checks: &mut Checks) -> Evaluated {
        let mut evaluated = Evaluated::of(value);
        match schema {
            JsonValue::Bare(text) if text == "false" => checks.fail("false", "no value is allowed here"),
            JsonValue::Object(_) if self.depth == DEEPEST || self.left == 0 => self.is_unsure = true,
            JsonValue::Object(keywords) => {
                self.depth += 1;
                self.left -= 1;
                for (keyword, rule) in keywords {
                    if !self.text((keyword, rule), value, checks) && !scalar((keyword, rule), value, checks) {
                        self.nested((keyword, rule), keywords, value, &mut evaluated, checks);
                    }
                }
                self.unevaluated(keywords, value, &mut evaluated, checks);
                self.depth -= 1;
            }
            _ => {}
        }
        evaluated
    }

    /// The definition that a reference names.
    #[inline]
    pub(crate) fn definition(&self, name: &JsonValue) -> Option<&'a JsonValue> {
        match name {
            JsonValue::Text(name) => self.definitions.get(name.as_str()),
            _ => None,
        }
    }

    /// Whether a pattern means a name.
    #[inline]
    pub(crate) fn matches(&self, pattern: &str, name: &str) -> Option<bool> {
        self.tests.pattern.and_then(|test| test(pattern, name))
    }

    /// Checks a keyword of texts; false for any other keyword.
    #[inline]
    fn text(&self, (keyword, rule): (&str, &JsonValue), value: &JsonValue, checks: &mut Checks) -> bool {
        let (rule, test, wanted) = match (keyword, rule) {
            ("pattern", JsonValue::Text(rule)) => (rule, self.tests.pattern, "must match the pattern"),
            ("format", JsonValue::Text(rule)) => (rule, self.tests.format, "must have the format"),
            _ => return false,
        };
        if let JsonValue::Text(text) = value
            && test.and_then(|test| test(rule, text)) == Some(false)
        {
            checks.fail(if keyword == "format" { "format" } else { "pattern" }, format!("{wanted} `{rule}`"));
        }
        true
    }
}

/// The keyword of a schema.
#[inline]
pub(crate) fn get<'a>(keywords: &'a [(String, JsonValue)], name: &str) -> Option<&'a JsonValue> {
    keywords.iter().find(|(keyword, _)| keyword == name).map(|(_, rule)| rule)
}

/// A size in a schema, as digits; one that no value reaches is as good as any other such one.
#[inline]
pub(crate) fn size(rule: &JsonValue) -> Option<usize> {
    match rule {
        JsonValue::Bare(digits) => Some(digits.parse().unwrap_or(usize::MAX)),
        _ => None,
    }
}

/// Checks a keyword that looks at a value as a whole; false for any other keyword.
#[inline]
fn scalar((keyword, rule): (&str, &JsonValue), value: &JsonValue, checks: &mut Checks) -> bool {
    let limit = || size(rule).unwrap_or_default();
    match (keyword, value) {
        ("type", _) => {
            let kinds = one_or_more(rule);
            if !kinds.iter().any(|kind| is_of(kind, value)) {
                checks.fail("type", format!("must be of type {}", kinds.join(" or ")));
            }
        }
        ("enum", _) => {
            let JsonValue::List(values) = rule else { return true };
            if !values.iter().any(|known| equal(known, value)) {
                let list: Vec<String> = values.iter().map(ToString::to_string).collect();
                let many = if values.len() == 1 { "must be" } else { "must be one of" };
                checks.fail(
                    if values.len() == 1 { "const" } else { "enum" },
                    format!("{many} {}", list.join(", ")),
                );
            }
        }
        ("minLength", JsonValue::Text(text)) => checks.min_length(text, limit()),
        ("maxLength", JsonValue::Text(text)) => checks.max_length(text, limit()),
        ("minItems", JsonValue::List(items)) => checks.min_items(items.len(), limit()),
        ("maxItems", JsonValue::List(items)) => checks.max_items(items.len(), limit()),
        ("uniqueItems", JsonValue::List(items)) => checks.unique(items, equal),
        ("minProperties", JsonValue::Object(members)) => checks.min_properties(members.len(), limit()),
        ("maxProperties", JsonValue::Object(members)) => checks.max_properties(members.len(), limit()),
        ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf", _) => {
            if let (JsonValue::Bare(limit), JsonValue::Bare(digits)) = (rule, value) {
                number(keyword, limit, digits, checks);
            }
        }
        (
            "minLength" | "maxLength" | "minItems" | "maxItems" | "uniqueItems" | "minProperties"
            | "maxProperties",
            _,
        ) => {}
        _ => return false,
    }
    true
}

#[inline]
fn number(keyword: &str, limit: &str, digits: &str, checks: &mut Checks) {
    let (Some(bound), Some(value)) = (Decimal::parse(limit), Decimal::parse(digits)) else { return };
    let (holds, rule, wanted) = match keyword {
        "minimum" => (value >= bound, "minimum", "must be at least"),
        "maximum" => (value <= bound, "maximum", "must be at most"),
        "exclusiveMinimum" => (value > bound, "exclusiveMinimum", "must be more than"),
        "exclusiveMaximum" => (value < bound, "exclusiveMaximum", "must be less than"),
        _ => (value.is_multiple_of(&bound), "multipleOf", "must be a multiple of"),
    };
    if !holds {
        checks.fail(rule, format!("{wanted} {limit}, is {digits}"));
    }
}

/// The texts of a text or of a list of them.
#[inline]
pub(crate) fn one_or_more(rule: &JsonValue) -> Vec<&str> {
    match rule {
        JsonValue::Text(text) => vec![text],
        JsonValue::List(items) => items.iter().flat_map(one_or_more).collect(),
        _ => Vec::new(),
    }
}

#[inline]
fn is_of(kind: &str, value: &JsonValue) -> bool {
    match value {
        JsonValue::Null => kind == "null",
        JsonValue::Bare(text) if matches!(text.as_str(), "true" | "false") => kind == "boolean",
        JsonValue::Bare(digits) => {
            kind == "number"
                || (kind == "integer" && Decimal::parse(digits).is_some_and(|number| number.is_integer()))
        }
        JsonValue::Text(_) => kind == "string",
        JsonValue::List(_) => kind == "array",
        JsonValue::Object(_) => kind == "object",
    }
}

/// Equal as JSON: 1 and 1.0 are, and members are in no order.
#[inline]
pub(crate) fn equal(a: &JsonValue, b: &JsonValue) -> bool {
    match (a, b) {
        (JsonValue::Null, JsonValue::Null) => true,
        (JsonValue::Bare(a), JsonValue::Bare(b)) => {
            a == b || matches!((Decimal::parse(a), Decimal::parse(b)), (Some(a), Some(b)) if a == b)
        }
        (JsonValue::Text(a), JsonValue::Text(b)) => a == b,
        (JsonValue::List(a), JsonValue::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (JsonValue::Object(a), JsonValue::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| get(b, name).is_some_and(|b| equal(a, b)))
        }
        _ => false,
    }
}
