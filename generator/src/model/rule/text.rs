//! Rules as the JSON text that the runtime reads.

use std::collections::BTreeMap;
use std::fmt;

use crate::document::rule::{Rule, RuleId, Rules};
use crate::raw::NodeId;

/// JSON that is put together.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    /// As it stands: a number, a flag, a value of the document.
    Raw(String),
    Text(String),
    List(Vec<Json>),
    Object(Keywords),
}

/// The keywords of a schema.
pub(super) type Keywords = Vec<(String, Json)>;

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Raw(text) => f.write_str(text),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if place == 0 { "[" } else { "," })?;
                }
                f.write_str(if items.is_empty() { "[]" } else { "]" })
            }
            Self::Object(members) => {
                for (place, (name, value)) in members.iter().enumerate() {
                    write!(f, "{}{}:{value}", if place == 0 { "{" } else { "," }, quoted(name))?;
                }
                f.write_str(if members.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

/// What of the runtime rules need.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Mentions {
    pub(super) definitions: bool,
    pub(super) patterns: bool,
    pub(super) formats: bool,
}

impl Mentions {
    pub(super) fn of<'a>(schemas: impl Iterator<Item = &'a Json>) -> Self {
        let mut found = Self::default();
        let mut open: Vec<&Json> = schemas.collect();
        while let Some(json) = open.pop() {
            match json {
                Json::Raw(_) | Json::Text(_) => {}
                Json::List(items) => open.extend(items),
                Json::Object(members) => {
                    for (name, value) in members {
                        found.definitions |= reference(name, value).is_some();
                        found.patterns |= matches!(name.as_str(), "pattern" | "patternProperties");
                        found.formats |= name == "format";
                        open.push(value);
                    }
                }
            }
        }
        found
    }
}

/// What a member of a schema refers to. A property that is called so has a schema, and no text.
fn reference<'a>(name: &str, value: &'a Json) -> Option<&'a str> {
    match value {
        Json::Text(target) if name == "$ref" => Some(target),
        _ => None,
    }
}

/// The definitions that a schema refers to.
fn references(schema: &Json) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), vec![schema]);
    while let Some(json) = open.pop() {
        match json {
            Json::Raw(_) | Json::Text(_) => {}
            Json::List(items) => open.extend(items),
            Json::Object(members) => {
                found.extend(
                    members.iter().filter_map(|(name, value)| reference(name, value)).map(str::to_owned),
                );
                open.extend(members.iter().map(|(_, value)| value));
            }
        }
    }
    found
}

/// Rules of a schema that may differ from another in its format alone.
const MOST_OF_A_SCALAR: usize = 6;

/// Alternatives that one is compared with, and references that are followed.
const MOST_COMPARED: usize = 32;

/// Writes rules, and keeps in mind what the definitions are that they may refer to.
pub(super) struct Text<'a> {
    pub(super) rules: &'a Rules,
    /// Formats are checked.
    pub(super) formats: bool,
    /// Schemas that were written.
    pub(super) written: usize,
    named: BTreeMap<&'a str, RuleId>,
}

impl<'a> Text<'a> {
    pub(super) fn new(rules: &'a Rules, formats: bool) -> Self {
        Self { rules, formats, written: 0, named: BTreeMap::new() }
    }

    /// Everything that schemas refer to, and what that refers to. Much more was written: what a type was found to hold.
    pub(super) fn definitions<'b>(
        &mut self,
        schemas: impl Iterator<Item = &'b Json>,
    ) -> BTreeMap<String, Json> {
        let mut open: Vec<String> = schemas.flat_map(references).collect();
        let mut definitions = BTreeMap::new();
        while let Some(name) = open.pop() {
            let known = self.named.get(name.as_str()).copied();
            if let Some(id) = known.filter(|_| !definitions.contains_key(&name)) {
                let schema = self.schema(id);
                open.extend(references(&schema));
                definitions.insert(name, schema);
            }
        }
        definitions
    }

    /// The schema of the document that a definition is.
    pub(super) fn node(&self, definition: &str) -> Option<NodeId> {
        self.named.get(definition).and_then(|id| self.rules.entry(*id)).and_then(|entry| entry.node)
    }

    /// A schema as a whole.
    pub(super) fn schema(&mut self, id: RuleId) -> Json {
        self.written = self.written.saturating_add(1);
        let rules = self.rules;
        match rules.rules(id) {
            [] => Json::Raw("true".to_owned()),
            [Rule::Never] => Json::Raw("false".to_owned()),
            list => Json::Object(list.iter().flat_map(|rule| self.rule(rule)).collect()),
        }
    }

    /// A rule as the keywords of its schema.
    pub(super) fn rule(&mut self, rule: &Rule) -> Keywords {
        let mut keywords = Keywords::new();
        let mut add = |keyword: &str, json: Json| keywords.push((keyword.to_owned(), json));
        match rule {
            Rule::Never => add("not", Json::Raw("true".to_owned())),
            Rule::Types(kinds) => add("type", texts(kinds.iter().map(|kind| kind.name()))),
            Rule::Values(values) => {
                add("enum", set(values.iter().map(|value| Json::Raw(value.clone()))));
            }
            Rule::Limit(limit, digits) => add(limit.keyword(), Json::Raw(digits.clone())),
            Rule::Pattern(pattern) => add("pattern", Json::Text(pattern.clone())),
            Rule::Format(format) if self.formats => add("format", Json::Text(format.clone())),
            Rule::Format(_) => {}
            Rule::Unique => add("uniqueItems", Json::Raw("true".to_owned())),
            Rule::Required(names) => add("required", texts(names.iter().map(String::as_str))),
            Rule::Members { properties, patterns, additional } => {
                for (keyword, schemas) in [("properties", properties), ("patternProperties", patterns)] {
                    if !schemas.is_empty() {
                        add(keyword, self.named(schemas));
                    }
                }
                if let Some(additional) = additional {
                    add("additionalProperties", self.schema(*additional));
                }
            }
            Rule::Names(schema) => add("propertyNames", self.schema(*schema)),
            Rule::DependentRequired(lists) => {
                let list = |(name, names): &(String, Vec<String>)| {
                    (name.clone(), texts(names.iter().map(String::as_str)))
                };
                add("dependentRequired", Json::Object(lists.iter().map(list).collect()));
            }
            Rule::DependentSchemas(schemas) => add("dependentSchemas", self.named(schemas)),
            Rule::Items { prefix, rest } => {
                if !prefix.is_empty() {
                    add("prefixItems", self.list(prefix));
                }
                if let Some(rest) = rest {
                    add("items", self.schema(*rest));
                }
            }
            Rule::Contains { schema, least, most } => {
                add("contains", self.schema(*schema));
                for (keyword, count) in [("minContains", least), ("maxContains", most)] {
                    if let Some(count) = count {
                        add(keyword, Json::Raw(count.clone()));
                    }
                }
            }
            Rule::UnevaluatedProperties(schema) => add("unevaluatedProperties", self.schema(*schema)),
            Rule::UnevaluatedItems(schema) => add("unevaluatedItems", self.schema(*schema)),
            Rule::AllOf(arms) => add("allOf", self.arms(arms)),
            Rule::AnyOf(arms) => add("anyOf", self.arms(arms)),
            Rule::OneOf(arms) => add(if self.excludes(arms) { "oneOf" } else { "anyOf" }, self.arms(arms)),
            Rule::Not(schema) => add("not", self.schema(*schema)),
            Rule::If { condition, then, otherwise } => {
                for (keyword, schema) in
                    [("if", Some(condition)), ("then", then.as_ref()), ("else", otherwise.as_ref())]
                {
                    if let Some(schema) = schema {
                        add(keyword, self.schema(*schema));
                    }
                }
            }
            Rule::Reference(target) => {
                let name = self.rules.entry(*target).map(|entry| entry.name.as_str()).unwrap_or_default();
                self.named.entry(name).or_insert(*target);
                add("$ref", Json::Text(name.to_owned()));
            }
        }
        keywords
    }

    fn arms(&mut self, schemas: &[RuleId]) -> Json {
        set(schemas.iter().map(|schema| self.schema(*schema)))
    }

    /// True if alternatives can exclude each other: those that differ in formats alone, which are not checked, never do.
    pub(super) fn excludes(&self, arms: &[RuleId]) -> bool {
        let all: Vec<_> = arms.iter().map(|arm| self.apart_from_format(*arm)).collect();
        let scalars = all.iter().enumerate().filter(|(_, (rules, _))| rules.len() <= MOST_OF_A_SCALAR);
        self.formats
            || !scalars.into_iter().any(|(place, (rules, format))| {
                let later = all.iter().skip(place + 1).take(MOST_COMPARED);
                later.into_iter().any(|(others, other)| rules == others && format != other)
            })
    }

    /// The rules of a schema but for its format, and that.
    fn apart_from_format(&self, mut id: RuleId) -> (Vec<&'a Rule>, Option<&'a str>) {
        let rules = self.rules;
        // A chain of references may be a circle.
        for _ in 0..MOST_COMPARED {
            let [Rule::Reference(target)] = rules.rules(id) else { break };
            id = *target;
        }
        let (mut others, mut format) = (Vec::new(), None);
        for rule in rules.rules(id) {
            match rule {
                Rule::Format(name) => format = Some(name.as_str()),
                rule => others.push(rule),
            }
        }
        (others, format)
    }

    fn list(&mut self, schemas: &[RuleId]) -> Json {
        Json::List(schemas.iter().map(|schema| self.schema(*schema)).collect())
    }

    pub(super) fn named(&mut self, schemas: &[(String, RuleId)]) -> Json {
        Json::Object(schemas.iter().map(|(name, schema)| (name.clone(), self.schema(*schema))).collect())
    }
}

/// A list whose order means nothing: that of the document shows nowhere.
pub(super) fn set(items: impl Iterator<Item = Json>) -> Json {
    let mut items: Vec<Json> = items.collect();
    items.sort_by_cached_key(ToString::to_string);
    Json::List(items)
}

pub(super) fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> Json {
    Json::List(texts.map(|text| Json::Text(text.to_owned())).collect())
}
