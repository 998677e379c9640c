//! `[output]` and `[review]`: where a project keeps what is made of its document, and what tells of its history.

use serde::Deserialize;

/// `[output]`: the crate that is written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OutputSettings {
    /// Its folder, relative to this configuration. `--out` overrides it. Default: `../generated`.
    pub path: String,
    /// Whether there is a client. Without one there are the types of the document alone, for servers, webhooks and clients of
    /// another make: each can be made, read, checked and written, and none is behind a cargo feature. Default: true.
    pub client: bool,
    /// The command that the first line of each file names, for those who want to change it. Default: `openapi-rust`.
    pub command: String,
    /// No key: a build script asks for it. The modules become part of a crate that somebody else writes, by `include!`, which
    /// takes no attributes of a whole crate.
    #[serde(skip)]
    pub included: bool,
    /// No key: the module that the document is, of a crate that has several (`[[api]]`).
    #[serde(skip)]
    pub module: Option<String>,
}

impl Default for OutputSettings {
    fn default() -> Self {
        Self {
            path: "../generated".into(),
            client: true,
            command: "openapi-rust".into(),
            included: false,
            module: None,
        }
    }
}

/// `[review]`: what tells of the history of a project. Paths are relative to this configuration.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Review {
    /// The folder with a section of the changelog for each version. Default: `changelog`.
    pub changelog: String,
    /// The file with the breaking changes that were accepted. Default: `accepted.toml`.
    pub accepted: String,
    /// What `cargo test` is given to run the tests whose snapshots show what is generated, each with the folders that hold
    /// nothing but their snapshots. Default: none.
    pub snapshots: Vec<Snapshots>,
}

/// An entry of `snapshots`.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Snapshots {
    /// The arguments of `cargo test`.
    pub tests: Vec<String>,
    /// Snapshots in these folders that no such test refers to are deleted.
    pub folders: Vec<String>,
}

impl Default for Review {
    fn default() -> Self {
        Self { changelog: "changelog".into(), accepted: "accepted.toml".into(), snapshots: Vec::new() }
    }
}
