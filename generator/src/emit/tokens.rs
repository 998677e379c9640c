//! Small pieces of tokens that every kind of item uses.

use proc_macro2::{Ident as TokenIdent, Span, TokenStream};
use quote::quote;

use super::literal;
use crate::markdown;
use crate::model::{Docs, Ty};
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
        lines.push(fact.clone());
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
    let inner = |inner: &Ty| self::ty(inner, scope);
    match ty {
        Ty::Bool => quote!(bool),
        Ty::Int(name) | Ty::Float(name) => {
            let name = word(name);
            quote!(#name)
        }
        Ty::String => quote!(String),
        Ty::Json => quote!(serde_json::Value),
        Ty::Base64 => quote!(runtime::Base64),
        Ty::Upload => quote!(runtime::Upload),
        Ty::Multipart => quote!(runtime::Multipart),
        Ty::Local(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Ty::Named(name) => {
            let name = ident(name);
            match scope {
                Scope::Models => quote!(#name),
                Scope::Crate => quote!(models::#name),
            }
        }
        // The configuration's parser has checked that this is a path.
        Ty::External(path) => path.parse().unwrap_or_default(),
        Ty::Vec(item) => {
            let item = inner(item);
            quote!(Vec<#item>)
        }
        Ty::Map(value) => {
            let value = inner(value);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Ty::Tuple(items) => {
            let items = items.iter().map(inner);
            quote!((#(#items,)*))
        }
        Ty::Option(value) => {
            let value = inner(value);
            quote!(Option<#value>)
        }
        Ty::OptionalNullable(value) => {
            let value = inner(value);
            quote!(runtime::OptionalNullable<#value>)
        }
        Ty::Boxed(value) => {
            let value = inner(value);
            quote!(Box<#value>)
        }
    }
}

/// How a setter takes a value: the argument's type and the expression that makes the field's value of it.
pub(crate) struct Argument {
    pub(crate) ty: TokenStream,
    pub(crate) value: TokenStream,
}

/// A required value under the name `name`.
pub(crate) fn argument(value: &Ty, name: &TokenIdent, scope: Scope) -> Argument {
    match value {
        Ty::Bool | Ty::Int(_) | Ty::Float(_) => Argument { ty: ty(value, scope), value: quote!(#name) },
        Ty::Vec(item) => {
            let item = ty(item, scope);
            Argument { ty: quote!(impl Into<runtime::List<#item>>), value: quote!(#name.into().into_vec()) }
        }
        Ty::Map(item) => {
            let item = ty(item, scope);
            Argument {
                ty: quote!(impl Into<runtime::Entries<#item>>),
                value: quote!(#name.into().into_map()),
            }
        }
        Ty::Boxed(inner) => {
            let Argument { ty, value } = argument(inner, name, scope);
            Argument { ty, value: quote!(Box::new(#value)) }
        }
        other => {
            let other = ty(other, scope);
            Argument { ty: quote!(impl Into<#other>), value: quote!(#name.into()) }
        }
    }
}

/// An optional and nullable value under the name `name`.
pub(crate) fn optional_nullable(value: &Ty, name: &TokenIdent, scope: Scope) -> Argument {
    let (inner, boxed) = match value {
        Ty::Boxed(inner) => (&**inner, true),
        other => (other, false),
    };
    let inner = ty(inner, scope);
    let value = if boxed { quote!(#name.into().map(Box::new)) } else { quote!(#name.into()) };
    Argument { ty: quote!(impl Into<runtime::OptionalNullable<#inner>>), value }
}
