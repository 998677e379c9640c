//! Where the project's own files are, for what only this project does.

use std::path::{Path, PathBuf};

/// The API description.
pub(crate) const DOCUMENT: &str = "spec/guardrails.yaml";
/// Its settings.
pub(crate) const CONFIG: &str = "spec/regen.toml";
/// The programs whose run time is compared.
pub(crate) const BENCH_PROGRAMS: &str = "xtask/bench-programs";

/// The folder of the workspace: the one cargo runs us from, so that a moved clone finds its own files.
pub(crate) fn root() -> PathBuf {
    let workspace = |package: &Path| package.parent().map(Path::to_owned);
    let running = std::env::var_os("CARGO_MANIFEST_DIR").and_then(|package| workspace(Path::new(&package)));
    let built = Path::new(env!("CARGO_MANIFEST_DIR"));
    let running = running.filter(|root| root.join(CONFIG).is_file());
    running.or_else(|| workspace(built)).unwrap_or_else(|| built.to_owned())
}
