//! Security schemes: `basic`, `apiKey`, and `oauth2` with one flow.

use openapiv3::{OAuth2Flows, SecurityScheme as Known};

use super::super::context::Lowering;
use super::super::object::Rule::{Known as Later, Prose, Text};
use super::super::object::{Kind, only_20, shared};
use super::super::security::Fields;
use super::super::version::Version;
use crate::code::Code;
use crate::document::{SecurityScheme, SecuritySchemeKind};
use crate::raw::Node;

static SCHEME: Kind<Fields> = Kind {
    name: "a security scheme",
    fields: &[
        shared("type", Later),
        shared("description", Prose(|scheme, text| scheme.description = Some(text))),
        shared("name", Text(|scheme, text| scheme.name = Some(text))),
        shared("in", Text(|scheme, text| scheme.location = Some(text))),
        only_20("flow", Text(|scheme, text| scheme.flow = Some(text))),
        only_20("authorizationUrl", Text(|scheme, text| scheme.of_flow.authorization_url = Some(text))),
        only_20("tokenUrl", Text(|scheme, text| scheme.of_flow.token_url = Some(text))),
        only_20("scopes", Later),
    ],
};

const TYPES: &[&str] = &["basic", "apiKey", "oauth2"];
const FLOWS: &[&str] = &["implicit", "password", "application", "accessCode"];

impl<'a> Lowering<'a> {
    /// A security scheme with the fields of its type.
    pub(in super::super) fn swagger_scheme(&mut self, node: Node<'a>) -> Option<SecurityScheme> {
        let kind = node.get("type").filter(|kind| matches!(kind.as_str(), Some("http" | "openIdConnect")));
        if let Some(kind) = kind {
            self.note_version("type", Version::V30, kind);
            return self.security_scheme(node);
        }
        let scheme = self.object(node, &SCHEME)?;
        let Some(kind) = node.get("type").and_then(Node::as_str) else {
            let found = node.get("type").is_some_and(|kind| !kind.is_null());
            self.require(node, found, "type", "a security scheme");
            return None;
        };
        let (description, extensions) = (scheme.description.clone(), scheme.extensions.clone());
        let known = match kind {
            "basic" => {
                Known::HTTP { scheme: "basic".to_owned(), bearer_format: None, description, extensions }
            }
            "apiKey" => {
                let (location, name) = self.api_key(node, scheme.name, scheme.location)?;
                Known::APIKey { location, name, description, extensions }
            }
            "oauth2" => Known::OAuth2 { flows: self.swagger_flow(node, scheme), description, extensions },
            other => {
                self.not_among(node.get("type").unwrap_or(node), "type", other, TYPES);
                return None;
            }
        };
        Some(SecurityScheme { node: node.id(), kind: SecuritySchemeKind::Known(Box::new(known)) })
    }

    /// The one flow of an OAuth 2 scheme.
    fn swagger_flow(&mut self, node: Node<'a>, scheme: Fields) -> OAuth2Flows {
        let Some(name) = scheme.flow else {
            let message = "an `oauth2` security scheme has no `flow`; a token must be given by hand";
            self.warning(Code::SecurityIncomplete, node, message, "add `flow`");
            return OAuth2Flows::default();
        };
        let name = match name.as_str() {
            "implicit" | "password" => name.as_str(),
            "application" => "clientCredentials",
            "accessCode" => "authorizationCode",
            other => {
                let message = format!("there is no flow `{other}`; a token must be given by hand");
                let help = format!("write one of `{}`", FLOWS.join("`, `"));
                self.warning(Code::SecurityIncomplete, node.get("flow").unwrap_or(node), message, help);
                return OAuth2Flows::default();
            }
        };
        let mut flows = OAuth2Flows::default();
        if let Some((flow, scopes)) = self.complete_flow(node, name, scheme.of_flow) {
            super::super::security::put(&mut flows, name, flow, scopes);
        }
        flows
    }
}
