//! What a run does to an output folder that is not just as the last run left it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use common::{Files, assert_holds, edition, folder, generated, snapshot, write};
use openapi_rust::write::{ConflictKind, Options, RealDisk, WriteError};

fn with(files: &Files) -> tempfile::TempDir {
    let folder = folder();
    write(&RealDisk, folder.path(), files).unwrap();
    folder
}

fn forced(out: &Path, files: &Files) -> Result<openapi_rust::write::Written, WriteError> {
    openapi_rust::write::write(&RealDisk, out, files, Options { force: true, waiting: &|| {} })
}

/// What stopped the run.
fn refused(result: Result<openapi_rust::write::Written, WriteError>) -> Vec<(String, ConflictKind)> {
    match result {
        Err(WriteError::Refused(conflicts)) => {
            conflicts.into_iter().map(|found| (found.path.as_str().to_owned(), found.kind)).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn age(path: &Path) -> SystemTime {
    let then = SystemTime::now() - Duration::from_secs(1000);
    fs::File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn unchanged_files_keep_their_timestamps() {
    let mut files = edition(1, 3);
    let folder = with(&files);
    let (kept, changed) = (folder.path().join("src/models/m0.rs"), folder.path().join("src/models/m1.rs"));
    let old = age(&kept);
    age(&changed);

    let done = write(&RealDisk, folder.path(), &files).unwrap();
    assert!(done.plan.is_empty());

    files.insert("src/models/m1.rs".into(), generated("new"));
    let done = write(&RealDisk, folder.path(), &files).unwrap();
    assert_eq!(done.plan.counts(), (0, 1, 0));
    assert_eq!(done.plan.unchanged, files.len() - 1);
    assert_eq!(fs::metadata(&kept).unwrap().modified().unwrap(), old);
    assert_ne!(fs::metadata(&changed).unwrap().modified().unwrap(), old);
    assert!(!folder.path().join(".regen").exists());
}

#[test]
fn what_is_no_longer_generated_is_removed_and_foreign_files_stay() {
    let folder = with(&edition(1, 6));
    let foreign = ["src/models/mine.rs", "notes.txt", "src/only_1/mine.txt", "Cargo.lock", "target/debug/x"];
    for name in foreign {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::write(folder.path().join(name), name).unwrap();
    }
    write(&RealDisk, folder.path(), &edition(2, 6)).unwrap();
    for name in foreign {
        assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), name);
    }
    assert!(!folder.path().join("src/only_1/sub").exists(), "an emptied folder goes too");
    assert!(folder.path().join("src/only_2/sub/m0.rs").exists());
}

#[test]
fn a_foreign_file_in_the_way_stops_even_a_forced_run() {
    let folder = folder();
    fs::create_dir_all(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("src/lib.rs"), "mine").unwrap();
    let before = snapshot(folder.path());
    let expected = [("src/lib.rs".to_owned(), ConflictKind::Foreign)];
    assert_eq!(refused(write(&RealDisk, folder.path(), &edition(1, 3))), expected);
    assert_eq!(refused(forced(folder.path(), &edition(1, 3))), expected);
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn an_edited_file_stops_a_run_unless_forced() {
    let folder = with(&edition(1, 3));
    let path = folder.path().join("src/models/m1.rs");
    let removed = folder.path().join("src/only_1/sub/m0.rs");
    for path in [&path, &removed] {
        fs::write(path, fs::read_to_string(path).unwrap() + "// edited\n").unwrap();
    }
    let before = snapshot(folder.path());
    let expected =
        ["src/models/m1.rs", "src/only_1/sub/m0.rs"].map(|path| (path.to_owned(), ConflictKind::Edited));
    assert_eq!(refused(write(&RealDisk, folder.path(), &edition(2, 3))), expected);
    assert_eq!(refused(write(&RealDisk, folder.path(), &edition(1, 3))), expected);
    assert_eq!(snapshot(folder.path()), before);
    forced(folder.path(), &edition(2, 3)).unwrap();
    assert_holds(folder.path(), &edition(2, 3));
}

#[test]
fn an_edit_that_the_generator_agrees_with_is_no_edit() {
    let folder = with(&edition(1, 3));
    let path = "src/models/m1.rs";
    fs::write(folder.path().join(path), edition(2, 3).get(path).unwrap()).unwrap();
    write(&RealDisk, folder.path(), &edition(2, 3)).unwrap();
    assert_holds(folder.path(), &edition(2, 3));
}

#[test]
fn a_deleted_file_comes_back() {
    let folder = with(&edition(1, 3));
    fs::remove_dir_all(folder.path().join("src/models")).unwrap();
    let done = write(&RealDisk, folder.path(), &edition(1, 3)).unwrap();
    assert_eq!(done.plan.counts(), (3, 0, 0));
    assert_holds(folder.path(), &edition(1, 3));
}

#[test]
fn what_an_earlier_run_wrote_is_known_by_its_seal() {
    let mut files = edition(1, 3);
    files.insert("docs/a/b.md".into(), generated("a page"));
    files.insert("tests/t.rs".into(), generated("a test"));
    let folder = with(&files);
    // What looks like ours but is another's.
    let whole = fs::read_to_string(folder.path().join("src/models/m0.rs")).unwrap();
    for path in ["mine/a.rs", "examples/other/src/a.rs"] {
        fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        fs::write(folder.path().join(path), &whole).unwrap();
    }
    fs::write(folder.path().join("examples/other/Cargo.toml"), "[package]").unwrap();
    fs::create_dir_all(folder.path().join("docs")).unwrap();
    let quotes = format!("About `{}`\n", generator::HEADER);
    fs::write(folder.path().join("docs/notes.md"), &quotes).unwrap();

    write(&RealDisk, folder.path(), &edition(1, 3)).unwrap();
    assert!(!folder.path().join("docs/a").exists() && !folder.path().join("tests").exists());
    assert!(folder.path().join("mine/a.rs").exists());
    assert!(folder.path().join("examples/other/src/a.rs").exists());
    assert_eq!(fs::read_to_string(folder.path().join("docs/notes.md")).unwrap(), quotes);

    // A copy that somebody keeps where runs write is not removed unasked.
    fs::write(folder.path().join("src/models/copy.rs"), &whole).unwrap();
    let expected = [("src/models/copy.rs".to_owned(), ConflictKind::Edited)];
    assert_eq!(refused(write(&RealDisk, folder.path(), &edition(1, 3))), expected);
}

#[test]
fn without_its_seal_a_file_counts_as_edited() {
    let folder = with(&edition(1, 3));
    for (path, text) in &edition(1, 3) {
        fs::write(folder.path().join(path), text).unwrap();
    }
    // The same content needs no checksum; it gets one.
    assert_eq!(write(&RealDisk, folder.path(), &edition(1, 3)).unwrap().plan.counts().1, edition(1, 3).len());

    fs::write(folder.path().join("src/models/m0.rs"), generated("of an earlier run")).unwrap();
    fs::write(folder.path().join("src/stray.rs"), generated("of an earlier run")).unwrap();
    let expected = ["src/models/m0.rs", "src/stray.rs"].map(|path| (path.to_owned(), ConflictKind::Edited));
    assert_eq!(refused(write(&RealDisk, folder.path(), &edition(2, 3))), expected);
    forced(folder.path(), &edition(2, 3)).unwrap();
    assert!(!folder.path().join("src/stray.rs").exists());
    assert_holds(folder.path(), &edition(2, 3));
}

#[test]
fn what_git_merged_is_made_anew_and_an_edit_beside_it_is_kept() {
    let folder = with(&edition(1, 3));
    let path = folder.path().join("src/models/m0.rs");
    let ours = fs::read_to_string(&path).unwrap();
    let (mark, rest) = ours.split_once('\n').unwrap();
    let theirs = mark.replace('[', "[0");
    let conflict = format!("<<<<<<< HEAD\n{mark}\n=======\n{theirs}\n>>>>>>> other\n{rest}");
    let union = format!("{mark}\n{theirs}\n{rest}");
    for merged in [conflict, union] {
        fs::write(&path, merged).unwrap();
        write(&RealDisk, folder.path(), &edition(1, 3)).unwrap();
        assert_holds(folder.path(), &edition(1, 3));
    }
    // One mark alone, or a second one further down, is somebody's doing.
    let edited = fs::read_to_string(&path).unwrap() + "// mine\n";
    for edited in [edited.clone(), format!("{edited}{mark}\n")] {
        fs::write(&path, edited).unwrap();
        let expected = [("src/models/m0.rs".to_owned(), ConflictKind::Edited)];
        assert_eq!(refused(write(&RealDisk, folder.path(), &edition(1, 3))), expected);
    }
    forced(folder.path(), &edition(1, 3)).unwrap();
    assert_holds(folder.path(), &edition(1, 3));
}

#[test]
fn ends_of_lines_that_git_changed_are_no_edit() {
    let folder = with(&edition(1, 3));
    for path in edition(1, 3).keys() {
        let text = fs::read_to_string(folder.path().join(path)).unwrap();
        fs::write(folder.path().join(path), text.replace('\n', "\r\n")).unwrap();
    }
    write(&RealDisk, folder.path(), &edition(2, 3)).unwrap();
    assert_holds(folder.path(), &edition(2, 3));
}

#[test]
fn a_hostile_journal_leads_nowhere() {
    let around = folder();
    let out = around.path().join("out");
    write(&RealDisk, &out, &edition(1, 3)).unwrap();
    fs::write(around.path().join("victim.rs"), generated("not ours")).unwrap();
    fs::create_dir(out.join(".regen")).unwrap();
    let digest = "0".repeat(32);
    fs::write(out.join(".regen/journal"), format!("regen journal 1\nfile {digest} - ../victim.rs\n"))
        .unwrap();
    assert!(matches!(write(&RealDisk, &out, &edition(1, 3)), Err(WriteError::Io { .. })));
    assert!(around.path().join("victim.rs").exists());
}

#[test]
fn a_path_out_of_the_folder_is_never_written() {
    let around = folder();
    for path in ["../x.rs", "/tmp/x.rs", "a/../../x.rs", "", ".regen/x", ".REGEN/journal", "a\\b"] {
        let files = Files::from([(path.to_owned(), generated("x"))]);
        assert!(
            matches!(write(&RealDisk, &around.path().join("out"), &files), Err(WriteError::Path(_))),
            "{path}"
        );
    }
    assert!(snapshot(around.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let around = folder();
    let (out, elsewhere) = (around.path().join("out"), around.path().join("elsewhere"));
    write(&RealDisk, &out, &edition(1, 3)).unwrap();
    fs::rename(out.join("src/models"), &elsewhere).unwrap();
    symlink(&elsewhere, out.join("src/models")).unwrap();
    fs::rename(out.join("Cargo.toml"), around.path().join("Cargo.toml")).unwrap();
    symlink(around.path().join("Cargo.toml"), out.join("Cargo.toml")).unwrap();
    let before = snapshot(around.path());
    let found = refused(forced(&out, &edition(2, 3)));
    assert!(found.iter().all(|(_, kind)| *kind == ConflictKind::Link), "{found:?}");
    assert!(
        found.iter().any(|(path, _)| path == "src/models")
            && found.iter().any(|(path, _)| path == "Cargo.toml")
    );
    assert_eq!(snapshot(around.path()), before);

    // What is to be removed is not looked for behind a link either.
    let files = Files::from([("lib.rs".to_owned(), generated("x"))]);
    write(&RealDisk, &out, &files).unwrap();
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 3);
    assert!(around.path().join("Cargo.toml").exists());
}

#[cfg(unix)]
#[test]
fn a_working_folder_that_is_a_link_is_refused() {
    let around = folder();
    let (out, elsewhere) = (around.path().join("out"), around.path().join("elsewhere"));
    fs::create_dir_all(elsewhere.join("new")).unwrap();
    fs::create_dir(&out).unwrap();
    fs::write(elsewhere.join("new/precious"), "x").unwrap();
    std::os::unix::fs::symlink(&elsewhere, out.join(".regen")).unwrap();
    assert!(matches!(write(&RealDisk, &out, &edition(1, 3)), Err(WriteError::Io { .. })));
    assert!(elsewhere.join("new/precious").exists());
}

#[test]
fn a_folder_where_a_file_should_be_is_in_the_way() {
    let folder = folder();
    fs::create_dir_all(folder.path().join("src/lib.rs")).unwrap();
    fs::write(folder.path().join("src/models"), generated("a file")).unwrap();
    let found = refused(forced(folder.path(), &edition(1, 1)));
    assert!(found.contains(&("src/lib.rs".to_owned(), ConflictKind::WrongKind)), "{found:?}");
    assert!(found.contains(&("src/models".to_owned(), ConflictKind::WrongKind)), "{found:?}");
}

#[test]
fn runs_at_the_same_time_wait_for_each_other() {
    let folder = folder();
    let out = &folder.path().join("deep/er/out");
    std::thread::scope(|scope| {
        for worker in 0..4 {
            scope.spawn(move || {
                for round in 0..25 {
                    let number = (worker + round) % 3;
                    write(&RealDisk, out, &edition(number, 4)).unwrap();
                    // Whatever is there now, it is one edition, once nobody writes.
                }
            });
        }
    });
    let plans: Vec<_> = (0..3)
        .map(|number| openapi_rust::write::compare(out, &edition(number, 4)).unwrap().is_empty())
        .collect();
    assert_eq!(plans.iter().filter(|current| **current).count(), 1, "{plans:?}");
    assert!(!out.join(".regen").exists());
}
