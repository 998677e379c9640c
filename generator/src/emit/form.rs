//! Multipart forms: structs of an operation's own, because their files are streamed.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{self, Scope};
use super::{check, debug, structs};
use crate::model::{Body, Field, Form, Operation, Presence, Ty};

/// The forms of an operation.
pub(crate) fn forms(operation: &Operation) -> Vec<TokenStream> {
    operation.body.iter().flat_map(Body::forms).flat_map(emit).collect()
}

fn emit(form: &Form) -> Vec<TokenStream> {
    let name = tokens::ident(&form.ident);
    let fields = form.object.fields.iter().map(|field| {
        let ident = tokens::ident(&field.ident);
        let docs = tokens::docs(&field.docs);
        let ty = tokens::ty(&field.full(), Scope::Crate);
        quote!(#docs pub #ident: #ty,)
    });
    let extra = form.object.extra.iter().map(|extra| {
        let ident = tokens::ident(&extra.ident);
        let value = tokens::ty(&extra.value, Scope::Crate);
        quote! {
            #[doc = " Parts of any other name."]
            pub #ident: std::collections::BTreeMap<String, #value>,
        }
    });
    let others: Vec<TokenStream> = form
        .object
        .extra
        .iter()
        .map(|extra| {
            let ident = tokens::ident(&extra.ident);
            let put = match extra.value {
                Ty::Upload => quote!(form.file(name, None, value);),
                _ => quote!(form.value(name, None, value)?;),
            };
            quote!(for (name, value) in &self.#ident { #put })
        })
        .collect();
    let methods = structs::methods(&form.object, false, Scope::Crate);
    let check = check::of_struct(&form.object);
    let sent = form.order.iter().filter_map(|field| form.object.fields.get(*field));
    let sent: Vec<&Field> = sent.filter(|field| !field.omitted_in_requests).collect();
    let mut parts: Vec<TokenStream> = sent.iter().map(|field| part(form, field)).collect();
    // Parts of other names come last, but for a file, after which servers may stop reading.
    let is_file = |field: &&Field| field.ty == Ty::Upload || field.ty == Ty::Vec(Box::new(Ty::Upload));
    let last = parts.len() - usize::from(sent.last().is_some_and(is_file));
    parts.splice(last..last, others);
    let changes = (!parts.is_empty()).then(|| quote!(mut));
    let new = match &form.media_type {
        None => quote!(runtime::Multipart::new()),
        Some(media_type) => {
            let media_type = tokens::string(media_type);
            quote!(runtime::Multipart::of(#media_type))
        }
    };
    let debug = debug::debug(&name, &debug::of_struct(&form.object));
    let (derive, debug) = (debug.derive, debug.implementation);
    let default = form.has_default().then(|| quote!(Default));
    let required = form.object.named().map(|named| {
        structs::required(
            &form.ident,
            named,
            &structs::named_fields(&form.object),
            debug::of_struct(&form.object),
            Scope::Crate,
        )
    });
    let mut items = vec![
        quote! {
            #[doc = " The parts of the form."]
            #[derive(#derive Clone, #default)]
            #[non_exhaustive]
            pub struct #name { #(#fields)* #(#extra)* }
            #debug
        },
        quote!(impl #name {
            #methods
            #check

            fn encode(&self, request: &mut runtime::RequestWriter) -> Result<(), runtime::InvalidRequest> {
                let #changes form = #new;
                #(#parts)*
                request.multipart(form)
            }
        }),
    ];
    items.extend(required);
    items
}

fn part(form: &Form, field: &Field) -> TokenStream {
    let ident = tokens::ident(&field.ident);
    let wire = tokens::string(&field.wire);
    let sent = form.part_types.get(&field.wire).and_then(|types| types.first());
    let content_type = match sent {
        Some(sent) => {
            let text = tokens::string(sent.as_str());
            quote!(Some(#text))
        }
        None => quote!(None),
    };
    if let Some(part) = form.styled.iter().find(|part| part.name == field.wire) {
        let style = super::constants::style(part.style, part.explode, part.allow_reserved, false);
        return quote!(form.styled(#wire, #style, &self.#ident)?;);
    }
    let optional = field.presence != Presence::Required;
    match &field.ty {
        Ty::Upload if optional => quote! {
            if let Some(file) = &self.#ident {
                form.file(#wire, #content_type, file);
            }
        },
        Ty::Upload => quote!(form.file(#wire, #content_type, &self.#ident);),
        Ty::Vec(item) if **item == Ty::Upload => {
            let files = if optional { quote!(self.#ident.iter().flatten()) } else { quote!(&self.#ident) };
            quote! {
                for file in #files {
                    form.file(#wire, #content_type, file);
                }
            }
        }
        _ if form.json.contains(&field.wire) => {
            let content_type = sent.map(|sent| tokens::string(sent.as_str()));
            quote!(form.json(#wire, #content_type, &self.#ident)?;)
        }
        _ => quote!(form.value(#wire, #content_type, &self.#ident)?;),
    }
}
