//! From files to the generator and back: the only caller of the library.

use std::path::{Path, PathBuf};

use generator::code::Code;
use generator::diagnostic::{Report, to_json, to_text};
use generator::raw::Raw;
use generator::{Config, Input, Output, Overlay};

use crate::cli::MessageFormat;
use crate::console;
use crate::exit::Exit;
use crate::input::{self, Beside};
use crate::progress::Spinner;

/// A configuration is never larger.
const CONFIG_BYTES: usize = 1 << 20;

/// What to generate from.
#[derive(Debug)]
pub(crate) struct Job {
    /// The document, if not the one that the configuration names.
    pub(crate) spec: Option<Source>,
    /// The configuration, if any.
    pub(crate) config: Option<Source>,
    /// The name of the crate, if not the configuration's.
    pub(crate) name: Option<String>,
    /// How to print diagnostics.
    pub(crate) format: MessageFormat,
}

/// A file to read.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// How it is called in messages.
    pub(crate) name: String,
}

impl Source {
    /// A file that the user named.
    pub(crate) fn given(path: &Path) -> Self {
        Self { path: path.to_owned(), name: path.display().to_string() }
    }

    /// A file that this one names, relative to its own folder.
    fn beside(&self, relative: &str) -> Self {
        let name = match self.name.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{relative}"),
            None => relative.to_owned(),
        };
        Self { path: self.path.with_file_name(relative), name }
    }
}

impl Job {
    /// Runs the generator and prints its diagnostics. `Err`, with the status to exit with, when there is no output.
    pub(crate) fn run(&self) -> Result<Output, Exit> {
        let mut raw = Raw::default();
        let config = self.configuration(&mut raw)?;
        let limit = config.document.limits().bytes;
        let overlays = self.overlays(&config, limit)?;
        let spec = self.document(&config)?;
        let bytes = self.read(&spec, limit, "name the document with --spec")?;
        let files = Beside::new(&spec.path, limit);
        let outcome = {
            let _spinner =
                Spinner::start(format!("generating from {} ({} KiB)", spec.name, bytes.len() >> 10));
            let (config, overlays) = (&config, overlays.as_slice());
            generator::generate(Input {
                name: &spec.name,
                bytes: &bytes,
                config,
                raw,
                overlays,
                files: &files,
            })
        };
        self.print(&outcome.raw, &outcome.report);
        outcome.output.ok_or(Exit::Document)
    }

    fn configuration(&self, raw: &mut Raw) -> Result<Config, Exit> {
        let mut config = Config::default();
        if let Some(source) = &self.config {
            let bytes = self.read(source, CONFIG_BYTES, "name the configuration with --config")?;
            let mut report = Report::new();
            let text = String::from_utf8_lossy(&bytes);
            let parsed = Config::parse(raw, &source.name, &text, &mut report);
            self.print(raw, &report);
            config = parsed.ok_or(Exit::Document)?;
        }
        if self.name.is_some() {
            config.package.name.clone_from(&self.name);
        }
        Ok(config)
    }

    fn document(&self, config: &Config) -> Result<Source, Exit> {
        let named = self
            .config
            .as_ref()
            .zip(config.document.path.as_deref())
            .map(|(source, path)| source.beside(path));
        self.spec.clone().or(named).ok_or_else(|| {
            let help = "name it with --spec, or as `document.path` in the configuration";
            console::failure(self.format, Code::UnreadableFile, &"there is no document to read", help);
            Exit::Document
        })
    }

    fn overlays(&self, config: &Config, limit: usize) -> Result<Vec<Overlay>, Exit> {
        let read = |(source, path): (&Source, &String)| {
            let overlay = source.beside(path);
            let bytes = self.read(&overlay, limit, "`document.overlays` is relative to the configuration")?;
            Ok(Overlay { name: overlay.name, bytes })
        };
        let overlays = &config.document.overlays;
        self.config
            .iter()
            .flat_map(|source| overlays.iter().map(move |path| (source, path)))
            .map(read)
            .collect()
    }

    fn read(&self, source: &Source, limit: usize, help: &str) -> Result<Vec<u8>, Exit> {
        input::read(&source.path, limit).map_err(|error| {
            let message = format!("cannot read `{}`: {error}", source.name);
            console::failure(self.format, Code::UnreadableFile, &message, help);
            Exit::Disk
        })
    }

    fn print(&self, raw: &Raw, report: &Report) {
        if report.is_empty() {
            return;
        }
        match self.format {
            MessageFormat::Human => {
                console::remark(to_text(raw, report.iter(), console::colour()).trim_end());
            }
            MessageFormat::Json => console::print(to_json(raw, report.iter()).trim_end()),
        }
    }
}
