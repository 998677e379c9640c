//! The other verdict: whether released versions of the crate keep working against the new server. Both surfaces are
//! walked side by side from each call and from each webhook and callback, so that what is called otherwise in Rust, and is
//! the same to a server, is no change.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::quote::quoted;
use crate::surface::{Cause, Exchange, FactName, Item, Shape, Surface, Type};

mod call;
mod value;

use value::{Choice, Kind, Types};

/// The direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// In what clients send.
    Request,
    /// In what servers answer, and what they send by webhooks and callbacks.
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
    /// The call: `POST /pets`; of what users receive, how it is sent: `POST as the webhook sold`. Of a crate with several
    /// APIs, with the module: `pets: POST /pets`.
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
        walk.compare_all();
    }
    // What is not sent any more fails nobody.
    let after = received(new);
    for (identity, (item, was)) in received(old) {
        if let Some((now, is)) = after.get(identity) {
            walk.call = item.facts.get(&FactName::Sent).cloned().unwrap_or_default();
            walk.cause.clone_from(&now.cause);
            walk.media(item, now);
            walk.value(was, is, Way::Response, "the body");
            walk.compare_all();
        }
    }
    if let Some(module) = &new.module {
        for failing in &mut walk.found {
            failing.call = format!("{module}: {}", failing.call);
        }
    }
    walk.found
}

/// What users receive, by webhooks and callbacks: the items with the types of their bodies.
fn received(surface: &Surface) -> BTreeMap<&str, (&Item, &Type)> {
    let sent = surface.items.values().filter(|item| item.facts.contains_key(&FactName::Sent));
    sent.filter_map(|item| match &item.shape {
        Shape::Alias(ty) => Some((item.identity.as_deref()?, (item, ty))),
        _ => None,
    })
    .collect()
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

/// Lists in lists that are looked into, to find whether two types are alike.
const DEPTH: usize = 8;

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

    fn compare_all(&mut self) {
        while let Some(value) = self.open.pop_front() {
            self.cause.clone_from(&value.cause);
            self.compare(value);
        }
    }

    fn value(&mut self, old: &'a Type, new: &'a Type, way: Way, told: &str) {
        let (told, cause) = (told.to_owned(), self.cause.clone());
        self.open.push_back(Value { old, new, way, told, cause });
    }

    /// The media type of what users receive.
    fn media(&mut self, was: &Item, is: &Item) {
        let media = |item: &Item| item.facts.get(&FactName::Body).cloned().unwrap_or_default();
        let (was, is) = (media(was), media(is));
        if was != is {
            self.fails(Way::Response, format!("sends {}, which was {}", quoted(is), quoted(was)));
        }
    }

    /// What the sender of a value makes must be what its receiver reads.
    fn compare(&mut self, value: Value<'a>) {
        let Value { old, new, way, told, .. } = value;
        if let (Some(old), Some(new)) = (self.old.path(old), self.new.path(new))
            && !self.seen.insert((old, new, way))
        {
            return;
        }
        let (old, new) = (self.old.plain(old), self.new.plain(new));
        let (was, is) = (self.old.kind(old), self.new.kind(new));
        let (sent, read) = if way == Way::Request { (&was, &is) } else { (&is, &was) };
        let fits_length = matches!(read, Kind::Prefix(_)) || matches!(sent, Kind::Tuple(_));
        if let Some((old, new)) = self.meant((old, &was), (new, &is), way) {
            return self.value(old, new, way, &told);
        }
        match (was, is) {
            (Kind::Struct(old), Kind::Struct(new)) => self.members(old, new, way),
            (Kind::Values(of, old), Kind::Values(same, new)) if of == same => {
                let values = self.new.values(new);
                let gone = self.old.values(old).into_iter().filter(|value| !values.contains(value));
                let gone: Vec<String> = gone.map(quoted).collect();
                // What is read keeps a value that it does not know.
                if way == Way::Request && !gone.is_empty() {
                    self.fails(way, format!("refuses {} for {told}", gone.join(", ")));
                }
            }
            (Kind::Choice(old), Kind::Choice(new)) => self.choices(old, new, way, &told),
            // One alternative is left.
            (Kind::Choice(path), is) if way == Way::Request => {
                for was in self.old.choices(path) {
                    let kind = self.old.kind(self.old.plain(was.holds));
                    if value::fits(&kind, &is, false) || self.is_alike(was.holds, new) {
                        self.value(was.holds, new, way, &told);
                    } else {
                        self.fails(way, format!("takes no {} for {told} any more", quoted(was.name)));
                    }
                }
            }
            (Kind::List(old), Kind::List(new)) | (Kind::Map(old), Kind::Map(new)) => {
                self.inner(old, new, way, &told);
            }
            (Kind::Struct(old), Kind::Map(new)) if way == Way::Request => {
                for (name, field) in self.old.fields(old) {
                    let Shape::Field(ty) = &field.shape else { continue };
                    self.value(ty, new, way, &format!("{} in {told}", quoted(name)));
                }
            }
            (Kind::Map(old), Kind::Struct(new)) if way == Way::Response => {
                for (name, field) in self.new.fields(new) {
                    let Shape::Field(ty) = &field.shape else { continue };
                    self.value(old, ty, way, &format!("{} in {told}", quoted(name)));
                }
            }
            (Kind::Tuple(old) | Kind::Prefix(old), Kind::Tuple(new) | Kind::Prefix(new))
                if fits_length && old.len() == new.len() =>
            {
                for (old, new) in old.iter().zip(new) {
                    self.inner(old, new, way, &told);
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

    /// What is in a list, a map or a tuple.
    fn inner(&mut self, old: &'a Type, new: &'a Type, way: Way, told: &str) {
        let told = format!("what is in {told}");
        match (way, old.in_option().is_some(), new.in_option().is_some()) {
            (Way::Request, true, false) => self.fails(way, format!("refuses null for {told}")),
            (Way::Response, false, true) => {
                self.fails(way, format!("may send null for {told}, which was never null"));
            }
            _ => {}
        }
        self.value(old, new, way, &told);
    }

    /// One of the alternatives is what it was, or what is left of them: the two to be compared.
    fn meant(
        &self,
        (old, was): (&'a Type, &Kind<'a>),
        (new, is): (&'a Type, &Kind<'a>),
        way: Way,
    ) -> Option<(&'a Type, &'a Type)> {
        let find = |types: Types<'a>, path: &'a str, is_meant: &dyn Fn(&'a Type) -> bool| {
            types.choices(path).iter().map(|choice| choice.holds).find(|holds| is_meant(holds))
        };
        match (way, was, is) {
            (_, Kind::Choice(_), Kind::Choice(_)) => None,
            (Way::Request, _, Kind::Choice(path)) => {
                let kind = |ty: &'a Type| self.new.kind(self.new.plain(ty));
                let is_meant = |is| value::fits(was, &kind(is), false) || self.is_alike(old, is);
                Some((old, find(self.new, path, &is_meant)?))
            }
            (Way::Response, Kind::Choice(path), _) => {
                let kind = |ty: &'a Type| self.old.kind(self.old.plain(ty));
                let is_meant = |was| value::fits(is, &kind(was), true) || self.is_alike(was, new);
                Some((find(self.old, path, &is_meant)?, new))
            }
            _ => None,
        }
    }

    /// Two types that are written alike, whatever they are called: structs of the same members, say.
    fn is_alike(&self, old: &Type, new: &Type) -> bool {
        self.is_alike_at(old, new, 0)
    }

    fn is_alike_at(&self, old: &Type, new: &Type, depth: usize) -> bool {
        match (self.old.kind(self.old.plain(old)), self.new.kind(self.new.plain(new))) {
            (Kind::Struct(old), Kind::Struct(new)) => {
                self.old.fields(old).keys().eq(self.new.fields(new).keys())
            }
            (Kind::Values(_, old), Kind::Values(_, new)) => self.old.values(old) == self.new.values(new),
            // What holds itself has no end.
            (Kind::List(old), Kind::List(new)) | (Kind::Map(old), Kind::Map(new)) => {
                depth < DEPTH && self.is_alike_at(old, new, depth + 1)
            }
            (old, new) => old == new,
        }
    }

    fn members(&mut self, old: &'a str, new: &'a str, way: Way) {
        let (before, after) = (self.old.fields(old), self.new.fields(new));
        let names: BTreeSet<&str> = before.keys().chain(after.keys()).map(AsRef::as_ref).collect();
        for name in names {
            let (was, is) = (before.get(name), after.get(name));
            let wire = is.or(was).and_then(|item| item.wire.as_deref()).unwrap_or(name);
            let told = format!("{} of {}", quoted(wire), quoted(last(new)));
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
                (Some(was), None, Way::Request)
                    if is_sent(was) && !self.new.takes_any(new) && !self.new.knows(new, name) =>
                {
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
                if way == Way::Request && self.is_one_part(old, new) {
                    self.written(was, is, &told);
                }
                if way == Way::Request && is.place == Some("multipart") {
                    self.part(was, is, &told);
                }
                let (may, might) = (value::nullable(is, new), value::nullable(was, old));
                match way {
                    Way::Request if might && !may => self.fails(way, format!("refuses null for {told}")),
                    // What may be absent is absent where it is null.
                    Way::Response if may && !might && value::always(was) => {
                        self.fails(way, format!("may send null for {told}, which was never null"));
                    }
                    _ => {}
                }
                // Of a multipart form each part of a name stands by itself.
                let item = self.item(old, new).filter(|_| is.place == Some("multipart"));
                self.value(old, item.unwrap_or(new), way, &told);
            }
            self.cause = outer;
        }
    }

    /// Neither is an object, which is JSON in a part anyway.
    fn is_one_part(&self, old: &'a Type, new: &'a Type) -> bool {
        let is_one =
            |kind: Kind<'_>| !matches!(kind, Kind::Struct(_) | Kind::Map(_) | Kind::Choice(_) | Kind::Any);
        is_one(self.old.kind(self.old.plain(old))) && is_one(self.new.kind(self.new.plain(new)))
    }

    /// How the part of a form is written before and after.
    fn written(&mut self, was: &Item, is: &Item, told: &str) {
        let how = |item: &Item| item.facts.get(&FactName::Parameter).cloned().unwrap_or_default();
        let (was, is) = (how(was), how(is));
        if was != is {
            let text = |how: String| if how.is_empty() { "text".to_owned() } else { how };
            let (was, is) = (quoted(text(was)), quoted(text(is)));
            self.fails(Way::Request, format!("reads {told} as {is}, which they send as {was}"));
        }
    }

    /// The media type of a part before and after. Of several the first is sent; of what bytes are by themselves, callers say.
    fn part(&mut self, was: &Item, is: &Item, told: &str) {
        let Some(sent) = was.media.first().filter(|sent| !sent.is_octets()) else { return };
        let read = &is.media;
        if !read.is_empty()
            && !read.iter().any(|one| one.is_octets() || one.covers(sent) || one.essence() == sent.essence())
        {
            let read = read.iter().map(|one| quoted(one.as_str())).collect::<Vec<_>>().join(" or ");
            let sent = quoted(sent.as_str());
            self.fails(Way::Request, format!("reads {told} as {read}, which they send as {sent}"));
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
            // What is called otherwise, since its schema is, has the members that it had.
            let renamed = |is: &&Choice<'_>| was.tags.is_empty() && self.is_alike(was.holds, is.holds);
            let now = after.iter().find(same).or_else(|| after.iter().find(renamed));
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
            if was.tags.is_empty() && now.is_none() {
                self.fails(way, format!("takes no {} for {told} any more", quoted(was.name)));
            }
        }
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
