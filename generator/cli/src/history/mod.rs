//! What changed between two states of the project, what of it was accepted, and what the changelog says of it.

pub(crate) mod accepted;
pub(crate) mod changelog;
mod compare;
mod pending;
mod report;

pub(crate) use compare::{Comparison, api_of, compare};
pub(crate) use pending::Pending;
pub use report::Format;
pub(crate) use report::{Versions, json, render};
