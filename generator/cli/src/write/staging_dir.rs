//! The working folder inside the output folder: it exists while a run writes, and after a run that was killed.
//!
//! It stands inside the output because only there is it sure to be on the same file system, where a rename
//! is one step, and because the folder around the output may belong to someone else.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::disk::Disk;
use super::error::WriteError;
use super::plan::{FileKind, file_kind};

/// The name of the working folder.
const NAME: &str = ".regen";

/// The file in it that is written before it gets its name.
pub(super) const DRAFT: &str = "draft";

/// The working folder, locked: no other run writes to the same output.
pub(super) struct StagingDir<'d> {
    pub(super) disk: &'d dyn Disk,
    pub(super) out: PathBuf,
    folder: PathBuf,
    _lock: File,
}

/// Whether an earlier run left its working folder behind.
pub(super) fn is_left_behind(out: &Path) -> bool {
    fs::symlink_metadata(out.join(NAME)).is_ok()
}

/// Whether an earlier run was killed between its first rename and its last.
pub(super) fn is_half_written(out: &Path) -> bool {
    ["journal", "undo"].iter().any(|name| fs::symlink_metadata(out.join(NAME).join(name)).is_ok())
}

impl<'d> StagingDir<'d> {
    /// Creates and locks it; waits while another run holds the lock, after saying so.
    pub(super) fn open(disk: &'d dyn Disk, out: &Path, waiting: &dyn Fn()) -> Result<Self, WriteError> {
        let folder = out.join(NAME);
        let path = folder.join("lock");
        loop {
            match disk.create_folder(&folder) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(WriteError::io("create", &folder)(error));
                }
                _ => {}
            }
            if !matches!(file_kind(&folder)?, FileKind::Folder | FileKind::Absent) {
                return Err(in_the_way(&folder));
            }
            // Looked at before it is opened: a link leads elsewhere, and a pipe waits for a reader.
            if !matches!(file_kind(&path)?, FileKind::File | FileKind::Absent) {
                return Err(in_the_way(&path));
            }
            let lock = match File::options().create(true).truncate(false).write(true).open(&path) {
                // The run before us took its folder away between our two steps.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                result => result.map_err(WriteError::io("create", &path)).inspect_err(|_| {
                    let _ = disk.remove_folder(&folder);
                })?,
            };
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    waiting();
                    lock.lock().map_err(WriteError::io("lock", &path))?;
                }
                Err(TryLockError::Error(error)) => return Err(WriteError::io("lock", &path)(error)),
            }
            // The run before us may have removed the file that we waited for: a lock on it keeps nobody out.
            let held = lock.try_clone().and_then(Handle::from_file).map_err(WriteError::io("lock", &path))?;
            if Handle::from_path(&path).is_ok_and(|there| there == held) {
                return Ok(Self { disk, out: out.to_owned(), folder, _lock: lock });
            }
        }
    }

    /// A file or folder of it.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The new content of a step.
    pub(super) fn staged(&self, index: usize) -> PathBuf {
        self.folder.join("new").join(index.to_string())
    }

    /// The old content of a step.
    pub(super) fn kept(&self, index: usize) -> PathBuf {
        self.folder.join("old").join(index.to_string())
    }

    /// Removes staged and kept files, which mean nothing without a journal.
    pub(super) fn sweep(&self) -> Result<(), WriteError> {
        for name in ["new", "old"] {
            let path = self.path(name);
            if file_kind(&path)? == FileKind::Folder {
                self.disk.remove_tree(&path).map_err(WriteError::io("remove", &path))?;
            }
        }
        self.remove_draft()
    }

    /// Writes a staged or kept file anew: with this content, plain permissions, and no other name.
    pub(super) fn renew(&self, path: &Path, content: &[u8]) -> Result<(), WriteError> {
        self.remove_draft()?;
        let draft = self.path(DRAFT);
        self.disk.create_file(&draft, content, true).map_err(WriteError::io("write", &draft))?;
        self.disk.rename(&draft, path).map_err(WriteError::io("write", path))
    }

    fn remove_draft(&self) -> Result<(), WriteError> {
        let draft = self.path(DRAFT);
        match self.disk.remove_file(&draft) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(WriteError::io("remove", &draft)(error))
            }
            _ => Ok(()),
        }
    }

    /// Takes the folder away. What cannot be removed harms nobody: the next run sweeps it.
    pub(super) fn close(self) {
        if self.sweep().is_ok() && !is_half_written(&self.out) {
            let _ = self.disk.remove_file(&self.path("lock"));
            let _ = self.disk.remove_folder(&self.folder);
        }
    }
}

fn in_the_way(path: &Path) -> WriteError {
    let error = io::Error::new(io::ErrorKind::AlreadyExists, "something else has this name");
    WriteError::io("create", path)(error)
}
