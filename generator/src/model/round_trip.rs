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
        if spelt_alike(&ty) && depth(&sample.value) <= DEEPEST {
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

fn depth(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        serde_json::Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
