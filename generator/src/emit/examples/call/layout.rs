//! Rust statements in lines, as the standard formatter breaks them.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

/// Lays statements out; `None` if they are no Rust, which is a mistake of ours.
pub(crate) fn lay_out(statements: &TokenStream) -> Option<Vec<String>> {
    let file: syn::File = syn::parse2(quote!(async fn example() { #statements })).ok()?;
    let text = prettyplease::unparse(&file);
    let mut lines: Vec<String> =
        text.lines().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect();
    lines.pop();
    (!lines.is_empty()).then(|| lines.split_off(1))
}

/// Laid out statements as the inside of a block.
pub(crate) fn joined(statements: &TokenStream, indent: usize) -> Option<String> {
    let space = " ".repeat(indent);
    let mut text = String::new();
    for line in lay_out(statements)? {
        let _ = writeln!(text, "{space}{line}");
    }
    Some(text)
}
