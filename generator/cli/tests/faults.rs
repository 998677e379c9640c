//! Every operation on the disk fails once, and every operation is once the last before a power cut.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod common;

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::Path;

use common::{Files, assert_holds, edition, folder, snapshot, write};
use openapi_rust::write::{Disk, RealDisk, WriteError};

/// What happens at the operation of the given number.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// It fails; those after it work.
    Once,
    /// It and all after it fail, as if the process had been killed before it.
    Killed,
    /// As `Killed`, but the first half of what it writes is there.
    KilledHalfway,
    /// No space is left for new files from here on; renames and removals work.
    Full,
}

struct Faulty {
    fault: Option<Fault>,
    at: usize,
    count: Cell<usize>,
}

impl Faulty {
    fn new(fault: Option<Fault>, at: usize) -> Self {
        Self { fault, at, count: Cell::new(0) }
    }

    fn step(&self, grows: bool) -> io::Result<()> {
        let now = self.count.get();
        self.count.set(now + 1);
        let fails = match self.fault {
            None => false,
            Some(Fault::Once) => now == self.at,
            Some(Fault::Killed | Fault::KilledHalfway) => now >= self.at,
            Some(Fault::Full) => now >= self.at && grows,
        };
        if fails { Err(io::Error::other("injected")) } else { Ok(()) }
    }
}

impl Disk for Faulty {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step(true)?;
        RealDisk.create_folder(path)
    }
    fn create_file(&self, path: &Path, content: &[u8], flush: bool) -> io::Result<()> {
        let halfway = self.fault == Some(Fault::KilledHalfway) && self.count.get() == self.at;
        self.step(true).inspect_err(|_| {
            if halfway || self.fault == Some(Fault::Full) {
                fs::write(path, &content[..content.len() / 2]).unwrap();
            }
        })?;
        RealDisk.create_file(path, content, flush)
    }
    fn keep(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(true)?;
        RealDisk.keep(from, to)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.rename(from, to)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.remove_file(path)
    }
    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        let halfway = self.fault == Some(Fault::KilledHalfway) && self.count.get() == self.at;
        self.step(false).inspect_err(|_| {
            if halfway {
                let first = fs::read_dir(path).unwrap().next();
                if let Some(entry) = first {
                    fs::remove_file(entry.unwrap().path()).unwrap();
                }
            }
        })?;
        RealDisk.remove_tree(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.remove_folder(path)
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.sync_folder(path)
    }
}

/// A folder with the first edition (or nothing) in it, and a file of someone else's.
fn prepare(old: Option<&Files>) -> tempfile::TempDir {
    let folder = folder();
    if let Some(old) = old {
        write(&RealDisk, &folder.path().join("out"), old).unwrap();
    }
    folder
}

fn operations(old: Option<&Files>, new: &Files) -> usize {
    let folder = prepare(old);
    let disk = Faulty::new(None, 0);
    write(&disk, &folder.path().join("out"), new).unwrap();
    assert_holds(&folder.path().join("out"), new);
    disk.count.get()
}

/// What a reader of the folder sees: files, but none of the working folder's. (To remove a folder that became empty
/// is a courtesy, done if it can be.)
fn visible(out: &Path) -> Files {
    let mut found = snapshot(out);
    found.retain(|name, _| !name.starts_with(".regen/") && !name.ends_with('/'));
    found
}

fn exercise(old: Option<&Files>, new: &Files, fault: Fault) {
    let total = operations(old, new);
    assert!(total > 30, "{total}");
    let after = {
        let folder = prepare(old);
        write(&RealDisk, &folder.path().join("out"), new).unwrap();
        visible(&folder.path().join("out"))
    };
    for at in 0..total {
        let folder = prepare(old);
        let out = folder.path().join("out");
        let before = visible(&out);
        let result = write(&Faulty::new(Some(fault), at), &out, new);
        let found = visible(&out);
        if matches!(fault, Fault::Once | Fault::Full) {
            // The process lives: it must have left all old or all new, and have said which.
            match &result {
                Ok(_) => assert_eq!(found, after, "{fault:?} at {at}"),
                Err(WriteError::Interrupted(cause)) => assert_eq!(found, after, "{fault:?} at {at}: {cause}"),
                Err(error) => assert!(found == before || found == after, "{fault:?} at {at}: {error}"),
            }
            if result.is_ok() {
                let left: Vec<_> =
                    snapshot(&out).into_keys().filter(|name| name.starts_with(".regen/")).collect();
                assert!(left.iter().all(|name| !name.contains("journal")), "{fault:?} at {at}: {left:?}");
            }
        }
        // The next run, whether with the new document or back with the old one, mends everything.
        let next = if at % 2 == 0 { new } else { old.unwrap_or(new) };
        write(&RealDisk, &out, next).unwrap_or_else(|error| panic!("{fault:?} at {at}: {error} {error:?}"));
        assert_holds(&out, next);
    }
}

#[test]
fn one_failure_anywhere_leaves_all_old_or_all_new() {
    exercise(Some(&edition(1, 5)), &edition(2, 5), Fault::Once);
    exercise(None, &edition(2, 5), Fault::Once);
}

#[test]
fn a_kill_anywhere_is_repaired() {
    exercise(Some(&edition(1, 5)), &edition(2, 5), Fault::Killed);
    exercise(None, &edition(2, 5), Fault::Killed);
    exercise(Some(&edition(1, 5)), &edition(2, 5), Fault::KilledHalfway);
}

#[test]
fn a_disk_that_fills_up_leaves_all_old_or_all_new() {
    exercise(Some(&edition(1, 5)), &edition(2, 5), Fault::Full);
    exercise(None, &edition(2, 5), Fault::Full);
}

#[test]
fn a_kill_while_a_killed_run_is_repaired_is_repaired() {
    let (old, new) = (edition(1, 4), edition(2, 4));
    let total = operations(Some(&old), &new);
    for first in (0..total).step_by(2) {
        for second in (0..total).step_by(5) {
            let folder = prepare(Some(&old));
            let out = folder.path().join("out");
            let _ = write(&Faulty::new(Some(Fault::Killed), first), &out, &new);
            let fault = if second % 2 == 0 { Fault::Killed } else { Fault::Once };
            let _ = write(&Faulty::new(Some(fault), second), &out, &new);
            write(&RealDisk, &out, &new)
                .unwrap_or_else(|error| panic!("{first} {second}: {error} {error:?}"));
            assert_holds(&out, &new);
        }
    }
}

#[test]
fn a_kill_while_a_failed_run_is_taken_back_is_repaired() {
    /// Fails at one operation and at all after another.
    struct Twice(Faulty, Faulty);
    impl Twice {
        fn step(&self, grows: bool) -> io::Result<()> {
            self.0.step(grows).and(self.1.step(grows))
        }
    }
    impl Disk for Twice {
        fn create_folder(&self, path: &Path) -> io::Result<()> {
            self.step(true).and_then(|()| RealDisk.create_folder(path))
        }
        fn create_file(&self, path: &Path, content: &[u8], flush: bool) -> io::Result<()> {
            self.step(true).and_then(|()| RealDisk.create_file(path, content, flush))
        }
        fn keep(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.step(true).and_then(|()| RealDisk.keep(from, to))
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.step(false).and_then(|()| RealDisk.rename(from, to))
        }
        fn remove_file(&self, path: &Path) -> io::Result<()> {
            self.step(false).and_then(|()| RealDisk.remove_file(path))
        }
        fn remove_tree(&self, path: &Path) -> io::Result<()> {
            self.step(false).and_then(|()| RealDisk.remove_tree(path))
        }
        fn remove_folder(&self, path: &Path) -> io::Result<()> {
            self.step(false).and_then(|()| RealDisk.remove_folder(path))
        }
        fn sync_folder(&self, path: &Path) -> io::Result<()> {
            self.step(false).and_then(|()| RealDisk.sync_folder(path))
        }
    }
    let (old, new) = (edition(1, 4), edition(2, 4));
    let total = operations(Some(&old), &new);
    for first in (0..total).step_by(2) {
        for later in 1..12 {
            let folder = prepare(Some(&old));
            let out = folder.path().join("out");
            let disk =
                Twice(Faulty::new(Some(Fault::Once), first), Faulty::new(Some(Fault::Killed), first + later));
            // The counters differ by the one operation that the first of them let fail.
            let _ = write(&disk, &out, &new);
            write(&RealDisk, &out, &new).unwrap_or_else(|error| panic!("{first} {later}: {error} {error:?}"));
            assert_holds(&out, &new);
        }
    }
}
