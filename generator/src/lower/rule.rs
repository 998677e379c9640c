//! Reads the rules of schemas as they are written. What is wrong with a keyword is said where schemas are lowered; here
//! such a keyword is no rule.

use super::number;
use super::numeral::widened;
use super::types::is_file;
use super::version::Version;
use crate::document::rule::{Entry, Kind, Limit, Rule, RuleId, Rules};
use crate::raw::{Content, Node, NodeId, Raw};
use crate::reference;
use crate::siblings::Siblings;

/// The rules of the schemas at `nodes`, and of all that these are made of.
pub(super) fn read(
    raw: &Raw,
    siblings: &Siblings,
    version: Version,
    nodes: impl Iterator<Item = NodeId>,
) -> Rules {
    let mut reader = Reader { raw, siblings, version, rules: Rules::default(), open: Vec::new() };
    for node in nodes.filter_map(|node| raw.node(node)) {
        reader.index(node);
    }
    while let Some((id, node)) = reader.open.pop() {
        let rules = reader.schema(node);
        let read_only = node.get("readOnly").and_then(Node::as_bool) == Some(true);
        if let Some(entry) = reader.rules.entry_mut(id) {
            entry.rules = rules;
            entry.read_only = read_only;
        }
    }
    reader.rules
}

struct Reader<'a> {
    raw: &'a Raw,
    siblings: &'a Siblings,
    version: Version,
    rules: Rules,
    /// Schemas that are still to be read.
    open: Vec<(RuleId, Node<'a>)>,
}

impl<'a> Reader<'a> {
    fn index(&mut self, node: Node<'a>) -> RuleId {
        let (id, is_new) = self.rules.index(node.id(), || name(self.raw, node));
        if is_new {
            self.open.push((id, node));
        }
        id
    }

    fn made(&mut self, rules: Vec<Rule>) -> RuleId {
        self.rules.push(Entry { rules, ..Entry::default() })
    }

    fn schema(&mut self, node: Node<'a>) -> Vec<Rule> {
        match node.content() {
            Content::Bool(false) => return vec![Rule::Never],
            Content::Object(_) => {}
            _ => return Vec::new(),
        }
        let reference = node.get("$ref").and_then(|from| self.target(from));
        let reference = reference.map(|target| Rule::Reference(self.index(target)));
        let old = self.version < Version::V31;
        let mut rules: Vec<Rule> = reference.into_iter().collect();
        if !(old && node.get("$ref").is_some()) {
            self.scalars(node, &mut rules);
            self.objects(node, &mut rules);
            self.lists(node, &mut rules);
            self.composition(node, &mut rules);
        }
        let keyword = if self.version == Version::V20 { "x-nullable" } else { "nullable" };
        let nullable = old && node.get(keyword).and_then(Node::as_bool) == Some(true);
        if !nullable || rules.is_empty() {
            return rules;
        }
        let null = self.made(vec![Rule::Types(vec![Kind::Null])]);
        let rest = self.made(rules);
        vec![Rule::AnyOf(vec![null, rest])]
    }

    fn target(&self, from: Node<'a>) -> Option<Node<'a>> {
        let found = reference::find(self.raw, from.id(), from.as_str()?, self.siblings)?;
        self.raw.node(found)
    }

    fn scalars(&mut self, node: Node<'a>, rules: &mut Vec<Rule>) {
        rules.extend(types(node));
        for keyword in ["enum", "const"] {
            let Some(value) = node.get(keyword) else { continue };
            if keyword == "const" && self.version >= Version::V31 {
                rules.push(Rule::Values(vec![json(value)]));
            } else if keyword == "enum" && value.is_array() {
                rules.push(Rule::Values(value.items().map(json).collect()));
            }
        }
        for limit in Limit::ALL {
            rules.extend(self::limit(node, limit));
        }
        rules.extend(node.get("pattern").and_then(Node::as_str).map(|text| Rule::Pattern(text.to_owned())));
        rules.extend(node.get("format").and_then(Node::as_str).map(|text| Rule::Format(text.to_owned())));
    }

    fn objects(&mut self, node: Node<'a>, rules: &mut Vec<Rule>) {
        let properties = self.named(node, "properties");
        let mut required = texts(node, "required");
        required.sort();
        let required: Vec<String> = required
            .into_iter()
            .filter(|name| !node.get("properties").is_some_and(|list| self.is_read_only(list, name)))
            .collect();
        if !required.is_empty() {
            rules.push(Rule::Required(required));
        }
        let patterns =
            if self.version >= Version::V31 { self.named(node, "patternProperties") } else { Vec::new() };
        let additional = self.one(node, "additionalProperties");
        if !properties.is_empty() || !patterns.is_empty() || additional.is_some() {
            rules.push(Rule::Members { properties, patterns, additional });
        }
        if self.version < Version::V31 {
            return;
        }
        rules.extend(self.one(node, "propertyNames").map(Rule::Names));
        let dependent = node.get("dependentRequired").filter(|list| list.is_object());
        if let Some(list) = dependent {
            let mut lists: Vec<(String, Vec<String>)> =
                list.entries().map(|(name, _)| (name.to_owned(), texts(list, name))).collect();
            lists.sort();
            rules.push(Rule::DependentRequired(lists));
        }
        let dependent = self.named(node, "dependentSchemas");
        if !dependent.is_empty() {
            rules.push(Rule::DependentSchemas(dependent));
        }
        // What a dynamic reference evaluates is not known.
        if node.get("$dynamicRef").is_none() {
            rules.extend(self.one(node, "unevaluatedProperties").map(Rule::UnevaluatedProperties));
        }
    }

    /// True for a property that is not sent, although it is required where it comes from.
    fn is_read_only(&self, properties: Node<'a>, name: &str) -> bool {
        let Some(property) = properties.get(name) else { return false };
        let behind = property.get("$ref").and_then(|from| self.target(from));
        [Some(property), behind]
            .into_iter()
            .flatten()
            .any(|schema| schema.get("readOnly").and_then(Node::as_bool) == Some(true))
    }

    fn lists(&mut self, node: Node<'a>, rules: &mut Vec<Rule>) {
        let places =
            ["prefixItems", "items"].into_iter().find_map(|key| node.get(key).filter(|l| l.is_array()));
        let prefix: Vec<RuleId> =
            places.into_iter().flat_map(Node::items).map(|item| self.index(item)).collect();
        let rest = self.one(node, "items");
        if !prefix.is_empty() || rest.is_some() {
            rules.push(Rule::Items { prefix, rest });
        }
        if node.get("uniqueItems").and_then(Node::as_bool) == Some(true) {
            rules.push(Rule::Unique);
        }
        if self.version < Version::V31 {
            return;
        }
        if let Some(schema) = self.one(node, "contains") {
            let count = |keyword: &str| {
                let digits = node.get(keyword)?.as_number()?;
                number::integer(digits).filter(|count| *count >= 0).map(|count| count.to_string())
            };
            rules.push(Rule::Contains { schema, least: count("minContains"), most: count("maxContains") });
        }
        if node.get("$dynamicRef").is_none() {
            rules.extend(self.one(node, "unevaluatedItems").map(Rule::UnevaluatedItems));
        }
    }

    fn composition(&mut self, node: Node<'a>, rules: &mut Vec<Rule>) {
        let all = self.several(node, "allOf");
        let (any, one) = (self.several(node, "anyOf"), self.several(node, "oneOf"));
        rules.extend((!all.is_empty()).then_some(Rule::AllOf(all)));
        rules.extend((!any.is_empty()).then_some(Rule::AnyOf(any)));
        if !one.is_empty() {
            let chosen = node.get("discriminator").is_some();
            rules.push(if chosen { Rule::AnyOf(one) } else { Rule::OneOf(one) });
        }
        rules.extend(self.one(node, "not").map(Rule::Not));
        if self.version >= Version::V31
            && let Some(condition) = self.one(node, "if")
        {
            // Without consequences it counts all the same where something is said of what is not evaluated.
            let (then, otherwise) = (self.one(node, "then"), self.one(node, "else"));
            rules.push(Rule::If { condition, then, otherwise });
        }
    }

    fn one(&mut self, node: Node<'a>, keyword: &str) -> Option<RuleId> {
        let schema = node.get(keyword)?;
        (schema.is_object() || schema.as_bool().is_some()).then(|| self.index(schema))
    }

    fn several(&mut self, node: Node<'a>, keyword: &str) -> Vec<RuleId> {
        let list = node.get(keyword).filter(|list| list.is_array());
        list.into_iter().flat_map(Node::items).map(|item| self.index(item)).collect()
    }

    fn named(&mut self, node: Node<'a>, keyword: &str) -> Vec<(String, RuleId)> {
        let map = node.get(keyword).filter(|map| map.is_object());
        let entries = map.into_iter().flat_map(Node::entries);
        let mut schemas: Vec<(String, RuleId)> =
            entries.map(|(name, schema)| (name.to_owned(), self.index(schema))).collect();
        // Their order means nothing.
        schemas.sort_by(|a, b| a.0.cmp(&b.0));
        schemas
    }
}

/// What definitions call a schema: its component, else where it stands.
fn name(raw: &Raw, node: Node<'_>) -> String {
    let pointer = node.pointer();
    let is_document = raw.document().is_some_and(|document| document.file() == node.file());
    if is_document {
        let places = ["/components/schemas/", "/definitions/"];
        let component = places.into_iter().find_map(|place| pointer.strip_prefix(place));
        return component.unwrap_or(&pointer).to_owned();
    }
    let file = raw.file(node.file()).map_or("", |file| &file.label);
    format!("{file}#{pointer}")
}

fn types(node: Node<'_>) -> Option<Rule> {
    let value = node.get("type").filter(|_| !is_file(node))?;
    let kind = |node: Node<'_>| {
        let name = if node.is_null() { "null" } else { node.as_str()? };
        kind_of(name)
    };
    // A type that nobody knows may be any.
    let kinds: Option<Vec<Kind>> =
        if value.is_array() { value.items().map(kind).collect() } else { kind(value).map(|kind| vec![kind]) };
    let mut kinds = kinds.filter(|kinds| !kinds.is_empty())?;
    // A format that speaks of other types allows them.
    let wide = node.get("format").and_then(Node::as_str).and_then(widened).unwrap_or_default();
    let wide: Vec<Kind> = wide.iter().filter_map(|wide| kind_of(wide.name())).collect();
    if kinds.iter().all(|kind| *kind == Kind::Null || wide.contains(kind)) {
        kinds.extend(wide.into_iter().filter(|kind| !kinds.contains(kind)).collect::<Vec<_>>());
    }
    Some(Rule::Types(kinds))
}

fn kind_of(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.name() == name)
}

fn texts(node: Node<'_>, keyword: &str) -> Vec<String> {
    let list = node.get(keyword).filter(|list| list.is_array());
    list.into_iter().flat_map(Node::items).filter_map(Node::as_str).map(str::to_owned).collect()
}

/// The JSON text of a value, with the digits of its numbers.
fn json(node: Node<'_>) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match node.content() {
        Content::Number(digits) => digits.to_string(),
        Content::Array(_) => {
            let items: Vec<String> = node.items().map(json).collect();
            format!("[{}]", items.join(","))
        }
        Content::Object(_) => {
            let members: Vec<String> =
                node.entries().map(|(name, value)| format!("{}:{}", quoted(name), json(value))).collect();
            format!("{{{}}}", members.join(","))
        }
        _ => node.to_json().to_string(),
    }
}

fn limit(node: Node<'_>, limit: Limit) -> Option<Rule> {
    let value = node.get(limit.keyword())?;
    let flag = |keyword: &str| node.get(keyword).and_then(Node::as_bool) == Some(true);
    // In 3.0 a flag beside the limit excludes the limit itself.
    let limit = match limit {
        Limit::Minimum if flag("exclusiveMinimum") => Limit::ExclusiveMinimum,
        Limit::Maximum if flag("exclusiveMaximum") => Limit::ExclusiveMaximum,
        other => other,
    };
    let digits = value.as_number()?;
    let fits = match limit {
        Limit::MultipleOf => number::is_less("0", digits),
        limit if limit.is_size() => number::integer(digits).is_some_and(|size| size >= 0),
        _ => true,
    };
    let digits = || number::integer(digits).map_or_else(|| digits.to_owned(), |whole| whole.to_string());
    fits.then(|| Rule::Limit(limit, digits()))
}
