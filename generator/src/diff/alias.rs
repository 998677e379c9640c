//! Types behind other names for them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::surface::{Item, Shape, Surface, Type};

/// The other names for types that a surface has.
pub(super) struct Aliases<'a>(BTreeMap<&'a str, &'a Type>);

impl<'a> Aliases<'a> {
    pub(super) fn of(surface: &'a Surface) -> Self {
        let aliases = surface.items.iter().filter_map(|(path, item)| match &item.shape {
            Shape::Alias(target) => Some((path.as_str(), target)),
            _ => None,
        });
        Self(aliases.collect())
    }

    /// A shape with the types that its names stand for.
    pub(super) fn resolved(&self, shape: &Shape) -> Shape {
        shape.map(&|ty| self.target(ty, 0))
    }

    /// An alias never stands for itself, so that there are no more steps than aliases.
    fn target(&self, ty: &Type, steps: usize) -> Type {
        ty.replaced(&|path| {
            let target = self.0.get(path).filter(|_| steps < self.0.len())?;
            Some(self.target(target, steps + 1))
        })
    }
}

/// The old surface with each type that became another name for a type under the name of that type: who uses its name
/// uses that type from now on.
pub(super) fn follow<'a>(old: &'a Surface, new: &Surface) -> Cow<'a, Surface> {
    let renames: BTreeMap<&str, &str> = new
        .items
        .iter()
        .filter_map(|(path, item)| match (&item.shape, &old.items.get(path)?.shape) {
            (Shape::Alias(Type::Path(target, _)), Shape::Struct | Shape::Enum | Shape::Tuple(_))
                if !old.items.contains_key(target) && new.items.contains_key(target) =>
            {
                Some((path.as_str(), target.as_str()))
            }
            _ => None,
        })
        .collect();
    if renames.is_empty() {
        return Cow::Borrowed(old);
    }
    let path = |path: &str| renamed(path, &renames);
    let ty = |ty: &Type| ty.replaced(&|path| renames.get(path).map(|name| Type::path(*name)));
    let items = old.items.iter().map(|(from, item)| {
        let shape = match item.shape.map(&ty) {
            Shape::Traits { of, names } => Shape::Traits { of: path(&of), names },
            shape => shape,
        };
        let owner = item.owner.as_deref().map(path);
        let now = path(from);
        let item = Item { owner, ..item.clone() }.with_shape(&old.shown(&now), shape);
        (now, item)
    });
    Cow::Owned(Surface { items: items.collect(), module: old.module.clone(), ..Surface::default() })
}

/// The path of an item under the new name of its type: `models::Key`, `models::Key::new()`, `models::Key impl`.
fn renamed(path: &str, renames: &BTreeMap<&str, &str>) -> String {
    let ends = path.match_indices([':', ' ']).map(|(at, _)| at).chain([path.len()]);
    let found = ends.filter_map(|end| path.split_at_checked(end)).find_map(|(head, rest)| {
        let name = renames.get(head)?;
        Some(format!("{name}{rest}"))
    });
    found.unwrap_or_else(|| path.to_owned())
}
