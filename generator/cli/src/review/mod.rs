//! What a reviewer asks: `diff`, `why` and `replay`.

mod args;
mod diff;
mod replay;
mod why;

pub use args::{Diff, Replay, Why};
pub(crate) use diff::run as run_diff;
pub(crate) use replay::run as run_replay;
pub(crate) use why::run as run_why;
