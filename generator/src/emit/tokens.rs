//! Small pieces of tokens that every kind of item uses.

use proc_macro2::{Ident as TokenIdent, Span, TokenStream};
use quote::quote;

use super::literal;
use crate::markdown;
use crate::model::{Argument, Convert, Docs, Ty, Type, Way};
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

/// A path of ours: `services::pets`.
pub(crate) fn path(text: &str) -> TokenStream {
    let segments = text.split("::").map(word);
    quote!(#(#segments)::*)
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
            let path = self::path(here.unwrap_or(path));
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
        Type::Reference(ty) => {
            let ty = rust_type(ty, scope);
            quote!(&#ty)
        }
        // The configuration's parser has checked that this is a path.
        Type::Verbatim(text) => text.parse().unwrap_or_default(),
    }
}

/// An argument in the signature of a function.
pub(crate) fn argument(argument: &Argument, scope: Scope) -> TokenStream {
    let (name, ty) = (word(&argument.name), rust_type(&argument.ty, scope));
    let kind = type_parameter(argument);
    match (argument.way.bound().map(word), kind) {
        (None, _) => quote!(#name: #ty),
        (Some(bound), None) => quote!(#name: impl #bound<#ty>),
        (Some(bound), Some(kind)) => quote!(#name: impl runtime::#bound<#ty, #kind>),
    }
}

/// The type parameter of a setter that takes an `Option`, too: the compiler finds out which of the two it is.
fn type_parameter(argument: &Argument) -> Option<TokenIdent> {
    argument.way.is_optional().then(|| word("As"))
}

/// A setter: its generics, its argument and the statements that set `place`.
pub(crate) fn setter(argument: &Argument, place: &TokenStream, scope: Scope) -> [TokenStream; 3] {
    let generics = type_parameter(argument).map(|kind| quote!(<#kind>));
    let value = converted(argument);
    let set = if argument.way.is_optional() {
        quote!(runtime::Settable::set(&mut #place, #value);)
    } else {
        quote!(#place = #value;)
    };
    [quote!(#generics), self::argument(argument, scope), set]
}

/// The value of a field, made of the argument.
pub(crate) fn converted(argument: &Argument) -> TokenStream {
    let name = word(&argument.name);
    let given = match argument.way {
        Way::Plain => quote!(#name),
        Way::Into => quote!(#name.into()),
        Way::IntoOptional => quote!(#name.into_optional()),
        Way::IntoOptionalNullable => quote!(#name.into_optional_nullable()),
    };
    let inside = argument.way.is_optional();
    argument.conversions.iter().fold(given, |value, step| match (step, inside) {
        (Convert::List, false) => quote!(#value.into_vec()),
        (Convert::List, true) => quote!(#value.map(runtime::List::into_vec)),
        (Convert::Entries, false) => quote!(#value.into_map()),
        (Convert::Entries, true) => quote!(#value.map(runtime::Entries::into_map)),
        (Convert::Scalar | Convert::AnyJson, false) => quote!(#value.into_inner()),
        (Convert::Scalar, true) => quote!(#value.map(runtime::Scalar::into_inner)),
        (Convert::AnyJson, true) => quote!(#value.map(runtime::AnyJson::into_inner)),
        (Convert::Box, false) => quote!(Box::new(#value)),
        (Convert::Box, true) => quote!(#value.map(Box::new)),
        (Convert::Nested, _) => quote!(#value.into_nested_option()),
    })
}

/// The field of a struct that is made from the argument.
pub(crate) fn initialized(field: &Ident, argument: &Argument) -> TokenStream {
    let (field, value) = (ident(field), converted(argument));
    if argument.way == Way::Plain && argument.conversions.is_empty() {
        quote!(#field)
    } else {
        quote!(#field: #value)
    }
}
