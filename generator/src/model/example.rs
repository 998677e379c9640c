//! A complete example for every operation, built from the document's example values. It is compiled by the crate's
//! tests and never run.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::{
    Body, BodyKind, BodyWrite, Crate, Decoded, Field, Group, Operation, OutputTy, Presence, Struct, Ty,
    TypeItem, TypeKind,
};
use crate::names::ident::Ident;

/// Values nested deeper are left out of examples.
const DEEPEST: usize = 5;

/// Longer examples hide the call.
const MOST_SETTERS: usize = 6;

/// Gives every operation its example.
pub(crate) fn fill(model: &mut Crate) {
    let types: BTreeMap<Ident, TypeItem> = model
        .type_files
        .iter()
        .flat_map(|file| file.items.iter().map(|item| (item.ident.clone(), item.clone())))
        .collect();
    let library = model.package.library.clone();
    for group in &mut model.groups {
        let accessor = accessor(group);
        for operation in &mut group.operations {
            let writer = Writer { types: &types };
            operation.example =
                writer.operation(&library, &accessor, group.module.as_str(), operation).unwrap_or_default();
        }
    }
}

fn accessor(group: &Group) -> String {
    match &group.names {
        Some(names) => format!("client.{}()", names.accessor.as_str()),
        None => "client".to_owned(),
    }
}

struct Writer<'a> {
    types: &'a BTreeMap<Ident, TypeItem>,
}

impl Writer<'_> {
    fn operation(
        &self,
        library: &str,
        accessor: &str,
        module: &str,
        operation: &Operation,
    ) -> Option<Vec<String>> {
        let mut arguments = Vec::new();
        for parameter in operation.parameters.iter().filter(|parameter| parameter.required) {
            let value = parameter.example.as_ref().and_then(|example| self.value(&parameter.ty, example, 0));
            let value = value.or_else(|| self.placeholder(&parameter.ty, parameter.ident.bare(), 0))?;
            arguments.push(if parameter.nullable { format!("Some({value}.into())") } else { value });
        }
        if operation.parameters.iter().any(|parameter| parameter.required && parameter.nullable) {
            return None;
        }
        if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
            arguments.push(self.body(library, module, operation, body)?);
        }
        let call = format!("{accessor}.{}({})", operation.method.as_str(), arguments.join(", "));
        let uses = call.contains("models::");
        let mut lines = vec![
            "```no_run".to_owned(),
            "# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
            if uses {
                format!("use {library}::{{Client, models}};")
            } else {
                format!("use {library}::Client;")
            },
            String::new(),
            "let client = Client::from_env()?;".to_owned(),
        ];
        let nothing = matches!(operation.output.ty, OutputTy::One(Decoded::Nothing));
        let binding = if nothing { "" } else { "let answer = " };
        let mut text = String::new();
        let _ = write!(text, "{binding}{call}.await?;");
        lines.extend(wrap(&text));
        if !nothing && matches!(&operation.output.ty, OutputTy::One(Decoded::Json(_))) {
            lines.push("println!(\"{answer:?}\");".to_owned());
        }
        lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned()]);
        Some(lines)
    }

    fn body(&self, library: &str, module: &str, operation: &Operation, body: &Body) -> Option<String> {
        let file = format!("{library}::operations::{module}::{}", operation.module.as_str());
        let (prefix, suffix, content) = match &body.kind {
            BodyKind::One(content) => (String::new(), "", content),
            BodyKind::Several { ident, variants } => {
                let (variant, content) = variants.first()?;
                (format!("{file}::{}::{}(", ident.as_str(), variant.as_str()), ")", content)
            }
        };
        let value = match &content.write {
            BodyWrite::Multipart(form) => {
                self.construct(&format!("{file}::{}", form.ident.as_str()), &form.object, None, 0)?
            }
            BodyWrite::Upload => "\"contents\".to_owned()".to_owned(),
            BodyWrite::Text => "\"text\"".to_owned(),
            BodyWrite::Json | BodyWrite::Form(_) => {
                let example = body.example.as_ref().and_then(|example| self.value(&content.ty, example, 0));
                example.or_else(|| self.placeholder(&content.ty, "value", 0))?
            }
        };
        // A variant takes its value as it is.
        let value = if prefix.is_empty() { value } else { format!("{value}.into()") };
        if !prefix.is_empty() && !matches!(content.ty, Ty::String | Ty::Upload | Ty::Named(_) | Ty::Local(_))
        {
            return None;
        }
        Some(format!("{prefix}{value}{suffix}"))
    }

    /// An expression for an example value; `None` where the value does not fit or is not worth spelling.
    fn value(&self, ty: &Ty, value: &Value, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        match (ty, value) {
            (Ty::Bool, Value::Bool(flag)) => Some(flag.to_string()),
            (Ty::Int(_), Value::Number(number)) if number.is_i64() || number.is_u64() => {
                Some(number.to_string())
            }
            (Ty::Float(name), Value::Number(number)) => {
                let text = format!("{:?}", number.as_f64()?);
                Some(if *name == "f32" { format!("{text}_f32") } else { text })
            }
            (Ty::String, Value::String(text)) => Some(text_literal(text)),
            (Ty::Json, value) => Some(format!("serde_json::json!({value})"))
                .filter(|text| text.len() < 200 && !text.contains('\\')),
            (Ty::Vec(item), Value::Array(values)) if !values.is_empty() && values.len() <= 8 => {
                let items: Option<Vec<String>> =
                    values.iter().map(|value| self.value(item, value, depth + 1)).collect();
                Some(format!("[{}]", items?.join(", ")))
            }
            (Ty::Named(ident), value) => self.named(ident, Some(value), depth + 1),
            (Ty::Option(inner) | Ty::Boxed(inner), value) => self.value(inner, value, depth),
            _ => None,
        }
    }

    fn named(&self, ident: &Ident, value: Option<&Value>, depth: usize) -> Option<String> {
        let item = self.types.get(ident)?;
        let path = format!("models::{}", ident.as_str());
        match (&item.kind, value) {
            (TypeKind::Struct(object), value) => {
                self.construct(&path, object, value.and_then(Value::as_object), depth)
            }
            (TypeKind::Enum(list), Some(value)) => {
                let variant = list.variants.iter().find(|variant| variant.value == *value)?;
                Some(format!("{path}::{}", variant.ident.as_str()))
            }
            (TypeKind::Enum(list), None) => {
                Some(format!("{path}::{}", list.variants.first()?.ident.as_str()))
            }
            (TypeKind::Alias(ty), Some(value)) => self.value(ty, value, depth),
            (TypeKind::Alias(ty), None) => self.placeholder(ty, "value", depth),
            (TypeKind::Union(_) | TypeKind::Newtype(_), _) => None,
        }
    }

    /// `X::new(..)` with setters for what the example holds beyond the required.
    fn construct(
        &self,
        path: &str,
        object: &Struct,
        example: Option<&serde_json::Map<String, Value>>,
        depth: usize,
    ) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        let given = |field: &Field| example.and_then(|example| example.get(&field.wire));
        let mut arguments = Vec::new();
        for index in &object.arguments {
            let field = object.fields.get(*index)?;
            if field.presence == Presence::RequiredNullable {
                arguments.push("None".to_owned());
                continue;
            }
            let value = given(field).and_then(|value| self.value(&field.ty, value, depth + 1));
            arguments.push(value.or_else(|| self.placeholder(&field.ty, &field.wire, depth + 1))?);
        }
        let mut text = format!("{path}::new({})", arguments.join(", "));
        let optional = object.fields.iter().enumerate().filter(|(index, field)| {
            !object.arguments.contains(index)
                && matches!(field.presence, Presence::Optional | Presence::OptionalNullable)
                && field.docs.deprecated.is_none()
        });
        let setters = optional.filter_map(|(_, field)| {
            let value = self.value(&field.ty, given(field)?, depth + 1)?;
            Some(format!(".{}({value})", field.setter.as_str()))
        });
        for setter in setters.take(MOST_SETTERS) {
            text.push_str(&setter);
        }
        Some(text)
    }

    /// An expression of a type for which the document has no example.
    fn placeholder(&self, ty: &Ty, name: &str, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        match ty {
            Ty::Bool => Some("true".to_owned()),
            Ty::Int(_) => Some("1".to_owned()),
            Ty::Float(name) => Some(if *name == "f32" { "1.0_f32".to_owned() } else { "1.0".to_owned() }),
            Ty::String => Some(text_literal(name)),
            Ty::Json => Some("serde_json::json!({})".to_owned()),
            Ty::Base64 => Some("\"contents\".as_bytes()".to_owned()),
            Ty::Upload => Some("\"contents\".to_owned()".to_owned()),
            Ty::Vec(item) => Some(format!("[{}]", self.placeholder(item, name, depth + 1)?)),
            Ty::Named(ident) => self.named(ident, None, depth + 1),
            Ty::Option(inner) | Ty::Boxed(inner) => self.placeholder(inner, name, depth),
            Ty::Map(_) | Ty::External(_) | Ty::Tuple(_) | Ty::OptionalNullable(_) | Ty::Local(_) => None,
        }
    }
}

/// Text of the document as a Rust literal in documentation; cut where it is long.
fn text_literal(text: &str) -> String {
    let short: String = text.chars().filter(|char| !char.is_control()).take(80).collect();
    // Only plain characters: documentation is Markdown before it is Rust.
    let plain: String =
        short.chars().map(|char| if char.is_ascii() && char != '`' { char } else { '?' }).collect();
    format!("{plain:?}")
}

/// A long call with one link of its chain per line.
fn wrap(text: &str) -> Vec<String> {
    if text.len() <= 100 {
        return vec![text.to_owned()];
    }
    let mut lines = vec![String::new()];
    let mut quoted = false;
    let mut escaped = false;
    let mut depth = 0_usize;
    for (index, char) in text.char_indices() {
        let outside = !quoted;
        if outside
            && char == '.'
            && depth == 1
            && text.get(..index).is_some_and(|before| before.ends_with(')'))
        {
            lines.push("        ".to_owned());
        }
        if outside && char == '(' {
            depth += 1;
        }
        if outside && char == ')' {
            depth = depth.saturating_sub(1);
        }
        if char == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = char == '\\' && !escaped;
        if let Some(line) = lines.last_mut() {
            line.push(char);
        }
    }
    lines
}
