//! Rust statements in lines, as the standard formatter breaks them.

/// Lays statements out; `None` if they are no Rust, which is a mistake of ours.
#[allow(
    clippy::disallowed_methods,
    reason = "made of our identifiers and of literals, never of text of a document"
)]
pub(crate) fn lay_out(statements: &str) -> Option<Vec<String>> {
    let file = syn::parse_str::<syn::File>(&format!("async fn example() {{ {statements} }}")).ok()?;
    let text = prettyplease::unparse(&file);
    let mut lines: Vec<String> =
        text.lines().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect();
    lines.pop();
    (!lines.is_empty()).then(|| lines.split_off(1))
}

/// Laid out statements as the inside of a block.
pub(crate) fn joined(statements: &str, indent: usize) -> Option<String> {
    let space = " ".repeat(indent);
    let lines = lay_out(statements)?;
    Some(lines.iter().flat_map(|line| [space.as_str(), line, "\n"]).collect())
}
