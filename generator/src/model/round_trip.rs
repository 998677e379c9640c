//! Which values of the document the crate's own tests decode and encode.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::{RoundTrips, Ty};

/// Values nested deeper are beyond `serde_json`'s limit.
const DEEPEST: usize = 100;

/// The examples and defaults with the types that hold them.
pub(crate) fn build(context: &Context<'_>) -> RoundTrips {
    let mut values: BTreeMap<Ty, BTreeSet<String>> = BTreeMap::new();
    for sample in &context.api.samples {
        let ty = context.ty(sample.schema);
        if spelt_alike(&ty) && is_exact(&ty, &sample.value) && depth(&sample.value) <= DEEPEST {
            let mut value = sample.value.clone();
            value.sort_all_objects();
            values.entry(ty).or_default().insert(value.to_string());
        }
    }
    let mapped = context.config.types.formats.values();
    // A configured type may have a spelling of its own for what it reads.
    RoundTrips { values, exact: !mapped.map(|format| &format.path).any(|path| path.contains("::")) }
}

/// True for types that are written outside of the crate as they are inside, and are more than text or JSON.
fn spelt_alike(ty: &Ty) -> bool {
    match ty {
        Ty::Named(_) | Ty::Int(_) | Ty::Float(_) => true,
        Ty::Vec(inner) | Ty::Map(inner) | Ty::Prefix(inner) | Ty::Option(inner) => spelt_alike(inner),
        Ty::Tuple(items) => items.iter().all(spelt_alike),
        _ => false,
    }
}

/// False where integers of Rust would be read from floats: JSON keeps those beyond 64 bits so, and only fields of structs
/// read them.
fn is_exact(ty: &Ty, value: &serde_json::Value) -> bool {
    match ty {
        Ty::Int(_) => !value.is_f64(),
        Ty::Vec(inner) | Ty::Map(inner) | Ty::Prefix(inner) | Ty::Option(inner) => match value {
            serde_json::Value::Array(items) => items.iter().all(|item| is_exact(inner, item)),
            serde_json::Value::Object(members) => members.values().all(|value| is_exact(inner, value)),
            value => is_exact(inner, value),
        },
        Ty::Tuple(items) => match value.as_array() {
            Some(values) => items.iter().zip(values).all(|(ty, value)| is_exact(ty, value)),
            None => true,
        },
        _ => true,
    }
}

fn depth(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        serde_json::Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
