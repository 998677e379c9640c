//! The stream that an operation gives in place of JSON: the request's method, and the operation that it leads to.

use proc_macro2::TokenStream;
use quote::quote;

use super::constants::info;
use super::output::decode;
use super::tokens::{self, Scope};
use crate::model::{Operation, Presence, StreamCall, Switch, SwitchPlace};

/// True where a part of the request says whether the answer is a stream.
pub(crate) fn is_chosen(operation: &Operation) -> bool {
    operation.stream.as_ref().is_some_and(|stream| !stream.switches.is_empty())
}

/// All that leads to the stream.
pub(crate) fn call(operation: &Operation) -> Option<TokenStream> {
    let stream = operation.stream.as_ref()?;
    let chosen = is_chosen(operation);
    let choice = chosen.then(|| choice(operation, stream));
    let ask = chosen.then(|| quote!(self.operation_mut().ask_for_stream(true);));
    let this = if chosen { quote!(mut self) } else { quote!(self) };
    let (name, own) = (tokens::ident(&stream.ident), tokens::ident(&operation.ident));
    let error = tokens::ident(&operation.error.ident);
    let output = tokens::rust_type(&stream.output.spelled(""), Scope::Crate);
    let (info, decode) = (info(operation, &stream.output), decode(&stream.output));
    let line = format!(" [`{}`] with a stream for an answer.", operation.ident.as_str());
    let docs = tokens::doc_attributes(&documentation(stream));
    Some(quote! {
        #choice

        impl<M> runtime::Request<#own, M> {
            #docs
            pub fn stream(#this) -> runtime::Request<#name, M> {
                #ask
                self.map_operation(|call| #name { call })
            }
        }

        #[doc = #line]
        #[derive(Debug, Clone)]
        pub struct #name { call: #own }

        impl runtime::Operation for #name {
            type Output = #output;
            type Error = #error;
            const INFO: &'static runtime::OperationInfo = &#info;

            fn encode(&self, request: &mut runtime::RequestWriter) -> Result<(), runtime::InvalidRequest> {
                self.call.encode(request)
            }

            #decode
        }
    })
}

fn documentation(stream: &StreamCall) -> Vec<String> {
    let mut lines = vec!["Asks for a stream in place of one value.".to_owned()];
    if let Some(switch) = stream.switches.first() {
        let text = crate::markdown::code(&switch.wire);
        lines.extend([
            String::new(),
            format!("Sends {text} as true; without this method it is false or left out."),
        ]);
    }
    lines
}

/// The function of an operation that says what is asked for.
fn choice(operation: &Operation, stream: &StreamCall) -> TokenStream {
    let own = tokens::ident(&operation.ident);
    let arms: Vec<TokenStream> = stream.switches.iter().filter_map(arm).collect();
    let several = stream.switches.iter().find_map(|switch| match &switch.place {
        SwitchPlace::Body { ident, optional, variant: Some(_), .. } => {
            Some((tokens::ident(ident), *optional))
        }
        _ => None,
    });
    let body = match several {
        Some((ident, optional)) => {
            let rest = operation.body.as_ref().is_some_and(|body| body.contents().len() > arms.len());
            let rest = rest.then(|| quote!(_ => {}));
            if optional {
                quote!(if let Some(body) = &mut self.#ident { match body { #(#arms)* #rest } })
            } else {
                quote!(match &mut self.#ident { #(#arms)* #rest })
            }
        }
        None => stream.switches.iter().map(single).collect(),
    };
    quote! {
        impl #own {
            #[doc = " Asks for a stream, or for one value."]
            fn ask_for_stream(&mut self, on: bool) { #body }
        }
    }
}

/// The arm of one of several media types.
fn arm(switch: &Switch) -> Option<TokenStream> {
    let SwitchPlace::Body { variant: Some((owner, variant)), field, .. } = &switch.place else { return None };
    let (owner, variant, field) = (tokens::ident(owner), tokens::ident(variant), tokens::ident(field));
    let set = set(switch, &quote!(body.#field));
    Some(quote!(#owner::#variant(body) => { #set }))
}

/// The statements for a parameter, or for a body of one media type.
fn single(switch: &Switch) -> TokenStream {
    match &switch.place {
        SwitchPlace::Parameter(ident) => {
            let ident = tokens::ident(ident);
            set(switch, &quote!(self.#ident))
        }
        SwitchPlace::Body { ident, optional: false, field, .. } => {
            let (ident, field) = (tokens::ident(ident), tokens::ident(field));
            set(switch, &quote!(self.#ident.#field))
        }
        SwitchPlace::Body { ident, can_be_made, field, .. } => {
            let (ident, field) = (tokens::ident(ident), tokens::ident(field));
            let set = set(switch, &quote!(body.#field));
            if *can_be_made && switch.is_always_said() {
                return quote!(let body = self.#ident.get_or_insert_default(); #set);
            }
            let make = can_be_made.then(|| quote!(if on { self.#ident.get_or_insert_default(); }));
            quote!(#make if let Some(body) = &mut self.#ident { #set })
        }
    }
}

/// The statement that sets it. What is false by itself is said only where it is there.
fn set(switch: &Switch, place: &TokenStream) -> TokenStream {
    let (value, is_there) = match switch.presence {
        Presence::Required => (quote!(on), None),
        Presence::RequiredNullable | Presence::Optional => (quote!(Some(on)), Some(quote!(#place.is_some()))),
        Presence::OptionalNullable => {
            (quote!(runtime::OptionalNullable::Value(on)), Some(quote!(!#place.is_absent())))
        }
    };
    match is_there {
        Some(is_there) if !switch.is_always_said() => quote!(if on || #is_there { #place = #value; }),
        _ => quote!(#place = #value;),
    }
}
