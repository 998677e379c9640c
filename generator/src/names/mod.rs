//! The one place that spells Rust identifiers: gather, propose, resolve.

pub(crate) mod alias;
pub(crate) mod arm;
pub(crate) mod casing;
pub(crate) mod client;
pub(crate) mod collision;
mod distinct;
pub(crate) mod file;
mod gather;
pub(crate) mod ident;
pub(crate) mod identity;
pub(crate) mod local;
mod members;
mod method;
pub(crate) mod operation;
pub(crate) mod operation_alias;
pub(crate) mod pins;
pub(crate) mod plan;
pub(crate) mod reason;
mod received;
pub(crate) mod scope;
pub(crate) mod status;
pub(crate) mod table;
pub(crate) mod within;

#[cfg(test)]
mod tests;
