//! A full disk, a read-only one, a folder without permission: exit status 3, and the output as it was.
//!
//! Some of it needs a privileged user, some an unprivileged one; what cannot be tried says so and passes.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output};

use common::{assert_holds, edition, snapshot, write};
use openapi_rust::write::{RealDisk, WriteError};

/// A small file system in memory, gone when dropped.
struct Tmpfs(tempfile::TempDir);

impl Tmpfs {
    /// `None`, after saying so, where this user may not mount.
    fn mount(options: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = mount(&["-t", "tmpfs", "-o", options, "tmpfs"], folder.path());
        if !mounted {
            println!("skipped: no permission to mount a tmpfs here");
        }
        mounted.then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

fn mount(arguments: &[&str], folder: &Path) -> bool {
    Command::new("mount").args(arguments).arg(folder).output().is_ok_and(|output| output.status.success())
}

#[test]
fn a_full_disk_leaves_the_output_as_it_was() {
    // From "not even the first file fits" to "all fits".
    for kilobytes in [8, 16, 32, 48, 64, 96, 128, 160, 192, 256] {
        let Some(disk) = Tmpfs::mount(&format!("size={kilobytes}k")) else { return };
        // The file system is the output folder itself: there is no room beside it.
        let first = write(&RealDisk, disk.path(), &edition(1, 6));
        if first.is_err() {
            assert!(snapshot(disk.path()).is_empty(), "{kilobytes} KB: {first:?}");
            continue;
        }
        let before = snapshot(disk.path());
        match write(&RealDisk, disk.path(), &edition(2, 24)) {
            Ok(_) => assert_holds(disk.path(), &edition(2, 24)),
            Err(WriteError::Io { .. }) => assert_eq!(snapshot(disk.path()), before, "{kilobytes} KB"),
            Err(other) => panic!("{kilobytes} KB: {other:?}"),
        }
    }
}

#[test]
fn a_disk_without_room_for_names_leaves_the_output_as_it_was() {
    for names in (4..80).step_by(3) {
        let Some(disk) = Tmpfs::mount(&format!("size=4m,nr_inodes={names}")) else { return };
        let out = disk.path().join("out");
        if write(&RealDisk, &out, &edition(1, 3)).is_err() {
            assert!(!out.exists(), "{names} names: {:?}", snapshot(&out));
            continue;
        }
        let before = snapshot(&out);
        match write(&RealDisk, &out, &edition(2, 9)) {
            Ok(_) => assert_holds(&out, &edition(2, 9)),
            Err(WriteError::Io { .. }) => assert_eq!(snapshot(&out), before, "{names} names"),
            Err(other) => panic!("{names} names: {other:?}"),
        }
    }
}

const DOCUMENT: &str = "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: 1.0.0\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      responses:\n        '204':\n          description: Nothing.\n";

fn regen(folder: &Path, program: &Path, user: Option<u32>, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.current_dir(folder).args(["regen", "--spec", "pets.yaml", "--out", "made", "--name", "pets"]);
    if let Some(user) = user {
        command.uid(user).gid(user);
    }
    command.args(arguments).output().unwrap()
}

fn change_document(folder: &Path) {
    fs::write(folder.join("pets.yaml"), DOCUMENT.replace("listPets", "listAnimals")).unwrap();
}

#[test]
fn a_read_only_disk_is_status_3_unless_all_is_current() {
    let Some(disk) = Tmpfs::mount("size=4m") else { return };
    let program = Path::new(env!("CARGO_BIN_EXE_openapi-rust"));
    fs::write(disk.path().join("pets.yaml"), DOCUMENT).unwrap();
    assert!(regen(disk.path(), program, None, &[]).status.success());
    assert!(mount(&["-o", "remount,ro"], disk.path()));

    assert_eq!(regen(disk.path(), program, None, &[]).status.code(), Some(0), "nothing to do needs no write");
    assert_eq!(regen(disk.path(), program, None, &["--check"]).status.code(), Some(0));

    assert!(mount(&["-o", "remount,rw"], disk.path()));
    change_document(disk.path());
    assert!(mount(&["-o", "remount,ro"], disk.path()));
    let before = snapshot(disk.path());
    let output = regen(disk.path(), program, None, &[]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[E0902]"), "{output:?}");
    assert_eq!(regen(disk.path(), program, None, &["--check"]).status.code(), Some(1));
    assert_eq!(snapshot(disk.path()), before);
}

#[test]
fn folders_without_permission_are_status_3() {
    let folder = tempfile::tempdir().unwrap();
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    // Permissions do not hold for a privileged user: then the command runs as nobody, from where nobody may read.
    set(folder.path(), 0o555);
    let user = fs::write(folder.path().join("probe"), "").is_ok().then_some(65534);
    set(folder.path(), 0o755);
    let program = folder.path().join("xtask");
    // In a process of its own: what this one has open for writing, children of other tests hold for a moment, and such
    // a program cannot be run ("text file busy").
    let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_openapi-rust")).arg(&program).status().unwrap();
    assert!(copied.success());
    fs::write(folder.path().join("pets.yaml"), DOCUMENT).unwrap();
    assert!(regen(folder.path(), &program, None, &[]).status.success());
    if user.is_some() {
        let owned = Command::new("chown").args(["-R", "65534:65534"]).arg(folder.path()).status();
        if !owned.is_ok_and(|status| status.success()) {
            println!("skipped: no permission to change owners");
            return;
        }
    }
    change_document(folder.path());
    let made = folder.path().join("made");
    let before = snapshot(&made);

    // The output folder itself, then a folder in it: the second fails in the middle of the renames.
    let inner = made.join("src");
    for closed in [&made, &inner] {
        set(closed, 0o555);
        let output = regen(folder.path(), &program, user, &[]);
        assert_eq!(output.status.code(), Some(3), "{closed:?}: {output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("error[E0902]"), "{output:?}");
        assert_eq!(snapshot(&made), before, "{closed:?}");
        set(closed, 0o755);
    }
    let output = regen(folder.path(), &program, user, &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(regen(folder.path(), &program, user, &["--check"]).status.code(), Some(0));
}
