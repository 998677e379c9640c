//! Which schemas contain themselves: where a type needs a `Box`, and where an alias would never end.

use crate::document::by_schema::BySchema;
use crate::ir::schema::{Additional, Schema, SchemaId, Shape};

/// For each schema the number of its cycle, if it is in one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cycles {
    values: BySchema<Option<usize>>,
    aliases: BySchema<Option<usize>>,
}

impl Cycles {
    /// True if `to`, held by value inside `from`, leads back to `from`.
    #[must_use]
    pub(crate) fn boxed(&self, from: SchemaId, to: SchemaId) -> bool {
        self.values[from].is_some() && self.values[from] == self.values[to]
    }

    /// True for a list, map or alias that leads back to itself through nothing but lists, maps and aliases.
    #[must_use]
    pub(crate) fn endless_alias(&self, id: SchemaId) -> bool {
        self.aliases[id].is_some()
    }
}

/// Finds the cycles of all schemas.
#[must_use]
pub(crate) fn run(schemas: &BySchema<Schema>) -> Cycles {
    let by_value = schemas.iter().map(|schema| held_by_value(&schema.shape)).collect();
    let by_alias = schemas.iter().map(|schema| aliased(&schema.shape)).collect();
    Cycles { values: cycles(&by_value), aliases: cycles(&by_alias) }
}

fn held_by_value(shape: &Shape) -> Vec<SchemaId> {
    match shape {
        Shape::Object(object) => object.properties.values().map(|property| property.schema).collect(),
        Shape::Union(union) => union.arms.iter().map(|arm| arm.schema).collect(),
        Shape::Tuple { items, .. } => items.clone(),
        Shape::Ref(target) => vec![*target],
        _ => Vec::new(),
    }
}

fn aliased(shape: &Shape) -> Vec<SchemaId> {
    match shape {
        Shape::Ref(target) => vec![*target],
        Shape::Array { items, .. } => items.iter().copied().collect(),
        Shape::Map { values } => values.iter().copied().collect(),
        Shape::Tuple { items, .. } => items.clone(),
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
            ids
        }
    }
}

/// The strongly connected components with more than one node, or with an edge from a node to itself.
fn cycles(edges: &BySchema<Vec<SchemaId>>) -> BySchema<Option<usize>> {
    let mut cycles = edges.beside();
    for (number, component) in components(edges).into_iter().enumerate() {
        let is_cycle = match component.as_slice() {
            [node] => edges[*node].contains(node),
            _ => true,
        };
        for member in component.into_iter().filter(|_| is_cycle) {
            cycles[member] = Some(number);
        }
    }
    cycles
}

/// What Tarjan's algorithm knows of a node.
#[derive(Clone, Default)]
struct Visit {
    /// When it was reached; none if it was not yet.
    index: Option<usize>,
    /// The earliest that it leads to.
    low: usize,
    is_on_stack: bool,
}

/// Tarjan's strongly connected components, without recursion; each after those that it has edges to.
pub(crate) fn components(edges: &BySchema<Vec<SchemaId>>) -> Vec<Vec<SchemaId>> {
    let mut visits: BySchema<Visit> = edges.beside();
    let (mut stack, mut result, mut next) = (Vec::new(), Vec::new(), 0);
    for start in edges.ids() {
        if visits[start].index.is_some() {
            continue;
        }
        let mut work = vec![(start, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                visits[node] = Visit { index: Some(next), low: next, is_on_stack: true };
                stack.push(node);
                next += 1;
            }
            if let Some(to) = edges[node].get(edge).copied() {
                work.push((node, edge + 1));
                match visits[to] {
                    Visit { index: None, .. } => work.push((to, 0)),
                    Visit { index: Some(index), is_on_stack: true, .. } => {
                        visits[node].low = visits[node].low.min(index);
                    }
                    Visit { .. } => {}
                }
                continue;
            }
            let low = visits[node].low;
            if visits[node].index == Some(low) {
                let mut cycle = Vec::new();
                while let Some(member) = stack.pop() {
                    visits[member].is_on_stack = false;
                    cycle.push(member);
                    if member == node {
                        break;
                    }
                }
                cycle.reverse();
                result.push(cycle);
            }
            if let Some((parent, _)) = work.last().copied() {
                visits[parent].low = visits[parent].low.min(low);
            }
        }
    }
    result
}
