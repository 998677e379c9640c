//! What several tests of the whole share.

pub mod additions;
pub mod case;
pub mod code;
pub mod counted;
pub mod documents;
pub mod each;
pub mod generation;
pub mod kinds;
pub mod server;
pub mod wire;
pub mod workspace;
