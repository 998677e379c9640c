//! `Debug` of what holds secrets: by hand, without them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::{Presence, Struct};

use super::tokens;

/// A field as `Debug` shows it.
pub(crate) struct Shown {
    pub(crate) ident: Ident,
    pub(crate) presence: Presence,
    pub(crate) secret: bool,
}

/// The word for `derive`, or the implementation in its place.
pub(crate) struct Debug {
    pub(crate) derive: Option<TokenStream>,
    pub(crate) implementation: Option<TokenStream>,
}

/// `Debug` of a type with these fields.
pub(crate) fn debug(name: &Ident, fields: &[Shown]) -> Debug {
    if fields.iter().all(|field| !field.secret) {
        return Debug { derive: Some(quote!(Debug,)), implementation: None };
    }
    let text = tokens::string(&name.to_string());
    let fields = fields.iter().map(|field| {
        let ident = &field.ident;
        let label = tokens::string(ident.to_string().trim_start_matches("r#"));
        match (field.secret, field.presence) {
            (false, _) => quote!(.field(#label, &self.#ident)),
            (true, Presence::Required) => quote!(.field(#label, &runtime::Redacted)),
            // Whether there is one is no secret.
            (true, _) => quote!(.field(#label, &self.#ident.as_ref().map(|_| runtime::Redacted))),
        }
    });
    let implementation = quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text) #(#fields)* .finish()
            }
        }
    };
    Debug { derive: None, implementation: Some(implementation) }
}

/// A variant as `Debug` shows it.
pub(crate) struct ShownVariant {
    pub(crate) ident: Ident,
    /// It holds a value.
    pub(crate) holds: bool,
    pub(crate) secret: bool,
}

/// `Debug` of an enum with these variants.
pub(crate) fn of_enum(name: &Ident, variants: &[ShownVariant]) -> Debug {
    if variants.iter().all(|variant| !variant.secret) {
        return Debug { derive: Some(quote!(Debug,)), implementation: None };
    }
    let arms = variants.iter().map(|variant| {
        let ident = &variant.ident;
        let label = tokens::string(&ident.to_string());
        match (variant.holds, variant.secret) {
            (false, _) => quote!(Self::#ident => f.write_str(#label),),
            (true, false) => quote!(Self::#ident(value) => f.debug_tuple(#label).field(value).finish(),),
            (true, true) => {
                quote!(Self::#ident(_) => f.debug_tuple(#label).field(&runtime::Redacted).finish(),)
            }
        }
    });
    let implementation = quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self { #(#arms)* }
            }
        }
    };
    Debug { derive: None, implementation: Some(implementation) }
}

/// The fields of a struct, and the one for all other properties.
pub(crate) fn of_struct(object: &Struct) -> Vec<Shown> {
    let fields = object.fields.iter().map(|field| Shown {
        ident: tokens::ident(&field.ident),
        presence: field.presence,
        secret: field.secret,
    });
    let extra = object.extra.iter().map(|extra| Shown {
        ident: tokens::ident(&extra.ident),
        presence: Presence::Required,
        secret: extra.secret,
    });
    fields.chain(extra).collect()
}
