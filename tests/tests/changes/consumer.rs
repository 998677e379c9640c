//! A consumer written against a surface: it uses every item in every way that the surface promises.
//!
//! Arguments that are `impl Into<T>` are given values of a type of the consumer's own, so that a bound that no longer
//! takes everything it took is found out.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::Output;
use generator::surface::{Argument, Item, Shape, Surface};
use tests::generation;

/// Writes a workspace with a crate and a consumer for each case, checks it once, and compares with what must break.
pub(crate) fn check(base: &Output, cases: &[(String, Output, bool)]) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("changes");
    let source = source(&base.surface);
    let mut members = Vec::new();
    let mut same = vec![("base".to_owned(), base, false)];
    same.extend(cases.iter().map(|(name, output, breaks)| (name.replace(' ', "-"), output, *breaks)));
    for (name, output, _) in &same {
        let (library, user) = (folder.join(name), folder.join(format!("{name}-user")));
        for (path, text) in &output.files {
            let text = if path == "Cargo.toml" {
                text.replacen("name = \"small\"", &format!("name = \"{name}\""), 1)
                    + "\n[lib]\nname = \"small\"\ndoctest = false\n"
            } else {
                text.clone()
            };
            write(&library.join(path), &text);
        }
        let manifest = format!(
            "[package]\nname = \"{name}-user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n\
             small = {{ package = \"{name}\", path = \"../{name}\", default-features = false{} }}\n\
             serde_json = \"1\"\nbytes = \"1\"\nserde = \"1\"\n",
            features(output)
        );
        write(&user.join("Cargo.toml"), &manifest);
        write(&user.join("src/lib.rs"), &source);
        members.push(format!("\"{name}\", \"{name}-user\""));
    }
    write(
        &folder.join("Cargo.toml"),
        &format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", ")),
    );
    let lock = generation::root().join("Cargo.lock");
    write(&folder.join("Cargo.lock"), &std::fs::read_to_string(lock).unwrap());
    let broken = broken(&folder);
    let mut wrong = Vec::new();
    for (name, _, breaks) in &same {
        assert!(!broken.contains(name), "the crate of {name} itself does not compile");
        let found = broken.contains(&format!("{name}-user"));
        if found != *breaks {
            wrong.push(format!("{name}: breaks its consumer: {found}, by the verdict: {breaks}"));
        }
    }
    assert!(wrong.is_empty(), "{}\nsee {}", wrong.join("\n"), folder.display());
}

/// The features of a crate's tags; transports only cost time.
fn features(output: &Output) -> String {
    let names = output.surface.items.keys().filter_map(|path| path.strip_prefix("feature "));
    let names: Vec<String> =
        names.filter(|name| *name != "default").map(|name| format!("{name:?}")).collect();
    if names.is_empty() { String::new() } else { format!(", features = [{}]", names.join(", ")) }
}

/// Writes what differs, so that cargo does not check anew what it knows.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// The packages of the workspace that do not compile.
fn broken(folder: &Path) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--workspace", "--keep-going", "--offline", "--message-format=json", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let mut broken = BTreeSet::new();
    let mut checked = 0;
    for line in text.lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        checked += usize::from(message["reason"] == "compiler-artifact");
        if message["message"]["level"] == "error" {
            let manifest = Path::new(message["manifest_path"].as_str().unwrap_or_default());
            let package = manifest.parent().and_then(Path::file_name).unwrap_or_default();
            broken.insert(package.to_string_lossy().into_owned());
        }
    }
    assert!(checked > 0, "cargo checked nothing:\n{}", String::from_utf8_lossy(&output.stderr));
    broken
}

/// The consumer's source.
pub(crate) fn source(surface: &Surface) -> String {
    let mut text = "\
#![allow(dead_code, unused, deprecated, clippy::all, reason = \"written by a test\")]
use small::{models, errors, operations, runtime, OptionalNullable, Client, ClientBuilder};
use small::runtime::Request;
use std::collections::BTreeMap;
"
    .to_owned();
    for (index, (path, item)) in surface.items.iter().enumerate() {
        if let Some(probe) = probe(path, item) {
            let _ = writeln!(text, "mod p{index} {{ use super::*;\n{probe}\n}}");
        }
    }
    text
}

/// Code that uses an item.
fn probe(path: &str, item: &Item) -> Option<String> {
    let bare = path.trim_end_matches("()");
    let owner = bare.rsplit_once("::").map_or("", |(owner, _)| owner);
    let name = bare.rsplit("::").next().unwrap_or_default();
    Some(match &item.shape {
        Shape::Struct | Shape::Enum | Shape::Tuple(_) => format!("fn p(_: &{bare}) {{}}"),
        Shape::Alias(target) => format!("fn p(value: {bare}) -> {target} {{ value }}"),
        Shape::Field(ty) => format!("fn p(value: {owner}) -> {ty} {{ value.{name} }}"),
        Shape::Variant(None) => format!("fn p() -> {owner} {{ {bare} }}"),
        Shape::Variant(Some(payload)) => format!(
            "fn p(value: {payload}) -> {owner} {{ {bare}(value) }}\n\
             fn q(value: {owner}) -> Option<{payload}> {{ match value {{ {bare}(inner) => Some(inner), _ => None }} }}"
        ),
        Shape::Function { receiver, arguments, call, output } => function(
            owner,
            name,
            receiver,
            arguments,
            output,
            call.as_ref().map(|call| (&call.output, &call.error)),
        )?,
        Shape::Traits { of, names } => {
            let bounds: Vec<String> = names.iter().map(|name| bound(name)).collect();
            format!("fn p<T: {}>() {{}}\nfn q() {{ p::<{of}>() }}", bounds.join(" + "))
        }
        Shape::Module { .. } => format!("use small::{bare} as module;"),
        Shape::Feature | Shape::Features(_) | Shape::Crate { .. } => return None,
    })
}

fn bound(name: &str) -> String {
    match name {
        "Debug" | "Display" => format!("std::fmt::{name}"),
        "Hash" => "std::hash::Hash".to_owned(),
        "FromStr" => "std::str::FromStr".to_owned(),
        "Serialize" => "serde::Serialize".to_owned(),
        "Deserialize" => "serde::de::DeserializeOwned".to_owned(),
        "Operation" => "runtime::Operation".to_owned(),
        "From<&str>" => "for<'a> From<&'a str>".to_owned(),
        name if name.starts_with("Paginated") => format!("runtime::{name}"),
        name => name.to_owned(),
    }
}

/// A call with a value of its own type for every argument.
fn function(
    owner: &str,
    name: &str,
    receiver: &str,
    arguments: &[Argument],
    output: &str,
    call: Option<(&String, &String)>,
) -> Option<String> {
    if arguments.iter().any(|argument| argument.ty.starts_with("impl ") || argument.ty.contains('&')) {
        return None;
    }
    let mut text = String::new();
    let mut parameters = Vec::new();
    for (index, argument) in arguments.iter().enumerate() {
        let ty = &argument.ty;
        if argument.into {
            let _ = writeln!(
                text,
                "struct A{index}; impl From<A{index}> for {ty} {{ fn from(_: A{index}) -> {ty} {{ loop {{}} }} }}"
            );
            parameters.push(format!("a{index}: A{index}"));
        } else {
            parameters.push(format!("a{index}: {ty}"));
        }
    }
    let names: Vec<String> = (0..arguments.len()).map(|index| format!("a{index}")).collect();
    let names = names.join(", ");
    // An operation's own struct stands for requests of it.
    let own = if owner.starts_with("operations::") && receiver == "self" {
        format!("Request<{owner}>")
    } else {
        owner.to_owned()
    };
    let ty = match own.as_str() {
        // The setters of all requests; and statics of the client are covered by its other methods.
        "Request" => return None,
        own => own,
    };
    let value = match (receiver, output) {
        ("", _) => format!("{ty}::{name}({names})"),
        (_, _) => format!("this.{name}({names})"),
    };
    let this = match receiver {
        "" => Vec::new(),
        "&self" => vec![format!("this: &{ty}")],
        _ => vec![format!("this: {ty}")],
    };
    let parameters: Vec<String> = this.into_iter().chain(parameters).collect();
    let parameters = parameters.join(", ");
    let output = if output == "Self" { ty } else { output };
    match call {
        Some((success, error)) => {
            let _ = writeln!(
                text,
                "fn p({parameters}) where {op}: runtime::Operation<Output = {success}, Error = {error}> {{ let _ = {value}; }}",
                op = output
                    .strip_prefix("Request<")
                    .and_then(|rest| rest.strip_suffix('>'))
                    .unwrap_or_default(),
            );
        }
        None => {
            let _ = writeln!(text, "fn p({parameters}) -> {output} {{ {value} }}");
        }
    }
    Some(text)
}
