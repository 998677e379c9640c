//! What changed between two surfaces, whom it breaks, and which version of the crate that asks for.
//!
//! The rules are those of Cargo's reference on semantic versioning, applied to what the generator emits: structs and
//! enums are `#[non_exhaustive]`, structs are made by `new` with their required fields and by setters, and arguments
//! are `impl Into`. So a new field, variant or method is minor, a new argument or another type is major, and what a
//! caller cannot name (defaults, limits, paths) is a patch. Texts ask for no version.
//!
//! What happens on the wire is another question, with a verdict of its own (`wire`).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::surface::{Cause, Item, Surface};
use alias::Aliases;

mod alias;
mod fold;
mod hint;
mod judge;
mod pin;
mod quote;
mod rename;
mod report;
mod text_diff;
mod version;
mod wire;

pub use pin::{Pin, pins};
pub use report::{Extent, changelog, to_json, to_markdown, to_short, to_text};
pub use version::Version;
pub use wire::{Failing, Way};

/// What a change asks of the version, by Cargo's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// No new version.
    None,
    /// The same API.
    Patch,
    /// More API.
    Minor,
    /// Another API: code that compiled may not.
    Major,
}

impl Level {
    /// In a word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What kind of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Code that compiled may not.
    Breaking,
    /// There is more than before.
    Additive,
    /// The same types, another behaviour: defaults, limits, deprecation, retries, servers.
    Behaviour,
    /// Only texts.
    Documentation,
}

impl Group {
    /// All groups, the worst first.
    pub const ALL: [Self; 4] = [Self::Breaking, Self::Additive, Self::Behaviour, Self::Documentation];

    /// In a word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Behaviour => "behaviour",
            Self::Documentation => "documentation",
        }
    }
}

/// One side of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The item in one line.
    pub line: String,
    /// The line of the document that it comes from.
    pub cause: Option<Cause>,
    /// The schema that the line refers to, if it does.
    pub behind: Option<Cause>,
}

/// A difference that a reviewer looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The item, by its path in the crate.
    pub path: String,
    /// The module of its API, of a crate with several.
    pub module: Option<String>,
    /// What the item is called in a sentence: `field`, `method`, ...
    pub noun: &'static str,
    /// What kind of change it is.
    pub group: Group,
    /// What it asks of the version.
    pub level: Level,
    /// The item before; `None` if it is new.
    pub old: Option<Side>,
    /// The item after; `None` if it is gone.
    pub new: Option<Side>,
    /// What happened, in a sentence of Markdown without a full stop; texts of documents are inline code.
    pub what: String,
    /// What a caller does about it, in Markdown as well.
    pub hint: Option<String>,
    /// Changes that come with this one: the setter of a field, the members of a type, the words of a documentation.
    pub along: Vec<Along>,
    /// Stays the same as long as the change does.
    pub fingerprint: String,
    /// It breaks callers, and counts as minor all the same: someone has decided so.
    pub accepted: bool,
}

/// A change that comes with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Along {
    /// The line before.
    pub old: Option<String>,
    /// The line after.
    pub new: Option<String>,
}

/// All differences, the worst first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diff {
    /// By group, then by path.
    pub changes: Vec<Change>,
    /// Why released versions of the crate fail against the new server; where there is nothing, they keep working.
    pub failing: Vec<Failing>,
}

impl Diff {
    /// What the changes ask of the version together.
    #[must_use]
    pub fn level(&self) -> Level {
        self.changes.iter().map(|change| change.level).max().unwrap_or(Level::None)
    }

    /// Notes the breaking changes that someone has accepted, by their fingerprints: they count as minor.
    pub fn accept(&mut self, fingerprints: &[String]) {
        for change in &mut self.changes {
            if change.level == Level::Major && fingerprints.contains(&change.fingerprint) {
                change.level = Level::Minor;
                change.accepted = true;
            }
        }
    }

    /// The changes of a group.
    pub fn of(&self, group: Group) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.group == group)
    }
}

/// Compares two surfaces; of crates with several APIs, each with what it was.
#[must_use]
pub fn diff(old: &Surface, new: &Surface) -> Diff {
    let mut all = Diff::default();
    for (old, new) in pairs(old, new) {
        let Diff { changes, failing } = of_one(&old, &new);
        all.changes.extend(changes);
        all.failing.extend(failing);
    }
    all.changes.sort_by(|a, b| (a.group, &a.path).cmp(&(b.group, &b.path)));
    all
}

/// Both surfaces, and those of each module; what only one of them has is empty in the other.
fn pairs<'a>(old: &'a Surface, new: &'a Surface) -> Vec<(Cow<'a, Surface>, Cow<'a, Surface>)> {
    let of = |surface: &'a Surface, module: &String| {
        let missing = || Cow::Owned(Surface { module: Some(module.clone()), ..Surface::default() });
        surface.modules.get(module).map_or_else(missing, Cow::Borrowed)
    };
    let names: BTreeSet<&String> = old.modules.keys().chain(new.modules.keys()).collect();
    let modules = names.into_iter().map(|module| (of(old, module), of(new, module)));
    std::iter::once((Cow::Borrowed(old), Cow::Borrowed(new))).chain(modules).collect()
}

/// Compares the items of two surfaces, but for those of their modules.
fn of_one(old: &Surface, new: &Surface) -> Diff {
    let failing = wire::failing(old, new);
    let old = &*alias::follow(old, new);
    let aliases = (Aliases::of(old), Aliases::of(new));
    let mut changes: BTreeMap<&str, Change> = BTreeMap::new();
    let paths = old.items.keys().chain(new.items.keys()).map(String::as_str);
    for path in paths {
        if !changes.contains_key(path)
            && let Some(change) = change(path, new, (old.items.get(path), new.items.get(path)), &aliases)
        {
            changes.insert(path, change);
        }
    }
    rename::mark(&mut changes, old, new);
    Diff { changes: fold::fold(changes, old, new), failing }
}

fn change(
    path: &str,
    surface: &Surface,
    (old, new): (Option<&Item>, Option<&Item>),
    aliases: &(Aliases<'_>, Aliases<'_>),
) -> Option<Change> {
    let judged = judge::judge(old, new, aliases)?;
    let side = |item: &Item| Side {
        line: item.line.clone(),
        cause: item.cause.clone(),
        behind: item.behind.clone(),
    };
    let (old_side, new_side) = (old.map(side), new.map(side));
    let shown = surface.shown(path);
    let mut digest = Digest::new();
    let (before, after) = judged.differ.clone().unwrap_or_else(|| {
        let line = |side: &Option<Side>| side.as_ref().map(|side| side.line.clone()).unwrap_or_default();
        (line(&old_side), line(&new_side))
    });
    for part in [judged.group.as_str(), &shown, &before, &after] {
        digest.add(part);
    }
    Some(Change {
        path: shown,
        module: surface.module.clone(),
        noun: new.or(old).map_or("item", |item| judge::noun(&item.shape)),
        group: judged.group,
        level: judged.level,
        old: old_side,
        new: new_side,
        what: judged.what,
        hint: hint::hint(path, old, new),
        along: if judged.group == Group::Documentation {
            text_diff::differ(&before, &after)
        } else {
            Vec::new()
        },
        fingerprint: format!("{:016x}", digest.0),
        accepted: false,
    })
}

/// FNV-1a: a digest that is the same on every machine and in every release.
#[derive(Debug, Clone, Copy)]
struct Digest(u64);

impl Digest {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds a text and an end that no text has.
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests;
