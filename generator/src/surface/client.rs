//! The client, its builder and the crate as a whole.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::operations::servers;
use super::{Argument, Draft, FactName, List, Shape, Type, Way};
use crate::document::place::section;
use crate::ir::SchemeKind;
use crate::model::{Client, Crate, Retry, Scheme};
use crate::names::identity;

/// Adds what is there once.
pub(super) fn add(list: &mut List<'_>, model: &Crate) {
    add_crate(list, model);
    if let Some(client) = &model.client {
        add_client(list, client);
    }
}

fn add_client(list: &mut List<'_>, client: &Client) {
    let function = |output| Shape::function("", Vec::new(), output);
    list.add(Draft::new(
        "Client::builder()".to_owned(),
        function(Type::path("ClientBuilder")),
        "every client has it",
    ));
    list.add(
        Draft::new(
            "Client::from_env()".to_owned(),
            function(Type::result(Type::path("Client"), "Error")),
            "every client has it",
        )
        .fact(FactName::Prefix, &client.env_prefix),
    );
    for scheme in client.schemes.iter().filter(|scheme| scheme.kind != SchemeKind::MutualTls) {
        credential(list, scheme);
    }
    for (method, verb) in &client.raw_methods {
        let path = Argument { name: "path".to_owned(), ty: Type::path("String"), way: Way::Into };
        let raw = Type::of("runtime::Raw", Type::path(format!("runtime::raw::{verb}")));
        let shape = Shape::function("&self", vec![path], Type::of("Request", raw));
        list.add(Draft::new(format!("Client::{method}()"), shape, "the HTTP method of a raw request"));
    }
    for header in &client.global_headers {
        for owner in ["ClientBuilder", "Request"] {
            let argument = Argument::from(crate::model::header());
            let path = format!("{owner}::{}()", header.setter.as_str());
            let draft = Draft::new(path, Shape::setter(argument), &header.setter)
                .wire(&header.name)
                .fact(FactName::Header, &header.name);
            list.add(draft.docs(&header.docs));
        }
    }
}

fn retries(retry: &Retry) -> String {
    let mut text = format!(
        "{} attempts, first after {} ms, at most {} ms, factor {}/1000",
        retry.max_attempts, retry.initial_interval_ms, retry.max_interval_ms, retry.exponent_milli
    );
    if let Some(elapsed) = retry.max_elapsed_ms {
        let _ = write!(text, ", none after {elapsed} ms");
    }
    if !retry.statuses.is_empty() {
        let statuses: Vec<String> = retry.statuses.iter().map(ToString::to_string).collect();
        let _ = write!(text, ", also after [{}]", statuses.join(", "));
    }
    if !retry.broken {
        text.push_str(", not where a connection breaks");
    }
    text
}

fn add_crate(list: &mut List<'_>, model: &Crate) {
    let package = &model.package;
    let shape = match package.module {
        Some(_) => Shape::Module { feature: None },
        None => Shape::Crate { library: package.library.clone() },
    };
    let mut draft = Draft::new(super::WHOLE.to_owned(), shape, package.name_reason.clone());
    if let Some(Client { servers: bases, retry, user_agent, .. }) = &model.client {
        draft = draft
            .fact(FactName::Servers, servers(bases))
            .fact(FactName::UserAgent, user_agent)
            .fact(FactName::Retry, retries(retry));
    }
    let dependencies = package.dependencies.iter();
    let dependencies: Vec<String> = dependencies
        .map(|(name, dependency)| format!("{name} {} {:?}", dependency.version, dependency.features))
        .collect();
    draft = draft.fact(FactName::Dependencies, dependencies.join(", "));
    for text in [Some(&package.title), Some(&package.api_version), package.about.as_ref()] {
        draft.text(text.map_or("", String::as_str));
    }
    draft.node = list.raw.document().and_then(|root| root.get("info")).map(|info| info.id());
    list.add(draft);
    if let Some(client) = &model.client {
        add_servers(list, client);
    }
    for feature in package.features.keys() {
        list.add(Draft::new(
            format!("feature {feature}"),
            Shape::Feature,
            "called like the module of its operations",
        ));
    }
    for feature in &package.on_demand {
        list.add(Draft::new(format!("feature {}", feature.name), Shape::Feature, "what no operation needs"));
    }
    if !package.features.is_empty() {
        let mut names = package.default_features.clone();
        names.sort();
        list.add(Draft::new("feature default".to_owned(), Shape::Features(names), "Cargo calls it so"));
    }
}

/// What a security scheme sends.
fn sends(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "a bearer token".to_owned(),
        SchemeKind::Basic => "username and password".to_owned(),
        SchemeKind::Http(scheme) => format!("the HTTP scheme {scheme}"),
        SchemeKind::ApiKeyHeader(name) => format!("a key in the header {name}"),
        SchemeKind::ApiKeyQuery(name) => format!("a key in the query as {name}"),
        SchemeKind::ApiKeyCookie(name) => format!("a key in the cookie {name}"),
        SchemeKind::OAuth2 { .. } => "a token of OAuth 2.0".to_owned(),
        SchemeKind::OpenIdConnect => "a token of OpenID Connect".to_owned(),
        SchemeKind::MutualTls => "a client certificate".to_owned(),
    }
}

fn credential(list: &mut List<'_>, scheme: &Scheme) {
    let text = |name: &str, ty: &str| Argument { name: name.to_owned(), ty: Type::path(ty), way: Way::Into };
    let kind = sends(&scheme.kind);
    let path = format!("ClientBuilder::{}()", scheme.setter.as_str());
    let node = list
        .raw
        .document()
        .and_then(|root| section(root, "securitySchemes")?.get(&scheme.id).map(|scheme| scheme.id()));
    let basic = scheme.kind == SchemeKind::Basic;
    let arguments = if basic {
        vec![text("username", "String"), text("password", "runtime::Secret")]
    } else {
        vec![text("token", "runtime::Secret")]
    };
    let shape = Shape::function("self", arguments, Type::path("Self"));
    let mut draft = Draft::new(path.clone(), shape, &scheme.setter)
        .wire(&scheme.id)
        .identity(identity::scheme(&scheme.id))
        .fact(FactName::Scheme, kind)
        .fact(FactName::Environment, &scheme.env)
        .docs(&scheme.docs);
    draft.scheme = Some(Box::new(scheme.kind.clone()));
    draft.node = node;
    list.add(draft);
    if !basic {
        let argument = Argument {
            name: "next".to_owned(),
            ty: Type::Verbatim("impl Fn() -> impl Into<runtime::Secret> + Send + Sync + 'static".to_owned()),
            way: Way::Plain,
        };
        let provider = format!("ClientBuilder::{}()", scheme.provider.as_str());
        let mut draft = Draft::new(provider, Shape::setter(argument), &scheme.provider).owner(&path);
        draft.node = node;
        list.add(draft);
    }
    if let Some(grant) = &scheme.grant {
        let arguments = vec![text("client_id", "String"), text("client_secret", "runtime::Secret")];
        let shape = Shape::function("self", arguments, Type::path("Self"));
        let mut draft =
            Draft::new(format!("ClientBuilder::{}()", grant.setter.as_str()), shape, &grant.setter)
                .owner(&path);
        draft.node = node;
        list.add(
            draft.fact(FactName::TokenUrl, &grant.token_url).fact(FactName::Scopes, grant.scopes.join(" ")),
        );
    }
}

/// What is called by its name at run time: no compiler sees that it is gone.
fn add_servers(list: &mut List<'_>, client: &Client) {
    const WHY: &str = "what the document calls it";
    for server in client.servers.iter().filter(|server| !server.id.is_empty()) {
        list.add(Draft::new(format!("server {}", server.id.escape_debug()), Shape::Server, WHY));
    }
    // What the servers of single operations take is not told apart.
    let mut variables: BTreeMap<&str, Vec<&[String]>> = BTreeMap::new();
    for variable in client.servers.iter().flat_map(|server| &server.variables) {
        let (name, values) = (&variable.name, &variable.values);
        variables.entry(name).or_default().push(values);
    }
    for name in &client.server_variables {
        variables.entry(name).or_default().push(&[]);
    }
    for (name, values) in variables {
        let is_any = values.iter().any(|values| values.is_empty());
        let values = values.into_iter().flatten().filter(|_| !is_any).cloned().collect();
        let path = format!("server variable {}", name.escape_debug());
        list.add(Draft::new(path, Shape::ServerVariable(values), WHY));
    }
}
