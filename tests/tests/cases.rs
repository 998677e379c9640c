//! The fixtures in `tests/cases`: each is a small document about one thing, with what comes out of it pinned beside it.
//!
//! `files.snap` holds the models and operations, `diagnostics.snap` what was reported (no file: nothing was).

use std::fmt::Write as _;
use std::path::Path;

use tests::generation::{self, Folder};

#[test]
fn every_case_gives_what_is_pinned() {
    let cases = generation::root().join("tests/cases");
    let mut folders: Vec<_> = std::fs::read_dir(cases)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    for folder in folders {
        case(&folder);
    }
}

fn case(folder: &Path) {
    let (name, document) = ["openapi.yaml", "openapi.json"]
        .into_iter()
        .find_map(|name| Some((name, std::fs::read_to_string(folder.join(name)).ok()?)))
        .unwrap_or_default();
    assert!(!document.is_empty(), "{} has no openapi.yaml or openapi.json", folder.display());
    let config = std::fs::read_to_string(folder.join("regen.toml")).unwrap_or_default();
    let outcome = generation::generate(name, &document, &config, &Folder(folder.to_owned()));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        if let Some(output) = &outcome.output {
            let mut text = String::new();
            for (path, file) in &output.files {
                // Modules only list what follows; the client is pinned where a case is about it.
                let told = path.starts_with("src/models/") || path.starts_with("src/operations/");
                let client = path == "src/client.rs" && folder.ends_with_prefix("client-");
                if (told && !path.ends_with("/mod.rs")) || client {
                    let body = file.split_once('\n').map_or(file.as_str(), |(_, body)| body);
                    let _ = write!(text, "// {path}\n{body}\n");
                }
            }
            insta::assert_snapshot!("files", text);
        }
        let diagnostics = generation::diagnostics(&outcome);
        if !diagnostics.is_empty() {
            insta::assert_snapshot!("diagnostics", diagnostics);
        }
        assert!(outcome.output.is_some() || !diagnostics.is_empty());
    });
}

/// The start of a folder's own name.
trait Named {
    fn ends_with_prefix(&self, prefix: &str) -> bool;
}

impl Named for Path {
    fn ends_with_prefix(&self, prefix: &str) -> bool {
        self.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix))
    }
}
