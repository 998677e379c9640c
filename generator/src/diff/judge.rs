//! The rules: what a difference of one item is to a caller.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::alias::Aliases;
use super::quote::quoted;
use super::{Group, Level};
use crate::surface::{Argument, Call, FactName, Item, Shape, Type, Way};

/// What an item's difference is.
pub(super) struct Judgement {
    pub(super) group: Group,
    pub(super) level: Level,
    pub(super) what: String,
    /// What differs where the lines do not.
    pub(super) differ: Option<(String, String)>,
}

/// `None` if there is no difference.
pub(super) fn judge(
    old: Option<&Item>,
    new: Option<&Item>,
    aliases: &(Aliases<'_>, Aliases<'_>),
) -> Option<Judgement> {
    match (old, new) {
        // What refers to them says so.
        (Some(Item { shape: Shape::Rules, .. }), None) | (None, Some(Item { shape: Shape::Rules, .. })) => {
            None
        }
        (Some(old), None) => Some(breaking(format!("removed {}", noun(&old.shape)))),
        (None, Some(new)) => Some(additive(match &new.shape {
            Shape::Alias(target) if new.facts.contains_key(&FactName::Deprecated) => {
                format!("goes on as a deprecated name of {}", quoted(target))
            }
            shape => format!("added {}", noun(shape)),
        })),
        (Some(old), Some(new)) => {
            // What breaks is told, whatever else there is to tell.
            let mut differences: Vec<Judgement> = [
                signature(old, new, aliases),
                rebound(old, new),
                gate(old, new),
                environment(old, new),
                facts(old, new),
                documentation(old, new),
            ]
            .into_iter()
            .flatten()
            .collect();
            differences.sort_by_key(|judgement| Reverse(judgement.level));
            differences.into_iter().next()
        }
        (None, None) => None,
    }
}

fn documentation(old: &Item, new: &Item) -> Option<Judgement> {
    (old.documentation != new.documentation).then(|| Judgement {
        group: Group::Documentation,
        level: Level::None,
        what: "documentation only".to_owned(),
        differ: Some((old.documentation.clone(), new.documentation.clone())),
    })
}

fn breaking(what: String) -> Judgement {
    Judgement { group: Group::Breaking, level: Level::Major, what, differ: None }
}

fn additive(what: String) -> Judgement {
    Judgement { group: Group::Additive, level: Level::Minor, what, differ: None }
}

/// What an item is called in a sentence.
pub(super) fn noun(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct | Shape::Tuple(_) | Shape::Named(_) => "struct",
        Shape::Enum => "enum",
        Shape::Alias(_) => "type alias",
        Shape::Module { .. } => "module",
        Shape::Field(_) => "field",
        Shape::Variant(_) => "variant",
        Shape::Function { .. } => "method",
        Shape::Traits { .. } => "traits",
        Shape::Features(_) => "default features",
        Shape::Feature => "feature",
        Shape::Server => "server",
        Shape::Rules => "rules",
        Shape::ServerVariable(_) => "server variable",
        Shape::Crate { .. } => "crate",
    }
}

/// The types differ, behind all other names for them.
fn signature(old: &Item, new: &Item, aliases: &(Aliases<'_>, Aliases<'_>)) -> Option<Judgement> {
    if old.shape == new.shape {
        return None;
    }
    let (old, new) = (aliases.0.resolved(&old.shape), aliases.1.resolved(&new.shape));
    (old != new).then(|| shape(&old, &new))
}

fn shape(old: &Shape, new: &Shape) -> Judgement {
    match (old, new) {
        (Shape::Traits { names: old, .. }, Shape::Traits { names: new, .. }) => names("trait", old, new),
        (Shape::Features(old), Shape::Features(new)) => names("default feature", old, new),
        (Shape::ServerVariable(old), Shape::ServerVariable(new)) => values(old, new),
        (Shape::Field(old), Shape::Field(new)) => {
            breaking(format!("type {} became {}", quoted(old), quoted(new)))
        }
        (Shape::Variant(old), Shape::Variant(new)) => {
            let text = |payload: &Option<Type>| payload.as_ref().map_or_else(|| "nothing".to_owned(), quoted);
            breaking(format!("holds {}, held {}", text(new), text(old)))
        }
        (Shape::Module { feature: old }, Shape::Module { feature: new }) => {
            module(old.as_ref(), new.as_ref())
        }
        (
            Shape::Function { receiver, arguments: before, output: old_output, call: old_call },
            Shape::Function { arguments: after, output: new_output, call: new_call, .. },
        ) => {
            // What a constructor takes is called after the fields: another name is another field.
            if receiver.is_empty() && renamed(before, after).is_some_and(|one| one.level < Level::Major) {
                let pairs = before.iter().zip(after).filter(|(old, new)| old.name != new.name);
                let told = pairs.map(|(old, new)| {
                    format!("takes {} in the place of {}", quoted(&new.name), quoted(&old.name))
                });
                return breaking(told.collect::<Vec<_>>().join("; "));
            }
            function((before, old_output, old_call.as_ref()), (after, new_output, new_call.as_ref()))
        }
        (Shape::Named(old), Shape::Named(new)) => breaking(fields(old, new)),
        (Shape::Alias(old), Shape::Alias(new)) => {
            breaking(format!("stood for {}, now for {}", quoted(old), quoted(new)))
        }
        (old, new) if noun(old) == noun(new) => breaking("changed".to_owned()),
        (old, new) => breaking(format!("the {} became a {}", noun(old), noun(new))),
    }
}

/// What became of fields that are all required.
fn fields(old: &BTreeMap<String, Type>, new: &BTreeMap<String, Type>) -> String {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let parts = names.into_iter().filter_map(|name| match (old.get(name), new.get(name)) {
        (None, Some(_)) => Some(format!("takes {} as well", quoted(name))),
        (Some(_), None) => Some(format!("takes no {}", quoted(name))),
        (Some(was), Some(is)) if was != is => {
            Some(format!("{} is {}, was {}", quoted(name), quoted(is), quoted(was)))
        }
        _ => None,
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// Values that can be set; any, if there are none.
fn values(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Judgement {
    let list = |values: BTreeSet<&String>| values.into_iter().map(quoted).collect::<Vec<_>>().join(", ");
    let lost: BTreeSet<&String> = old.difference(new).collect();
    if new.is_empty() {
        additive("takes any value".to_owned())
    } else if old.is_empty() {
        breaking(format!("takes no other value than {}", list(new.iter().collect())))
    } else if lost.is_empty() {
        additive(format!("takes {} as well", list(new.difference(old).collect())))
    } else {
        breaking(format!("takes no {}", list(lost)))
    }
}

/// Sets of names: one that goes breaks, one that comes does not.
fn names<T: Ord + std::fmt::Display>(what: &str, old: &[T], new: &[T]) -> Judgement {
    let list = |from: &[T], without: &[T]| -> Vec<String> {
        let without: BTreeSet<&T> = without.iter().collect();
        from.iter().filter(|name| !without.contains(name)).map(quoted).collect()
    };
    let (lost, gained) = (list(old, new), list(new, old));
    if lost.is_empty() {
        additive(format!("gained the {what} {}", gained.join(", ")))
    } else {
        breaking(format!("lost the {what} {}", lost.join(", ")))
    }
}

/// What goes behind a feature is gone for those who turn the defaults off.
fn module(old: Option<&String>, new: Option<&String>) -> Judgement {
    match (old, new) {
        (None, Some(feature)) => breaking(format!("is behind the feature {} now", quoted(feature))),
        (Some(feature), None) => additive(format!("needs the feature {} no more", quoted(feature))),
        _ => breaking("is behind another feature".to_owned()),
    }
}

/// The arguments, the output, and what a call gives in the end.
type Signature<'a> = (&'a [Argument], &'a Type, Option<&'a Call>);

fn function(
    (before, old_output, old_call): Signature<'_>,
    (after, new_output, new_call): Signature<'_>,
) -> Judgement {
    let same_output = (old_output, old_call) == (new_output, new_call);
    if same_output && let Some(renamed) = renamed(before, after) {
        return renamed;
    }
    let (mut parts, mut wider) = arguments(before, after);
    if !same_output {
        wider = false;
        let (old, new) = match (old_call, new_call) {
            (Some(old), Some(new)) if old.output != new.output => (&old.output, &new.output),
            (Some(old), Some(new)) if old.error != new.error => (&old.error, &new.error),
            _ => (old_output, new_output),
        };
        parts.push(format!("gives {}, gave {}", quoted(new), quoted(old)));
    }
    let what = parts.join("; ");
    if wider { additive(what) } else { breaking(what) }
}

/// The same types in the same places under other names: no call sees that, unless the names changed places.
fn renamed(before: &[Argument], after: &[Argument]) -> Option<Judgement> {
    let same = |(old, new): (&Argument, &Argument)| old.ty == new.ty && old.way == new.way;
    if before.len() != after.len() || !before.iter().zip(after).all(same) {
        return None;
    }
    let names =
        |list: &[Argument]| list.iter().map(|argument| argument.name.clone()).collect::<BTreeSet<_>>();
    let (old, new) = (names(before), names(after));
    if !old.is_disjoint(&new)
        && before.iter().zip(after).any(|(one, other)| {
            one.name != other.name && (new.contains(&one.name) || old.contains(&other.name))
        })
    {
        return Some(breaking("takes its arguments in another order".to_owned()));
    }
    let pairs = before.iter().zip(after).filter(|(old, new)| old.name != new.name);
    let parts: Vec<String> = pairs
        .map(|(old, new)| format!("the argument {} is called {}", quoted(&old.name), quoted(&new.name)))
        .collect();
    Some(Judgement { group: Group::Behaviour, level: Level::Patch, what: parts.join("; "), differ: None })
}

/// What became of the arguments, and whether every call still fits.
fn arguments(before: &[Argument], after: &[Argument]) -> (Vec<String>, bool) {
    let mut parts = Vec::new();
    let find = |list: &[Argument], name: &str| list.iter().any(|argument| argument.name == name);
    for argument in after.iter().filter(|argument| !find(before, &argument.name)) {
        parts.push(format!("takes {} as well", quoted(&argument.name)));
    }
    for argument in before.iter().filter(|argument| !find(after, &argument.name)) {
        parts.push(format!("takes no {}", quoted(&argument.name)));
    }
    let mut wider = parts.is_empty() && before.iter().zip(after).all(|(old, new)| old.name == new.name);
    if parts.is_empty() && !wider {
        parts.push("takes its arguments in another order".to_owned());
    }
    for new in after {
        if let Some(old) = before.iter().find(|old| old.name == new.name)
            && (&old.ty, old.way) != (&new.ty, new.way)
        {
            wider &= is_wider(old, new);
            let [name, is, was] = [quoted(&new.name), quoted(new.taken()), quoted(old.taken())];
            parts.push(format!("{name} is {is}, was {was}"));
        }
    }
    (parts, wider)
}

/// A plain type that became anything `Into` it, or the same with more states, takes what it took.
fn is_wider(old: &Argument, new: &Argument) -> bool {
    let same =
        new.ty == old.ty || (old.way == Way::Plain && new.ty == Type::of("runtime::Scalar", old.ty.clone()));
    same && new.way.is_wider_than(old.way)
}

/// The name means another thing on the wire: every program compiles, and reads or sends something else.
fn rebound(old: &Item, new: &Item) -> Option<Judgement> {
    let bound = |item: &Item, name: &String| item.bindings.get(name).map(|bound| bound.sent.clone());
    let is_other = |is: &str, was: &str| is != was && !is_same_header(is, was);
    let moved =
        old.bindings.iter().find(|(name, was)| bound(new, name).is_some_and(|is| is_other(&is, &was.sent)));
    if let Some((name, was)) = moved {
        let is = bound(new, name).unwrap_or_default();
        let [name, is, was] = [quoted(name), quoted(is), quoted(&was.sent)];
        return Some(breaking(format!("rebound: {name} is sent as {is}, was sent as {was}")));
    }
    // Who calls a method names no argument: under another name in the same place it must be sent as it was.
    let sent =
        |item: &Item, argument: &Argument| bound(item, &argument.name).unwrap_or_else(|| "body".to_owned());
    let pairs = arguments_of(old).iter().zip(arguments_of(new));
    let moved = pairs.map(|(was, is)| (&is.name, sent(new, is), sent(old, was)));
    if let Some((name, is, was)) = moved.into_iter().find(|(_, is, was)| is_other(is, was)) {
        let [name, is, was] = [quoted(name), quoted(is), quoted(was)];
        return Some(breaking(format!(
            "rebound: the argument in the place of {name} was sent as {was}, is sent as {is}"
        )));
    }
    if let (Some(was), Some(is)) = (old.place, new.place)
        && was != is
    {
        return Some(breaking(format!("rebound: is sent in {}, was sent in {}", quoted(is), quoted(was))));
    }
    let (meant, means) = match &old.shape {
        // A call is known by its operation's id, its method and its path: if all are others, it is another call.
        Shape::Function { call: Some(_), .. } => {
            let call = |item: &Item| item.facts.get(&FactName::Call).cloned();
            if old.wire == new.wire {
                return None;
            }
            (call(old)?, call(new)?)
        }
        Shape::Field(_) | Shape::Variant(_) | Shape::Function { .. } => {
            let (was, is) = (old.wire.clone()?, new.wire.clone()?);
            let is_header = old.place == Some("header") || old.facts.contains_key(&FactName::Header);
            if is_header && was.eq_ignore_ascii_case(&is) {
                return None;
            }
            (was, is)
        }
        _ => return None,
    };
    let told = || format!("rebound: means {} on the wire, meant {}", quoted(&means), quoted(&meant));
    (meant != means).then(|| breaking(told()))
}

/// The arguments of a call, where it takes them one after another.
fn arguments_of(item: &Item) -> &[Argument] {
    match &item.shape {
        Shape::Function { arguments, call: Some(_), .. } => arguments,
        _ => &[],
    }
}

/// Names of header fields are the same in capitals and in small letters.
fn is_same_header(one: &str, other: &str) -> bool {
    one.starts_with("header ") && one.eq_ignore_ascii_case(other)
}

/// Who has it turned on may not have it any more. A module says so for all that is in it, a type for its members.
fn gate(old: &Item, new: &Item) -> Option<Judgement> {
    let is_type = matches!(
        new.shape,
        Shape::Struct | Shape::Named(_) | Shape::Enum | Shape::Tuple(_) | Shape::Alias(_)
    );
    if old.gate == new.gate || !is_type {
        return None;
    }
    let list = |gate: &[String]| gate.iter().map(quoted).collect::<Vec<_>>().join(" or ");
    let gained: Vec<String> =
        new.gate.iter().filter(|feature| !old.gate.contains(feature)).cloned().collect();
    let stays = !old.gate.is_empty() && old.gate.iter().all(|feature| new.gate.contains(feature));
    Some(match (new.gate.as_slice(), stays) {
        ([], _) => additive(format!("needs the feature {} no more", list(&old.gate))),
        (_, true) => additive(format!("comes with the feature {}, too", list(&gained))),
        (gate, false) => breaking(format!("is behind the feature {} now", list(gate))),
    })
}

/// A variable that a program's environment sets, and the client does not read any more: no compiler sees that.
fn environment(old: &Item, new: &Item) -> Option<Judgement> {
    [FactName::Environment, FactName::Prefix].into_iter().find_map(|name| {
        let (was, is) = (old.facts.get(&name)?, new.facts.get(&name));
        let told = |is: &String| format!("rebound: {name}: {}, was {}", quoted(is), quoted(was));
        let gone = || format!("rebound: {name}: none, was {}", quoted(was));
        (is != Some(was)).then(|| breaking(is.map_or_else(gone, told)))
    })
}

/// Only facts differ.
fn facts(old: &Item, new: &Item) -> Option<Judgement> {
    if old.facts == new.facts {
        return None;
    }
    let mut parts = Vec::new();
    let (mut before, mut after) = (String::new(), String::new());
    let mut level = Level::Patch;
    let names: BTreeSet<FactName> = old.facts.keys().chain(new.facts.keys()).copied().collect();
    for name in names {
        let (was, is) = (old.facts.get(&name), new.facts.get(&name));
        if was == is {
            continue;
        }
        // Deprecation is a warning at compile time: minor by Cargo's rules.
        if name == FactName::Deprecated {
            level = Level::Minor;
        }
        parts.push(match (was, is) {
            (Some(was), Some(is)) => format!("{name}: {}, was {}", quoted(is), quoted(was)),
            (None, Some(is)) if name == FactName::Deprecated && is == "yes" => "deprecated".to_owned(),
            (None, Some(is)) if name == FactName::Deprecated => format!("deprecated: {}", quoted(is)),
            (Some(_), None) if name == FactName::Deprecated => "no longer deprecated".to_owned(),
            (None, Some(is)) => format!("{name}: {}, there was none", quoted(is)),
            (Some(was), None) => format!("{name}: none, was {}", quoted(was)),
            (None, None) => continue,
        });
        before.push_str(was.map_or("-", String::as_str));
        after.push_str(is.map_or("-", String::as_str));
    }
    Some(Judgement { group: Group::Behaviour, level, what: parts.join("; "), differ: Some((before, after)) })
}
