//! The other verdict: whether released versions of the crate keep working against the new server. Both surfaces are
//! walked side by side from each call, so that what is called otherwise in Rust, and is the same to a server, is no change.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::quote::quoted;
use crate::media_type::MediaType;
use crate::surface::{Answer, Cause, Exchange, FactName, Item, Sent, Shape, Surface, Type};

mod value;

use value::{Choice, Kind, Types};

/// The direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// In what clients send.
    Request,
    /// In what servers answer.
    Response,
}

impl Way {
    /// In a word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// Why released versions fail.
#[derive(Debug, Clone, PartialEq)]
pub struct Failing {
    /// The call: `POST /pets`.
    pub call: String,
    /// The direction.
    pub way: Way,
    /// What the new server does, in Markdown without a full stop; texts of documents are inline code.
    pub what: String,
    /// The line of the document that says so, if it is one of the new document's.
    pub cause: Option<Cause>,
}

/// Compares the calls that both have, and looks for those that only the old surface has.
pub(super) fn failing(old: &Surface, new: &Surface) -> Vec<Failing> {
    let (before, after) = (calls(old), calls(new));
    let mut walk = Walk {
        old: Types(old),
        new: Types(new),
        call: String::new(),
        cause: None,
        open: VecDeque::new(),
        seen: BTreeSet::new(),
        found: Vec::new(),
    };
    for (at, (item, was)) in before {
        walk.call = format!("{} {}", was.method, was.path);
        walk.cause = after.get(&at).and_then(|(item, _)| item.cause.clone());
        match after.get(&at) {
            None => {
                walk.cause.clone_from(&item.cause);
                walk.fails(Way::Request, "does not have it any more".to_owned());
            }
            Some((_, is)) => walk.exchange(was, is),
        }
        while let Some(value) = walk.open.pop_front() {
            walk.cause.clone_from(&value.cause);
            walk.compare(value);
        }
    }
    walk.found
}

/// The calls by method and path, whatever the parameters in it are called.
fn calls(surface: &Surface) -> BTreeMap<(String, String), (&Item, &Exchange)> {
    let plain = |path: &str| {
        let mut depth = 0_usize;
        let keep = |char: &char| {
            match char {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 || *char == '{'
        };
        path.chars().filter(keep).collect::<String>()
    };
    let exchanges = surface.items.values().filter_map(|item| Some((item, item.exchange.as_deref()?)));
    exchanges.map(|(item, one)| ((one.method.clone(), plain(&one.path)), (item, one))).collect()
}

/// A value that goes one way, to be compared.
struct Value<'a> {
    old: &'a Type,
    new: &'a Type,
    way: Way,
    /// What it is, in a sentence.
    told: String,
    cause: Option<Cause>,
}

struct Walk<'a> {
    old: Types<'a>,
    new: Types<'a>,
    call: String,
    cause: Option<Cause>,
    open: VecDeque<Value<'a>>,
    /// Pairs of types that were compared: what differs in them is told once, with the first call that meets it.
    seen: BTreeSet<(&'a str, &'a str, Way)>,
    found: Vec<Failing>,
}

fn same(one: &Sent, other: &Sent) -> bool {
    one.place == other.place && one.name == other.name
}

/// Requests leave out what is read only.
fn is_sent(item: &Item) -> bool {
    !item.facts.contains_key(&FactName::ReadOnly)
}

impl<'a> Walk<'a> {
    fn fails(&mut self, way: Way, what: String) {
        let failing = Failing { call: self.call.clone(), way, what, cause: self.cause.clone() };
        if !self.found.contains(&failing) {
            self.found.push(failing);
        }
    }

    fn exchange(&mut self, was: &'a Exchange, is: &'a Exchange) {
        self.parameters(was, is);
        self.body(was, is);
        let (old, new) = (self.old, self.new);
        let has = |ids: &Vec<String>, id: &String| ids.contains(id) && old.scheme(id) == new.scheme(id);
        let enough = |asked: &Vec<String>| was.security.iter().any(|ids| asked.iter().all(|id| has(ids, id)));
        if !is.security.is_empty() && !is.security.iter().any(|new| new.is_empty() || enough(new)) {
            let asked: Vec<String> = is
                .security
                .iter()
                .map(|ids| ids.iter().map(quoted).collect::<Vec<_>>().join(" and "))
                .collect();
            self.fails(Way::Request, format!("asks for the credential {}", asked.join(" or ")));
        }
        self.answers(was, is);
    }

    /// Each client asks for the media types that it knows, and reads what comes in one of them.
    fn answers(&mut self, was: &'a Exchange, is: &'a Exchange) {
        for answer in &is.answers {
            let status = quoted(&answer.status);
            let known = known(was, &answer.status);
            // What is named is nearer than a range of media types that it lies in.
            let named = known.iter().find(|known| is_named(known, answer));
            match named.or_else(|| known.iter().find(|known| comes_as(known, answer))) {
                Some(known) => {
                    self.value(&known.ty, &answer.ty, Way::Response, &format!("the answer {status}"));
                }
                // Another media type is what another client asks for.
                None if known.iter().any(|known| known.status == answer.status) => {}
                None => self.fails(Way::Response, format!("answers with the status {status}, which is new")),
            }
        }
        for answer in &was.answers {
            let mut now = is.answers.iter().filter(|now| now.status == answer.status).peekable();
            if now.peek().is_some() && !now.any(|now| comes_as(answer, now)) {
                let what =
                    answer.media.iter().map(|media| quoted(media.essence())).collect::<Vec<_>>().join(", ");
                let status = quoted(&answer.status);
                self.fails(Way::Response, format!("sends no {what} for the answer {status} any more"));
            }
        }
    }

    fn parameters(&mut self, was: &'a Exchange, is: &'a Exchange) {
        fn in_path(one: &Exchange) -> Vec<&Sent> {
            one.sent.iter().filter(|sent| sent.place == "path").collect()
        }
        for (old, new) in in_path(was).into_iter().zip(in_path(is)) {
            self.value(&old.ty, &new.ty, Way::Request, &format!("the path parameter {}", quoted(&new.name)));
        }
        let named = |one: &&Sent| !["path", "body"].contains(&one.place);
        let told = |one: &Sent| format!("the {} parameter {}", one.place, quoted(&one.name));
        for old in was.sent.iter().filter(named) {
            if !is.sent.iter().any(|new| same(old, new)) {
                self.fails(
                    Way::Request,
                    format!("does not know {} any more, which they may send", told(old)),
                );
            }
        }
        for new in is.sent.iter().filter(named) {
            let told = told(new);
            let same = |old: &&Sent| same(old, new);
            match was.sent.iter().find(same) {
                None if new.required => {
                    self.fails(Way::Request, format!("requires {told}, which they do not send"));
                }
                Some(old) if new.required && !old.required => {
                    self.fails(Way::Request, format!("requires {told}, which they may leave out"));
                }
                _ => {}
            }
            if let Some(old) = was.sent.iter().find(same) {
                if let Some((was, is)) = self.styles(old, new) {
                    self.fails(Way::Request, format!("reads {told} as `{is}`, which they send as `{was}`"));
                }
                self.value(&old.ty, &new.ty, Way::Request, &told);
            }
        }
    }

    /// How a value is written and how it is read, if these differ. Only of what has several parts it matters whether each
    /// stands by itself.
    fn styles(&self, old: &'a Sent, new: &'a Sent) -> Option<(String, String)> {
        let one = |ty: &'a Type, of: Types<'a>| {
            matches!(
                of.kind(of.plain(ty)),
                Kind::Text | Kind::TextOf(_) | Kind::Values(_) | Kind::Integer(_) | Kind::Number | Kind::Bool
            )
        };
        let is_one = one(&old.ty, self.old) && one(&new.ty, self.new);
        let text = |sent: &Sent| {
            let explode = if sent.explode && !is_one { ", exploded" } else { "" };
            format!("{}{explode}", sent.style)
        };
        let (was, is) = (text(old), text(new));
        (was != is).then_some((was, is))
    }

    fn body(&mut self, was: &'a Exchange, is: &'a Exchange) {
        fn bodies(one: &Exchange) -> Vec<&Sent> {
            one.sent.iter().filter(|sent| sent.place == "body").collect()
        }
        let (old, new) = (bodies(was), bodies(is));
        if new.iter().any(|body| body.required) {
            if old.is_empty() {
                self.fails(Way::Request, "requires a body, which they do not send".to_owned());
            } else if !old.iter().any(|body| body.required) {
                self.fails(Way::Request, "requires the body, which they may leave out".to_owned());
            }
        }
        for sent in old {
            match new.iter().find(|body| body.name == sent.name) {
                Some(body) => self.value(&sent.ty, &body.ty, Way::Request, "the body"),
                None if !new.is_empty() => {
                    self.fails(Way::Request, format!("takes no {} any more", quoted(&sent.name)));
                }
                None => {}
            }
        }
    }

    fn value(&mut self, old: &'a Type, new: &'a Type, way: Way, told: &str) {
        let (told, cause) = (told.to_owned(), self.cause.clone());
        self.open.push_back(Value { old, new, way, told, cause });
    }

    /// What the sender of a value makes must be what its receiver reads.
    fn compare(&mut self, value: Value<'a>) {
        let Value { old, new, way, told, .. } = value;
        let (old, new) = (self.old.plain(old), self.new.plain(new));
        let (was, is) = (self.old.kind(old), self.new.kind(new));
        if let (Some(old), Some(new)) = (was.path(), is.path())
            && !self.seen.insert((old, new, way))
        {
            return;
        }
        match (was, is) {
            (Kind::Struct(old), Kind::Struct(new)) => self.members(old, new, way),
            (Kind::Values(old), Kind::Values(new)) => {
                let values = self.new.values(new);
                let gone = self.old.values(old).into_iter().filter(|value| !values.contains(value));
                let gone: Vec<String> = gone.map(quoted).collect();
                // What is read keeps a value that it does not know.
                if way == Way::Request && !gone.is_empty() {
                    self.fails(way, format!("refuses {} for {told}", gone.join(", ")));
                }
            }
            (Kind::Choice(old), Kind::Choice(new)) => self.choices(old, new, way, &told),
            (Kind::List(old), Kind::List(new)) | (Kind::Map(old), Kind::Map(new)) => {
                self.value(old, new, way, &format!("what is in {told}"));
            }
            (Kind::Tuple(old), Kind::Tuple(new)) if old.len() == new.len() => {
                for (old, new) in old.iter().zip(new) {
                    self.value(old, new, way, &format!("what is in {told}"));
                }
            }
            (was, is) => {
                let fits = match way {
                    Way::Request => value::fits(&was, &is, false),
                    Way::Response => value::fits(&is, &was, true),
                };
                if !fits {
                    let (old, new) = (quoted(old.bare()), quoted(new.bare()));
                    let verb = if way == Way::Request { "takes" } else { "sends" };
                    self.fails(way, format!("{verb} {new} for {told}, which was {old}"));
                }
            }
        }
    }

    fn members(&mut self, old: &'a str, new: &'a str, way: Way) {
        let (before, after) = (self.old.fields(old), self.new.fields(new));
        let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
        for name in names {
            let told = format!("{} of {}", quoted(name), quoted(last(new)));
            let (was, is) = (before.get(name), after.get(name));
            let outer = self.cause.clone();
            self.cause = is.and_then(|is| is.cause.clone()).or(outer.clone());
            match (was, is, way) {
                (None, Some(is), Way::Request) if value::always(is) && is_sent(is) => {
                    self.fails(way, format!("requires {told}, which they do not send"));
                }
                (Some(was), Some(is), Way::Request)
                    if value::always(is) && is_sent(is) && !value::always(was) =>
                {
                    self.fails(way, format!("requires {told}, which they may leave out"));
                }
                (Some(was), None, Way::Request) if is_sent(was) && !self.new.takes_any(new) => {
                    self.fails(way, format!("does not know {told} any more, which they may send"));
                }
                (Some(was), None, Way::Response) if value::always(was) => {
                    self.fails(way, format!("sends no {told} any more"));
                }
                (Some(was), Some(is), Way::Response) if value::always(was) && !value::always(is) => {
                    self.fails(way, format!("may leave out {told}, which was always there"));
                }
                _ => {}
            }
            if let (Some(was), Some(is)) = (was, is)
                && let (Shape::Field(old), Shape::Field(new)) = (&was.shape, &is.shape)
            {
                let (may, might) = (value::nullable(is, new), value::nullable(was, old));
                match way {
                    Way::Request if might && !may => self.fails(way, format!("refuses null for {told}")),
                    // What may be absent is absent where it is null.
                    Way::Response if may && !might && value::always(was) => {
                        self.fails(way, format!("may send null for {told}, which was never null"));
                    }
                    _ => {}
                }
                self.value(old, new, way, &told);
            }
            self.cause = outer;
        }
    }

    /// Alternatives are told apart by their tags, else by what they are called.
    fn choices(&mut self, old: &'a str, new: &'a str, way: Way, told: &str) {
        let (before, after) = (self.old.choices(old), self.new.choices(new));
        for was in before {
            let same = |is: &&Choice<'_>| match was.tags {
                [] => is.name == was.name,
                tags => is.tags.iter().any(|tag| tags.contains(tag)),
            };
            let now = after.iter().find(same);
            if let Some(now) = now {
                self.value(was.holds, now.holds, way, told);
            }
            if way == Way::Response {
                continue;
            }
            let known: Vec<&String> = after.iter().flat_map(|is| is.tags).collect();
            let gone = was.tags.iter().filter(|tag| !known.contains(tag));
            for tag in gone {
                self.fails(way, format!("takes no {} for {told} any more", quoted(tag)));
            }
            let is_like = |is: &Choice<'_>| is.holds == was.holds;
            if was.tags.is_empty() && now.is_none() && !after.iter().any(is_like) {
                self.fails(way, format!("takes no {} for {told} any more", quoted(was.name)));
            }
        }
    }
}

/// The answers that a client takes one with this status for: those with the status, else those whose status stands for it;
/// where a single status is listed, those with that one.
fn known<'a>(was: &'a Exchange, status: &str) -> Vec<&'a Answer> {
    let stands_for =
        |known: &str| known == "default" || (known.ends_with("XX") && known.get(..1) == status.get(..1));
    let statuses: BTreeSet<&str> = was.answers.iter().map(|answer| answer.status.as_str()).collect();
    let is_only = statuses.len() == 1 && status != "206";
    let listed = |is: &dyn Fn(&str) -> bool| -> Vec<&'a Answer> {
        was.answers.iter().filter(|answer| is(&answer.status)).collect()
    };
    let ways: [&dyn Fn(&str) -> bool; 3] = [&|known| known == status, &stands_for, &|_| is_only];
    ways.into_iter().map(listed).find(|listed| !listed.is_empty()).unwrap_or_default()
}

/// True if an answer comes in a media type that another names.
fn is_named(known: &Answer, answer: &Answer) -> bool {
    let is_named = |one: &MediaType| answer.media.iter().any(|other| one.essence() == other.essence());
    known.media.iter().any(is_named)
}

/// True if a client that knows an answer can read another as such; one that expects no body does not look at it.
fn comes_as(known: &Answer, answer: &Answer) -> bool {
    let lies_in = |one: &MediaType| answer.media.iter().any(|other| one.covers(other) || other.covers(one));
    known.media.is_empty() || is_named(known, answer) || known.media.iter().any(lies_in)
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
