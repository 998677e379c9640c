//! Names inside one item: fields, variants, parameters. Each scope is small and resolved on its own.

use std::collections::BTreeSet;

use serde_json::Value;

use super::casing::Spelling;
use super::ident::{self, Ident};
use super::reason::NameSource;
use super::scope::{self, Texts};
use crate::ir::operation::Location;
use crate::ir::schema::EnumValue;
use crate::media_type::MediaType;

/// No function takes more arguments than these one after another: it takes a struct with a field for each.
pub(crate) const MOST_ARGUMENTS: usize = 4;

/// Methods of generated structs that setters must not shadow.
const STRUCT_METHODS: &[&str] = &[
    "new",
    "validate",
    "check",
    "diff_to",
    "is_empty",
    "default",
    "clone",
    "eq",
    "ne",
    "fmt",
    "hash",
    "into",
    "try_into",
    "from",
    "to_string",
    "to_owned",
    "borrow",
    "serialize",
    "deserialize",
];

/// True for what a method of a generated type cannot be called, because it has one.
pub(crate) fn is_struct_method(name: &str) -> bool {
    STRUCT_METHODS.contains(&name)
}

/// Methods of the runtime's `Request` that setters must not shadow; a test holds the list against the runtime.
pub(crate) const REQUEST_METHODS: &[&str] = &[
    "attempt_timeout",
    "base_url",
    "call",
    "clone",
    "connect_timeout",
    "fmt",
    "header",
    "idle_timeout",
    "into",
    "into_future",
    "items",
    "map_operation",
    "max_body",
    "new",
    "operation",
    "operation_mut",
    "options_mut",
    "pages",
    "retry",
    "retry_unsafe",
    "send",
    "start",
    "timeout",
    "to_owned",
    "to_parts",
    "try_into",
    "undocumented_success",
];

/// The method of a request that asks for a stream in place of JSON, where it can.
pub(crate) const STREAM_METHOD: &str = "stream";

/// The method of requests whose arguments have limits. No setter is called so, since limits come and go.
pub(crate) const CHECK_METHOD: &str = "validate";

/// Fields of a struct with their setters, in the order given, and the field for other properties.
pub(crate) struct FieldNames {
    pub(crate) fields: Vec<(Ident, Ident)>,
    pub(crate) extra: Option<Ident>,
}

/// Names the fields of a struct.
pub(crate) fn fields(
    spelling: &Spelling,
    wires: &[&str],
    extra: bool,
    source: NameSource,
    pinned: &dyn Fn(usize) -> Option<Ident>,
) -> FieldNames {
    const EXTRA: [&str; 3] = ["additional_properties", "other_properties", "all_other_properties"];
    const EXTRA_REASON: &str = "where properties without a field go";
    let mut words = wires.to_vec();
    let [mut own, ..] = EXTRA;
    if extra {
        let spelt = |words: &str| ident::value_ident(spelling, words);
        let is_free = |own: &&str| !wires.iter().any(|wire| spelt(wire) == spelt(own));
        own = EXTRA.into_iter().find(is_free).unwrap_or(own);
        words.push(own);
    }
    let mut idents = scope::values(spelling, Texts { pinned, ..Texts::of(&words) }, &[]);
    let extra =
        if extra { idents.pop().map(|ident| ident.of(NameSource::Ours(EXTRA_REASON), own)) } else { None };
    let named = idents.into_iter().zip(wires).map(|(ident, wire)| ident.of(source, wire));
    FieldNames { fields: with_setters(named.collect(), |name| STRUCT_METHODS.contains(&name)), extra }
}

/// Each name with that of its setter, which has a word before it where a method is called so.
fn with_setters(idents: Vec<Ident>, is_taken: impl Fn(&str) -> bool) -> Vec<(Ident, Ident)> {
    let own: BTreeSet<String> = idents.iter().map(|ident| ident.as_str().to_owned()).collect();
    let setter = |ident: &Ident| {
        if !is_taken(ident.as_str()) {
            return ident.clone();
        }
        let prefixed = ["with", "set", "with_value_of"].map(|prefix| ident.with_prefix(prefix));
        let [first, ..] = &prefixed;
        prefixed.iter().find(|setter| !own.contains(setter.as_str())).unwrap_or(first).clone()
    };
    let with_setter = |ident: Ident| {
        let setter = setter(&ident);
        (ident, setter)
    };
    idents.into_iter().map(with_setter).collect()
}

/// Names the variants of an enum; `Unknown` is the open end's.
pub(super) fn variants(
    spelling: &Spelling,
    values: &[EnumValue],
    pinned: &dyn Fn(usize) -> Option<Ident>,
) -> Vec<Ident> {
    let sources: Vec<Words> = values.iter().map(variant_source).collect();
    all_of(&sources, |words| {
        scope::variants(spelling, Texts { pinned, ..Texts::of(words) }, &["Unknown", "Self"])
    })
}

/// The words of an enum's value: the name that the document gives, else the value.
pub(super) fn variant_words(value: &EnumValue) -> String {
    variant_source(value).1
}

fn variant_source(value: &EnumValue) -> Words {
    match (&value.name, &value.value) {
        (Some(name), _) if !name.is_empty() => (NameSource::ValueName, name.clone()),
        (_, Value::String(text)) => (NameSource::Value, text.clone()),
        (_, other) => (NameSource::Value, other.to_string()),
    }
}

/// Words for a name, and where they come from.
pub(crate) type Words = (NameSource, String);

/// Names things by what they are called after.
fn all_of(sources: &[Words], name: impl Fn(&[&str]) -> Vec<Ident>) -> Vec<Ident> {
    let words: Vec<&str> = sources.iter().map(|(_, words)| words.as_str()).collect();
    let idents = name(&words).into_iter().zip(sources);
    idents.map(|(ident, (source, words))| ident.of(*source, words)).collect()
}

/// The words of several names without those that all of them begin or end with.
pub(crate) fn told_apart(spelling: &Spelling, names: &[String]) -> Vec<String> {
    let split: Vec<Vec<String>> = names.iter().map(|name| super::casing::split(spelling, name)).collect();
    let shortest = split.iter().map(Vec::len).min().unwrap_or_default();
    let Some((first, others)) = split.split_first() else { return Vec::new() };
    // One word is left of the shortest name.
    let most = if others.is_empty() { 0 } else { shortest.saturating_sub(1) };
    let same = |at: fn(&Vec<String>, usize) -> Option<&String>, index: usize| {
        others.iter().all(|other| at(other, index) == at(first, index))
    };
    let before = (0..most).take_while(|index| same(|words, index| words.get(index), *index)).count();
    let after = (0..most - before)
        .take_while(|index| same(|words, index| words.iter().rev().nth(index), *index))
        .count();
    split.iter().map(|words| words.get(before..words.len() - after).unwrap_or_default().join(" ")).collect()
}

/// Names the arms of a union.
pub(crate) fn arms(spelling: &Spelling, sources: &[Words]) -> Vec<Ident> {
    all_of(sources, |words| scope::variants(spelling, Texts::of(words), &["Unknown", "Self"]))
}

/// Names variants for error answers; `Other` is the open end's.
pub(crate) fn errors(spelling: &Spelling, sources: &[Words]) -> Vec<Ident> {
    all_of(sources, |words| scope::variants(spelling, Texts::of(words), &["Other", "Self"]))
}

/// Names variants for media types: `Json`, `FormUrlencoded`, ...
pub(crate) fn media_types(spelling: &Spelling, media_types: &[&MediaType]) -> Vec<Ident> {
    let word = |media_type: &&MediaType| media_type.word_among(media_types.iter().copied());
    let words = media_types.iter().map(|media_type| (NameSource::MediaType, word(media_type)));
    outputs(spelling, &words.collect::<Vec<_>>())
}

/// Names variants for alternatives of a body.
pub(crate) fn outputs(spelling: &Spelling, sources: &[Words]) -> Vec<Ident> {
    all_of(sources, |words| scope::variants(spelling, Texts::of(words), &["Self"]))
}

/// Names of an operation's arguments.
pub(crate) struct ParameterNames {
    /// Field and setter, in the order given.
    pub(crate) parameters: Vec<(Ident, Ident)>,
    pub(crate) body: Option<(Ident, Ident)>,
}

/// Names the parameters of an operation; each comes with the place that it is sent in. One with the name of another is
/// told from it by its place.
pub(crate) fn parameters(
    spelling: &Spelling,
    parameters: &[(&str, Location)],
    body: bool,
    global_setters: &[String],
    pinned: &dyn Fn(usize) -> Option<Ident>,
) -> ParameterNames {
    let mut words: Vec<&str> = parameters.iter().map(|(name, _)| *name).collect();
    if body {
        words.push("body");
    }
    let place = |index: usize| parameters.get(index).map(|(_, location)| *location);
    let idents = scope::values(spelling, Texts { words: &words, place: &place, pinned }, &["self"]);
    let sources = parameters.iter().map(|(name, _)| (NameSource::Parameter, *name));
    let sources = sources.chain(body.then_some((NameSource::Ours("the request body"), "body")));
    let idents = idents.into_iter().zip(sources).map(|(ident, (source, words))| ident.of(source, words));
    let is_taken = |name: &str| {
        name == CHECK_METHOD
            || REQUEST_METHODS.contains(&name)
            || global_setters.iter().any(|setter| setter == name)
    };
    let mut parameters = with_setters(idents.collect(), is_taken);
    let body = if body { parameters.pop() } else { None };
    ParameterNames { parameters, body }
}
