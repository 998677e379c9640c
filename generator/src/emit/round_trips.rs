//! `tests/examples.rs`: the document's examples decode into the crate's types, and encode to equal values.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::RustFile;
use super::tokens::{self, Scope};
use crate::markdown;
use crate::model::{Crate, OnDemandFeature, Ty};
use crate::names::ident::Ident;

/// The values, a line each; the first line is the mark of generated files as JSON.
pub(super) fn values(model: &Crate) -> BTreeMap<String, String> {
    let mut text = String::new();
    for (ty, values) in &model.round_trips.values {
        let name = Value::from(name(ty));
        for value in values {
            let _ = writeln!(text, "{{\"type\":{name},\"value\":{value}}}");
        }
    }
    if text.is_empty() {
        return BTreeMap::new();
    }
    BTreeMap::from([("tests/examples.jsonl".to_owned(), markdown::escape_invisible(&text))])
}

/// The test that reads them.
pub(super) fn test(model: &Crate) -> RustFile<'static> {
    let types: Vec<&Ty> = model.round_trips.values.keys().collect();
    let mut named = BTreeSet::new();
    for ty in &types {
        ty.named(&mut named);
    }
    let library = tokens::path(&model.package.path());
    let models = if named.is_empty() { TokenStream::new() } else { quote!(use #library::models;) };
    let gates = on_demand(model);
    let features = if gates.is_empty() { &[] } else { &*model.package.on_demand };
    let items = vec![
        head(model, !gates.is_empty()),
        quote!(
            use std::collections::BTreeMap;
        ),
        models,
        quote!(
            use serde::de::DeserializeOwned;
        ),
        quote!(
            use serde::Serialize;
        ),
        quote!(
            use serde_json::Value;
        ),
        table(&gates, &types),
        run(),
        check(features),
        round_trip(model.round_trips.exact),
        comparison(),
    ];
    RustFile::new("tests/examples.rs".to_owned(), items)
}

/// A type as it is written in the test.
fn name(ty: &Ty) -> String {
    tokens::ty(ty, Scope::Crate).to_string().replace(' ', "")
}

fn head(model: &Crate, is_idle: bool) -> TokenStream {
    let docs = tokens::inner_docs(&[
        "The examples in the API's document decode into the types of this crate, and encode to equal values."
            .to_owned(),
        String::new(),
        "Examples that do not fit their schema are not among them: the generator reports those.".to_owned(),
    ]);
    let features: Vec<_> = model.package.features.keys().map(|name| tokens::string(name)).collect();
    // A type is there when one of its tags is.
    let gate = match &*features {
        [] => None,
        [feature] => Some(quote!(#![cfg(feature = #feature)])),
        features => Some(quote!(#![cfg(all(#(feature = #features),*))])),
    };
    // Where no type is left, nothing uses the rest.
    let idle = is_idle
        .then(|| quote!(#![allow(dead_code, unused_imports, reason = "types may be there on demand only")]));
    quote! {
        #docs
        #gate
        #idle
        #![allow(deprecated, reason = "deprecated types have examples, too")]
    }
}

fn table(gates: &BTreeMap<&Ident, &[String]>, types: &[&Ty]) -> TokenStream {
    let rows = types.iter().map(|ty| {
        let mut named = BTreeSet::new();
        ty.named(&mut named);
        let gate = named.iter().find_map(|ident| gates.get(ident)).map(|features| tokens::gate(features));
        let (name, ty) = (name(ty), tokens::ty(ty, Scope::Crate));
        quote!(#gate (#name, round_trip::<#ty>))
    });
    quote! {
        #[doc = " Decodes and encodes a value, and gives what came of it."]
        type RoundTrip = fn(&Value) -> Result<Value, serde_json::Error>;

        const TYPES: &[(&str, RoundTrip)] = &[#(#rows),*];
    }
}

/// The features of types that are there on demand only.
fn on_demand(model: &Crate) -> BTreeMap<&Ident, &[String]> {
    let is_on_demand = |name: &String| model.package.on_demand.iter().any(|feature| feature.name == *name);
    let files = model
        .type_files
        .iter()
        .filter(|file| !file.features.is_empty() && file.features.iter().all(is_on_demand));
    files.flat_map(|file| file.items.iter().map(|item| (&item.ident, file.features.as_slice()))).collect()
}

fn run() -> TokenStream {
    quote! {
        #[test]
        fn examples_decode_and_encode_to_equal_values() {
            let types: BTreeMap<&str, RoundTrip> = TYPES.iter().copied().collect();
            let mut failures = Vec::new();
            for line in include_str!("examples.jsonl").lines().skip(1) {
                let failure = match serde_json::from_str(line) {
                    Ok(example) => check(&example, &types),
                    Err(error) => Some(format!("{line}: {error}")),
                };
                failures.extend(failure);
            }
            assert!(failures.is_empty(), "{} examples differ:\n{}", failures.len(), failures.join("\n"));
        }
    }
}

/// Types that are there on demand may be missing where nobody demands them.
fn check(on_demand: &[OnDemandFeature]) -> TokenStream {
    let missing = if on_demand.is_empty() {
        quote!(return Some(format!("there is no type {ty}")))
    } else {
        let features = on_demand.iter().map(|feature| tokens::string(&feature.name));
        quote!(return cfg!(all(#(feature = #features),*)).then(|| format!("there is no type {ty}")))
    };
    quote! {
        fn check(example: &Value, types: &BTreeMap<&str, RoundTrip>) -> Option<String> {
            let (ty, value) = (example["type"].as_str().unwrap_or_default(), &example["value"]);
            let Some(round_trip) = types.get(ty) else { #missing };
            match round_trip(value) {
                Ok(again) if equal(value, &again) => None,
                Ok(again) => Some(format!("{ty}: {value} became {again}")),
                Err(error) => Some(format!("{ty}: {error} in {value}")),
            }
        }
    }
}

/// Types from the configuration may spell a value in their own way, once.
fn round_trip(exact: bool) -> TokenStream {
    let again = quote!(serde_json::from_str(&serde_json::to_string(&decoded)?));
    let body = if exact {
        quote!(#again)
    } else {
        quote! {
            let again: T = #again?;
            if again == decoded { Ok(value.clone()) } else { serde_json::to_value(again) }
        }
    };
    let equal = (!exact).then(|| quote!(+ PartialEq));
    quote! {
        fn round_trip<T: DeserializeOwned + Serialize #equal>(value: &Value) -> Result<Value, serde_json::Error> {
            let decoded: T = serde_json::from_str(&value.to_string())?;
            #body
        }
    }
}

fn comparison() -> TokenStream {
    quote! {
        #[doc = " The same value, however its numbers are spelt: `50` and `50.0` are one."]
        fn equal(a: &Value, b: &Value) -> bool {
            match (a, b) {
                (Value::Number(a), Value::Number(b)) if a.is_f64() != b.is_f64() => a.as_f64() == b.as_f64(),
                (Value::Array(a), Value::Array(b)) => {
                    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
                }
                (Value::Object(a), Value::Object(b)) => {
                    let same = |(key, value)| b.get(key).is_some_and(|other| equal(value, other));
                    a.len() == b.len() && a.iter().all(same)
                }
                _ => a == b,
            }
        }
    }
}
