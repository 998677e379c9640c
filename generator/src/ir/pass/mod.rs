//! Passes over the declared schemas and the API, each a function with one job.

pub(crate) mod cycle;
pub(crate) mod direction;
pub(crate) mod inherit;
pub(crate) mod merge;
pub(crate) mod patch;
pub(crate) mod reach;
pub(crate) mod shape;
pub(crate) mod union;
