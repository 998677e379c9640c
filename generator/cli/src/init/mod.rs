//! `init`: makes a project of a document. What is there already is left alone.

mod args;
mod document;
mod folder;
mod layout;
mod path;
mod template;
mod workspace;

use std::path::Path;
use std::time::Instant;

pub use args::Init;

use generator::code::Code;
use serde_json::Value;

use crate::cargo;
use crate::error::{Failure, Result};
use crate::exit_status::ExitStatus;
use crate::make::{self, Order, summary};
use crate::program;
use crate::project::Project;
use crate::terminal::{count, eprintln, println};

use document::Document;
use folder::Folder;
use layout::{Layout, Maker};
use path::{beside, plain};

/// Runs the command.
pub(crate) fn run(arguments: &Init) -> Result<ExitStatus> {
    let mut folder = Folder::new(program::start());
    folder.refuse_within_repository()?;
    let here = Path::new("regen.toml");
    let usual = || if folder.path("regen.toml").exists() { here } else { Path::new("spec/regen.toml") };
    let config = plain(arguments.config.as_deref().unwrap_or_else(usual))?;
    // A configuration that is there already is left alone, and so it counts.
    let known =
        folder.path(&config).exists().then(|| Project::find(Some(&folder.path(&config)))).transpose()?;
    let out = match &known {
        Some(project) => folder.below(&project.root.join(&project.out)),
        None => arguments.out.clone(),
    };
    let out = plain(&out)?;
    let documents = Document::given(arguments, &config)?;
    if !arguments.upstream.is_empty() && arguments.upstream.len() != documents.len() {
        let message = format!(
            "`--upstream` is given {}, and `--spec` {}",
            count(arguments.upstream.len(), "time"),
            count(documents.len(), "time")
        );
        let help = "give each document its address, in the same order";
        return Err(Failure::new(Code::ConfigValue, message, help).into());
    }
    let command = if arguments.xtask { "cargo xtask" } else { "openapi-rust" };
    let maker = Maker { folder: &folder, arguments, config: &config, out: &out, command };
    let layout = maker.layout(known.as_ref(), &documents)?;
    for document in &documents {
        if let Some(text) = &document.piped {
            folder.put(&document.path, text)?;
        }
    }
    configure(&mut folder, known.as_ref(), &config, &layout)?;
    let holes_of_git = [("command", command), ("out", out.as_str())];
    folder.append(".gitattributes", &template::fill(template::GIT_ATTRIBUTES, &holes_of_git))?;
    // `.regen` is what a run leaves that was killed.
    folder.append(".gitignore", "/target\n.regen/\n")?;
    member(&mut folder, &out)?;
    // JSON texts are YAML texts, too.
    let quoted = |text: &str| Value::from(text).to_string();
    let fetch = documents.iter().zip(&arguments.upstream).map(|(document, url)| {
        template::fill(template::FETCH, &[("path", document.path.as_str()), ("url", &quoted(url))])
    });
    let (branch, fetch) = (quoted(&folder.branch()), fetch.collect::<String>());
    let holes = [
        ("name", layout.name.as_str()),
        ("out", &out),
        ("config", &config),
        ("version", env!("CARGO_PKG_VERSION")),
        ("command", command),
        ("branch", &branch),
        ("fetch", &fetch),
    ];
    workflow(&mut folder, "api", template::API, &config, &layout.name, &holes)?;
    if !arguments.upstream.is_empty() {
        workflow(&mut folder, "upstream", template::UPSTREAM, &config, &layout.name, &holes)?;
    }
    if arguments.xtask {
        xtask(&mut folder)?;
    }
    let test = template::fill(template::ACCEPTED_API, &holes);
    // What is asked for here is accepted by that.
    let is_accepted = !layout.modules.is_empty();
    folder.put(&format!("{out}/tests/accepted_api.rs"), &test)?;
    let done = folder.write().and_then(|()| first_regen(&mut folder, &config, &out, is_accepted));
    if let Err(error) = done {
        folder.take_back();
        return Err(error);
    }
    if !folder.path("Cargo.lock").exists() {
        // Where it cannot be made now, the first build makes it.
        let _ = cargo::run(&folder.root, &["generate-lockfile", "--quiet"], &[]);
    }
    println(folder.report());
    let config =
        if is_nearest(&folder.path(&config)) { String::new() } else { format!(" --config {config}") };
    let paths: Vec<String> = documents.iter().map(|document| format!("`{}`", document.path)).collect();
    println(format_args!(
        "commit what `git status` shows; then change {} and run `{command} update{config}`",
        paths.join(" or ")
    ));
    Ok(ExitStatus::Success)
}

/// Writes the configuration, and the changelog of a project that has none.
fn configure(folder: &mut Folder, known: Option<&Project>, config: &str, layout: &Layout) -> Result<()> {
    for (path, text) in &layout.modules {
        folder.put(path, text)?;
    }
    match &layout.config {
        Some(text) if known.is_some() => folder.replace(config, text, true)?,
        Some(text) => folder.put(config, text)?,
        None => folder.left(config, "is there already"),
    }
    let changelog = match known {
        Some(project) => project.place(&project.changelog)?,
        None => folder.place(&beside(config, "changelog"))?,
    };
    if changelog.is_dir() {
        return Ok(());
    }
    folder.put(&beside(config, "changelog/0.1.0.md"), "The first version.\n")
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

/// True for the configuration that commands take where none is named.
fn is_nearest(config: &Path) -> bool {
    let nearest = Project::find(None).map(|project| project.root.join(project.config));
    nearest.is_ok_and(|nearest| config.canonicalize().is_ok_and(|config| config == nearest))
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

/// Writes the crate, and accepts its API where none is, or where it was asked for.
fn first_regen(folder: &mut Folder, config: &str, out: &str, is_accepted: bool) -> Result<()> {
    let started = Instant::now();
    let project = Project::find(Some(&folder.path(config)))?;
    let made = make::make(&project, &Order::default())?;
    let written = made.write(&project, false, true)?;
    eprintln(summary::text(&made.output.summary, &written.plan, written.repaired, started.elapsed()));
    let api =
        made.output.files.get("api.snap").map(|text| text.split_once('\n').map_or("", |(_, rest)| rest));
    let (accepted, api) = (format!("{out}/tests/accepted_api.snap"), api.unwrap_or_default().trim_start());
    if is_accepted && folder.path(&accepted).exists() {
        folder.replace(&accepted, api, true)?;
    } else {
        folder.put(&accepted, api)?;
    }
    folder.write()
}
