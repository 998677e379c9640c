//! Everything that a generation reads, from the disk or from a git revision, so that parts can be exchanged; and the only
//! caller of the generator.

mod settings;
mod siblings;
mod source;

use std::path::Path;

use generator::code::Code;
use generator::{Config, Files, Input, Outcome, Output, Wanted};

pub(crate) use settings::Settings;
pub(crate) use source::Source;

use crate::error::{CliError, Failure, Result};

/// What a generation reads.
pub(crate) struct Inputs {
    /// How messages call the document.
    pub(crate) name: String,
    /// The document.
    pub(crate) bytes: Vec<u8>,
    /// The configuration with its overlays.
    pub(crate) settings: Settings,
    /// The settings were written for a later version of the document, and may name what this one does not have.
    is_earlier: bool,
    files: Box<dyn Files>,
}

impl Inputs {
    /// A document with its settings.
    pub(crate) fn read(document: &Source, settings: Settings) -> Result<Self> {
        let limit = settings.config.document.limits().bytes;
        let bytes = document.read(limit)?;
        let files = document.siblings(settings.root().as_ref(), limit)?;
        Ok(Self { name: document.name().to_owned(), bytes, settings, is_earlier: false, files })
    }

    /// The same as an earlier version of the document that its settings were written for.
    pub(crate) fn earlier(self) -> Self {
        Self { is_earlier: true, ..self }
    }

    /// A text that is going to be the document in this place.
    pub(crate) fn with_text(place: &Source, text: &str, settings: Settings) -> Result<Self> {
        let files = place.siblings(settings.root().as_ref(), settings.config.document.limits().bytes)?;
        Ok(Self { name: place.name().to_owned(), bytes: text.into(), settings, is_earlier: false, files })
    }

    /// The document that a configuration names.
    pub(crate) fn configured(config: Source) -> Result<Self> {
        Self::of(Settings::read(config)?)
    }

    /// The document that settings name.
    pub(crate) fn of(settings: Settings) -> Result<Self> {
        let document = settings.document().ok_or_else(|| {
            let help = "set `path` under [document], or name the document on the command line";
            Failure::new(Code::ConfigValue, format!("`{}` names no document", settings.name()), help)
        })?;
        Self::read(&document, settings)
    }

    /// A document from the disk with a configuration, if any.
    pub(crate) fn given(document: &Path, config: Option<&Path>) -> Result<Self> {
        let settings = config.map(|path| Settings::read(Source::given(path))).transpose()?;
        Self::read(&Source::given(document), settings.unwrap_or_default())
    }

    /// Runs the generator on this document with its settings, or with others.
    pub(crate) fn generate(&self, settings: &Settings, wanted: Wanted) -> Outcome {
        let is_of_another = self.is_earlier || *settings != self.settings;
        let config = Config { is_of_another, ..settings.config.clone() };
        generator::generate(Input {
            name: &self.name,
            bytes: &self.bytes,
            config: &config,
            raw: settings.files.clone(),
            overlays: &settings.overlays,
            files: &*self.files,
            wanted,
        })
    }

    /// What the generator makes of this document with its settings.
    pub(crate) fn output(&self, wanted: Wanted) -> Result<Output> {
        output(self.generate(&self.settings, wanted))
    }
}

/// The output, or why there is none.
pub(crate) fn output(outcome: Outcome) -> Result<Output> {
    outcome.output.ok_or_else(|| CliError::invalid(outcome.raw, outcome.report))
}
