//! One document with its settings; the only caller of the generator.

use generator::code::Code;
use generator::{Config, Files, Input, Outcome, Output, Wanted};

use super::{Settings, Source};
use crate::error::{CliError, Failure, Result};

/// A document with its settings.
pub(crate) struct Document {
    /// How messages call it.
    pub(crate) name: String,
    /// Its text.
    pub(crate) bytes: Vec<u8>,
    /// The configuration with its overlays.
    pub(crate) settings: Settings,
    /// The settings were written for a later version of it, and may name what this one does not have.
    pub(super) is_earlier: bool,
    files: Box<dyn Files>,
}

impl Document {
    /// A document with its settings.
    pub(super) fn read(document: &Source, settings: Settings) -> Result<Self> {
        let limit = settings.config.document.limits().bytes;
        Self::new(document, document.read(limit)?, settings)
    }

    /// The document that settings name.
    pub(super) fn of(settings: Settings) -> Result<Self> {
        let document = settings.document().ok_or_else(|| {
            let help = "set `path` under [document], or name the document on the command line";
            Failure::new(Code::ConfigValue, format!("`{}` names no document", settings.name()), help)
        })?;
        Self::read(&document, settings)
    }

    /// A text that is, or is going to be, the document in this place.
    pub(super) fn new(place: &Source, bytes: Vec<u8>, settings: Settings) -> Result<Self> {
        let files = place.siblings(settings.root().as_ref(), settings.config.document.limits().bytes)?;
        Ok(Self { name: place.name().to_owned(), bytes, settings, is_earlier: false, files })
    }

    /// The module that it is, of a crate with several documents.
    pub(crate) fn module(&self) -> Option<&str> {
        self.settings.config.output.module.as_deref()
    }

    /// Runs the generator on this document with its settings, or with others.
    pub(crate) fn generate(&self, settings: &Settings, wanted: Wanted) -> Outcome {
        let is_of_another = self.is_earlier || *settings != self.settings;
        let config = Config { is_of_another, ..settings.config.clone() };
        generator::generate(self.input(settings, &config, wanted))
    }

    /// The names of the files that it is read from, its own and those that it refers to.
    pub(crate) fn files(&self) -> Vec<String> {
        generator::input_files(self.input(&self.settings, &self.settings.config, Wanted::Surface))
    }

    fn input<'a>(&'a self, settings: &'a Settings, config: &'a Config, wanted: Wanted) -> Input<'a> {
        Input {
            name: &self.name,
            bytes: &self.bytes,
            config,
            raw: settings.files.clone(),
            overlays: &settings.overlays,
            files: &*self.files,
            wanted,
        }
    }
}

/// The output, or why there is none.
pub(crate) fn output(outcome: Outcome) -> Result<Output> {
    outcome.output.ok_or_else(|| CliError::invalid(outcome.raw, outcome.report))
}
