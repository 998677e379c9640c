//! `lib.rs`: the crate's front page and what it exports.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::examples::Example;
use super::{RustFile, tokens};
use crate::markdown;
use crate::model::Crate;

pub(crate) fn library(model: &Crate, examples: &[Example]) -> RustFile {
    let package = &model.package;
    let mut lines = vec![markdown::plain(&package.title)];
    if let Some(about) = &package.about {
        lines.push(String::new());
        lines.extend(markdown::doc_lines(about));
    }
    let docs = tokens::inner_docs(&lines);
    let limit = package.recursion_limit.map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let mut items = vec![
        quote! {
            #docs
            #limit
            #![forbid(unsafe_code)]
            #![allow(
                clippy::doc_markdown,
                clippy::enum_variant_names,
                clippy::struct_field_names,
                clippy::large_enum_variant,
                clippy::type_complexity,
                clippy::module_name_repetitions,
                clippy::module_inception,
                clippy::disallowed_names,
                clippy::should_implement_trait,
                clippy::match_overlapping_arm,
                clippy::unreadable_literal,
                clippy::many_single_char_names,
                clippy::similar_names,
                clippy::semicolon_if_nothing_returned,
                reason = "names, shapes and descriptions are the document's, the layout is prettyplease's"
            )]
            #![allow(deprecated, reason = "deprecated parts of the document are still served")]
        },
        quote!(
            mod client;
        ),
        quote!(
            pub mod errors;
        ),
        quote!(
            pub mod models;
        ),
        quote!(
            pub mod operations;
        ),
        if model.definitions.is_empty() {
            TokenStream::new()
        } else {
            quote!(
                mod rules;
            )
        },
        quote!(
            pub mod runtime;
        ),
        quote! {
            pub use runtime::{ApiError, Error, Null, OptionalNullable, OrNull, Response, RetryPolicy, Unknown};
        },
        quote! {
            #[doc = " A client whose calls are futures."]
            pub type Client = runtime::Client;
        },
        quote! {
            #[doc = " Builds a [`Client`]."]
            pub type ClientBuilder = runtime::ClientBuilder;
        },
        quote! {
            #[doc = " The client whose calls block the thread; everything else is the same."]
            #[cfg(feature = "blocking")]
            pub mod blocking {
                #[doc = " A client whose calls block."]
                pub type Client = crate::runtime::Client<crate::runtime::Blocking>;
                #[doc = " Builds a [`Client`]."]
                pub type ClientBuilder = crate::runtime::ClientBuilder<crate::runtime::Blocking>;
            }
        },
    ];
    items.push(readme(examples));
    RustFile { path: "src/lib.rs".to_owned(), items }
}

/// Compiles the examples of `README.md` with the documentation's, where all features that they need are on.
fn readme(examples: &[Example]) -> TokenStream {
    let features: BTreeSet<&String> = examples.iter().flat_map(|example| &example.features).collect();
    let features: Vec<_> = features.into_iter().map(|name| tokens::string(name)).collect();
    let condition =
        if features.is_empty() { quote!(doctest) } else { quote!(all(doctest, #(feature = #features),*)) };
    quote! {
        #[cfg(#condition)]
        #[doc = include_str!("../README.md")]
        struct Readme;
    }
}
