//! What `validate()` checks and no limit of a single value tells: a change of it lets a program's requests fail that were
//! sent before.

use std::collections::BTreeMap;

use super::{Draft, FactName, List, Shape, Type};
use crate::model::{FieldRules, Number, Rule, Struct, UnionType};
use crate::names::ident::fnv;
use crate::raw::NodeId;

/// Why `validate` is called so.
const VALIDATE: &str = "every type with limits has it";

/// Adds `validate()` of a type, with what it checks.
pub(super) fn validate(list: &mut List<'_>, path: &str, node: NodeId, rules: String) {
    let rules = with_definitions(list, rules);
    let shape =
        Shape::function("&self", Vec::new(), Type::result(Type::Tuple(Vec::new()), "runtime::Violations"));
    let draft = Draft::new(format!("{path}::validate()"), shape, VALIDATE).owner(path);
    list.add(draft.fact(FactName::Rules, rules).node(node));
}

/// What a reference looks like in rules: one in a text of the document has other quotes.
const REFERENCE: &str = r#""$ref":""#;

/// Of rules that are referred to, this many characters are told, and of longer ones a digest, too.
const TOLD: usize = 300;

/// Rules with those that they refer to, and what these refer to: `validate()` checks them all.
fn with_definitions(list: &List<'_>, rules: String) -> String {
    let referred = |text: &str| -> Vec<String> {
        let names = text.split(REFERENCE).skip(1).filter_map(|rest| rest.split_once('"'));
        names.map(|(name, _)| name.to_owned()).collect()
    };
    let mut open = referred(&rules);
    let mut found: BTreeMap<String, &str> = BTreeMap::new();
    while let Some(name) = open.pop() {
        if let Some(text) = list.definitions.get(name.as_str())
            && found.insert(name, text).is_none()
        {
            open.extend(referred(text));
        }
    }
    let told = |text: &str| {
        let short: String = text.chars().take(TOLD).collect();
        if short.len() < text.len() { format!("{short}… {:08x}", fnv(text)) } else { short }
    };
    let definitions = found.into_iter().map(|(name, text)| format!("{name}: {}", told(text)));
    std::iter::once(rules).chain(definitions).collect::<Vec<_>>().join("; ")
}

/// Those of a struct.
pub(super) fn of_struct(object: &Struct) -> String {
    let whole = object.value_rules.iter().map(|rules| rules.text.clone());
    whole.chain(fields(&object.rules)).collect::<Vec<_>>().join("; ")
}

/// Those of a union.
pub(super) fn of_union(union: &UnionType) -> String {
    let whole = union.unlisted_rules.iter().chain(&union.value_rules).map(|rules| rules.text.clone());
    let arms = union.arms.iter().filter_map(|arm| {
        let rules = texts(&arm.rules, false);
        (!rules.is_empty()).then(|| format!("{}: {rules}", arm.ident.as_str()))
    });
    whole.chain(arms).collect::<Vec<_>>().join("; ")
}

/// Those of fields or arguments.
pub(super) fn of_fields(all: &[FieldRules]) -> String {
    fields(all).collect::<Vec<_>>().join("; ")
}

fn fields(all: &[FieldRules]) -> impl Iterator<Item = String> {
    all.iter().filter_map(|field| {
        let rules = texts(&field.rules, true);
        (!rules.is_empty()).then(|| format!("{}: {rules}", field.wire))
    })
}

/// `is_told`: the limits of the value itself are told where it is.
fn texts(rules: &[Rule], is_told: bool) -> String {
    rules.iter().filter_map(|rule| text(rule, is_told)).collect::<Vec<_>>().join(", ")
}

fn text(rule: &Rule, is_told: bool) -> Option<String> {
    let number = |number: &Number| match number {
        Number::Integer(number) => number.to_string(),
        Number::Float(number) => number.to_string(),
    };
    let own = |text: String| (!is_told).then_some(text);
    let inner = |what: &str, rules: &[Rule]| {
        let rules = texts(rules, false);
        (!rules.is_empty()).then(|| format!("{what} with {rules}"))
    };
    match rule {
        Rule::MinLength(limit) => own(format!("minLength {limit}")),
        Rule::MaxLength(limit) => own(format!("maxLength {limit}")),
        Rule::Pattern(pattern) => own(format!("pattern {pattern}")),
        Rule::Bound { upper, exclusive, limit } => {
            let keyword = match (upper, exclusive) {
                (false, false) => "minimum",
                (false, true) => "exclusiveMinimum",
                (true, false) => "maximum",
                (true, true) => "exclusiveMaximum",
            };
            own(format!("{keyword} {}", number(limit)))
        }
        Rule::MultipleOf { step, .. } => own(format!("multipleOf {}", number(step))),
        Rule::MinItems(limit) => own(format!("minItems {limit}")),
        Rule::MaxItems(limit) => own(format!("maxItems {limit}")),
        Rule::MinProperties(limit) => own(format!("minProperties {limit}")),
        Rule::MaxProperties(limit) => own(format!("maxProperties {limit}")),
        Rule::Unique => Some("uniqueItems".to_owned()),
        Rule::Each(rules) => inner("items", rules),
        Rule::Entries(rules) => inner("values", rules),
        Rule::Some(rules) => Some(texts(rules, is_told)).filter(|text| !text.is_empty()),
        Rule::Written(rules) => Some(rules.text.clone()),
        Rule::MediaTypes { variants, .. } => {
            let each = variants.iter().filter_map(|(variant, rules)| inner(variant.as_str(), rules));
            Some(each.collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty())
        }
        // The type's own are told with it.
        Rule::Nested(_) | Rule::Listed => None,
    }
}
