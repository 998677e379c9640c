//! Rules that are made of rules: of the parts of a value, and of the value itself.

use super::{
    Checks,
    json_value::JsonValue,
    rules::{Judge, get, one_or_more, size},
    rules_evaluated::Evaluated,
};

type Keywords = [(String, JsonValue)];

impl Judge<'_> {
    /// Checks a keyword that is made of schemas.
    #[inline]
    pub(crate) fn nested(
        &mut self,
        (keyword, rule): (&str, &JsonValue),
        keywords: &Keywords,
        value: &JsonValue,
        evaluated: &mut Evaluated,
        checks: &mut Checks,
    ) {
        match (rule, value) {
            (JsonValue::List(arms), _) if matches!(keyword, "allOf" | "anyOf" | "oneOf") => {
                self.composed(keyword, arms, value, evaluated, checks);
            }
            (_, JsonValue::Object(members)) => {
                self.members((keyword, rule), keywords, (members, value), evaluated, checks);
            }
            (_, JsonValue::List(items)) => self.items((keyword, rule), keywords, items, evaluated, checks),
            _ => {}
        }
        match keyword {
            "$ref" => {
                if let Some(schema) = self.definition(rule) {
                    evaluated.join(self.apply(schema, value, checks));
                }
            }
            "not" if self.holds(rule, value).is_some() && !self.is_unsure => {
                checks.fail("not", "is a value that the document excludes");
            }
            "if" => {
                let branch = match self.holds(rule, value) {
                    Some(_) if self.is_unsure => None,
                    Some(seen) => {
                        evaluated.join(seen);
                        get(keywords, "then")
                    }
                    None => get(keywords, "else"),
                };
                if let Some(branch) = branch {
                    evaluated.join(self.apply(branch, value, checks));
                }
            }
            _ => {}
        }
    }

    #[inline]
    fn composed(
        &mut self,
        keyword: &str,
        arms: &[JsonValue],
        value: &JsonValue,
        evaluated: &mut Evaluated,
        checks: &mut Checks,
    ) {
        if keyword == "allOf" {
            for arm in arms {
                evaluated.join(self.apply(arm, value, checks));
            }
            return;
        }
        let mut holding = 0;
        let mut reasons = Vec::new();
        for arm in arms {
            match self.tried(arm, value) {
                Ok(seen) => {
                    holding += 1;
                    evaluated.join(seen);
                }
                // One more says that they are too many.
                Err(broken) if reasons.len() <= MOST_REASONS => {
                    reasons.extend(broken.iter().next().map(ToString::to_string));
                }
                Err(_) => {}
            }
        }
        match (keyword, holding) {
            (_, 0) => {
                let rule = if keyword == "anyOf" { "anyOf" } else { "oneOf" };
                checks.fail(rule, none_holds(&reasons));
            }
            ("oneOf", 2..) if !self.is_unsure => {
                checks.fail("oneOf", format!("is {holding} of the alternatives, and must be one"));
            }
            _ => {}
        }
    }

    #[inline]
    fn members(
        &mut self,
        (keyword, rule): (&str, &JsonValue),
        keywords: &Keywords,
        (members, value): (&Keywords, &JsonValue),
        evaluated: &mut Evaluated,
        checks: &mut Checks,
    ) {
        match (keyword, rule) {
            ("required", _) => lacking(one_or_more(rule), members, "required", checks),
            ("dependentRequired", JsonValue::Object(lists)) => {
                for (_, names) in lists.iter().filter(|(name, _)| get(members, name).is_some()) {
                    lacking(one_or_more(names), members, "dependentRequired", checks);
                }
            }
            ("dependentSchemas", JsonValue::Object(schemas)) => {
                for (_, schema) in schemas.iter().filter(|(name, _)| get(members, name).is_some()) {
                    evaluated.join(self.apply(schema, value, checks));
                }
            }
            ("propertyNames", _) => {
                for (name, _) in members {
                    if self.holds(rule, &JsonValue::Text(name.clone())).is_none() {
                        checks.fail("propertyNames", format!("the name {name:?} is not allowed"));
                    }
                }
            }
            ("properties", JsonValue::Object(schemas)) => {
                for (place, (name, member)) in members.iter().enumerate() {
                    if let Some(schema) = get(schemas, name) {
                        evaluated.add(place);
                        self.member(schema, (name, member), checks);
                    }
                }
            }
            ("patternProperties", JsonValue::Object(schemas)) => {
                for (place, (name, member)) in members.iter().enumerate() {
                    for (pattern, schema) in schemas {
                        if self.matches(pattern, name) == Some(true) {
                            evaluated.add(place);
                            self.member(schema, (name, member), checks);
                        }
                    }
                }
            }
            ("additionalProperties", _) => {
                for (place, (name, member)) in members.iter().enumerate() {
                    if self.is_additional(keywords, name) {
                        evaluated.add(place);
                        self.other((keyword, rule), (name, member), checks);
                    }
                }
            }
            _ => {}
        }
    }

    /// True for a member that neither `properties` nor `patternProperties` may mean. A pattern that cannot be read may
    /// mean any.
    #[inline]
    fn is_additional(&self, keywords: &Keywords, name: &str) -> bool {
        let lists = |keyword: &str| match get(keywords, keyword) {
            Some(JsonValue::Object(list)) => list.as_slice(),
            _ => &[],
        };
        get(lists("properties"), name).is_none()
            && lists("patternProperties").iter().all(|(one, _)| self.matches(one, name) == Some(false))
    }

    #[inline]
    fn member(&mut self, schema: &JsonValue, (name, member): (&str, &JsonValue), checks: &mut Checks) {
        checks.enter(name);
        self.apply(schema, member, checks);
        checks.leave();
    }

    /// A member without a rule of its own name.
    #[inline]
    fn other(
        &mut self,
        (keyword, rule): (&str, &JsonValue),
        (name, member): (&str, &JsonValue),
        checks: &mut Checks,
    ) {
        checks.enter(name);
        if matches!(rule, JsonValue::Bare(flag) if flag == "false") {
            let rule = if keyword == "additionalProperties" {
                "additionalProperties"
            } else {
                "unevaluatedProperties"
            };
            checks.fail(rule, "is no property of this object");
        } else {
            self.apply(rule, member, checks);
        }
        checks.leave();
    }

    #[inline]
    fn items(
        &mut self,
        (keyword, rule): (&str, &JsonValue),
        keywords: &Keywords,
        items: &[JsonValue],
        evaluated: &mut Evaluated,
        checks: &mut Checks,
    ) {
        match (keyword, rule) {
            ("prefixItems", JsonValue::List(schemas)) => {
                for (place, (item, schema)) in items.iter().zip(schemas).enumerate() {
                    evaluated.add(place);
                    self.item((keyword, schema), (place, item), checks);
                }
            }
            ("items", _) => {
                let first = match get(keywords, "prefixItems") {
                    Some(JsonValue::List(schemas)) => schemas.len(),
                    _ => 0,
                };
                for (place, item) in items.iter().enumerate().skip(first) {
                    evaluated.add(place);
                    self.item((keyword, rule), (place, item), checks);
                }
            }
            ("contains", _) => {
                let mut found = 0;
                for (place, item) in items.iter().enumerate() {
                    if self.holds(rule, item).is_some() {
                        evaluated.add(place);
                        found += 1;
                    }
                }
                let least = get(keywords, "minContains").and_then(size).unwrap_or(1);
                if found < least {
                    checks
                        .fail("contains", format!("must have at least {least} items of a kind, has {found}"));
                }
                let most = get(keywords, "maxContains").and_then(size);
                if let Some(most) = most.filter(|most| found > *most && !self.is_unsure) {
                    checks.fail(
                        "maxContains",
                        format!("must have at most {most} items of a kind, has {found}"),
                    );
                }
            }
            _ => {}
        }
    }

    #[inline]
    fn item(
        &mut self,
        (keyword, rule): (&str, &JsonValue),
        (place, item): (usize, &JsonValue),
        checks: &mut Checks,
    ) {
        checks.enter_item(place);
        if matches!(rule, JsonValue::Bare(flag) if flag == "false") {
            let rule = if keyword == "unevaluatedItems" { "unevaluatedItems" } else { "items" };
            checks.fail(rule, "is beyond the end of the list");
        } else {
            self.apply(rule, item, checks);
        }
        checks.leave();
    }

    /// What is said of the parts that no other rule has looked at.
    #[inline]
    pub(crate) fn unevaluated(
        &mut self,
        keywords: &Keywords,
        value: &JsonValue,
        evaluated: &mut Evaluated,
        checks: &mut Checks,
    ) {
        match value {
            // Who knows what else was looked at.
            _ if self.is_unsure => {}
            JsonValue::Object(members) => {
                let Some(rule) = get(keywords, "unevaluatedProperties") else { return };
                for (place, (name, member)) in members.iter().enumerate() {
                    if !evaluated.has(place) {
                        evaluated.add(place);
                        self.other(("unevaluatedProperties", rule), (name, member), checks);
                    }
                }
            }
            JsonValue::List(items) => {
                let Some(rule) = get(keywords, "unevaluatedItems") else { return };
                for (place, item) in items.iter().enumerate() {
                    if !evaluated.has(place) {
                        evaluated.add(place);
                        self.item(("unevaluatedItems", rule), (place, item), checks);
                    }
                }
            }
            _ => {}
        }
    }
}

#[inline]
fn lacking(names: Vec<&str>, members: &Keywords, rule: &'static str, checks: &mut Checks) {
    for name in names.into_iter().filter(|name| get(members, name).is_none()) {
        checks.fail(rule, format!("lacks the property {name:?}"));
    }
}

/// More reasons, and longer ones, say no more.
const MOST_REASONS: usize = 3;
const LONGEST_REASON: usize = 80;

/// What is said of a value that keeps no alternative: what it breaks of each first, where that is short.
#[inline]
fn none_holds(reasons: &[String]) -> String {
    let mut text = "is none of the alternatives".to_owned();
    let short = reasons.iter().all(|reason| reason.len() <= LONGEST_REASON);
    if !reasons.is_empty() && reasons.len() <= MOST_REASONS && short {
        text.extend([" (", &reasons.join("; "), ")"]);
    }
    text
}
