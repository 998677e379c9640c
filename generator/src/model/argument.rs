//! How functions take values.

use super::{Body, BodyContent, BodyKind, Extra, Field, Parameter, Presence, Struct, Ty, Type};
use crate::names::ident::Ident;

/// An argument of a constructor, a method or a setter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Argument {
    pub(crate) name: String,
    pub(crate) way: Way,
    /// Its type, or what the value in it is converted into.
    pub(crate) ty: Type,
    /// What makes of it the value of its field, in this order; of one in an option, of what is inside.
    pub(crate) conversions: Vec<Convert>,
}

/// What a function takes for a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The type itself.
    Plain,
    /// What is `Into` it.
    Into,
    /// What is `Into` it, or an `Option` of that: the runtime's `IntoOptional`.
    IntoOptional,
    /// The same, null, or any state: the runtime's `IntoOptionalNullable`.
    IntoOptionalNullable,
}

impl Way {
    /// The trait of the argument.
    #[must_use]
    pub const fn bound(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Into => Some("Into"),
            Self::IntoOptional => Some("IntoOptional"),
            Self::IntoOptionalNullable => Some("IntoOptionalNullable"),
        }
    }

    /// True if the argument may say that the field stays as it is.
    pub(crate) const fn is_optional(self) -> bool {
        matches!(self, Self::IntoOptional | Self::IntoOptionalNullable)
    }
}

/// A step from an argument to the value of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Convert {
    /// From the runtime's `List`.
    List,
    /// From the runtime's `Entries`.
    Entries,
    /// From the runtime's `Scalar`.
    Scalar,
    /// From the runtime's `AnyJson`.
    AnyJson,
    /// Into a `Box`.
    Box,
    /// From an `OptionalNullable` as a whole into an `Option` of an `Option`.
    Nested,
}

impl Argument {
    fn new(name: &str, way: Way, ty: Type) -> Self {
        Self { name: name.to_owned(), way, ty, conversions: Vec::new() }
    }

    /// A value that is there.
    fn value(name: &str, ty: &Ty, module: &str) -> Self {
        match ty {
            Ty::Bool | Ty::Int(_) | Ty::Float(_) => Self::new(name, Way::Plain, ty.spelled(module)),
            _ => Self::converted(name, Way::Into, ty, module),
        }
    }

    /// A value that is `Into` the type or what stands for it.
    fn converted(name: &str, way: Way, ty: &Ty, module: &str) -> Self {
        match ty {
            Ty::Vec(item) => {
                Self::new(name, way, Type::of("runtime::List", item.spelled(module))).then(Convert::List)
            }
            Ty::Map(item) => Self::new(name, way, Type::of("runtime::Entries", item.spelled(module)))
                .then(Convert::Entries),
            Ty::Boxed(inner) if way == Way::Into => Self::value(name, inner, module).then(Convert::Box),
            Ty::Boxed(inner) => Self::converted(name, way, inner, module).then(Convert::Box),
            // `Value` is also made of an `Option`: that `None` would be null.
            Ty::Json if way.is_optional() => {
                Self::new(name, way, Type::path("runtime::AnyJson")).then(Convert::AnyJson)
            }
            Ty::Int(_) | Ty::Float(_) => {
                Self::new(name, way, Type::of("runtime::Scalar", ty.spelled(module))).then(Convert::Scalar)
            }
            other => Self::new(name, way, other.spelled(module)),
        }
    }

    /// The struct that holds all that is required.
    pub(crate) fn of_named(ident: &Ident, module: &str) -> Self {
        Self::new("required", Way::Plain, Type::local(module, ident))
    }

    fn then(mut self, step: Convert) -> Self {
        self.conversions.push(step);
        self
    }

    /// A value that a constructor or a method takes.
    fn required(ident: &Ident, ty: &Ty, presence: Presence, module: &str) -> Self {
        match presence {
            Presence::Required => Self::value(ident.as_str(), ty, module),
            _ => Self::new(ident.as_str(), Way::Into, presence.around(ty).spelled(module)),
        }
    }

    /// A value that a setter takes.
    fn set(ident: &Ident, ty: &Ty, presence: Presence, module: &str) -> Self {
        match (presence, ty) {
            (Presence::Required | Presence::RequiredNullable, _) => {
                Self::required(ident, ty, presence, module)
            }
            // An `Option` in an `Option`: null is the inner one's `None`.
            (Presence::Optional | Presence::OptionalNullable, Ty::Option(inner)) => {
                Self::converted(ident.as_str(), Way::IntoOptionalNullable, inner, module)
                    .then(Convert::Nested)
            }
            (Presence::Optional, _) => Self::converted(ident.as_str(), Way::IntoOptional, ty, module),
            (Presence::OptionalNullable, _) => {
                Self::converted(ident.as_str(), Way::IntoOptionalNullable, ty, module)
            }
        }
    }
}

impl Struct {
    /// What `new` takes; `module` is that of the struct.
    pub(crate) fn constructor_arguments(&self, module: &str) -> Vec<Argument> {
        match self.named() {
            Some(named) => vec![Argument::of_named(named, module)],
            None => self.taken().map(|field| field.argument(module)).collect(),
        }
    }

    /// The fields that `new` takes, in its order.
    pub(crate) fn taken(&self) -> impl Iterator<Item = &Field> {
        self.arguments.iter().filter_map(|index| self.fields.get(*index))
    }

    /// True for a field that `new` takes; others have setters.
    pub(crate) fn takes(&self, field: &Field) -> bool {
        self.taken().any(|taken| taken.wire == field.wire)
    }
}

impl Field {
    /// How `new` takes it.
    pub(crate) fn argument(&self, module: &str) -> Argument {
        Argument::required(&self.ident, self.given(), self.presence, module)
    }

    /// How its setter takes it.
    pub(crate) fn setter_argument(&self, module: &str) -> Argument {
        Argument::set(&self.ident, self.given(), self.presence, module)
    }
}

impl Extra {
    /// How its setter takes it.
    pub(crate) fn setter_argument(&self, module: &str) -> Argument {
        Argument::value("properties", &Ty::Map(Box::new(self.value.clone())), module)
    }
}

impl Parameter {
    /// How the operation's method takes it, if it is required.
    pub(crate) fn argument(&self, module: &str) -> Argument {
        Argument::required(&self.ident, &self.ty, self.presence, module)
    }

    /// How its setter takes it.
    pub(crate) fn setter_argument(&self, module: &str) -> Argument {
        let given = self.behind.as_ref().unwrap_or(&self.ty);
        Argument::set(&self.ident, given, self.presence, module)
    }
}

impl Body {
    /// How the operation's method takes it, if it is required.
    pub(crate) fn argument(&self, module: &str) -> Argument {
        Argument::new(self.ident.as_str(), Way::Into, self.spelled(module))
    }

    /// How its setter takes it.
    pub(crate) fn setter_argument(&self, module: &str) -> Argument {
        let given = match &self.kind {
            BodyKind::Several { .. } => {
                return Argument::new(self.ident.as_str(), Way::IntoOptional, self.spelled(module));
            }
            BodyKind::One(BodyContent { ty: Ty::Option(_), behind: Some(behind), .. }) => {
                Ty::Option(Box::new(behind.clone()))
            }
            BodyKind::One(content) => content.behind.as_ref().unwrap_or(&content.ty).clone(),
        };
        Argument::set(&self.ident, &given, Presence::Optional, module)
    }
}

/// How the setter of a header field takes it that any request may have.
pub(crate) fn header() -> Argument {
    Argument::new("value", Way::IntoOptional, Type::path("String"))
}
