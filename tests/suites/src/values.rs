//! A document of schemas and a list of values, each valid or not: the generated crate keeps those that are, and refuses
//! the others.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::{Result, generator};

/// A value of `cases.json`.
#[derive(Deserialize)]
struct Case {
    /// The component.
    name: String,
    keyword: String,
    group: String,
    test: String,
    data: serde_json::Value,
    valid: bool,
}

/// What `expected/values.toml` says of a case that goes otherwise on purpose: `"S001 group: test" = "reason"`.
#[derive(Deserialize)]
struct Expected {
    cases: BTreeMap<String, String>,
}

/// Every type comes out, whatever is asked of the crate.
const CONFIG: &str = "[crate]\nname = \"suite\"\n\n[features]\nper_tag = false\n";

const MANIFEST: &str = r#"[package]
name = "driver"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[profile.dev]
debug = false
incremental = false

[dependencies]
serde = "1.0"
serde_json = "1.0"
suite = { path = "../suite", default-features = false }
"#;

/// The driver, but for the list of components.
const DRIVER: &str = r#"use suite::models;

/// Stands in where a type has no rules.
trait Unchecked {
    fn validate(&self) -> Result<(), String> {
        Ok(())
    }
}

impl<T> Unchecked for T {}

macro_rules! judge {
    ($ty:ty, $text:expr) => {
        match serde_json::from_str::<$ty>($text) {
            Err(error) => format!("not decoded: {error}"),
            Ok(value) => match value.validate() {
                Err(error) => format!("invalid: {error}"),
                Ok(()) => serde_json::to_string(&value).unwrap_or_else(|error| format!("not encoded: {error}")),
            },
        }
    };
}

fn main() {
    let lines = std::fs::read_to_string(std::env::args().nth(1).unwrap_or_default()).unwrap_or_default();
    for line in lines.lines() {
        let (name, text) = line.split_once('\t').unwrap_or_default();
        let said = match name {
COMPONENTS            _ => "no such component".to_owned(),
        };
        println!("{}", said.replace('\n', " "));
    }
}
"#;

/// Runs the suite in `folder`, and prints what came out; false if anything goes otherwise than expected.
pub(crate) fn run(folder: &Path, xtask: &Path, work: &Path) -> Result<bool> {
    let cases: Vec<Case> = serde_json::from_slice(&std::fs::read(folder.join("cases.json"))?)?;
    std::fs::create_dir_all(work.join("driver/src"))?;
    let config = work.join("regen.toml");
    let settings = std::env::var("SUITES_SETTINGS").unwrap_or_default();
    std::fs::write(&config, format!("{settings}\n{CONFIG}"))?;
    let run = generator::regen(xtask, &folder.join("openapi.json"), Some(&config), &work.join("suite"))?;
    if !run.is_accepted {
        let said: Vec<String> = run.diagnostics.iter().map(|one| one.message.clone()).collect();
        return Err(format!("the document is refused: {}", said.join("; ")).into());
    }
    let said = drive(&cases, work)?;
    report(&cases, &said)
}

/// What the crate says of each case.
fn drive(cases: &[Case], work: &Path) -> Result<Vec<String>> {
    let driver = work.join("driver");
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    let mut arms = String::new();
    for name in names {
        writeln!(arms, "            {name:?} => judge!(models::{name}, text),")?;
    }
    std::fs::write(driver.join("Cargo.toml"), MANIFEST)?;
    std::fs::write(driver.join("src/main.rs"), DRIVER.replace("COMPONENTS", &arms))?;
    let mut lines = String::new();
    for case in cases {
        writeln!(lines, "{}\t{}", case.name, serde_json::json!({"v": case.data}))?;
    }
    let list = driver.join("cases.txt");
    std::fs::write(&list, lines)?;
    let manifest = driver.join("Cargo.toml");
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--manifest-path"]).arg(manifest).arg("--").arg(&list);
    let output = cargo.env("CARGO_TARGET_DIR", work.join("target")).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let said: Vec<String> = String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect();
    if said.len() == cases.len() { Ok(said) } else { Err("the driver did not judge all cases".into()) }
}

fn report(cases: &[Case], said: &[String]) -> Result<bool> {
    let expected: Expected = toml::from_str(include_str!("../expected/values.toml"))?;
    let mut unused: BTreeSet<&str> = expected.cases.keys().map(String::as_str).collect();
    let (mut kept, mut refused, mut unexpected) = (0, 0, 0);
    for (case, said) in cases.iter().zip(said) {
        let sent = serde_json::json!({"v": case.data});
        let is_kept = serde_json::from_str(said).is_ok_and(|back| equal(&sent, &back));
        let is_refused = said.starts_with("not decoded: ") || said.starts_with("invalid: ");
        kept += u32::from(case.valid && is_kept);
        refused += u32::from(!case.valid && is_refused);
        if if case.valid { is_kept } else { is_refused } {
            continue;
        }
        let name = format!("{} {}: {}", case.name, case.group, case.test);
        let wanted = if case.valid { "valid" } else { "invalid" };
        let reason = expected.cases.get(&name);
        unused.remove(name.as_str());
        unexpected += u32::from(reason.is_none());
        println!("{wanted} {} [{name}] {} -> {said}", case.keyword, case.data);
        println!("    {}", reason.map_or("UNEXPECTED", String::as_str));
    }
    for name in &unused {
        println!("no longer needed in expected/values.toml: {name}");
    }
    let valid = cases.iter().filter(|case| case.valid).count();
    println!("kept {kept} of {valid}, refused {refused} of {}", cases.len() - valid);
    Ok(unexpected == 0)
}

/// Equal as JSON: 1 and 1.0 are, true and 1 are not.
fn equal(a: &serde_json::Value, b: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (a, b) {
        (Number(a), Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Object(a), Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
        }
        (a, b) => a == b,
    }
}
