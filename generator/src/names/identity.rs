//! What things are known by, wherever they are listed and whatever they are called: the place in the document, in which a
//! property, a value, a parameter and a tag stand by their names and not by their numbers. `[names.overrides]` names
//! them so.

use crate::internal::Expected as _;
use crate::ir::operation::Location;
use crate::ir::schema::SchemaId;
use crate::ir::{Api, Event, Received};
use crate::pointer;
use crate::raw::{NodeId, Raw};

/// The type of a schema. That of requests stands where that of answers does.
pub(crate) fn schema(api: &Api, raw: &Raw, id: SchemaId) -> String {
    let pointer = pointer(raw, api.schema(id).node);
    if api.inputs.contains_key(&id) { below(&pointer, &["input"]) } else { pointer }
}

/// Where something stands: its JSON pointer, after the name of its file and `#` where that is not the document.
pub(crate) fn pointer(raw: &Raw, node: NodeId) -> String {
    let reference = raw.reference(node).expected("a node is in no arena").unwrap_or_default();
    reference.strip_prefix('#').map(str::to_owned).unwrap_or(reference)
}

/// A property of the schema at a pointer.
pub(crate) fn property(schema: &str, name: &str) -> String {
    below(schema, &["properties", name])
}

/// The field for all other properties of a schema.
pub(crate) fn other_properties(schema: &str) -> String {
    below(schema, &["additionalProperties"])
}

/// What the constructor of a type takes, where it would take too many arguments.
pub(crate) fn required(of: &str) -> String {
    below(of, &["required"])
}

/// A value of an enum.
pub(crate) fn value(schema: &str, text: &str) -> String {
    below(schema, &["enum", text])
}

/// A parameter of an operation.
pub(crate) fn parameter(operation: &str, place: Location, name: &str) -> String {
    below(operation, &["parameters", place.name(), name])
}

/// The body of an operation.
pub(crate) fn body(operation: &str) -> String {
    below(operation, &["requestBody"])
}

/// A type that an operation has of its own, by the word that its name ends in.
pub(crate) fn own_type(operation: &str, own: OwnType) -> String {
    below(operation, &[own.key()])
}

/// A type that an operation has of its own, beside that of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OwnType {
    Error,
    Output,
    Headers,
    ErrorHeaders,
    Form,
    FormRequired,
    Body,
    Required,
    Builder,
    Stream,
    StreamOutput,
}

impl OwnType {
    pub(super) const ALL: [Self; 11] = [
        Self::Error,
        Self::Output,
        Self::Headers,
        Self::ErrorHeaders,
        Self::Form,
        Self::FormRequired,
        Self::Body,
        Self::Required,
        Self::Builder,
        Self::Stream,
        Self::StreamOutput,
    ];

    /// What a name of it ends in.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::Output => "Output",
            Self::Headers => "Headers",
            Self::ErrorHeaders => "ErrorHeaders",
            Self::Form => "Form",
            Self::FormRequired => "FormRequired",
            Self::Body => "Body",
            Self::Required => "Required",
            Self::Builder => "Builder",
            Self::Stream => "Stream",
            Self::StreamOutput => "StreamOutput",
        }
    }

    /// Whether it is called after its operation's type, and with it given another name; an error is called after the call.
    fn follows(self) -> bool {
        self != Self::Error
    }

    /// What it is known by below its operation.
    fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Output => "output",
            Self::Headers => "headers",
            Self::ErrorHeaders => "errorHeaders",
            Self::Form => "form",
            Self::FormRequired => "formRequired",
            Self::Body => "body",
            Self::Required => "required",
            Self::Builder => "builder",
            Self::Stream => "stream",
            Self::StreamOutput => "streamOutput",
        }
    }
}

/// Of an own type that is called after its operation's: by what that is known, and the word behind its name.
pub(crate) fn followed(identity: &str) -> Option<(&str, &'static str)> {
    let (operation, key) = identity.rsplit_once('/')?;
    let own = OwnType::ALL.into_iter().find(|own| own.follows() && own.key() == key)?;
    Some((operation, own.word()))
}

/// What users receive, by its event: several may refer to one path item.
pub(crate) fn received(raw: &Raw, received: &Received) -> String {
    let method = received.method.to_lowercase();
    match &received.event {
        Event::Webhook(name) => below("", &["webhooks", name, &method]),
        Event::Callback { operation, name, address } => {
            below(&pointer(raw, *operation), &["callbacks", name, address, &method])
        }
    }
}

/// A security scheme, in whatever version of the standard the document is.
pub(crate) fn scheme(id: &str) -> String {
    below("", &["components", "securitySchemes", id])
}

/// The group of the operations of a tag.
pub(crate) fn tag(name: &str) -> String {
    below("", &["tags", name])
}

fn below(pointer: &str, keys: &[&str]) -> String {
    let mut pointer = pointer.to_owned();
    for key in keys {
        pointer.push('/');
        pointer.push_str(&pointer::escape(key));
    }
    pointer
}
