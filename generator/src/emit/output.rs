//! What a success holds: its type, and how an answer is read by status and media type.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::debug::{self, Debug, ShownVariant};
use super::response_headers;
use super::tokens::{self, Scope};
use crate::media_type::{MediaType, expected};
use crate::model::{EventPart, Output, OutputCase, OutputTy, ResponseBody, Status, Ty};

pub(crate) fn decode(output: &Output) -> TokenStream {
    let body = match &output.ty {
        OutputTy::One(ResponseBody::Nothing) => quote!({
            let _ = response;
            Ok(())
        }),
        OutputTy::One(decoded) => {
            let types: Vec<MediaType> =
                output.cases.iter().flat_map(|case| case.types.iter().cloned()).collect();
            let read = read(decoded, &types, None);
            quote!({ #read })
        }
        OutputTy::Several { ident } => {
            let ident = tokens::ident(ident);
            let mut statuses: Vec<Status> = output.cases.iter().map(|case| case.status).collect();
            statuses.dedup();
            let of = |status: Status| {
                let cases = output.cases.iter().filter(|case| case.status == status);
                by_media(&ident, &cases.collect::<Vec<_>>())
            };
            // Of a single one others are taken, too, where their bodies fit.
            if let [status] = statuses.as_slice() {
                let value = of(*status);
                return function(&quote!({ #value }));
            }
            let arms = statuses.into_iter().map(|status| {
                let (pattern, value) = (status_pattern(status), of(status));
                quote!(#pattern => #value,)
            });
            let open = output.cases.iter().any(|case| case.status == Status::Default);
            let rest = (!open).then(|| quote!(_ => Err(response.decode_error("unexpected status")),));
            quote!({ match response.status().as_u16() { #(#arms)* #rest } })
        }
    };
    function(&body)
}

fn function(body: &TokenStream) -> TokenStream {
    quote! {
        fn decode(response: &mut runtime::RawResponse) -> Result<Self::Output, runtime::DecodeError> #body
    }
}

/// The expression that reads the answer of one status.
fn by_media(owner: &proc_macro2::Ident, cases: &[&OutputCase]) -> TokenStream {
    let value_of = |case: &OutputCase, types: &[MediaType]| {
        let variant = case.variant.as_ref().map(tokens::ident);
        match &case.decoded {
            ResponseBody::Nothing => quote!(Ok(#owner::#variant)),
            decoded => read(decoded, types, Some(&quote!(#owner::#variant))),
        }
    };
    if let [one] = cases {
        return value_of(one, &one.types);
    }
    // The arm that is taken has told the media type.
    let value = |case: &OutputCase| value_of(case, &[]);
    // Many servers say nothing, or something that is nearly right, of their JSON; a page of HTML is still refused.
    let fallback = cases.iter().find(|case| is_fallback(case, cases));
    // Of media types that differ in parameters alone the first counts: what has one essence has one type.
    let mut seen: BTreeSet<&str> =
        fallback.into_iter().flat_map(|case| &case.media).map(MediaType::essence).collect();
    let mut arms: Vec<TokenStream> = Vec::new();
    let mut ranges: Vec<((&str, &str), TokenStream)> = Vec::new();
    let others =
        || cases.iter().filter(|case| fallback.is_none_or(|fallback| !std::ptr::eq(*fallback, **case)));
    for case in others() {
        let value = value(case);
        let exact = case.media.iter().filter(|media| media.range().is_none()).map(MediaType::essence);
        let exact: Vec<_> = exact.filter(|media| seen.insert(media)).map(tokens::string).collect();
        if !exact.is_empty() {
            arms.push(quote!(#(#exact)|* => #value,));
        }
        ranges.extend(case.media.iter().filter_map(MediaType::range).map(|range| (range, value.clone())));
    }
    let known: BTreeSet<&str> = others().flat_map(|case| &case.media).map(MediaType::essence).collect();
    let known = known.into_iter().map(tokens::string);
    // The narrower one counts.
    ranges.sort_by_key(|((before, behind), _)| std::cmp::Reverse(before.len() + behind.len()));
    ranges.dedup_by_key(|(range, _)| *range);
    let mut open = false;
    for ((before, behind), value) in ranges {
        let starts = (!before.is_empty()).then(|| {
            let before = tokens::string(before);
            quote!(media.starts_with(#before))
        });
        let ends = (!behind.is_empty()).then(|| {
            let behind = tokens::string(behind);
            quote!(media.ends_with(#behind))
        });
        arms.push(match (starts, ends) {
            (None, None) => {
                open = true;
                quote!(_ => #value,)
            }
            (Some(one), None) | (None, Some(one)) => quote!(media if #one => #value,),
            (Some(starts), Some(ends)) => quote!(media if #starts && #ends => #value,),
        });
    }
    let rest = (!open).then(|| match fallback {
        Some(json) => {
            let value = value(json);
            quote!(_ => #value,)
        }
        None => quote!(_ => Err(response.unexpected_media_type()),),
    });
    if let (Some(case), true) = (fallback, arms.is_empty()) {
        return value(case);
    }
    quote!(match response.type_among(&[#(#known),*]).as_str() { #(#arms)* #rest })
}

/// True for JSON that no range of media types beside it takes.
fn is_fallback(case: &OutputCase, cases: &[&OutputCase]) -> bool {
    let mut ranges = cases.iter().flat_map(|case| &case.media);
    matches!(case.decoded, ResponseBody::Json(_))
        && !ranges.any(|range| {
            range.range() == Some(("", "")) || case.media.iter().any(|media| range.covers(media))
        })
}

/// A pattern for a status.
pub(crate) fn status_pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => super::literal::integer(i64::from(code)),
        Status::Range(digit) => {
            let first = super::literal::integer(i64::from(digit) * 100);
            let last = super::literal::integer(i64::from(digit) * 100 + 99);
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    }
}

/// The expression that reads a body of one of these media types, in the variant `into` if there is one. JSON minds its
/// own, of which there are many.
fn read(decoded: &ResponseBody, types: &[MediaType], into: Option<&TokenStream>) -> TokenStream {
    let map = into.map(|variant| quote!(.map(#variant)));
    let always = |value: TokenStream| match (into, !expected(types).is_empty()) {
        (Some(variant), true) => checked(types, &quote!(#variant(#value)), false),
        (None, true) => checked(types, &value, false),
        (Some(variant), false) => quote!(Ok(#variant(#value))),
        (None, false) => quote!(Ok(#value)),
    };
    let fallible = |value: TokenStream| {
        let read = checked(types, &value, true);
        quote!(#read #map)
    };
    match decoded {
        ResponseBody::Nothing => quote!(Ok(())),
        // Some servers send `null` as no body at all.
        ResponseBody::Json(Ty::Option(_)) => quote!(response.optional_json().map(Option::flatten)#map),
        ResponseBody::Json(Ty::Json) => quote!(response.optional_json().map(Option::unwrap_or_default)#map),
        ResponseBody::Json(_) => quote!(response.json()#map),
        ResponseBody::Value { form, .. } => {
            let form = response_headers::form(*form);
            fallible(quote!(response.text_value(#form)))
        }
        ResponseBody::Text => fallible(quote!(response.text())),
        ResponseBody::Bytes => always(quote!(response.bytes().clone())),
        ResponseBody::Stream => always(quote!(response.download())),
        ResponseBody::Events { part, sentinel, errors, texts, .. } => {
            let sentinel = match sentinel {
                Some(text) => {
                    let text = tokens::string(text);
                    quote!(Some(#text))
                }
                None => quote!(None),
            };
            let method = tokens::word(match part {
                EventPart::Data => "events",
                EventPart::Text => "text_events",
                EventPart::Whole => "event_objects",
                EventPart::WholeText => "text_event_objects",
            });
            let errors = errors.then(|| quote!(.with_errors()));
            let names = texts.iter().map(|name| tokens::string(name));
            let texts = (!texts.is_empty()).then(|| quote!(.with_texts(&[#(#names),*])));
            always(quote!(response.#method(#sentinel)#errors #texts))
        }
        ResponseBody::Lines(_) => always(quote!(response.json_lines())),
    }
}

/// `value`, where the answer has one of the media types; `fails` if it is a result itself.
pub(crate) fn checked(types: &[MediaType], value: &TokenStream, fails: bool) -> TokenStream {
    let types = expected(types);
    if types.is_empty() {
        return value.clone();
    }
    let types = types.into_iter().map(tokens::string);
    let then = tokens::word(if fails { "and_then" } else { "map" });
    quote!(response.expect_type(&[#(#types),*]).#then(|()| #value))
}

pub(crate) fn output_enum(output: &Output) -> Option<TokenStream> {
    let OutputTy::Several { ident } = &output.ty else { return None };
    let ident = tokens::ident(ident);
    let shown = output.cases.iter().filter_map(|case| {
        let ident = tokens::ident(case.variant.as_ref()?);
        Some(ShownVariant { ident, holds: case.decoded != ResponseBody::Nothing, secret: case.secret })
    });
    let Debug { derive, implementation } = debug::of_enum(&ident, &shown.collect::<Vec<_>>());
    let derive = derive.map(|derive| quote!(#[derive(#derive)]));
    let variants = output.cases.iter().map(|case| {
        let variant = case.variant.as_ref().map(tokens::ident);
        let docs = tokens::docs(&case.docs);
        match &case.decoded {
            ResponseBody::Nothing => quote!(#docs #variant,),
            decoded => {
                let ty = tokens::rust_type(&decoded.spelled(""), Scope::Crate);
                quote!(#docs #variant(#ty),)
            }
        }
    });
    Some(quote! {
        #[doc = " What a success holds, by status and media type."]
        #derive
        #[non_exhaustive]
        pub enum #ident { #(#variants)* }

        #implementation
    })
}
