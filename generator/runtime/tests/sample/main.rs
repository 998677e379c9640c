//! A miniature generated crate, written by hand in the shape that the generator prints, and the tests that run
//! against it. The runtime is compiled in as a module, as it is in a generated crate.
#![allow(dead_code, reason = "a generated crate is a library; here only the tests use it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_push_string,
    clippy::items_after_statements,
    clippy::float_cmp,
    clippy::large_stack_arrays,
    unreachable_pub,
    reason = "tests may"
)]

#[path = "../../src/runtime/mod.rs"]
pub mod runtime;

mod client;
mod errors;
mod models;
mod operations;

mod support;

mod bad_answers;
mod blocking;
mod bodies;
mod configuration;
mod connection_fields;
mod credentials;
mod encodings;
mod error_conversions;
mod hostile;
mod kept_answers;
mod load;
mod log;
mod objects;
mod paging;
mod raw_requests;
mod retries;
mod rows;
mod rules;
mod secrets;
mod settings;
mod smoke;
mod streams;
mod styles;
mod tls;
mod traces;
mod transport_faults;
mod undocumented;
mod values;
mod wire;

pub use runtime::{Error, Null};

/// A client whose calls are futures.
pub type Client = runtime::Client;
/// Builds a [`Client`].
pub type ClientBuilder = runtime::ClientBuilder;
