//! The files beside a document, for its references: on the disk, or in a git revision.

use std::io;
use std::path::{Path, PathBuf};

use generator::Files;

use crate::{file, git};

/// Files in the folder of a document on the disk.
#[derive(Debug)]
pub(super) struct FolderFiles {
    folder: PathBuf,
    limit: usize,
}

impl FolderFiles {
    /// Those in the folder of `document`.
    pub(super) fn new(document: &Path, limit: usize) -> Self {
        let folder = document.parent().filter(|folder| !folder.as_os_str().is_empty());
        Self { folder: folder.unwrap_or(Path::new(".")).to_owned(), limit }
    }
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
}

impl Files for RevisionFiles {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        let path = format!("{}/{relative}", self.folder);
        git::show(&self.root, &self.revision, &path).map_err(io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use super::{Files as _, FolderFiles};
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
        let files = FolderFiles::new(&place("docs/api.yaml"), 1000);
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
        // One byte above the limit is enough for the reader to see that there is too much.
        assert_eq!(read(&place("docs/api.yaml"), 4).unwrap(), b"docs/");
    }
}
