//! Small pieces of tokens that every kind of item uses.

use proc_macro2::{Ident as TokenIdent, Span, TokenStream};
use quote::quote;

use super::literal;
use crate::markdown;
use crate::model::{Argument, Convert, Docs, Ty, Type};
use crate::names::ident::Ident;

/// An identifier; names were validated where they were made.
pub(crate) fn ident(name: &Ident) -> TokenIdent {
    word(name.as_str())
}

/// An identifier of ours.
pub(crate) fn word(text: &str) -> TokenIdent {
    match text.strip_prefix("r#") {
        Some(raw) => TokenIdent::new_raw(raw, Span::call_site()),
        None => TokenIdent::new(text, Span::call_site()),
    }
}

/// A string literal.
pub(crate) fn string(text: &str) -> TokenStream {
    literal::string(text)
}

/// `#[doc]` attributes, one per line, and `#[deprecated]`.
pub(crate) fn docs(docs: &Docs) -> TokenStream {
    let mut lines = match &docs.text {
        Some(text) => markdown::doc_lines(text),
        None => Vec::new(),
    };
    if lines.is_empty() {
        lines = vec![docs.fallback.clone()];
    }
    for fact in &docs.facts {
        lines.push(String::new());
        lines.push(format!("{fact}."));
    }
    let lines = lines.iter().map(|line| doc_line(line));
    let deprecated = deprecated(docs);
    quote!(#(#[doc = #lines])* #deprecated)
}

/// `#[deprecated]` with its reason.
pub(crate) fn deprecated(docs: &Docs) -> TokenStream {
    match docs.deprecated.as_deref() {
        None => TokenStream::new(),
        Some("") => quote!(#[deprecated]),
        Some(reason) => {
            let note = string(&markdown::plain(reason));
            quote!(#[deprecated(note = #note)])
        }
    }
}

/// `#[doc]` attributes, one per line. With [`inner_docs`] the only way into documentation.
pub(crate) fn doc_attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| doc_line(line));
    quote!(#(#[doc = #lines])*)
}

/// `#![doc]` attributes, one per line.
pub(crate) fn inner_docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| doc_line(line));
    quote!(#(#![doc = #lines])*)
}

fn doc_line(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {}", markdown::visible(line)) }
}

/// `#[cfg]` for code that any of these features turns on; nothing if there are none.
pub(crate) fn gate(features: &[String]) -> TokenStream {
    let features = features.iter().map(|name| string(name));
    match features.len() {
        0 => TokenStream::new(),
        1 => quote!(#[cfg(#(feature = #features)*)]),
        _ => quote!(#[cfg(any(#(feature = #features),*))]),
    }
}

/// Where a type is spelt: decides how types of `models` are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// In a file of `models`: siblings are imported.
    Models,
    /// Anywhere else: `models::X`.
    Crate,
}

/// A Rust type.
pub(crate) fn ty(ty: &Ty, scope: Scope) -> TokenStream {
    rust_type(&ty.spelled(""), scope)
}

/// A Rust type as it is spelt.
pub(crate) fn rust_type(ty: &Type, scope: Scope) -> TokenStream {
    let all = |types: &[Type]| types.iter().map(|ty| rust_type(ty, scope)).collect::<Vec<_>>();
    match ty {
        Type::Path(path, arguments) => {
            let here = path.strip_prefix("models::").filter(|_| scope == Scope::Models);
            let segments = here.unwrap_or(path).split("::").map(word);
            let path = quote!(#(#segments)::*);
            if arguments.is_empty() {
                return path;
            }
            let arguments = all(arguments);
            quote!(#path<#(#arguments),*>)
        }
        Type::Tuple(items) => {
            let items = all(items);
            quote!((#(#items,)*))
        }
        Type::Associated(name, ty) => {
            let (name, ty) = (word(name), rust_type(ty, scope));
            quote!(#name = #ty)
        }
        // The configuration's parser has checked that this is a path.
        Type::Verbatim(text) => text.parse().unwrap_or_default(),
    }
}

/// An argument in the signature of a function.
pub(crate) fn argument(argument: &Argument, scope: Scope) -> TokenStream {
    let (name, ty) = (word(&argument.name), rust_type(&argument.ty, scope));
    if argument.is_into() { quote!(#name: impl Into<#ty>) } else { quote!(#name: #ty) }
}

/// The value of a field, made of the argument.
pub(crate) fn converted(argument: &Argument) -> TokenStream {
    let name = word(&argument.name);
    argument.conversions.iter().fold(quote!(#name), |value, step| match step {
        Convert::Into => quote!(#value.into()),
        Convert::IntoVec => quote!(#value.into_vec()),
        Convert::IntoMap => quote!(#value.into_map()),
        Convert::Box => quote!(Box::new(#value)),
        Convert::BoxInside => quote!(#value.map(Box::new)),
        Convert::Some => quote!(Some(#value)),
    })
}

/// The field of a struct that is made from the argument.
pub(crate) fn initialized(field: &Ident, argument: &Argument) -> TokenStream {
    let (field, value) = (ident(field), converted(argument));
    if argument.conversions.is_empty() { quote!(#field) } else { quote!(#field: #value) }
}
