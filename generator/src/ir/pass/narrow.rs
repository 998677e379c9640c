//! A property that both a schema and its base describe: the schema narrows what the base says, or replaces it.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::merger::Merger;
use crate::code::Code;
use crate::diagnostic::{Place, in_one_line};
use crate::document::schema::{Listed, SchemaObject, Type};
use crate::ir::schema::SchemaId;

/// Whose the properties of a merged schema are.
pub(super) struct Owners {
    /// The part that described a property last.
    by_property: BTreeMap<String, SchemaId>,
    /// The schema that lists a part without a name in its `allOf`.
    around: BTreeMap<SchemaId, SchemaId>,
}

impl Owners {
    pub(super) fn new(merger: &Merger<'_>, parts: &[SchemaId]) -> Self {
        let mut around = BTreeMap::new();
        for part in parts {
            for arm in &merger.get(*part).all_of {
                let arm = merger.alias_target(*arm);
                if merger.get(arm).component.is_none() {
                    around.entry(arm).or_insert(*part);
                }
            }
        }
        Self { by_property: BTreeMap::new(), around }
    }

    /// The schema that a part is written in.
    fn home(&self, part: SchemaId) -> SchemaId {
        let (mut home, mut seen) = (part, BTreeSet::new());
        while let Some(around) = self.around.get(&home).filter(|_| seen.insert(home)) {
            home = *around;
        }
        home
    }

    /// True if what `part` says is meant to go before what `base` says.
    fn extends(&self, merger: &Merger<'_>, part: SchemaId, base: SchemaId) -> bool {
        let (home, other) = (self.home(part), self.home(base));
        if home == other {
            let last = merger.get(home).all_of.last();
            return merger.narrowed.contains(&home)
                && last.map(|last| merger.alias_target(*last)) == Some(part);
        }
        merger.parts(home).contains(&other)
    }
}

impl Merger<'_> {
    /// Adds the properties of a part to those of the parts before it.
    pub(super) fn properties(
        &mut self,
        merged: &mut SchemaObject,
        properties: IndexMap<String, SchemaId>,
        owner: SchemaId,
        owners: &mut Owners,
    ) {
        for (name, schema) in properties {
            let earlier = merged.properties.get(&name).copied().filter(|earlier| *earlier != schema);
            let before = owners.by_property.insert(name.clone(), owner);
            let both = match (earlier, before) {
                (Some(earlier), Some(base)) if owners.extends(self, owner, base) => {
                    self.narrow(&name, (earlier, base), (schema, owner), owners)
                }
                (Some(earlier), Some(own)) if owners.extends(self, own, owner) => {
                    owners.by_property.insert(name.clone(), own);
                    self.narrow(&name, (schema, owner), (earlier, own), owners)
                }
                (Some(earlier), _) => self.both(earlier, schema),
                (None, _) => schema,
            };
            merged.properties.insert(name, both);
        }
    }

    /// A schema for the values of a property that a subtype describes as well as its base.
    fn narrow(
        &mut self,
        name: &str,
        (of_base, base): (SchemaId, SchemaId),
        (own, owner): (SchemaId, SchemaId),
        owners: &Owners,
    ) -> SchemaId {
        let (Some(wide), Some(narrow)) = (self.kind(of_base), self.kind(own)) else {
            return self.narrower(of_base, own);
        };
        let base = self.get(owners.home(base)).component.as_ref();
        let base =
            base.map_or_else(|| "the schema that this one extends".to_owned(), |base| format!("`{base}`"));
        let what = if wide != narrow && !(wide.is_numeric() && narrow.is_numeric()) {
            format!("has the type `{}`, and `{}` in {base}", narrow.name(), wide.name())
        } else if let Some(value) = self.not_in_base(of_base, own) {
            format!("has the value {value}, which is not in the list of {base}")
        } else {
            return self.narrower(of_base, own);
        };
        let is_written_here = self.get(own).component.is_none();
        let place = if is_written_here { self.node(own) } else { self.node(owner) };
        self.report.warning(
            Code::AllOfConflict,
            Place::Node(place),
            format!("the property `{}` {what}", name.escape_debug()),
            "the schema that extends the other one counts; let both say the same",
        );
        own
    }

    /// The first value that a schema lists and its base does not, where both have a list.
    fn not_in_base(&self, base: SchemaId, own: SchemaId) -> Option<String> {
        let list =
            |id: SchemaId| self.parts(id).into_iter().find_map(|part| self.get(part).values.as_deref());
        let (wide, narrow) = (list(base)?, list(own)?);
        let known: BTreeSet<String> = wide.iter().map(Listed::to_string).collect();
        narrow
            .iter()
            .map(Listed::to_string)
            .find(|value| !known.contains(value))
            .map(|value| in_one_line(&value))
    }

    fn narrower(&mut self, base: SchemaId, own: SchemaId) -> SchemaId {
        let both = self.both(base, own);
        if ![self.alias_target(base), self.alias_target(own)].contains(&both) {
            self.narrowed.insert(both);
        }
        both
    }

    /// The type that a schema or one of its parts names.
    fn kind(&self, id: SchemaId) -> Option<Type> {
        self.parts(id).into_iter().find_map(|part| self.get(part).kind)
    }
}
