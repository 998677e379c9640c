//! The one mechanism for objects of the standard: a table of fields, each with what becomes of it.

use serde_json::Value;

use super::context::Lowering;
use super::version::Version;
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::document::schema::SchemaObject;
use crate::raw::{Content, Node};

/// An object being read from the document.
pub(super) trait Target {
    /// Takes an extension.
    fn extension(&mut self, key: &str, value: Value);
}

/// Objects of which nothing but what is wrong with them matters.
impl Target for () {
    fn extension(&mut self, _: &str, _: Value) {}
}

/// Types with a field for extensions.
macro_rules! targets {
    ($($ty:ty),* $(,)?) => {$(
        impl Target for $ty {
            fn extension(&mut self, key: &str, value: Value) {
                self.extensions.insert(key.to_owned(), value);
            }
        }
    )*};
}

targets!(
    openapiv3::OpenAPI,
    openapiv3::Info,
    openapiv3::Contact,
    openapiv3::License,
    openapiv3::ExternalDocumentation,
    openapiv3::Tag,
    openapiv3::Server,
    openapiv3::ServerVariable,
    openapiv3::Operation,
    openapiv3::ParameterData,
    openapiv3::RequestBody,
    openapiv3::Response,
    openapiv3::Header,
    openapiv3::MediaType,
    openapiv3::Encoding,
    openapiv3::OAuth2Flows,
    SchemaObject,
);

/// Lowers the value of a field into the object being built.
pub(super) type Handler<T> = for<'a> fn(&mut Lowering<'a>, Node<'a>, &mut T);

/// What becomes of a field.
#[derive(Debug)]
pub(super) enum Rule<T> {
    /// Text.
    Text(fn(&mut T, String)),
    /// Text for people; anything else is left out, since nothing depends on it.
    Prose(fn(&mut T, String)),
    /// A boolean.
    Flag(fn(&mut T, bool)),
    /// A size; sizes that make no sense are left out.
    Size(fn(&mut T, u64)),
    /// Lowered by a function.
    With(Handler<T>),
    /// Lowered by a function, as a whole: a lone reference in its place is followed.
    Whole(Handler<T>),
    /// The same of what is for people: whatever is wrong with it costs no more than it.
    ForPeople(Handler<T>),
    /// Lowered by a function; `null` is a value like any other.
    Value(Handler<T>),
    /// Read elsewhere, together with other fields.
    Known,
    /// A schema keyword that only narrows values in ways that types do not express.
    Narrowing,
    /// Without meaning for a client.
    Skip,
}

/// A field the standard knows.
#[derive(Debug)]
pub(super) struct Field<T: 'static> {
    pub(super) name: &'static str,
    /// The versions that have it.
    pub(super) versions: (Version, Version),
    pub(super) rule: Rule<T>,
}

/// A kind of object.
#[derive(Debug)]
pub(super) struct Kind<T: 'static> {
    /// The kind with its article, for messages.
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field<T>],
}

impl<T> Kind<T> {
    pub(super) fn field(&self, name: &str) -> Option<&'static Field<T>> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field names, for "did you mean".
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.name)
    }
}

/// A field of all versions.
pub(super) const fn shared<T>(name: &'static str, rule: Rule<T>) -> Field<T> {
    Field { name, versions: (Version::V20, Version::V32), rule }
}

/// A field of all versions of OpenAPI 3.
pub(super) const fn field<T>(name: &'static str, rule: Rule<T>) -> Field<T> {
    since(Version::V30, name, rule)
}

/// A field since a version.
pub(super) const fn since<T>(version: Version, name: &'static str, rule: Rule<T>) -> Field<T> {
    Field { name, versions: (version, Version::V32), rule }
}

/// A field of version 2.0 alone.
pub(super) const fn only_20<T>(name: &'static str, rule: Rule<T>) -> Field<T> {
    Field { name, versions: (Version::V20, Version::V20), rule }
}

/// A field of version 3.0 alone.
pub(super) const fn only_30<T>(name: &'static str, rule: Rule<T>) -> Field<T> {
    Field { name, versions: (Version::V30, Version::V30), rule }
}

impl<'a> Lowering<'a> {
    /// Lowers an object by the table of its kind; reports what is no mapping.
    pub(super) fn object<T: Target + Default>(&mut self, node: Node<'a>, kind: &Kind<T>) -> Option<T> {
        self.fields(node, kind, T::default())
    }

    /// Lowers the fields of an object into `object`.
    pub(super) fn fields<T: Target>(&mut self, node: Node<'a>, kind: &Kind<T>, mut object: T) -> Option<T> {
        if !self.expect_mapping(node, kind.name) {
            return None;
        }
        for (key, value) in node.entries() {
            if key.starts_with("x-") {
                object.extension(key, value.to_json());
            } else if let Some(field) = kind.field(key) {
                self.apply(field, value, &mut object);
            } else {
                self.unknown(key, value, kind);
            }
        }
        Some(object)
    }

    /// Reports the fields that an object does not have.
    pub(super) fn known_fields<T>(&mut self, node: Node<'a>, kind: &Kind<T>) {
        if !self.expect_mapping(node, kind.name) {
            return;
        }
        for (key, value) in node.entries().filter(|(key, _)| !key.starts_with("x-")) {
            self.known_field(key, value, kind);
        }
    }

    /// Reports a field that an object does not have, or whose value is of another kind.
    pub(super) fn known_field<T>(&mut self, key: &str, value: Node<'a>, kind: &Kind<T>) {
        let Some(field) = kind.field(key) else { return self.unknown(key, value, kind) };
        let checked = match field.rule {
            Rule::Text(_) => Rule::Text(|(), _| {}),
            Rule::Prose(_) => Rule::Prose(|(), _| {}),
            Rule::Flag(_) => Rule::Flag(|(), _| {}),
            _ => Rule::Known,
        };
        self.apply(&Field { name: field.name, versions: field.versions, rule: checked }, value, &mut ());
    }

    fn unknown<T>(&mut self, key: &str, value: Node<'a>, kind: &Kind<T>) {
        let message = format!("`{key}` is no field of {}", kind.name);
        if self.is_listed(&message) {
            let help = self.report.did_you_mean(
                key,
                kind.names(),
                "it is ignored; fields of your own start with `x-`",
            );
            self.report.warning(Code::UnknownField, Place::Key(value.id()), message, help);
        }
    }

    /// Lowers one field.
    pub(super) fn apply<T>(&mut self, field: &Field<T>, value: Node<'a>, object: &mut T) {
        let name = field.name;
        self.check_version(field, value);
        if value.is_null() && !matches!(field.rule, Rule::Value(_) | Rule::Known | Rule::Skip) {
            self.absent(name, value);
            return;
        }
        match field.rule {
            Rule::Text(set) => {
                if let Some(text) = self.field_spot(|lowering| lowering.text(value, name)) {
                    set(object, text);
                }
            }
            Rule::Prose(set) => {
                if value.is_object() || value.is_array() {
                    let message =
                        format!("`{name}` is text, and this is {}; it is left out", value.kind_name());
                    self.warning(Code::WrongKind, value, message, "write the text here");
                } else if let Some(text) = self.text(value, name) {
                    set(object, text);
                }
            }
            Rule::Flag(set) => {
                if let Some(flag) = self.field_spot(|lowering| lowering.flag(value, name)) {
                    set(object, flag);
                }
            }
            Rule::Size(set) => {
                if let Some(size) = self.size(name, value) {
                    set(object, size);
                }
            }
            Rule::Whole(handler) => {
                if let Some(value) = self.follow(value, &format!("`{name}`")) {
                    handler(self, value, object);
                }
            }
            Rule::ForPeople(handler) => {
                self.spot(Cost::Prose, |lowering| {
                    let value = lowering.follow(value, &format!("`{name}`"))?;
                    handler(lowering, value, object);
                    Some(())
                });
            }
            Rule::With(handler) | Rule::Value(handler) => handler(self, value, object),
            Rule::Narrowing => self.narrowing(name, value),
            Rule::Known | Rule::Skip => {}
        }
    }

    fn check_version<T>(&mut self, field: &Field<T>, value: Node<'a>) {
        let (first, last) = field.versions;
        if self.version < first || last < self.version {
            self.note_version(field.name, first, value);
        }
    }

    /// Says once that a feature is of another version.
    pub(super) fn note_version(&mut self, name: &str, asked: Version, value: Node<'a>) {
        if self.version != asked && self.first(name) {
            let (own, asked) = (self.version.name(), asked.name());
            let message =
                format!("`{name}` belongs to OpenAPI {asked}, and this document is of version {own}");
            let help = "it is read as it is meant there; this is said once";
            self.report.warning(Code::VersionFeature, Place::Key(value.id()), message, help);
        }
    }

    /// Reports a field that is `null`.
    pub(super) fn absent(&mut self, name: &str, value: Node<'a>) {
        let message = format!("`{name}` is null and treated as absent");
        if self.is_listed(&message) {
            self.warning(Code::NullField, value, message, "remove the field or give it a value");
        }
    }

    /// The value of a field, where `null` is the same as none (and said so).
    pub(super) fn present(&mut self, node: Node<'a>, name: &str) -> Option<Node<'a>> {
        let value = node.get(name)?;
        if value.is_null() {
            self.absent(name, value);
            return None;
        }
        Some(value)
    }

    /// Text; numbers and booleans are taken as they are written.
    pub(super) fn text(&mut self, value: Node<'a>, name: &str) -> Option<String> {
        let text = match value.content() {
            Content::String(text) => return Some(text.to_string()),
            Content::Number(text) => text.to_string(),
            Content::Bool(flag) => flag.to_string(),
            _ => {
                self.wrong_kind(value, &format!("`{name}`"), "text");
                return None;
            }
        };
        let message = format!("`{name}` is text, and this is {}", value.kind_name());
        self.warning(Code::ScalarAsText, value, message, "put it in quotes");
        Some(text)
    }

    /// True if a field has what is read as text.
    pub(super) fn has_text(node: Node<'_>, name: &str) -> bool {
        let is_text = |value: Node<'_>| {
            matches!(value.content(), Content::String(_) | Content::Number(_) | Content::Bool(_))
        };
        node.get(name).is_some_and(is_text)
    }

    /// A boolean; `"true"` in quotes is taken for one.
    pub(super) fn flag(&mut self, value: Node<'a>, name: &str) -> Option<bool> {
        let flag = value.as_bool().or_else(|| match value.as_str()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        });
        match flag {
            None => self.wrong_kind(value, &format!("`{name}`"), "`true` or `false`"),
            Some(_) if value.as_bool().is_none() => {
                let message = format!("`{name}` is a boolean, and this is text");
                self.warning(Code::ScalarAsText, value, message, "remove the quotes");
            }
            Some(_) => {}
        }
        flag
    }

    /// Reports a value of the wrong kind.
    pub(super) fn wrong_kind(&mut self, value: Node<'a>, what: &str, expected: &str) {
        let message = format!("{what} must be {expected}, and this is {}", value.kind_name());
        self.error(Code::WrongKind, value, message, format!("write {expected}, or remove it"));
    }

    /// True for a mapping; anything else is reported.
    pub(super) fn expect_mapping(&mut self, node: Node<'a>, what: &str) -> bool {
        if !node.is_object() {
            self.wrong_kind(node, what, "a mapping");
        }
        node.is_object()
    }

    /// True for a list; anything else is reported.
    pub(super) fn expect_list(&mut self, node: Node<'a>, what: &str) -> bool {
        if !node.is_array() {
            self.wrong_kind(node, what, "a list");
        }
        node.is_array()
    }

    /// A list of texts; a text alone is a list of one.
    pub(super) fn texts(&mut self, node: Node<'a>, name: &str) -> Vec<String> {
        if let Some(text) = node.as_str() {
            let message = format!("`{name}` is a list, and this is text; it is read as a list of one");
            self.warning(Code::WrongKind, node, message, format!("write `[{text}]`"));
            return vec![text.to_owned()];
        }
        if !self.expect_list(node, &format!("`{name}`")) {
            return Vec::new();
        }
        let one = format!("one of `{name}`");
        node.items()
            .filter_map(|item| {
                let item = self.follow(item, &one)?;
                self.text(item, name)
            })
            .collect()
    }

    /// Reports a required field that was not `found`; true when it was.
    pub(super) fn require(&mut self, node: Node<'a>, found: bool, name: &str, kind: &str) -> bool {
        if !found && node.get(name).is_none_or(Node::is_null) {
            let message = format!("{kind} has no `{name}`");
            self.error(Code::MissingField, node, message, format!("add `{name}`"));
        }
        found
    }

    /// Says that a required text is assumed to be empty, where it was not found.
    pub(super) fn assume(&mut self, node: Node<'a>, found: bool, name: &str, kind: &str) {
        if !found {
            let message = format!("{kind} has no `{name}`");
            let help = format!("add `{name}`; an empty text is assumed");
            self.warning(Code::MissingField, node, message, help);
        }
    }

    /// Reports a value that is none of `allowed`.
    pub(super) fn not_among(&mut self, value: Node<'a>, name: &str, text: &str, allowed: &[&str]) {
        let list = allowed.join("`, `");
        let help = self.report.did_you_mean(text, allowed.iter().copied(), format!("write one of `{list}`"));
        let message = format!("`{name}` is one of `{list}`, and this is `{text}`");
        self.error(Code::FieldValue, value, message, help);
    }
}
