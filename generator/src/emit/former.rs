//! Former names of operations: a deprecated method, and deprecated aliases of the types.

use proc_macro2::TokenStream;
use quote::quote;

use super::method::{Taken, taken};
use super::{RustFile, tokens};
use crate::model::{BodyKind, Former, Group, Operation, Ty};
use crate::names::ident::Ident;

pub(crate) fn file(group: &Group, former: &Former) -> RustFile {
    let home = tokens::ident(&former.home);
    let mut items = vec![tokens::inner_docs(&[format!("The former name of {}.", call(former))])];
    let defined = |ident: &Ident| former.types.iter().any(|(name, _)| name == ident);
    let local = local(&former.operation).filter(|ident| !defined(ident)).map(tokens::ident);
    let local: Vec<_> = local.collect();
    if !local.is_empty() {
        items.push(quote!(use crate::operations::#home::{#(#local),*};));
    }
    if names_models(&former.operation) {
        items.push(quote!(
            use crate::models;
        ));
    }
    items.push(quote!(
        use crate::runtime;
    ));
    items.push(method(group, former));
    items.extend(former.types.iter().map(|(name, now)| alias(former, name, now)));
    let folder = group.module.as_str();
    RustFile { path: format!("src/operations/{folder}/{}.rs", former.module.as_str()), items }
}

/// What callers write now.
fn call(former: &Former) -> String {
    let method = former.operation.method.as_str();
    match &former.accessor {
        Some(accessor) => format!("`{}().{method}`", accessor.as_str()),
        None => format!("`{method}`"),
    }
}

fn method(group: &Group, former: &Former) -> TokenStream {
    let name = tokens::ident(&former.method);
    let docs = tokens::doc_attributes(&[format!("The former name of {}.", call(former))]);
    let note = tokens::string(&format!("it is called {} now", call(former)));
    let Taken { arguments, names, many } = taken(&former.operation);
    let (owner, client) = match &group.names {
        Some(names) => {
            let ty = tokens::ident(&names.ty);
            (quote!(super::#ty), quote!(self.client))
        }
        None => (quote!(runtime::Client), quote!(self)),
    };
    let accessor = former.accessor.as_ref().map(|accessor| {
        let accessor = tokens::ident(accessor);
        quote!(.#accessor())
    });
    let home = tokens::ident(&former.home);
    let ident = tokens::ident(&former.operation.ident);
    let now = tokens::ident(&former.operation.method);
    quote! {
        impl<M> #owner<M> {
            #docs
            #[deprecated(note = #note)]
            #many
            pub fn #name(&self, #(#arguments),*) -> runtime::Request<crate::operations::#home::#ident, M> {
                #client #accessor.#now(#(#names),*)
            }
        }
    }
}

fn alias(former: &Former, name: &Ident, now: &Ident) -> TokenStream {
    let (docs, note) = if name == now {
        let home = former.home.as_str();
        (format!("It is in `operations::{home}` now."), format!("it is in `operations::{home}` now"))
    } else {
        let now = now.as_str();
        (format!("The former name of `{now}`."), format!("it is called `{now}` now"))
    };
    let (docs, note) = (tokens::doc_attributes(&[docs]), tokens::string(&note));
    let (home, name, ident) = (tokens::ident(&former.home), tokens::ident(name), tokens::ident(now));
    let module =
        if *now == former.operation.error.ident { quote!(errors) } else { quote!(operations::#home) };
    quote! {
        #docs
        #[deprecated(note = #note)]
        pub type #name = crate::#module::#ident;
    }
}

/// The arguments' types that are the operation's own.
fn local(operation: &Operation) -> impl Iterator<Item = &Ident> {
    operation
        .required_body()
        .and_then(|body| match &body.kind {
            BodyKind::Several { ident, .. } => Some(ident),
            BodyKind::One(content) => match &content.ty {
                Ty::Local(ident) => Some(ident),
                _ => None,
            },
        })
        .into_iter()
}

/// True if an argument's type is one of `models`.
fn names_models(operation: &Operation) -> bool {
    let mut named = std::collections::BTreeSet::new();
    operation.required_parameters().for_each(|parameter| parameter.ty.named(&mut named));
    if let Some(body) = operation.required_body()
        && let BodyKind::One(content) = &body.kind
    {
        content.ty.named(&mut named);
    }
    !named.is_empty()
}
