//! Which schemas contain themselves: where a type needs a `Box`, and where an alias would never end.

use crate::ir::schema::{Additional, Schema, SchemaId, Shape};

/// For each schema the number of its ring, if it is in one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rings {
    values: Vec<Option<usize>>,
    aliases: Vec<Option<usize>>,
}

impl Rings {
    /// True if `to`, held by value inside `from`, leads back to `from`.
    #[must_use]
    pub(crate) fn boxed(&self, from: SchemaId, to: SchemaId) -> bool {
        let ring = |id: SchemaId| self.values.get(id.0).copied().flatten();
        ring(from).is_some() && ring(from) == ring(to)
    }

    /// True for a list, map or alias that leads back to itself through nothing but lists, maps and aliases.
    #[must_use]
    pub(crate) fn endless_alias(&self, id: SchemaId) -> bool {
        self.aliases.get(id.0).copied().flatten().is_some()
    }
}

/// Finds the rings of all schemas.
#[must_use]
pub(crate) fn run(schemas: &[Schema]) -> Rings {
    let by_value: Vec<Vec<usize>> = schemas.iter().map(|schema| held_by_value(&schema.shape)).collect();
    let by_alias: Vec<Vec<usize>> = schemas.iter().map(|schema| aliased(&schema.shape)).collect();
    Rings { values: rings(&by_value), aliases: rings(&by_alias) }
}

fn held_by_value(shape: &Shape) -> Vec<usize> {
    match shape {
        Shape::Object(object) => object.properties.values().map(|property| property.schema.0).collect(),
        Shape::Union(union) => union.arms.iter().map(|arm| arm.schema.0).collect(),
        Shape::Tuple { items, .. } => items.iter().map(|item| item.0).collect(),
        Shape::Ref(target) => vec![target.0],
        _ => Vec::new(),
    }
}

fn aliased(shape: &Shape) -> Vec<usize> {
    match shape {
        Shape::Ref(target) => vec![target.0],
        Shape::Array { items, .. } => items.iter().map(|item| item.0).collect(),
        Shape::Map { values } => values.iter().map(|value| value.0).collect(),
        Shape::Tuple { items, .. } => items.iter().map(|item| item.0).collect(),
        _ => Vec::new(),
    }
}

/// Everything a shape names, however it is held.
pub(crate) fn named(shape: &Shape) -> Vec<SchemaId> {
    match shape {
        Shape::Object(object) => {
            let extra = match object.additional {
                Some(Additional::Schema(id)) => Some(id),
                _ => None,
            };
            object.properties.values().map(|property| property.schema).chain(extra).collect()
        }
        other => {
            let mut ids = held_by_value(other);
            ids.extend(aliased(other));
            ids.sort_unstable();
            ids.dedup();
            ids.into_iter().map(SchemaId).collect()
        }
    }
}

/// The strongly connected components with more than one node, or with an edge from a node to itself.
fn rings(edges: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut rings = vec![None; edges.len()];
    for (number, component) in components(edges).into_iter().enumerate() {
        let single = match component.as_slice() {
            [node] => !edges.get(*node).is_some_and(|list| list.contains(node)),
            _ => false,
        };
        for member in component.into_iter().filter(|_| !single) {
            set(&mut rings, member, Some(number));
        }
    }
    rings
}

/// Tarjan's strongly connected components, without recursion; each after those that it has edges to.
pub(crate) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let count = edges.len();
    let mut index = vec![usize::MAX; count];
    let mut low = vec![0; count];
    let mut on_stack = vec![false; count];
    let mut stack = Vec::new();
    let mut result = Vec::new();
    let mut next = 0;
    for start in 0..count {
        if index.get(start) != Some(&usize::MAX) {
            continue;
        }
        let mut work = vec![(start, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                set(&mut index, node, next);
                set(&mut low, node, next);
                set(&mut on_stack, node, true);
                stack.push(node);
                next += 1;
            }
            let at = |list: &[usize], node: usize| list.get(node).copied().unwrap_or_default();
            if let Some(to) = edges.get(node).and_then(|list| list.get(edge)).copied() {
                work.push((node, edge + 1));
                if index.get(to) == Some(&usize::MAX) {
                    work.push((to, 0));
                } else if on_stack.get(to) == Some(&true) {
                    let least = at(&low, node).min(at(&index, to));
                    set(&mut low, node, least);
                }
                continue;
            }
            if at(&low, node) == at(&index, node) {
                let from = stack.iter().rposition(|member| *member == node).unwrap_or_default();
                let ring = stack.split_off(from);
                for member in &ring {
                    set(&mut on_stack, *member, false);
                }
                result.push(ring);
            }
            if let Some((parent, _)) = work.last().copied() {
                let least = at(&low, parent).min(at(&low, node));
                set(&mut low, parent, least);
            }
        }
    }
    result
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}
