//! What a success holds: its type, and how an answer is read by status and media type.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::response_headers;
use super::tokens::{self, Scope};
use crate::model::{Decoded, EventPart, Operation, OutputCase, OutputTy, StatusTest, Ty};

pub(crate) fn decode(operation: &Operation) -> TokenStream {
    let body = match &operation.output.ty {
        OutputTy::One(Decoded::Nothing) => quote!({
            let _ = response;
            Ok(())
        }),
        OutputTy::One(decoded) => {
            let read = read(decoded, None);
            quote!({ #read })
        }
        OutputTy::Several { ident } => {
            let ident = tokens::ident(ident);
            let mut statuses: Vec<StatusTest> =
                operation.output.cases.iter().map(|case| case.status).collect();
            statuses.dedup();
            let of = |status: StatusTest| {
                let cases = operation.output.cases.iter().filter(|case| case.status == status);
                by_media(&ident, &cases.collect::<Vec<_>>())
            };
            if let [StatusTest::Any] = statuses.as_slice() {
                let value = of(StatusTest::Any);
                return function(&quote!({ #value }));
            }
            let arms = statuses.into_iter().map(|status| {
                let (pattern, value) = (status_pattern(status), of(status));
                quote!(#pattern => #value,)
            });
            let open = operation.output.cases.iter().any(|case| case.status == StatusTest::Any);
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
    let value = |case: &OutputCase| {
        let variant = case.variant.as_ref().map(tokens::ident);
        match &case.decoded {
            Decoded::Nothing => quote!(Ok(#owner::#variant)),
            decoded => read(decoded, Some(&quote!(#owner::#variant))),
        }
    };
    if let [one] = cases {
        return value(one);
    }
    let mut open = false;
    // Many servers say nothing, or something that is nearly right, of their JSON; a page of HTML is still refused.
    let fallback = cases.iter().position(|case| is_fallback(case, cases));
    // Media types may differ in parameters only, which do not count here; the first of them is it.
    let mut seen: BTreeSet<&String> =
        fallback.and_then(|index| cases.get(index)).into_iter().flat_map(|case| &case.media).collect();
    let arms: Vec<TokenStream> = cases
        .iter()
        .enumerate()
        .filter(|(index, _)| fallback != Some(*index))
        .map(|(_, case)| {
            let value = value(case);
            let (ranges, exact): (Vec<&String>, Vec<&String>) =
                case.media.iter().partition(|media| media.ends_with("/*"));
            let exact = exact.into_iter().filter(|media| seen.insert(media));
            let exact: Vec<_> = exact.map(|media| tokens::string(media)).collect();
            let exact = (!exact.is_empty()).then(|| quote!(#(#exact)|* => #value,));
            let ranges = ranges.into_iter().map(|range| {
                if range == "*/*" {
                    open = true;
                    return quote!(_ => #value,);
                }
                let kind = tokens::string(range.trim_end_matches('*'));
                quote!(media if media.starts_with(#kind) => #value,)
            });
            let ranges: Vec<_> = ranges.collect();
            quote!(#exact #(#ranges)*)
        })
        .collect();
    let rest = (!open).then(|| match fallback.and_then(|index| cases.get(index)) {
        Some(json) => {
            let value = value(json);
            quote!(_ => #value,)
        }
        None => quote!(_ => Err(response.unexpected_media_type()),),
    });
    if let (Some(case), true) =
        (fallback.and_then(|index| cases.get(index)), arms.iter().all(TokenStream::is_empty))
    {
        return value(case);
    }
    quote!(match response.media_type().as_str() { #(#arms)* #rest })
}

/// True for JSON that no range of media types beside it takes.
fn is_fallback(case: &OutputCase, cases: &[&OutputCase]) -> bool {
    let taken = |range: &str| {
        range == "*/*" || case.media.iter().any(|media| media.starts_with(range.trim_end_matches('*')))
    };
    let mut ranges = cases.iter().flat_map(|case| &case.media).filter(|media| media.ends_with("/*"));
    matches!(case.decoded, Decoded::Json(_)) && !ranges.any(|range| taken(range))
}

/// A pattern for a status.
pub(crate) fn status_pattern(status: StatusTest) -> TokenStream {
    match status {
        StatusTest::Code(code) => super::literal::integer(i64::from(code)),
        StatusTest::Range(digit) => {
            let first = super::literal::integer(i64::from(digit) * 100);
            let last = super::literal::integer(i64::from(digit) * 100 + 99);
            quote!(#first..=#last)
        }
        StatusTest::Any => quote!(_),
    }
}

/// The expression that reads a body, in the variant `into` if there is one.
fn read(decoded: &Decoded, into: Option<&TokenStream>) -> TokenStream {
    let always = |value: TokenStream| match into {
        Some(variant) => quote!(Ok(#variant(#value))),
        None => quote!(Ok(#value)),
    };
    let map = into.map(|variant| quote!(.map(#variant)));
    match decoded {
        Decoded::Nothing => quote!(Ok(())),
        // Some servers send `null` as no body at all.
        Decoded::Json(Ty::Option(_)) => quote!(response.optional_json().map(Option::flatten)#map),
        Decoded::Json(Ty::Json) => quote!(response.optional_json().map(Option::unwrap_or_default)#map),
        Decoded::Json(_) => quote!(response.json()#map),
        Decoded::Value { form, .. } => {
            let form = response_headers::form(*form);
            quote!(response.text_value(#form)#map)
        }
        Decoded::Text => quote!(response.text()#map),
        Decoded::Bytes => always(quote!(response.bytes().clone())),
        Decoded::Stream => always(quote!(response.download())),
        Decoded::Events { part, sentinel, .. } => {
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
            always(quote!(response.#method(#sentinel)))
        }
        Decoded::Lines(_) => always(quote!(response.json_lines())),
    }
}

pub(crate) fn output_enum(operation: &Operation) -> Option<TokenStream> {
    let OutputTy::Several { ident } = &operation.output.ty else { return None };
    let ident = tokens::ident(ident);
    let variants = operation.output.cases.iter().map(|case| {
        let variant = case.variant.as_ref().map(tokens::ident);
        let docs = tokens::docs(&case.docs);
        match &case.decoded {
            Decoded::Nothing => quote!(#docs #variant,),
            decoded => {
                let ty = tokens::rust_type(&decoded.spelled(""), Scope::Crate);
                quote!(#docs #variant(#ty),)
            }
        }
    });
    Some(quote! {
        #[doc = " What a success holds, by status and media type."]
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #ident { #(#variants)* }
    })
}
