//! Types as Rust spells them: the only place that does, for the source, `api.snap` and the pages.

use std::fmt;

use super::{Body, BodyKind, Operation, Output, OutputTy, ResponseBody, Ty};
use crate::names::ident::Ident;

const MAP: &str = "std::collections::BTreeMap";
const OPTIONAL_NULLABLE: &str = "runtime::OptionalNullable";

/// A type of Rust.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// A path, from the root of the generated crate or of another one, with its arguments.
    Path(String, Vec<Type>),
    /// A tuple; without items `()`.
    Tuple(Vec<Type>),
    /// What a trait's associated type is: `Item = T`.
    Associated(&'static str, Box<Type>),
    /// A reference.
    Reference(Box<Type>),
    /// Any other type, as it is written: a path of the configuration, `&str`.
    Verbatim(String),
}

impl Type {
    /// A path without arguments.
    pub(crate) fn path(path: impl Into<String>) -> Self {
        Self::Path(path.into(), Vec::new())
    }

    /// A path with one argument.
    pub(crate) fn of(path: &str, argument: Self) -> Self {
        Self::Path(path.to_owned(), vec![argument])
    }

    /// A result.
    pub(crate) fn result(ok: Self, error: &str) -> Self {
        Self::Path("Result".to_owned(), vec![ok, Self::path(error)])
    }

    /// A type of a module; of the file itself where the module is empty.
    pub(crate) fn local(module: &str, name: &Ident) -> Self {
        let gap = if module.is_empty() { "" } else { "::" };
        Self::path(format!("{module}{gap}{}", name.as_str()))
    }

    /// The type where a value is optional.
    pub(crate) fn option(self) -> Self {
        Self::of("Option", self)
    }

    /// The type where a value is optional and nullable.
    pub(crate) fn optional_nullable(self) -> Self {
        Self::of(OPTIONAL_NULLABLE, self)
    }

    fn inside(&self, outer: &str) -> Option<&Self> {
        match self {
            Self::Path(path, arguments) if path == outer => arguments.first(),
            _ => None,
        }
    }

    /// The type in an `Option`.
    #[must_use]
    pub fn in_option(&self) -> Option<&Self> {
        self.inside("Option")
    }

    /// The type in an `OptionalNullable`.
    #[must_use]
    pub fn in_optional_nullable(&self) -> Option<&Self> {
        self.inside(OPTIONAL_NULLABLE)
    }

    /// The type in a `Box`.
    #[must_use]
    pub fn in_box(&self) -> Option<&Self> {
        self.inside("Box")
    }

    /// The type with other types in the place of paths without arguments.
    pub(crate) fn replaced(&self, with: &impl Fn(&str) -> Option<Self>) -> Self {
        let all = |types: &[Self]| types.iter().map(|ty| ty.replaced(with)).collect();
        match self {
            Self::Path(path, arguments) if arguments.is_empty() => with(path).unwrap_or_else(|| self.clone()),
            Self::Path(path, arguments) => Self::Path(path.clone(), all(arguments)),
            Self::Tuple(items) => Self::Tuple(all(items)),
            Self::Associated(name, ty) => Self::Associated(name, Box::new(ty.replaced(with))),
            Self::Reference(ty) => Self::Reference(Box::new(ty.replaced(with))),
            Self::Verbatim(_) => self.clone(),
        }
    }

    /// True if a part of it is in the module.
    pub(crate) fn mentions(&self, module: &str) -> bool {
        let any = |types: &[Self]| types.iter().any(|ty| ty.mentions(module));
        match self {
            Self::Path(path, arguments) => path.starts_with(module) || any(arguments),
            Self::Tuple(items) => any(items),
            Self::Associated(_, ty) | Self::Reference(ty) => ty.mentions(module),
            Self::Verbatim(_) => false,
        }
    }

    /// The type without the crate's modules, as documentation names it.
    pub(crate) fn bare(&self) -> String {
        let ours = |path: &str| ["models::", "runtime::"].iter().any(|module| path.starts_with(module));
        let last = |path: &str| path.rsplit("::").next().map(Self::path);
        self.replaced(&|path| if ours(path) { last(path) } else { None }).to_string()
    }
}

/// As `api.snap` lists it.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, types: &[Self]| {
            types.iter().enumerate().try_for_each(|(index, ty)| {
                let comma = if index == 0 { "" } else { ", " };
                write!(f, "{comma}{ty}")
            })
        };
        match self {
            Self::Path(path, arguments) => {
                f.write_str(match path.as_str() {
                    MAP => "BTreeMap",
                    OPTIONAL_NULLABLE => "OptionalNullable",
                    other => other,
                })?;
                if arguments.is_empty() {
                    return Ok(());
                }
                f.write_str("<")?;
                list(f, arguments)?;
                f.write_str(">")
            }
            Self::Tuple(items) => {
                f.write_str("(")?;
                list(f, items)?;
                f.write_str(if items.len() == 1 { ",)" } else { ")" })
            }
            Self::Associated(name, ty) => write!(f, "{name} = {ty}"),
            Self::Reference(ty) => write!(f, "&{ty}"),
            Self::Verbatim(text) => f.write_str(text),
        }
    }
}

impl Ty {
    /// How Rust spells it; `module` is that of the operation's own types.
    pub(crate) fn spelled(&self, module: &str) -> Type {
        let inner = |inner: &Self| inner.spelled(module);
        match self {
            Self::Bool => Type::path("bool"),
            Self::Int(name) | Self::Float(name) => Type::path(*name),
            Self::String => Type::path("String"),
            Self::Json => Type::path("serde_json::Value"),
            Self::Base64 => Type::path("runtime::Base64"),
            Self::Upload => Type::path("runtime::Upload"),
            Self::Multipart => Type::path("runtime::Multipart"),
            Self::Local(name) => Type::local(module, name),
            Self::Named(name) => Type::local("models", name),
            Self::External(path) => match path.strip_prefix("crate::") {
                Some(ours) => Type::path(ours),
                None => Type::Verbatim(path.clone()),
            },
            Self::Vec(item) => Type::of("Vec", inner(item)),
            Self::Map(value) => Type::Path(MAP.to_owned(), vec![Type::path("String"), inner(value)]),
            Self::Tuple(items) => Type::Tuple(items.iter().map(inner).collect()),
            Self::Prefix(places) => Type::of("runtime::Prefix", inner(places)),
            Self::Option(value) => inner(value).option(),
            Self::OptionalNullable(value) => inner(value).optional_nullable(),
            Self::Boxed(value) => Type::of("Box", inner(value)),
        }
    }
}

impl ResponseBody {
    /// The type that a body is decoded into.
    pub(crate) fn spelled(&self, module: &str) -> Type {
        match self {
            Self::Nothing => Type::Tuple(Vec::new()),
            Self::Json(ty) | Self::Value { ty, .. } => ty.spelled(module),
            Self::Text => Type::path("String"),
            Self::Bytes => Type::path("bytes::Bytes"),
            Self::Stream => Type::path("runtime::Download"),
            Self::Events { ty, .. } => Type::of("runtime::EventStream", ty.spelled(module)),
            Self::Lines(ty) => Type::of("runtime::JsonLines", ty.spelled(module)),
        }
    }
}

impl Body {
    /// The type of the body as its caller sees it.
    pub(crate) fn spelled(&self, module: &str) -> Type {
        match &self.kind {
            BodyKind::One(content) => content.ty.spelled(module),
            BodyKind::Several { ident, .. } => Type::local(module, ident),
        }
    }
}

impl Operation {
    /// The type of a successful call.
    pub(crate) fn output_type(&self, module: &str) -> Type {
        self.output.spelled(module)
    }
}

impl Output {
    /// The type of a successful call.
    pub(crate) fn spelled(&self, module: &str) -> Type {
        match &self.ty {
            OutputTy::One(decoded) => decoded.spelled(module),
            OutputTy::Several { ident } => Type::local(module, ident),
        }
    }
}
