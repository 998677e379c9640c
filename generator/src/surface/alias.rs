//! Former names of operations: the same call, and its types by other names.

use super::operations::Scope;
use super::{Draft, FactName, List, Shape, Type};
use crate::model::DeprecatedAlias;

/// Adds a former name to a group, whose methods are of `owner`.
pub(super) fn add(list: &mut List<'_>, module: &str, owner: &str, alias: &DeprecatedAlias) {
    let operation = &alias.operation;
    let home = format!("operations::{}", alias.home.as_str());
    let path = format!("{home}::{}", operation.ident.as_str());
    let method = format!("{owner}::{}()", alias.method.as_str());
    let note = format!("it is `{}` now", operation.method.as_str());
    let scope = Scope { module: &home, path: &path, operation };
    let draft = scope.method(list, method.clone(), &alias.method);
    list.add(draft.fact(FactName::Deprecated, note.clone()));
    for (name, now) in &alias.types {
        let is_error = *now == operation.error.ident;
        let (from, to) = if is_error { ("errors", "errors") } else { (module, home.as_str()) };
        let shape = Shape::Alias(Type::local(to, now));
        let draft = Draft::new(format!("{from}::{}", name.as_str()), shape, name);
        list.add(draft.owner(&method).node(operation.node).fact(FactName::Deprecated, &note));
    }
}
