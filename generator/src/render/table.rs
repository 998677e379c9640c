//! Tables: macros in braces with a line for each row, as structs and enums have them. They are no Rust before they are
//! expanded, so that their text is made here, and without a syntax tree.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The text of a table; `None` for any other item.
pub(super) fn text(tokens: &TokenStream) -> Option<String> {
    let mut path = String::new();
    let mut tokens = tokens.clone().into_iter();
    loop {
        match tokens.next()? {
            TokenTree::Ident(word) => path.push_str(&word.to_string()),
            TokenTree::Punct(sign) if sign.as_char() == ':' => path.push(':'),
            TokenTree::Punct(sign) if sign.as_char() == '!' => break,
            _ => return None,
        }
    }
    match (tokens.next()?, tokens.next()) {
        (TokenTree::Group(table), None) if table.delimiter() == Delimiter::Brace => {
            Some(format!("{path}! {{\n{}}}\n", rows(table.stream())))
        }
        _ => None,
    }
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
        assert_eq!(text(&table).as_deref(), Some(rows));
        assert_eq!(text(&quote!(runtime::scalars!(A);)), None);
        assert_eq!(
            text(&quote!(
                pub struct Pet;
            )),
            None
        );
    }
}
