//! Example values that obey a schema, where the document gives none: made of its format, its pattern and its limits.

use regex_syntax::hir::{Class, Hir, HirKind, Look};
use serde_json::{Value, json};

use super::context::Context;
use crate::document::schema::Constraints;
use crate::format;
use crate::ir::Api;
use crate::ir::schema::{SchemaId, Shape};

/// Longer texts are cut where they are shown.
const LONGEST: usize = 80;

/// More items hide the call.
const MOST_ITEMS: u64 = 8;

/// What a pattern may cost, in all that is tried.
const MOST_STEPS: usize = 2_000;

/// The letters that are written where a class has them, in this order.
const PLAIN: [(char, char); 4] = [('a', 'z'), ('A', 'Z'), ('0', '9'), (' ', '~')];

/// Lists in lists beyond this depth are left to placeholders.
const DEEPEST: usize = 4;

impl Context<'_> {
    /// What documentation shows of a schema: its example, or a value that obeys it where there is none.
    pub(crate) fn example(&self, id: SchemaId) -> Option<Value> {
        let shown = self.annotated(id, |schema| schema.meta.examples.first().cloned());
        shown.filter(|shown| !is_cut(self.api, id, shown)).or_else(|| value(self.api, id))
    }
}

/// Whether what is left of an example where it is shown would break the pattern that it keeps as a whole.
fn is_cut(api: &Api, id: SchemaId, example: &Value) -> bool {
    let patterned = api.schema(api.target(id)).constraints.pattern.is_some();
    patterned && example.as_str().is_some_and(|text| !text.is_ascii() || text.len() > LONGEST)
}

/// A value of the schema. `None` where any value of its type will do, or nothing simple is found.
pub(crate) fn value(api: &Api, id: SchemaId) -> Option<Value> {
    nested(api, id, 0)
}

fn nested(api: &Api, id: SchemaId, depth: usize) -> Option<Value> {
    let schema = api.schema(api.target(id));
    let limits = &schema.constraints;
    match &schema.shape {
        Shape::String { format } => text(format.as_deref(), limits).map(Value::from),
        Shape::Integer { .. } => whole(limits).map(Value::from),
        Shape::Number { .. } => number(limits).map(Value::from),
        Shape::Array { items, unique } if depth < DEEPEST => list(api, (*items)?, *unique, limits, depth),
        _ => None,
    }
}

/// An item: what the document shows of it, where that is short.
fn item(api: &Api, items: SchemaId, depth: usize) -> Option<Value> {
    let shown = [items, api.target(items)].into_iter().find_map(|id| api.schema(id).meta.examples.first());
    let short = shown.filter(|example| !example.is_null() && example.to_string().len() <= LONGEST);
    short.cloned().or_else(|| nested(api, items, depth + 1))
}

fn list(api: &Api, items: SchemaId, unique: bool, limits: &Constraints, depth: usize) -> Option<Value> {
    let item = item(api, items, depth);
    let count = limits.min_items.unwrap_or(1).max(1);
    if count == 1 {
        return item.map(|item| json!([item]));
    }
    let plain = || match api.shape(items) {
        Shape::String { .. } => Some(json!("value")),
        Shape::Integer { .. } => Some(json!(1)),
        Shape::Bool => Some(json!(true)),
        _ => None,
    };
    let items: Vec<Value> = match (item, plain()) {
        _ if count > MOST_ITEMS => return None,
        (Some(item), _) if !unique => (0..count).map(|_| item.clone()).collect(),
        (None, Some(item)) if !unique => (0..count).map(|_| item.clone()).collect(),
        (None, Some(Value::String(text))) => {
            (1..=count).map(|index| json!(format!("{text}{index}"))).collect()
        }
        (None, Some(Value::Number(_))) => (1..=count).map(Value::from).collect(),
        _ => return None,
    };
    Some(Value::Array(items))
}

fn text(format: Option<&str>, limits: &Constraints) -> Option<String> {
    let least = usize::try_from(limits.min_length.unwrap_or(0)).ok()?;
    let most = limits.max_length.and_then(|most| usize::try_from(most).ok()).unwrap_or(LONGEST).min(LONGEST);
    if least > most {
        return None;
    }
    let fits = |text: &String| (least..=most).contains(&text.chars().count());
    if let Some(pattern) = &limits.pattern {
        return matching(pattern, least, most);
    }
    if let Some(known) = format.and_then(format::get).and_then(|format| format.example) {
        return Some(known.to_owned()).filter(fits);
    }
    // The name of what it is for is the placeholder, which is not empty and short.
    if least <= 1 && most > LONGEST / 2 {
        return None;
    }
    let length = least.max(most.min("value".len()));
    Some("value".chars().cycle().take(length).collect::<String>()).filter(fits)
}

/// A text that a pattern matches, of a length between two. Patterns of ECMA-262 that are read in another way, or not
/// at all, have none.
fn matching(pattern: &str, least: usize, most: usize) -> Option<String> {
    let pattern = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut speller = Speller { more: 0, left: MOST_STEPS, text: String::new() };
    // The more is repeated, the longer the text: the shortest that is long enough.
    let (mut low, mut high, mut found) = (0, LONGEST + 1, None);
    while low < high {
        speller.more = low.midpoint(high);
        speller.text.clear();
        let length = speller.spell(&pattern).map(|()| speller.text.chars().count());
        match length {
            Some(length) if length < least => low = speller.more + 1,
            _ => {
                high = speller.more;
                found = length.map(|length| (length, speller.text.clone()));
            }
        }
    }
    found.filter(|(length, _)| *length <= most).map(|(_, text)| text)
}

/// Writes a text that a pattern matches.
struct Speller {
    /// How many times more than it must something is repeated.
    more: usize,
    /// The steps that it may still take, with each number of repetitions: what repeats may be empty.
    left: usize,
    text: String,
}

impl Speller {
    /// `None` if there is no short text.
    fn spell(&mut self, pattern: &Hir) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        match pattern.kind() {
            HirKind::Empty | HirKind::Look(Look::Start | Look::End) => {}
            HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => return None,
            HirKind::Literal(literal) => self.text.push_str(std::str::from_utf8(&literal.0).ok()?),
            HirKind::Class(Class::Unicode(class)) => {
                // In order, and there may be hundreds.
                let ranges = class.ranges();
                let first = |(from, to): (char, char)| {
                    let range = ranges.get(ranges.partition_point(|range| range.end() < from))?;
                    Some(range.start().max(from)).filter(|letter| *letter <= to)
                };
                self.text.push(PLAIN.into_iter().find_map(first)?);
            }
            HirKind::Repetition(repetition) => {
                let least = usize::try_from(repetition.min).ok()?;
                let most = repetition.max.and_then(|most| usize::try_from(most).ok());
                let count = (least + self.more).min(most.unwrap_or(usize::MAX)).max(least);
                (0..count).try_for_each(|_| self.spell(&repetition.sub))?;
            }
            HirKind::Capture(capture) => self.spell(&capture.sub)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.spell(part))?,
            HirKind::Alternation(ways) => self.spell(ways.first()?)?,
        }
        (self.text.len() <= LONGEST * 4).then_some(())
    }
}

/// A whole number, unless 1 will do.
fn whole(limits: &Constraints) -> Option<i64> {
    let bound = |text: &Option<String>| text.as_deref().map(str::parse::<i64>);
    let (least, most) = (bound(&limits.minimum).transpose().ok()?, bound(&limits.maximum).transpose().ok()?);
    let least = match least {
        Some(least) => Some(least.checked_add(i64::from(limits.exclusive_minimum))?),
        None => None,
    };
    let most = match most {
        Some(most) => Some(most.checked_sub(i64::from(limits.exclusive_maximum))?),
        None => None,
    };
    let step = bound(&limits.multiple_of).transpose().ok()?.unwrap_or(1).checked_abs()?;
    let fits = |number: i64| {
        least.is_none_or(|least| number >= least)
            && most.is_none_or(|most| number <= most)
            && number.checked_rem(step) == Some(0)
    };
    if fits(1) {
        return None;
    }
    let up = |from: i64| from.checked_add((step - from.checked_rem_euclid(step)?).checked_rem(step)?);
    let down = |from: i64| from.checked_sub(from.checked_rem_euclid(step)?);
    let above = least.unwrap_or(1);
    [up(above), most.and_then(down), Some(0)].into_iter().flatten().find(|number| fits(*number))
}

/// A number, unless any will do.
fn number(limits: &Constraints) -> Option<f64> {
    let bound = |text: &Option<String>| text.as_deref().map(str::parse::<f64>).transpose().ok();
    let (least, most) = (bound(&limits.minimum)?, bound(&limits.maximum)?);
    let step = bound(&limits.multiple_of)?;
    if (least, most, step) == (None, None, None) {
        return None;
    }
    let fits = |number: &f64| {
        least.is_none_or(|least| if limits.exclusive_minimum { *number > least } else { *number >= least })
            && most.is_none_or(|most| if limits.exclusive_maximum { *number < most } else { *number <= most })
            && step.is_none_or(|step| (number / step - (number / step).round()).abs() < 1e-9)
    };
    let (low, high) = (least.or(most.map(|most| most - 1.0)), most.or(least.map(|least| least + 1.0)));
    let middle = low.zip(high).map(|(low, high)| f64::midpoint(low, high));
    let steps = step.into_iter().flat_map(|step| {
        let from = (least.unwrap_or(step) / step).ceil();
        [from * step, (from + 1.0) * step]
    });
    [Some(1.0), middle, low, high].into_iter().flatten().chain(steps).find(fits)
}

#[cfg(test)]
mod tests {
    use super::{Constraints, matching, number, text, whole};

    #[test]
    fn texts_have_their_format_pattern_and_length() {
        let plain =
            |least, most| Constraints { min_length: least, max_length: most, ..Constraints::default() };
        let cases = [
            (Some("uuid"), plain(None, None), Some("550e8400-e29b-41d4-a716-446655440000")),
            (Some("date"), plain(None, Some(10)), Some("2025-01-31")),
            (Some("date"), plain(None, Some(4)), None),
            (Some("own"), plain(None, None), None),
            (None, plain(Some(1), None), None),
            (None, plain(None, Some(2)), Some("va")),
            (None, plain(Some(12), None), Some("valuevalueva")),
            (None, plain(Some(3), Some(3)), Some("val")),
            (None, plain(Some(900), None), None),
            (None, plain(Some(u64::MAX), None), None),
        ];
        for (format, limits, expected) in cases {
            assert_eq!(text(format, &limits).as_deref(), expected, "{format:?} {limits:?}");
        }
    }

    const TILDES: &str = "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~xxxxxxxxx";

    #[test]
    fn patterns_are_spelled() {
        let cases = [
            ("^[A-Z]{3}$", 0, 80, Some("AAA")),
            (r"^\d+$", 4, 4, Some("0000")),
            ("^(red|green)-[0-9a-f]*$", 0, 80, Some("red-")),
            (r"^sk-\w{4,}$", 10, 12, Some("sk-aaaaaaa")),
            ("^a?$", 5, 80, None),
            ("(?=x)", 0, 80, None),
            ("^a{100000}$", 0, 80, None),
            ("^((a?){900}){900}$", 0, 80, None),
            // Long enough only with more repetitions than may be tried one by one.
            ("^[~-\u{7e}\u{400}-\u{4ff}]{70}(x?){9}$", 79, 79, Some(TILDES)),
            ("^[~]{70}x?$", 79, 80, None),
        ];
        for (pattern, least, most, expected) in cases {
            assert_eq!(matching(pattern, least, most).as_deref(), expected, "{pattern}");
        }
    }

    #[test]
    fn numbers_are_within_their_limits() {
        let limits = |least: &str, most: &str, step: &str| {
            let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            Constraints {
                minimum: given(least),
                maximum: given(most),
                multiple_of: given(step),
                ..Constraints::default()
            }
        };
        let exclusive =
            |limits: Constraints| Constraints { exclusive_minimum: true, exclusive_maximum: true, ..limits };
        assert_eq!(whole(&limits("", "", "")), None);
        assert_eq!(whole(&limits("0", "9", "")), None, "1 will do");
        assert_eq!(whole(&limits("10", "", "")), Some(10));
        assert_eq!(whole(&exclusive(limits("10", "12", ""))), Some(11));
        assert_eq!(whole(&limits("", "-5", "")), Some(-5));
        assert_eq!(whole(&limits("7", "", "5")), Some(10));
        assert_eq!(whole(&limits("", "", "-5")), Some(5));
        assert_eq!(whole(&limits("", "", "0")), None);
        assert_eq!(whole(&limits("1", "4", "5")), None, "there is none");
        assert_eq!(number(&limits("", "", "")), None);
        assert_eq!(number(&exclusive(limits("0", "1", "0.5"))), Some(0.5));
        assert_eq!(number(&limits("2", "", "")), Some(2.5));
        assert_eq!(number(&limits("", "0", "")), Some(-0.5));
        assert_eq!(number(&limits("10", "", "0.3")), Some(10.5));
    }
}
