//! How functions take values.

use super::{Body, Extra, Field, Parameter, Presence, Struct, Ty, Type};
use crate::names::ident::Ident;

/// An argument of a constructor, a method or a setter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Argument {
    pub(crate) name: String,
    /// Its type, or what it must be `Into`.
    pub(crate) ty: Type,
    /// What makes of it the value of its field, in this order.
    pub(crate) conversions: Vec<Convert>,
}

/// A step from an argument to the value of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Convert {
    /// `into()`: the argument is `impl Into`.
    Into,
    /// From the runtime's `List`.
    IntoVec,
    /// From the runtime's `Entries`.
    IntoMap,
    /// Into a `Box`.
    Box,
    /// What is inside into a `Box`.
    BoxInside,
    /// Into an `Option`.
    Some,
}

impl Argument {
    fn new(name: &str, ty: Type, conversions: Vec<Convert>) -> Self {
        Self { name: name.to_owned(), ty, conversions }
    }

    /// Anything that is `Into` the type will do.
    pub(crate) fn is_into(&self) -> bool {
        self.conversions.first() == Some(&Convert::Into)
    }

    /// A value that is there.
    fn value(name: &str, ty: &Ty, module: &str) -> Self {
        match ty {
            Ty::Bool | Ty::Int(_) | Ty::Float(_) => Self::new(name, ty.spelled(module), Vec::new()),
            Ty::Vec(item) => {
                let list = Type::of("runtime::List", item.spelled(module));
                Self::new(name, list, vec![Convert::Into, Convert::IntoVec])
            }
            Ty::Map(item) => {
                let entries = Type::of("runtime::Entries", item.spelled(module));
                Self::new(name, entries, vec![Convert::Into, Convert::IntoMap])
            }
            Ty::Boxed(inner) => Self::value(name, inner, module).then(Convert::Box),
            other => Self::new(name, other.spelled(module), vec![Convert::Into]),
        }
    }

    fn then(mut self, step: Convert) -> Self {
        self.conversions.push(step);
        self
    }

    /// A value that a constructor or a method takes.
    fn required(ident: &Ident, ty: &Ty, presence: Presence, module: &str) -> Self {
        match presence {
            Presence::Required => Self::value(ident.as_str(), ty, module),
            _ => Self::new(ident.as_str(), presence.around(ty).spelled(module), vec![Convert::Into]),
        }
    }

    /// A value that a setter takes.
    fn set(ident: &Ident, ty: &Ty, presence: Presence, module: &str) -> Self {
        match (presence, ty) {
            (Presence::Required | Presence::RequiredNullable, _) => {
                Self::required(ident, ty, presence, module)
            }
            (Presence::Optional, _) => Self::value(ident.as_str(), ty, module).then(Convert::Some),
            (Presence::OptionalNullable, Ty::Boxed(inner)) => {
                Self::set(ident, inner, presence, module).then(Convert::BoxInside)
            }
            (Presence::OptionalNullable, _) => {
                Self::new(ident.as_str(), ty.spelled(module).optional_nullable(), vec![Convert::Into])
            }
        }
    }
}

impl Struct {
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
        Argument::required(&self.ident, self.given().unwrap_or(&self.ty), self.presence, module)
    }

    /// How its setter takes it.
    pub(crate) fn setter_argument(&self, module: &str) -> Argument {
        Argument::set(&self.ident, self.given().unwrap_or(&self.ty), self.presence, module)
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
        Argument::set(&self.ident, &self.ty, self.presence, module)
    }
}

impl Body {
    /// How the operation's method takes it, if it is required.
    pub(crate) fn argument(&self, module: &str) -> Argument {
        Argument::new(self.ident.as_str(), self.spelled(module), vec![Convert::Into])
    }

    /// How its setter takes it.
    pub(crate) fn setter_argument(&self, module: &str) -> Argument {
        self.argument(module).then(Convert::Some)
    }
}
