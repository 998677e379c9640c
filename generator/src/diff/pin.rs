//! Names that things had and would lose.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::SchemeKind;
use crate::names::identity;
use crate::surface::{Item, Shape, Surface};

/// A name to keep.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pin {
    /// The module of its API, of a crate with several.
    pub module: Option<String>,
    /// What has the name, as `[names.overrides]` calls it.
    pub identity: String,
    /// The name that it has.
    pub name: String,
    /// What it would be called.
    pub now: String,
}

/// What is the same thing in both, and is called otherwise: something else in the document has changed its name. An
/// operation with another id or in another group was given another name by the document itself, and so was what is in it;
/// a security scheme of another kind is another one.
#[must_use]
pub fn pins(old: &Surface, new: &Surface) -> Vec<Pin> {
    super::pairs(old, new).iter().flat_map(|(old, new)| of_one(old, new)).collect()
}

fn of_one(old: &Surface, new: &Surface) -> Vec<Pin> {
    let (calls, renamed) = (calls(old), calls(new));
    let mut renamed: Vec<&str> =
        calls.into_iter().filter(|(at, call)| renamed.get(at) != Some(call)).map(|(at, _)| at).collect();
    let (schemes, replaced) = (schemes(old), schemes(new));
    renamed.extend(schemes.into_iter().filter(|(at, kind)| replaced.get(at) != Some(kind)).map(|(at, _)| at));
    let is_renamed = |identity: &str| {
        let within = |at: &&str| {
            identity.strip_prefix(at).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        renamed.iter().any(within)
    };
    let module = &new.module;
    let (old, new) = (names(old), names(new));
    let lost = old.iter().filter(|((identity, _), _)| !is_renamed(identity)).filter_map(|(key, had)| {
        let has = new.get(key).filter(|has| had.is_disjoint(has))?;
        let (name, now) = (had.first()?, has.first()?);
        let (identity, name, now) = (key.0.clone(), (*name).to_owned(), (*now).to_owned());
        Some(Pin { module: module.clone(), identity, name, now })
    });
    let lost: Vec<Pin> = lost.collect();
    // What is called after an operation is kept with its name.
    let follows = |pin: &Pin| {
        let followed = identity::followed(&pin.identity).and_then(|(operation, word)| {
            Some((operation, pin.name.strip_suffix(word)?, pin.now.strip_suffix(word)?))
        });
        followed.is_some_and(|(operation, name, now)| {
            lost.iter().any(|one| one.identity == operation && one.name == name && one.now == now)
        })
    };
    lost.iter().filter(|pin| !follows(pin)).cloned().collect()
}

/// The operations, each with its id and the group that its method is of.
fn calls(surface: &Surface) -> BTreeMap<&str, (Option<&str>, &str)> {
    let calls = surface.items.iter().filter_map(|(path, item)| match &item.shape {
        Shape::Function { call: Some(_), .. } => {
            let (group, _) = path.rsplit_once("::")?;
            Some((item.identity.as_deref()?, (item.wire.as_deref(), group)))
        }
        _ => None,
    });
    calls.collect()
}

/// The security schemes that have a setter, each with its kind.
fn schemes(surface: &Surface) -> BTreeMap<&str, &SchemeKind> {
    let setters = surface.items.values();
    setters.filter_map(|item| Some((item.identity.as_deref()?, item.scheme.as_deref()?))).collect()
}

/// What something is called, by what it is known by and the sort of it.
fn names(surface: &Surface) -> BTreeMap<(String, Sort), BTreeSet<&str>> {
    let mut names: BTreeMap<(String, Sort), BTreeSet<&str>> = BTreeMap::new();
    for (path, item) in &surface.items {
        let own = item.identity.as_ref().map(|identity| (identity, bare(path)));
        let arguments = item.bindings.iter().map(|(name, bound)| (&bound.identity, bare(name)));
        for (identity, name) in own.into_iter().chain(arguments) {
            names.entry((identity.clone(), Sort::of(item))).or_default().insert(name);
        }
    }
    names
}

/// What programs have in hand. A schema that becomes something of another sort is not what it was, and is called by what
/// it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Value,
    Struct,
    Enum,
    Other,
}

impl Sort {
    fn of(item: &Item) -> Self {
        match item.shape {
            Shape::Field(_) | Shape::Function { .. } => Self::Value,
            Shape::Struct | Shape::Named(_) | Shape::Tuple(_) => Self::Struct,
            Shape::Enum => Self::Enum,
            _ => Self::Other,
        }
    }
}

/// The name at the end of a path.
fn bare(path: &str) -> &str {
    let path = path.trim_end_matches("()");
    path.rsplit("::").next().unwrap_or(path).trim_start_matches("r#")
}
