//! Requests of the generated client, made from arguments by their names on the wire: for the snapshot that pins them
//! and for the comparison with requests recorded elsewhere.

mod args;
mod build;
mod compare;
mod differences;
mod document;
mod recording;
mod replay;
mod value;

pub use args::Args;
pub use build::{Prepared, prepare};
pub use differences::{Difference, Differences};
pub use document::{Document, Facts};
pub use replay::{Outcome, Replayed, replay};
