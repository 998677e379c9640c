//! Groups: the types behind `client.guardrails()` and their methods.

use proc_macro2::TokenStream;
use quote::quote;

use super::RustFile;
use super::operation::body_ty;
use super::tokens::{self, Scope};
use crate::model::{Crate, Group, Operation};

/// `operations/mod.rs`.
pub(crate) fn operations_module(model: &Crate) -> RustFile {
    let mut items =
        vec![quote!(#![doc = " The API's operations, one folder per tag and one file per operation."])];
    for group in &model.groups {
        let module = tokens::ident(&group.module);
        items.push(quote!(pub mod #module;));
    }
    RustFile { path: "src/operations/mod.rs".to_owned(), items }
}

/// `operations/<group>/mod.rs`.
pub(crate) fn group(group: &Group) -> RustFile {
    let docs = group.docs.text.as_deref().map(super::doc::doc_lines).filter(|lines| !lines.is_empty());
    let docs = docs.unwrap_or_else(|| vec![group.docs.fallback.clone()]);
    let lines = docs.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let mut items: Vec<TokenStream> = vec![quote!(#(#![doc = #lines])*)];
    let deprecated = group.operations.iter().any(|operation| operation.docs.deprecated.is_some());
    if deprecated {
        items.push(
            quote!(#![allow(deprecated, reason = "deprecated parts of the document are still served")]),
        );
    }
    for operation in &group.operations {
        let module = tokens::ident(&operation.module);
        items.push(quote!(pub mod #module;));
    }
    for operation in &group.operations {
        let module = tokens::ident(&operation.module);
        let ident = tokens::ident(&operation.ident);
        items.push(quote!(pub use #module::#ident;));
    }
    if group.operations.iter().any(needs_models) {
        items.push(quote!(
            use crate::models;
        ));
    }
    items.push(quote!(
        use crate::runtime::{Client, Request};
    ));
    items.extend(handle(group));
    let methods = group.operations.iter().map(|operation| method(group, operation));
    match &group.names {
        Some(names) => {
            let ty = tokens::ident(&names.ty);
            items.push(quote!(impl<M> #ty<M> { #(#methods)* }));
        }
        None => items.push(quote!(impl<M> Client<M> { #(#methods)* })),
    }
    RustFile { path: format!("src/operations/{}/mod.rs", group.module.as_str()), items }
}

/// The struct that carries the client, and the client's method that makes it.
fn handle(group: &Group) -> Vec<TokenStream> {
    let Some(names) = &group.names else { return Vec::new() };
    let ty = tokens::ident(&names.ty);
    let accessor = tokens::ident(&names.accessor);
    let docs = tokens::docs(&group.docs);
    vec![
        quote! {
            #docs
            #[derive(Debug, Clone)]
            pub struct #ty<M = crate::runtime::Async> {
                client: Client<M>,
            }
        },
        quote! {
            impl<M> Client<M> {
                #docs
                #[must_use]
                pub fn #accessor(&self) -> #ty<M> {
                    #ty { client: self.clone() }
                }
            }
        },
    ]
}

fn needs_models(operation: &Operation) -> bool {
    let mut named = std::collections::BTreeSet::new();
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    required.for_each(|parameter| tokens::named(&parameter.ty, &mut named));
    if let Some(body) = operation.body.as_ref().filter(|body| body.required)
        && let crate::model::BodyKind::One(content) = &body.kind
    {
        tokens::named(&content.ty, &mut named);
    }
    !named.is_empty()
}

fn method(group: &Group, operation: &Operation) -> TokenStream {
    let name = tokens::ident(&operation.method);
    let ident = tokens::ident(&operation.ident);
    let docs = tokens::doc_attributes(&operation.documentation());
    let deprecated = tokens::deprecated(&operation.docs);
    let mut arguments = Vec::new();
    let mut fields = Vec::new();
    for parameter in &operation.parameters {
        let field = tokens::ident(&parameter.ident);
        if parameter.required {
            let argument = if parameter.nullable {
                let ty = tokens::ty(&parameter.full(), Scope::Crate);
                tokens::Argument { ty: quote!(impl Into<#ty>), value: quote!(#field.into()) }
            } else {
                tokens::argument(&parameter.ty, &field, Scope::Crate)
            };
            let (ty, value) = (argument.ty, argument.value);
            arguments.push(quote!(#field: #ty));
            fields.push(if value.to_string() == field.to_string() {
                quote!(#field)
            } else {
                quote!(#field: #value)
            });
        } else if parameter.nullable {
            fields.push(quote!(#field: crate::runtime::OptionalNullable::Absent));
        } else {
            fields.push(quote!(#field: None));
        }
    }
    if let Some(body) = &operation.body {
        let field = tokens::ident(&body.ident);
        if body.required {
            let ty = match &body.kind {
                crate::model::BodyKind::One(_) => body_ty(body),
                crate::model::BodyKind::Several { ident, .. } => {
                    let module = tokens::ident(&operation.module);
                    let ident = tokens::ident(ident);
                    quote!(#module::#ident)
                }
            };
            arguments.push(quote!(#field: impl Into<#ty>));
            fields.push(quote!(#field: #field.into()));
        } else {
            fields.push(quote!(#field: None));
        }
    }
    let many = (arguments.len() > 6)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the document requires them")]));
    let client = if group.names.is_some() { quote!(self.client) } else { quote!(self) };
    let value = if fields.is_empty() { quote!(#ident {}) } else { quote!(#ident { #(#fields),* }) };
    quote! {
        #docs
        #deprecated
        #many
        pub fn #name(&self, #(#arguments),*) -> Request<#ident, M> {
            #client.request(#value)
        }
    }
}
