//! `type` with several names: an arm of `anyOf` for each, with the keywords that apply to it.

use serde_json::{Value, json};

use super::context::{Lowering, Map};
use super::keyword::TYPED;
use super::schema::Draft;
use super::schema_type::Type;
use crate::raw::Node;

/// Formats of numbers; all others are formats of text.
const NUMERIC_FORMATS: &[&str] = &[
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "int128",
    "uint128",
    "integer",
    "float",
    "double",
    "decimal",
    "number",
    "numeric",
    "unixtime",
    "double-int",
];

impl<'a> Lowering<'a> {
    /// Splits a schema of several types.
    pub(super) fn alternatives(&mut self, node: Node<'a>, draft: &mut Draft) {
        let format = draft.map.shift_remove("format");
        let is_numeric =
            format.as_ref().and_then(Value::as_str).is_some_and(|text| NUMERIC_FORMATS.contains(&text));
        let mut arms = Vec::new();
        for kind in std::mem::take(&mut draft.types) {
            let mut arm = Map::new();
            arm.insert("type".into(), kind.name().into());
            for (key, _, types) in TYPED {
                if let Some(value) = draft.map.get(*key).filter(|_| types.contains(&kind)) {
                    arm.insert((*key).into(), value.clone());
                }
            }
            if let Some(format) = &format
                && ((kind.is_numeric() && is_numeric) || (kind == Type::String && !is_numeric))
            {
                arm.insert("format".into(), format.clone());
            }
            if kind.is_numeric() {
                self.bounds(node, Some(kind), &mut arm);
            }
            arms.push(Self::entry_ref(self.add_made(node, arm)));
        }
        for (key, _, _) in TYPED {
            draft.map.shift_remove(*key);
        }
        if draft.map.contains_key("anyOf") {
            let choice = self.add_made(node, Map::from_iter([("anyOf".to_owned(), Value::Array(arms))]));
            let list = draft.map.entry("allOf").or_insert_with(|| json!([]));
            if let Value::Array(all) = list {
                all.push(Self::entry_ref(choice));
            }
        } else {
            draft.map.insert("anyOf".into(), Value::Array(arms));
        }
    }
}
