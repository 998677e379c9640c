//! What the Rust crate is: types, operations, client, dependencies. Every decision is taken by now;
//! `emit` prints it.

mod alias;
mod argument;
mod body;
pub(crate) mod build;
mod check;
mod environment;
mod error;
mod fact;
mod feature;
mod field;
mod item;
pub(crate) mod operation;
mod order;
mod package;
pub(crate) mod pagination;
mod presence;
mod response_header;
mod round_trip;
mod rule;
mod rust_type;
mod secret;
mod types;
mod update_request;
mod values;

pub(crate) use alias::exported;
pub use argument::Way;
pub(crate) use argument::{Argument, Convert, header};
pub(crate) use check::{FieldRules, Number, Rule, ValueRules};
pub(crate) use fact::Fact;
pub(crate) use feature::OnDemand;
pub(crate) use item::*;
pub(crate) use presence::Presence;
pub use rust_type::Type;
pub(crate) use update_request::{Conversion, Step as UpdateStep, UpdateField, UpdateRequest};
