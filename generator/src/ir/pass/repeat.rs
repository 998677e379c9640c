//! Alternatives that repeat what stands beside their union: they need nothing more of it.

use super::merger::Merger;
use crate::document::schema::{AdditionalRule, SchemaObject, Type};
use crate::ir::schema::{Additional, SchemaId};

impl Merger<'_> {
    /// True if an alternative has the properties of the base, and demands those that the base demands. That the tag
    /// is there goes without saying.
    pub(crate) fn repeats(&self, arm: SchemaId, base: &SchemaObject, tag: Option<&str>) -> bool {
        let additional = match base.additional {
            None | Some(AdditionalRule::Closed | AdditionalRule::Open(Additional::Any)) => true,
            Some(AdditionalRule::Open(Additional::Schema(_))) => false,
        };
        let object = !base.conflict && matches!(base.kind, None | Some(Type::Object));
        if !object || !additional || base.values.is_some() || !base.patterns.is_empty() {
            return false;
        }
        let parts = self.parts(arm);
        let parts: Vec<&SchemaObject> = parts.iter().map(|part| self.get(*part)).collect();
        let demanded = base
            .required
            .iter()
            .all(|name| tag == Some(name.as_str()) || parts.iter().any(|part| part.required.contains(name)));
        demanded
            && base.properties.iter().all(|(name, schema)| {
                let own = parts.iter().filter_map(|part| part.properties.get(name));
                own.into_iter().any(|own| self.is_within(*own, *schema))
            })
    }

    /// True if all values of `narrow` are values of `wide`, as far as that is easily seen.
    fn is_within(&self, narrow: SchemaId, wide: SchemaId) -> bool {
        let (narrow, wide) = (self.alias_target(narrow), self.alias_target(wide));
        if narrow == wide {
            return true;
        }
        let (narrow, wide) = (self.get(narrow), self.get(wide));
        let scalar = |one: &SchemaObject| {
            one.all_of.is_empty()
                && one.one_of.is_empty()
                && one.any_of.is_empty()
                && one.constraints.is_empty()
                && !matches!(one.kind, None | Some(Type::Object | Type::Array))
        };
        let values = match (&narrow.values, &wide.values) {
            (_, None) => true,
            (Some(narrow), Some(wide)) => super::product::common(narrow, wide).len() == narrow.len(),
            (None, Some(_)) => false,
        };
        scalar(narrow)
            && scalar(wide)
            && values
            && narrow.kind == wide.kind
            && (wide.format.is_none() || narrow.format == wide.format)
            && (wide.nullable || !narrow.nullable)
    }
}
