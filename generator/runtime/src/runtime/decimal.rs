//! `Decimal`: a number by its digits, so that 0.3 is a multiple of 0.1 and 2^53 + 1 is not 2^53.

use super::Checks;
use std::{cmp::Ordering, fmt::Display};

/// `multipleOf` of a number that may have a fraction.
pub fn multiple_of<T: Display>(checks: &mut Checks, value: T, step: T) {
    let (number, divisor) = (Decimal::parse(&value.to_string()), Decimal::parse(&step.to_string()));
    // What is no number in JSON is a multiple of none.
    if !matches!((number, divisor), (Some(number), Some(step)) if number.is_multiple_of(&step)) {
        checks.fail("multipleOf", format!("must be a multiple of {step}, is {value}"));
    }
}

/// Zeros that are followed when dividing; a number of more is none that anyone means.
const MOST_ZEROS: i64 = 5_000;

/// Its digits, without zeros at either end, times a power of ten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// The number of a JSON text.
    #[must_use]
    #[inline]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (rest, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all: Option<Vec<u8>> = whole
            .bytes()
            .chain(fraction.bytes())
            .map(|byte| byte.is_ascii_digit().then(|| byte - b'0'))
            .collect();
        let mut digits = all.filter(|digits| !digits.is_empty())?;
        let mut exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        while digits.last() == Some(&0) {
            digits.pop();
            exponent = exponent.checked_add(1)?;
        }
        let leading = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..leading);
        if digits.is_empty() {
            return Some(Self { negative: false, digits, exponent: 0 });
        }
        Some(Self { negative, digits, exponent })
    }

    /// It has no fraction.
    #[must_use]
    #[inline]
    pub fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// The power of ten above its first digit.
    #[inline]
    fn magnitude(&self) -> i64 {
        self.exponent.saturating_add(i64::try_from(self.digits.len()).unwrap_or(i64::MAX))
    }

    /// True if it is `step` times a whole number; also where that takes too long to find out.
    #[must_use]
    #[inline]
    pub fn is_multiple_of(&self, step: &Self) -> bool {
        let divisor = step.digits.iter().try_fold(0_u128, |value, digit| {
            value.checked_mul(10)?.checked_add(u128::from(*digit)).filter(|value| *value < u128::MAX / 10)
        });
        let Some(divisor) = divisor.filter(|divisor| *divisor > 0) else { return true };
        if self.digits.is_empty() {
            return true;
        }
        let zeros = self.exponent.saturating_sub(step.exponent);
        // Its last digit is no zero, so that no power of ten divides it.
        if zeros < 0 {
            return false;
        }
        let zeros = usize::try_from(zeros.min(MOST_ZEROS)).unwrap_or_default();
        let digits = self.digits.iter().copied().chain(std::iter::repeat_n(0, zeros));
        digits.fold(0, |rest, digit| (rest * 10 + u128::from(digit)) % divisor) == 0
    }
}

impl PartialOrd for Decimal {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| i8::from(!number.digits.is_empty()) * if number.negative { -1 } else { 1 };
        let size = || match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            _ => self.magnitude().cmp(&other.magnitude()).then_with(|| self.digits.cmp(&other.digits)),
        };
        sign(self).cmp(&sign(other)).then_with(|| if self.negative { size().reverse() } else { size() })
    }
}
