//! Writes the driver crate and builds it. What does not compile is left out and reported, so that one bad client or
//! call does not hide the results of all the others.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::client::{self, Client};
use crate::drive::{self, Drivers};
use crate::scenario;

/// How often what does not compile is taken out before giving up.
const ROUNDS: usize = 6;

/// Writes and builds the driver crate; `WORK/undriven.json` says which scenarios have no driver, and why.
pub(crate) fn drivers(sources: &Path, work: &Path) -> crate::Result<()> {
    let scenarios = scenario::read(&work.join("prepared/scenarios.json"))?;
    let mut clients = read_clients(work)?;
    let mut broken: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let mut drivers = drive::plan(sources, &scenarios, &clients)?;
        drivers.generated.retain(|name, _| !broken.contains_key(name));
        drivers.written.retain(|name, module| {
            !broken.contains_key(name) && !broken.contains_key(&format!("drivers::{module}"))
        });
        write(sources, work, &clients, &drivers)?;
        let failures = compile(work)?;
        if failures.is_empty() {
            let mut undriven = drivers.missing;
            undriven.extend(broken);
            fs::write(work.join("undriven.json"), serde_json::to_vec_pretty(&undriven)?)?;
            println!(
                "{} drivers from data, {} written by hand",
                drivers.generated.len(),
                drivers.written.len()
            );
            return Ok(());
        }
        for (what, message) in failures {
            eprintln!("does not compile: {what}: {message}");
            clients.retain(|(_, client)| client.name != what);
            broken.insert(what, format!("does not compile: {message}"));
        }
    }
    Err("the driver crate does not compile".into())
}

/// The clients that were generated, each with the name of its document.
fn read_clients(work: &Path) -> crate::Result<Vec<(String, Client)>> {
    let mut clients = Vec::new();
    let mut entries = fs::read_dir(work.join("documents"))?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let file = entry.file_name().to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(".json").filter(|name| !name.starts_with('_')) else { continue };
        let folder = work.join("clients").join(key(name));
        if folder.join("src/lib.rs").exists() {
            clients.push((name.to_owned(), client::read(&folder, &entry.path())?));
        }
    }
    Ok(clients)
}

/// The name of a document's client, for folders and crates; `run` makes the same.
fn key(document: &str) -> String {
    let lower = document.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

fn write(sources: &Path, work: &Path, clients: &[(String, Client)], drivers: &Drivers) -> crate::Result<()> {
    let out = work.join("driver");
    let src = out.join("src");
    let _ = fs::remove_dir_all(&src);
    fs::create_dir_all(src.join("generated"))?;
    fs::create_dir_all(src.join("drivers"))?;
    let mut manifest = fs::read_to_string(sources.join("driver/Cargo.toml.in"))?;
    for (document, client) in clients {
        writeln!(
            manifest,
            "{} = {{ path = \"../clients/{}\", package = \"c-{}\" }}",
            client.name,
            key(document),
            key(document)
        )?;
    }
    fs::write(out.join("Cargo.toml"), manifest)?;
    for file in ["main.rs", "support.rs"] {
        fs::copy(sources.join("driver").join(file), src.join(file))?;
    }
    let mut modules = String::from("//! Drivers made from the suite's data.\n\n");
    let mut list = String::from(
        "//! All drivers.\n\nuse crate::Driver;\n\npub(crate) fn all() -> Vec<(&'static str, Driver)> {\n    vec![\n",
    );
    for (index, (name, code)) in drivers.generated.iter().enumerate() {
        fs::write(src.join(format!("generated/d{index}.rs")), code)?;
        writeln!(modules, "pub(crate) mod d{index};")?;
        writeln!(
            list,
            "        ({name:?}, |base| Box::pin(async move {{ crate::generated::d{index}::drive(&base).await }})),"
        )?;
    }
    for (name, module) in &drivers.written {
        writeln!(
            list,
            "        ({name:?}, |base| Box::pin(async move {{ crate::drivers::{module}::{name}(&base).await }})),"
        )?;
    }
    fs::write(src.join("generated/mod.rs"), modules)?;
    fs::write(src.join("list.rs"), list + "    ]\n}\n")?;
    let mut modules = String::from("//! Drivers written by hand.\n\n");
    let mut names: Vec<&String> = drivers.written.values().collect();
    names.sort();
    names.dedup();
    for module in names {
        fs::copy(sources.join(format!("drivers/{module}.rs")), src.join(format!("drivers/{module}.rs")))?;
        writeln!(modules, "pub(crate) mod {module};")?;
    }
    Ok(fs::write(src.join("drivers/mod.rs"), modules)?)
}

/// Builds the driver crate; what does not compile, with the first error of each.
fn compile(work: &Path) -> crate::Result<BTreeMap<String, String>> {
    let mut command = Command::new("cargo");
    command
        .args(["build", "--quiet", "--keep-going", "--message-format=json"])
        .current_dir(work.join("driver"));
    let output = command.env("CARGO_TARGET_DIR", work.join("build")).stderr(Stdio::piped()).output()?;
    let mut failures = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        if message.pointer("/message/level").and_then(Value::as_str) != Some("error") {
            continue;
        }
        let text = message.pointer("/message/rendered").and_then(Value::as_str).unwrap_or_default();
        let text = text.lines().take(9).collect::<Vec<_>>().join("\n");
        let krate = message.pointer("/target/name").and_then(Value::as_str).unwrap_or_default();
        let file = message.pointer("/message/spans/0/file_name").and_then(Value::as_str).unwrap_or_default();
        if let Some(what) = culprit(work, krate, file) {
            failures.entry(what).or_insert(text);
        }
    }
    if failures.is_empty() && !output.status.success() {
        return Err(format!("cargo build: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(failures)
}

/// The client, scenario or module of drivers that an error is in.
fn culprit(work: &Path, krate: &str, file: &str) -> Option<String> {
    if krate.starts_with("c_") || krate.starts_with("c-") {
        return Some(krate.replace('-', "_"));
    }
    if let Some(at) = file.find("src/generated/") {
        let source = fs::read_to_string(work.join("driver").join(file.get(at..)?)).ok()?;
        return Some(source.split('`').nth(1)?.to_owned());
    }
    let module = file.split("src/drivers/").nth(1)?.strip_suffix(".rs")?;
    Some(format!("drivers::{module}"))
}
