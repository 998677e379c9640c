//! Diagnostics for machines: one JSON object in a line each.

use serde_json::{Value, json};

use super::locate::Locator;
use super::{Diagnostic, Place, Severity, clean};
use crate::raw::Raw;

/// All diagnostics as lines of JSON with `code`, `severity`, `message`, `help`, `file`, `line`, `column`,
/// `pointer`, `related`
/// and `cost` (what is lost by it, such as `media type`); what a diagnostic does not have is `null`.
#[must_use]
pub fn to_json<'a>(raw: &Raw, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let mut locator = Locator::new(raw);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let related: Vec<Value> = diagnostic
            .related
            .iter()
            .map(|(place, note)| object(&mut locator, place, &[("message", note.as_str())]))
            .collect();
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let fields = [
            ("code", diagnostic.code.as_str()),
            ("severity", severity),
            ("message", diagnostic.message.as_str()),
            ("help", diagnostic.help.as_str()),
        ];
        let mut line = object(&mut locator, &diagnostic.place, &fields);
        if let Some(line) = line.as_object_mut() {
            line.insert("related".into(), related.into());
            line.insert("cost".into(), json!(diagnostic.cost.map(|cost| cost.words().0)));
        }
        out.push_str(&clean::json(&line.to_string()));
        out.push('\n');
    }
    out
}

/// The given fields, then where `place` is.
fn object(locator: &mut Locator<'_>, place: &Place, fields: &[(&str, &str)]) -> Value {
    let mut object: serde_json::Map<String, Value> =
        fields.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    let located = locator.locate(place);
    object.insert("file".into(), json!(located.as_ref().map(|located| &located.name)));
    object.insert("line".into(), json!(located.as_ref().map(|located| located.start.line)));
    object.insert("column".into(), json!(located.as_ref().map(|located| located.start.column)));
    object.insert("pointer".into(), json!(located.and_then(|located| located.pointer)));
    Value::Object(object)
}
