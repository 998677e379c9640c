//! What a query may cost, from its text alone, before anything parses or answers it.
//!
//! The parser of queries takes time that is exponential in filters within filters and calls within calls, and stack for
//! each parenthesis; answers take time that is exponential in the segments (`$[*,*][*,*]`), that of all that a filter
//! compares, and that of compiling a pattern for each value. All of it is bounded here.

use super::pattern::Weight;

/// A longer query is none that a person wrote.
const MAX_BYTES: usize = 4096;

/// Filters and calls of functions within one another.
const MAX_FILTERS: usize = 3;

/// Brackets and parentheses within one another.
const MAX_DEPTH: usize = 12;

/// What a call costs, in values that are looked at: some compile a regular expression.
const CALL: u64 = 300;

/// Bytes of text that cost as much as a value.
const TEXT: u64 = 64;

/// The document that a query looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// All its values.
    pub(super) nodes: u64,
    /// Lists and mappings within one another.
    pub(super) depth: u64,
    /// Bytes of all its texts.
    pub(super) text: u64,
}

impl Size {
    /// What it costs to look at all of the document.
    fn whole(self) -> u64 {
        self.nodes.saturating_add(self.text / TEXT)
    }

    /// What it costs to look at a value for each value, on average.
    fn average(self) -> u64 {
        self.whole().div_ceil(self.nodes.max(1))
    }

    /// The same for all that is below a value: each is below as many others as lists and mappings are around it.
    fn below(self) -> u64 {
        self.depth.max(1).saturating_mul(self.average())
    }
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
            '\'' | '"' => {
                while let Some((_, next)) = characters.next()
                    && next != character
                {
                    if next == '\\' {
                        let _ = characters.next();
                    }
                }
                let end = characters.peek().map_or(text.len(), |(end, _)| *end);
                scan.text(text.get(at..end).unwrap_or_default());
            }
            '.' if characters.next_if(|(_, next)| *next == '.').is_some() => scan.descend(),
            '(' => scan.open(Call::behind(text.get(..at).unwrap_or_default()))?,
            '[' => scan.open(None)?,
            ')' => {
                scan.close()?;
            }
            ']' => scan.close_bracket()?,
            _ => scan.sign(character)?,
        }
    }
    while scan.stack.len() > 1 {
        scan.close_bracket()?;
    }
    scan.close()
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
    call: Option<Call>,
    /// What it costs to look at all of a query's value that the next one is compared with.
    compared: Option<u64>,
}

/// A call of a function, whose arguments are read.
enum Call {
    /// `match` or `search`, with what its pattern weighs once that was read.
    Pattern(Option<Weight>),
    Other,
}

impl Call {
    /// The call of the function whose name the text ends with.
    fn behind(text: &str) -> Option<Self> {
        let before = text.trim_end_matches(|sign: char| sign.is_ascii_alphanumeric() || sign == '_');
        match text.get(before.len()..)? {
            "" => None,
            "match" | "search" => Some(Self::Pattern(None)),
            _ => Some(Self::Other),
        }
    }
}

#[derive(Clone, Copy)]
struct Query {
    /// How many values at most it looks at if it selects several ones, each once.
    reach: u64,
    /// How often it may come to the same value.
    factor: u64,
    is_wide: bool,
    /// What it costs to look at what it selects if that is one value.
    one: u64,
    /// The same with all that is below that value.
    below: u64,
    /// What the filters in it cost.
    filters: u64,
}

impl Query {
    fn looks_at(self) -> u64 {
        if self.is_wide { self.reach.saturating_mul(self.factor) } else { self.one }
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
                let size = self.size;
                let is_below = is_inner && sign == '@';
                let below = if is_below { size.below() } else { size.whole() };
                // Texts are read by functions; two values that are equal are compared with all that is below them.
                let one = match (&level.call, level.compared.take()) {
                    (Some(_), _) if is_below => size.average(),
                    (Some(_), _) => below,
                    (None, Some(other)) => other.min(below),
                    (None, None) => 1,
                };
                let reach = if is_inner { below } else { size.nodes };
                level.query = Some(Query { reach, factor: 1, is_wide: false, one, below, filters: 0 });
            }
            ('=' | '<' | '>', query) => level.compared = level.compared.or(query.map(|query| query.below)),
            ('&' | '|', _) => {
                level.finish();
                level.compared = None;
            }
            ('*', Some(query)) => query.is_wide = true,
            ('*' | ':', None) => level.is_wide = true,
            (',', _) => {
                level.finish();
                level.compared = None;
                level.commas += 1;
            }
            ('?', _) => level.is_filter = true,
            _ => {}
        }
        self.stack.push(level);
        let filters =
            self.stack.iter().map(|level| usize::from(level.is_filter) + usize::from(level.call.is_some()));
        if filters.sum::<usize>() > MAX_FILTERS {
            return Err(format!(
                "the query has more than {MAX_FILTERS} filters and calls within one another"
            ));
        }
        Ok(())
    }

    /// A text in quotes.
    fn text(&mut self, quoted: &str) {
        if let Some(Level { call: Some(Call::Pattern(weight)), commas: 1, .. }) = self.stack.last_mut() {
            *weight = Some(Weight::of(quoted));
        }
    }

    fn open(&mut self, call: Option<Call>) -> Result<(), String> {
        self.stack.push(Level { call, ..Level::default() });
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
    fn close(&mut self) -> Result<u64, String> {
        let mut level = self.level();
        level.finish();
        level.cost = match level.call {
            None => level.cost,
            Some(Call::Other) => level.cost.saturating_add(CALL),
            Some(Call::Pattern(Some(weight))) => {
                level.cost.saturating_mul(weight.states).saturating_add(weight.compiling).saturating_add(CALL)
            }
            Some(Call::Pattern(None)) => {
                return Err("the pattern of `match` and `search` is a text in quotes".to_owned());
            }
        };
        if let Some(around) = self.stack.last_mut() {
            around.cost = around.cost.saturating_add(level.cost);
        }
        Ok(level.cost)
    }

    /// Ends a segment in brackets: its filters are asked of each value that the query has come to.
    fn close_bracket(&mut self) -> Result<(), String> {
        if self.stack.last().is_some_and(|level| level.call.is_some()) {
            return Err("a bracket ends where a parenthesis is open".to_owned());
        }
        let mut level = self.level();
        level.finish();
        let Some(around) = self.stack.last_mut() else { return Ok(()) };
        let Some(query) = &mut around.query else {
            around.cost = around.cost.saturating_add(level.cost);
            return Ok(());
        };
        query.factor = query.factor.saturating_mul(level.commas.saturating_add(1));
        query.is_wide |= level.is_wide || level.is_filter || level.commas > 0;
        if level.is_filter {
            query.filters =
                query.filters.saturating_add(query.looks_at().saturating_mul(level.cost.saturating_add(1)));
        }
        Ok(())
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
        of(query, Size { nodes: 1000, depth: 10, text: 0 })
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
