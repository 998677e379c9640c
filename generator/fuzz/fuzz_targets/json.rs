//! JSON as servers send it, read to the letter and leniently: a value or an error, in time that grows as the text does.
#![no_main]

use std::collections::BTreeMap;

use generator_fuzz::models::{Item, ItemPage};
use generator_fuzz::runtime::{self, RawResponse, formats};
use generator_fuzz::within;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let response = RawResponse::buffered(http::StatusCode::OK, http::HeaderMap::new(), bytes.to_vec());
    within(|| {
        let value = response.json::<serde_json::Value>();
        // What is read to the letter is read leniently, too.
        if serde_json::from_slice::<serde_json::Value>(bytes).is_ok() {
            assert!(value.is_ok(), "{value:?}");
        }
        let _ = response.json::<Item>();
        let _ = response.json::<ItemPage>();
        let _ = response.json::<BTreeMap<String, Vec<i64>>>();
        let _ = response.json::<runtime::RawJson>();
        let _ = response.optional_json::<f64>();
        let _ = response.text();
    });
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    within(|| {
        for format in [
            "date-time",
            "date",
            "time",
            "duration",
            "uuid",
            "uri",
            "email",
            "ipv4",
            "ipv6",
            "byte",
            "decimal",
        ] {
            let _ = formats::has(format, text);
        }
        let quoted = serde_json::Value::from(text);
        let _ = serde_json::from_value::<runtime::Base64>(quoted.clone());
        let _ = serde_json::from_value::<runtime::jiff::DateTime>(quoted.clone());
        let _ = serde_json::from_value::<runtime::chrono::DateTime>(quoted.clone());
        let _ = serde_json::from_value::<runtime::time::DateTime>(quoted);
    });
});
