//! What a plain scalar means by the core schema of YAML 1.2.

use crate::raw::Content;

/// A scalar that has no value here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// `.nan`, `.inf`.
    NonFinite,
    /// A hexadecimal or octal number beyond 128 bits.
    TooLong,
    /// Not what its tag says.
    NotOfTag,
}

/// The value of an unquoted scalar without a tag.
pub(super) fn plain(text: &str) -> Result<Content, Fault> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Content::Null,
        "true" | "True" | "TRUE" => Content::Bool(true),
        "false" | "False" | "FALSE" => Content::Bool(false),
        _ => match number(text)? {
            Some(digits) => Content::Number(digits.into()),
            None => Content::String(text.into()),
        },
    })
}

/// The value of a scalar with a tag of the core schema (its part after `!!`).
pub(super) fn tagged(tag: &str, text: &str) -> Result<Content, Fault> {
    if tag == "str" {
        return Ok(Content::String(text.into()));
    }
    match (tag, plain(text)?) {
        ("null", value @ Content::Null)
        | ("bool", value @ Content::Bool(_))
        | ("float", value @ Content::Number(_)) => Ok(value),
        ("int", Content::Number(digits)) if !digits.contains(['.', 'e', 'E']) => Ok(Content::Number(digits)),
        _ => Err(Fault::NotOfTag),
    }
}

/// The digits of a number in JSON's spelling, `None` if the text is no number. Nothing is rounded.
fn number(text: &str) -> Result<Option<String>, Fault> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
        return Ok(None);
    }
    if let Some((digits, radix)) = based(text) {
        return match u128::from_str_radix(digits, radix) {
            Ok(value) => Ok(Some(value.to_string())),
            Err(_) => Err(Fault::TooLong),
        };
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Err(Fault::NonFinite);
    }
    Ok(decimal(unsigned).map(|digits| format!("{sign}{digits}")))
}

/// The digits and base of `0x1F` or `0o17`; neither has a sign.
fn based(text: &str) -> Option<(&str, u32)> {
    let (digits, radix) = match text.get(..2)? {
        "0x" => (text.get(2..)?, 16),
        "0o" => (text.get(2..)?, 8),
        _ => return None,
    };
    let all = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    all.then_some((digits, radix))
}

/// An unsigned decimal number (`010`, `1.`, `.5`, `1E+3`) in JSON's spelling.
fn decimal(text: &str) -> Option<String> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole)
        || !fraction.is_none_or(digits)
        || (whole.is_empty() && fraction.unwrap_or_default().is_empty())
    {
        return None;
    }
    if let Some(power) = exponent.get(1..) {
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        if power.is_empty() || !digits(power) {
            return None;
        }
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    };
    Some(match fraction {
        None => format!("{whole}{exponent}"),
        Some("") => format!("{whole}.0{exponent}"),
        Some(fraction) => format!("{whole}.{fraction}{exponent}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_text(text: &str) -> Option<String> {
        match plain(text) {
            Ok(Content::Number(digits)) => Some(digits.into()),
            _ => None,
        }
    }

    #[test]
    fn numbers_keep_their_digits_in_json_spelling() {
        let forty = "1234567890123456789012345678901234567890";
        let cases = [
            ("0", "0"),
            ("-0", "-0"),
            ("+12", "12"),
            ("010", "10"),
            ("-007", "-7"),
            ("000", "0"),
            ("1.10", "1.10"),
            ("1.", "1.0"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("1.e3", "1.0e3"),
            ("1E+3", "1E+3"),
            ("1e400", "1e400"),
            ("0x1F", "31"),
            ("0o17", "15"),
            (forty, forty),
            ("-9223372036854776000", "-9223372036854776000"),
        ];
        for (yaml, json) in cases {
            assert_eq!(number_text(yaml).as_deref(), Some(json), "{yaml}");
            let _: serde_json::Number = json.parse().unwrap_or_else(|_| serde_json::Number::from(0));
        }
    }

    #[test]
    fn texts_that_look_like_numbers_stay_texts() {
        for text in [
            "1_000",
            "12:30:45",
            "2024-01-01",
            "1.2.3",
            "0x",
            "0xG",
            "0b11",
            "-0x1F",
            "1e",
            "e5",
            "-",
            ".",
            "+",
            "+.",
            "1e+",
            "--1",
            "0o8",
            "٣",
        ] {
            assert_eq!(plain(text), Ok(Content::String(text.into())), "{text}");
        }
    }

    #[test]
    fn only_the_words_of_the_core_schema_are_special() {
        for text in
            ["on", "off", "yes", "no", "y", "n", "tRUE", "nULL", "NaN", "nan", "inf", "Infinity", "None"]
        {
            assert_eq!(plain(text), Ok(Content::String(text.into())), "{text}");
        }
        for text in ["", "~", "null", "Null", "NULL"] {
            assert_eq!(plain(text), Ok(Content::Null), "{text}");
        }
        assert_eq!(plain("True"), Ok(Content::Bool(true)));
        assert_eq!(plain("FALSE"), Ok(Content::Bool(false)));
    }

    #[test]
    fn what_json_cannot_write_is_refused() {
        for text in [".nan", ".NaN", ".NAN", ".inf", "-.inf", "+.INF", "-.Inf"] {
            assert_eq!(plain(text), Err(Fault::NonFinite), "{text}");
        }
        assert_eq!(plain(&format!("0x{}", "F".repeat(33))), Err(Fault::TooLong));
    }

    #[test]
    fn tags_of_the_core_schema_decide() {
        assert_eq!(tagged("str", "12"), Ok(Content::String("12".into())));
        assert_eq!(tagged("int", "12"), Ok(Content::Number("12".into())));
        assert_eq!(tagged("float", "12"), Ok(Content::Number("12".into())));
        assert_eq!(tagged("null", ""), Ok(Content::Null));
        for (tag, text) in [("int", "1.5"), ("int", "twelve"), ("bool", "yes"), ("null", "0"), ("seq", "a")] {
            assert_eq!(tagged(tag, text), Err(Fault::NotOfTag), "{tag} {text}");
        }
    }
}
