//! Literals: the one way in which values of a document become tokens.

use std::str::FromStr;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// A string literal. Control and bidirectional characters come out escaped.
pub(crate) fn string(text: &str) -> TokenStream {
    Literal::string(text).into_token_stream()
}

/// An integer literal without a suffix, with its digits in groups.
pub(crate) fn integer(value: i64) -> TokenStream {
    let digits = integer_u64(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { digits }
}

/// A float literal from thousandths: 1500 is `1.5`.
pub(crate) fn thousandths(value: u64) -> TokenStream {
    let text = format!("{}.{:03}", value / 1_000, value % 1_000);
    let trimmed = text.trim_end_matches('0');
    let text = if trimmed.ends_with('.') { format!("{trimmed}0") } else { trimmed.to_owned() };
    match Literal::from_str(&text) {
        Ok(literal) => literal.into_token_stream(),
        Err(_) => Literal::u64_unsuffixed(value / 1_000).into_token_stream(),
    }
}

/// A finite float literal without a suffix.
pub(crate) fn float(value: f64) -> TokenStream {
    let size = if value.is_finite() { value.abs() } else { f64::MAX };
    let literal = Literal::f64_unsuffixed(size);
    if value < 0.0 { quote!(-#literal) } else { literal.into_token_stream() }
}

/// An integer literal without a suffix, with its digits in groups.
pub(crate) fn integer_u64(value: u64) -> TokenStream {
    let plain = value.to_string();
    if plain.len() < 5 {
        return Literal::u64_unsuffixed(value).into_token_stream();
    }
    let mut grouped = String::new();
    for (index, digit) in plain.chars().enumerate() {
        if index > 0 && (plain.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    match Literal::from_str(&grouped) {
        Ok(literal) => literal.into_token_stream(),
        Err(_) => Literal::u64_unsuffixed(value).into_token_stream(),
    }
}
