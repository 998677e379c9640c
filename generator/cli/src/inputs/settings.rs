//! A configuration with its overlays.

use generator::code::Code;
use generator::config::{self, ApiEntry};
use generator::diagnostic::Report;
use generator::raw::Raw;
use generator::{Config, Overlay};

use super::source::Source;
use crate::error::{CliError, Failure, Result};
use crate::file::SMALL;

/// A configuration with its overlays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// What the configuration says.
    pub(crate) config: Config,
    /// The arena that it was read into, so that its places can be printed.
    pub(super) files: Raw,
    pub(super) overlays: Vec<Overlay>,
    source: Option<Source>,
}

impl PartialEq for Settings {
    /// By what they mean: names of files, comments and layout may differ.
    fn eq(&self, other: &Self) -> bool {
        let overlays = |settings: &Self| -> Vec<_> {
            settings.overlays.iter().map(|overlay| overlay.bytes.clone()).collect()
        };
        self.config == other.config && overlays(self) == overlays(other)
    }
}

impl Settings {
    /// Reads a configuration and the overlays that it names.
    pub(crate) fn read(source: Source) -> Result<Self> {
        let text = text(&source)?;
        Self::of(source, &text)
    }

    /// The same of a text that is going to be the configuration in this place.
    pub(crate) fn of(source: Source, text: &str) -> Result<Self> {
        let mut files = Raw::default();
        let mut report = Report::new();
        let config = Config::parse(&mut files, source.name(), text, &mut report);
        let Some(config) = config else { return Err(CliError::invalid(files, report)) };
        let limit = config.document.limits().bytes;
        let overlay = |path: &String| {
            let overlay = source.beside(path);
            Ok(Overlay { bytes: overlay.read(limit)?, name: overlay.name().to_owned() })
        };
        let overlays = config.document.overlays.iter().map(overlay).collect::<Result<Vec<_>>>()?;
        Ok(Self { config, files, overlays, source: Some(source) })
    }

    /// Those of a document of a crate with several.
    pub(super) fn part(&self, entry: &ApiEntry) -> Result<Self> {
        let mut part = match (&entry.config, &self.source) {
            (Some(path), Some(source)) => Self::read(source.beside(path))?,
            _ => {
                let document = config::Document { path: entry.spec.clone(), ..config::Document::default() };
                let config = Config { document, ..Config::default() };
                Self { config, ..self.clone() }
            }
        };
        let mut report = Report::new();
        part.config.become_part(&self.config, &entry.name, &part.files, &mut report);
        if report.has_errors() { Err(CliError::invalid(part.files, report)) } else { Ok(part) }
    }

    /// The document that the configuration names.
    pub(crate) fn document(&self) -> Option<Source> {
        Some(self.source.as_ref()?.beside(self.config.document.path.as_deref()?))
    }

    /// The folder out of which no reference of the document leads, where the configuration names one.
    pub(crate) fn root(&self) -> Option<Source> {
        Some(self.source.as_ref()?.beside(self.config.document.root.as_deref()?))
    }

    /// How messages call the configuration.
    pub(crate) fn name(&self) -> &str {
        self.source.as_ref().map_or("the default configuration", Source::name)
    }

    /// The configuration and the overlays, as messages call them.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let overlays = self.overlays.iter().map(|overlay| overlay.name.as_str());
        self.source.iter().map(Source::name).chain(overlays)
    }

    /// The same with one more overlay, which applies after the others.
    pub(crate) fn with_overlay(&self, overlay: Overlay) -> Self {
        let mut settings = self.clone();
        settings.overlays.push(overlay);
        settings
    }

    /// How many files were read.
    pub(crate) fn file_count(&self) -> usize {
        usize::from(self.source.is_some()) + self.overlays.len()
    }
}

fn text(source: &Source) -> Result<String> {
    let bytes = source.read(SMALL)?;
    let name = source.name();
    if bytes.len() > SMALL {
        let message = format!("`{name}` is larger than {SMALL} bytes");
        return Err(Failure::new(Code::TooLarge, message, "name a configuration").into());
    }
    String::from_utf8(bytes).map_err(|error| {
        let message = format!("`{name}` is not UTF-8");
        Failure::new(Code::Encoding, message, "save the file as UTF-8").because(error.utf8_error()).into()
    })
}
