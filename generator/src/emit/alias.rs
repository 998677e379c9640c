//! Former names of operations: a deprecated method, and deprecated aliases of the types.

use proc_macro2::TokenStream;
use quote::quote;

use super::RustFile;
use super::tokens::{self, Parameters, Scope};
use crate::model::{BodyKind, DeprecatedAlias, Group, Operation, OutputTy, Ty};
use crate::names::ident::Ident;

pub(crate) fn file(group: &Group, alias: &DeprecatedAlias) -> RustFile<'static> {
    let home = tokens::ident(&alias.home);
    let mut items = vec![tokens::inner_docs(&[format!("The former name of {}.", call(alias))])];
    let defined = |ident: &Ident| alias.types.iter().any(|(name, _)| name == ident);
    let local = local(&alias.operation).filter(|ident| !defined(ident)).map(tokens::ident);
    let local: Vec<_> = local.collect();
    if !local.is_empty() {
        items.push(quote!(use crate::operations::#home::{#(#local),*};));
    }
    let arguments = alias.operation.arguments("");
    let mentions = |module: &str| arguments.iter().any(|argument| argument.ty.mentions(module));
    if mentions("models::") {
        items.push(quote!(
            use crate::models;
        ));
    }
    if group.names.is_none() || mentions("runtime::") {
        items.push(quote!(
            use crate::runtime;
        ));
    }
    items.push(method(group, alias));
    items.extend(alias.types.iter().map(|(name, now)| type_alias(alias, name, now)));
    let folder = group.module.as_str();
    RustFile::new(format!("src/operations/{folder}/{}.rs", alias.module.as_str()), items)
}

/// What callers write now.
fn call(alias: &DeprecatedAlias) -> String {
    let method = alias.operation.method.as_str();
    match &alias.accessor {
        Some(accessor) => format!("`{}().{method}`", accessor.as_str()),
        None => format!("`{method}`"),
    }
}

fn method(group: &Group, alias: &DeprecatedAlias) -> TokenStream {
    let name = tokens::ident(&alias.method);
    let docs = tokens::doc_attributes(&[format!("The former name of {}.", call(alias))]);
    let note = tokens::string(&format!("it is called {} now", call(alias)));
    let taken = alias.operation.arguments("");
    let Parameters { generics, arguments } = tokens::parameters(&taken, Scope::Crate);
    let names = taken.iter().map(|argument| tokens::word(&argument.name));
    let (owner, client) = match &group.names {
        Some(names) => {
            let ty = tokens::ident(&names.ty);
            (quote!(super::#ty), quote!(self.client))
        }
        None => (quote!(runtime::Client), quote!(self)),
    };
    let accessor = alias.accessor.as_ref().map(|accessor| {
        let accessor = tokens::ident(accessor);
        quote!(.#accessor())
    });
    let home = tokens::ident(&alias.home);
    let request = tokens::ident(&alias.operation.request);
    let now = tokens::ident(&alias.operation.method);
    quote! {
        impl<M> #owner<M> {
            #docs
            #[deprecated(note = #note)]
            pub fn #name #generics (&self, #(#arguments),*) -> crate::operations::#home::#request<M> {
                #client #accessor.#now(#(#names),*)
            }
        }
    }
}

fn type_alias(alias: &DeprecatedAlias, name: &Ident, now: &Ident) -> TokenStream {
    let (docs, note) = if name == now {
        let home = alias.home.as_str();
        (format!("It is in `operations::{home}` now."), format!("it is in `operations::{home}` now"))
    } else {
        let now = now.as_str();
        (format!("The former name of `{now}`."), format!("it is called `{now}` now"))
    };
    let (docs, note) = (tokens::doc_attributes(&[docs]), tokens::string(&note));
    let (home, name, ident) = (tokens::ident(&alias.home), tokens::ident(name), tokens::ident(now));
    let module = if *now == alias.operation.error.ident { quote!(errors) } else { quote!(operations::#home) };
    if enums(&alias.operation).any(|of| of == now) {
        // Its variants are imported through it, as through no type alias; and no attribute makes a warning of its use.
        let renamed = (name != ident).then(|| quote!(as #name));
        return quote!(#docs pub use crate::#module::#ident #renamed;);
    }
    quote! {
        #docs
        #[deprecated(note = #note)]
        pub type #name = crate::#module::#ident;
    }
}

/// The types of an operation that are enums.
fn enums(operation: &Operation) -> impl Iterator<Item = &Ident> {
    let body = operation.body.as_ref().and_then(|body| match &body.kind {
        BodyKind::Several { ident, .. } => Some(ident),
        BodyKind::One(_) => None,
    });
    let outputs = operation.outputs().filter_map(|output| match &output.ty {
        OutputTy::Several { ident } => Some(ident),
        OutputTy::One(_) => None,
    });
    body.into_iter().chain(outputs).chain([&operation.error.ident])
}

/// The arguments' types that are the operation's own.
fn local(operation: &Operation) -> impl Iterator<Item = &Ident> {
    let named = operation.named();
    let body = operation
        .required_body()
        .and_then(|body| match &body.kind {
            BodyKind::Several { ident, .. } => Some(ident),
            BodyKind::One(content) => match &content.ty {
                Ty::Local(ident) => Some(ident),
                _ => None,
            },
        })
        .filter(|_| named.is_none());
    named.into_iter().chain(body)
}
