//! The digits of whole numbers: JSON has one kind of number, so that `1.0`, `3e0` and `1e2` are whole numbers, too.

use std::borrow::Cow;

/// The largest exponent that is written out: 128 bits have 39 digits.
const MOST_ZEROS: usize = 40;

/// Up to here floating point holds every whole number.
#[allow(dead_code, reason = "what reads numbers of any JSON needs it")]
pub(crate) const EXACT: f64 = 9_007_199_254_740_992.0;

/// The digits of a number if it is a whole one.
#[inline]
pub(crate) fn digits(number: &str) -> Option<Cow<'_, str>> {
    let (sign, plain) = number.strip_prefix('-').map_or(("", number), |plain| ("-", plain));
    let (mantissa, exponent) = plain.split_once(['e', 'E']).unwrap_or((plain, "0"));
    let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let places = places.trim_end_matches('0');
    let exponent = exponent.parse::<i64>().ok()?;
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(places) {
        return None;
    }
    // `-0`, too, which is no integer to many readers.
    if whole.bytes().chain(places.bytes()).all(|byte| byte == b'0') {
        return Some("0".into());
    }
    if exponent == 0 && places.is_empty() {
        return Some(match number.len() - sign.len() - whole.len() {
            0 => Cow::Borrowed(number),
            _ => format!("{sign}{whole}").into(),
        });
    }
    let significant = format!("{whole}{places}");
    let significant = significant.trim_start_matches('0');
    let shift = exponent.checked_sub(i64::try_from(places.len()).ok()?)?;
    let text = match usize::try_from(shift) {
        Ok(zeros) if zeros <= MOST_ZEROS => format!("{significant}{}", "0".repeat(zeros)),
        Ok(_) => return None,
        Err(_) => {
            let dropped = usize::try_from(shift.checked_neg()?).ok()?;
            let end = significant.len().checked_sub(dropped).filter(|end| *end > 0)?;
            let (kept, zeros) = significant.split_at_checked(end)?;
            zeros.bytes().all(|byte| byte == b'0').then(|| kept.to_owned())?
        }
    };
    Some(format!("{sign}{text}").into())
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn whole_numbers_however_they_are_written() {
        for (number, whole) in [
            ("7", "7"),
            ("-7.0", "-7"),
            ("3e0", "3"),
            ("1e2", "100"),
            ("-1.5E+1", "-15"),
            ("120e-1", "12"),
            ("0.0", "0"),
            ("-0.0e7", "0"),
            ("-0.0", "0"),
            ("-0", "0"),
            ("00.0", "0"),
            ("100000000000000000001.0", "100000000000000000001"),
        ] {
            assert_eq!(digits(number).as_deref(), Some(whole), "{number}");
        }
        for number in [
            "1.5",
            "1e-1",
            "12e-3",
            "1e41",
            "1e99999999999999999999",
            "",
            "-",
            "x",
            "1.x",
            "1ex",
            "0ex",
            "0.1e-9223372036854775808",
        ] {
            assert_eq!(digits(number), None, "{number}");
        }
    }
}
