//! Structs with their constructors and setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{self, Parameters, Scope};
use super::{accessors, check, codec, debug, literal, update_request};
use crate::model::{Constant, Fact, Field, Presence, Struct, Ty, Type, TypeItem};
use crate::names::ident::Ident;

pub(crate) fn emit(item: &TypeItem, object: &Struct) -> Vec<TokenStream> {
    let name = tokens::ident(&item.ident);
    let docs = tokens::docs(&item.docs);
    let debug = debug::debug(&name, &debug::of_struct(object));
    let derives = derives(item, debug.derive.as_ref());
    let fields = object.fields.iter().map(|field| {
        let (docs, ident) = (tokens::docs(&field.docs), tokens::ident(&field.ident));
        let ty = tokens::ty(&field.full(), Scope::Models);
        quote!(#docs pub #ident: #ty,)
    });
    let extra = object.extra.iter().map(|extra| {
        let ident = tokens::ident(&extra.ident);
        let value = tokens::ty(&extra.value, Scope::Models);
        quote! {
            #[doc = " Properties without a field of their own, by name."]
            pub #ident: std::collections::BTreeMap<String, #value>,
        }
    });
    let bools =
        object.fields.iter().filter(|field| field.presence == Presence::Required && field.ty == Ty::Bool);
    let many_bools = (bools.count() > 3)
        .then(|| quote!(#[expect(clippy::struct_excessive_bools, reason = "the document has them")]));
    let definition = quote! {
        #docs
        #derives
        #[non_exhaustive]
        #many_bools
        pub struct #name { #(#fields)* #(#extra)* }
    };
    let methods = methods(object, item.derives.default, Scope::Models);
    let check = check::of_struct(object);
    let update = object.update.as_ref().map(update_request::method);
    let is_empty = object.is_update.then(update_request::is_empty);
    let text = object.message.as_ref().map(accessors::of_message);
    let has_methods = object.is_made() || !check.is_empty() || update.is_some() || text.is_some();
    let inherent = has_methods.then(|| quote!(impl #name { #methods #text #check #update #is_empty }));
    // A value that needs no argument is the default, though not the default of each of its fields.
    let default = (!item.derives.default && object.is_made_of_nothing()).then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    std::iter::once(definition)
        .chain(inherent)
        .chain(object.named().map(|named| {
            let shown = debug::of_struct(object);
            required(&item.ident, named, &named_fields(object), shown, Scope::Models)
        }))
        .chain([codec::of_struct(item, object)])
        .chain(default)
        .chain(debug.implementation)
        .collect()
}

/// The constructor and the setters of a struct.
pub(crate) fn methods(object: &Struct, default: bool, scope: Scope) -> TokenStream {
    if !object.is_made() {
        return TokenStream::new();
    }
    let constructor = constructor(object, default, scope);
    let setters = object.fields.iter().filter(|field| !object.takes(field)).map(|field| setter(field, scope));
    let extra = object.extra.iter().map(|extra| {
        let ident = tokens::ident(&extra.ident);
        let (Parameters { generics, arguments }, set) =
            tokens::setter(&extra.setter_argument(""), &quote!(self.#ident), scope);
        quote! {
            #[doc = " Sets the properties without a field of their own."]
            #[must_use]
            pub fn #ident #generics (mut self, #(#arguments),*) -> Self {
                #set
                self
            }
        }
    });
    quote!(#constructor #(#setters)* #(#extra)*)
}

fn constructor(object: &Struct, default: bool, scope: Scope) -> TokenStream {
    let module = if scope == Scope::Models { "models" } else { "" };
    let Parameters { generics, arguments } = tokens::parameters(&object.constructor_arguments(module), scope);
    let named = object.named();
    let body = if default {
        quote!(<Self as Default>::default())
    } else {
        let values = object.fields.iter().map(|field| {
            if object.takes(field) && named.is_some() {
                let ident = tokens::ident(&field.ident);
                return quote!(#ident: required.#ident);
            }
            if object.takes(field) {
                return tokens::initialized(&field.ident, &field.argument(""));
            }
            let (ident, value) = (tokens::ident(&field.ident), initial(field, scope));
            quote!(#ident: #value)
        });
        let extra = object.extra.iter().map(|extra| {
            let ident = tokens::ident(&extra.ident);
            quote!(#ident: std::collections::BTreeMap::new())
        });
        let values = values.chain(extra);
        quote!(Self { #(#values),* })
    };
    let sentence = if arguments.is_empty() {
        " Makes a value with nothing set."
    } else {
        " Makes a value from what is required; setters add the rest."
    };
    let long = (object.fields.len() > 90)
        .then(|| quote!(#[allow(clippy::too_many_lines, reason = "one line per property")]));
    let long = if default { None } else { long };
    quote! {
        #[doc = #sentence]
        #[must_use]
        #long
        pub fn new #generics (#(#arguments),*) -> Self { #body }
    }
}

/// What a field holds that no argument gives.
fn initial(field: &Field, scope: Scope) -> TokenStream {
    match (&field.initial, field.presence) {
        (Some(constant), _) => self::constant(constant, scope),
        (None, Presence::OptionalNullable) => quote!(runtime::OptionalNullable::Absent),
        (None, _) => quote!(None),
    }
}

pub(super) fn constant(constant: &Constant, scope: Scope) -> TokenStream {
    match constant {
        Constant::Variant(ty, variant) => {
            let ty = tokens::ty(&Ty::Named(ty.clone()), scope);
            let variant = tokens::ident(variant);
            quote!(#ty::#variant)
        }
        Constant::Bool(value) => quote!(#value),
        Constant::Integer(value) => literal::integer(*value),
        Constant::Float(value) => literal::float(*value),
        Constant::Text(text) => {
            let text = literal::string(text);
            quote!(#text.to_owned())
        }
    }
}

/// The fields of the struct that `new` takes, with their types.
pub(crate) fn named_fields(object: &Struct) -> Vec<(&Ident, Type)> {
    object.taken().map(|field| (&field.ident, field.full().spelled(""))).collect()
}

/// What is required of `owner`, a field for each: of so many arguments nobody could tell which is which.
/// `shown` says what `Debug` shows of them.
pub(crate) fn required(
    owner: &Ident,
    named: &Ident,
    fields: &[(&Ident, Type)],
    mut shown: Vec<debug::Shown>,
    scope: Scope,
) -> TokenStream {
    let (name, line) = (tokens::ident(named), format!("What is required of [`{}`].", owner.as_str()));
    let docs = tokens::doc_attributes(&[line]);
    shown.retain(|one| fields.iter().any(|(ident, _)| tokens::ident(ident) == one.ident));
    let debug = debug::debug(&name, &shown);
    let (derive, debug) = (debug.derive, debug.implementation);
    let fields = fields.iter().map(|(ident, ty)| {
        let (docs, ident) =
            (tokens::doc_attributes(&[format!("See [`{}`].", owner.as_str())]), tokens::ident(ident));
        let ty = tokens::rust_type(ty, scope);
        quote!(#docs pub #ident: #ty,)
    });
    quote! {
        #docs
        #[derive(#derive Clone)]
        pub struct #name { #(#fields)* }
        #debug
    }
}

fn setter(field: &Field, scope: Scope) -> TokenStream {
    let ident = tokens::ident(&field.ident);
    let setter = tokens::ident(&field.setter);
    let (Parameters { generics, arguments }, set) =
        tokens::setter(&field.setter_argument(""), &quote!(self.#ident), scope);
    let wire = crate::markdown::code(&field.wire);
    let mut lines = vec![format!("Sets {wire}.")];
    for limit in field.docs.facts.iter().filter(|fact| matches!(fact, Fact::Limit(_))) {
        lines.extend([String::new(), format!("{limit}.")]);
    }
    let lines = tokens::doc_attributes(&lines);
    let deprecated = tokens::deprecated(&field.docs);
    quote! {
        #lines
        #deprecated
        #[must_use]
        pub fn #setter #generics (mut self, #(#arguments),*) -> Self {
            #set
            self
        }
    }
}

/// The `derive` attribute of a struct; `debug` is the word for that trait.
pub(crate) fn derives(item: &TypeItem, debug: Option<&TokenStream>) -> TokenStream {
    let flag = |on: bool, path: TokenStream| if on { quote!(#path,) } else { TokenStream::new() };
    let eq = flag(item.derives.eq, quote!(Eq, Hash));
    let default = flag(item.derives.default, quote!(Default));
    quote!(#[derive(#debug Clone, PartialEq, #eq #default)])
}
