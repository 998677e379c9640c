//! How functions take values.

use super::{Body, BodyKind, Extra, Field, Parameter, Presence, Struct, Ty, Type};
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
    /// What is `Into` it, an `Option` of that, or null, which `None` is, too: the runtime's `IntoNullable`.
    IntoNullable,
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
            Self::IntoNullable => Some("IntoNullable"),
            Self::IntoOptional => Some("IntoOptional"),
            Self::IntoOptionalNullable => Some("IntoOptionalNullable"),
        }
    }

    /// True if the argument may be an `Option`, too.
    pub(crate) const fn takes_option(self) -> bool {
        !matches!(self, Self::Plain | Self::Into)
    }

    /// True if the argument may say that the field stays as it is.
    pub(crate) const fn is_optional(self) -> bool {
        matches!(self, Self::IntoOptional | Self::IntoOptionalNullable)
    }

    /// True if all that a function took in the other way is taken in this one, too.
    pub(crate) const fn is_wider_than(self, other: Self) -> bool {
        match self {
            Self::Plain => false,
            Self::Into => matches!(other, Self::Plain),
            Self::IntoNullable | Self::IntoOptional => matches!(other, Self::Plain | Self::Into),
            // `None` is null for the one and leaves the field as it is for the other.
            Self::IntoOptionalNullable => !matches!(other, Self::IntoOptionalNullable | Self::IntoNullable),
        }
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
            Ty::Json if way.takes_option() => {
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
        match (presence, ty) {
            (Presence::Required, Ty::Option(inner)) => {
                Self::converted(ident.as_str(), Way::IntoNullable, inner, module)
            }
            (Presence::Required, _) => Self::value(ident.as_str(), ty, module),
            _ => Self::converted(ident.as_str(), Way::IntoNullable, ty, module),
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

/// What is taken for a type in place of another name for it: a list from what converts into it, a number as it is.
fn given<'a>(ty: &'a Ty, behind: Option<&'a Ty>, presence: Presence) -> &'a Ty {
    // `Value` is made of whatever any JSON takes.
    let as_it_is = |behind: &&Ty| presence == Presence::Required && **behind == Ty::Json;
    behind.filter(|behind| !as_it_is(behind)).unwrap_or(ty)
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

    /// What is taken in place of another name for its type.
    pub(crate) fn given(&self) -> &Ty {
        given(&self.ty, self.behind.as_ref(), self.presence)
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
        let given = given(&self.ty, self.behind.as_ref(), self.presence);
        Argument::required(&self.ident, given, self.presence, module)
    }

    /// How its setter takes it.
    pub(crate) fn setter_argument(&self, module: &str) -> Argument {
        let given = given(&self.ty, self.behind.as_ref(), self.presence);
        Argument::set(&self.ident, given, self.presence, module)
    }
}

impl Body {
    /// How the operation's method takes it, if it is required.
    pub(crate) fn argument(&self, module: &str) -> Argument {
        match self.given(Presence::Required) {
            None => Argument::new(self.ident.as_str(), Way::Into, self.spelled(module)),
            Some(given) => Argument::required(&self.ident, &given, Presence::Required, module),
        }
    }

    /// How its setter takes it.
    pub(crate) fn setter_argument(&self, module: &str) -> Argument {
        match self.given(Presence::Optional) {
            None => Argument::new(self.ident.as_str(), Way::IntoOptional, self.spelled(module)),
            Some(given) => Argument::set(&self.ident, &given, Presence::Optional, module),
        }
    }

    /// What is taken for its type, if it has one.
    fn given(&self, presence: Presence) -> Option<Ty> {
        let BodyKind::One(content) = &self.kind else { return None };
        let behind = content.behind.as_ref();
        Some(match &content.ty {
            Ty::Option(inner) => Ty::Option(Box::new(given(inner, behind, presence).clone())),
            ty => given(ty, behind, presence).clone(),
        })
    }
}

/// How the setter of a header field takes it that any request may have.
pub(crate) fn header() -> Argument {
    Argument::new("value", Way::IntoOptional, Type::path("String"))
}
