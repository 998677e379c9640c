//! What changed between two states of the project, what of it was accepted, and what the changelog says of it.

pub(crate) mod accepted;
pub(crate) mod changelog;
mod compare;

pub(crate) use compare::{Asked, Comparison, api_of, compare};
