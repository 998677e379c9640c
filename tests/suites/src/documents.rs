//! Documents that are valid, which are accepted, and documents that break one rule each, which is told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::generator::{self, Run};
use crate::Result;

/// What the diagnostic of a document's fault says: `"3.1/fail/NAME.yaml" = ["E0209", "text of its message or place"]`.
#[derive(Deserialize)]
struct Expected {
    faults: BTreeMap<String, Vec<String>>,
}

/// Runs the suite in `folder`, and prints what came out; false if a document goes otherwise than its folder says.
pub(crate) fn run(folder: &Path, xtask: &Path, work: &Path) -> Result<bool> {
    let expected: Expected = toml::from_str(include_str!("../expected/documents.toml"))?;
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let (mut accepted, mut valid, mut told, mut broken) = (0, 0, 0, 0);
    for file in &files {
        let name = file.strip_prefix(folder)?.to_string_lossy().into_owned();
        let run = generator::regen(xtask, file, None, &work.join("suite"))?;
        if name.contains("pass/") {
            valid += 1;
            accepted += u32::from(run.is_accepted);
            if !run.is_accepted {
                print(&name, "is not accepted", &run);
            }
        } else if name.contains("fail/") {
            broken += 1;
            match expected.faults.get(&name) {
                Some(words) if is_told(words, &run) => told += 1,
                Some(_) => print(&name, "its fault is not told", &run),
                None if run.diagnostics.is_empty() => print(&name, "nothing is told", &run),
                None => {
                    told += 1;
                    print(&name, "is not in expected/documents.toml, judge what is told", &run);
                }
            }
        }
    }
    println!("accepted {accepted} of {valid}, told {told} of {broken}");
    Ok(accepted == valid && told == broken)
}

/// One diagnostic has all the words.
fn is_told(words: &[String], run: &Run) -> bool {
    run.diagnostics.iter().any(|one| {
        let text = format!("{} {} {}", one.code, one.pointer.as_deref().unwrap_or_default(), one.message);
        words.iter().all(|word| text.contains(word.as_str()))
    })
}

fn print(name: &str, verdict: &str, run: &Run) {
    println!("{name}: {verdict}");
    for one in &run.diagnostics {
        println!("    {} {}: {}", one.code, one.pointer.as_deref().unwrap_or("-"), one.message);
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "yaml" || kind == "json") {
            files.push(path);
        }
    }
    Ok(())
}
