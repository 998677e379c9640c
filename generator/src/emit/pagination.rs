//! How the pages of a list operation follow one another.

use proc_macro2::TokenStream;
use quote::quote;

use super::output::output_ty;
use super::tokens::{self, Scope};
use crate::model::{Operation, PageKind, Pagination, Parameter, Presence, Step, Ty};

pub(crate) fn paginated(operation: &Operation) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let name = tokens::ident(&operation.ident);
    let output = output_ty(operation);
    let item = tokens::ty(&pagination.item, Scope::Crate);
    let paging = match &pagination.kind {
        PageKind::Offset { .. } => quote!(Offset),
        PageKind::Page { first, .. } => {
            let first = super::literal::integer(*first);
            quote!(Page { first: #first })
        }
        PageKind::Cursor { .. } => quote!(Cursor),
        PageKind::NextLink { .. } => quote!(Link),
    };
    let start = start(operation, pagination);
    let facts = facts(pagination);
    let items = items(pagination);
    let seek = seek(operation, pagination);
    Some(quote! {
        impl runtime::Paginated for #name {
            type Item = #item;
            const PAGING: runtime::Paging = runtime::Paging::#paging;

            fn start(&self) -> runtime::PageStart {
                #start
            }

            fn facts(page: &runtime::Response<#output>) -> runtime::PageFacts {
                #facts
            }

            fn items(page: #output) -> Vec<#item> {
                #items
            }

            #seek
        }
    })
}

fn start(operation: &Operation, pagination: &Pagination) -> TokenStream {
    let (position, size) = match &pagination.kind {
        PageKind::Offset { offset, limit } => (Some(*offset), *limit),
        PageKind::Page { page, limit, .. } => (Some(*page), *limit),
        PageKind::Cursor { .. } | PageKind::NextLink { .. } => (None, None),
    };
    let read = |index: Option<usize>| match index.and_then(|index| operation.parameters.get(index)) {
        Some(parameter) => {
            let ident = tokens::ident(&parameter.ident);
            let value =
                if parameter.nullable { quote!(self.#ident.value().copied()) } else { quote!(self.#ident) };
            quote!(#value.and_then(|value| u64::try_from(value).ok()))
        }
        None => quote!(None),
    };
    let position = read(position);
    let size = read(size);
    quote!(runtime::PageStart { position: #position, size: #size })
}

/// An expression of type `Option<&T>` for the value at the end of the steps.
fn follow(root: &TokenStream, steps: &[Step]) -> TokenStream {
    let mut value = quote!(Some(#root));
    for step in steps {
        let ident = tokens::ident(&step.ident);
        let unbox =
            |value: TokenStream| if step.boxed { quote!(#value.map(|inner| &**inner)) } else { value };
        value = match step.presence {
            Presence::Required => unbox(quote!(#value.map(|value| &value.#ident))),
            Presence::RequiredNullable | Presence::Optional => {
                unbox(quote!(#value.and_then(|value| value.#ident.as_ref())))
            }
            Presence::OptionalNullable => unbox(quote!(#value.and_then(|value| value.#ident.value()))),
        };
    }
    value
}

/// A path of fields that are always there.
fn plain(steps: &[Step]) -> Option<TokenStream> {
    let plain = steps.iter().all(|step| step.presence == Presence::Required);
    plain.then(|| {
        let idents = steps.iter().map(|step| tokens::ident(&step.ident));
        quote!(#(.#idents)*)
    })
}

fn facts(pagination: &Pagination) -> TokenStream {
    let root = quote!(page.value());
    let count = match plain(&pagination.items) {
        Some(path) if !path.is_empty() => quote!(page #path.len()),
        _ => {
            let list = follow(&root, &pagination.items);
            quote!(#list.map_or(0, |list| list.len()))
        }
    };
    let total = pagination.total.as_ref().map(|total| {
        let value = match plain(total) {
            Some(path) => quote!(u64::try_from(page #path).ok()),
            None => {
                let value = follow(&root, total);
                quote!(#value.and_then(|value| u64::try_from(*value).ok()))
            }
        };
        quote!(total: #value,)
    });
    let next = match &pagination.kind {
        PageKind::Cursor { next, .. } | PageKind::NextLink { next } => {
            let value = follow(&root, next);
            Some(quote!(next: #value.cloned(),))
        }
        _ => None,
    };
    quote!(runtime::PageFacts { count: #count, #total #next ..runtime::PageFacts::default() })
}

fn items(pagination: &Pagination) -> TokenStream {
    let mut value = quote!(page);
    let mut optional = false;
    for step in &pagination.items {
        let ident = tokens::ident(&step.ident);
        let unbox = |value: TokenStream| if step.boxed { quote!(*#value) } else { value };
        value = match (optional, step.presence) {
            (false, Presence::Required) => unbox(quote!(#value.#ident)),
            (false, Presence::OptionalNullable) => quote!(#value.#ident.into_option()),
            (false, _) => quote!(#value.#ident),
            (true, Presence::Required) => quote!(#value.map(|value| value.#ident)),
            (true, Presence::OptionalNullable) => quote!(#value.and_then(|value| value.#ident.into_option())),
            (true, _) => quote!(#value.and_then(|value| value.#ident)),
        };
        optional |= step.presence != Presence::Required;
    }
    if optional { quote!(#value.unwrap_or_default()) } else { value }
}

fn seek(operation: &Operation, pagination: &Pagination) -> TokenStream {
    let assign = |parameter: &Parameter, value: TokenStream| {
        let ident = tokens::ident(&parameter.ident);
        if parameter.nullable {
            quote!(self.#ident = runtime::OptionalNullable::Value(#value);)
        } else {
            quote!(self.#ident = Some(#value);)
        }
    };
    let number = |index: usize, variant: TokenStream| {
        let parameter = operation.parameters.get(index);
        let ty = match parameter.map(|parameter| &parameter.ty) {
            Some(Ty::Int(name)) => tokens::word(name),
            _ => tokens::word("i64"),
        };
        parameter.map(|parameter| {
            let assign = assign(parameter, quote!(#ty::try_from(*position).unwrap_or(#ty::MAX)));
            quote!(if let runtime::PageTarget::#variant(position) = next { #assign })
        })
    };
    let body = match &pagination.kind {
        PageKind::Offset { offset, .. } => number(*offset, quote!(Offset)),
        PageKind::Page { page, .. } => number(*page, quote!(Page)),
        PageKind::Cursor { cursor, .. } => operation.parameters.get(*cursor).map(|parameter| {
            let assign = assign(parameter, quote!(cursor.clone()));
            quote!(if let runtime::PageTarget::Cursor(cursor) = next { #assign })
        }),
        PageKind::NextLink { .. } => None,
    };
    match body {
        Some(body) => quote!(fn seek(&mut self, next: &runtime::PageTarget) { #body }),
        None => quote!(
            fn seek(&mut self, _next: &runtime::PageTarget) {}
        ),
    }
}
