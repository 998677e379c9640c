//! Former names, which go on as deprecated aliases.

use std::collections::BTreeMap;

use super::reason::NameSource;
use super::table::{Names, RESERVED_TYPES};
use super::{ident, operation_alias};
use crate::code::Code;
use crate::config::Config;
use crate::diagnostic::Report;
use crate::ir::schema::SchemaId;
use crate::raw::Raw;

/// Resolves `[names.aliases]`, once all types have their names.
pub(crate) fn fill(names: &mut Names, config: &Config, raw: &Raw, report: &mut Report) {
    let types: BTreeMap<&str, SchemaId> =
        names.types.iter().map(|(id, ident)| (ident.as_str(), *id)).collect();
    let mut aliases = Vec::new();
    let (methods, aliased): (Vec<_>, Vec<_>) =
        config.names.aliases.iter().partition(|(former, _)| operation_alias::is_method(former));
    for (former, name) in aliased {
        let place = config.place(raw, &["names", "aliases", former]);
        let Some(target) = types.get(name.as_str()) else {
            let help = report.did_you_mean(
                name,
                types.keys().copied(),
                "remove the line, or name a type of `models`",
            );
            let message = format!("the crate has no type `{name}`");
            config.unused(raw, &["names", "aliases", former], message, &help, report);
            continue;
        };
        // Here it is a name yet.
        if config.is_of_another && types.contains_key(former.as_str()) {
            continue;
        }
        if types.contains_key(former.as_str()) || RESERVED_TYPES.contains(&former.as_str()) {
            let message = format!("`{former}` is the name of another type");
            report.error(
                Code::ConfigValue,
                place,
                message,
                "remove the line: the name cannot mean two things",
            );
            continue;
        }
        match ident::type_ident(&names.spelling, former) {
            Some(ident) if ident.as_str() == former => {
                aliases.push((ident.of(NameSource::Former, former), *target));
            }
            _ => {
                let message = format!("no type was ever called `{former}`");
                report.error(Code::ConfigValue, place, message, "write the Rust name as `api.snap` had it");
            }
        }
    }
    names.aliases = aliases;
    for (former, name) in methods {
        let place = config.place(raw, &["names", "aliases", former]);
        operation_alias::resolve(names, former, name, place, config.is_of_another, report);
    }
}
