//! Names that the configuration gives, by what they name (`identity`).

use std::collections::{BTreeMap, BTreeSet};

use super::ident::{self, Ident};
use super::identity::{self, OwnType, pointer};
use crate::config::Config;
use crate::diagnostic::Report;
use crate::ir::Api;
use crate::ir::schema::{EnumValue, Shape};
use crate::raw::Raw;

/// What a name is: one place can have a name of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A type or a variant: it begins with a capital.
    Type,
    /// A field, an argument or a method.
    Value,
}

impl Kind {
    fn of(name: &str) -> Self {
        if name.starts_with(|char: char| char.is_ascii_uppercase()) { Self::Type } else { Self::Value }
    }
}

/// Names that the configuration gives.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pins(BTreeMap<String, Vec<String>>);

impl Pins {
    /// Those of `[names.overrides]`. One that names nothing is an error.
    pub(crate) fn of(api: &Api, config: &Config, raw: &Raw, report: &mut Report) -> Self {
        let overrides = &config.names.overrides;
        if overrides.is_empty() {
            return Self::default();
        }
        let known = known(api, raw);
        for (at, names) in overrides {
            let is_known = |name: &String| known.contains(&(at.clone(), Kind::of(name)));
            for name in names.iter().filter(|name| !is_known(name)) {
                let kind = match Kind::of(name) {
                    Kind::Type => "type",
                    Kind::Value => "field, argument or method",
                };
                let message = format!("`{}` leads to no {kind} of the crate", at.escape_debug());
                let help = "write a pointer such as `/components/schemas/Pet`, as `why` prints it; names of types begin \
                            with a capital";
                config.unused(raw, &["names", "overrides", at], message, help, report);
            }
        }
        Self(overrides.clone())
    }

    /// True if the configuration gives no names.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The name that is given to what is known so.
    pub(super) fn get(&self, kind: Kind, identity: impl FnOnce() -> String) -> Option<Ident> {
        if self.0.is_empty() {
            return None;
        }
        let identity = identity();
        let name = self.0.get(&identity)?.iter().find(|name| Kind::of(name) == kind)?;
        Some(ident::given(name, &identity))
    }
}

/// Everything that can be given a name.
fn known(api: &Api, raw: &Raw) -> BTreeSet<(String, Kind)> {
    let mut known = BTreeSet::new();
    for (id, schema) in api.schemas.entries() {
        let own = identity::schema(api, raw, id);
        let pointer = pointer(raw, schema.node);
        match &schema.shape {
            Shape::Object(object) => {
                let fields = object.properties.keys().map(|name| identity::property(&pointer, name));
                known.extend(fields.map(|field| (field, Kind::Value)));
                known.insert((identity::other_properties(&pointer), Kind::Value));
                known.insert((identity::required(&own), Kind::Type));
            }
            Shape::Enum(list) => {
                let values = list.values.iter().map(|one| identity::value(&pointer, &wire(one)));
                known.extend(values.map(|value| (value, Kind::Type)));
            }
            _ => {}
        }
        known.insert((own, Kind::Type));
    }
    known.extend(api.schemes.iter().map(|scheme| (identity::scheme(&scheme.id), Kind::Value)));
    known.extend(api.received.iter().map(|one| (identity::received(raw, one), Kind::Type)));
    for operation in &api.operations {
        let pointer = pointer(raw, operation.node);
        let parameters = operation.parameters.iter();
        known.extend(
            parameters.map(|one| (identity::parameter(&pointer, one.location, &one.name), Kind::Value)),
        );
        known.insert((identity::body(&pointer), Kind::Value));
        known.extend([Kind::Type, Kind::Value].map(|kind| (pointer.clone(), kind)));
        known.extend(OwnType::ALL.map(|own| (identity::own_type(&pointer, own), Kind::Type)));
        let tag = operation.group.as_ref().map(|group| identity::tag(&group.text));
        known.extend(
            tag.into_iter().flat_map(|tag| [Kind::Type, Kind::Value].map(|kind| (tag.clone(), kind))),
        );
    }
    known
}

/// The text of a value of an enum, as it is on the wire.
pub(super) fn wire(value: &EnumValue) -> String {
    value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned)
}
