//! What a query may cost, from its text alone, before anything parses or answers it.
//!
//! The parser of queries takes time that is exponential in filters within filters and calls within calls, and stack for
//! each parenthesis; answers take time that is exponential in the segments (`$[*,*][*,*]`). Both are bounded here.

/// A longer query is none that a person wrote.
const MAX_BYTES: usize = 4096;

/// Filters and calls of functions within one another.
const MAX_FILTERS: usize = 3;

/// Brackets and parentheses within one another.
const MAX_DEPTH: usize = 12;

/// What a call costs: some compile a regular expression.
const CALL: u64 = 300;

/// The document that a query looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// All its values.
    pub(super) nodes: u64,
    /// Lists and mappings within one another.
    pub(super) depth: u64,
}

/// How many values a query looks at, at most; or what is wrong with it.
pub(super) fn of(text: &str, size: Size) -> Result<u64, String> {
    if text.len() > MAX_BYTES {
        return Err(format!("the query is longer than {MAX_BYTES} bytes"));
    }
    let mut scan = Scan { size, stack: vec![Level::default()] };
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\'' | '"' => loop {
                match characters.next() {
                    Some((_, '\\')) => drop(characters.next()),
                    Some((_, end)) if end != character => {}
                    _ => break,
                }
            },
            '.' if characters.next_if(|(_, next)| *next == '.').is_some() => scan.descend(),
            '(' => {
                let is_call = text
                    .get(..at)
                    .is_some_and(|before| before.ends_with(|last: char| last.is_ascii_alphanumeric()));
                scan.open(is_call)?;
            }
            '[' => scan.open(false)?,
            ')' => drop(scan.close()),
            ']' => scan.close_bracket(),
            _ => scan.sign(character)?,
        }
    }
    while scan.stack.len() > 1 {
        scan.close_bracket();
    }
    Ok(scan.close().cost)
}

struct Scan {
    size: Size,
    stack: Vec<Level>,
}

/// A pair of brackets or parentheses, or the whole text.
#[derive(Default)]
struct Level {
    /// The query that is being read.
    query: Option<Query>,
    /// What the queries before it cost.
    cost: u64,
    /// The selectors before the last one.
    commas: u64,
    /// Whether a selector selects several values.
    is_wide: bool,
    is_filter: bool,
    is_call: bool,
}

#[derive(Clone, Copy)]
struct Query {
    /// How many values at most it looks at if it selects several ones, each once.
    reach: u64,
    /// How often it may come to the same value.
    factor: u64,
    is_wide: bool,
    /// What the filters in it cost.
    filters: u64,
}

impl Query {
    fn looks_at(self) -> u64 {
        if self.is_wide { self.reach.saturating_mul(self.factor) } else { self.factor }
    }
}

impl Scan {
    fn level(&mut self) -> Level {
        self.stack.pop().unwrap_or_default()
    }

    fn sign(&mut self, sign: char) -> Result<(), String> {
        let is_inner = self.stack.len() > 1;
        let mut level = self.level();
        match (sign, &mut level.query) {
            ('$' | '@', _) => {
                level.finish();
                // All that the children of a value hold, together, is each value once for each level above it.
                let reach = if is_inner && sign == '@' { self.size.depth } else { self.size.nodes };
                level.query = Some(Query { reach, factor: 1, is_wide: false, filters: 0 });
            }
            ('*', Some(query)) => query.is_wide = true,
            ('*' | ':', None) => level.is_wide = true,
            (',', _) => {
                level.finish();
                level.commas += 1;
            }
            ('?', _) => level.is_filter = true,
            _ => {}
        }
        self.stack.push(level);
        let filters =
            self.stack.iter().map(|level| usize::from(level.is_filter) + usize::from(level.is_call));
        if filters.sum::<usize>() > MAX_FILTERS {
            return Err(format!(
                "the query has more than {MAX_FILTERS} filters and calls within one another"
            ));
        }
        Ok(())
    }

    fn open(&mut self, is_call: bool) -> Result<(), String> {
        self.stack.push(Level { is_call, cost: if is_call { CALL } else { 0 }, ..Level::default() });
        if self.stack.len() > MAX_DEPTH {
            return Err(format!("the query has more than {MAX_DEPTH} brackets within one another"));
        }
        Ok(())
    }

    /// `..` visits all that is below: in one query again and again, once for each level.
    fn descend(&mut self) {
        let depth = self.size.depth;
        if let Some(query) = self.stack.last_mut().and_then(|level| level.query.as_mut()) {
            if query.is_wide {
                query.factor = query.factor.saturating_mul(depth);
            }
            query.is_wide = true;
        }
    }

    /// Ends a level; its cost is part of the one around it.
    fn close(&mut self) -> Level {
        let mut level = self.level();
        level.finish();
        if let Some(around) = self.stack.last_mut() {
            around.cost = around.cost.saturating_add(level.cost);
        }
        level
    }

    /// Ends a segment in brackets: its filters are asked of each value that the query has come to.
    fn close_bracket(&mut self) {
        let mut level = self.level();
        level.finish();
        let Some(around) = self.stack.last_mut() else { return };
        let Some(query) = &mut around.query else {
            around.cost = around.cost.saturating_add(level.cost);
            return;
        };
        query.factor = query.factor.saturating_mul(level.commas.saturating_add(1));
        query.is_wide |= level.is_wide || level.is_filter || level.commas > 0;
        if level.is_filter {
            query.filters =
                query.filters.saturating_add(query.looks_at().saturating_mul(level.cost.saturating_add(1)));
        }
    }
}

impl Level {
    fn finish(&mut self) {
        if let Some(query) = self.query.take() {
            self.cost = self.cost.saturating_add(query.filters).saturating_add(query.looks_at());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Size, of};

    fn cost(query: &str) -> Result<u64, String> {
        of(query, Size { nodes: 1000, depth: 10 })
    }

    #[test]
    fn what_people_write_is_cheap() {
        for (query, expected) in [
            ("$", 1),
            ("$.info['a(b', \"[[[\"]", 2000),
            ("$.paths['/a[?(\\'].get", 1),
            ("$.paths.*.*", 1000),
            ("$..parameters[?@.name == 'x' && @['in'] == 'query']", 4000),
            ("$..a..b", 10_000),
            ("$.paths.*[?@..x]", 12_000),
        ] {
            assert_eq!(cost(query), Ok(expected), "{query}");
        }
        assert!(
            cost("$.paths[?match(@.a, 'x.*') || !(length(@.b) > 2 && count(@.*) == $.c)]").unwrap()
                < 1_000_000
        );
    }

    #[test]
    fn what_grows_with_the_query_is_seen() {
        for query in [
            "[*,*]".repeat(60),
            "..*".repeat(20),
            "[?$..*]".repeat(3000) + &"..*".repeat(20),
            "[0,0,0]".repeat(60),
        ] {
            assert!(cost(&format!("${query}")).map_or(true, |cost| cost > 1 << 40), "{query}");
        }
        assert!(cost("$..[?$..[?$..*]]").unwrap() > 1_000_000_000);
    }

    #[test]
    fn nesting_and_length_are_bounded() {
        let nested =
            |open: &str, close: &str, count| format!("$[?{}@.a{}]", open.repeat(count), close.repeat(count));
        for (query, fault) in [
            (nested("(", ")", 10_000), "longer"),
            (nested("(", ")", 30), "brackets"),
            (nested("@[?", "]", 4), "filters"),
            (nested("f(", ")", 4), "filters"),
            (nested("[", "]", 30), "brackets"),
            ("]".repeat(30) + &"[?".repeat(20), "filters"),
        ] {
            assert!(cost(&query).unwrap_err().contains(fault), "{query}");
        }
    }
}
