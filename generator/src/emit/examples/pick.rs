//! Which operations the examples call: those of a fitting shape that need the least before they can be called.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use super::call::{self, Calls, ExampleCall};
use crate::ir::operation::RetryClass;
use crate::model::{Crate, Group, Operation, OutputTy, ResponseBody, Ty, Types};

/// An operation with its example.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) group: &'a Group,
    pub(super) operation: &'a Operation,
    pub(super) example: &'a ExampleCall,
}

/// The operations that can be shown, and what is common to all examples.
#[derive(Debug)]
pub(super) struct Pick<'a> {
    pub(super) model: &'a Crate,
    pub(super) types: Types<'a>,
    calls: Vec<Call<'a>>,
}

impl<'a> Pick<'a> {
    pub(super) fn new(model: &'a Crate, examples: &'a Calls<'a>) -> Self {
        let on: BTreeSet<&String> = model.package.default_features.iter().collect();
        let mut calls: Vec<Call<'a>> = model
            .operations()
            .filter(|(group, _)| group.feature.as_ref().is_none_or(|name| on.contains(name)))
            .filter_map(|(group, operation)| {
                let example = examples.get(&operation.ident).filter(|example| !example.deprecated)?;
                Some(Call { group, operation, example })
            })
            .collect();
        calls.sort_by_cached_key(Call::effort);
        Self { model, types: model.types(), calls }
    }

    /// The easiest call that fits.
    pub(super) fn first(&self, fits: impl Fn(&Call<'a>) -> bool) -> Option<Call<'a>> {
        self.calls.iter().copied().find(|call| fits(call))
    }

    /// All calls, the easiest first.
    pub(super) fn calls(&self) -> impl Iterator<Item = Call<'a>> + use<'a, '_> {
        self.calls.iter().copied()
    }

    /// The call that examples of calls in general make: one that reads, if there is one.
    pub(super) fn any(&self) -> Option<Call<'a>> {
        let plain = |call: &Call<'_>| call.is_plain();
        self.first(|call| call.reads() && plain(call)).or_else(|| self.first(plain))
    }

    /// `use` of the crate's own names, with `models` where the expression needs it.
    pub(super) fn import(&self, names: &[&str], expression: &TokenStream) -> String {
        let mut names: Vec<&str> = names.to_vec();
        if call::uses_models(expression) {
            names.push("models");
        }
        let names = if let [one] = names.as_slice() {
            (*one).to_owned()
        } else {
            format!("{{{}}}", names.join(", "))
        };
        format!("use {}::{names};", self.model.package.path())
    }
}

impl Call<'_> {
    fn effort(&self) -> (bool, usize, usize) {
        let text: usize = self.example.arguments.iter().map(|argument| argument.to_string().len()).sum();
        (!self.reads(), self.example.arguments.len(), text)
    }

    /// It changes nothing.
    pub(super) fn reads(&self) -> bool {
        self.operation.retry == RetryClass::Safe
    }

    /// The answer can be printed as it is.
    pub(super) fn is_plain(&self) -> bool {
        matches!(
            self.operation.output.ty,
            OutputTy::One(ResponseBody::Json(_) | ResponseBody::Value { .. } | ResponseBody::Text)
                | OutputTy::Several { .. }
        )
    }

    /// The type of the answer, if it is JSON.
    pub(super) fn answer(&self) -> Option<&Ty> {
        match &self.operation.output.ty {
            OutputTy::One(ResponseBody::Json(ty)) => Some(ty),
            _ => None,
        }
    }

    /// The cargo features that it needs.
    pub(super) fn features(&self) -> Vec<String> {
        self.group.feature.iter().cloned().collect()
    }
}
