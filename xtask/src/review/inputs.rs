//! Everything that a run reads, from the disk or from a git revision, so that parts can be exchanged.

use std::io;
use std::path::{Path, PathBuf};

use generator::code::Code;
use generator::diagnostic::{Report, to_text};
use generator::raw::Raw;
use generator::{Config, Files, Input, Outcome, Output, Overlay};

use super::git;
use crate::cli::MessageFormat;
use crate::console;
use crate::exit::Exit;
use crate::input::{self, Beside};

/// Documents and configurations are never larger.
const LARGEST: usize = 1 << 26;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// How it is called in messages.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
}

/// What a run reads.
pub(crate) struct Inputs {
    /// The document.
    pub(crate) document: Named,
    /// The configuration with its overlays.
    pub(crate) settings: Settings,
    files: Box<dyn Files>,
}

/// The configuration with its overlays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    config: Option<Named>,
    parsed: Config,
    overlays: Vec<(String, Vec<u8>)>,
}

impl PartialEq for Settings {
    /// By what they mean: names of files, comments and layout may differ.
    fn eq(&self, other: &Self) -> bool {
        self.parsed == other.parsed && self.overlays == other.overlays
    }
}

/// The files beside the document in a revision.
struct Revision {
    root: PathBuf,
    name: String,
    folder: String,
}

impl Files for Revision {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        let path = format!("{}/{relative}", self.folder);
        git::show(&self.root, &self.name, &path).map_err(io::Error::other)
    }
}

fn unreadable(name: &str, error: impl std::fmt::Display, help: &str) -> Exit {
    let message = format!("cannot read `{name}`: {error}");
    console::failure(MessageFormat::Human, Code::UnreadableFile, &message, help);
    Exit::Disk
}

impl Settings {
    /// The configuration that the bytes hold; what is wrong with it is printed.
    fn parse(&self, raw: &mut Raw) -> Result<Config, Exit> {
        let Some(config) = &self.config else { return Ok(Config::default()) };
        let mut report = Report::new();
        let parsed = Config::parse(raw, &config.name, &String::from_utf8_lossy(&config.bytes), &mut report);
        print(raw, &report);
        parsed.ok_or(Exit::Document)
    }

    /// The document that the configuration names, from the project's folder.
    pub(crate) fn document(&self) -> String {
        format!("spec/{}", self.parsed.document.path.as_deref().unwrap_or("guardrails.yaml"))
    }

    /// A configuration, and the overlays that it names, read by `read` from paths beside it.
    fn load(config: Named, read: impl Fn(&str) -> Result<Vec<u8>, Exit>) -> Result<Self, Exit> {
        let mut settings = Self { config: Some(config), ..Self::default() };
        settings.parsed = settings.parse(&mut Raw::default())?;
        for path in &settings.parsed.document.overlays {
            settings.overlays.push((path.clone(), read(path)?));
        }
        Ok(settings)
    }
}

fn print(raw: &Raw, report: &Report) {
    if !report.is_empty() {
        console::remark(to_text(raw, report.iter(), console::colour()).trim_end());
    }
}

impl Inputs {
    /// A document from the disk with a configuration, if any.
    pub(crate) fn given(document: &Path, config: Option<&Path>) -> Result<Self, Exit> {
        let settings = match config {
            Some(path) => settings(path)?,
            None => Settings::default(),
        };
        Ok(Self {
            document: read(document, document.display().to_string())?,
            settings,
            files: Box::new(Beside::new(document, LARGEST)),
        })
    }

    /// The project's own, from the working tree.
    pub(crate) fn project(root: &Path) -> Result<Self, Exit> {
        let settings = settings(&root.join("spec/regen.toml"))?;
        let name = settings.document();
        let document = root.join(&name);
        Ok(Self {
            document: read(&document, name)?,
            settings,
            files: Box::new(Beside::new(&document, LARGEST)),
        })
    }

    /// The project's own, from a revision. The names tell the revision.
    pub(crate) fn revision(root: &Path, revision: &str) -> Result<Self, Exit> {
        let show = |path: &str| {
            let name = format!("{revision}:{path}");
            match git::show(root, revision, path) {
                Ok(bytes) => Ok(Named { name, bytes }),
                Err(error) => Err(unreadable(&name, error, "name a revision that has the project's files")),
            }
        };
        let settings = Settings::load(show("spec/regen.toml")?, |path| {
            show(&format!("spec/{path}")).map(|file| file.bytes)
        })?;
        Self::at(root, revision, &settings.document(), settings)
    }

    /// A document of a revision under settings that are given.
    pub(crate) fn at(root: &Path, revision: &str, path: &str, settings: Settings) -> Result<Self, Exit> {
        let name = format!("{revision}:{path}");
        let bytes = git::show(root, revision, path)
            .map_err(|error| unreadable(&name, error, "name a revision that has the document"))?;
        let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder).to_owned();
        let files = Revision { root: root.to_owned(), name: revision.to_owned(), folder };
        Ok(Self { document: Named { name, bytes }, settings, files: Box::new(files) })
    }

    /// Runs the generator on this document with other settings.
    pub(crate) fn outcome(&self, settings: &Settings) -> Result<(Outcome, Config), Exit> {
        let mut raw = Raw::default();
        let config = settings.parse(&mut raw)?;
        let overlays: Vec<Overlay> = settings
            .overlays
            .iter()
            .map(|(name, bytes)| Overlay { name: name.clone(), bytes: bytes.clone() })
            .collect();
        let outcome = generator::generate(Input {
            name: &self.document.name,
            bytes: &self.document.bytes,
            config: &config,
            raw,
            overlays: &overlays,
            files: &*self.files,
        });
        Ok((outcome, config))
    }

    /// The output of this document with other settings; diagnostics are printed if there is none.
    pub(crate) fn output(&self, settings: &Settings) -> Result<Output, Exit> {
        let (outcome, _) = self.outcome(settings)?;
        if outcome.output.is_none() {
            print(&outcome.raw, &outcome.report);
        }
        outcome.output.ok_or(Exit::Document)
    }
}

/// A configuration from the disk with its overlays.
pub(crate) fn settings(path: &Path) -> Result<Settings, Exit> {
    let name = path.file_name().map(|name| format!("spec/{}", name.to_string_lossy()));
    let own = path.parent().is_some_and(|folder| folder.ends_with("spec"));
    let name = name.filter(|_| own).unwrap_or_else(|| path.display().to_string());
    let beside = |relative: &str| {
        let path = path.with_file_name(relative);
        read(&path, relative.to_owned()).map(|file| file.bytes)
    };
    Settings::load(read(path, name)?, beside)
}

fn read(path: &Path, name: String) -> Result<Named, Exit> {
    match input::read(path, LARGEST) {
        Ok(bytes) => Ok(Named { name, bytes }),
        Err(error) => Err(unreadable(&name, error, "name a file that can be read")),
    }
}
