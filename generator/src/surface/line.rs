//! An item in a line.

use super::Shape;

/// The line of an item, without documentation.
pub(super) fn line(path: &str, shape: &Shape) -> String {
    match shape {
        Shape::Struct => format!("pub struct {path}"),
        Shape::Named(fields) => {
            let fields: Vec<String> = fields.iter().map(|(name, ty)| format!("pub {name}: {ty}")).collect();
            format!("pub struct {path} {{ {} }}", fields.join(", "))
        }
        Shape::Enum => format!("pub enum {path}"),
        Shape::Tuple(inner) => format!("pub struct {path}(pub {inner})"),
        Shape::Alias(target) => format!("pub type {path} = {target}"),
        Shape::Module { feature: None } => format!("pub mod {path}"),
        Shape::Module { feature: Some(feature) } => format!("#[cfg(feature = {feature:?})] pub mod {path}"),
        Shape::Field(ty) => format!("pub {path}: {ty}"),
        Shape::Variant(None) | Shape::Feature => path.to_owned(),
        Shape::Variant(Some(payload)) => format!("{path}({payload})"),
        Shape::Function { receiver, arguments, output, call } => {
            let bare = path.strip_suffix("()").unwrap_or(path);
            let receiver = (!receiver.is_empty()).then(|| (*receiver).to_owned());
            let arguments =
                arguments.iter().map(|argument| format!("{}: {}", argument.name, argument.taken()));
            let arguments: Vec<String> = receiver.into_iter().chain(arguments).collect();
            let call = call.as_ref().map(|call| format!(" => {} or {}", call.output, call.error));
            format!("pub fn {bare}({}) -> {output}{}", arguments.join(", "), call.unwrap_or_default())
        }
        Shape::Traits { of, names } => {
            format!("impl {} for {of}", names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + "))
        }
        Shape::Features(names) => format!("{path} = [{}]", names.join(", ")),
        Shape::Crate { library } => format!("crate {library}"),
    }
}
