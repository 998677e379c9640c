//! The files beside a document, for its references: on the disk, or in a git revision.

use std::io;
use std::path::{Path, PathBuf};

use generator::Files;

use crate::{file, git};

/// How a folder of files is called, and what the document is called in it.
#[derive(Debug)]
pub(super) struct Place {
    /// The folder as messages call it.
    pub(super) shown: String,
    /// The document's own name in the folder.
    pub(super) document: String,
}

/// Files in a folder on the disk.
#[derive(Debug)]
pub(super) struct FolderFiles {
    /// The folder.
    pub(super) folder: PathBuf,
    /// The most bytes of one.
    pub(super) limit: usize,
    /// How it is called.
    pub(super) place: Place,
}

/// The folder of a file.
pub(super) fn folder_of(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// The name of a file within a folder, if it is there.
pub(super) fn name_within(folder: &Path, file: &Path) -> io::Result<Option<String>> {
    let path = folder_of(file).canonicalize()?.join(file.file_name().unwrap_or_default());
    let Ok(below) = path.strip_prefix(folder.canonicalize()?) else { return Ok(None) };
    let names = below.components().map(|name| name.as_os_str().to_string_lossy());
    Ok(Some(names.collect::<Vec<_>>().join("/")))
}

impl Files for FolderFiles {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        let folder = self.folder.canonicalize()?;
        let path = folder.join(relative).canonicalize()?;
        // The name was checked before; a link may still lead elsewhere.
        if !path.starts_with(&folder) {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "it leads out of the document's folder",
            ));
        }
        file::read(&path, self.limit)
    }

    fn document(&self) -> Option<&str> {
        Some(&self.place.document)
    }

    fn shown(&self, relative: &str) -> String {
        below(&self.place.shown, relative)
    }
}

/// Files in a folder of a git revision.
#[derive(Debug)]
pub(super) struct RevisionFiles {
    /// The root of the project.
    pub(super) root: PathBuf,
    /// The revision.
    pub(super) revision: String,
    /// The folder, from the root.
    pub(super) folder: String,
    /// The document's own name in the folder.
    pub(super) document: String,
}

impl Files for RevisionFiles {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        let path = below(&self.folder, relative);
        git::show(&self.root, &self.revision, &path).map_err(io::Error::other)
    }

    fn document(&self) -> Option<&str> {
        Some(&self.document)
    }

    fn shown(&self, relative: &str) -> String {
        format!("{}:{}", self.revision, below(&self.folder, relative))
    }
}

/// A path that is relative to a folder, without the steps back that it can do without.
pub(crate) fn below(folder: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = if folder.is_empty() { Vec::new() } else { folder.split('/').collect() };
    for part in relative.split('/') {
        match (part, parts.last()) {
            (".", _) => {}
            ("..", Some(last)) if !matches!(*last, "" | "." | "..") && !last.contains(':') => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::{super::Source, below};
    use crate::file::read;
    use std::fs;

    #[test]
    fn reads_beside_the_document_and_nowhere_else() {
        let around = tempfile::tempdir().unwrap();
        let place = |name: &str| around.path().join(name);
        for folder in ["docs/parts", "conf", "docs/out"] {
            fs::create_dir_all(place(folder)).unwrap();
        }
        for name in ["docs/api.yaml", "docs/parts/pet.yaml", "conf/regen.toml", "conf/o.yaml", "secret.yaml"]
        {
            fs::write(place(name), name).unwrap();
        }
        let named = Source::given(&place("docs/api.yaml"));
        let files = named.siblings(None, 1000).unwrap();
        assert_eq!(files.document(), Some("api.yaml"));
        let shown = place("docs/parts/pet.yaml").display().to_string();
        assert_eq!(files.shown("parts/pet.yaml"), shown);
        assert_eq!(files.read("parts/pet.yaml").unwrap(), b"docs/parts/pet.yaml");
        assert!(files.read("missing.yaml").is_err());
        assert!(files.read("../secret.yaml").is_err());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(place("secret.yaml"), place("docs/link.yaml")).unwrap();
            std::os::unix::fs::symlink(place("docs/parts/pet.yaml"), place("docs/inner.yaml")).unwrap();
            assert!(files.read("link.yaml").is_err());
            assert!(files.read("inner.yaml").is_ok());
        }
        // A wider root lets references lead further, and no further than that.
        let root = Source::given(around.path());
        let wide = named.siblings(Some(&root), 1000).unwrap();
        assert_eq!(wide.document(), Some("docs/api.yaml"));
        assert_eq!(wide.read("secret.yaml").unwrap(), b"secret.yaml");
        assert!(wide.read("../secret.yaml").is_err());
        assert!(named.siblings(Some(&Source::given(&place("conf"))), 1000).is_err());
        // One byte above the limit is enough for the reader to see that there is too much.
        assert_eq!(read(&place("docs/api.yaml"), 4).unwrap(), b"docs/");
    }

    #[test]
    fn steps_back_are_taken() {
        for (folder, relative, wanted) in [
            ("spec", "../a.yaml", "a.yaml"),
            ("a/b", "../../c/./d.yaml", "c/d.yaml"),
            ("", "../a.yaml", "../a.yaml"),
            ("/x", "../a.yaml", "/a.yaml"),
            ("../x", "../../a.yaml", "../../a.yaml"),
        ] {
            assert_eq!(below(folder, relative), wanted, "{folder} {relative}");
        }
    }
}
