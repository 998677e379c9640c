//! `init`: makes a project of a document. What is there already is left alone.

mod args;
mod folder;
mod template;
mod workspace;

use std::io::{self, Read as _};
use std::path::{Component, Path};
use std::time::Instant;

pub use args::Init;

use generator::Wanted;
use generator::code::Code;
use serde_json::Value;

use crate::cargo;
use crate::error::{Failure, Result};
use crate::exit_status::ExitStatus;
use crate::inputs::{Inputs, Settings, Source};
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
    let root = arguments.root.as_deref().map(|root| root_line(root, &config)).transpose()?;
    // A document that cannot be generated makes no project; and its title is the name of the crate.
    let settings = match &known {
        Some(project) => project.settings.clone(),
        None => {
            let text = format!("[document]\n{}", root.as_deref().unwrap_or(NO_ROOT));
            Settings::of(Source::project(&folder.root, &config), &text)?
        }
    };
    let is_known = known.is_some();
    let made = inputs(&folder, &spec, piped.as_deref(), settings, is_known)?;
    let made = made.output(Wanted::Surface)?.summary.name;
    let name = arguments.name.clone().filter(|_| !is_known).unwrap_or(made);
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
        ("root", root.as_deref().unwrap_or(NO_ROOT)),
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
    // In files that are read from the root, the folder is by its path from there.
    let holes = holes.map(|(name, value)| (name, if name == "out" { out.as_str() } else { value }));
    workflow(&mut folder, "api", template::API, &config, &name, &holes)?;
    if arguments.upstream.is_some() {
        workflow(&mut folder, "upstream", template::UPSTREAM, &config, &name, &holes)?;
    }
    if arguments.xtask {
        xtask(&mut folder)?;
    }
    folder.put(&format!("{out}/tests/accepted_api.rs"), &filled(template::ACCEPTED_API))?;
    folder.write()?;
    first_regen(&mut folder, &config, &out)?;
    if !folder.path("Cargo.lock").exists() {
        // Where it cannot be made now, the first build makes it.
        let _ = cargo::run(&folder.root, &["generate-lockfile", "--quiet"], &[]);
    }
    println(folder.report());
    let config =
        if is_nearest(&folder.path(&config)) { String::new() } else { format!(" --config {config}") };
    println(format_args!(
        "commit what `git status` shows; then change `{spec}` and run `{command} update{config}`"
    ));
    Ok(ExitStatus::Success)
}

/// A workflow of the project; where another project of the repository has the file, one beside it.
fn workflow(
    folder: &mut Folder,
    kind: &str,
    template: &str,
    config: &str,
    name: &str,
    holes: &[(&str, &str)],
) -> Result<()> {
    let path = |suffix: &str| format!(".github/workflows/{kind}{suffix}.yml");
    let is_other = |text: String| !text.split([' ', '\n', '\'', '"']).any(|word| word == config);
    let is_taken = folder.text(&path(""))?.is_some_and(is_other);
    let suffix = if is_taken { format!("-{name}") } else { String::new() };
    let holes = [holes, &[("suffix", suffix.as_str())]].concat();
    folder.put(&path(&suffix), &template::fill(template, &holes))
}

/// The line of a configuration that does not say where references lead.
const NO_ROOT: &str = "# root = \"..\"";

/// The line that says it.
fn root_line(root: &Path, config: &str) -> Result<String> {
    let is_here = root.components().all(|part| part == Component::CurDir);
    let inside = if is_here { "file".to_owned() } else { format!("{}/file", plain(root)?) };
    let path = relative(config, &inside);
    let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
    Ok(format!("root = \"{folder}\""))
}

/// True for the configuration that commands take where none is named.
fn is_nearest(config: &Path) -> bool {
    let nearest = Project::find(None).map(|project| project.root.join(project.config));
    nearest.is_ok_and(|nearest| config.canonicalize().is_ok_and(|config| config == nearest))
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
fn inputs(
    folder: &Folder,
    spec: &str,
    piped: Option<&str>,
    settings: Settings,
    is_known: bool,
) -> Result<Inputs> {
    let place = Source::project(&folder.root, spec);
    match piped.filter(|_| !folder.path(spec).exists()) {
        Some(text) => Inputs::with_text(&place, text, settings),
        // The document that the configuration names, which is there already.
        None if is_known => Inputs::of(settings),
        None => Inputs::read(&place, settings),
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
fn first_regen(folder: &mut Folder, config: &str, out: &str) -> Result<()> {
    let started = Instant::now();
    let project = Project::find(Some(&folder.path(config)))?;
    let made = make::make(&project, &Order::default())?;
    let written = made.write(&project, false, true)?;
    eprintln(summary::text(&made.output.summary, &written.plan, written.repaired, started.elapsed()));
    let api =
        made.output.files.get("api.snap").map(|text| text.split_once('\n').map_or("", |(_, rest)| rest));
    folder.put(&format!("{out}/tests/accepted_api.snap"), api.unwrap_or_default().trim_start())?;
    folder.write()
}

#[cfg(test)]
mod tests {
    use super::{plain, relative, root_line};
    use std::path::Path;

    #[test]
    fn paths_are_named_from_where_they_are_read() {
        assert_eq!(relative("spec/regen.toml", "petstore.yaml"), "../petstore.yaml");
        assert_eq!(relative("spec/regen.toml", "spec/a/b.yaml"), "a/b.yaml");
        assert_eq!(relative("regen.toml", "a.yaml"), "a.yaml");
        assert_eq!(relative("a/b/c.toml", "a/d/e.yaml"), "../d/e.yaml");
        assert_eq!(plain(Path::new("./a//b.yaml")).unwrap(), "a/b.yaml");
        let root = |root: &str, config: &str| root_line(Path::new(root), config).unwrap();
        assert_eq!(root("apis", "apis/pets/regen.toml"), "root = \"..\"");
        assert_eq!(root(".", "spec/regen.toml"), "root = \"..\"");
        assert_eq!(root(".", "regen.toml"), "root = \".\"");
        assert_eq!(root("a/b", "spec/regen.toml"), "root = \"../a/b\"");
        assert!(root_line(Path::new("../a"), "regen.toml").is_err());
        for other in ["../a.yaml", "/a.yaml", "it's/a.yaml", "a\"b/c.yaml", "a\\b/c.yaml", "a\nb/c.yaml"] {
            assert!(plain(Path::new(other)).is_err(), "{other}");
        }
    }
}
