//! Numbers by their digits: what fits which type, without a detour through floating point.

use serde_json::{Number, Value};

use crate::document::schema::{Listed, Type};
use crate::raw::{Content, Node};

/// The most places that an exponent may move the point; beyond, a number is no integer of interest.
const MAX_EXPONENT: i64 = 60;

/// The digits before the exponent without sign and point, and the power of ten they are multiplied with. Neither
/// leading nor trailing zeros are left; zero has no digits.
fn parts(text: &str) -> Option<(bool, String, i64)> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.trim_start_matches('+').parse::<i64>().ok()?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let significant = digits.trim_end_matches('0');
    let dropped = i64::try_from(digits.len() - significant.len()).ok()?;
    let exponent = if significant.is_empty() { 0 } else { exponent.checked_add(dropped)? };
    Some((negative, significant.trim_start_matches('0').to_owned(), exponent))
}

/// The value of a number that is whole, whatever its spelling: `12`, `1.0`, `1E2`.
pub(super) fn integer(text: &str) -> Option<i128> {
    let (negative, mut digits, exponent) = parts(text)?;
    if !(0..=MAX_EXPONENT).contains(&exponent) {
        return None;
    }
    digits.extend(std::iter::repeat_n('0', usize::try_from(exponent).ok()?));
    let value: i128 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    Some(if negative { -value } else { value })
}

/// The value as a float, if the float has the same digits.
pub(super) fn float(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok()?;
    let same = value.is_finite() && parts(&value.to_string())? == parts(text)?;
    same.then_some(value)
}

/// The number of a JSON value, if it has 64 bits.
fn exact(text: &str) -> Option<Number> {
    let whole = integer(text).and_then(|value| {
        i64::try_from(value).map(Number::from).or_else(|_| u64::try_from(value).map(Number::from)).ok()
    });
    whole.or_else(|| float(text).and_then(Number::from_f64))
}

/// A value of `enum` or `const`, with its number exactly.
pub(super) fn listed(node: Node<'_>) -> Listed {
    match node.content() {
        Content::Number(text) => match exact(text) {
            Some(number) => Listed::Value(Value::Number(number)),
            None => Listed::Wide(text.to_string()),
        },
        _ => Listed::Value(node.to_json()),
    }
}

/// True if a JSON value of 64-bit numbers cannot hold a number of this value.
pub(super) fn is_lossy(text: &str) -> bool {
    exact(text).is_none()
}

/// One spelling for numbers of one value, as far as 64 bits hold it: `1` for `1.0`. Others keep theirs.
pub(super) fn normal(text: &str, kind: Option<Type>) -> String {
    let whole = integer(text).and_then(|value| i64::try_from(value).ok()).map(|value| value.to_string());
    let float = || float(text).filter(|_| kind != Some(Type::Integer)).map(|value| value.to_string());
    whole.or_else(float).unwrap_or_else(|| text.to_owned())
}

/// Orders numbers by their value, as exactly as floats can.
pub(super) fn is_less(a: &str, b: &str) -> bool {
    match (integer(a), integer(b)) {
        (Some(a), Some(b)) => a < b,
        _ => a.parse::<f64>().unwrap_or(0.0) < b.parse::<f64>().unwrap_or(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_found_in_every_spelling() {
        let cases = [("12", 12), ("-0", 0), ("1.0", 1), ("1E2", 100), ("1.50e1", 15), ("0e999999", 0)];
        for (text, value) in cases {
            assert_eq!(integer(text), Some(value), "{text}");
        }
        for text in ["1.5", "1e-1", "1e400", "1e99999999999999999999", "abc", ""] {
            assert_eq!(integer(text), None, "{text}");
        }
    }

    #[test]
    fn floats_keep_their_digits_or_are_none() {
        assert_eq!(float("0.1"), Some(0.1));
        assert_eq!(float("-9223372036854776000"), Some(-9_223_372_036_854_776_000.0));
        assert_eq!(float("9007199254740993"), None);
        assert_eq!(float("1e400"), None);
    }
}
