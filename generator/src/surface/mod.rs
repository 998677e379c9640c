//! The public API of the generated crate, one item a line: what a reviewer reads first, and what two versions are
//! compared by. Made from the crate model, as the source is; a test holds the two against each other.

use std::collections::{BTreeMap, BTreeSet};

pub use crate::ir::SchemeKind;
use crate::media_type::MediaType;
use crate::model::{self, Crate, Package};
pub use crate::model::{Type, TypeReason, Way};
pub use crate::names::reason::NameReason;
use crate::raw::Raw;

mod alias;
mod client;
mod exchange;
mod fact;
mod group;
mod line;
mod list;
mod object;
mod operations;
mod rules;
mod types;

pub(crate) use exchange::USUAL;
pub use exchange::{Answer, Binding, Exchange, Sent};
pub use fact::FactName;
use list::{Draft, List};

/// The file in the generated crate.
pub const FILE: &str = "api.snap";

/// The public API, sorted by path.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Surface {
    /// The items by path.
    pub items: BTreeMap<String, Item>,
    /// The module below which they are, of a crate with several APIs. Paths in the items do not name it; their lines do.
    pub module: Option<String>,
    /// The APIs of such a crate, by module.
    pub modules: BTreeMap<String, Surface>,
}

/// A public item.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is.
    pub shape: Shape,
    /// The item in one line, without documentation.
    pub line: String,
    /// Why it is called so.
    pub name: NameReason,
    /// Why it has its type, if it has one.
    pub ty: Option<TypeReason>,
    /// The item that this one comes and goes with: a setter's field, a field's struct.
    pub owner: Option<String>,
    /// What it is called in requests and responses, if it is there at all.
    pub wire: Option<String>,
    /// Where it is sent: `query`, `header`, `cookie`, `body`, and `multipart` for a part of such a body.
    pub place: Option<&'static str>,
    /// Of a field: its member, or its header, is always there.
    pub is_required: bool,
    /// Of the setter of a credential: how it is sent.
    pub scheme: Option<Box<SchemeKind>>,
    /// Of an alternative of a union: the values of the tag that it is chosen by.
    pub tags: Vec<String>,
    /// Of a part of a multipart body: its media types, of which the first is sent.
    pub media: Vec<MediaType>,
    /// Of a call: what it sends and gets, as a server sees it.
    pub exchange: Option<Box<Exchange>>,
    /// What `[names.overrides]` calls it, of what can be given another name.
    pub identity: Option<String>,
    /// Of a call: where each of its arguments goes, by name.
    pub bindings: BTreeMap<String, Binding>,
    /// Cargo features any of which turns it on; none means always.
    pub gate: Vec<String>,
    /// What callers cannot see in the types: defaults, limits, status, method and path, ...
    pub facts: BTreeMap<FactName, String>,
    /// The documentation, a line for each text.
    pub documentation: String,
    /// The line of the document that it comes from.
    pub cause: Option<Cause>,
    /// The schema that the line refers to, if it does.
    pub behind: Option<Cause>,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A struct with named fields.
    Struct,
    /// A struct that callers write as a literal: each of its fields is required, in no order.
    Named(BTreeMap<String, Type>),
    /// An enum.
    Enum,
    /// A struct around one value.
    Tuple(Type),
    /// Another name for a type.
    Alias(Type),
    /// A module of operations.
    Module {
        /// The cargo feature that turns it on.
        feature: Option<String>,
    },
    /// A field and its type.
    Field(Type),
    /// A variant and what it holds.
    Variant(Option<Type>),
    /// A function.
    Function {
        /// `&self`, `self` or nothing.
        receiver: &'static str,
        /// Its arguments.
        arguments: Vec<Argument>,
        /// What it gives.
        output: Type,
        /// What a call gives in the end, if the output is a request.
        call: Option<Call>,
    },
    /// The traits of a type.
    Traits {
        /// The type.
        of: String,
        /// Its traits, sorted.
        names: Vec<Type>,
    },
    /// The features that are on by default.
    Features(Vec<String>),
    /// A cargo feature.
    Feature,
    /// A server that is chosen by its name.
    Server,
    /// A variable in the URLs of servers, which is set by its name; the values that it can have, any if there are none.
    ServerVariable(BTreeSet<String>),
    /// What the rules of types refer to: all of it is in its facts.
    Rules,
    /// The crate as a whole.
    Crate {
        /// Its name in `use`.
        library: String,
    },
}

/// An argument of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type, or what it is converted into.
    pub ty: Type,
    /// What is taken for the type.
    pub way: Way,
}

impl Argument {
    /// What stands in the signature.
    #[must_use]
    pub fn taken(&self) -> String {
        let ty = &self.ty;
        self.way.bound().map_or_else(|| ty.to_string(), |bound| format!("impl {bound}<{ty}>"))
    }
}

/// What a call gives in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The type of a success.
    pub output: Type,
    /// The type of an error answer.
    pub error: Type,
}

/// The place in a document that an item comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The file.
    pub file: String,
    /// The JSON pointer in it.
    pub pointer: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

impl Item {
    /// The item at `path` with another shape.
    pub(crate) fn with_shape(self, path: &str, shape: Shape) -> Self {
        Self { line: line::line(path, &shape), shape, ..self }
    }
}

impl Surface {
    /// The text of `api.snap`, below its first line.
    #[must_use]
    pub fn to_text(&self) -> String {
        let all = self.parts().flat_map(|part| part.items.iter().map(move |item| (part, item)));
        let lines: BTreeMap<String, String> = all
            .filter_map(|(part, (path, item))| Some((part.shown(path), line::listed(path, item)?)))
            .collect();
        listing(lines.into_values())
    }

    /// Itself and its modules.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.modules.values())
    }

    /// The path of one of its items in the crate.
    #[must_use]
    pub fn shown(&self, path: &str) -> String {
        shown(self.module.as_deref(), path)
    }
}

/// The text of `api.snap`.
fn listing(lines: impl Iterator<Item = String>) -> String {
    let mut text =
        "// The public API, one item a line, sorted by path; what the runtime adds is not listed.\n\n"
            .to_owned();
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The path of an item in the crate.
fn shown(module: Option<&str>, path: &str) -> String {
    match module {
        None => path.to_owned(),
        Some(module) if path == WHOLE => module.to_owned(),
        Some(module) => format!("{module}::{path}"),
    }
}

/// The path of the item that stands for the whole of a document.
const WHOLE: &str = "crate";

/// The surface of a crate of several documents, of theirs.
pub(crate) fn whole(package: &Package, modules: Vec<Surface>) -> Surface {
    let mut surface = Surface::default();
    root(package, &mut |path, item| {
        surface.items.insert(path, item);
    });
    let named = modules.into_iter().filter_map(|part| Some((part.module.clone()?, part)));
    Surface { modules: named.collect(), ..surface }
}

/// The text of `api.snap` of such a crate, of the lines of its modules.
pub(crate) fn whole_snapshot(package: &Package, mut lines: BTreeMap<String, String>) -> String {
    root(package, &mut |path, item| {
        if let Some(line) = line::listed(&path, &item) {
            lines.insert(path, line);
        }
    });
    listing(lines.into_values())
}

fn root(package: &Package, found: &mut dyn FnMut(String, Item)) {
    let raw = Raw::default();
    let mut list = List::new(&raw, None, false, found);
    let shape = Shape::Crate { library: package.library.clone() };
    list.add(Draft::new(WHOLE.to_owned(), shape, package.name_reason.clone()));
}

/// The surface of a crate, or of a module of one.
pub(crate) fn build(model: &Crate, raw: &Raw) -> Surface {
    let mut surface = Surface { module: model.package.module.clone(), ..Surface::default() };
    walk(model, raw, true, &mut |path, item| {
        surface.items.insert(path, item);
    });
    surface
}

/// The text of `api.snap`, without a surface: an item takes many times the memory of its line.
pub(crate) fn snapshot(model: &Crate, raw: &Raw) -> String {
    listing(lines(model, raw).into_values())
}

/// Its lines by path in the crate.
pub(crate) fn lines(model: &Crate, raw: &Raw) -> BTreeMap<String, String> {
    let mut lines: BTreeMap<String, String> = BTreeMap::new();
    walk(model, raw, false, &mut |path, item| {
        if let Some(line) = line::listed(&path, &item) {
            lines.insert(shown(model.package.module.as_deref(), &path), line);
        }
    });
    lines
}

/// Hands over every item with its path, in no order; with its causes where these are asked for.
fn walk(model: &Crate, raw: &Raw, has_causes: bool, found: &mut dyn FnMut(String, Item)) {
    let mut list = List::new(raw, model.package.module.as_deref(), has_causes, found);
    for definition in &model.definitions {
        rules::definition(&mut list, definition);
    }
    client::add(&mut list, model);
    for file in &model.type_files {
        list.gate = gate(model, &file.features);
        for item in &file.items {
            types::add(&mut list, item);
        }
    }
    list.gate = gate(model, &model.received.features);
    for one in &model.received.types {
        types::received(&mut list, one);
    }
    for group in &model.groups {
        list.gate = gate(model, group.feature.as_slice());
        group::add(&mut list, group);
    }
}

/// These features and those that turn one of them on.
fn gate(model: &Crate, features: &[String]) -> Vec<String> {
    let mut gate: BTreeSet<&String> = features.iter().collect();
    let mut open: Vec<&String> = features.iter().collect();
    while let Some(feature) = open.pop() {
        let turned_on_by = model.package.features.iter().filter(|(_, needs)| needs.contains(feature));
        open.extend(turned_on_by.map(|(name, _)| name).filter(|name| gate.insert(name)));
    }
    gate.into_iter().cloned().collect()
}

impl Shape {
    /// A function that gives a value.
    pub(crate) fn function(receiver: &'static str, arguments: Vec<Argument>, output: Type) -> Self {
        Self::Function { receiver, arguments, output, call: None }
    }

    /// The shape with each of its types changed.
    pub(crate) fn map(&self, change: &impl Fn(&Type) -> Type) -> Self {
        match self {
            Self::Named(fields) => {
                Self::Named(fields.iter().map(|(name, ty)| (name.clone(), change(ty))).collect())
            }
            Self::Tuple(ty) => Self::Tuple(change(ty)),
            Self::Alias(ty) => Self::Alias(change(ty)),
            Self::Field(ty) => Self::Field(change(ty)),
            Self::Variant(ty) => Self::Variant(ty.as_ref().map(change)),
            Self::Function { receiver, arguments, output, call } => Self::Function {
                receiver,
                arguments: arguments
                    .iter()
                    .map(|argument| Argument { ty: change(&argument.ty), ..argument.clone() })
                    .collect(),
                output: change(output),
                call: call
                    .as_ref()
                    .map(|call| Call { output: change(&call.output), error: change(&call.error) }),
            },
            Self::Traits { of, names } => {
                Self::Traits { of: of.clone(), names: names.iter().map(change).collect() }
            }
            Self::Struct
            | Self::Enum
            | Self::Module { .. }
            | Self::Features(_)
            | Self::Feature
            | Self::Server
            | Self::ServerVariable(_)
            | Self::Rules
            | Self::Crate { .. } => self.clone(),
        }
    }

    /// A struct with named fields that are all required.
    fn named<'a>(fields: impl Iterator<Item = (&'a str, Type)>) -> Self {
        Self::Named(fields.map(|(name, ty)| (name.to_owned(), ty)).collect())
    }

    /// A method that takes a value and gives the changed receiver.
    fn setter(argument: impl Into<Argument>) -> Self {
        Self::function("self", vec![argument.into()], Type::path("Self"))
    }
}

impl From<model::Argument> for Argument {
    fn from(argument: model::Argument) -> Self {
        Self { way: argument.way, name: argument.name, ty: argument.ty }
    }
}

/// Types by their names.
fn paths(names: &[&str]) -> Vec<Type> {
    names.iter().map(|name| Type::path(*name)).collect()
}
