//! Tokens to text: item by item, a blank line between items, the header on top. The only maker of Rust text.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::emit::RustFile;

/// The text of all files. `None` after an error, which is a mistake of ours: tokens that are no Rust.
pub(crate) fn all(files: &[RustFile], report: &mut Report) -> Option<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for file in files {
        match rust(file) {
            Ok(text) => {
                texts.insert(file.path.clone(), text);
            }
            Err(message) => report.error(
                Code::NotRepresentable,
                Place::Nowhere,
                message,
                "this is a bug of the generator; please report it with the document",
            ),
        }
    }
    (!report.has_errors()).then_some(texts)
}

fn rust(file: &RustFile) -> Result<String, String> {
    let mut text = format!("// {}\n", crate::HEADER);
    let mut previous = None;
    for tokens in &file.items {
        let rendered = item(tokens.clone())
            .map_err(|error| format!("{}: emitted tokens are no Rust: {error}", file.path))?;
        let kind = kind(&rendered);
        // Runs of `mod` and `use` lines stay together.
        if previous != Some(kind) || kind == Kind::Other {
            text.push('\n');
        }
        text.push_str(&rendered);
        previous = Some(kind);
    }
    Ok(text)
}

fn item(tokens: TokenStream) -> syn::Result<String> {
    let file: syn::File = syn::parse2(tokens)?;
    Ok(prettyplease::unparse(&file))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Module,
    Use,
    Other,
}

fn kind(text: &str) -> Kind {
    let one_line = text.trim_end().lines().count() == 1;
    if one_line && (text.starts_with("mod ") || text.starts_with("pub mod ")) {
        Kind::Module
    } else if text.starts_with("use ") || text.starts_with("pub use ") {
        Kind::Use
    } else {
        Kind::Other
    }
}
