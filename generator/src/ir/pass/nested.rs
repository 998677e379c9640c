//! Lists and objects within what a style lays out: no style says how these are written, and they are JSON text there.

use std::collections::BTreeSet;

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::ir::Api;
use crate::ir::operation::Style;
use crate::ir::schema::{Additional, SchemaId, Shape};

/// Alternatives of one value that are looked at: a hostile document must not take quadratic time.
const MOST: usize = 100;

/// Says which parameters hold more than their style lays out.
pub(crate) fn run(api: &Api, report: &mut Report) {
    let mut told = BTreeSet::new();
    for operation in &api.operations {
        for parameter in &operation.parameters {
            let styled = parameter.content.is_none() && !parameter.is_querystring;
            let layout = Layout::of(parameter.style, parameter.explode);
            // A component that several operations use is told of once.
            if styled && told.insert(parameter.node) && layout.leaves_over(api, parameter.schema) {
                let place = parameter.location.name();
                let message =
                    format!("a list or an object within this {place} parameter is written as JSON text");
                report.warning(Code::ParameterShape, Place::Node(parameter.node), message, HELP);
            }
        }
    }
}

/// What to do about it.
pub(super) const HELP: &str = "no style says more of it; if the server reads it in another way, name that by `style: deepObject` or \
                    `content`, or make it text in an overlay, and write it yourself";

/// What is laid out of a list or an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Everything: `a[b][c]=1`.
    Deep,
    /// Items and members, and a list in a member: `b=1&b=2`.
    Members,
    /// Items and members.
    Flat,
}

impl Layout {
    pub(super) fn of(style: Style, explode: bool) -> Self {
        match style {
            style if style.is_deep() => Self::Deep,
            Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::Cookie if explode => {
                Self::Members
            }
            _ => Self::Flat,
        }
    }

    /// True if values of the schema may hold what is not laid out.
    pub(super) fn leaves_over(self, api: &Api, schema: SchemaId) -> bool {
        self != Self::Deep
            && alternatives(api, schema).into_iter().any(|shape| match shape {
                Shape::Array { items, .. } => items.is_some_and(|items| is_composite(api, items)),
                Shape::Tuple { items, .. } => items.iter().any(|item| is_composite(api, *item)),
                Shape::Map { values } => values.is_some_and(|values| self.leaves_member(api, values)),
                Shape::Object(object) => {
                    let more = match object.additional {
                        Some(Additional::Schema(schema)) => Some(schema),
                        _ => None,
                    };
                    let members = object.properties.values().map(|property| property.schema);
                    members.chain(more).any(|member| self.leaves_member(api, member))
                }
                _ => false,
            })
    }

    fn leaves_member(self, api: &Api, member: SchemaId) -> bool {
        alternatives(api, member).into_iter().any(|shape| match shape {
            Shape::Array { items, .. } if self == Self::Members => {
                items.is_some_and(|items| is_composite(api, items))
            }
            shape => has_parts(shape),
        })
    }
}

fn is_composite(api: &Api, schema: SchemaId) -> bool {
    alternatives(api, schema).into_iter().any(has_parts)
}

fn has_parts(shape: &Shape) -> bool {
    matches!(shape, Shape::Array { .. } | Shape::Tuple { .. } | Shape::Map { .. } | Shape::Object(_))
}

/// What a value may look like.
fn alternatives(api: &Api, schema: SchemaId) -> Vec<&Shape> {
    let (mut seen, mut open, mut shapes) = (BTreeSet::new(), vec![schema], Vec::new());
    while let Some(id) = open.pop().map(|id| api.target(id)) {
        if seen.len() >= MOST || !seen.insert(id) {
            continue;
        }
        match api.shape(id) {
            Shape::Union(union) => open.extend(union.arms.iter().map(|arm| arm.schema)),
            shape => shapes.push(shape),
        }
    }
    shapes
}
