//! `[types]`: what formats and numbers become.

use std::collections::BTreeMap;

use serde::Deserialize;

/// `[types]`: the Rust types of scalars.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Types {
    /// What an integer without a format becomes. Default: `i64`.
    pub integer: Integer,
    /// What a number without a format becomes. Default: `f64`.
    pub number: Number,
    /// What texts with a format become, over the built-in table: `uuid = "String"`, or
    /// `uuid = { type = "uuid::Uuid", crate = "uuid", version = "1", features = ["serde"] }`. Such a type
    /// implements `Serialize`, `Deserialize`, `Display`, `FromStr`, `Clone`, `Debug` and `PartialEq`.
    pub formats: BTreeMap<String, Format>,
}

/// The type of integers without a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Integer {
    I32,
    #[default]
    I64,
    U32,
    U64,
    I128,
}

/// The type of numbers without a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Number {
    F32,
    #[default]
    F64,
}

/// The Rust type of a format and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Format {
    /// The path of the type, for example `uuid::Uuid` or `String`; checked to be nothing else.
    pub path: String,
    /// The crate to depend on, if it is not the standard library.
    pub dependency: Option<String>,
    /// The version requirement of that crate, without which the crate is an error.
    pub version: Option<String>,
    /// The features of that crate. Default: none.
    pub features: Vec<String>,
}

/// The two ways to write a format.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a type such as \"String\", or a table of `type`, `crate`, `version` and `features`"
)]
enum Written {
    Short(String),
    Long(Long),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Long {
    #[serde(rename = "type")]
    path: String,
    #[serde(rename = "crate")]
    dependency: Option<String>,
    version: Option<String>,
    #[serde(default)]
    features: Vec<String>,
}

impl From<Written> for Format {
    fn from(written: Written) -> Self {
        match written {
            Written::Short(path) => Self { path, dependency: None, version: None, features: Vec::new() },
            Written::Long(Long { path, dependency, version, features }) => {
                Self { path, dependency, version, features }
            }
        }
    }
}
