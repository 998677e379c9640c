//! Passes over the declared schemas and the API, each a function with one job.

mod annotate;
mod arms;
pub(crate) mod content;
pub(crate) mod cycle;
pub(crate) mod direction;
pub(crate) mod dynamic;
pub(crate) mod events;
pub(crate) mod example;
mod fit;
pub(crate) mod flatten;
pub(crate) mod group;
pub(crate) mod infer;
pub(crate) mod inherit;
mod integer;
mod limits;
mod loss;
pub(crate) mod merge;
mod narrow;
pub(crate) mod patch;
mod product;
pub(crate) mod reach;
mod repeat;
pub(crate) mod required;
pub(crate) mod shape;
pub(crate) mod size;
pub(crate) mod spelling;

mod together;
mod tuple;
pub(crate) mod union;
pub(crate) mod unknown;
