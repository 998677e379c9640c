//! Two states of the project compared, and each difference ascribed to what caused it.

use std::collections::BTreeSet;

use generator::code::Code;
use generator::diff::{self, Diff, Pin, Version};
use generator::{Output, Wanted};

use crate::error::{Failure, Result};
use crate::git;
use crate::inputs::Inputs;
use crate::project::Project;

/// The comparison of two states.
pub(crate) struct Comparison {
    /// All differences.
    pub(crate) diff: Diff,
    /// Items that differ because the document does.
    pub(crate) by_document: BTreeSet<String>,
    /// Items that differ because the configuration or its overlays do.
    pub(crate) by_settings: BTreeSet<String>,
    /// Lines of `api.snap` that this generator writes otherwise than the one that wrote the old state's.
    pub(crate) by_generator: Vec<String>,
    /// The document differs, and the API does not.
    pub(crate) is_unseen: bool,
    /// Names that things had, and lose because of what else came or went in the document.
    pub(crate) pins: Vec<Pin>,
    /// The crate's version before and after.
    pub(crate) versions: (Version, Version),
}

/// Compares. The generator is the same for both; `recorded` is the old state's own `api.snap`.
pub(crate) fn compare(old: &Inputs, new: &Inputs, recorded: Option<&str>) -> Result<Comparison> {
    let before = old.output(Wanted::Surface)?;
    let after = new.output(Wanted::Surface)?;
    let diff = diff::diff(&before.surface, &after.surface);
    let paths =
        |diff: &Diff| -> BTreeSet<String> { diff.changes.iter().map(|change| change.path.clone()).collect() };
    let all = paths(&diff);
    let has_settings = old.has_settings_of(new);
    let (by_document, by_settings) = if has_settings {
        (all, BTreeSet::new())
    } else {
        // One is changed at a time; a document that the other settings do not fit says nothing.
        match new.output_by(old, Wanted::Surface) {
            Ok(middle) => {
                let document = paths(&diff::diff(&before.surface, &middle.surface));
                let settings = paths(&diff::diff(&middle.surface, &after.surface));
                (&all & &document, &all & &settings)
            }
            Err(_) => (all.clone(), all),
        }
    };
    // By the same settings, so that what they call otherwise is no loss.
    let renamed = (!has_settings).then(|| old.output_by(new, Wanted::Surface).ok()).flatten();
    let pins = diff::pins(&renamed.as_ref().unwrap_or(&before).surface, &after.surface);
    let written = before.surface.to_text();
    let by_generator = recorded.map(|recorded| lines(recorded, &written)).unwrap_or_default();
    let is_unseen = !old.has_texts_of(new) && diff.changes.is_empty();
    let versions = (version(&before)?, version(&after)?);
    Ok(Comparison { diff, by_document, by_settings, by_generator, is_unseen, pins, versions })
}

/// The lines that only one of two texts has, with `-` and `+`.
fn lines(old: &str, new: &str) -> Vec<String> {
    fn set(text: &str) -> BTreeSet<&str> {
        text.lines().filter(|line| !line.starts_with("//") && !line.is_empty()).collect()
    }
    let (old, new) = (set(old), set(new));
    let gone = old.difference(&new).map(|line| format!("- {line}"));
    gone.chain(new.difference(&old).map(|line| format!("+ {line}"))).collect()
}

/// The `api.snap` of a revision, if it has one.
pub(crate) fn api_of(project: &Project, revision: &str) -> Option<String> {
    let bytes = git::show(&project.root, revision, &project.generated("api.snap")).ok()?;
    String::from_utf8(bytes).ok()
}

/// The version of a crate, which the configuration's reader has checked.
fn version(output: &Output) -> Result<Version> {
    let version = &output.summary.version;
    version.parse().map_err(|error| {
        Failure::new(Code::ConfigValue, format!("`{version}` is no version"), "").because(error).into()
    })
}

/// Which version the changes ask for, and whether the new one is enough.
pub(crate) struct Asked {
    /// The version before.
    pub(crate) old: Version,
    /// The version after.
    pub(crate) new: Version,
    /// The lowest that will do.
    pub(crate) least: Version,
    /// The new one will do.
    pub(crate) enough: bool,
    /// The new one is lower than the one before.
    pub(crate) is_lower: bool,
}

impl Comparison {
    /// The version that the changes ask for.
    pub(crate) fn asked(&self) -> Asked {
        let level = self.diff.level();
        let (old, new) = self.versions.clone();
        let (least, enough, is_lower) = (old.next(level), new.is_enough(&old, level), new < old);
        Asked { old, new, least, enough, is_lower }
    }
}
