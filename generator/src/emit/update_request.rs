//! `diff_to`.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{self, Scope};
use crate::model::{Presence, UpdateField, UpdateRequest, UpdateStep};

/// The method of a response's type.
pub(crate) fn method(update: &UpdateRequest) -> TokenStream {
    let request = tokens::ty(&update.request, Scope::Models);
    let mut lines = vec![
        format!(
            "The smallest [`{request}`] that turns this value into `after`: what is the same stays absent, what is"
        ),
        "gone becomes null.".to_owned(),
    ];
    for names in &update.together {
        let names: Vec<String> = names.iter().map(|name| crate::markdown::code(name)).collect();
        lines.extend([String::new(), format!("Where one of {} differs, all are set.", names.join(", "))]);
    }
    if update.null_is_absent {
        lines.extend([String::new(), "What is absent and what is null are the same.".to_owned()]);
    }
    let docs = tokens::doc_attributes(&lines);
    let fields = update.fields.iter().map(field);
    let long = (update.fields.len() > 12)
        .then(|| quote!(#[allow(clippy::too_many_lines, reason = "a few lines per property")]));
    quote! {
        #docs
        #[must_use]
        #long
        pub fn diff_to(&self, after: &Self) -> #request {
            let mut changes = #request::new();
            #(#fields)*
            changes
        }
    }
}

/// The method of the request.
pub(crate) fn is_empty() -> TokenStream {
    quote! {
        #[doc = " Whether it changes nothing, because no property is set."]
        #[must_use]
        pub fn is_empty(&self) -> bool {
            *self == Self::new()
        }
    }
}

fn field(field: &UpdateField) -> TokenStream {
    let from = tokens::ident(&field.from);
    let to = tokens::ident(&field.to);
    let here = match field.step {
        UpdateStep::Copied => quote!(after.#from),
        _ => quote!(after.#from.clone()),
    };
    let optional = match field.from_presence {
        Presence::Required => None,
        Presence::RequiredNullable | Presence::Optional => Some(here.clone()),
        Presence::OptionalNullable => Some(quote!(#here.into_option())),
    };
    let nullable = field.to_presence == Presence::OptionalNullable;
    let value = match optional {
        Some(optional) => {
            let optional = match field.step {
                UpdateStep::Copied | UpdateStep::Cloned => optional,
                UpdateStep::Into => quote!(#optional.map(Into::into)),
                UpdateStep::IntoEach => {
                    quote!(#optional.map(|items| items.into_iter().map(Into::into).collect::<Vec<_>>()))
                }
            };
            if nullable { quote!(runtime::OrNull::or_null(#optional)) } else { optional }
        }
        None => {
            let value = match field.step {
                UpdateStep::Copied | UpdateStep::Cloned => here,
                UpdateStep::Into => quote!(#here.into()),
                UpdateStep::IntoEach => quote!(#here.into_iter().map(Into::into).collect()),
            };
            if nullable { quote!(runtime::OptionalNullable::Value(#value)) } else { quote!(Some(#value)) }
        }
    };
    let compared = field.compared.iter().map(|one| {
        let field = tokens::ident(&one.field);
        if one.by_value {
            quote!(self.#field.as_option() != after.#field.as_option())
        } else {
            quote!(self.#field != after.#field)
        }
    });
    quote! {
        if #(#compared)||* {
            changes.#to = #value;
        }
    }
}
