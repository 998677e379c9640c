//! The documents that are to become a project, or modules of one.

use std::io::{self, Read as _};
use std::path::Path;

use generator::Wanted;
use generator::code::Code;

use super::args::{Init, Spec};
use super::folder::Folder;
use super::path::{NO_ROOT, beside, plain, root_line};
use crate::error::{Failure, Result};
use crate::inputs::{Inputs, Settings, Source};

/// A document.
#[derive(Debug)]
pub(super) struct Document {
    /// The name that its module is given.
    pub(super) name: Option<String>,
    /// Its path from the root.
    pub(super) path: String,
    /// Its text, where it comes from standard input.
    pub(super) piped: Option<String>,
}

impl Document {
    /// The documents that the arguments name.
    pub(super) fn given(arguments: &Init, config: &str) -> Result<Vec<Self>> {
        let is_piped = |spec: &&Spec| spec.file == Path::new("-");
        if arguments.spec.len() > 1 && arguments.spec.iter().any(|spec| is_piped(&spec)) {
            let help = "save it as a file first, and name that";
            return Err(Failure::new(Code::ConfigValue, "standard input is one document", help).into());
        }
        let document = |spec: &Spec| {
            let name = spec.name.clone();
            if is_piped(&spec) {
                let text = standard_input()?;
                let kind = if text.trim_start().starts_with('{') { "json" } else { "yaml" };
                let file = format!("{}.{kind}", name.as_deref().unwrap_or("openapi"));
                return Ok(Self { name, path: beside(config, &file), piped: Some(text) });
            }
            Ok(Self { name, path: plain(&spec.file)?, piped: None })
        };
        arguments.spec.iter().map(document).collect()
    }

    /// The name of a crate of this document alone. A document that cannot be generated makes no project.
    pub(super) fn title(&self, folder: &Folder, config: &str, arguments: &Init) -> Result<String> {
        let root = arguments.root.as_deref().map(|root| root_line(root, config)).transpose()?;
        let (root, tags) = (root.as_deref().unwrap_or(NO_ROOT), arguments.tags());
        let text = format!("[document]\n{root}\n[select]\n{tags}");
        let settings = Settings::of(Source::project(&folder.root, config), &text)?;
        let place = Source::project(&folder.root, &self.path);
        // A document that is there already is left alone, and so it counts.
        let inputs = match self.piped.as_deref().filter(|_| !folder.path(&self.path).exists()) {
            Some(text) => Inputs::with_text(&place, text, settings),
            None => Inputs::read(&place, settings),
        };
        Ok(inputs?.output(Wanted::Surface)?.summary.name)
    }
}

fn standard_input() -> Result<String> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(generator::load::Limits::default().bytes).unwrap_or(u64::MAX);
    io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| {
        Failure::new(Code::UnreadableFile, "cannot read standard input", "pipe a document into it")
            .because(error)
    })?;
    let invalid = |error: std::string::FromUtf8Error| {
        Failure::new(Code::Encoding, "standard input is not UTF-8", "").because(error.utf8_error()).into()
    };
    String::from_utf8(bytes).map_err(invalid)
}
