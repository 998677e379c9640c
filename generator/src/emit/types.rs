//! The files of `models`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{self, Scope};
use super::{RustFile, conversion, enums, structs, unions};
use crate::model::{Crate, Docs, TypeFile, TypeItem, TypeKind};
use crate::names::ident::Ident;

/// `models/mod.rs`: every type under one name.
pub(crate) fn module(model: &Crate) -> RustFile<'static> {
    let mut items = vec![quote!(#![doc = " The API's types, one file per schema of the document."])];
    let (always, gated): (Vec<_>, Vec<_>) =
        model.type_files.iter().partition(|file| file.features.is_empty());
    for file in gated.into_iter().chain(always) {
        let module = tokens::ident(&file.module);
        let idents = file.items.iter().flat_map(|item| {
            let named = match &item.kind {
                TypeKind::Struct(object) => object.named(),
                _ => None,
            };
            [&item.ident].into_iter().chain(named).map(tokens::ident)
        });
        let gate = tokens::gate(&file.features);
        items.push(quote!(#gate mod #module;));
        items.push(quote!(#gate pub use #module::{#(#idents),*};));
    }
    RustFile::new("src/models/mod.rs".to_owned(), items)
}

/// A file with the types of one schema.
pub(crate) fn file(file: &TypeFile) -> RustFile<'_> {
    let own: BTreeSet<&Ident> = file.items.iter().map(|item| &item.ident).collect();
    let mut used = BTreeSet::new();
    for item in &file.items {
        for ty in item.tys() {
            ty.named(&mut used);
        }
    }
    let imports: Vec<_> = used.difference(&own).map(|name| tokens::ident(name)).collect();
    let mut items = Vec::new();
    let references = file.items.iter().map(|item| &item.reference);
    if let Some(first) = references.min_by_key(|reference| reference.len()) {
        let line = format!("From {}.", crate::markdown::code(first));
        items.push(tokens::inner_docs(&[line]));
    }
    if !imports.is_empty() {
        items.push(quote!(use super::{#(#imports),*};));
    }
    if file.items.iter().any(names_runtime) {
        items.push(quote!(
            use crate::runtime;
        ));
    }
    let is_gated = !file.features.is_empty();
    let types =
        file.items.iter().flat_map(move |one| item(one, is_gated).into_iter().chain(conversion::all(one)));
    let items = items.into_iter().chain(types);
    RustFile::new(format!("src/models/{}.rs", file.module.as_str()), items)
}

/// Whether the code of an item names the runtime: everything does but other names for plain types.
fn names_runtime(item: &TypeItem) -> bool {
    match &item.kind {
        TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => true,
        TypeKind::Alias(ty) | TypeKind::Newtype(ty) => ty.spelled("").mentions("runtime::"),
    }
}

fn item(item: &TypeItem, is_gated: bool) -> Vec<TokenStream> {
    let name = tokens::ident(&item.ident);
    let docs = tokens::docs(&item.docs);
    match &item.kind {
        TypeKind::Struct(object) => structs::emit(item, object),
        TypeKind::Enum(list) => enums::emit(item, list, is_gated),
        TypeKind::Union(union) => unions::emit(item, union),
        TypeKind::Alias(target) => {
            let target = tokens::ty(target, Scope::Models);
            if item.is_reexport {
                // No attribute makes a warning of the use of a name that is exported again.
                let docs = tokens::docs(&Docs { deprecated: None, ..item.docs.clone() });
                return vec![quote!(#docs pub use #target as #name;)];
            }
            vec![quote!(#docs pub type #name = #target;)]
        }
        TypeKind::Newtype(inner) => {
            let inner = tokens::ty(inner, Scope::Models);
            let derives = structs::derives(item, Some(&quote!(Debug,)));
            vec![
                quote!(#docs #derives pub struct #name(#[doc = " The value."] pub #inner);),
                quote!(impl From<#inner> for #name { fn from(value: #inner) -> Self { Self(value) } }),
                quote! {
                    impl serde::Serialize for #name {
                        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                            self.0.serialize(serializer)
                        }
                    }
                },
                quote! {
                    impl<'de> serde::Deserialize<'de> for #name {
                        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                            serde::Deserialize::deserialize(deserializer).map(Self)
                        }
                    }
                },
            ]
        }
    }
}
