//! What a reviewer asks: `diff`, `why` and `replay`, and the part of `regen` that guards the version.

mod accepted;
mod changelog;
mod cli;
mod compare;
mod diff;
mod git;
mod guard;
mod inputs;
mod replay;
mod why;

pub(crate) use changelog::add as add_changelog;
pub(crate) use cli::{Diff, Replay, Why};
pub(crate) use guard::guard;

use crate::exit::Exit;

/// Runs `cargo xtask diff`.
pub(crate) fn run_diff(arguments: &Diff) -> Exit {
    diff::run(arguments).unwrap_or_else(|exit| exit)
}

/// Runs `cargo xtask why`.
pub(crate) fn run_why(arguments: &Why) -> Exit {
    why::run(arguments).unwrap_or_else(|exit| exit)
}

/// Runs `cargo xtask replay`.
pub(crate) fn run_replay(arguments: &Replay) -> Exit {
    replay::run(arguments).unwrap_or_else(|exit| exit)
}
