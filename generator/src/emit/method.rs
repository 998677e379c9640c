//! The method that starts a call: required arguments in, a request out.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::operation::body_ty;
use super::tokens::{self, Scope};
use crate::model::{Group, Operation};

pub(crate) fn method(group: &Group, operation: &Operation) -> TokenStream {
    let name = tokens::ident(&operation.method);
    let ident = tokens::ident(&operation.ident);
    let docs = tokens::doc_attributes(&operation.documentation());
    let deprecated = tokens::deprecated(&operation.docs);
    let Taken { arguments, values, many, .. } = taken(operation);
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
pub(crate) struct Taken {
    /// The arguments with their types.
    pub(crate) arguments: Vec<TokenStream>,
    /// Their names.
    pub(crate) fields: Vec<Ident>,
    /// All fields of the operation's struct with their values.
    pub(crate) values: Vec<TokenStream>,
    /// The exception for a lint where there are many.
    pub(crate) many: Option<TokenStream>,
}

pub(crate) fn taken(operation: &Operation) -> Taken {
    let (mut arguments, mut fields, mut values) = (Vec::new(), Vec::new(), Vec::new());
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
            values.push(if field == value.to_string() { quote!(#field) } else { quote!(#field: #value) });
            fields.push(field);
        } else if parameter.nullable {
            values.push(quote!(#field: runtime::OptionalNullable::Absent));
        } else {
            values.push(quote!(#field: None));
        }
    }
    if let Some(body) = &operation.body {
        let field = tokens::ident(&body.ident);
        if body.required {
            let ty = body_ty(body);
            arguments.push(quote!(#field: impl Into<#ty>));
            values.push(quote!(#field: #field.into()));
            fields.push(field);
        } else {
            values.push(quote!(#field: None));
        }
    }
    let many = (arguments.len() > 6)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the document requires them")]));
    Taken { arguments, fields, values, many }
}
