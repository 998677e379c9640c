//! Integers beyond 64 bits: the values that a schema speaks of choose the type.

use serde_json::Value;

use crate::document::schema::{Listed, SchemaObject};

/// What tools write that keep the bounds of 64-bit integers in floating point.
const ROUNDED_I64: [u128; 2] = [9_223_372_036_854_775_808, 9_223_372_036_854_776_000];
const ROUNDED_U64: [u128; 2] = [18_446_744_073_709_551_616, 18_446_744_073_709_552_000];

/// The format of an integer: its own, or one that holds what its limits, values and default say.
pub(crate) fn format(declared: &SchemaObject) -> Option<String> {
    if declared.format.is_some() {
        return declared.format.clone();
    }
    let limits = &declared.constraints;
    let shown = declared.meta.default.iter().chain(&declared.meta.examples);
    let listed = declared.values.iter().flatten().filter_map(|value| match value {
        Listed::Wide(digits) => Some(digits.clone()),
        Listed::Value(value) => digits(value),
    });
    let bounds = [&limits.minimum, &limits.maximum].into_iter().flatten().cloned();
    let mut need = Need::default();
    for text in bounds {
        need.add(&text, true);
    }
    // A limit says what is meant; of a value nobody knows whether its negative is one, too.
    let minimum = limits.minimum.as_deref().is_some_and(|text| !text.starts_with('-'));
    need.negative |= !need.beyond_i64 && !minimum;
    for text in listed.chain(shown.filter_map(digits)).chain(declared.meta.default_digits.clone()) {
        need.add(&text, false);
    }
    need.format().map(str::to_owned)
}

/// The digits of a whole number. What is none is no integer, and chooses no type.
fn digits(value: &Value) -> Option<String> {
    let whole = |number: &&serde_json::Number| number.as_f64().is_none_or(|float| float.fract() == 0.0);
    value.as_number().filter(whole).map(crate::integer::digits)
}

/// What the type of an integer must hold.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "facts, each true or not")]
struct Need {
    beyond_i64: bool,
    beyond_u64: bool,
    beyond_i128: bool,
    negative: bool,
}

impl Need {
    fn add(&mut self, text: &str, is_bound: bool) {
        let plain = text.strip_prefix('-').unwrap_or(text);
        if plain.is_empty() || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        let Ok(value) = text.parse::<i128>() else {
            self.beyond_i128 = true;
            return;
        };
        let rounded = |known: &[u128]| is_bound && known.contains(&value.unsigned_abs());
        self.negative |= value < 0;
        self.beyond_i64 |= i64::try_from(value).is_err() && !rounded(&ROUNDED_I64);
        let small = rounded(&ROUNDED_I64) || rounded(&ROUNDED_U64);
        self.beyond_u64 |= value >= 0 && u64::try_from(value).is_err() && !small;
    }

    fn format(&self) -> Option<&'static str> {
        match self {
            Self { beyond_i128: true, .. } => Some("decimal"),
            Self { beyond_i64: false, .. } => None,
            Self { negative: true, .. } | Self { beyond_u64: true, .. } => Some("int128"),
            _ => Some("uint64"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(minimum: Option<&str>, maximum: Option<&str>) -> Option<String> {
        let mut declared = SchemaObject::default();
        declared.constraints.minimum = minimum.map(str::to_owned);
        declared.constraints.maximum = maximum.map(str::to_owned);
        format(&declared)
    }

    #[test]
    fn bounds_choose_the_smallest_type_that_holds_them() {
        assert_eq!(of(None, Some("9223372036854775807")), None);
        assert_eq!(of(Some("-9223372036854776000"), Some("9223372036854776000")), None);
        assert_eq!(of(Some("0"), Some("18446744073709551615")).as_deref(), Some("uint64"));
        assert_eq!(of(Some("0"), Some("18446744073709552000")).as_deref(), Some("uint64"));
        assert_eq!(of(Some("-1"), Some("18446744073709551615")).as_deref(), Some("int128"));
        assert_eq!(of(Some("-9223372036854775809"), None).as_deref(), Some("int128"));
        let beyond = "340282366920938463463374607431768211456";
        assert_eq!(of(None, Some(beyond)).as_deref(), Some("decimal"));
        assert_eq!(of(None, Some("1.8e308")), None);
    }
}
