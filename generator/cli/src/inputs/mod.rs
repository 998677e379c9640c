//! Everything that a generation reads, from the disk or from a git revision, so that parts can be exchanged.

mod document;
mod settings;
mod siblings;
mod source;

use std::path::Path;

use generator::code::Code;
use generator::diagnostic::Report;
use generator::{Config, Output, Wanted};

pub(crate) use document::{Document, output};
pub(crate) use settings::Settings;
pub(crate) use siblings::below;
pub(crate) use source::Source;

use crate::error::{CliError, Failure, Result};

/// What a generation reads: a document, or those of a crate with several.
pub(crate) struct Inputs {
    /// In the order of the configuration.
    pub(crate) documents: Vec<Document>,
    /// What the configuration of a crate with several documents says.
    whole: Option<Settings>,
}

impl From<Document> for Inputs {
    fn from(document: Document) -> Self {
        Self { documents: vec![document], whole: None }
    }
}

impl Inputs {
    /// A document with its settings.
    pub(crate) fn read(document: &Source, settings: Settings) -> Result<Self> {
        of_one(&settings)?;
        Ok(Document::read(document, settings)?.into())
    }

    /// The same as earlier versions of the documents that their settings were written for.
    pub(crate) fn earlier(mut self) -> Self {
        for document in &mut self.documents {
            document.is_earlier = true;
        }
        self
    }

    /// A text that is going to be the document in this place.
    pub(crate) fn with_text(place: &Source, text: &str, settings: Settings) -> Result<Self> {
        of_one(&settings)?;
        Ok(Document::new(place, text.into(), settings)?.into())
    }

    /// The documents that a configuration names.
    pub(crate) fn configured(config: Source) -> Result<Self> {
        Self::of(Settings::read(config)?)
    }

    /// The documents that settings name.
    pub(crate) fn of(settings: Settings) -> Result<Self> {
        if settings.config.apis.is_empty() {
            return Ok(Document::of(settings)?.into());
        }
        let parts = settings.config.apis.iter().map(|entry| Document::of(settings.part(entry)?));
        Ok(Self { documents: parts.collect::<Result<_>>()?, whole: Some(settings) })
    }

    /// The same documents with the texts that they have in a revision. A crate with several may have had fewer:
    /// `lacking` says which.
    pub(crate) fn at(&self, source: impl Fn(&str) -> Source) -> Result<Self> {
        let mut documents = Vec::new();
        for document in &self.documents {
            let source = source(&document.name);
            if self.whole.is_none() || source.is_there()? {
                documents.push(Document::read(&source, document.settings.clone())?);
            }
        }
        Ok(Self { documents, whole: self.whole.clone() })
    }

    /// The documents that another state of the same crate has, and this one has not, as messages call them.
    pub(crate) fn lacking<'a>(&self, other: &'a Self) -> Vec<&'a str> {
        let has = |module| self.documents.iter().any(|document| document.module() == module);
        let lacking = other.documents.iter().filter(|document| !has(document.module()));
        lacking.map(|document| document.name.as_str()).collect()
    }

    /// A document from the disk with a configuration, if any.
    pub(crate) fn given(document: &Path, config: Option<&Path>) -> Result<Self> {
        let settings = config.map(|path| Settings::read(Source::given(path))).transpose()?;
        Self::read(&Source::given(document), settings.unwrap_or_default())
    }

    /// Changes the configuration of each document, and that of the crate.
    pub(crate) fn configure(&mut self, change: impl Fn(&mut Config)) {
        let documents = self.documents.iter_mut().map(|document| &mut document.settings);
        for settings in documents.chain(&mut self.whole) {
            change(&mut settings.config);
        }
    }

    /// The one document, for what is done with one at a time.
    pub(crate) fn only(self) -> Result<Document> {
        if let Some(whole) = &self.whole {
            of_one(whole)?;
        }
        let none =
            || Failure::new(Code::ConfigValue, "there is no document", "name one with `--spec`").into();
        self.documents.into_iter().next().ok_or_else(none)
    }

    /// All configurations.
    pub(crate) fn settings(&self) -> impl Iterator<Item = &Settings> {
        self.whole.iter().chain(self.documents.iter().map(|document| &document.settings))
    }

    /// Whether the configurations mean the same.
    pub(crate) fn has_settings_of(&self, other: &Self) -> bool {
        self.settings().eq(other.settings())
    }

    /// Whether the documents are the same.
    pub(crate) fn has_texts_of(&self, other: &Self) -> bool {
        fn texts(inputs: &Inputs) -> impl Iterator<Item = (Option<&str>, &[u8])> {
            inputs.documents.iter().map(|document| (document.module(), document.bytes.as_slice()))
        }
        texts(self).eq(texts(other))
    }

    /// What the generator makes of these documents with their settings.
    pub(crate) fn output(&self, wanted: Wanted) -> Result<Output> {
        self.output_by(self, wanted)
    }

    /// What it makes of them with the settings that others have for the same modules.
    pub(crate) fn output_by(&self, other: &Self, wanted: Wanted) -> Result<Output> {
        let made = self.documents.iter().map(|document| {
            let theirs = other.documents.iter().find(|theirs| theirs.module() == document.module());
            output(document.generate(theirs.map_or(&document.settings, |theirs| &theirs.settings), wanted))
        });
        let made = made.collect::<Result<Vec<_>>>()?;
        let whole = self.whole.as_ref().map(|own| other.whole.as_ref().unwrap_or(own));
        join(whole, made)
    }

    /// The crate, of what came of its documents.
    pub(crate) fn join(&self, outputs: Vec<Output>) -> Result<Output> {
        join(self.whole.as_ref(), outputs)
    }
}

fn join(whole: Option<&Settings>, mut outputs: Vec<Output>) -> Result<Output> {
    let Some(whole) = whole else { return Ok(outputs.pop().unwrap_or_default()) };
    let mut report = Report::new();
    let joined = generator::join(&whole.config, &whole.files, outputs, &mut report);
    joined.ok_or_else(|| CliError::invalid(whole.files.clone(), report))
}

/// Refuses a configuration with several documents where one is meant.
fn of_one(settings: &Settings) -> Result<()> {
    if settings.config.apis.is_empty() {
        return Ok(());
    }
    let message =
        format!("`{}` is of a crate with several documents, and one is wanted here", settings.name());
    let help = "name the document with `--spec`, and its own configuration, if it has one, with `--config`";
    Err(Failure::new(Code::ConfigValue, message, help).into())
}
