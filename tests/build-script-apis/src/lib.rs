//! A crate of several documents, whose modules are generated when it is built, by `build.rs`.
#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/src/lib.rs"));
