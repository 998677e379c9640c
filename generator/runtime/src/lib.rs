//! The runtime of generated API clients, as a crate of its own so that it can be tested alone.
//!
//! Everything lives in [`runtime`], whose files are copied byte for byte into each generated crate as
//! `src/runtime/`; so `crate::runtime::..` names the same item in both places.

pub mod runtime;
