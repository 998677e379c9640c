//! Pages by offset and limit.

use serde_json::{Value, json};

use super::canned::Canned;
use super::recorded::Recorded;
use super::state::State;

/// Which records a request asks for.
pub(super) struct Page {
    offset: usize,
    limit: usize,
}

impl Page {
    /// From the query of a request.
    pub(super) fn of(request: &Recorded, state: &State) -> Result<Self, Canned> {
        let number = |name: &str, default: usize| match request.query_value(name) {
            None => Ok(default),
            Some(text) => {
                text.parse().map_err(|_| Canned::error(400, &format!("{name}: expected a whole number")))
            }
        };
        let (offset, limit) = (number("offset", 0)?, number("limit", 50)?);
        if !(1..=100).contains(&limit) {
            return Err(Canned::error(400, "limit: must be from 1 to 100"));
        }
        Ok(Self { offset, limit: limit.min(state.largest_page.unwrap_or(usize::MAX)) })
    }

    /// The page of all these records.
    pub(super) fn cut(&self, records: Vec<Value>) -> Canned {
        let total = records.len();
        let data: Vec<Value> = records.into_iter().skip(self.offset).take(self.limit).collect();
        Canned::json(200, json!({"data": data, "total_count": total}))
    }
}
