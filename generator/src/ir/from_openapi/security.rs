//! Security schemes, requirements and servers.

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme as Known};

use crate::document::{self, SecuritySchemeKind, extension, prose};
use crate::ir::operation::{Server, ServerVariable};
use crate::ir::{SchemeKind, SecurityScheme};

/// All security schemes.
pub(crate) fn schemes(schemes: &[(String, document::SecurityScheme)]) -> Vec<SecurityScheme> {
    schemes.iter().map(|(id, scheme)| self::scheme(id, scheme)).collect()
}

fn scheme(id: &str, scheme: &document::SecurityScheme) -> SecurityScheme {
    let (kind, description) = match &scheme.kind {
        SecuritySchemeKind::MutualTls(description) => (SchemeKind::MutualTls, description.clone()),
        SecuritySchemeKind::Known(known) => self::known(known),
    };
    SecurityScheme { node: scheme.node, id: id.to_owned(), description, kind }
}

fn known(scheme: &Known) -> (SchemeKind, Option<String>) {
    match scheme {
        Known::APIKey { location, name, description, extensions: _ } => {
            let kind = match location {
                APIKeyLocation::Header => SchemeKind::ApiKeyHeader(name.clone()),
                APIKeyLocation::Query => SchemeKind::ApiKeyQuery(name.clone()),
                APIKeyLocation::Cookie => SchemeKind::ApiKeyCookie(name.clone()),
            };
            (kind, description.clone())
        }
        Known::HTTP { scheme, bearer_format, description, extensions: _ } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                _ => SchemeKind::Http(scheme.clone()),
            };
            let format = bearer_format.as_ref().filter(|_| kind == SchemeKind::Bearer);
            let format = format.map(|format| format!("The token is a {format}."));
            (kind, prose::joined(description.clone(), format))
        }
        Known::OAuth2 { flows, description, extensions: _ } => {
            let flow = flows.client_credentials.as_ref();
            let kind = SchemeKind::OAuth2 {
                token_url: flow.map(|flow| flow.token_url.clone()),
                scopes: flow.map(|flow| flow.scopes.keys().cloned().collect()).unwrap_or_default(),
            };
            (kind, description.clone())
        }
        Known::OpenIDConnect { open_id_connect_url: url, description, extensions: _ } => {
            let provider = (!url.is_empty()).then(|| format!("Tokens are those of <{url}>."));
            (SchemeKind::OpenIdConnect, prose::joined(description.clone(), provider))
        }
    }
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
            let variables = server.variables.iter().flatten().map(|(name, variable)| ServerVariable {
                name: name.clone(),
                default: variable.default.clone(),
                values: variable.enumeration.clone(),
                description: variable.description.clone(),
            });
            Server {
                url: server.url.clone(),
                id: extension::server_name(&server.extensions),
                description: server.description.clone(),
                variables: variables.collect(),
            }
        })
        .collect()
}
