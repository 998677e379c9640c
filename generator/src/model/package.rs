//! The manifest: name, version, dependencies and what of the runtime is needed.

use std::collections::BTreeMap;

use super::Package;
use heck::{ToKebabCase, ToShoutySnakeCase};

use super::context::Context;
use crate::config::crate_name_fault;
use crate::names::ident;
use crate::names::reason::{Case, NameChange, NameReason, NameSource};

/// The package of the crate.
pub(crate) fn build(context: &Context<'_>) -> Package {
    let settings = &context.config.package;
    let (name, name_reason) = name(context);
    let title = if context.api.title.trim().is_empty() { &name } else { &context.api.title };
    Package {
        library: name.replace('-', "_"),
        version: settings.version.clone(),
        description: settings.description.clone().unwrap_or_else(|| {
            let what = if context.config.output.client { "A client for" } else { "Types of" };
            format!("{what} {title}")
        }),
        license: settings.license.clone(),
        repository: settings.repository.clone(),
        homepage: settings.homepage.clone(),
        documentation: settings.documentation.clone(),
        authors: settings.authors.clone(),
        keywords: settings.keywords.clone(),
        categories: settings.categories.clone(),
        title: title.clone(),
        api_version: context.api.version.clone(),
        about: context.api.description.clone(),
        dependencies: context.format_dependencies(),
        included: context.config.output.included,
        recursion_limit: recursion_limit(context),
        on_demand: Vec::new(),
        features: BTreeMap::new(),
        default_features: Vec::new(),
        name,
        name_reason,
    }
}

/// The crate's name: configured, else made of the title, with a word more where that alone cannot be one.
fn name(context: &Context<'_>) -> (String, NameReason) {
    if let Some(name) = &context.config.package.name {
        return (name.clone(), "`name` under [package] in regen.toml".into());
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

/// The prefix of environment variables: configured, else the crate's name.
pub(crate) fn env_prefix(context: &Context<'_>) -> String {
    context.config.client.env_prefix.clone().unwrap_or_else(|| name(context).0.to_shouty_snake_case())
}

/// The compiler follows auto traits through nested types and gives up at 128 levels: say so where the document is
/// nested deeper.
fn recursion_limit(context: &Context<'_>) -> Option<usize> {
    let types = context.names.types.len();
    // A chain cannot be longer than there are types; each link costs a few levels.
    (types > 60).then(|| (types * 4).clamp(256, 4_096))
}
