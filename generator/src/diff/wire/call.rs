//! A call as both servers see it.

use std::collections::BTreeSet;

use super::value::{self, Kind, Types};
use super::{Walk, Way};
use crate::diff::quote::quoted;
use crate::document::Status;
use crate::media_type::MediaType;
use crate::surface::{Answer, Exchange, Sent, Type, USUAL};

impl<'a> Walk<'a> {
    pub(super) fn exchange(&mut self, was: &'a Exchange, is: &'a Exchange) {
        self.parameters(was, is);
        self.body(was, is);
        let (old, new) = (self.old, self.new);
        // A scheme that is called otherwise now sends what it sent.
        let is_same = |own: &String, id: &String| {
            own == id || (old.scheme(id).is_none() && new.scheme(own).is_none() && new.scheme(id).is_some())
        };
        let has = |ids: &Vec<String>, id: &String| {
            ids.iter().any(|own| is_same(own, id) && old.scheme(own) == new.scheme(id))
        };
        // Of several ways to call, each is that of somebody.
        let nothing = [Vec::new()];
        let ways = if was.security.is_empty() { &nothing } else { was.security.as_slice() };
        let is_enough = |ids: &Vec<String>| {
            is.security.is_empty() || is.security.iter().any(|asked| asked.iter().all(|id| has(ids, id)))
        };
        let (enough, lost): (Vec<_>, Vec<_>) = ways.iter().partition(|ids| is_enough(ids));
        let together = |ids: &Vec<String>| ids.iter().map(quoted).collect::<Vec<_>>().join(" and ");
        if enough.is_empty() || lost.iter().any(|ids| ids.is_empty()) {
            let asked: Vec<String> = is.security.iter().map(together).collect();
            self.fails(Way::Request, format!("asks for the credential {}", asked.join(" or ")));
        } else if !lost.is_empty() {
            let lost: Vec<String> = lost.into_iter().map(together).collect();
            let lost = lost.join(" or ");
            self.fails(Way::Request, format!("does not take {lost} any more as they may send it"));
        }
        self.scopes(was, is);
        self.answers(was, is);
        self.headers(was, is);
    }

    /// The headers that a client reads into its types.
    fn headers(&mut self, was: &'a Exchange, is: &'a Exchange) {
        let Some(old) = &was.headers else { return };
        if let Some(new) = &is.headers {
            self.members(old, new, Way::Response);
            return;
        }
        for (name, field) in self.old.fields(old).into_iter().filter(|(_, field)| value::always(field)) {
            let name = field.wire.as_deref().unwrap_or(&name);
            self.fails(Way::Response, format!("sends no header {} any more", quoted(name)));
        }
    }

    /// A token is good for what was asked for with it: what the operation named, or the client asks for by itself.
    fn scopes(&mut self, was: &Exchange, is: &Exchange) {
        for (id, scope) in &is.scopes {
            let is_way = is.security.iter().all(|ids| ids.contains(id));
            let named = was.scopes.iter().any(|(own, known)| own == id && known == scope);
            let asked =
                || self.old.scopes(id).is_some_and(|asked| asked.split(' ').any(|known| known == scope));
            if is_way && !named && !asked() {
                let (scope, id) = (quoted(scope), quoted(id));
                self.fails(
                    Way::Request,
                    format!("wants the scope {scope} of {id}, which they do not ask for"),
                );
            }
        }
    }

    /// Each client asks for the media types that it knows, and reads what comes in one of them.
    fn answers(&mut self, was: &'a Exchange, is: &'a Exchange) {
        for answer in &is.answers {
            let status = quoted(answer.status);
            let known = known(was, answer.status);
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
                let status = quoted(answer.status);
                self.fails(Way::Response, format!("sends no {what} for the answer {status} any more"));
            }
        }
    }

    fn parameters(&mut self, was: &'a Exchange, is: &'a Exchange) {
        fn in_path(one: &Exchange) -> Vec<&Sent> {
            one.sent.iter().filter(|sent| sent.place == "path").collect()
        }
        for (old, new) in in_path(was).into_iter().zip(in_path(is)) {
            self.sent(old, new, &format!("the path parameter {}", quoted(&new.name)));
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
                // A parameter that is null is left out.
                Some(old) if new.required && (!old.required || (old.nullable && !new.nullable)) => {
                    self.fails(Way::Request, format!("requires {told}, which they may leave out"));
                }
                _ => {}
            }
            if let Some(old) = was.sent.iter().find(same) {
                self.sent(old, new, &told);
            }
        }
    }

    /// The same parameter before and after.
    fn sent(&mut self, old: &'a Sent, new: &'a Sent, told: &str) {
        if let Some((was, is)) = self.styles(old, new) {
            self.fails(Way::Request, format!("reads {told} as `{is}`, which they send as `{was}`"));
        }
        // A list of one is written as that one is.
        let is_plain = ["simple", "form", "space-delimited", "pipe-delimited"].contains(&new.style);
        let item = self.item(&old.ty, &new.ty).filter(|_| is_plain);
        self.value(&old.ty, item.unwrap_or(&new.ty), Way::Request, told);
    }

    /// What is in a list that took the place of one value.
    pub(super) fn item(&self, old: &'a Type, new: &'a Type) -> Option<&'a Type> {
        let kinds = (self.old.kind(self.old.plain(old)), self.new.kind(self.new.plain(new)));
        match kinds {
            (Kind::List(_) | Kind::Tuple(_) | Kind::Prefix(_), _) => None,
            (_, Kind::List(item)) => Some(item),
            _ => None,
        }
    }

    /// How a value is written and how it is read, if these differ. Only of what has several parts it matters whether each
    /// stands by itself.
    fn styles(&self, old: &'a Sent, new: &'a Sent) -> Option<(String, String)> {
        let one = |ty: &'a Type, of: Types<'a>| {
            matches!(
                of.kind(of.plain(ty)),
                Kind::Text
                    | Kind::TextOf(_)
                    | Kind::Values(..)
                    | Kind::Integer(_)
                    | Kind::Number
                    | Kind::Bool
            )
        };
        let is_one =
            one(&old.ty, self.old) && (one(&new.ty, self.new) || self.item(&old.ty, &new.ty).is_some());
        let text = |sent: &Sent| {
            let explode = if sent.explode && !is_one { ", exploded" } else { "" };
            format!("{}{explode}", sent.style)
        };
        let (was, is) = (text(old), text(new));
        (was != is).then_some((was, is))
    }

    /// How the parts of a form are written before and after.
    fn parts(&mut self, old: &Sent, new: &Sent) {
        let names: BTreeSet<&String> = old.parts.keys().chain(new.parts.keys()).collect();
        for name in names {
            let [was, is] = [old, new].map(|sent| sent.parts.get(name).map_or(USUAL, String::as_str));
            if was != is {
                let (name, was, is) = (quoted(name), quoted(was), quoted(is));
                self.fails(
                    Way::Request,
                    format!("reads {name} of the form as {is}, which they send as {was}"),
                );
            }
        }
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
                Some(body) => {
                    if sent.nullable && !body.nullable {
                        self.fails(Way::Request, "refuses null for the body".to_owned());
                    }
                    self.parts(sent, body);
                    self.value(&sent.ty, &body.ty, Way::Request, "the body");
                }
                None if !new.is_empty() => {
                    self.fails(Way::Request, format!("takes no {} any more", quoted(&sent.name)));
                }
                None => {}
            }
        }
    }
}

fn same(one: &Sent, other: &Sent) -> bool {
    let is_header = one.place == "header" && one.name.eq_ignore_ascii_case(&other.name);
    one.place == other.place && (is_header || one.name == other.name)
}

/// The answers that a client takes one with this status for: those with the status, else those whose status stands for it;
/// where a single status is listed, those with that one.
fn known<'a>(was: &'a Exchange, status: Status) -> Vec<&'a Answer> {
    let stands_for = |known: Status| match (known, status) {
        (Status::Default, _) => true,
        (Status::Range(digit), Status::Code(code)) => code / 100 == digit,
        _ => false,
    };
    let statuses: BTreeSet<Status> = was.answers.iter().map(|answer| answer.status).collect();
    let is_only = statuses.len() == 1 && status != Status::Code(206);
    let listed = |is: &dyn Fn(Status) -> bool| -> Vec<&'a Answer> {
        was.answers.iter().filter(|answer| is(answer.status)).collect()
    };
    let ways: [&dyn Fn(Status) -> bool; 3] = [&|known| known == status, &stands_for, &|_| is_only];
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
