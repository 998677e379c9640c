//! The manifest: name, version, dependencies and what of the runtime is needed.

use std::collections::BTreeMap;

use super::Package;
use heck::{ToKebabCase, ToShoutySnakeCase};

use super::context::Context;
use crate::config::{Config, crate_name_fault};
use crate::internal::Expected as _;
use crate::ir::schema::{Schema, SchemaId, Shape};
use crate::names::ident;
use crate::names::reason::{Case, NameChange, NameReason, NameSource};

/// Lists and maps within one another: a document nests so deep.
const MOST_NESTED: usize = 256;

/// The package of the crate.
pub(crate) fn build(context: &Context<'_>) -> Package {
    let (config, api) = (context.config, context.api);
    let (name, name_reason) = name(context);
    let title = if api.title.trim().is_empty() { name.clone() } else { api.title.clone() };
    let what = if config.output.client { "A client for" } else { "Types of" };
    let about_title = format!("{what} {title}");
    let module = config.output.module.clone();
    // That of the configuration is about the crate.
    let described = config.package.description.clone().filter(|_| module.is_none());
    Package {
        module,
        description: described.unwrap_or(about_title),
        title,
        api_version: api.version.clone(),
        about: api.description.clone(),
        notices: api.notices.clone(),
        dependencies: context.format_dependencies(),
        recursion_limit: recursion_limit(context),
        ..configured(config, name, name_reason)
    }
}

/// What the configuration says of a crate.
fn configured(config: &Config, name: String, name_reason: NameReason) -> Package {
    let settings = config.package.clone();
    Package {
        library: name.replace('-', "_"),
        module: None,
        version: settings.version,
        description: settings.description.unwrap_or_default(),
        license: settings.license,
        repository: settings.repository,
        homepage: settings.homepage,
        documentation: settings.documentation,
        authors: settings.authors,
        keywords: settings.keywords,
        categories: settings.categories,
        title: name.clone(),
        api_version: String::new(),
        about: None,
        notices: Vec::new(),
        dependencies: BTreeMap::new(),
        included: config.output.included,
        recursion_limit: None,
        on_demand: Vec::new(),
        features: BTreeMap::new(),
        default_features: Vec::new(),
        name,
        name_reason,
    }
}

/// The package of a crate whose modules are these; or the name of a crate that they depend on in different versions.
pub(crate) fn whole(config: &Config, modules: &[&Package]) -> Result<Package, String> {
    let settings = &config.package;
    let name = settings.name.clone().expected("a crate of several documents has no name").unwrap_or_default();
    let titles: Vec<&str> = modules.iter().map(|module| module.title.as_str()).collect();
    let about_titles = || format!("Clients for {}", titles.join(", "));
    let mut package = Package {
        description: settings.description.clone().unwrap_or_else(about_titles),
        recursion_limit: modules.iter().filter_map(|module| module.recursion_limit).max(),
        ..configured(config, name, CONFIGURED.into())
    };
    for module in modules {
        package.on_demand.extend(module.on_demand.iter().cloned());
        package.features.extend(module.features.clone());
        package.default_features.extend(module.default_features.iter().cloned());
        for (name, dependency) in &module.dependencies {
            let line = package.dependencies.entry(name.clone()).or_insert_with(|| dependency.clone());
            if line.version != dependency.version {
                return Err(name.clone());
            }
            line.default_features |= dependency.default_features;
            let more = dependency.features.iter().filter(|feature| !line.features.contains(feature));
            let more: Vec<String> = more.cloned().collect();
            line.features.extend(more);
        }
    }
    Ok(package)
}

/// Why a crate is called as it is.
const CONFIGURED: &str = "`name` under [crate] in regen.toml";

/// The crate's name: configured, else made of the title, with a word more where that alone cannot be one.
fn name(context: &Context<'_>) -> (String, NameReason) {
    if let Some(name) = &context.config.package.name {
        return (name.clone(), CONFIGURED.into());
    }
    let Some(title) = ident::value_ident(&context.names.spelling, &context.api.title) else {
        return ("api-client".to_owned(), "the document has no title".into());
    };
    let title = title.bare().to_kebab_case();
    let mut reason = NameReason::new(NameSource::Title, &context.api.title, Case::Kebab);
    if crate_name_fault(&title).is_none() {
        return (title, reason);
    }
    reason.push(NameChange::Suffix("-client".to_owned()));
    (format!("{title}-client"), reason)
}

/// The prefix of environment variables: configured, else the name of the crate, with that of the module.
pub(crate) fn env_prefix(context: &Context<'_>) -> String {
    let made = || {
        let module = context.config.output.module.as_deref().unwrap_or_default();
        format!("{}_{module}", name(context).0).to_shouty_snake_case()
    };
    context.config.client.env_prefix.clone().unwrap_or_else(made)
}

/// The compiler follows auto traits through nested types and gives up at 128 levels: say so where the document is
/// nested deeper.
fn recursion_limit(context: &Context<'_>) -> Option<usize> {
    let (types, nested) = (context.names.types.len(), nested(context));
    // A chain cannot be longer than there are types; each link costs a few levels.
    let of_types = (types > 60).then(|| types * 4);
    let of_lists = (nested > 8).then(|| nested * 16);
    of_types.max(of_lists).map(|levels| levels.clamp(256, 4_096))
}

/// How many lists and maps without a name are within one another.
fn nested(context: &Context<'_>) -> usize {
    let api = context.api;
    let below = |id: SchemaId, schema: &Schema| match &schema.shape {
        // Some JSON.
        _ if context.cycles.endless_alias(id) => Vec::new(),
        Shape::Array { items, .. } => items.iter().copied().collect(),
        Shape::Map { values } => values.iter().copied().collect(),
        Shape::Tuple { items, .. } => items.clone(),
        _ => Vec::new(),
    };
    let outer: Vec<(SchemaId, Vec<SchemaId>)> = api
        .schemas
        .entries()
        .map(|(id, schema)| (id, below(id, schema)))
        .filter(|(_, below)| !below.is_empty())
        .collect();
    let mut depths: BTreeMap<SchemaId, usize> = BTreeMap::new();
    // Documents are of bounded depth; a circle leads through a type with a name.
    for _ in 0..MOST_NESTED {
        let mut grew = false;
        for (id, below) in &outer {
            let inner = below.iter().filter_map(|id| depths.get(&api.target(*id))).max();
            let depth = inner.copied().unwrap_or(0) + 1;
            grew |= depths.insert(*id, depth).is_none_or(|before| before < depth);
        }
        if !grew {
            break;
        }
    }
    depths.into_values().max().unwrap_or(0)
}
