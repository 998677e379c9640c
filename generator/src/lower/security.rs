//! Security schemes and requirements.

use serde_json::{Value, json};

use super::context::{Lowering, Map};
use super::object::Rule::{Data, Flag, Known, Prose, Text};
use super::object::{Field, Kind, field, since};
use super::syntax;
use super::version::Version::V32;
use crate::code::Code;
use crate::diagnostic::{Place, did_you_mean};
use crate::raw::Node;

static SCHEME: Kind = Kind {
    name: "a security scheme",
    fields: &[
        field("type", Known),
        field("description", Prose),
        field("name", Text),
        field("in", Text),
        field("scheme", Text),
        field("bearerFormat", Text),
        field("flows", Known),
        field("openIdConnectUrl", Text),
        since(V32, "oauth2MetadataUrl", Data("x-lowered-metadata-url")),
        since(V32, "deprecated", Flag),
    ],
};

static FLOW: Kind = Kind { name: "an OAuth 2 flow", fields: FLOW_FIELDS };

static FLOW_FIELDS: &[Field] = &[
    field("authorizationUrl", Text),
    field("tokenUrl", Text),
    field("refreshUrl", Text),
    field("scopes", Known),
    since(V32, "deviceAuthorizationUrl", Data("x-lowered-device-authorization-url")),
];

static FLOWS: Kind = Kind {
    name: "the flows",
    fields: &[
        field("implicit", Known),
        field("password", Known),
        field("clientCredentials", Known),
        field("authorizationCode", Known),
        since(V32, "deviceAuthorization", Known),
    ],
};

/// The flows that `openapiv3` knows, and what each cannot do without.
const KNOWN_FLOWS: [(&str, &[&str]); 4] = [
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
];

const TYPES: &[&str] = &["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];
const PLACES: &[&str] = &["query", "header", "cookie"];

impl<'a> Lowering<'a> {
    /// A security scheme with the fields of its type.
    pub(super) fn security_scheme(&mut self, node: Node<'a>) -> Option<Value> {
        let mut map = self.object(node, &SCHEME)?;
        let kind = node.get("type").and_then(Node::as_str);
        let Some(kind) = kind else {
            self.require(node, &map, "type", "a security scheme");
            return None;
        };
        let fields: &[&str] = match kind {
            "apiKey" => {
                self.api_key(node, &map)?;
                &["name", "in"]
            }
            "http" => {
                if !self.require(node, &map, "scheme", "an `http` security scheme") {
                    return None;
                }
                &["scheme", "bearerFormat"]
            }
            "oauth2" => {
                let flows = self.flows(node);
                map.insert("flows".into(), Value::Object(flows));
                &["flows"]
            }
            "openIdConnect" => {
                self.assume(node, &mut map, "openIdConnectUrl", "an `openIdConnect` security scheme");
                &["openIdConnectUrl"]
            }
            "mutualTLS" => {
                map.insert("scheme".into(), "mutualTLS".into());
                map.insert("x-lowered-type".into(), "mutualTLS".into());
                &["scheme"]
            }
            other => {
                let value = node.get("type").unwrap_or(node);
                self.not_among(value, "type", other, TYPES);
                return None;
            }
        };
        if map.get("deprecated") == Some(&Value::Bool(true)) {
            map.insert("x-lowered-deprecated".into(), true.into());
        }
        let kept = |key: &str| key.starts_with("x-") || key == "description" || fields.contains(&key);
        let mut map: Map = map.into_iter().filter(|(key, _)| kept(key)).collect();
        map.insert("type".into(), if kind == "mutualTLS" { "http" } else { kind }.into());
        Some(Value::Object(map))
    }

    fn api_key(&mut self, node: Node<'a>, map: &Map) -> Option<()> {
        let named = self.require(node, map, "name", "an `apiKey` security scheme");
        let placed = self.require(node, map, "in", "an `apiKey` security scheme");
        let place = map.get("in").and_then(Value::as_str).filter(|_| named && placed)?;
        if !PLACES.contains(&place) {
            self.not_among(node.get("in").unwrap_or(node), "in", place, PLACES);
            return None;
        }
        let name = map.get("name").and_then(Value::as_str).unwrap_or_default();
        if place != "query" && !syntax::is_token(name) {
            let message = format!("`{name}` cannot be the name of a {place}");
            self.error(Code::HeaderName, node.get("name").unwrap_or(node), message, "correct the name");
            return None;
        }
        Some(())
    }

    fn flows(&mut self, scheme: Node<'a>) -> Map {
        let Some(node) = self.whole(scheme, "flows", "`flows`") else {
            let message = "an `oauth2` security scheme has no `flows`; a token must be given by hand";
            self.warning(Code::SecurityIncomplete, scheme, message, "add `flows`");
            return Map::new();
        };
        let Some(mut flows) = self.object(node, &FLOWS) else { return Map::new() };
        for (name, required) in KNOWN_FLOWS {
            let Some(flow) = self.whole(node, name, "a flow") else { continue };
            let Some(lowered) = self.flow(flow) else { continue };
            match required.iter().find(|field| !lowered.contains_key(**field)) {
                None => {
                    flows.insert(name.into(), Value::Object(lowered));
                }
                Some(field) => {
                    let message = format!("the flow `{name}` has no `{field}`, and is left out");
                    self.warning(Code::SecurityIncomplete, flow, message, format!("add `{field}`"));
                }
            }
        }
        if let Some(flow) = self.whole(node, "deviceAuthorization", "a flow").and_then(|flow| self.flow(flow))
        {
            flows.insert("x-lowered-device-authorization".into(), Value::Object(flow));
        }
        flows
    }

    fn flow(&mut self, node: Node<'a>) -> Option<Map> {
        let mut map = self.object(node, &FLOW)?;
        let mut scopes = Map::new();
        if let Some(all) =
            self.whole(node, "scopes", "`scopes`").filter(|all| self.expect_mapping(*all, "`scopes`"))
        {
            for (name, description) in all.entries() {
                let text =
                    if description.is_null() { Some(String::new()) } else { self.text(description, "scope") };
                scopes.insert(name.to_owned(), json!(text.unwrap_or_default()));
            }
        }
        map.insert("scopes".into(), Value::Object(scopes));
        Some(map)
    }

    /// `security`: alternatives, each a set of schemes. What names no scheme is left out.
    pub(super) fn requirements(&mut self, node: Node<'a>, map: &mut Map) {
        if !self.expect_list(node, "`security`") {
            return;
        }
        let mut alternatives = Vec::new();
        for item in node.items() {
            let Some(item) = self.follow(item, "a security requirement") else { continue };
            if !self.expect_mapping(item, "a security requirement") {
                continue;
            }
            let mut lowered = Map::new();
            let mut all_known = true;
            for (name, scopes) in item.entries() {
                if self.schemes.contains(name) {
                    let scopes = if scopes.is_null() { Vec::new() } else { self.texts(scopes, name) };
                    lowered.insert(name.to_owned(), scopes.into());
                } else {
                    all_known = false;
                    let known: Vec<_> = self.schemes.iter().copied().collect();
                    let help = did_you_mean(name, known, "declare it under `components/securitySchemes`");
                    let message = format!("there is no security scheme `{name}`, and it is left out");
                    self.report.warning(Code::UnknownSecurityScheme, Place::Key(scopes.id()), message, help);
                }
            }
            // An alternative of unknown schemes only must not turn into "nothing is needed".
            if all_known || !lowered.is_empty() {
                alternatives.push(Value::Object(lowered));
            }
        }
        map.insert("security".into(), alternatives.into());
    }
}
