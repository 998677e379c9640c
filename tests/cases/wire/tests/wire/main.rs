//! What goes over the wire.

mod arguments;
mod bodies;
mod body_limits;
mod dates;
mod diff_to;
mod enum_arms;
mod event_ends;
mod integers;
mod media_types;
mod nullable;
mod numerals;
mod parameters;
mod part_order;
mod read_only;
mod received;
mod reserved;
mod responses;
mod retries;
mod rules;
mod samples;
mod secrets;
mod security;
mod setters;
mod several;
mod several_apis;
mod stream_or_json;
mod streams;
mod tuples;
mod types_only;
mod union_accessors;
mod unions;
mod unknown_members;
mod values;

/// A client of a case, of this server.
macro_rules! client {
    ($case:ident, $server:expr) => {
        $case::Client::builder().base_url(&$server.url).build().unwrap()
    };
}
pub(crate) use client;

/// Decodes a value; encoding it again must give the same, but for `1` and `1.0`, which are one number.
#[track_caller]
pub(crate) fn round<T>(json: &str) -> T
where
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    let value: T = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    let again: serde_json::Value = serde_json::to_value(&value).unwrap();
    let before: serde_json::Value = serde_json::from_str(json).unwrap();
    assert!(same(&again, &before), "{again} is not {before}");
    value
}

fn same(one: &serde_json::Value, other: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (one, other) {
        (Number(one), Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Array(one), Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Object(one), Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| same(one, other)))
        }
        _ => one == other,
    }
}
