//! Schemas that programs send by other ways than the operations of the document.

use crate::config::Config;
use crate::diagnostic::Report;
use crate::ir::Api;
use crate::raw::Raw;

/// Notes the schemas that the configuration names.
pub(crate) fn note(api: &mut Api, config: &Config, raw: &Raw, report: &mut Report) {
    for (index, name) in config.types.sent.iter().enumerate() {
        match api.schemas.entries().find(|(_, schema)| schema.component.as_ref() == Some(name)) {
            Some((id, _)) => api.sent.push(id),
            None => {
                let message = format!("the document has no schema `{}`", name.escape_debug());
                let help = "write a name under `components/schemas`";
                config.unused(raw, &["types", "sent", &index.to_string()], message, help, report);
            }
        }
    }
}
