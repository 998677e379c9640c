//! `[types]`: what formats and numbers become.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::library::Library;
use crate::format::{self, Of};
use crate::integer;

/// `[types]`: the Rust types of scalars.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Types {
    /// What an integer without a format becomes. Default: `i64`.
    pub integer: Integer,
    /// What a number without a format becomes. Default: `f64`.
    pub number: Number,
    /// What values with a format become, over the built-in table: `uuid = "String"`, or
    /// `uuid = { type = "uuid::Uuid", crate = "uuid", version = "1", features = ["serde"] }`. Such a type
    /// implements `Serialize`, `Deserialize`, `Display`, `FromStr`, `Clone`, `Debug` and `PartialEq`. It is for texts,
    /// or for numbers where the type or the format is one of numbers (`int64 = "u64"`), or `for = "number"` says so.
    /// `"jiff"`, `"chrono"`, `"time"` and `"uuid"` alone are words for types of these crates: `date-time = "jiff"`.
    #[serde(deserialize_with = "formats")]
    pub formats: BTreeMap<String, Format>,
    /// Whether objects keep members that the document does not list, and send them back: `true`, or a list of schemas
    /// under `components`. Default: `false`.
    pub keep_unknown: KeepUnknown,
    /// Whether requests hold what is `readOnly`, for servers that insist on it. Default: `false`.
    pub send_read_only: bool,
    /// Whether a schema is one type also where requests and answers require different properties of it, which are
    /// optional then. Default: `false`.
    pub one_type_both_ways: bool,
    /// Schemas under `components` that programs send by other ways than operations: their types have constructors and
    /// setters, as has all that they are made of. Default: none.
    pub sent: Vec<String>,
    /// `validate()` checks formats of texts that have no type of their own. Default: false.
    pub check_formats: bool,
    /// Types that are only received have `validate()`, too, which tells what an answer breaks. Default: false, since each
    /// check is compiled.
    pub check_received: bool,
}

/// Which objects keep unknown members.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "true, false or a list of schemas")]
pub enum KeepUnknown {
    /// All of them, or none.
    All(bool),
    /// These components, and the objects within them that have no name of their own.
    Schemas(Vec<String>),
}

impl Default for KeepUnknown {
    fn default() -> Self {
        Self::All(false)
    }
}

/// The Rust type of a scalar, and what chose it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scalar<'a> {
    pub(crate) path: &'a str,
    pub(crate) by: ChosenBy<'a>,
}

/// What chose the Rust type of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChosenBy<'a> {
    /// This format under `[types.formats]`.
    Setting(&'a str),
    /// This format.
    Format(&'a str),
    /// Nothing says more than that it is a text, an integer or a number.
    Nothing,
}

impl Types {
    /// The type that the configuration gives a format for values of this kind (a text must stay a text on the wire, and a
    /// number a number), else that of its own, else the one that all others have.
    fn choose<'a>(
        &'a self,
        format: Option<&'a str>,
        applies: AppliesTo,
        own: fn(&format::KnownFormat) -> Option<&'static str>,
        otherwise: &'static str,
    ) -> Scalar<'a> {
        let Some(name) = format else { return Scalar { path: otherwise, by: ChosenBy::Nothing } };
        let mapped = self.formats.get(name).filter(|mapped| mapped.applies_to(name) == applies);
        match (mapped, format::get(name).and_then(own)) {
            (Some(mapped), _) => Scalar { path: &mapped.path, by: ChosenBy::Setting(name) },
            (None, Some(path)) => Scalar { path, by: ChosenBy::Format(name) },
            (None, None) => Scalar { path: otherwise, by: ChosenBy::Nothing },
        }
    }

    /// The Rust type of an integer.
    pub(crate) fn of_integer<'a>(&'a self, format: Option<&'a str>) -> Scalar<'a> {
        let otherwise = match self.integer {
            Integer::I32 => "i32",
            Integer::I64 => "i64",
            Integer::U32 => "u32",
            Integer::U64 => "u64",
            Integer::I128 => "i128",
        };
        self.choose(format, AppliesTo::Number, |format| format.integer, otherwise)
    }

    /// The Rust type of a number.
    pub(crate) fn of_number<'a>(&'a self, format: Option<&'a str>) -> Scalar<'a> {
        let otherwise = match self.number {
            Number::F32 => "f32",
            Number::F64 => "f64",
        };
        self.choose(format, AppliesTo::Number, |format| format.number, otherwise)
    }

    /// The Rust type of a text.
    pub(crate) fn of_text<'a>(&'a self, format: Option<&'a str>) -> Scalar<'a> {
        self.choose(format, AppliesTo::Text, |format| format.text, "String")
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// The path of the type, for example `uuid::Uuid` or `String`; checked to be nothing else.
    pub path: String,
    /// The crate to depend on, if it is not the standard library.
    pub dependency: Option<String>,
    /// The version requirement of that crate, without which the crate is an error.
    pub version: Option<String>,
    /// Whether that crate has its default features. Default: `true`.
    pub default_features: bool,
    /// The features of that crate. Default: none.
    pub features: Vec<String>,
    /// The values that it is for. Default: by the type and the format.
    pub applies: Option<AppliesTo>,
}

/// The values that the Rust type of a format is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AppliesTo {
    /// Texts.
    Text,
    /// Numbers, integers among them.
    Number,
}

impl Format {
    fn of_path(path: String) -> Self {
        let features = Vec::new();
        Self { path, dependency: None, version: None, default_features: true, features, applies: None }
    }

    fn applies_to(&self, format: &str) -> AppliesTo {
        self.applies.unwrap_or_else(|| {
            let path = self.path.as_str();
            let is_number = integer::TYPES.contains(&path) || ["f32", "f64"].contains(&path);
            let number = is_number
                || (path != "String" && format::get(format).is_some_and(|format| format.of == Of::Number));
            if number { AppliesTo::Number } else { AppliesTo::Text }
        })
    }
}

/// The two ways to write a format.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a type such as \"String\", or a table of `type`, `crate`, `version`, `default-features`, `features` and `for`"
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
    #[serde(rename = "default-features", default = "yes")]
    default_features: bool,
    #[serde(default)]
    features: Vec<String>,
    #[serde(rename = "for")]
    applies: Option<AppliesTo>,
}

fn yes() -> bool {
    true
}

fn formats<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Format>, D::Error> {
    let written = BTreeMap::<String, Written>::deserialize(deserializer)?;
    Ok(written.into_iter().map(|(name, written)| (name.clone(), written.of(&name))).collect())
}

impl Written {
    /// What is written of a format.
    fn of(self, format: &str) -> Format {
        match self {
            Self::Short(word) => Library::named(&word)
                .and_then(|library| library.format(format))
                .unwrap_or_else(|| Format::of_path(word)),
            Self::Long(Long { path, dependency, version, default_features, features, applies }) => {
                Format { path, dependency, version, default_features, features, applies }
            }
        }
    }
}
