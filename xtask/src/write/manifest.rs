//! The manifest: which files the last run wrote, and what was in them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::digest::Digest;
use super::path::RelPath;

/// Where the manifest stands in the output folder.
pub const NAME: &str = ".regen-manifest";

/// The files of the last run with the digest of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: BTreeMap<RelPath, Digest>,
}

impl Manifest {
    /// The manifest of a tree that is about to be written.
    pub(super) fn of<'a>(files: impl IntoIterator<Item = (&'a RelPath, &'a str)>) -> Self {
        let digest = |(path, text): (&RelPath, &str)| (path.clone(), Digest::of(text.as_bytes()));
        Self { files: files.into_iter().map(digest).collect() }
    }

    /// Reads a manifest. Lines that are none of ours (a merge conflict, say) are left out: the files that
    /// they named then count as edited, which is the safe side.
    #[must_use]
    pub(super) fn parse(text: &str) -> Self {
        let entry = |line: &str| {
            let (digest, path) = line.split_once("  ")?;
            Some((RelPath::new(path)?, digest.parse().ok()?))
        };
        Self { files: text.lines().filter_map(entry).collect() }
    }

    /// The text of the file, one line for each path, sorted.
    #[must_use]
    pub(super) fn render(&self) -> String {
        let mut text = format!(
            "# {}\n# What the last run wrote, with a digest of each file, so that edits by hand are found.\n",
            generator::HEADER
        );
        for (path, digest) in &self.files {
            let _ = writeln!(text, "{digest}  {path}");
        }
        text
    }

    /// The digest of a file as it was written, if we wrote it.
    #[must_use]
    pub(super) fn digest(&self, path: &RelPath) -> Option<Digest> {
        self.files.get(path).copied()
    }

    /// The files, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &RelPath> {
        self.files.keys()
    }
}

#[cfg(test)]
mod tests {
    use super::{Manifest, RelPath};

    #[test]
    fn reads_back_and_survives_a_merge_conflict() {
        let (a, b) = (RelPath::new("a.rs").unwrap(), RelPath::new("src/b.rs").unwrap());
        let manifest = Manifest::of([(&b, "two"), (&a, "one")]);
        let text = manifest.render();
        assert_eq!(Manifest::parse(&text), manifest);

        let conflict = text.replace("  a.rs", "  a.rs\n<<<<<<< ours\n00  ../../etc/passwd\n=======");
        assert_eq!(Manifest::parse(&conflict), manifest);
    }
}
