//! The state of an earlier run that a folder brings along: whatever it says, the run that follows writes what it would
//! have written, or stops; and nothing else in the folder or beside it changes.
#![no_main]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use generator_fuzz::{halves, within};
use libfuzzer_sys::fuzz_target;
use openapi_rust::write::{Options, RealDisk, write};

const MINE: &str = "what a person wrote\n";

/// Everything below a folder, but for the state.
fn files(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            files(root, &path, found);
        } else {
            let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
            found.insert(name, fs::read(&path).unwrap_or_default());
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let base = tempfile::tempdir_in("/dev/shm").expect("a folder in memory");
    let out = base.path().join("out");
    for folder in ["out/.regen/new", "out/.regen/old", "out/.git/hooks", "out/src", "beside"] {
        fs::create_dir_all(base.path().join(folder)).expect("a folder");
    }
    for name in ["out/mine.rs", "out/src/mine.rs", "beside/mine.rs", "out/.git/config"] {
        fs::write(base.path().join(name), MINE).expect("a file");
    }
    let (journal, rest) = halves(bytes);
    let (staged, kept) = halves(rest);
    let state = |name: &str| out.join(".regen").join(name);
    // A first byte that is odd makes it a run that was being taken back.
    let name = if bytes.first().is_some_and(|byte| byte % 2 == 1) { "undo" } else { "journal" };
    fs::write(state(name), journal).expect("a file");
    fs::write(state("new/0"), staged).expect("a file");
    fs::write(state("old/0"), kept).expect("a file");
    let text = format!("// {}\npub struct New;\n", generator::HEADER);
    let tree = [("src/new.rs".to_owned(), text)].into();
    let options = Options { force: false, waiting: &|| {} };
    let result = within(|| write(&RealDisk, &out, &tree, options));
    let mut found = BTreeMap::new();
    files(base.path(), base.path(), &mut found);
    found.retain(|name, _| !name.starts_with("out/.regen/"));
    let is_written = found.remove("out/src/new.rs").is_some();
    assert!(is_written || result.is_err());
    // Files of a run before may have come or gone: they bear the mark.
    found.retain(|_, text| !generator::is_generated(&String::from_utf8_lossy(text)));
    let mine = ["beside/mine.rs", "out/.git/config", "out/mine.rs", "out/src/mine.rs"];
    assert_eq!(found.keys().collect::<Vec<_>>(), mine);
    assert!(found.values().all(|text| text == MINE.as_bytes()));
});
