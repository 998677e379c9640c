//! Where the project's own files are.

use std::path::{Path, PathBuf};

/// The API description.
pub(crate) const DOCUMENT: &str = "spec/guardrails.yaml";
/// Its settings.
pub(crate) const CONFIG: &str = "spec/regen.toml";
/// Breaking changes that were accepted without the version that they ask for.
pub(crate) const ACCEPTED: &str = "spec/accepted.toml";
/// A section of the changelog for each version.
pub(crate) const CHANGELOG: &str = "spec/changelog";
/// The generated crate.
pub(crate) const CRATE: &str = "generated";
/// Its manifest.
pub(crate) const MANIFEST: &str = "generated/Cargo.toml";
/// Its public API.
pub(crate) const API: &str = "generated/api.snap";

/// The folder of the workspace: the one cargo runs us from, so that a moved clone finds its own files.
pub(crate) fn root() -> PathBuf {
    let running = std::env::var_os("CARGO_MANIFEST_DIR");
    let running = running.and_then(|package| Path::new(&package).parent().map(Path::to_owned));
    let workspace = |package: &Path| package.ancestors().nth(2).map(Path::to_owned);
    let built = Path::new(env!("CARGO_MANIFEST_DIR"));
    let running = running.filter(|root| root.join(CONFIG).is_file());
    running.or_else(|| workspace(built)).unwrap_or_else(|| built.to_owned())
}
