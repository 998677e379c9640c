//! Which version of OpenAPI a document is of.

use crate::code::Code;
use crate::diagnostic::{Place, Report, did_you_mean};
use crate::raw::{Content, Node};

/// A minor version of OpenAPI 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// 3.0.
    V30,
    /// 3.1.
    V31,
    /// 3.2.
    V32,
}

impl Version {
    /// The version as people write it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        }
    }
}

const HELP: &str = "an OpenAPI document starts with `openapi: 3.0.3`, `openapi: 3.1.0` or the like";

/// Reads `openapi`; reports why a document cannot be read.
pub(super) fn read(root: Node<'_>, report: &mut Report) -> Option<Version> {
    let place = Place::Node(root.id());
    if !root.is_object() {
        let message = format!("an OpenAPI document is a mapping, and this is {}", root.kind_name());
        report.error(Code::NotOpenApi, place, message, HELP);
        return None;
    }
    let Some(node) = root.get("openapi") else {
        if let Some(swagger) = root.get("swagger") {
            let help = "convert the document to OpenAPI 3 first";
            report.error(
                Code::NotOpenApi,
                Place::Key(swagger.id()),
                "Swagger 2.0 documents are not read",
                help,
            );
            return None;
        }
        let near = root.entries().map(|(key, _)| key).find(|key| key.eq_ignore_ascii_case("openapi"));
        let help = near.map_or_else(|| HELP.to_owned(), |key| did_you_mean("openapi", [key], HELP));
        report.error(Code::NotOpenApi, place, "the document does not say `openapi`", help);
        return None;
    };
    let place = Place::Node(node.id());
    let text = match node.content() {
        Content::String(text) => text,
        Content::Number(text) => {
            report.warning(Code::OddVersion, place.clone(), "the version is a number", "put it in quotes");
            text
        }
        _ => {
            let message = format!("the version is text such as `3.1.0`, and this is {}", node.kind_name());
            report.error(Code::WrongKind, place, message, HELP);
            return None;
        }
    };
    let (minor, patch) = split(text).or_else(|| {
        report.error(
            Code::UnsupportedVersion,
            place.clone(),
            format!("version `{text}` is not supported"),
            HELP,
        );
        None
    })?;
    let version = match minor {
        "0" => Version::V30,
        "1" => Version::V31,
        "2" => Version::V32,
        _ => {
            let help = "versions 3.0, 3.1 and 3.2 are supported";
            report.error(Code::UnsupportedVersion, place, format!("version `{text}` is not supported"), help);
            return None;
        }
    };
    if patch.is_some_and(|patch| patch.parse::<u8>().map_or(true, |patch| patch > 9)) {
        let message = format!("there is no version `{text}`; it is read as {}", version.name());
        report.warning(Code::OddVersion, place, message, "correct the version");
    }
    Some(version)
}

/// The minor and patch parts of a version 3.
fn split(text: &str) -> Option<(&str, Option<&str>)> {
    let mut parts = text.trim().splitn(3, '.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("3"), Some(minor), patch) => Some((minor, patch)),
        _ => None,
    }
}
