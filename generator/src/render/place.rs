//! The files of a document that is a module of its crate: `crate::models` in them is `crate::pets::models`, and they are in
//! folders of that name. What is emitted knows nothing of it.

use proc_macro2::{Group, Ident, Punct, Spacing, TokenStream, TokenTree};

/// The tokens of a file, with each path from the root of the crate below the module.
pub(super) fn below(module: &str, tokens: TokenStream) -> TokenStream {
    let mut placed = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), below(module, group.stream()));
                inner.set_span(group.span());
                placed.push(TokenTree::Group(inner));
            }
            TokenTree::Ident(word) if word == "crate" => {
                let span = word.span();
                placed.push(TokenTree::Ident(word));
                // Not the one of `pub(crate)`.
                if matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':') {
                    placed.push(Punct::new(':', Spacing::Joint).into());
                    placed.push(Punct::new(':', Spacing::Alone).into());
                    placed.push(Ident::new(module, span).into());
                }
            }
            other => placed.push(other),
        }
    }
    placed.into_iter().collect()
}

/// Where a file is: sources in the folder of the module in `src`, the rest in one beside it, in which links between them lead
/// where they did.
pub(crate) fn path(module: &str, path: &str) -> String {
    match path.strip_prefix("src/") {
        Some("lib.rs") => format!("src/{module}/mod.rs"),
        Some(below) => format!("src/{module}/{below}"),
        None => format!("{module}/{path}"),
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{below, path};

    #[test]
    fn paths_from_the_root_are_below_the_module() {
        let placed =
            below("pets", quote! { pub(crate) use crate::{a, b}; fn f() { g!(crate::c::<crate::D>()) } });
        let wanted =
            quote! { pub(crate) use crate::pets::{a, b}; fn f() { g!(crate::pets::c::<crate::pets::D>()) } };
        assert_eq!(placed.to_string(), wanted.to_string());
    }

    #[test]
    fn files_are_in_folders_of_the_module() {
        assert_eq!(path("pets", "src/lib.rs"), "src/pets/mod.rs");
        assert_eq!(path("pets", "src/models/mod.rs"), "src/pets/models/mod.rs");
        assert_eq!(path("pets", "docs/README.md"), "pets/docs/README.md");
    }
}
