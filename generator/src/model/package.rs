//! The manifest: name, version, dependencies and what of the runtime is needed.

use std::collections::BTreeMap;

use super::Package;
use heck::{ToKebabCase, ToShoutySnakeCase};

use super::context::Context;
use crate::config::crate_name_fault;
use crate::names::ident;

/// The package of the crate.
pub(crate) fn build(context: &Context<'_>) -> Package {
    let settings = &context.config.package;
    let name = name(context);
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
    }
}

/// The crate's name: configured, else made of the title, with a word more where that alone cannot be one.
fn name(context: &Context<'_>) -> String {
    context.config.package.name.clone().unwrap_or_else(|| {
        let title = ident::value_ident(&context.names.spelling, &context.api.title);
        let title = title.map(|ident| ident.bare().to_kebab_case()).unwrap_or_default();
        match crate_name_fault(&title) {
            None => title,
            Some(_) if title.is_empty() => "api-client".to_owned(),
            Some(_) => format!("{title}-client"),
        }
    })
}

/// The prefix of environment variables: configured, else the crate's name.
pub(crate) fn env_prefix(context: &Context<'_>) -> String {
    context.config.client.env_prefix.clone().unwrap_or_else(|| name(context).to_shouty_snake_case())
}

/// The compiler follows auto traits through nested types and gives up at 128 levels: say so where the document is
/// nested deeper.
fn recursion_limit(context: &Context<'_>) -> Option<usize> {
    let types = context.names.types.len();
    // A chain cannot be longer than there are types; each link costs a few levels.
    (types > 60).then(|| (types * 4).clamp(256, 4_096))
}
