//! Security schemes and requirements.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    OAuth2Flows, PasswordOAuth2Flow, SecurityRequirement, SecurityScheme as Known,
};
use serde_json::Value;

use super::context::Lowering;
use super::object::Rule::{Flag, Known as Later, Prose, Text};
use super::object::{Kind, Target, field, since};
use super::version::Version::V32;
use crate::code::Code;
use crate::diagnostic::Place;
use crate::document::prose::summed_up;
use crate::document::{SecurityScheme, SecuritySchemeKind};
use crate::media_type::is_token;
use crate::raw::Node;

/// The fields of a scheme of any type.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) description: Option<String>,
    pub(super) name: Option<String>,
    pub(super) location: Option<String>,
    http_scheme: Option<String>,
    bearer_format: Option<String>,
    deprecated: bool,
    open_id_connect_url: Option<String>,
    /// Of 2.0: the name of its only flow, and what the scheme says of it.
    pub(super) flow: Option<String>,
    pub(super) of_flow: Flow,
    pub(super) extensions: IndexMap<String, Value>,
}

impl Target for Fields {
    fn extension(&mut self, key: &str, value: Value) {
        self.extensions.insert(key.to_owned(), value);
    }
}

pub(super) static SCHEME: Kind<Fields> = Kind {
    name: "a security scheme",
    fields: &[
        field("type", Later),
        field("description", Prose(|scheme, text| scheme.description = Some(text))),
        field("name", Text(|scheme, text| scheme.name = Some(text))),
        field("in", Text(|scheme, text| scheme.location = Some(text))),
        field("scheme", Text(|scheme, text| scheme.http_scheme = Some(text))),
        field("bearerFormat", Text(|scheme, text| scheme.bearer_format = Some(text))),
        field("flows", Later),
        field("openIdConnectUrl", Text(|scheme, text| scheme.open_id_connect_url = Some(text))),
        since(V32, "oauth2MetadataUrl", Prose(|_, _| {})),
        since(V32, "deprecated", Flag(|scheme, flag| scheme.deprecated = flag)),
    ],
};

/// The fields of an OAuth 2 flow of any kind.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) authorization_url: Option<String>,
    pub(super) token_url: Option<String>,
    pub(super) refresh_url: Option<String>,
    pub(super) extensions: IndexMap<String, Value>,
}

impl Target for Flow {
    fn extension(&mut self, key: &str, value: Value) {
        self.extensions.insert(key.to_owned(), value);
    }
}

static FLOW: Kind<Flow> = Kind {
    name: "an OAuth 2 flow",
    fields: &[
        field("authorizationUrl", Text(|flow, text| flow.authorization_url = Some(text))),
        field("tokenUrl", Text(|flow, text| flow.token_url = Some(text))),
        field("refreshUrl", Text(|flow, text| flow.refresh_url = Some(text))),
        field("scopes", Later),
        since(V32, "deviceAuthorizationUrl", Prose(|_, _| {})),
    ],
};

static FLOWS: Kind<OAuth2Flows> = Kind {
    name: "the flows",
    fields: &[
        field("implicit", Later),
        field("password", Later),
        field("clientCredentials", Later),
        field("authorizationCode", Later),
        since(V32, "deviceAuthorization", Later),
    ],
};

const TYPES: &[&str] = &["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];
const PLACES: &[&str] = &["query", "header", "cookie"];

impl<'a> Lowering<'a> {
    /// A security scheme with the fields of its type.
    pub(super) fn security_scheme(&mut self, node: Node<'a>) -> Option<SecurityScheme> {
        let scheme = self.object(node, &SCHEME)?;
        let Some(kind) = node.get("type").and_then(Node::as_str) else {
            match node.get("type").filter(|kind| !kind.is_null()) {
                Some(kind) => self.wrong_kind(kind, "`type`", "text"),
                None => {
                    self.require(node, false, "type", "a security scheme");
                }
            }
            return None;
        };
        let deprecated = scheme.deprecated.then(|| "Deprecated.".to_owned());
        let description = summed_up(deprecated, scheme.description.clone());
        let extensions = scheme.extensions.clone();
        let known = match kind {
            "apiKey" => {
                let (location, name) = self.api_key(node, scheme.name, scheme.location)?;
                Known::APIKey { location, name, description, extensions }
            }
            "http" => {
                self.require(node, scheme.http_scheme.is_some(), "scheme", "an `http` security scheme");
                let bearer_format = scheme.bearer_format;
                Known::HTTP { scheme: scheme.http_scheme?, bearer_format, description, extensions }
            }
            "oauth2" => Known::OAuth2 { flows: self.flows(node), description, extensions },
            "openIdConnect" => {
                let url = scheme.open_id_connect_url;
                self.assume(node, url.is_some(), "openIdConnectUrl", "an `openIdConnect` security scheme");
                let open_id_connect_url = url.unwrap_or_default();
                Known::OpenIDConnect { open_id_connect_url, description, extensions }
            }
            "mutualTLS" => {
                let kind = SecuritySchemeKind::MutualTls(description);
                return Some(SecurityScheme { node: node.id(), kind });
            }
            other => {
                let value = node.get("type").unwrap_or(node);
                self.not_among(value, "type", other, TYPES);
                return None;
            }
        };
        Some(SecurityScheme { node: node.id(), kind: SecuritySchemeKind::Known(Box::new(known)) })
    }

    pub(super) fn api_key(
        &mut self,
        node: Node<'a>,
        name: Option<String>,
        place: Option<String>,
    ) -> Option<(APIKeyLocation, String)> {
        self.require(node, name.is_some(), "name", "an `apiKey` security scheme");
        self.require(node, place.is_some(), "in", "an `apiKey` security scheme");
        let (name, place) = (name?, place?);
        let location = match place.as_str() {
            "query" => APIKeyLocation::Query,
            "header" => APIKeyLocation::Header,
            "cookie" => APIKeyLocation::Cookie,
            other => {
                self.not_among(node.get("in").unwrap_or(node), "in", other, PLACES);
                return None;
            }
        };
        if location != APIKeyLocation::Query && !is_token(&name) {
            let message = format!("`{name}` cannot be the name of a {place}");
            self.error(Code::HeaderName, node.get("name").unwrap_or(node), message, "correct the name");
            return None;
        }
        Some((location, name))
    }

    fn flows(&mut self, scheme: Node<'a>) -> OAuth2Flows {
        let Some(node) = self.whole(scheme, "flows", "`flows`") else {
            let message = "an `oauth2` security scheme has no `flows`; a token must be given by hand";
            self.warning(Code::SecurityIncomplete, scheme, message, "add `flows`");
            return OAuth2Flows::default();
        };
        let Some(mut flows) = self.object(node, &FLOWS) else { return OAuth2Flows::default() };
        for name in ["implicit", "password", "clientCredentials", "authorizationCode"] {
            if let Some((flow, scopes)) = self.flow(node, name) {
                put(&mut flows, name, flow, scopes);
            }
        }
        self.flow(node, "deviceAuthorization");
        flows
    }

    fn flow(&mut self, flows: Node<'a>, name: &str) -> Option<(Flow, IndexMap<String, String>)> {
        let node = self.whole(flows, name, "a flow")?;
        let flow = self.object(node, &FLOW)?;
        self.complete_flow(node, name, flow)
    }

    /// A flow and its scopes; nothing, and a warning, where it lacks an address that it cannot do without.
    pub(super) fn complete_flow(
        &mut self,
        node: Node<'a>,
        name: &str,
        flow: Flow,
    ) -> Option<(Flow, IndexMap<String, String>)> {
        let mut scopes = IndexMap::new();
        if let Some(all) =
            self.whole(node, "scopes", "`scopes`").filter(|all| self.expect_mapping(*all, "`scopes`"))
        {
            for (name, description) in all.entries() {
                let text =
                    if description.is_null() { Some(String::new()) } else { self.text(description, "scope") };
                scopes.insert(name.to_owned(), text.unwrap_or_default());
            }
        }
        let no_authorization = flow.authorization_url.is_none().then_some("authorizationUrl");
        let no_token = flow.token_url.is_none().then_some("tokenUrl");
        let missing = match name {
            "implicit" => no_authorization,
            "password" | "clientCredentials" => no_token,
            "authorizationCode" => no_authorization.or(no_token),
            _ => None,
        };
        if let Some(field) = missing {
            let message = format!("the flow `{name}` has no `{field}`, and is left out");
            self.warning(Code::SecurityIncomplete, node, message, format!("add `{field}`"));
            return None;
        }
        Some((flow, scopes))
    }

    /// `security`: alternatives, each a set of schemes. What names no scheme is left out.
    pub(super) fn requirements(&mut self, node: Node<'a>) -> Option<Vec<SecurityRequirement>> {
        if !self.expect_list(node, "`security`") {
            return None;
        }
        let mut alternatives = Vec::new();
        for item in node.items() {
            let Some(item) = self.follow(item, "a security requirement") else { continue };
            if !self.expect_mapping(item, "a security requirement") {
                continue;
            }
            let mut lowered = SecurityRequirement::new();
            let mut all_known = true;
            for (name, scopes) in item.entries() {
                self.required.insert(name);
                let texts = if scopes.is_null() { Vec::new() } else { self.texts(scopes, name) };
                if self.schemes.contains(name) {
                    lowered.insert(name.to_owned(), texts);
                } else {
                    all_known = false;
                    let known: Vec<_> = self.schemes.iter().copied().collect();
                    let help = self.report.did_you_mean(
                        name,
                        known,
                        "declare it under `components/securitySchemes`",
                    );
                    let message = format!("there is no security scheme `{name}`, and it is left out");
                    self.report.warning(Code::UnknownSecurityScheme, Place::Key(scopes.id()), message, help);
                }
            }
            // An alternative of unknown schemes only must not turn into "nothing is needed".
            if all_known || !lowered.is_empty() {
                alternatives.push(lowered);
            }
        }
        Some(alternatives)
    }
}

/// Puts a flow under its name. It has the addresses that it cannot do without.
pub(super) fn put(flows: &mut OAuth2Flows, name: &str, flow: Flow, scopes: IndexMap<String, String>) {
    let Flow { authorization_url, token_url, refresh_url, extensions } = flow;
    match (name, authorization_url, token_url) {
        ("implicit", Some(authorization_url), _) => {
            flows.implicit = Some(ImplicitOAuth2Flow { authorization_url, refresh_url, scopes, extensions });
        }
        ("password", _, Some(token_url)) => {
            flows.password = Some(PasswordOAuth2Flow { refresh_url, token_url, scopes, extensions });
        }
        ("clientCredentials", _, Some(token_url)) => {
            flows.client_credentials =
                Some(ClientCredentialsOAuth2Flow { refresh_url, token_url, scopes, extensions });
        }
        ("authorizationCode", Some(authorization_url), Some(token_url)) => {
            flows.authorization_code = Some(AuthorizationCodeOAuth2Flow {
                authorization_url,
                token_url,
                refresh_url,
                scopes,
                extensions,
            });
        }
        _ => {}
    }
}
