//! Small pieces of tokens that every kind of item uses.

use proc_macro2::{Ident as TokenIdent, Span, TokenStream};
use quote::quote;

use super::literal;
use crate::internal::Expected as _;
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
    if lines.is_empty() && !docs.fallback.is_empty() {
        lines = vec![docs.fallback.clone()];
    }
    for fact in &docs.facts {
        if !lines.is_empty() {
            lines.push(String::new());
        }
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

/// The type parameter of an argument of several kinds. No type of `models` is called so.
const KIND: &str = "As";

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
        Type::Verbatim(text) => text.parse().ok().expected("a mapped type is no type").unwrap_or_default(),
    }
}

/// What a function takes: its generics and its arguments.
pub(crate) struct Parameters {
    /// `<As, As2>`, or nothing.
    pub(crate) generics: TokenStream,
    /// The arguments with their types.
    pub(crate) arguments: Vec<TokenStream>,
}

/// The signature of a function. One of several kinds of argument has a type parameter, `As`, which says of which kind
/// it is: the compiler finds it out.
pub(crate) fn parameters(arguments: &[Argument], scope: Scope) -> Parameters {
    let mut kinds = Vec::new();
    let arguments = arguments.iter().map(|argument| {
        let (name, ty) = (word(&argument.name), rust_type(&argument.ty, scope));
        let Some(bound) = argument.way.bound().map(word) else { return quote!(#name: #ty) };
        if !argument.way.takes_option() {
            return quote!(#name: impl #bound<#ty>);
        }
        let kind = match kinds.len() {
            0 => word(KIND),
            before => word(&format!("{KIND}{}", before + 1)),
        };
        kinds.push(kind.clone());
        quote!(#name: impl runtime::#bound<#ty, #kind>)
    });
    let arguments = arguments.collect();
    Parameters {
        generics: if kinds.is_empty() { TokenStream::new() } else { quote!(<#(#kinds),*>) },
        arguments,
    }
}

/// A setter: what it takes, and the statements that set `place`.
pub(crate) fn setter(argument: &Argument, place: &TokenStream, scope: Scope) -> (Parameters, TokenStream) {
    let value = converted(argument);
    let set = if argument.way.is_optional() {
        quote!(runtime::Settable::set(&mut #place, #value);)
    } else {
        quote!(#place = #value;)
    };
    (parameters(std::slice::from_ref(argument), scope), set)
}

/// The value of a field, made of the argument.
pub(crate) fn converted(argument: &Argument) -> TokenStream {
    let name = word(&argument.name);
    let given = match argument.way {
        Way::Plain => quote!(#name),
        Way::Into => quote!(#name.into()),
        Way::IntoNullable => quote!(#name.into_nullable()),
        Way::IntoOptional => quote!(#name.into_optional()),
        Way::IntoOptionalNullable => quote!(#name.into_optional_nullable()),
    };
    let inside = argument.way.takes_option();
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
