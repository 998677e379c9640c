//! `lib.rs`: the crate's front page and what it exports.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::examples::Example;
use super::{RustFile, tokens};
use crate::model::{Crate, Package};

pub(crate) fn library(model: &Crate, examples: &[Example]) -> RustFile<'static> {
    let package = &model.package;
    let docs = if model.client.is_some() { operations(model) } else { Vec::new() };
    let docs = tokens::inner_docs(&docs);
    let readme_path = readme_path(package);
    let root = front(package, &readme_path, &docs);
    let allowed = allowed(package);
    let rules = (!model.definitions.is_empty()).then(|| {
        quote!(
            mod rules;
        )
    });
    let answers = model.checks_answers.then(|| {
        quote!(
            mod answers;
        )
    });
    let webhooks = (!model.received.types.is_empty()).then(|| {
        let gate = tokens::gate(&model.received.features);
        quote!(#gate pub mod webhooks;)
    });
    let has_client = model.client.is_some();
    let of_client = |module| has_client.then_some(module);
    let runtime = match package.module {
        // That of the crate has the rest.
        Some(_) => quote!(
            pub mod runtime;
        ),
        None => runtime_module(has_client),
    };
    let modules = [
        of_client(quote!(
            mod client;
        )),
        of_client(quote!(
            pub mod errors;
        )),
        Some(quote!(
            pub mod models;
        )),
        of_client(quote!(
            pub mod operations;
        )),
        answers,
        rules,
        Some(runtime),
        webhooks,
    ];
    let modules = modules.into_iter().flatten().map(|module| quote!(#(#allowed)* #module));
    let mut items = vec![root];
    items.extend(modules);
    items.extend(if has_client { of_the_client() } else { of_types() });
    if !package.included {
        items.push(readme(examples, &readme_path));
    }
    RustFile::new("src/lib.rs".to_owned(), items)
}

/// `README.md` as the source of the front page names it.
fn readme_path(package: &Package) -> String {
    match &package.module {
        Some(module) => format!("../../{module}/README.md"),
        None => "../README.md".to_owned(),
    }
}

/// The attributes of the front page; of a module those alone that say what is in it.
pub(super) fn front(package: &Package, readme: &str, docs: &TokenStream) -> TokenStream {
    if package.included {
        return TokenStream::new();
    }
    let limit = package.recursion_limit.map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let of_crate = package.module.is_none().then(|| {
        let lints = lints();
        let lints = lints.iter().map(|lint| quote!(#![allow(#lint)]));
        quote!(#limit #![forbid(unsafe_code)] #(#lints)*)
    });
    quote! {
        // Its examples are compiled below, where all features that they need are on.
        #![cfg_attr(not(doctest), doc = include_str!(#readme))]
        #docs
        #of_crate
    }
}

/// What the modules of the root allow where it has no attributes.
pub(super) fn allowed(package: &Package) -> Vec<TokenStream> {
    let is_bare = package.included && package.module.is_none();
    lints().iter().filter(|_| is_bare).map(|lint| quote!(#[allow(#lint)])).collect()
}

/// The module of the one runtime.
pub(super) fn runtime_module(has_client: bool) -> TokenStream {
    let unused = (!has_client).then(|| quote!(#[allow(dead_code, reason = "a client would use the rest")]));
    quote!(#unused pub mod runtime;)
}

/// What types alone export.
fn of_types() -> Vec<TokenStream> {
    vec![quote!(
        pub use runtime::{DecodeError, Null, OptionalNullable, OrNull, Unknown};
    )]
}

/// What a crate with a client exports.
fn of_the_client() -> Vec<TokenStream> {
    vec![
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
    ]
}

/// What lints and the compiler do not ask of generated code.
fn lints() -> [TokenStream; 2] {
    [
        quote! {
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
        },
        quote!(deprecated, reason = "deprecated parts of the document are still served"),
    ]
}

/// The most operations that the front page names one by one.
const MANY_OPERATIONS: usize = 60;

/// Where the operations are in the documentation.
fn operations(model: &Crate) -> Vec<String> {
    let groups = || model.groups.iter().filter(|group| !group.operations.is_empty());
    let many = groups().map(|group| group.operations.len()).sum::<usize>() > MANY_OPERATIONS;
    let mut lines = vec![String::new(), "## In this documentation".to_owned(), String::new()];
    for group in groups() {
        let (title, home) = match &group.names {
            Some(names) => {
                let home = format!("operations::{}::{}", group.module.as_str(), names.ty.as_str());
                (format!("[`client.{}()`]({home})", names.accessor.as_str()), home)
            }
            None => ("[`client`](runtime::Client)".to_owned(), "runtime::Client".to_owned()),
        };
        let methods = group.operations.iter().map(|operation| {
            let method = operation.method.bare();
            format!("[`{method}`]({home}::{method})")
        });
        let methods: Vec<String> = if many { Vec::new() } else { methods.collect() };
        let joint = if methods.is_empty() { "" } else { ": " };
        lines.push(format!("- {title}{joint}{}", methods.join(", ")));
    }
    if !model.received.types.is_empty() {
        // No link: the module is there on demand.
        let feature = match model.received.features.first().filter(|_| model.package.module.is_some()) {
            Some(feature) => format!("`{feature}`"),
            None => "of that name".to_owned(),
        };
        lines.push(format!(
            "- `webhooks`: the types of what the API sends to its users, behind the feature {feature}"
        ));
    }
    lines.extend([
        "- [`models`]: the types of the document; [`errors`]: the error answers of each operation".to_owned(),
        "- [`runtime::ClientBuilder`]: all settings of a client, its hooks and transports; \
         [`runtime::Request`]: those of any call. What the method of an operation returns, such as the request of a \
         list, has a page with its own setters"
            .to_owned(),
        "- [`Error`], [`Response`], [`RetryPolicy`], [`OptionalNullable`]".to_owned(),
    ]);
    lines
}

/// Compiles the examples of `README.md` with the documentation's, where all features that they need are on.
fn readme(examples: &[Example], path: &str) -> TokenStream {
    let features: BTreeSet<&String> = examples.iter().flat_map(|example| &example.features).collect();
    let features: Vec<_> = features.into_iter().map(|name| tokens::string(name)).collect();
    let condition =
        if features.is_empty() { quote!(doctest) } else { quote!(all(doctest, #(feature = #features),*)) };
    quote! {
        #[cfg(#condition)]
        #[doc = include_str!(#path)]
        struct Readme;
    }
}
