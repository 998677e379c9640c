//! How the pages of a list operation follow one another.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{self, Scope};
use crate::model::{Operation, PageInput, PageKind, PagePlace, Pagination, Presence, Step, Ty};

pub(crate) fn paginated(operation: &Operation) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let name = tokens::ident(&operation.ident);
    let output = tokens::rust_type(&operation.output_type(""), Scope::Crate);
    let item = tokens::ty(&pagination.item, Scope::Crate);
    let paging = match &pagination.kind {
        PageKind::Offset { .. } => quote!(Offset),
        PageKind::Page { first, .. } => {
            let first = super::literal::integer(*first);
            quote!(Page { first: #first })
        }
        PageKind::Cursor { .. } | PageKind::LastItem { .. } => quote!(Cursor),
        PageKind::NextLink { again: false, .. } | PageKind::LinkHeader => quote!(Link),
        PageKind::NextLink { again: true, .. } => quote!(LinkAgain),
    };
    let start = start(pagination);
    let facts = facts(pagination);
    let items = items(pagination);
    let seek = seek(pagination);
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

fn start(pagination: &Pagination) -> TokenStream {
    let (position, size) = match &pagination.kind {
        PageKind::Offset { offset, limit } => (Some(offset), limit.as_ref()),
        PageKind::Page { page, limit, .. } => (Some(page), limit.as_ref()),
        PageKind::Cursor { .. }
        | PageKind::LastItem { .. }
        | PageKind::NextLink { .. }
        | PageKind::LinkHeader => (None, None),
    };
    let position = position.map_or_else(|| quote!(None), number);
    let size = size.map_or_else(
        || quote!(None),
        |size| {
            let asked = number(&size.input);
            match size.default {
                Some(default) => quote!(#asked.or(Some(#default))),
                None => asked,
            }
        },
    );
    quote!(runtime::PageStart { position: #position, size: #size })
}

/// An expression of type `Option<u64>` for what the caller has asked for.
fn number(input: &PageInput) -> TokenStream {
    let of = |field: TokenStream, presence: Presence| match presence {
        Presence::Required => quote!(u64::try_from(#field).ok()),
        Presence::RequiredNullable | Presence::Optional => {
            quote!(#field.and_then(|value| u64::try_from(value).ok()))
        }
        Presence::OptionalNullable => {
            quote!(#field.value().copied().and_then(|value| u64::try_from(value).ok()))
        }
    };
    match &input.place {
        PagePlace::Parameter { ident, presence } => {
            let ident = tokens::ident(ident);
            of(quote!(self.#ident), *presence)
        }
        PagePlace::Body { ident, optional, step } => {
            let (ident, field) = (tokens::ident(ident), tokens::ident(&step.ident));
            if *optional {
                let value = of(quote!(body.#field), step.presence);
                quote!(self.#ident.as_ref().and_then(|body| #value))
            } else {
                of(quote!(self.#ident.#field), step.presence)
            }
        }
    }
}

/// The statement that selects another page.
fn assign(input: &PageInput, value: &TokenStream) -> TokenStream {
    let (field, presence) = match &input.place {
        PagePlace::Parameter { ident, presence } => {
            let ident = tokens::ident(ident);
            (quote!(self.#ident), *presence)
        }
        PagePlace::Body { ident, optional, step } => {
            let (ident, field) = (tokens::ident(ident), tokens::ident(&step.ident));
            let body =
                if *optional { quote!(self.#ident.get_or_insert_default()) } else { quote!(self.#ident) };
            (quote!(#body.#field), step.presence)
        }
    };
    match presence {
        Presence::Required => quote!(#field = #value;),
        Presence::RequiredNullable | Presence::Optional => quote!(#field = Some(#value);),
        Presence::OptionalNullable => quote!(#field = runtime::OptionalNullable::Value(#value);),
    }
}

/// An expression of type `Option<&T>` for the value at the end of the steps.
fn follow(pagination: &Pagination, steps: &[Step]) -> TokenStream {
    let page = if pagination.nullable { quote!(page.value().as_ref()) } else { quote!(Some(page.value())) };
    walk(page, steps)
}

/// The same from a value of type `Option<&T>`.
fn walk(mut value: TokenStream, steps: &[Step]) -> TokenStream {
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
fn plain(pagination: &Pagination, steps: &[Step]) -> Option<TokenStream> {
    let plain = !pagination.nullable && steps.iter().all(|step| step.presence == Presence::Required);
    plain.then(|| {
        let idents = steps.iter().map(|step| tokens::ident(&step.ident));
        quote!(#(.#idents)*)
    })
}

fn facts(pagination: &Pagination) -> TokenStream {
    let count = match plain(pagination, &pagination.items) {
        Some(path) if !path.is_empty() => quote!(page #path.len()),
        _ => {
            let list = follow(pagination, &pagination.items);
            quote!(#list.map_or(0, |list| list.len()))
        }
    };
    let total = pagination.total.as_ref().map(|total| {
        let value = match plain(pagination, total) {
            Some(path) => quote!(u64::try_from(page #path).ok()),
            None => {
                let value = follow(pagination, total);
                quote!(#value.and_then(|value| u64::try_from(*value).ok()))
            }
        };
        quote!(total: #value,)
    });
    let more = pagination.more.as_ref().map(|more| {
        let value = follow(pagination, more);
        quote!(has_more: #value.copied(),)
    });
    let next = match &pagination.kind {
        PageKind::Cursor { next, .. } | PageKind::NextLink { next, .. } => {
            let value = follow(pagination, next);
            Some(quote!(next: #value.cloned(),))
        }
        PageKind::LastItem { id, .. } => {
            let list = follow(pagination, &pagination.items);
            let id = walk(quote!(#list.and_then(|list| list.last())), id);
            Some(quote!(next: #id.cloned(),))
        }
        PageKind::LinkHeader => Some(quote!(next: runtime::link_header(page.headers()),)),
        PageKind::Offset { .. } | PageKind::Page { .. } => None,
    };
    quote!(runtime::PageFacts { count: #count, #total #more #next ..runtime::PageFacts::default() })
}

fn items(pagination: &Pagination) -> TokenStream {
    let mut value = quote!(page);
    let mut optional = pagination.nullable;
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

fn seek(pagination: &Pagination) -> TokenStream {
    let number = |input: &PageInput, variant: TokenStream| {
        let ty = match &input.ty {
            Ty::Int(name) => tokens::word(name),
            _ => tokens::word("i64"),
        };
        let assign = assign(input, &quote!(#ty::try_from(*position).unwrap_or(#ty::MAX)));
        quote!(if let runtime::PageTarget::#variant(position) = next { #assign })
    };
    let body = match &pagination.kind {
        PageKind::Offset { offset, .. } => number(offset, quote!(Offset)),
        PageKind::Page { page, .. } => number(page, quote!(Page)),
        PageKind::Cursor { cursor, .. } | PageKind::LastItem { after: cursor, .. } => {
            let assign = assign(cursor, &quote!(cursor.clone()));
            quote!(if let runtime::PageTarget::Cursor(cursor) = next { #assign })
        }
        PageKind::NextLink { .. } | PageKind::LinkHeader => {
            return quote!(
                fn seek(&mut self, _next: &runtime::PageTarget) {}
            );
        }
    };
    quote!(fn seek(&mut self, next: &runtime::PageTarget) { #body })
}
