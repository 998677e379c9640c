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

/// Numbers of any size and precision, of the runtime.
const ANY_NUMBER: &str = "crate::runtime::Number";

/// Base64 text with its bytes, of the runtime.
pub(crate) const BASE64: &str = "crate::runtime::Base64";

impl Types {
    fn configured(&self, format: Option<&str>) -> Option<&str> {
        self.formats.get(format?).map(|mapped| mapped.path.as_str())
    }

    /// The path of the Rust type of an integer.
    pub(crate) fn of_integer(&self, format: Option<&str>) -> &str {
        self.configured(format).unwrap_or(match format {
            Some("int8") => "i8",
            Some("int16") => "i16",
            Some("int32") => "i32",
            Some("uint8") => "u8",
            Some("uint16") => "u16",
            Some("uint32") => "u32",
            Some("uint64") => "u64",
            Some("int128") => "i128",
            Some("uint128") => "u128",
            Some("decimal") => ANY_NUMBER,
            Some("int64") => "i64",
            _ => match self.integer {
                Integer::I32 => "i32",
                Integer::I64 => "i64",
                Integer::U32 => "u32",
                Integer::U64 => "u64",
                Integer::I128 => "i128",
            },
        })
    }

    /// The path of the Rust type of a number.
    pub(crate) fn of_number(&self, format: Option<&str>) -> &str {
        self.configured(format).unwrap_or(match format {
            Some("float") => "f32",
            Some("int32") => "i32",
            Some("int64") => "i64",
            Some("double") => "f64",
            Some("decimal") => ANY_NUMBER,
            _ => match self.number {
                Number::F32 => "f32",
                Number::F64 => "f64",
            },
        })
    }

    /// The path of the Rust type of a text.
    pub(crate) fn of_text(&self, format: Option<&str>) -> &str {
        self.configured(format).unwrap_or(match format {
            Some("byte" | "base64") => BASE64,
            _ => "String",
        })
    }
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
