//! Operations with their arguments, answers and errors.

use std::collections::BTreeMap;

use super::{Body, Docs, ErrorEnum, Output, Pagination, Parameter, Server};
use crate::ir::operation::{Location, RetryClass};
use crate::model::{Argument, FieldRules, Presence, Type};
use crate::names::ident::Ident;
use crate::names::local::MOST_ARGUMENTS;
use crate::raw::NodeId;

/// Operations that belong together: a tag.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// `None` puts the methods on the client itself.
    pub(crate) names: Option<GroupNames>,
    pub(crate) module: Ident,
    pub(crate) docs: Docs,
    pub(crate) operations: Vec<Operation>,
    /// Former names that it keeps.
    pub(crate) aliases: Vec<DeprecatedAlias>,
    /// The tag it stands for.
    pub(crate) tag: Option<String>,
    /// The cargo feature that turns it on.
    pub(crate) feature: Option<String>,
}

/// How a group is spelt.
#[derive(Debug, Clone)]
pub(crate) struct GroupNames {
    pub(crate) accessor: Ident,
    pub(crate) ty: Ident,
}

/// The former name of an operation.
#[derive(Debug, Clone)]
pub(crate) struct DeprecatedAlias {
    pub(crate) method: Ident,
    pub(crate) module: Ident,
    /// What leads from the client to the operation's group.
    pub(crate) accessor: Option<Ident>,
    /// The module of the operation's group.
    pub(crate) home: Ident,
    /// The feature of that group, if it is another one.
    pub(crate) feature: Option<String>,
    /// Types by their former names, with what they are called now.
    pub(crate) types: Vec<(Ident, Ident)>,
    /// What it is now.
    pub(crate) operation: Operation,
}

/// An operation of the crate.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    /// The struct that holds its arguments.
    pub(crate) ident: Ident,
    /// The struct that its method takes where it would take too many arguments.
    pub(crate) named: Ident,
    /// What its method returns: a name for the runtime's request with these arguments.
    pub(crate) request: Ident,
    pub(crate) method: Ident,
    pub(crate) module: Ident,
    pub(crate) error: ErrorEnum,
    pub(crate) docs: Docs,
    pub(crate) summary: Option<String>,
    pub(crate) id: String,
    pub(crate) http_method: String,
    pub(crate) path: String,
    /// The path template alone.
    pub(crate) template: String,
    /// The part of the query that is always the same, encoded.
    pub(crate) fixed_query: String,
    /// Its JSON pointer, with the file if it is not the document.
    pub(crate) reference: String,
    /// Where it stands in the document.
    pub(crate) node: NodeId,
    pub(crate) retry: RetryClass,
    pub(crate) security: Vec<Vec<String>>,
    /// The scopes that it asks for, with their schemes.
    pub(crate) scopes: Vec<(String, String)>,
    pub(crate) servers: Vec<Server>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// What `validate()` checks of the parameters and the body.
    pub(crate) rules: Vec<FieldRules>,
    pub(crate) output: Output,
    /// The stream that it gives in place of `output`, if its caller wants that.
    pub(crate) stream: Option<StreamCall>,
    pub(crate) pagination: Option<Pagination>,
}

/// The same call with a stream for an answer.
#[derive(Debug, Clone)]
pub(crate) struct StreamCall {
    /// The struct around the operation's own.
    pub(crate) ident: Ident,
    pub(crate) output: Output,
    /// What of the request asks for it, beside the media type: a parameter, or a member of each media type of the body.
    pub(crate) switches: Vec<Switch>,
}

/// A boolean that asks for a stream.
#[derive(Debug, Clone)]
pub(crate) struct Switch {
    pub(crate) wire: String,
    /// It is true where nobody says anything else.
    pub(crate) is_on: bool,
    pub(crate) presence: Presence,
    pub(crate) place: SwitchPlace,
}

/// Where it is.
#[derive(Debug, Clone)]
pub(crate) enum SwitchPlace {
    /// The operation's field.
    Parameter(Ident),
    /// A field of the body.
    Body {
        ident: Ident,
        optional: bool,
        /// Nothing else of the body is required.
        can_be_made: bool,
        /// The enum over media types, and its variant.
        variant: Option<(Ident, Ident)>,
        field: Ident,
    },
}

impl Operation {
    /// True if `rule` is its id, or its method and path.
    pub(crate) fn is_called(&self, rule: &str) -> bool {
        self.id == rule || rule.split_once(' ') == Some((self.http_method.as_str(), self.path.as_str()))
    }

    /// The parameters that its method takes: those of the path as they stand there, then the others by their names. The
    /// order in which the document lists them means nothing, nor do the capitals of a header.
    pub(crate) fn required_parameters(&self) -> impl Iterator<Item = &Parameter> {
        // The first of each name counts: of what is collected the last does.
        let places = self.template.match_indices('{').rev().filter_map(|(at, _)| {
            let (name, _) = self.template.get(at + 1..)?.split_once('}')?;
            Some((name, at))
        });
        let places: BTreeMap<&str, usize> = places.collect();
        let place = |parameter: &Parameter| match parameter.location {
            Location::Path => places.get(parameter.wire.as_str()).copied().unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        let name = |parameter: &Parameter| match parameter.location {
            Location::Header => as_mostly_written(&parameter.wire),
            _ => parameter.wire.clone(),
        };
        let mut required: Vec<&Parameter> = self.required().collect();
        required.sort_by_cached_key(|one| (place(one), name(one), one.location as u8));
        required.into_iter()
    }

    /// The same, in the order in which they are known.
    fn required(&self) -> impl Iterator<Item = &Parameter> {
        let required = self.parameters.iter().filter(|parameter| parameter.is_taken());
        required.filter(|parameter| !self.is_switch(parameter))
    }

    /// The struct that its method takes, where it takes one.
    pub(crate) fn named(&self) -> Option<&Ident> {
        let count = self.required().count() + usize::from(self.required_body().is_some());
        (count > MOST_ARGUMENTS).then_some(&self.named)
    }

    /// The parameters that have setters.
    pub(crate) fn optional_parameters(&self) -> impl Iterator<Item = &Parameter> {
        let optional = self.parameters.iter().filter(|parameter| !parameter.is_taken());
        optional.filter(|parameter| !self.is_switch(parameter))
    }

    /// True for what a method sets, and not its caller: whether the answer is a stream.
    pub(crate) fn is_switch(&self, parameter: &Parameter) -> bool {
        self.stream
            .iter()
            .flat_map(|stream| &stream.switches)
            .any(|switch| matches!(&switch.place, SwitchPlace::Parameter(ident) if *ident == parameter.ident))
    }

    /// What successes hold, each in its way of asking.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = &Output> {
        std::iter::once(&self.output).chain(self.stream.iter().map(|stream| &stream.output))
    }

    /// The body, if its method takes it.
    pub(crate) fn required_body(&self) -> Option<&Body> {
        self.body.as_ref().filter(|body| body.required)
    }

    /// The body, if it has a setter.
    pub(crate) fn optional_body(&self) -> Option<&Body> {
        self.body.as_ref().filter(|body| !body.required)
    }

    /// The fields of the struct that its method takes, with their types.
    pub(crate) fn named_fields(&self, module: &str) -> Vec<(&Ident, Type)> {
        let parameters = self.required_parameters();
        let parameters = parameters.map(|one| (&one.ident, one.full().spelled(module)));
        parameters.chain(self.required_body().map(|body| (&body.ident, body.spelled(module)))).collect()
    }

    /// The arguments of its method.
    pub(crate) fn arguments(&self, module: &str) -> Vec<Argument> {
        if let Some(named) = self.named() {
            return vec![Argument::of_named(named, module)];
        }
        let parameters = self.required_parameters().map(|parameter| parameter.argument(module));
        parameters.chain(self.required_body().map(|body| body.argument(module))).collect()
    }
}

/// The name of a header with its words in capitals, whichever the document has: `X-Api-Key`.
fn as_mostly_written(header: &str) -> String {
    let word = |word: &str| {
        let mut word = word.to_ascii_lowercase();
        if let Some(first) = word.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        word
    };
    header.split('-').map(word).collect::<Vec<_>>().join("-")
}
