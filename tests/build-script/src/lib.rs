//! A crate whose modules are generated when it is built, by `build.rs`.
#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/src/lib.rs"));
