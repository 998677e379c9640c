//! Fields that mean nothing where they stand, and objects without a field that they need there.

use super::Object;
use crate::code::Code;
use crate::diagnostic::Place;
use crate::lower::context::Lowering;
use crate::lower::version::Version::{V31, V32};
use crate::media_type::{ContentKind, MediaType as Name};
use crate::raw::Node;

/// What is tried to be said of a header that its name, or the standard, says already.
const NOT_OF_HEADERS: [&str; 4] = ["name", "in", "allowReserved", "allowEmptyValue"];

/// The fields of a security scheme that one type has, and which.
const OF_SCHEMES: [(&str, &str); 7] = [
    ("name", "apiKey"),
    ("in", "apiKey"),
    ("scheme", "http"),
    ("bearerFormat", "http"),
    ("flows", "oauth2"),
    ("oauth2MetadataUrl", "oauth2"),
    ("openIdConnectUrl", "openIdConnect"),
];

/// The flows, with the addresses that each has.
const FLOWS: [(&str, &[&str]); 5] = [
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    ("deviceAuthorization", &["deviceAuthorizationUrl", "tokenUrl"]),
];

impl<'a> Lowering<'a> {
    /// Reports what does not belong into an object.
    pub(super) fn misplaced(&mut self, node: Node<'a>, object: Object) {
        match object {
            Object::Components => self.component_names(node),
            Object::PathItem => self.whole_queries(node),
            Object::Parameter => {
                self.of_parameter(node);
                self.of_content(node);
            }
            Object::Header => {
                self.of_header(node);
                self.of_content(node);
            }
            Object::RequestBody | Object::Response => self.of_content(node),
            Object::Link => self.of_link(node),
            Object::ServerVariable => {
                let list = node.get("enum").filter(|list| list.is_array());
                if let Some(list) = list.filter(|list| list.items().next().is_none()) {
                    let help = "list the values, or remove `enum` to allow any";
                    self.against(list, "the `enum` of a server variable is empty", help);
                }
            }
            Object::SecurityScheme => self.of_scheme(node),
            _ => {}
        }
    }

    /// The names of components are such that references need no escapes.
    fn component_names(&mut self, node: Node<'a>) {
        let sections = node.entries().filter(|(section, _)| !section.starts_with("x-"));
        // A section may be a reference to somewhere else.
        for (section, components) in sections.filter(|(_, list)| list.get("$ref").is_none()) {
            for (name, component) in components.entries() {
                let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
                if (name.is_empty() || !name.bytes().all(is_plain)) && self.first("component name") {
                    let message = format!(
                        "`{name}` under `components.{section}` is no name of a component; this is said once"
                    );
                    let help = "names are made of letters, digits, `.`, `-` and `_`; it is read all the same";
                    self.report.warning(Code::MisplacedField, Place::Key(component.id()), message, help);
                }
            }
        }
    }

    /// `in: querystring` is the whole query: there is one, and nothing beside it.
    fn whole_queries(&mut self, item: Node<'a>) {
        let common = self.placed(item);
        self.one_query(&common);
        for operation in crate::lower::path::operations(item) {
            let own = self.placed(operation);
            if own.is_empty() {
                continue;
            }
            // What the path item says is said there.
            let is_own = |place: &str| own.iter().any(|(_, known)| *known == place);
            let both = |a: &str, b: &str| is_own(a) && common.iter().any(|(_, known)| *known == b);
            let all = if both("querystring", "query") || both("query", "querystring") {
                common.iter().chain(&own).copied().collect()
            } else {
                own.clone()
            };
            self.one_query(&all);
        }
    }

    /// The parameters of the query, each with its place.
    fn placed(&self, node: Node<'a>) -> Vec<(Node<'a>, &'a str)> {
        let list = node.get("parameters").into_iter().flat_map(Node::items);
        let place = |item: Node<'a>| {
            let object = self.behind(item)?;
            let place = object.get("in").and_then(Node::as_str)?;
            place.starts_with("query").then_some((item, place))
        };
        list.filter_map(place).collect()
    }

    fn one_query(&mut self, parameters: &[(Node<'a>, &'a str)]) {
        let mut whole = parameters.iter().filter(|(_, place)| *place == "querystring");
        let Some((first, _)) = whole.next() else { return };
        if let Some((second, _)) = whole.next() {
            let message = "`in: querystring` is the whole query, and stands here twice";
            self.against(*second, message, "describe the query by one of them");
        }
        if parameters.iter().any(|(_, place)| *place == "query") {
            let message = "`in: querystring` is the whole query, and other parameters are `in: query`";
            self.against(*first, message, "describe the query in one of the two ways");
        }
    }

    fn of_parameter(&mut self, node: Node<'a>) {
        let place = node.get("in").and_then(Node::as_str).unwrap_or_default();
        let style = node.get("style").and_then(Node::as_str);
        let name =
            node.get("name").filter(|name| name.as_str().is_some_and(|text| text.contains(['{', '}'])));
        if let Some(name) = name.filter(|_| place == "path") {
            self.against(
                name,
                "the name of a path parameter holds a brace",
                "no path has a place for such a name",
            );
        }
        if place == "querystring" && node.get("content").is_none() {
            self.against(
                node,
                "a parameter `in: querystring` has no `content`",
                "add `content` with one media type",
            );
        }
        if self.version < V31 {
            return;
        }
        let is_allowed = match place {
            "query" => true,
            "path" => self.version >= V32,
            "cookie" => self.version >= V32 && style != Some("cookie"),
            _ => false,
        };
        if let Some(reserved) = node.get("allowReserved").filter(|_| !is_allowed) {
            let kind = if style == Some("cookie") { "a cookie of this style" } else { place };
            let message = format!("`allowReserved` has no meaning for a parameter in {kind}");
            self.against(reserved, message, "remove it");
        }
        if let Some(empty) = node.get("allowEmptyValue").filter(|_| place != "query") {
            let message = format!("`allowEmptyValue` has no meaning for a parameter in {place}");
            self.against(empty, message, "remove it");
        }
        if let Some(value) = node.get("style").filter(|_| style == Some("cookie") && place == "cookie") {
            self.note_version("style: cookie", V32, value);
        }
    }

    /// Encodings are for forms; in 3.0 the styles of those are only for forms without files.
    fn of_content(&mut self, node: Node<'a>) {
        let content = node.get("content").into_iter().flat_map(Node::entries);
        for (name, media_type) in content {
            let Some(encodings) = media_type.get("encoding").filter(|node| node.is_object()) else {
                continue;
            };
            let multipart = match Name::new(name).kind() {
                ContentKind::Form => continue,
                // A range may be a form.
                _ if name.contains('*') => continue,
                ContentKind::Multipart => true,
                _ => false,
            };
            if !multipart {
                let message =
                    format!("`encoding` has no meaning for `{}`, which is no form", name.escape_debug());
                self.against(encodings, message, "remove it, or correct the media type");
            } else if self.version < V31 {
                let all = encodings.entries().map(|(_, encoding)| self.behind(encoding).unwrap_or(encoding));
                for encoding in all.collect::<Vec<_>>() {
                    self.of_styled_part(encoding);
                }
            }
        }
    }

    fn of_styled_part(&mut self, encoding: Node<'a>) {
        for field in ["style", "explode", "allowReserved"] {
            if let Some(value) = encoding.get(field) {
                let message = format!(
                    "OpenAPI 3.0 lays out no parts of `multipart`, and `{field}` has no meaning there"
                );
                let help = "say `openapi: 3.1.0`, where it has one, if the server reads parts so, or remove it: lists are \
                            repeated parts, and objects are JSON";
                self.against(value, message, help);
            }
        }
    }

    fn of_header(&mut self, node: Node<'a>) {
        for field in NOT_OF_HEADERS {
            // In 3.0 a header is a parameter, but for its name and place.
            let is_parameter = self.version < V31 && field.starts_with("allow");
            if let Some(value) = node.get(field).filter(|_| !is_parameter) {
                let message = format!("`{field}` is no field of a header");
                self.against(
                    value,
                    message,
                    "remove it: the key is the name, and the value is sent as it is",
                );
            }
        }
        let style = node.get("style").filter(|style| style.as_str() != Some("simple"));
        if let Some(style) = style.filter(|style| !style.is_null()) {
            self.against(style, "the `style` of a header is `simple`", "write `simple`, or remove it");
        }
    }

    fn of_link(&mut self, node: Node<'a>) {
        let parameters = node.get("parameters");
        let odd = parameters.filter(|parameters| !parameters.is_object()).or_else(|| {
            let values = parameters.into_iter().flat_map(Node::entries).map(|(_, value)| value);
            values.into_iter().find(|value| value.as_str().is_none())
        });
        if let Some(odd) = odd {
            let help = "write `name: $response.body#/id`, or a text in quotes";
            self.against(odd, "the `parameters` of a link are texts by their names", help);
        }
        let id = node.get("operationId").and_then(|id| Some((id, id.as_str()?)));
        let lost =
            id.filter(|(_, id)| !self.operation_ids.contains_key(id) && !self.received_ids.contains(id));
        if let Some((place, id)) = lost.filter(|_| self.is_listed("a link to no operation")) {
            let message = format!("a link leads to the operation `{}`, and there is none", id.escape_debug());
            let known: Vec<&str> = self.operation_ids.keys().chain(&self.received_ids).copied().collect();
            let help = self.report.did_you_mean(id, known.iter().copied(), "correct the `operationId`");
            self.against(place, message, help);
        }
        if node.get("operationRef").is_none() && node.get("operationId").is_none() {
            let message = "a link has neither `operationId` nor `operationRef`, and leads nowhere";
            self.against(node, message, "add the `operationId` of the operation that it leads to");
        }
    }

    fn of_scheme(&mut self, node: Node<'a>) {
        let Some(kind) = node.get("type").and_then(Node::as_str) else { return };
        for (field, of) in OF_SCHEMES.into_iter().filter(|(_, of)| *of != kind) {
            if let Some(value) = node.get(field) {
                let message =
                    format!("`{field}` is of security schemes of type `{of}`, and this is `{kind}`");
                self.against(value, message, "remove it, or correct `type`");
            }
        }
        let bearer =
            node.get("scheme").and_then(Node::as_str).is_some_and(|s| s.eq_ignore_ascii_case("bearer"));
        if let Some(format) = node.get("bearerFormat").filter(|_| kind == "http" && !bearer) {
            self.against(
                format,
                "`bearerFormat` is of the scheme `bearer`",
                "remove it, or correct `scheme`",
            );
        }
        for (name, addresses) in FLOWS {
            let Some(flow) = node.get("flows").and_then(|flows| flows.get(name)) else { continue };
            for (field, value) in flow.entries() {
                let is_address = matches!(field, "authorizationUrl" | "tokenUrl" | "deviceAuthorizationUrl");
                if is_address && !addresses.contains(&field) {
                    self.against(value, format!("the flow `{name}` has no `{field}`"), "remove it");
                }
            }
            let missing = addresses.iter().find(|field| flow.is_object() && flow.get(field).is_none());
            if let Some(field) = missing.filter(|_| name == "deviceAuthorization") {
                self.against(flow, format!("the flow `{name}` has no `{field}`"), format!("add `{field}`"));
            }
            if flow.is_object() && flow.get("scopes").is_none() {
                let message = format!("the flow `{name}` does not say its `scopes`");
                self.against(flow, message, "add `scopes`; without any it is `scopes: {}`");
            }
        }
    }
}
