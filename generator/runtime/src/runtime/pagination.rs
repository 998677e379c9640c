//! Pagination: what a list operation tells about its pages, and which page comes next.

use super::{Operation, Response, json_tree::from_utf8};
use serde_json::Value;

/// A list operation whose results come in pages.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no pages that are known: `items` and `pages` are of operations that the documentation calls lists",
    note = "its answer holds what there is, or `pagination` under `[operations]` of `regen.toml` says how pages are asked for"
)]
pub trait Paginated: Operation + Clone {
    /// What the list is of.
    type Item;
    /// How pages are asked for.
    const PAGING: Paging;

    /// Where this request begins.
    fn start(&self) -> PageStart;

    /// What a page tells.
    fn facts(page: &Response<Self::Output>) -> PageFacts;

    /// The items of a page.
    fn items(page: Self::Output) -> Vec<Self::Item>;

    /// Makes this the request for another page. A link needs no change here.
    fn seek(&mut self, next: &PageTarget);
}

/// How pages are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paging {
    /// By the number of items to skip.
    Offset,
    /// By the page's number; `first` is that of the first page.
    Page {
        /// 0 or 1.
        first: u64,
    },
    /// By a token from the page before.
    Cursor,
    /// By a URL from the page before, with GET.
    Link,
    /// By a URL from the page before, with the method and the body of this request.
    LinkAgain,
}

/// Where a request begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageStart {
    /// The offset or page number that the caller asked for.
    pub position: Option<u64>,
    /// The page size that the caller asked for, or that the document states.
    pub size: Option<u64>,
}

/// What a page tells about itself and what follows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// How many items it holds.
    pub count: usize,
    /// How many items there are in all, if the server says so.
    pub total: Option<u64>,
    /// How many pages there are in all, if the server says so.
    pub pages: Option<u64>,
    /// Whether there is more, if the server says so.
    pub has_more: Option<bool>,
    /// The next page's token or URL.
    pub next: Option<String>,
}

/// The page to ask for next.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageTarget {
    /// Skip so many items.
    Offset(u64),
    /// The page with this number.
    Page(u64),
    /// The page of this token.
    Cursor(String),
    /// The page at this URL.
    Link(String),
}

/// What comes after a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    End,
    Go(PageTarget),
    /// The server does not advance: following it would never end.
    Stuck(&'static str),
    /// The page is the one before once more, not what was asked for.
    Repeated(&'static str),
}

const SAME_PAGE: &str = "the server sent the same page twice; it seems to ignore which page it is asked for";

/// Keeps track of the pages of one list. Knows no types and does no I/O.
///
/// A number of items, or of pages, that is smaller than what has come already is wrong: it ends nothing. Then the list
/// goes on up to a page that is empty, or shorter than another. A number of items that is what a full first page holds may
/// be that of the page: the offset behind it is asked for, which is an empty page at most. By numbers of pages it is not,
/// since for one past the end servers answer 404, and a list that is complete would end in an error.
#[derive(Debug)]
pub(crate) struct Pager {
    paging: Paging,
    start: PageStart,
    /// The offset or page number of the page under way.
    position: u64,
    /// The largest page seen: a server that caps pages shows its limit here.
    largest: u64,
    seen: u64,
    total: Option<u64>,
    skipped_empty: bool,
    token: Option<String>,
    /// The body of the page before, to notice a server that ignores which page it is asked for.
    body: Option<bytes::Bytes>,
}

impl Pager {
    #[inline]
    pub(crate) fn new(paging: Paging, start: PageStart) -> Self {
        let first = if let Paging::Page { first } = paging { first } else { 0 };
        Self {
            paging,
            start,
            position: start.position.unwrap_or(first),
            largest: 0,
            seen: 0,
            total: None,
            skipped_empty: false,
            token: None,
            body: None,
        }
    }

    /// How many items there are in all, once the server has said so.
    #[inline]
    pub(crate) fn total(&self) -> Option<u64> {
        self.total
    }

    /// The offset or number of the page under way.
    #[inline]
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// What comes after a page.
    #[inline]
    pub(crate) fn advance(&mut self, facts: &PageFacts, body: &bytes::Bytes) -> Step {
        let count = u64::try_from(facts.count).unwrap_or(u64::MAX);
        self.seen = self.seen.saturating_add(count);
        self.largest = self.largest.max(count);
        self.total = facts.total.or(self.total);
        let before = self.body.replace(body.clone());
        let same = || count > 0 && before.as_ref().is_some_and(|before| is_repeated(before, body));
        let numbered = matches!(self.paging, Paging::Offset | Paging::Page { .. });
        if numbered && same() {
            return Step::Repeated(SAME_PAGE);
        }
        if facts.has_more == Some(false) {
            return Step::End;
        }
        let step = match self.paging {
            Paging::Cursor => self.follow(facts, PageTarget::Cursor),
            Paging::Link | Paging::LinkAgain => self.follow(facts, PageTarget::Link),
            Paging::Offset => self.next_offset(facts, count),
            Paging::Page { first } => self.next_number(facts, count, first),
        };
        match step {
            Step::Stuck(problem) if same() => Step::Repeated(problem),
            step => step,
        }
    }

    #[inline]
    fn follow(&mut self, facts: &PageFacts, target: fn(String) -> PageTarget) -> Step {
        let Some(next) = facts.next.clone().filter(|next| !next.is_empty()) else { return Step::End };
        if self.token.as_ref() == Some(&next) {
            return Step::Stuck("the server gave the same next page twice");
        }
        // Servers that filter send empty pages now and then, but not two in a row for ever.
        let empty_again = facts.count == 0 && std::mem::replace(&mut self.skipped_empty, true);
        if facts.count > 0 {
            self.skipped_empty = false;
        }
        if empty_again && facts.has_more.is_none() {
            return Step::End;
        }
        self.token = Some(next.clone());
        Step::Go(target(next))
    }

    #[inline]
    fn next_offset(&mut self, facts: &PageFacts, count: u64) -> Step {
        // By what is there, not by what was asked for: servers cap the page size.
        let mut next = self.position.saturating_add(count);
        let total = self.total.filter(|total| *total >= next);
        if count == 0 {
            // A hole in the middle is stepped over once; where nothing says that more must come, it is the end.
            let stride = if self.largest > 0 { self.largest } else { self.start.size.unwrap_or(0) };
            let more = facts.has_more == Some(true) || total.is_some_and(|total| next < total);
            if !more || stride == 0 || std::mem::replace(&mut self.skipped_empty, true) {
                return Step::End;
            }
            next = next.saturating_add(stride);
        } else {
            self.skipped_empty = false;
        }
        // What counts the items of each page only says after a full first page the same as what counts all of them.
        let is_first = self.seen == count && self.position == 0;
        let is_full = self.start.size.is_some_and(|size| size > 0 && count >= size);
        let total = total.filter(|total| !(is_first && is_full && *total == count));
        let seen_all = facts.has_more != Some(true) && total.is_some_and(|total| next >= total);
        if seen_all || self.is_last_by_size(facts, count, total.is_some()) {
            return Step::End;
        }
        self.position = next;
        Step::Go(PageTarget::Offset(next))
    }

    #[inline]
    fn next_number(&mut self, facts: &PageFacts, count: u64, first: u64) -> Step {
        let next = self.position.saturating_add(1);
        // The items before the page at which the caller began are not known, so totals count from the first page only.
        let from_first = self.start.position.is_none_or(|position| position == first);
        let total = self.total.filter(|total| *total >= self.seen);
        let seen_all = from_first && total == Some(self.seen);
        // One that has items is no page past the end.
        let pages = facts.pages.filter(|pages| *pages >= next.saturating_sub(first) || count == 0);
        let past_end = pages.is_some_and(|pages| next.saturating_sub(first) >= pages);
        let ends = facts.has_more != Some(true) && (seen_all || past_end);
        let more = facts.has_more == Some(true)
            || pages.is_some()
            || (from_first && total.is_some_and(|total| self.seen < total));
        let empty_again = count == 0 && std::mem::replace(&mut self.skipped_empty, true);
        if count > 0 {
            self.skipped_empty = false;
        }
        let told = total.is_some() || pages.is_some();
        if ends || empty_again || (count == 0 && !more) || self.is_last_by_size(facts, count, told) {
            return Step::End;
        }
        self.position = next;
        Step::Go(PageTarget::Page(next))
    }

    /// Whether a page is known to be the last by being shorter than another; only where nothing better is known.
    /// `told`: whether the server says how many there are.
    #[inline]
    fn is_last_by_size(&self, facts: &PageFacts, count: u64, told: bool) -> bool {
        facts.has_more.is_none() && !told && count < self.largest
    }
}

/// How much longer one of two answers with the same items is than the other, at most: by how a time or a number in them is
/// written.
const SLACK: usize = 64;

/// Whether an answer is the one before once more. What stands beside its lists, as the time or an id of the request, may
/// differ.
#[inline]
fn is_repeated(before: &[u8], body: &[u8]) -> bool {
    before == body
        || before.len().abs_diff(body.len()) <= SLACK
            && matches!((from_utf8(before), from_utf8(body)), (Ok(one), Ok(other)) if has_lists_of(&one, &other))
}

/// Whether two values have the same lists in the same places.
#[inline]
fn has_lists_of(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|other| has_lists_of(value, other)))
        }
        (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => one == other,
        _ => true,
    }
}

/// The URL with `rel="next"` in a `Link` header.
#[inline]
pub fn link_header(headers: &http::HeaderMap) -> Option<String> {
    headers
        .get_all(http::header::LINK)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| next_link(value).map(str::to_owned))
}

/// The next page of one value. URLs hold commas and semicolons, too, and so do quoted parameters (RFC 8288).
#[inline]
fn next_link(mut rest: &str) -> Option<&str> {
    loop {
        let (url, after) = rest.split_once('<')?.1.split_once('>')?;
        let parameters = unquoted(after, ',').next()?;
        let is_next = unquoted(parameters, ';').any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or_default();
            let value = value.trim().trim_matches('"');
            name.trim().eq_ignore_ascii_case("rel")
                && value.split(' ').any(|rel| rel.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(url);
        }
        rest = after.get(parameters.len()..)?;
    }
}

/// The parts of a text between marks that stand outside quotes.
#[inline]
fn unquoted(text: &str, mark: char) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    text.split(move |character| {
        is_quoted ^= character == '"';
        character == mark && !is_quoted
    })
}
