//! The method that starts a call: required arguments in, a request out.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::documentation;
use super::tokens::{self, Scope};
use crate::model::{Group, Operation, Presence};

pub(crate) fn method(group: &Group, operation: &Operation, example: &[String]) -> TokenStream {
    let name = tokens::ident(&operation.method);
    let ident = tokens::ident(&operation.ident);
    let docs = tokens::doc_attributes(&documentation::operation(operation, example));
    let deprecated = tokens::deprecated(&operation.docs);
    let Signature { arguments, many, .. } = signature(operation);
    let values = values(operation);
    let (owner, client) = match &group.names {
        Some(names) => {
            let ty = tokens::ident(&names.ty);
            (quote!(super::#ty), quote!(self.client))
        }
        None => (quote!(runtime::Client), quote!(self)),
    };
    let value = if values.is_empty() { quote!(#ident {}) } else { quote!(#ident { #(#values),* }) };
    quote! {
        impl<M> #owner<M> {
            #docs
            #deprecated
            #many
            pub fn #name(&self, #(#arguments),*) -> runtime::Request<#ident, M> {
                #client.request(#value)
            }
        }
    }
}

/// What the method of an operation takes.
pub(crate) struct Signature {
    /// The arguments with their types.
    pub(crate) arguments: Vec<TokenStream>,
    /// Their names.
    pub(crate) names: Vec<Ident>,
    /// The exception for a lint where there are many.
    pub(crate) many: Option<TokenStream>,
}

pub(crate) fn signature(operation: &Operation) -> Signature {
    let all = operation.arguments("");
    let arguments: Vec<_> = all.iter().map(|argument| tokens::argument(argument, Scope::Crate)).collect();
    let names = all.iter().map(|argument| tokens::word(&argument.name)).collect();
    let many = (arguments.len() > 6)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the document requires them")]));
    Signature { arguments, names, many }
}

/// The fields of the operation's struct with their values.
fn values(operation: &Operation) -> Vec<TokenStream> {
    let parameters = operation.parameters.iter().map(|parameter| {
        let field = tokens::ident(&parameter.ident);
        match parameter.presence {
            Presence::Optional => quote!(#field: None),
            Presence::OptionalNullable => quote!(#field: runtime::OptionalNullable::Absent),
            _ => tokens::initialized(&parameter.ident, &parameter.argument("")),
        }
    });
    let body = operation.body.iter().map(|body| {
        let field = tokens::ident(&body.ident);
        if body.required {
            tokens::initialized(&body.ident, &body.argument(""))
        } else {
            quote!(#field: None)
        }
    });
    parameters.chain(body).collect()
}
