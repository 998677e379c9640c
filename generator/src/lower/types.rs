//! `type`: one name or a list of them, `null` among them.

use super::context::Lowering;
use super::draft::Draft;
use super::version::Version;
use crate::code::Code;
use crate::document::schema::Type;
use crate::raw::{Content, Node};

impl<'a> Lowering<'a> {
    /// Reads `type` into the draft.
    pub(super) fn types(&mut self, node: Node<'a>, draft: &mut Draft) {
        let Some(value) = node.get("type") else { return };
        let mut null = false;
        match value.content() {
            _ if is_file(node) => self.file(value, draft),
            Content::Array(items) => {
                if items.is_empty() {
                    self.error(
                        Code::UnknownType,
                        value,
                        "the list of types is empty",
                        "name a type, or remove `type`",
                    );
                }
                if self.version < Version::V31 && self.first("type list") {
                    let message = format!(
                        "lists of types belong to OpenAPI 3.1, and this document is of version {}",
                        self.version.name()
                    );
                    let help = "they are read as they are meant there; this is said once";
                    self.warning(Code::VersionFeature, value, message, help);
                }
                for item in value.items() {
                    self.one_type(item, draft, &mut null);
                }
            }
            _ => self.one_type(value, draft, &mut null),
        }
        if draft.types.contains(&Type::Number) {
            draft.types.retain(|kind| *kind != Type::Integer);
        }
        draft.schema.null_only = null && draft.types.is_empty();
        draft.schema.nullable |= null;
    }

    /// A file, however a document says it: the bytes that are sent. Swagger 2.0 has a type for it.
    fn file(&mut self, value: Node<'a>, draft: &mut Draft) {
        if self.version > Version::V20 && self.is_listed("type of a file") {
            let message = format!(
                "`type: {}` is no way to describe a file; it is read as one",
                value.as_str().unwrap_or_default()
            );
            self.warning(Code::UnknownType, value, message, "write `type: string` and `format: binary`");
        }
        draft.types.push(Type::String);
        draft.schema.format = Some("binary".to_owned());
    }

    fn one_type(&mut self, node: Node<'a>, draft: &mut Draft, null: &mut bool) {
        match node.content() {
            Content::String(name) if &**name == "null" => *null = true,
            Content::Null => {
                self.warning(Code::NullField, node, "the type is null", "write `\"null\"` in quotes");
                *null = true;
            }
            Content::String(name) => match Type::of(name) {
                Some(kind) if draft.types.contains(&kind) => {
                    self.warning(
                        Code::KeywordIgnored,
                        node,
                        format!("`{name}` is listed twice"),
                        "remove one",
                    );
                }
                Some(kind) => draft.types.push(kind),
                None => {
                    let known = Type::ALL.into_iter().map(Type::name).chain(["null"]);
                    let otherwise = match &**name {
                        "any" | "" => "remove `type` to allow any value",
                        _ => "types are string, number, integer, boolean, array, object and null",
                    };
                    let help = self.report.did_you_mean(name, known, otherwise);
                    self.error(Code::UnknownType, node, format!("there is no type `{name}`"), help);
                }
            },
            _ => self.wrong_kind(node, "a type", "text"),
        }
    }
}

/// True for a schema of a file: `type: file` of Swagger 2.0, and an object without a member whose format says so.
pub(super) fn is_file(schema: Node<'_>) -> bool {
    const MEMBERS: [&str; 5] = ["properties", "additionalProperties", "allOf", "oneOf", "anyOf"];
    let is_bytes = || matches!(schema.get("format").and_then(Node::as_str), Some("file" | "binary"));
    match schema.get("type").and_then(Node::as_str) {
        Some("file") => true,
        Some("object") => is_bytes() && MEMBERS.iter().all(|member| schema.get(member).is_none()),
        _ => false,
    }
}
