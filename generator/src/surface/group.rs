//! Groups of operations: the accessor, the operations, and their former names.

use super::{Draft, List, Shape, Type, alias, operations, paths};
use crate::model::Group;
use crate::names::identity;

/// Adds a group with its operations.
pub(super) fn add(list: &mut List<'_>, group: &Group) {
    let module = format!("operations::{}", group.module.as_str());
    let shape = Shape::Module { feature: group.feature.clone() };
    let draft = Draft::new(module.clone(), shape, &group.module).docs(&group.docs);
    list.add(match &group.tag {
        Some(tag) => draft.wire(tag),
        None => draft,
    });
    let owner = match &group.names {
        Some(names) => {
            let ty = format!("{module}::{}", names.ty.as_str());
            let accessor = format!("Client::{}()", names.accessor.as_str());
            let shape = Shape::function("&self", Vec::new(), Type::path(&ty));
            let accessor = Draft::new(accessor, shape, &names.accessor);
            for draft in [accessor, Draft::new(ty.clone(), Shape::Struct, &names.ty)] {
                let draft = draft.owner(&module);
                list.add(match &group.tag {
                    Some(tag) => draft.identity(identity::tag(tag)),
                    None => draft,
                });
            }
            list.traits(&ty, paths(&["Clone", "Debug"]), None);
            ty
        }
        None => "Client".to_owned(),
    };
    for operation in &group.operations {
        operations::add(list, &module, &owner, operation);
    }
    for alias in &group.aliases {
        alias::add(list, &module, &owner, alias);
    }
}
