//! What the programs of `cargo xtask bench` have in common: one task, and several clients that can do it.
//!
//! Every client has programs of its own, built from one source: `timed` calls and decodes on demand, `counted` counts
//! allocations, `small` is there for its size. All talk to the same `server`, a process of its own.

#[cfg(feature = "by-hand")]
mod by_hand;
pub mod counted;
pub mod data;
mod pin;
pub mod server;
pub mod shape;
mod side;
pub mod small;
pub mod timed;

#[cfg(feature = "by-hand")]
pub use by_hand::ByHand;
pub use side::{BoxError, Call, KEY, Side};
