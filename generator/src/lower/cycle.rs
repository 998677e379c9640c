//! Schemas that are made of nothing but themselves, or of others without end.

use super::table::{Edge, Table};
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::document::by_schema::BySchema;
use crate::document::schema::SchemaId;
use crate::raw::NodeId;

/// How many names of a cycle are printed.
const SHOWN: usize = 6;

/// Schemas that are made of each other, one of the next: every look at the first of them follows all.
const LONGEST: usize = 1_000;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    New,
    Open,
    /// All that it is made of was visited; so many follow each other.
    Done(usize),
}

/// A schema on the way, the edges from it that were followed, and the longest way below it.
struct Step {
    at: SchemaId,
    followed: usize,
    longest: usize,
}

impl Table<'_> {
    /// Reports each cycle of `$ref` and `allOf` once, at the place that closes it, and cuts it there.
    pub(super) fn cut_cycles(&mut self, report: &mut Report) {
        let mut next: BySchema<Vec<Edge>> = (0..self.len()).map(|_| Vec::new()).collect();
        for edge in &self.edges {
            next[edge.from].push(*edge);
        }
        let mut states: BySchema<State> = next.beside();
        let mut closing = Vec::new();
        for start in next.ids() {
            if states[start] == State::New {
                visit(start, &next, &mut states, &mut closing);
            }
        }
        let is_too_long = |edge: &&Edge| states[edge.to] == State::Done(LONGEST);
        if let Some(edge) = self.edges.iter().find(is_too_long) {
            let message = format!("more than {LONGEST} schemas are made of each other, from here on");
            let help = "refer to the last of them";
            report.error(Code::ReferenceExpansion, Place::Node(edge.place), message, help);
        }
        for (cycle, edge) in closing {
            self.report_cycle(&cycle, edge.place, report);
            self.cut(edge.from, edge.to);
        }
    }

    fn report_cycle(&self, cycle: &[SchemaId], place: NodeId, report: &mut Report) {
        let name = |id: &SchemaId| match self.get(*id) {
            Some(entry) => entry.component.clone().unwrap_or_else(|| entry.node.pointer()),
            None => String::new(),
        };
        let mut names: Vec<String> = cycle.iter().take(SHOWN).map(name).collect();
        if cycle.len() > SHOWN {
            names.push(format!("... ({} in all)", cycle.len()));
        }
        names.extend(cycle.first().map(name));
        let message = format!("the schema is made of itself: {}", names.join(" -> "));
        let help = "refer to it below `properties`, `items` or `oneOf`, or take this reference out";
        report.error(Code::ReferenceCycle, Place::Node(place), message, help);
    }
}

/// Follows the edges from one schema, and finds those that close a cycle, each with the schemas in it.
fn visit(
    start: SchemaId,
    next: &BySchema<Vec<Edge>>,
    states: &mut BySchema<State>,
    closing: &mut Vec<(Vec<SchemaId>, Edge)>,
) {
    let step = |at| Step { at, followed: 0, longest: 0 };
    let mut path = vec![step(start)];
    states[start] = State::Open;
    while let Some(last) = path.last_mut() {
        let Some(edge) = next[last.at].get(last.followed).copied() else {
            let longest = last.longest + 1;
            states[last.at] = State::Done(longest);
            path.pop();
            if let Some(above) = path.last_mut() {
                above.longest = above.longest.max(longest);
            }
            continue;
        };
        last.followed += 1;
        match states[edge.to] {
            State::New => {
                states[edge.to] = State::Open;
                path.push(step(edge.to));
            }
            State::Open => {
                let cycle = path.iter().map(|step| step.at).skip_while(|at| *at != edge.to).collect();
                closing.push((cycle, edge));
            }
            State::Done(longest) => last.longest = last.longest.max(longest),
        }
    }
}
