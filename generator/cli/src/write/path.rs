//! Paths below the output folder, checked so that none of them can lead out of it or to what is not the output's.

use std::fmt;
use std::path::{Path, PathBuf};

/// A relative path of plain components, separated by `/`.
///
/// Journals are read back from the disk, so their paths are as little trusted as any input. A component begins with a
/// letter, a digit or `_`: no hidden file or folder (`.git`, `.cargo`, our own `.regen`) is part of an output, however a
/// file system spells it (`git~1` is another name of `.git`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(String);

impl RelPath {
    /// Takes the text if every component is an ordinary name.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let plain = |part: &str| {
            part.len() <= 255
                && part.starts_with(|first: char| first.is_alphanumeric() || first == '_')
                && !part.contains(['\\', ':', '~'])
                && !part.contains(char::is_control)
        };
        (text.len() <= 4096 && text.split('/').all(plain)).then(|| Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its first component.
    #[must_use]
    pub fn top(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// The path below `root`, in the separators of the platform.
    #[must_use]
    pub fn under(&self, root: &Path) -> PathBuf {
        self.0.split('/').fold(root.to_owned(), |path, part| path.join(part))
    }

    /// The folders that lead to the file, outermost first; none for a file at the top.
    pub fn folders(&self) -> impl Iterator<Item = Self> + '_ {
        self.0
            .match_indices('/')
            .filter_map(|(end, _)| self.0.get(..end))
            .map(|folder| Self(folder.to_owned()))
    }

    /// The folder that holds the file; `None` for the output folder itself.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('/').map(|(folder, _)| Self(folder.to_owned()))
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::RelPath;

    #[test]
    fn takes_plain_paths_only() {
        for good in ["a", "src/lib.rs", "src/models/a_b.rs", "_/a.b.rs"] {
            assert!(RelPath::new(good).is_some(), "{good}");
        }
        for bad in ["", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\\b", "c:a", "a\nb", "a\0"] {
            assert!(RelPath::new(bad).is_none(), "{bad:?}");
        }
        for hidden in
            [".regen", ".git/hooks/pre-commit", "a/.GIT/config", "\u{200c}.git/config", "git~1/config"]
        {
            assert!(RelPath::new(hidden).is_none(), "{hidden:?}");
        }
        assert!(RelPath::new(&"a".repeat(256)).is_none());
    }

    #[test]
    fn knows_its_folders() {
        let path = RelPath::new("a/b/c.rs").unwrap();
        assert_eq!(path.folders().map(|folder| folder.0).collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(path.parent().map(|folder| folder.0).as_deref(), Some("a/b"));
        assert_eq!(RelPath::new("c.rs").unwrap().folders().count(), 0);
    }
}
