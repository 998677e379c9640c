//! Which version of OpenAPI a document is of.

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::raw::{Content, Node};

/// A version of OpenAPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// 2.0, which is called Swagger.
    V20,
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
            Self::V20 => "2.0",
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
    let Some((key, node)) = ["openapi", "swagger"].iter().find_map(|key| Some((*key, root.get(key)?))) else {
        let near = root.entries().map(|(key, _)| key).find(|key| key.eq_ignore_ascii_case("openapi"));
        let help = near.map_or_else(|| HELP.to_owned(), |key| format!("write `openapi` for `{key}`"));
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
    let Some((version, patch)) = split(key, text) else {
        let message = format!("version `{text}` is not supported");
        let help = "versions 3.0, 3.1 and 3.2 are supported, and 2.0 under `swagger`";
        report.error(Code::UnsupportedVersion, place, message, help);
        return None;
    };
    if patch.is_some_and(|patch| patch.parse::<u8>().map_or(true, |patch| patch > 9)) {
        let message = format!("there is no version `{text}`; it is read as {}", version.name());
        report.warning(Code::OddVersion, place, message, "correct the version");
    }
    Some(version)
}

/// The version, and the patch part of a version 3.
fn split<'a>(key: &str, text: &'a str) -> Option<(Version, Option<&'a str>)> {
    let mut parts = text.trim().splitn(3, '.');
    let (major, minor, patch) = (parts.next()?, parts.next(), parts.next());
    let version = match (key, major, minor) {
        ("swagger", "2", None | Some("0")) => Version::V20,
        ("openapi", "3", Some("0")) => Version::V30,
        ("openapi", "3", Some("1")) => Version::V31,
        ("openapi", "3", Some("2")) => Version::V32,
        _ => return None,
    };
    Some((version, patch))
}
