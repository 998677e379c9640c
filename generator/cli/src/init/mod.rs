//! `init`: makes a project of a document. What is there already is left alone.

mod args;
mod folder;
mod template;
mod workspace;

use std::io::{self, Read as _};
use std::path::{Component, Path};

pub use args::Init;

use generator::Wanted;
use generator::code::Code;
use serde_json::Value;

use crate::cargo;
use crate::error::{Failure, Result};
use crate::exit_status::ExitStatus;
use crate::inputs::{Inputs, Source};
use crate::make::{self, Order, summary};
use crate::program;
use crate::project::Project;
use crate::terminal::{eprintln, println};

use folder::Folder;

/// Runs the command.
pub(crate) fn run(arguments: &Init) -> Result<ExitStatus> {
    let mut folder = Folder::new(program::start());
    let config = plain(&arguments.config)?;
    // A configuration that is there already is left alone, and so it counts.
    let known =
        folder.path(&config).exists().then(|| Project::find(Some(&folder.path(&config)))).transpose()?;
    let out = match &known {
        Some(project) => folder.below(&project.root.join(&project.out)),
        None => arguments.out.clone(),
    };
    let out = plain(&out)?;
    let (spec, piped) = spec(arguments, &config)?;
    // A document that cannot be generated makes no project; and its title is the name of the crate.
    let made = inputs(&folder.path(&spec), piped.as_deref(), known.as_ref())?;
    let made = made.output(Wanted::Surface)?.summary.name;
    let name = arguments.name.clone().filter(|_| known.is_none()).unwrap_or(made);
    if let Some(text) = &piped {
        folder.put(&spec, text)?;
    }
    let up = "../".repeat(config.matches('/').count());
    let version = env!("CARGO_PKG_VERSION");
    let command = if arguments.xtask { "cargo xtask" } else { "openapi-rust" };
    // JSON texts are YAML texts, too.
    let quoted = |text: &str| Value::from(text).to_string();
    let (branch, url) = (quoted(&folder.branch()), quoted(arguments.upstream.as_deref().unwrap_or_default()));
    let (document, output) = (relative(&config, &spec), format!("{up}{out}"));
    let holes = [
        ("name", name.as_str()),
        ("document", &document),
        ("out", &output),
        ("path", &spec),
        ("config", &config),
        ("version", version),
        ("command", command),
        ("branch", &branch),
        ("url", &url),
    ];
    let filled = |template: &str| template::fill(template, &holes);
    folder.put(&config, &filled(template::CONFIG))?;
    folder.put(&beside(&config, "changelog/0.1.0.md"), "The first version.\n")?;
    let holes_of_git = [("command", command), ("out", out.as_str())];
    folder.append(".gitattributes", &template::fill(template::GIT_ATTRIBUTES, &holes_of_git))?;
    folder.append(".gitignore", "/target\n")?;
    member(&mut folder, &out)?;
    folder.put(".github/workflows/api.yml", &with_out(template::API, &holes, &out))?;
    if arguments.upstream.is_some() {
        folder.put(".github/workflows/upstream.yml", &with_out(template::UPSTREAM, &holes, &out))?;
    }
    if arguments.xtask {
        xtask(&mut folder)?;
    }
    first_regen(&mut folder, &config, &out, &filled(template::ACCEPTED_API))?;
    if !folder.path("Cargo.lock").exists() {
        // Where it cannot be made now, the first build makes it.
        let _ = cargo::run(&folder.root, &["generate-lockfile", "--quiet"], &[]);
    }
    println(folder.report());
    println(format_args!("commit what `git status` shows; then change `{spec}` and run `{command} update`"));
    Ok(ExitStatus::Success)
}

/// In files that are read from the root, the folder is by its path from there.
fn with_out(template: &str, holes: &[(&str, &str)], out: &str) -> String {
    let holes: Vec<(&str, &str)> =
        holes.iter().map(|(name, value)| (*name, if *name == "out" { out } else { *value })).collect();
    template::fill(template, &holes)
}

/// The document, by its path from the root, and its text where it comes from standard input.
fn spec(arguments: &Init, config: &str) -> Result<(String, Option<String>)> {
    if arguments.spec != Path::new("-") {
        return Ok((plain(&arguments.spec)?, None));
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(generator::load::Limits::default().bytes).unwrap_or(u64::MAX);
    io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| {
        Failure::new(Code::UnreadableFile, "cannot read standard input", "pipe a document into it")
            .because(error)
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Failure::new(Code::Encoding, "standard input is not UTF-8", "").because(error.utf8_error())
    })?;
    let kind = if text.trim_start().starts_with('{') { "json" } else { "yaml" };
    Ok((beside(config, &format!("openapi.{kind}")), Some(text)))
}

/// What the crate is generated from. A document that is there already is left alone, and so it counts.
fn inputs(place: &Path, piped: Option<&str>, known: Option<&Project>) -> Result<Inputs> {
    match (piped.filter(|_| !place.exists()), known) {
        (Some(text), _) => {
            let settings = known.map(|project| project.settings.clone()).unwrap_or_default();
            Inputs::with_text(&Source::given(place), text, settings)
        }
        (None, Some(project)) => project.inputs(),
        (None, None) => Inputs::given(place, None),
    }
}

fn beside(config: &str, name: &str) -> String {
    config.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

/// A path below the folder that we are in, with `/` between its parts.
fn plain(path: &Path) -> Result<String> {
    let fault = |why: &str, help: &str| {
        Failure::new(Code::ConfigValue, format!("`{}` {why}", path.display()), help).into()
    };
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => match name.to_str().filter(|name| !name.contains(is_quoting)) {
                Some(name) => parts.push(name),
                None => {
                    let why = "has a character that a configuration or a script would not take as it is";
                    return Err(fault(why, "rename it, without quotes, backslashes and the like"));
                }
            },
            Component::CurDir => {}
            _ => {
                parts.clear();
                break;
            }
        }
    }
    if parts.is_empty() {
        let help =
            "a project is a folder with all its files: move it here, or run `init` in a folder above both";
        return Err(fault("is no path below this folder", help));
    }
    Ok(parts.join("/"))
}

fn is_quoting(char: char) -> bool {
    matches!(char, '\'' | '"' | '\\') || char.is_control()
}

/// A path as a configuration names it.
fn relative(config: &str, path: &str) -> String {
    let (mut from, mut to): (Vec<&str>, Vec<&str>) = (config.split('/').collect(), path.split('/').collect());
    from.pop();
    while !from.is_empty() && from.first() == to.first() && to.len() > 1 {
        from.remove(0);
        to.remove(0);
    }
    "../".repeat(from.len()) + &to.join("/")
}

fn member(folder: &mut Folder, member: &str) -> Result<()> {
    let text = folder.text("Cargo.toml")?;
    match workspace::with_member(text.as_deref().unwrap_or_default(), member) {
        Ok(Some(changed)) => folder.replace("Cargo.toml", &changed, text.is_some()),
        Ok(None) => {
            folder.left("Cargo.toml", &format!("has the member `{member}`"));
            Ok(())
        }
        Err(by_hand) => {
            folder.left("Cargo.toml", &by_hand);
            Ok(())
        }
    }
}

/// `cargo xtask` with the same commands.
fn xtask(folder: &mut Folder) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let manifest = format!(
        "[package]\nname = \"xtask\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\nopenapi-rust = \"{version}\"\n"
    );
    folder.put("xtask/Cargo.toml", &manifest)?;
    let main = "//! `cargo xtask`: the commands of `openapi-rust`, in the version that Cargo.lock has.\n\nfn main() -> std::process::ExitCode {\n    openapi_rust::main_as(\"cargo xtask\")\n}\n";
    folder.put("xtask/src/main.rs", main)?;
    folder.put(".cargo/config.toml", "[alias]\nxtask = \"run --quiet --package xtask --\"\n")?;
    member(folder, "xtask")
}

/// Writes the crate for the first time, and accepts its API.
fn first_regen(folder: &mut Folder, config: &str, out: &str, test: &str) -> Result<()> {
    let project = Project::find(Some(&folder.path(config)))?;
    let made = make::make(&project, &Order { human: true, ..Order::default() })?;
    let written = made.write(&project, false, true)?;
    for line in summary::lines(&written.plan) {
        eprintln(format_args!("  {}: {line}", project.out));
    }
    let api =
        made.output.files.get("api.snap").map(|text| text.split_once('\n').map_or("", |(_, rest)| rest));
    folder.put(&format!("{out}/tests/accepted_api.rs"), test)?;
    folder.put(&format!("{out}/tests/accepted_api.snap"), api.unwrap_or_default().trim_start())
}

#[cfg(test)]
mod tests {
    use super::{plain, relative};
    use std::path::Path;

    #[test]
    fn paths_are_named_from_where_they_are_read() {
        assert_eq!(relative("spec/regen.toml", "petstore.yaml"), "../petstore.yaml");
        assert_eq!(relative("spec/regen.toml", "spec/a/b.yaml"), "a/b.yaml");
        assert_eq!(relative("regen.toml", "a.yaml"), "a.yaml");
        assert_eq!(relative("a/b/c.toml", "a/d/e.yaml"), "../d/e.yaml");
        assert_eq!(plain(Path::new("./a//b.yaml")).unwrap(), "a/b.yaml");
        for other in ["../a.yaml", "/a.yaml", "it's/a.yaml", "a\"b/c.yaml", "a\\b/c.yaml", "a\nb/c.yaml"] {
            assert!(plain(Path::new(other)).is_err(), "{other}");
        }
    }
}
