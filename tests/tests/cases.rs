//! The fixtures in `tests/cases`: each is a small document about one thing, with what comes out of it pinned beside it.
//!
//! `api.snap` holds the public API, `files.snap` the files that the fixture's `case.toml` names because it is about
//! them (no file: about none), `diagnostics.snap` what was reported, without excerpts of the document (no file: nothing was).
//! That the rest compiles
//! without a warning, reads the examples of the document, and sends and reads what it should, `cases_compile.rs` holds.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use generator::code::Code;
use generator::diagnostic::Cost;
use generator::surface::{FactName, Item, Shape};
use tests::case::Case;
use tests::counted::{self, Count};
use tests::{code, each, generation};

#[test]
fn every_case_gives_what_is_pinned() {
    let cases = Case::all();
    assert!(!cases.is_empty());
    each::check(&cases, check);
}

/// Codes that no document and no configuration causes, or none that is small.
const WITHOUT_CASE: &[(Code, &str)] = &[
    (Code::TooManyNodes, "takes two million values; generator/src/load/tests.rs does it"),
    (Code::Internal, "would be a fault of the generator: generator/src/internal.rs"),
    (Code::UnreadableFile, "about files: generator/cli/tests"),
    (Code::UnwritableOutput, "about files: generator/cli/tests"),
    (Code::ForeignFile, "about files: generator/cli/tests"),
    (Code::EditedFile, "about files: generator/cli/tests"),
    (Code::HalfWritten, "about files: generator/cli/tests"),
    (Code::VersionTooLow, "about a project with a history: generator/cli/tests/review.rs"),
    (Code::NameMoves, "about a project with a history: generator/cli/tests/review.rs"),
    (Code::ToldTwice, "about a project with a history: generator/cli/tests/merges.rs"),
    (Code::CommandLine, "about what is asked for: generator/cli/tests/command.rs"),
    (Code::UnknownItem, "about what is asked of a crate: generator/cli/tests/review.rs"),
    (Code::EscapingPath, "would be a bug of the generator: none is known"),
];

#[test]
fn every_code_has_a_case() {
    let cases = Case::all();
    for code in Code::ALL {
        let prefix = format!("diagnostic-{}-", code.as_str().to_lowercase());
        let case = cases.iter().find(|case| case.name.starts_with(&prefix));
        let reason = WITHOUT_CASE.iter().find(|(without, _)| without == code);
        match (case, reason) {
            (Some(case), None) => {
                let reported = case.run().report.iter().any(|diagnostic| diagnostic.code == *code);
                assert!(reported, "{}: {} is not reported", case.name, code.as_str());
            }
            (None, Some(_)) => {}
            (Some(case), Some(_)) => panic!("{} exists: remove the exception", case.name),
            (None, None) => panic!("no case causes {}", code.as_str()),
        }
    }
}

/// Fixtures in which something is left out because the configuration or an extension asks for it.
const CHOSEN: &[&str] = &[
    "config-operations",
    "degrade-selected",
    "extension-operations",
    "output-types-only",
    "select-ignored",
    "select-operations",
    "select-paths",
    "select-tags",
];

/// `--explain` names `--mend` for what it has an action for.
#[test]
fn codes_that_cost_a_spot_are_those_that_are_mended() {
    let runs = Case::all().into_iter().map(|case| case.run());
    let has_action = |cost: Option<Cost>| cost.is_some_and(|cost| cost != Cost::Shape);
    let costly: BTreeSet<Code> = runs
        .flat_map(|run| {
            let costly = run.report.iter().filter(|diagnostic| has_action(diagnostic.cost));
            costly.map(|diagnostic| diagnostic.code).collect::<Vec<_>>()
        })
        .collect();
    let mended = Code::ALL.iter().copied().filter(|code| code.is_mended());
    assert_eq!(costly, mended.collect());
}

/// Each operation, parameter, body, response and schema comes out, or a diagnostic tells that it does not.
#[test]
fn nothing_is_lost_in_silence() {
    let mut sum: BTreeMap<&str, Count> = BTreeMap::new();
    each::check(Case::all(), |case| {
        let counted = counted::count(&case.run());
        let is_chosen = CHOSEN.contains(&case.name.as_str());
        assert_eq!(is_chosen, !counted.silent.is_empty(), "{}: {:#?}", case.name, counted.silent);
        for (kind, count) in counted.counts {
            let sum = sum.entry(kind).or_default();
            sum.out += count.out;
            sum.told += count.told;
        }
    });
    let sum = |kind: &str| sum.get(kind).copied().unwrap_or_default();
    for kind in ["operation", "parameter", "body", "response"] {
        let Count { out, told } = sum(kind);
        assert!(out > 10 && told > 0, "too few to mean something: {kind} {out} and {told}");
    }
    // A schema with faults comes out as a JSON value.
    assert!(sum("schema").out > 100 && sum("property").out > 100, "too few to mean something");
}

/// The count sees what is missing, of each kind.
#[test]
fn the_count_finds_what_does_not_come_out() {
    let missing = |take: &dyn Fn(&mut BTreeMap<String, Item>)| {
        let mut outcome = generation::guardrails();
        take(&mut outcome.output.as_mut().unwrap().surface.items);
        let silent = counted::count(&outcome).silent;
        let kinds = silent.iter().map(|line| line.split(' ').next().unwrap().to_owned());
        kinds.collect::<BTreeSet<String>>().into_iter().collect::<Vec<String>>().join(" ")
    };
    let without =
        |fact: FactName| missing(&|items| items.values_mut().for_each(|item| drop(item.facts.remove(&fact))));
    assert_eq!(missing(&|_| ()), "");
    assert_eq!(missing(&BTreeMap::clear), "operation property schema value");
    assert_eq!(missing(&|items| items.retain(|_, item| !matches!(item.shape, Shape::Field(_)))), "property");
    assert_eq!(
        missing(&|items| items.retain(|_, item| !item.facts.contains_key(&FactName::Status))),
        "response"
    );
    assert_eq!(without(FactName::Parameters), "parameter");
    assert_eq!(without(FactName::Parameter), "parameter");
    assert_eq!(without(FactName::Body), "body");
    assert_eq!(without(FactName::Accept), "response");
}

/// Who reads the summary knows which lists are followed although the document does not tell how.
#[test]
fn the_summary_lists_what_was_inferred() {
    let case = Case::all().into_iter().find(|case| case.name == "pagination-inferred").unwrap();
    let summary = case.run().output.unwrap().summary;
    let inferred: Vec<_> = summary.inferred.iter().map(|(id, rule)| (id.as_str(), *rule)).collect();
    assert_eq!(
        inferred,
        [
            ("byCursor", "cursor"),
            ("byHeader", "link header"),
            ("byLastId", "cursor"),
            ("byLastItem", "last item"),
            ("byLink", "link"),
            ("byOffset", "offset"),
            ("byPage", "page")
        ]
    );
}

/// A sentence that every type or operation is documented with is pinned where documentation is the topic, not in every
/// fixture: who changes it reads a few snapshots, not sixty.
#[test]
fn a_sentence_of_documentation_stands_in_fewer_than_ten_snapshots() {
    let mut places: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
    let snapshots = snapshots_below(&generation::root().join("tests"));
    assert!(snapshots.len() > 100);
    for path in snapshots {
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            if let Some(sentence) = sentence(line) {
                places.entry(sentence).or_default().insert(path.clone());
            }
        }
    }
    assert!(places.len() > 100);
    let many: Vec<String> = places
        .iter()
        .filter(|(_, paths)| paths.len() >= 10)
        .map(|(sentence, paths)| format!("{} snapshots say: {sentence}", paths.len()))
        .collect();
    assert!(many.is_empty(), "name files under `code` in case.toml, not under `files`:\n{}", many.join("\n"));
}

/// What a line of documentation says whatever the item is called. Headings and fences are no sentences.
fn sentence(line: &str) -> Option<String> {
    let line = line.trim_start();
    let text = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?.trim();
    let said = text.split('`').step_by(2).collect::<Vec<&str>>().join("`");
    let words = said.chars().any(char::is_alphabetic) && !text.starts_with(['#', '`']);
    words.then_some(said)
}

fn snapshots_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    let own = files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "snap"));
    own.chain(folders.iter().flat_map(|folder| snapshots_below(folder))).collect()
}

/// What `case.toml` may say.
#[test]
fn a_fixture_names_files_that_come_out() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("case");
    std::fs::create_dir_all(&folder).unwrap();
    let output = generation::guardrails().output.unwrap();
    let pinned = |settings: &str| {
        std::fs::write(folder.join("case.toml"), settings).unwrap();
        let case = Case { name: "sample".to_owned(), folder: folder.clone() };
        let failure = std::panic::catch_unwind(|| case.pinned(&output));
        failure.map_err(|failure| failure.downcast_ref::<String>().unwrap().clone())
    };
    let model = "src/models/guardrail_interval.rs";
    let code = pinned(&format!("code = [{model:?}]")).unwrap().unwrap();
    assert!(code.starts_with(&format!("// {model}\n")) && !code.contains("///"), "{code}");
    assert!(pinned(&format!("files = [{model:?}]")).unwrap().unwrap().contains("\n///"));
    let missing = pinned("files = [\"src/models/gone.rs\"]").unwrap_err();
    assert_eq!(missing, "sample: case.toml names src/models/gone.rs, which does not come out");
    assert!(pinned("file = [\"src/client.rs\"]").unwrap_err().contains("unknown field `file`"));
    assert!(pinned("").unwrap_err().contains("names no file"));
}

fn check(case: &Case) {
    let outcome = case.run();
    let api = outcome.output.as_ref().map(|output| public_api(&output.files));
    let files = outcome.output.as_ref().and_then(|output| case.pinned(output));
    let diagnostics = without_excerpts(&generation::diagnostics(&outcome));
    let api = api.filter(|_| case.pins_api());
    assert!(outcome.output.is_some() || !diagnostics.is_empty(), "{}: nothing comes out", case.name);
    if let Some(output) = &outcome.output {
        let refers = output
            .files
            .iter()
            .any(|(path, text)| path.starts_with("src/") && text.contains("crate::rules::"));
        assert_eq!(
            refers,
            output.files.contains_key("src/rules.rs"),
            "{}: definitions without use",
            case.name
        );
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&case.folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        pin(case, "api", api);
        pin(case, "files", files);
        pin(case, "diagnostics", Some(diagnostics).filter(|text| !text.is_empty()));
    });
}

/// The lines of `api.snap`, without the comment above them, without the methods that the client of every crate has, which
/// `generated/api.snap` shows, and without what comes with every operation and its error.
fn public_api(files: &BTreeMap<String, String>) -> String {
    let lines = code::body(&files["api.snap"]).lines().skip_while(|line| line.starts_with("//"));
    let lines: Vec<&str> = lines.collect();
    let with_operations: BTreeSet<String> = lines.iter().flat_map(|line| with_operation(line)).collect();
    // What is gated stays, for its gate.
    let plain: BTreeSet<&str> =
        lines.iter().map(|line| line.split_once(")] ").map_or(*line, |(_, line)| line)).collect();
    // What is made by `stream()` of a request has no alias.
    let is_missing = |line: &&String| !plain.contains(line.as_str()) && !line.contains("StreamBuilder = ");
    let missing: Vec<&String> = with_operations.iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "every operation has {missing:?}");
    let is_everywhere = |line: &&str| {
        let of_client = line.strip_prefix("pub fn ").and_then(|path| {
            path.strip_prefix("Client::").or_else(|| Some(path.split_once("::Client::")?.1))
        });
        let is_made = |method: &str| method.starts_with("builder()") || method.starts_with("from_env()");
        of_client.is_some_and(|method| is_made(method) || method.contains(" -> Request<runtime::Raw<"))
            || with_operations.contains(*line)
            // They come with any operation, or any without a tag.
            || ["feature unreachable", "pub mod operations::untagged"].contains(line)
    };
    let setters: BTreeSet<String> = lines.iter().filter_map(|line| Some(setter(line)?.1)).collect();
    // A model that callers make has a setter for each field that may be absent.
    let lacks_setter = |line: &str| {
        setter(line).is_some_and(|(start, _)| {
            let (model, _) = start.rsplit_once("::").unwrap();
            let has = |start: &str| plain.iter().any(|line| line.starts_with(start));
            has(&format!("{model}::new(")) && !has(&start)
        })
    };
    let mut text = String::new();
    for line in lines.iter().filter(|line| !is_everywhere(line) && !setters.contains(**line)) {
        // A type and its traits are one line.
        if let Some((traits, of)) = line.strip_prefix("impl ").and_then(|line| line.split_once(" for "))
            && text.lines().next_back().is_some_and(|line| line.split([' ', '(']).any(|word| word == of))
        {
            text.truncate(text.trim_end().len());
            text.push_str(" // ");
            text.push_str(traits);
        } else {
            text.push_str(line);
            text.push_str(if lacks_setter(line) { " // no setter" } else { "" });
        }
        text.push('\n');
    }
    text
}

/// Diagnostics without the lines of the document that they show: these are the generator's own tests' (`diagnostic/tests`),
/// and the place is said anyway.
fn without_excerpts(diagnostics: &str) -> String {
    let is_excerpt = |line: &&str| {
        line.split_once('|').is_some_and(|(margin, _)| margin.chars().all(|c| c == ' ' || c.is_ascii_digit()))
    };
    diagnostics.lines().filter(|line| !is_excerpt(line)).fold(String::new(), |text, line| text + line + "\n")
}

/// How the setter of a field begins that may be absent, and what it is where it takes just what the field holds.
fn setter(line: &str) -> Option<(String, String)> {
    let (path, ty) = line.strip_prefix("pub models::")?.split_once(": ")?;
    let ty = ty.split(" // ").next()?.strip_suffix('>')?;
    let (kind, ty) = ty.split_once('<').filter(|(kind, _)| ["Option", "OptionalNullable"].contains(kind))?;
    let taken = if kind == "Option" { "IntoOptional" } else { "IntoOptionalNullable" };
    let name = path.rsplit("::").next()?;
    let start = format!("pub fn models::{path}(");
    Some((start.clone(), format!("{start}self, {name}: impl {taken}<{ty}>) -> Self")))
}

/// The lines that come with an operation or its error, each found by the one that says its name.
fn with_operation(line: &str) -> Vec<String> {
    const OPERATION: &str = "impl Clone + Debug + Operation for ";
    const OTHER: &str = "::Other(runtime::UnknownBody)";
    if let Some(path) = line.strip_prefix(OPERATION) {
        // Types are called as they are within the module of their API.
        let within = path.find("operations::").and_then(|start| path.get(start..)).unwrap_or(path);
        let builder = format!("pub type {path}Builder = Request<{within}>");
        return vec![line.to_owned(), format!("pub struct {path}"), builder];
    }
    match line.strip_suffix(OTHER).filter(|path| path.contains("errors::")) {
        Some(path) => {
            let traits = format!("impl Clone + Debug + PartialEq for {path}");
            vec![line.to_owned(), format!("pub enum {path}"), traits]
        }
        None => Vec::new(),
    }
}

fn pin(case: &Case, name: &str, text: Option<String>) {
    match text {
        Some(text) => insta::assert_snapshot!(name, text),
        None => unpinned(case, name),
    }
}

/// What does not come out any more must not stay pinned.
fn unpinned(case: &Case, snapshot: &str) {
    let path = case.folder.join(format!("{snapshot}.snap"));
    if path.exists() && std::env::var_os("INSTA_UPDATE").is_some_and(|mode| mode == "always") {
        std::fs::remove_file(&path).unwrap();
    }
    assert!(!path.exists(), "{}: {snapshot}.snap is of the past", case.name);
}
