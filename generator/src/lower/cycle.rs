//! Schemas that are made of nothing but themselves, or of others without end.

use super::table::{Edge, Table};
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::document::schema::SchemaId;
use crate::raw::NodeId;

/// How many names of a cycle are printed.
const SHOWN: usize = 6;

/// Schemas that are made of each other, one of the next: every look at the first of them follows all.
const LONGEST: usize = 1_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    /// All that it is made of was visited; so many follow each other.
    Done(usize),
}

/// A schema on the way, the edges from it that were followed, and the longest way below it.
struct Step {
    at: usize,
    followed: usize,
    longest: usize,
}

impl Table<'_> {
    /// Reports each cycle of `$ref` and `allOf` once, at the place that closes it, and cuts it there.
    pub(super) fn cut_cycles(&mut self, report: &mut Report) {
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); self.len()];
        for (number, edge) in self.edges.iter().enumerate() {
            if let Some(edges) = next.get_mut(edge.from.0) {
                edges.push(number);
            }
        }
        let mut states = vec![State::New; self.len()];
        let mut closing = Vec::new();
        for start in 0..self.len() {
            if states.get(start) == Some(&State::New) {
                self.visit(start, &next, &mut states, &mut closing);
            }
        }
        let is_too_long = |edge: &&Edge| matches!(states.get(edge.to.0), Some(State::Done(LONGEST)));
        if let Some(edge) = self.edges.iter().find(is_too_long) {
            let message = format!("more than {LONGEST} schemas are made of each other, from here on");
            let help = "refer to the last of them";
            report.error(Code::ReferenceExpansion, Place::Node(edge.place), message, help);
        }
        for (ring, edge) in closing {
            self.report_cycle(&ring, edge.place, report);
            self.cut(edge.from, edge.to);
        }
    }

    fn visit(
        &self,
        start: usize,
        next: &[Vec<usize>],
        states: &mut [State],
        closing: &mut Vec<(Vec<usize>, Edge)>,
    ) {
        let step = |at| Step { at, followed: 0, longest: 0 };
        let mut path = vec![step(start)];
        set(states, start, State::Open);
        while let Some(last) = path.last_mut() {
            let edges = next.get(last.at);
            let edge =
                edges.and_then(|edges| edges.get(last.followed)).and_then(|number| self.edges.get(*number));
            let Some(edge) = edge.copied() else {
                let longest = last.longest + 1;
                set(states, last.at, State::Done(longest));
                path.pop();
                if let Some(above) = path.last_mut() {
                    above.longest = above.longest.max(longest);
                }
                continue;
            };
            last.followed += 1;
            match states.get(edge.to.0) {
                Some(State::New) => {
                    set(states, edge.to.0, State::Open);
                    path.push(step(edge.to.0));
                }
                Some(State::Open) => {
                    let ring: Vec<usize> =
                        path.iter().map(|step| step.at).skip_while(|at| *at != edge.to.0).collect();
                    closing.push((ring, edge));
                }
                Some(State::Done(longest)) => last.longest = last.longest.max(*longest),
                None => {}
            }
        }
    }

    fn report_cycle(&self, ring: &[usize], place: NodeId, report: &mut Report) {
        let name = |index: &usize| match self.get(SchemaId(*index)) {
            Some(entry) => entry.component.clone().unwrap_or_else(|| entry.node.pointer()),
            None => String::new(),
        };
        let mut names: Vec<String> = ring.iter().take(SHOWN).map(name).collect();
        if ring.len() > SHOWN {
            names.push(format!("... ({} in all)", ring.len()));
        }
        names.extend(ring.first().map(name));
        let message = format!("the schema is made of itself: {}", names.join(" -> "));
        let help = "refer to it below `properties`, `items` or `oneOf`, or take this reference out";
        report.error(Code::ReferenceCycle, Place::Node(place), message, help);
    }
}

fn set(states: &mut [State], index: usize, state: State) {
    if let Some(slot) = states.get_mut(index) {
        *slot = state;
    }
}
