//! Which limits the checks of a type hold.

use std::cmp::Ordering;

use crate::document::rule::{Kind, Limit};
use crate::integer;
use crate::ir::schema::{Enum, Shape};
use crate::model::{Number, Rule, Ty};

/// True if a type's own rules, or the type itself, leave nothing to check of a limit.
pub(super) fn is_held(limit: Limit, digits: &str, shape: &Shape, ty: &Ty, typed: &[Rule]) -> bool {
    if let Shape::Enum(list) = shape {
        return limit.kind() == Kind::String && enumerated(limit, digits, list);
    }
    let size = digits.parse::<u64>().ok();
    let at_least = |held: u64| size.is_some_and(|size| held >= size);
    let at_most = |held: u64| size.is_some_and(|size| held <= size);
    if let (Shape::Tuple { items, .. }, Ty::Tuple(_) | Ty::Prefix(_)) = (shape, ty) {
        let most = u64::try_from(items.len()).unwrap_or(u64::MAX);
        let least = if matches!(ty, Ty::Tuple(_)) { most } else { 0 };
        return limit == Limit::MaxItems && at_most(most) || limit == Limit::MinItems && at_least(least);
    }
    let held = typed.iter().any(|rule| match (limit, rule) {
        (Limit::MinLength, Rule::MinLength(held))
        | (Limit::MinItems, Rule::MinItems(held))
        | (Limit::MinProperties, Rule::MinProperties(held)) => at_least(*held),
        (Limit::MaxLength, Rule::MaxLength(held))
        | (Limit::MaxItems, Rule::MaxItems(held))
        | (Limit::MaxProperties, Rule::MaxProperties(held)) => at_most(*held),
        (Limit::MultipleOf, Rule::MultipleOf { step, .. }) => same(*step, digits),
        (_, Rule::Bound { upper, exclusive, limit: held }) => {
            bound(limit, digits, (*upper, *exclusive, *held))
        }
        _ => false,
    });
    held || is_trivial(limit, digits, ty)
}

fn enumerated(limit: Limit, digits: &str, list: &Enum) -> bool {
    let Ok(size) = digits.parse::<usize>() else { return false };
    list.values.iter().filter_map(|value| value.value.as_str()).all(|text| {
        let length = text.chars().count();
        if limit == Limit::MinLength { length >= size } else { length <= size }
    })
}

/// No value of the type breaks it.
fn is_trivial(limit: Limit, digits: &str, ty: &Ty) -> bool {
    if matches!(limit, Limit::MinLength | Limit::MinItems | Limit::MinProperties) {
        return digits == "0";
    }
    let Ty::Int(name) = ty else { return false };
    let Some((least, most)) = integer::range(name) else { return false };
    // A bound beyond 128 bits is beyond the type.
    let digits = digits.parse::<f64>().ok().map(|value| (digits.parse::<i128>().ok(), value));
    match (limit, digits) {
        (Limit::MultipleOf, Some((Some(1), _))) => true,
        (Limit::Minimum, Some((Some(bound), _))) => bound <= least,
        (Limit::Maximum, Some((Some(bound), _))) => most.is_some_and(|most| bound >= most),
        (Limit::ExclusiveMinimum, Some((Some(bound), _))) => bound < least,
        (Limit::ExclusiveMaximum, Some((Some(bound), _))) => most.is_some_and(|most| bound > most),
        (Limit::Minimum | Limit::ExclusiveMinimum, Some((None, bound))) => bound < -1e38,
        (Limit::Maximum | Limit::ExclusiveMaximum, Some((None, bound))) => most.is_some() && bound > 1e38,
        _ => false,
    }
}

fn bound(limit: Limit, digits: &str, (upper, exclusive, held): (bool, bool, Number)) -> bool {
    let (wants_upper, wants_exclusive) = match limit {
        Limit::Minimum => (false, false),
        Limit::ExclusiveMinimum => (false, true),
        Limit::Maximum => (true, false),
        Limit::ExclusiveMaximum => (true, true),
        _ => return false,
    };
    if upper != wants_upper {
        return false;
    }
    // A held bound of the same value holds if it excludes the end where that is asked for; a tighter one always does.
    (same(held, digits) && (exclusive || !wants_exclusive)) || is_tighter(held, digits, upper)
}

fn same(held: Number, digits: &str) -> bool {
    match held {
        Number::Integer(held) => digits.parse::<i64>().is_ok_and(|wanted| wanted == held),
        Number::Float(held) => {
            digits.parse::<f64>().is_ok_and(|wanted| wanted.partial_cmp(&held) == Some(Ordering::Equal))
        }
    }
}

fn is_tighter(held: Number, digits: &str, upper: bool) -> bool {
    match held {
        Number::Integer(held) => {
            digits.parse::<i64>().is_ok_and(|wanted| if upper { held < wanted } else { held > wanted })
        }
        Number::Float(held) => {
            digits.parse::<f64>().is_ok_and(|wanted| if upper { held < wanted } else { held > wanted })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, Ty, is_trivial};

    #[test]
    fn a_bound_that_no_value_of_the_type_breaks_is_not_checked() {
        let trivial = |limit, digits, ty| is_trivial(limit, digits, &Ty::Int(ty));
        assert!(trivial(Limit::Minimum, "0", "u64") && trivial(Limit::Minimum, "0", "u128"));
        assert!(trivial(Limit::Maximum, "255", "u8") && !trivial(Limit::Maximum, "254", "u8"));
        // Values of the type are beyond both.
        assert!(!trivial(Limit::Maximum, "170141183460469231731687303715884105727", "u128"));
        assert!(!trivial(Limit::Maximum, "200000000000000000000000000000000000000", "u128"));
    }
}
