//! What `validate()` checks and no limit of a single value tells: a change of it lets a program's requests fail that were
//! sent before.

use super::{Draft, FactName, List, Shape, Type};
use crate::model::{Definition, FieldRules, Number, Rule, Struct, UnionType};
use crate::raw::NodeId;

/// Why `validate` is called so.
const VALIDATE: &str = "every type with limits has it";

/// Adds `validate()` of a type, with what it checks.
pub(super) fn validate(list: &mut List<'_>, path: &str, node: NodeId, rules: String) {
    let shape =
        Shape::function("&self", Vec::new(), Type::result(Type::Tuple(Vec::new()), "runtime::Violations"));
    let draft = Draft::new(format!("{path}::validate()"), shape, VALIDATE).owner(path);
    list.add(draft.fact(FactName::Rules, rules).node(node));
}

/// Adds a definition that rules refer to. What refers to it does not change with it.
pub(super) fn definition(list: &mut List<'_>, definition: &Definition) {
    let path = format!("rules {}", definition.name.escape_debug());
    let draft = Draft::new(path, Shape::Rules, "what rules refer to is called by its place in the document");
    let draft = draft.fact(FactName::Rules, &definition.text);
    list.add(match definition.node {
        Some(node) => draft.node(node),
        None => draft,
    });
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
