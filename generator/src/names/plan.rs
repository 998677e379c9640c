//! Global names: types, their files, operations and groups. Gathers everything nameable with its context,
//! then resolves all at once, so that adding a schema renames no other.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::{self, Ident};
use super::scope::{self, Item};
use super::words::Spelling;
use crate::code::Code;
use crate::config::Config;
use crate::diagnostic::{Place, Report};
use crate::ir::Api;
use crate::ir::operation::{Operation, Status};
use crate::ir::pass::cycle::Rings;
use crate::ir::schema::{Additional, SchemaId, Shape};

/// Names of everything that is visible across files.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// How words are spelt.
    pub(crate) spelling: Spelling,
    /// Types of `models`, by schema.
    pub(crate) types: BTreeMap<SchemaId, Ident>,
    /// The module under `models` that holds a type.
    pub(crate) homes: BTreeMap<SchemaId, Ident>,
    /// By index in the API.
    pub(crate) operations: BTreeMap<usize, OperationNames>,
    pub(crate) groups: Vec<GroupPlan>,
    /// The builder's methods for security schemes, in the API's order: for a value and for a callback.
    /// For each scheme its setter, that of a callback, and that of the client credentials of OAuth 2.
    pub(crate) schemes: Vec<(Ident, Ident, Ident)>,
    pub(crate) global_headers: Vec<(crate::ir::GlobalHeader, Ident)>,
    /// The document is so large that compile time matters more than reading.
    pub(crate) lean: bool,
}

/// Names of one operation.
#[derive(Debug, Clone)]
pub(crate) struct OperationNames {
    pub(crate) ident: Ident,
    pub(crate) method: Ident,
    pub(crate) module: Ident,
    pub(crate) error: Ident,
    /// The enum over the statuses of a success, where it is needed.
    pub(crate) output: Ident,
    /// The struct of the documented headers of a success, where it is needed.
    pub(crate) headers: Ident,
    /// The same of an error answer.
    pub(crate) error_headers: Ident,
    /// The struct of a multipart body, where it is needed.
    pub(crate) form: Ident,
    /// The enum over the media types of a body, where it is needed.
    pub(crate) body: Ident,
    /// Setters that every request has, which parameters must not shadow.
    pub(crate) global_setters: Vec<String>,
}

/// A group and its operations.
#[derive(Debug, Clone)]
pub(crate) struct GroupPlan {
    pub(crate) tag: Option<String>,
    /// Accessor and type; `None` hangs the methods on the client.
    pub(crate) names: Option<(Ident, Ident)>,
    pub(crate) module: Ident,
    pub(crate) operations: Vec<usize>,
}

/// Types that model files use under their bare names.
const RESERVED_TYPES: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "Drop",
    "Eq",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromStr",
    "Hash",
    "Into",
    "Iterator",
    "Null",
    "Option",
    "OptionalNullable",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "String",
    "Sync",
    "ToString",
    "Unpin",
    "Vec",
    "Ok",
    "Err",
    "Some",
    "None",
    "Serialize",
    "Deserialize",
    "Violations",
    "AsRef",
    "AsMut",
    "Extend",
    "IntoIterator",
    "ToOwned",
    "TryFrom",
    "TryInto",
];

/// Methods of the runtime's `Client` that accessors and operations must not shadow; a test holds the list against
/// the runtime.
pub(crate) const CLIENT_METHODS: &[&str] =
    &["api", "builder", "clone", "fmt", "from_env", "into", "new", "request", "to_owned", "try_into"];

/// Methods of groups that operations must not shadow.
const GROUP_METHODS: &[&str] = &["clone", "fmt", "into", "to_owned", "try_into"];

/// From this many types on, compile time matters more than reading.
const LARGE: usize = 200;

/// Names everything.
pub(crate) fn plan(
    api: &Api,
    config: &Config,
    rings: &Rings,
    emitted: &[bool],
    pins: &BTreeMap<SchemaId, String>,
    report: &mut Report,
) -> Names {
    let spelling = Spelling::new(&config.names.initialisms);
    let spelling = &spelling;
    let mut names = Names { spelling: spelling.clone(), ..Names::default() };
    let operations = operation_idents(spelling, api, report);
    let roots = roots(api, &operations);
    let mut wanted: BTreeMap<SchemaId, Wanted> = BTreeMap::new();
    for root in &roots {
        gather(api, rings, emitted, root, &mut wanted);
    }
    let items = wanted
        .iter()
        .map(|(id, want)| {
            let pinned = pins.get(id);
            Item {
                key: want.key.clone(),
                wanted: pinned.map_or_else(|| want.candidates.clone(), |name| vec![name.clone()]),
                pinned: pinned.is_some(),
                privileged: want.component,
                value: *id,
            }
        })
        .collect();
    for resolved in scope::types(spelling, items, RESERVED_TYPES) {
        if resolved.numbered {
            report.warning(
                Code::NameCollision,
                api.schema(resolved.value).map_or(Place::Nowhere, |schema| Place::Node(schema.node)),
                format!("several types want one name; this one is called `{}`", resolved.ident.as_str()),
                "pin a better name under `[names.overrides]` in the configuration",
            );
        }
        names.types.insert(resolved.value, resolved.ident);
    }
    names.lean = names.types.len() > LARGE;
    homes(spelling, &wanted, &mut names);
    clients(spelling, api, config, &mut names);
    group_plans(spelling, api, &operations, &mut names);
    names
}

/// A schema that needs a name and what it would like to be called.
struct Wanted {
    key: String,
    candidates: Vec<String>,
    component: bool,
    home: String,
}

/// Where the walk for names starts.
struct Root {
    schema: SchemaId,
    /// Words for the schema if it is inline; the owner's name if it is a component.
    words: String,
    home: String,
}

fn roots(api: &Api, operations: &[(usize, Ident)]) -> Vec<Root> {
    let mut components: Vec<Root> = api
        .schemas
        .iter()
        .enumerate()
        .filter_map(|(index, schema)| {
            let name = schema.component.clone()?;
            Some(Root { schema: SchemaId(index), words: name.clone(), home: name })
        })
        .collect();
    components.sort_by(|a, b| a.words.cmp(&b.words));
    let inline = operations.iter().filter_map(|(index, ident)| {
        let operation = api.operations.get(*index)?;
        Some(operation_roots(operation, ident.as_str()))
    });
    components.into_iter().chain(inline.flatten()).collect()
}

fn operation_roots(operation: &Operation, ident: &str) -> Vec<Root> {
    let root = |schema, words: String, home: &str| Root { schema, words, home: home.to_owned() };
    let mut roots = Vec::new();
    if let Some(body) = &operation.body {
        let owner = body.component.clone().unwrap_or_else(|| format!("{ident} Request"));
        let home = body.component.clone().unwrap_or_else(|| ident.to_owned());
        let single = body.contents.len() == 1;
        for content in &body.contents {
            let words =
                if single { owner.clone() } else { format!("{owner} {}", media_word(&content.media_type)) };
            roots.extend(content.schema.map(|schema| root(schema, words.clone(), &home)));
        }
    }
    let one_success = operation
        .responses
        .iter()
        .filter(|response| matches!(response.status, Status::Code(200..=299)))
        .count()
        == 1;
    for response in &operation.responses {
        let owner = match (&response.component, response.status) {
            (Some(component), _) => component.clone(),
            (None, Status::Code(200..=299) | Status::Range(2)) if one_success => format!("{ident} Response"),
            (None, status) => format!("{ident} {}", super::status::phrase(status)),
        };
        let home = response.component.clone().unwrap_or_else(|| ident.to_owned());
        let single = response.contents.len() == 1;
        for content in &response.contents {
            let words =
                if single { owner.clone() } else { format!("{owner} {}", media_word(&content.media_type)) };
            roots.extend(content.schema.map(|schema| root(schema, words.clone(), &home)));
            roots.extend(content.item_schema.map(|schema| root(schema, format!("{words} Item"), &home)));
        }
        for header in &response.headers {
            let words = format!("{owner} {}", header.name);
            roots.extend(header.schema.map(|schema| root(schema, words, &home)));
        }
    }
    for parameter in &operation.parameters {
        roots.push(root(parameter.schema, format!("{ident} {}", parameter.name), ident));
    }
    roots
}

/// A word for a media type: `json`, `form`, ...
fn media_word(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    let subtype = essence.rsplit(['/', '+']).next().unwrap_or_default();
    subtype.trim_start_matches("x-").to_owned()
}

/// True for a schema that is a type of its own.
fn nominal(api: &Api, rings: &Rings, id: SchemaId) -> bool {
    api.schema(id).is_some_and(|schema| {
        schema.component.is_some()
            || rings.endless_alias(id)
            || match &schema.shape {
                Shape::Object(_) | Shape::Union(_) => true,
                Shape::Enum(list) => crate::model::named_enum(list),
                _ => false,
            }
    })
}

/// Walks from a root through its inline schemas; each schema is named by the first path that reaches it.
fn gather(api: &Api, rings: &Rings, emitted: &[bool], root: &Root, wanted: &mut BTreeMap<SchemaId, Wanted>) {
    let mut stack = vec![(root.schema, root.words.clone(), true)];
    let mut seen = std::collections::BTreeSet::new();
    while let Some((id, words, at_root)) = stack.pop() {
        let Some(schema) = api.schema(id) else { continue };
        if !seen.insert(id) || wanted.contains_key(&id) || emitted.get(id.0) == Some(&false) {
            continue;
        }
        let component = schema.component.is_some();
        if component && !(at_root && schema.component.as_deref() == Some(root.home.as_str())) {
            continue;
        }
        if nominal(api, rings, id) {
            wanted.insert(
                id,
                Wanted {
                    key: if component { format!("0 {words}") } else { format!("1 {words}") },
                    candidates: candidates(&words, component),
                    component,
                    home: root.home.clone(),
                },
            );
        }
        // Last in, first out: reversed, so that properties are named in their order.
        let mut children = children(api, &schema.shape, &words);
        children.reverse();
        stack.extend(children.into_iter().map(|(id, words)| (id, words, false)));
    }
}

fn candidates(words: &str, component: bool) -> Vec<String> {
    let suffix = if component { "Model" } else { "Inner" };
    vec![words.to_owned(), format!("{words} {suffix}")]
}

fn children(api: &Api, shape: &Shape, words: &str) -> Vec<(SchemaId, String)> {
    match shape {
        Shape::Object(object) => {
            let properties =
                object.properties.iter().map(|(name, property)| (property.schema, format!("{words} {name}")));
            let extra = match object.additional {
                Some(Additional::Schema(id)) => Some((id, format!("{words} Value"))),
                _ => None,
            };
            properties.chain(extra).collect()
        }
        Shape::Array { items: Some(items), .. } => vec![(*items, format!("{words} Item"))],
        Shape::Map { values: Some(values) } => vec![(*values, format!("{words} Value"))],
        Shape::Tuple { items, .. } => items
            .iter()
            .enumerate()
            .map(|(index, item)| (*item, format!("{words} Item {}", index + 1)))
            .collect(),
        Shape::Union(union) => {
            let arms = super::arm::words(api, union);
            union.arms.iter().zip(arms).map(|(arm, word)| (arm.schema, format!("{words} {word}"))).collect()
        }
        Shape::Ref(target) => vec![(*target, words.to_owned())],
        _ => Vec::new(),
    }
}

/// Files: a component and its inline types share one; an operation's inline types share another.
fn homes(spelling: &Spelling, wanted: &BTreeMap<SchemaId, Wanted>, names: &mut Names) {
    let mut owners: Vec<&str> = wanted.values().map(|want| want.home.as_str()).collect();
    owners.sort_unstable();
    owners.dedup();
    let modules = super::file::modules(spelling, &owners);
    let by_owner: BTreeMap<&str, &Ident> = owners.iter().copied().zip(&modules).collect();
    for (id, want) in wanted {
        if let Some(module) = by_owner.get(want.home.as_str()) {
            names.homes.insert(*id, (*module).clone());
        }
    }
}

/// The words of an operation: its id, else its method and path.
fn operation_words(spelling: &Spelling, operation: &Operation) -> String {
    operation.id.clone().filter(|id| ident::type_ident(spelling, id).is_some()).unwrap_or_else(|| {
        let path = operation.path.replace(['{', '}'], " by ").replace("by  by", "by");
        format!("{} {}", operation.method.to_ascii_lowercase(), path)
    })
}

/// The type name of every operation.
fn operation_idents(spelling: &Spelling, api: &Api, report: &mut Report) -> Vec<(usize, Ident)> {
    let items = api
        .operations
        .iter()
        .enumerate()
        .map(|(index, operation)| {
            let words = operation_words(spelling, operation);
            let long = format!("{} {}", operation.method.to_ascii_lowercase(), operation.path);
            Item {
                key: format!("{} {} {}", words, operation.path, operation.method),
                wanted: vec![words.clone(), long],
                pinned: false,
                privileged: false,
                value: index,
            }
        })
        .collect();
    let mut idents: Vec<(usize, Ident)> = scope::types(spelling, items, RESERVED_TYPES)
        .into_iter()
        .map(|resolved| {
            if resolved.numbered
                && let Some(operation) = api.operations.get(resolved.value)
            {
                report.warning(
                    Code::NameCollision,
                    Place::Node(operation.node),
                    format!(
                        "several operations want one name; this one is called `{}`",
                        resolved.ident.as_str()
                    ),
                    "give the operation an `operationId` of its own",
                );
            }
            (resolved.value, resolved.ident)
        })
        .collect();
    idents.sort_by_key(|(index, _)| *index);
    idents
}

fn group_plans(spelling: &Spelling, api: &Api, idents: &[(usize, Ident)], names: &mut Names) {
    let mut by_tag: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let tag = operation.group.clone().filter(|tag| ident::type_ident(spelling, tag).is_some());
        by_tag.entry(tag).or_default().push(index);
    }
    let tags: Vec<&str> = by_tag.keys().flatten().map(String::as_str).collect();
    let accessors = scope::values(spelling, &tags, CLIENT_METHODS);
    // Groups and operations are exported side by side; operations keep their names.
    let mut taken: BTreeSet<String> = RESERVED_TYPES.iter().map(|name| (*name).to_owned()).collect();
    taken.extend(idents.iter().map(|(_, ident)| ident.as_str().to_owned()));
    let type_names = scope::type_list(spelling, &tags, "Group", &mut taken);
    let modules = super::file::modules(spelling, &tags);
    // Without a tag, operations are methods of the client, beside the accessors.
    let mut on_client: Vec<&str> = CLIENT_METHODS.to_vec();
    on_client.extend(accessors.iter().map(Ident::as_str));
    let spelt = accessors.iter().cloned().zip(type_names).zip(modules);
    let mut spelt = spelt.collect::<Vec<_>>().into_iter();
    for (tag, operations) in by_tag {
        let (spelt_as, module, reserved) = match &tag {
            Some(_) => {
                let Some(((accessor, ty), module)) = spelt.next() else { continue };
                (Some((accessor, ty)), module, GROUP_METHODS)
            }
            None => (None, ident::own("untagged"), on_client.as_slice()),
        };
        operation_names(spelling, api, idents, &operations, reserved, &mut taken, names);
        names.groups.push(GroupPlan { tag, names: spelt_as, module, operations });
    }
}

fn operation_names(
    spelling: &Spelling,
    api: &Api,
    idents: &[(usize, Ident)],
    operations: &[usize],
    reserved: &[&str],
    taken: &mut BTreeSet<String>,
    names: &mut Names,
) {
    // Indices are those of the API, in order.
    let idents: Vec<(usize, &Ident)> = operations
        .iter()
        .filter_map(|index| idents.get(*index).map(|(index, ident)| (*index, ident)))
        .collect();
    let words: Vec<String> = idents
        .iter()
        .map(|(index, ident)| {
            let named = api.operations.get(*index).and_then(|operation| operation.name.clone());
            named.unwrap_or_else(|| ident.as_str().to_owned())
        })
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let methods = scope::values(spelling, &words, reserved);
    let stems: Vec<&str> = idents.iter().map(|(_, ident)| ident.as_str()).collect();
    let modules = super::file::modules(spelling, &stems);
    let setters: Vec<String> =
        names.global_headers.iter().map(|(_, ident)| ident.as_str().to_owned()).collect();
    for (((index, ident), method), module) in idents.iter().zip(methods).zip(modules) {
        let mut beside = |suffix: &str| scope::beside(ident, suffix, taken);
        names.operations.insert(
            *index,
            OperationNames {
                ident: (*ident).clone(),
                method,
                module,
                error: beside("Error"),
                output: beside("Output"),
                headers: beside("Headers"),
                error_headers: beside("ErrorHeaders"),
                form: beside("Form"),
                body: beside("Body"),
                global_setters: setters.clone(),
            },
        );
    }
}

/// Global headers: those of the configuration, then those of the document.
fn headers(api: &Api, config: &Config) -> Vec<crate::ir::GlobalHeader> {
    let mut headers: Vec<crate::ir::GlobalHeader> = config
        .client
        .global_headers
        .iter()
        .map(|header| crate::ir::GlobalHeader {
            name: header.name.clone(),
            method: header.method.clone(),
            description: header.description.clone(),
        })
        .collect();
    for header in &api.global_headers {
        match headers.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&header.name)) {
            Some(known) => {
                known.description = known.description.take().or_else(|| header.description.clone());
            }
            None => headers.push(header.clone()),
        }
    }
    headers
}

/// Methods of the runtime's `ClientBuilder` that setters of the document must not shadow; a test holds the list
/// against the runtime.
pub(crate) const BUILDER_METHODS: &[&str] = &[
    "attempt_timeout",
    "base_url",
    "build",
    "clock",
    "connect_timeout",
    "credential",
    "fmt",
    "for_api",
    "header",
    "idle_timeout",
    "into",
    "max_body",
    "on_drift",
    "on_request",
    "on_response",
    "retry",
    "retry_unsafe",
    "server",
    "server_variable",
    "timeout",
    "transport",
    "try_into",
    "with_env",
];

fn clients(spelling: &Spelling, api: &Api, config: &Config, names: &mut Names) {
    let headers = headers(api, config);
    let scheme_words: Vec<String> = api
        .schemes
        .iter()
        .map(|scheme| match &scheme.kind {
            // The commonest case reads best under its common name.
            crate::ir::SchemeKind::Bearer if api.schemes.len() == 1 => "api_key".to_owned(),
            _ => scheme.id.clone(),
        })
        .collect();
    let providers: Vec<String> = scheme_words.iter().map(|word| format!("{word} provider")).collect();
    let grants: Vec<String> = scheme_words.iter().map(|word| format!("{word} client credentials")).collect();
    let header_words: Vec<String> =
        headers.iter().map(|header| header.method.clone().unwrap_or_else(|| header.name.clone())).collect();
    let words: Vec<&str> = scheme_words
        .iter()
        .chain(&providers)
        .chain(&header_words)
        .chain(&grants)
        .map(String::as_str)
        .collect();
    // A global header is set on the builder and on each request.
    let reserved: Vec<&str> = BUILDER_METHODS.iter().chain(super::local::REQUEST_METHODS).copied().collect();
    let mut idents = scope::values(spelling, &words, &reserved).into_iter();
    let setters: Vec<Ident> = idents.by_ref().take(scheme_words.len()).collect();
    let providers: Vec<Ident> = idents.by_ref().take(scheme_words.len()).collect();
    names.global_headers = headers.into_iter().zip(idents.by_ref()).collect();
    names.schemes =
        setters.into_iter().zip(providers).zip(idents).map(|((one, two), three)| (one, two, three)).collect();
}
