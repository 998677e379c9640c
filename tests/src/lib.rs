//! What several tests of the whole share.

pub mod server;
pub mod wire;
