//! The few things that a run does to the disk, behind a trait so that tests can make each of them fail.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Operations that change the disk. Reading needs no seam: it harms nothing.
pub trait Disk {
    /// Creates a folder whose parent exists.
    ///
    /// # Errors
    /// Those of the file system, as for all methods here.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Creates a new file; with `flush`, returns when its content is on the disk.
    ///
    /// # Errors
    /// Also when the file exists.
    fn create_file(&self, path: &Path, content: &[u8], flush: bool) -> io::Result<()>;
    /// A second name for a file (or a copy of it, where the file system has no links).
    ///
    /// # Errors
    /// Those of the file system.
    fn keep(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Renames a file, replacing what is at the new name, in one step.
    ///
    /// # Errors
    /// Those of the file system.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    ///
    /// # Errors
    /// Those of the file system.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder and all that is in it, following no link.
    ///
    /// # Errors
    /// Those of the file system.
    fn remove_tree(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    ///
    /// # Errors
    /// Also when the folder is not empty.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Returns when the names in a folder are on the disk.
    ///
    /// # Errors
    /// Those of the file system.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
}

/// The real disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn create_file(&self, path: &Path, content: &[u8], flush: bool) -> io::Result<()> {
        let mut file = fs::File::create_new(path)?;
        file.write_all(content)?;
        if flush { file.sync_all() } else { Ok(()) }
    }

    fn keep(&self, from: &Path, to: &Path) -> io::Result<()> {
        match fs::hard_link(from, to) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Err(_) => self.create_file(to, &fs::read(from)?, true),
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        // Only Unix can open a folder to flush it; elsewhere the file system orders renames itself.
        if cfg!(unix) { fs::File::open(path)?.sync_all() } else { Ok(()) }
    }
}
