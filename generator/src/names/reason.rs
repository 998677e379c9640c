//! Why things are called as they are: whatever decides on a name says so here, and `why` prints it.

use std::fmt;

use crate::ir::operation::NamedBy;

/// Why something is called so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameReason {
    source: NameSource,
    /// What the source says.
    words: String,
    case: Case,
    /// What became of the words, in this order.
    changes: Vec<NameChange>,
}

/// Where the words of a name come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameSource {
    /// A word of ours, and what for.
    Ours(&'static str),
    /// Nobody said more of the words.
    Words,
    /// `[names.overrides]`, for the pointer that is the words.
    Override,
    /// `[names.aliases]`.
    Former,
    /// The key of a component.
    Component,
    /// The key of a component that is another type in requests.
    Input,
    /// The place of an inline schema.
    Place,
    /// The place of an alternative, and what tells it from the others.
    Alternative(ArmBy),
    Property,
    Value,
    /// An extension's name for a value.
    ValueName,
    /// The tag that selects an alternative.
    ArmTag,
    /// The type of an alternative.
    ArmType,
    /// The same, without the name of the union.
    ArmRest,
    Parameter,
    Header,
    /// The method of a header under `[client]`.
    HeaderMethod,
    Scheme,
    OperationId,
    /// The name of a webhook.
    Webhook,
    /// The operation and the name of its callback.
    Callback,
    /// The body of what users receive.
    Received,
    /// An operation without an `operationId`.
    MethodAndPath,
    /// The method of an operation, and whose word that is.
    Method(NamedBy),
    /// The call of an operation.
    Call,
    /// A group, and whose word that is.
    Group(NamedBy),
    Status,
    MediaType,
    /// The title of the document.
    Title,
}

/// What tells an alternative of a union from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArmBy {
    Tag,
    Origin,
    Title,
    Constant,
    Property,
    Properties,
    Kind,
    Extends,
    PropertyKind,
    Choices,
    Inside,
    /// Nothing but its place.
    Index,
}

/// How the words of a name are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Snake,
    UpperCamel,
    Kebab,
    /// As it is.
    Own,
}

/// What became of a name's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NameChange {
    /// Too long.
    Cut(usize),
    /// Without letters and digits.
    Signs,
    /// It began with a digit.
    Digit,
    /// A keyword that is written raw.
    Raw,
    /// A keyword that is never written raw.
    Keyword,
    /// The name that its first words spell belongs to the crate or to Rust.
    Reserved(String),
    /// The name that its first words spell is another's; these words tell it apart.
    Taken(String, String),
    /// Nothing but a number tells it from others that want this name.
    Numbered(String),
    /// Without words that what it is in ends in.
    Once,
    /// What it is in is called by all of its words, so this one for what it is stands in their place.
    Kind(&'static str),
    /// Without the path and the method at its end.
    WithoutPath,
    /// Without the group at its beginning.
    WithoutGroup,
    /// The shorter words would spell this, which is not free in the group.
    Whole(String),
    Prefix(String),
    Suffix(String),
}

impl NameReason {
    pub(crate) fn new(source: NameSource, words: &str, case: Case) -> Self {
        Self { source, words: words.to_owned(), case, changes: Vec::new() }
    }

    /// The same changes of other words.
    pub(crate) fn set(&mut self, source: NameSource, words: &str) {
        (self.source, self.words) = (source, words.to_owned());
    }

    pub(crate) fn source(&self) -> NameSource {
        self.source
    }

    pub(crate) fn words(&self) -> &str {
        &self.words
    }

    pub(crate) fn push(&mut self, change: NameChange) {
        self.changes.push(change);
    }

    /// Nothing but a number tells the name from others.
    pub(crate) fn is_numbered(&self) -> bool {
        self.changes.iter().any(|change| matches!(change, NameChange::Numbered(_)))
    }
}

impl From<&'static str> for NameReason {
    fn from(why: &'static str) -> Self {
        Self::new(NameSource::Ours(why), "", Case::Own)
    }
}

impl fmt::Display for NameReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = &self.words;
        let what = match self.source {
            NameSource::Ours(why) => why,
            NameSource::Former => "a former name, under [names.aliases] in regen.toml",
            NameSource::Words => "the words",
            NameSource::Override => "set under [names.overrides] in regen.toml, for",
            NameSource::Component => "the component",
            NameSource::Input => "a component that requests hold otherwise than answers:",
            NameSource::Place => "an inline schema, called after its place:",
            NameSource::Alternative(_) => "an alternative without a name, called after its place:",
            NameSource::Property => "the property",
            NameSource::Value => "the value",
            NameSource::ValueName => "the name that an extension gives the value:",
            NameSource::ArmTag => "the tag of the alternative:",
            NameSource::ArmType => "the type of the alternative:",
            NameSource::ArmRest => "the type of the alternative, without the name of the union:",
            NameSource::Parameter => "the parameter",
            NameSource::Header => "the header",
            NameSource::HeaderMethod => "the method of the header under [client] in regen.toml:",
            NameSource::Scheme => "the security scheme",
            NameSource::OperationId => "the operationId",
            NameSource::Webhook => "the webhook",
            NameSource::Received => "the body of a webhook or callback, called after it:",
            NameSource::Callback => "the operation and its callback:",
            NameSource::MethodAndPath => "no operationId, so method and path:",
            NameSource::Method(_) => "the name",
            NameSource::Call => "the group and the method, as it is called:",
            NameSource::Group(_) => "the group",
            NameSource::Status => "the phrase of the status:",
            NameSource::MediaType => "the media type:",
            NameSource::Title => "the title of the document:",
        };
        f.write_str(what)?;
        if !matches!(self.source, NameSource::Ours(_) | NameSource::Former) {
            write!(f, " `{words}`")?;
        }
        f.write_str(match self.case {
            _ if matches!(self.source, NameSource::Override | NameSource::Former) => "",
            Case::Snake => " in snake case",
            Case::UpperCamel => " in upper camel case",
            Case::Kebab => " in kebab case",
            Case::Own => "",
        })?;
        match self.source {
            NameSource::Method(by) | NameSource::Group(by) => write!(f, ", {by}")?,
            NameSource::Alternative(by) => write!(f, ", told from the others by {by}")?,
            _ => {}
        }
        self.changes.iter().try_for_each(|change| write!(f, "; {change}"))
    }
}

impl fmt::Display for NamedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Setting => "set under [operations] in regen.toml",
            Self::Extension => "as an extension of the document says",
            Self::Tag => "the first tag of its operations",
            Self::Path => "the part of its paths that tells them apart",
        })
    }
}

impl fmt::Display for ArmBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tag => "its tag",
            Self::Origin => "the schema that it is made of",
            Self::Title => "its title",
            Self::Constant => "the value that only it has",
            Self::Property => "a property that only it has",
            Self::Properties => "the properties that it requires",
            Self::Kind => "the kind of its values",
            Self::Extends => "the schema that it adds to",
            Self::PropertyKind => "the kind of a property",
            Self::Choices => "what its own alternatives are all called",
            Self::Inside => "what is in it",
            Self::Index => "its place, as nothing else tells it from the others",
        })
    }
}

impl fmt::Display for NameChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut(longest) => {
                write!(
                    f,
                    "longer than {longest} characters, so a checksum of the whole stands for its middle"
                )
            }
            Self::Signs => f.write_str("its signs by their names"),
            Self::Digit => f.write_str("with a letter first, as no name begins with a digit"),
            Self::Raw => f.write_str("a keyword of Rust, so `r#` stands before it"),
            Self::Keyword => f.write_str("a keyword of Rust, so it ends in something more"),
            Self::Reserved(name) => {
                write!(f, "`{name}` is a name that the crate or Rust has for something else")
            }
            Self::Taken(name, words) => {
                write!(f, "`{name}` is the name of something else, so it is called `{words}`")
            }
            Self::Numbered(name) => {
                write!(f, "others are called `{name}`, and nothing but a number tells it from them")
            }
            Self::Once => f.write_str("what its owner's words end in and its own begin with is said once"),
            Self::Kind(word) => {
                write!(f, "its owner's words end in all of its own, so `{word}` stands in their place")
            }
            Self::WithoutPath => f.write_str("without its path and method at the end"),
            Self::WithoutGroup => f.write_str("without its group at the beginning"),
            Self::Whole(name) => write!(f, "as a whole, as `{name}` is not free in its group"),
            Self::Prefix(prefix) => {
                write!(f, "with `{prefix}` before it, as a method of that name is there already")
            }
            Self::Suffix(suffix) => write!(f, "with `{suffix}` behind it"),
        }
    }
}
