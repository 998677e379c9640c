//! What goes over the wire. Each `#[ignore]` is a known fault of the generator and says which.

mod bodies;
mod parameters;
mod responses;
mod security;
mod streams;
mod unions;
mod values;

/// A client of a case, of this server.
macro_rules! client {
    ($case:ident, $server:expr) => {
        $case::Client::builder().base_url(&$server.url).build().unwrap()
    };
}
pub(crate) use client;

/// Decodes a value; encoding it again must give the same.
#[track_caller]
pub(crate) fn round<T>(json: &str) -> T
where
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    let value: T = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    let again: serde_json::Value = serde_json::to_value(&value).unwrap();
    assert_eq!(again, serde_json::from_str::<serde_json::Value>(json).unwrap());
    value
}
