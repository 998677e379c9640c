//! From the API model and its names to the crate model.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::leftover::Leftover;
use super::{Client, Crate, Dependency, GlobalHeader, Grant, Limits, Retry, Scheme, TypeFile, TypeItem};
use crate::config::Config;
use crate::defaults;
use crate::document::by_schema::BySchema;
use crate::internal::Expected as _;
use crate::ir::pass::cycle::Cycles;
use crate::ir::pass::reach::Direction;
use crate::ir::schema::SchemaId;
use crate::ir::{Api, SchemeKind, SecurityScheme};
use crate::names::ident::Ident;
use crate::names::operation::RAW_METHODS;
use crate::names::table::Names;
use crate::raw::{NodeId, Raw};

/// Builds the crate model.
pub(crate) fn build(
    api: &Api,
    names: &Names,
    config: &Config,
    cycles: &Cycles,
    directions: &BySchema<Direction>,
    raw: &Raw,
) -> Crate {
    let mut context = Context {
        api,
        names,
        config,
        cycles,
        directions,
        raw,
        traits: BTreeMap::new(),
        checked: BTreeSet::new(),
        leftover: Leftover::default(),
        first_at: first_at(api),
        tags: super::order::tags(api),
        untagged: super::order::untagged(api),
    };
    context.traits = super::types::traits(&context);
    check(&mut context);
    let client = config.output.client.then(|| client(&context));
    let groups = if client.is_some() { super::operation::groups(&context) } else { Vec::new() };
    let type_files = type_files(&context);
    let package = super::package::build(&context);
    let round_trips = super::round_trip::build(&context);
    let received = super::received::build(&context);
    let definitions = std::mem::take(&mut context.leftover.definitions);
    let limited = type_files.iter().flat_map(|file| &file.items).any(TypeItem::is_checked);
    let checks_answers = config.output.client && config.types.check_received && limited;
    let mut model =
        Crate { package, type_files, definitions, checks_answers, received, groups, client, round_trips };
    super::update_request::fill(&mut model, &context);
    super::conversion::fill(&mut model, &context);
    super::accessor::fill(&mut model);
    super::body::fill(&mut model);
    super::feature::fill(&mut model, &context);
    if model.client.is_some() {
        super::alias::fill(&mut model, names);
    }
    model
}

fn first_at(api: &Api) -> BTreeMap<NodeId, SchemaId> {
    let mut first = BTreeMap::new();
    for (id, schema) in api.schemas.entries() {
        first.entry(schema.node).or_insert(id);
    }
    first
}

/// Finds what `validate()` checks. What is left of a type may be another type that has something to check, and that is
/// known only when it was looked for everywhere.
fn check(context: &mut Context<'_>) {
    loop {
        let leftover = super::rule::leftover(context, &context.checked);
        let checked = super::check::checked(context, &leftover);
        let more = checked.len() > context.checked.len();
        (context.leftover, context.checked) = (leftover, checked);
        if !more {
            break;
        }
    }
}

fn type_files(context: &Context<'_>) -> Vec<TypeFile> {
    let mut files: BTreeMap<&str, TypeFile> = BTreeMap::new();
    let mut add = |id: &SchemaId, item: TypeItem| {
        let Some(module) = context.names.homes.get(id).expected("a type has no file") else { return };
        let file = files.entry(module.as_str()).or_insert_with(|| TypeFile {
            module: module.clone(),
            // Nearly all have one, and room for more is much for each of a hundred thousand.
            items: Vec::with_capacity(1),
            features: Vec::new(),
        });
        file.items.push(item);
    };
    for (id, ident) in &context.names.types {
        add(id, super::types::item(context, *id, ident));
    }
    for (former, id) in &context.names.aliases {
        if let Some(ident) = context.names.types.get(id) {
            add(id, super::types::former(context, *id, ident, former));
        }
    }
    let mut files: Vec<TypeFile> = files.into_values().collect();
    for file in &mut files {
        file.items.sort_by(|a, b| a.ident.as_str().cmp(b.ident.as_str()));
    }
    files
}

fn grant(api: &Api, scheme: &SecurityScheme, setter: &Ident) -> Option<Grant> {
    let SchemeKind::OAuth2 { token_url: Some(url), scopes } = &scheme.kind else { return None };
    let url = url.trim();
    let absolute = url.starts_with("http://") || url.starts_with("https://");
    let token_url = if absolute { url.to_owned() } else { format!("/{}", url.trim_start_matches('/')) };
    Some(Grant { setter: setter.clone(), token_url, scopes: asked(api, scheme, scopes) })
}

/// The scopes that operations need, of those that the flow has; all of these where none is named.
fn asked(api: &Api, scheme: &SecurityScheme, flow: &[String]) -> Vec<String> {
    let named = api.operations.iter().flat_map(|operation| &operation.scopes);
    let named: BTreeSet<&String> = named.filter(|(id, _)| *id == scheme.id).map(|(_, scope)| scope).collect();
    if flow.is_empty() {
        return named.into_iter().cloned().collect();
    }
    let needed: Vec<String> = flow.iter().filter(|scope| named.contains(scope)).cloned().collect();
    if needed.is_empty() { flow.to_vec() } else { needed }
}

fn client(context: &Context<'_>) -> Client {
    let Context { api, names, config, .. } = context;
    let schemes: Vec<Scheme> = api
        .schemes
        .iter()
        .zip(&names.schemes)
        .map(|(scheme, (setter, provider, grant))| Scheme {
            id: scheme.id.clone(),
            setter: setter.clone(),
            provider: provider.clone(),
            grant: self::grant(api, scheme, grant),
            env: setter.bare().to_ascii_uppercase(),
            docs: super::Docs { text: scheme.description.clone(), ..super::Docs::default() },
            kind: scheme.kind.clone(),
        })
        .collect();
    let env_prefix = super::package::env_prefix(context);
    let taken: Vec<String> = schemes.iter().map(|scheme| scheme.env.clone()).collect();
    let headers: Vec<&str> = names.global_headers.iter().map(|(header, _)| header.name.as_str()).collect();
    let variables = super::environment::of_headers(&env_prefix, &headers, &taken);
    let global_headers = names
        .global_headers
        .iter()
        .zip(variables)
        .map(|((header, setter), env)| GlobalHeader {
            name: header.name.clone(),
            setter: setter.clone(),
            env,
            docs: super::Docs {
                text: header.description.clone(),
                fallback: format!(
                    "Sends the header field {} with every request.",
                    crate::markdown::code(&header.name)
                ),
                ..super::Docs::default()
            },
        })
        .collect();
    let settings = &config.client.retry;
    Client {
        servers: api.servers.iter().map(super::operation::server).collect(),
        schemes,
        security: security(api),
        raw_methods: raw_methods(names),
        server_variables: server_variables(api),
        env_prefix,
        global_headers,
        user_agent: config.client.user_agent.clone().unwrap_or_default(),
        retry: Retry {
            initial_interval_ms: settings
                .initial_interval_ms
                .or(api.retry.initial_interval_ms)
                .unwrap_or(defaults::INITIAL_MS),
            max_interval_ms: settings
                .max_interval_ms
                .or(api.retry.max_interval_ms)
                .unwrap_or(defaults::LONGEST_WAIT_MS),
            exponent_milli: settings
                .exponent
                .map(thousandths)
                .or(api.retry.exponent_milli)
                .unwrap_or(defaults::EXPONENT_MILLI),
            max_attempts: settings.max_attempts.unwrap_or(if api.retry.never {
                1
            } else {
                defaults::ATTEMPTS
            }),
            max_elapsed_ms: api.retry.max_elapsed_ms.filter(|elapsed| {
                match config.client.timeouts.total_ms.unwrap_or(defaults::CALL_MS) {
                    // Without a limit.
                    0 => true,
                    total => *elapsed < total,
                }
            }),
            statuses: api.retry.statuses.clone(),
            broken: api.retry.broken.unwrap_or(true),
        },
        limits: limits(config),
    }
}

/// What raw requests are authenticated with: what the document says for all operations, else what any of them takes.
fn security(api: &Api) -> Vec<Vec<String>> {
    if !api.security.is_empty() {
        return api.security.clone();
    }
    let mut all: Vec<Vec<String>> = Vec::new();
    for alternative in api.operations.iter().flat_map(|operation| operation.security.iter().flatten()) {
        if !all.contains(alternative) {
            all.push(alternative.clone());
        }
    }
    all
}

/// The methods for raw requests that no operation and no group takes the name of.
fn raw_methods(names: &Names) -> Vec<(&'static str, &'static str)> {
    let accessors = names.groups.iter().chain(&names.alias_groups).filter_map(|group| group.names.as_ref());
    let untagged = names.groups.iter().filter(|group| group.names.is_none());
    let operations = untagged.flat_map(|group| &group.operations).filter_map(|at| names.operations.get(at));
    let taken: BTreeSet<&str> = accessors
        .map(|(accessor, _)| accessor.as_str())
        .chain(operations.map(|operation| operation.method.as_str()))
        .chain(names.operation_aliases.iter().map(|alias| alias.method.as_str()))
        .collect();
    RAW_METHODS.iter().copied().filter(|(method, _)| !taken.contains(method)).collect()
}

/// The variables in the URLs of servers of operations, which a client is given, too.
fn server_variables(api: &Api) -> Vec<String> {
    let servers = api.operations.iter().flat_map(|operation| &operation.servers);
    let names: BTreeSet<&String> =
        servers.flat_map(|server| &server.variables).map(|variable| &variable.name).collect();
    names.into_iter().cloned().collect()
}

fn limits(config: &Config) -> Limits {
    let settings = &config.client;
    Limits {
        connect_ms: settings.timeouts.connect_ms,
        attempt_ms: settings.timeouts.attempt_ms,
        total_ms: settings.timeouts.total_ms,
        idle_ms: settings.timeouts.idle_ms,
        max_body: Some(settings.max_response_bytes).filter(|bytes| *bytes != defaults::MAX_BODY),
    }
}

/// The configuration's check has bounded the factor.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to 100")]
fn thousandths(factor: f64) -> u64 {
    (factor * 1_000.0).round() as u64
}

impl Context<'_> {
    /// Where a node stands, for documentation: a reference as the document would write it.
    pub(crate) fn reference(&self, node: NodeId) -> String {
        self.raw.reference(node).expected("a node is in no arena").unwrap_or_default()
    }

    /// Crates that configured formats bring in.
    pub(crate) fn format_dependencies(&self) -> BTreeMap<String, Dependency> {
        let mut dependencies: BTreeMap<String, Dependency> = BTreeMap::new();
        for format in self.config.types.formats.values() {
            let Some((name, version)) = format.dependency.clone().zip(format.version.clone()) else {
                continue;
            };
            let line = dependencies.entry(name).or_insert(Dependency {
                version,
                default_features: false,
                features: Vec::new(),
            });
            line.default_features |= format.default_features;
            // Formats that take types of one crate share its line.
            let more = format.features.iter().filter(|feature| !line.features.contains(feature));
            let more: Vec<_> = more.cloned().collect();
            line.features.extend(more);
        }
        dependencies
    }
}
