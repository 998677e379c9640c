//! Tables: macros in braces with a line for each row, as structs and enums have them. Their rows are no Rust before they are
//! expanded, so that `prettyplease` would fill lines with them like a paragraph.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Macro, MacroDelimiter};

/// The text of a table; `None` for another macro.
pub(super) fn text(item: &Macro) -> Option<String> {
    let MacroDelimiter::Brace(_) = item.delimiter else { return None };
    let path = item.path.to_token_stream().to_string().replace(' ', "");
    Some(format!("{path}! {{\n{}}}\n", rows(item.tokens.clone())))
}

/// A line for each row; a semicolon ends it.
fn rows(table: TokenStream) -> String {
    let (mut text, mut row) = (String::new(), String::new());
    // The sign that the next one belongs to, as the first `:` of `::`.
    let mut joint = String::new();
    let mut open = true;
    for token in table {
        let mut piece = std::mem::take(&mut joint);
        piece.push_str(&token.to_string());
        if matches!(&token, TokenTree::Punct(sign) if sign.spacing() == Spacing::Joint) {
            joint = piece;
            continue;
        }
        if !open && !matches!(piece.as_str(), "," | ";" | ":" | "::" | "<" | ">") {
            row.push(' ');
        }
        row.push_str(&piece);
        open = matches!(piece.as_str(), "::" | "<" | "-");
        if piece == ";" {
            text.push_str("    ");
            text.push_str(&std::mem::take(&mut row));
            text.push('\n');
            open = true;
        }
    }
    text.push_str(&row);
    text
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::text;

    #[test]
    fn each_row_has_a_line() {
        let text = |tokens| text(&syn::parse2::<syn::ItemMacro>(tokens).unwrap().mac);
        let table = quote! {
            runtime::fields::object! {
                struct Pet, length 2;
                "id" => id: required or "-1" as runtime::Only<true>, read_only;
                Minus => -5;
                .. => rest;
            }
        };
        let rows = r#"runtime::fields::object! {
    struct Pet, length 2;
    "id" => id: required or "-1" as runtime::Only<true>, read_only;
    Minus => -5;
    .. => rest;
}
"#;
        assert_eq!(text(table).as_deref(), Some(rows));
        assert_eq!(text(quote!(runtime::scalars!(A);)), None);
    }
}
