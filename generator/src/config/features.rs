//! `[features]` and `[policy]`.

use serde::Deserialize;

/// `[features]`: the cargo features of the generated crate.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Features {
    /// One feature for each tag, so that users compile what they call. Default: `true`.
    pub per_tag: bool,
    /// Which of them are on by default: `"all"` or a list of tags. Default: `"all"`.
    pub default: DefaultFeatures,
}

impl Default for Features {
    fn default() -> Self {
        Self { per_tag: true, default: DefaultFeatures::All }
    }
}

/// Which features of tags are on by default.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub enum DefaultFeatures {
    /// Every tag's.
    All,
    /// Those of these tags.
    Tags(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "\"all\" or a list of tags")]
enum Written {
    Word(String),
    Tags(Vec<String>),
}

impl TryFrom<Written> for DefaultFeatures {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        match written {
            Written::Word(word) if word == "all" => Ok(Self::All),
            Written::Word(_) => Err("expected \"all\" or a list of tags"),
            Written::Tags(tags) => Ok(Self::Tags(tags)),
        }
    }
}

/// `[policy]`: what to do about what cannot be generated as the document says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// A spot of the document that cannot be read or expressed. Default: `degrade`.
    pub unsupported: Unsupported,
    /// An example or default that does not fit its schema. Default: `warn`.
    pub example_mismatch: ExampleMismatch,
    /// Whether `regen` goes on after warnings. Default: `allow`.
    pub warnings: Warnings,
    /// Codes of warnings that are allowed all the same. Default: none.
    pub allowed_warnings: Vec<String>,
}

/// What `regen` does about warnings, as those in continuous integration want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Warnings {
    /// Write the crate.
    #[default]
    Allow,
    /// Write nothing: all but the allowed ones are errors.
    Deny,
}

/// What to do about a spot of the document that cannot be read or expressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unsupported {
    /// Generate nothing.
    Error,
    /// As `degrade`; besides, operations that need a schema which became a JSON value are left out.
    Skip,
    /// Leave the spot out, or take a JSON value in its place, with a warning.
    #[default]
    Degrade,
}

/// What to do about an example that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExampleMismatch {
    /// Generate nothing.
    Error,
    /// Say so and leave the example out.
    #[default]
    Warn,
    /// Leave the example out.
    Ignore,
}
