//! Security schemes, requirements and servers.

use openapiv3::{APIKeyLocation, Components, ReferenceOr, SecurityRequirement, SecurityScheme as Typed};
use serde_json::Value;

use super::extension::Extensions;
use crate::ir::operation::{Server, ServerVariable};
use crate::ir::{SchemeKind, SecurityScheme};
use crate::raw::NodeId;

/// The node an object was lowered from.
pub(crate) fn node(extensions: &Extensions) -> NodeId {
    let id = extensions.get("x-node").and_then(Value::as_u64).and_then(|id| u32::try_from(id).ok());
    NodeId(id.unwrap_or_default())
}

/// All security schemes.
pub(crate) fn schemes(components: &Components) -> Vec<SecurityScheme> {
    components
        .security_schemes
        .iter()
        .filter_map(|(id, scheme)| match scheme {
            ReferenceOr::Item(scheme) => Some(self::scheme(id, scheme)),
            ReferenceOr::Reference { .. } => None,
        })
        .collect()
}

fn scheme(id: &str, typed: &Typed) -> SecurityScheme {
    let (kind, description, extensions) = match typed {
        Typed::APIKey { location, name, description, extensions } => {
            let kind = match location {
                APIKeyLocation::Header => SchemeKind::ApiKeyHeader(name.clone()),
                APIKeyLocation::Query => SchemeKind::ApiKeyQuery(name.clone()),
                APIKeyLocation::Cookie => SchemeKind::ApiKeyCookie(name.clone()),
            };
            (kind, description, extensions)
        }
        Typed::HTTP { scheme, bearer_format: _, description, extensions } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                _ => SchemeKind::Http(scheme.clone()),
            };
            (kind, description, extensions)
        }
        Typed::OAuth2 { flows, description, extensions } => {
            let flow = flows.client_credentials.as_ref();
            let kind = SchemeKind::OAuth2 {
                token_url: flow.map(|flow| flow.token_url.clone()),
                scopes: flow.map(|flow| flow.scopes.keys().cloned().collect()).unwrap_or_default(),
            };
            (kind, description, extensions)
        }
        Typed::OpenIDConnect { open_id_connect_url: _, description, extensions } => {
            (SchemeKind::OpenIdConnect, description, extensions)
        }
    };
    let kind = if extensions.get("x-lowered-type").and_then(Value::as_str) == Some("mutualTLS") {
        SchemeKind::MutualTls
    } else {
        kind
    };
    SecurityScheme { node: node(extensions), id: id.to_owned(), description: description.clone(), kind }
}

/// Alternatives of scheme ids; an empty alternative means that nothing is needed.
pub(crate) fn requirements(security: &[SecurityRequirement]) -> Vec<Vec<String>> {
    security.iter().map(|alternative| alternative.keys().cloned().collect()).collect()
}

/// The scopes that requirements name, with their schemes.
pub(crate) fn scopes(security: &[SecurityRequirement]) -> Vec<(String, String)> {
    let of = |(id, scopes): (&String, &Vec<String>)| -> Vec<(String, String)> {
        scopes.iter().map(|scope| (id.clone(), scope.clone())).collect()
    };
    security.iter().flatten().flat_map(of).collect()
}

/// Servers with their variables.
pub(crate) fn servers(servers: &[openapiv3::Server]) -> Vec<Server> {
    servers
        .iter()
        .map(|server| {
            let id = ["x-speakeasy-server-id", "x-server-id"]
                .iter()
                .find_map(|key| server.extensions.get(*key)?.as_str().map(str::to_owned));
            let variables = server.variables.iter().flatten().map(|(name, variable)| ServerVariable {
                name: name.clone(),
                default: variable.default.clone(),
                values: variable.enumeration.clone(),
                description: variable.description.clone(),
            });
            Server {
                url: server.url.clone(),
                id,
                description: server.description.clone(),
                variables: variables.collect(),
            }
        })
        .collect()
}
