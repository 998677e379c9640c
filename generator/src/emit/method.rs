//! The method that starts a call: required arguments in, a request out.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{self, Parameters, Scope};
use super::{documentation, stream, structs};
use crate::model::{Group, Operation, Presence};

pub(crate) fn method(group: &Group, operation: &Operation, example: &[String]) -> TokenStream {
    let name = tokens::ident(&operation.method);
    let ident = tokens::ident(&operation.ident);
    let request = tokens::ident(&operation.request);
    let docs = tokens::doc_attributes(&documentation::operation(operation, example));
    let deprecated = tokens::deprecated(&operation.docs);
    let Parameters { generics, arguments } = tokens::parameters(&operation.arguments(""), Scope::Crate);
    let values = values(operation);
    let (owner, client) = match &group.names {
        Some(names) => {
            let ty = tokens::ident(&names.ty);
            (quote!(super::#ty), quote!(self.client))
        }
        None => (quote!(runtime::Client), quote!(self)),
    };
    let value = if values.is_empty() { quote!(#ident {}) } else { quote!(#ident { #(#values),* }) };
    let start = if stream::is_chosen(operation) {
        quote! {
            let mut operation = #value;
            operation.ask_for_stream(false);
            #client.request(operation)
        }
    } else {
        quote!(#client.request(#value))
    };
    quote! {
        impl<M> #owner<M> {
            #docs
            #deprecated
            pub fn #name #generics (&self, #(#arguments),*) -> #request<M> {
                #start
            }
        }
    }
}

/// The fields of the operation's struct with their values.
fn values(operation: &Operation) -> Vec<TokenStream> {
    let parameters = operation.parameters.iter().map(|parameter| {
        let field = tokens::ident(&parameter.ident);
        if let Some(constant) = parameter.initial.as_ref().filter(|_| !operation.is_switch(parameter)) {
            let value = structs::constant(constant, Scope::Crate);
            return quote!(#field: #value);
        }
        match parameter.presence {
            Presence::Optional => quote!(#field: None),
            Presence::OptionalNullable => quote!(#field: runtime::OptionalNullable::Absent),
            Presence::Required if operation.is_switch(parameter) => quote!(#field: false),
            Presence::RequiredNullable if operation.is_switch(parameter) => quote!(#field: None),
            _ if operation.named().is_some() => quote!(#field: required.#field),
            _ => tokens::initialized(&parameter.ident, &parameter.argument("")),
        }
    });
    let body = operation.body.iter().map(|body| {
        let field = tokens::ident(&body.ident);
        if body.required && operation.named().is_some() {
            quote!(#field: required.#field)
        } else if body.required {
            tokens::initialized(&body.ident, &body.argument(""))
        } else {
            quote!(#field: None)
        }
    });
    parameters.chain(body).collect()
}
