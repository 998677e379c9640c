//! `init`: makes a project of a document. What is there already is left alone.

mod args;
mod folder;
mod template;
mod workspace;

use std::io::{self, Read as _};
use std::path::{Component, Path};

pub use args::Init;

use generator::Config;
use generator::code::Code;

use crate::cargo;
use crate::error::{Failure, Result};
use crate::exit_status::ExitStatus;
use crate::inputs::Inputs;
use crate::make::{self, Order, summary};
use crate::program;
use crate::project::Project;
use crate::terminal::{eprintln, println};

use folder::Folder;

/// Runs the command.
pub(crate) fn run(arguments: &Init) -> Result<ExitStatus> {
    let mut folder = Folder::new(program::start());
    let (config, out) = (plain(&arguments.config)?, plain(&arguments.out)?);
    let spec = spec(arguments, &mut folder, &config)?;
    let place = folder.path(&spec);
    // A document that cannot be generated makes no project; and its title is the name of the crate.
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => match folder.text(&config)?.and_then(|text| configured_name(&config, &text)) {
            Some(name) => name,
            None => Inputs::given(&place, None)?.output()?.summary.name,
        },
    };
    let up = "../".repeat(config.matches('/').count());
    let version = env!("CARGO_PKG_VERSION");
    let command = if arguments.xtask { "cargo xtask" } else { "openapi-rust" };
    let (branch, url) = (folder.branch(), arguments.upstream.clone().unwrap_or_default());
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

/// The document, by its path from the root: standard input is written to a file first.
fn spec(arguments: &Init, folder: &mut Folder, config: &str) -> Result<String> {
    if arguments.spec != Path::new("-") {
        return plain(&arguments.spec);
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
    let path = beside(config, &format!("openapi.{kind}"));
    folder.put(&path, &text)?;
    Ok(path)
}

fn beside(config: &str, name: &str) -> String {
    config.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

/// A path below the folder that we are in, with `/` between its parts.
fn plain(path: &Path) -> Result<String> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => {
                parts.extend(name.to_str().filter(|name| !name.contains(['\'', '"', '\\'])));
            }
            Component::CurDir => {}
            _ => {
                parts.clear();
                break;
            }
        }
    }
    if parts.is_empty() {
        let message = format!("`{}` is no path below this folder", path.display());
        let help =
            "a project is a folder with all its files: move it here, or run `init` in a folder above both";
        return Err(Failure::new(Code::ConfigValue, message, help).into());
    }
    Ok(parts.join("/"))
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

/// The name that a configuration that is there already gives the crate.
fn configured_name(config: &str, text: &str) -> Option<String> {
    let (mut raw, mut report) = (generator::raw::Raw::default(), generator::diagnostic::Report::new());
    Config::parse(&mut raw, config, text, &mut report)?.package.name
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
        assert!(plain(Path::new("../a.yaml")).is_err() && plain(Path::new("/a.yaml")).is_err());
    }
}
