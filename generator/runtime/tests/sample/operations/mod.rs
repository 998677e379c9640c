//! The operations, by tag.

pub mod items;
