//! Turns OpenAPI documents, 2.0 to 3.2, into Rust client crates: the library of the command `openapi-rust`.
//!
//! [`generate`] is pure: bytes and settings in, files in memory and diagnostics out. The stages are modules, in the
//! order in which data flows through them; none looks past its neighbour.

pub mod code;
pub mod config;
pub mod conflict;
mod defaults;
pub mod diagnostic;
pub mod diff;
pub mod document;
mod emit;
mod format;
mod integer;
mod internal;
pub mod ir;
mod join;
mod keyword;
pub mod load;
pub mod lower;
mod mark;
mod markdown;
pub mod media_type;
mod memory;
pub mod mend;
mod model;
mod names;
pub mod output;
pub mod overlay;
mod pipeline;
pub mod pointer;
pub mod raw;
pub mod reference;
mod render;
mod runtime;
mod select;
pub mod siblings;
pub mod source;
pub mod surface;

pub use config::Config;
pub use join::join;
pub use mark::{HEADER, MARK, header, is_generated};
pub use output::{Output, Summary};
pub use pipeline::{Input, Outcome, Overlay, Wanted, generate, input_files};
pub use runtime::version as runtime_version;
pub use source::Files;

/// The version of this library.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
