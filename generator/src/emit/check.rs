//! `validate()`: checks of the document's limits, for those who want them before a request goes out.

use proc_macro2::TokenStream;
use quote::quote;

use super::{literal, tokens};
use crate::model::{FieldRules, Number, Presence, Rule, UnionType};

/// Limits on counts, beyond which no value gets.
const LARGEST: u64 = u32::MAX as u64;

/// `validate` and `check` of a struct.
pub(crate) fn of_struct(fields: &[FieldRules]) -> TokenStream {
    if fields.is_empty() {
        return TokenStream::new();
    }
    let fields = fields.iter().map(field);
    let validate = validate();
    quote! {
        #validate

        pub(crate) fn check(&self, checks: &mut runtime::Checks) {
            #(#fields)*
        }
    }
}

/// `validate` and `check` of a union: those of the alternative at hand.
pub(crate) fn of_union(union: &UnionType) -> TokenStream {
    let arms: Vec<(TokenStream, TokenStream)> = union
        .arms
        .iter()
        .filter(|arm| !arm.rules.is_empty())
        .map(|arm| {
            let ident = tokens::ident(&arm.ident);
            (quote!(Self::#ident(value)), rules(&arm.rules))
        })
        .collect();
    let body = match arms.as_slice() {
        [] => return TokenStream::new(),
        [(pattern, rules)] => quote!(if let #pattern = self { #rules }),
        arms => {
            let arms = arms.iter().map(|(pattern, rules)| quote!(#pattern => { #rules }));
            quote!(match self { #(#arms)* _ => {} })
        }
    };
    let validate = validate();
    quote! {
        #validate

        pub(crate) fn check(&self, checks: &mut runtime::Checks) {
            #body
        }
    }
}

/// The method that users call.
fn validate() -> TokenStream {
    quote! {
        #[doc = " Checks the value against the limits that the document states."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " Every violation, each with the path of its field."]
        pub fn validate(&self) -> Result<(), runtime::Violations> {
            let mut checks = runtime::Checks::new();
            self.check(&mut checks);
            checks.finish()
        }
    }
}

fn field(field: &FieldRules) -> TokenStream {
    let ident = tokens::ident(&field.ident);
    let wire = tokens::string(&field.wire);
    let rules = rules(&field.rules);
    let check = quote! {
        checks.enter(#wire);
        #rules
        checks.leave();
    };
    match field.presence {
        Presence::Required => quote! {
            let value = &self.#ident;
            #check
        },
        Presence::RequiredNullable | Presence::Optional => {
            quote!(if let Some(value) = &self.#ident { #check })
        }
        Presence::OptionalNullable => quote!(if let Some(value) = self.#ident.value() { #check }),
    }
}

/// Statements that check `value`, a reference.
fn rules(rules: &[Rule]) -> TokenStream {
    rules.iter().map(rule).collect()
}

fn rule(rule: &Rule) -> TokenStream {
    match rule {
        Rule::MinLength(limit) => {
            let limit = count(*limit);
            quote!(checks.min_length(value, #limit);)
        }
        Rule::MaxLength(limit) => {
            let limit = count(*limit);
            quote!(checks.max_length(value, #limit);)
        }
        Rule::Pattern(pattern) => {
            let pattern = tokens::string(pattern);
            quote!(runtime::pattern::check(checks, value, #pattern);)
        }
        Rule::Bound { upper, exclusive, limit } => {
            let method = tokens::word(match (upper, exclusive) {
                (false, false) => "minimum",
                (true, false) => "maximum",
                (false, true) => "exclusive_minimum",
                (true, true) => "exclusive_maximum",
            });
            let limit = number(*limit);
            quote!(checks.#method(*value, #limit);)
        }
        Rule::MultipleOf { step, wide } => {
            let limit = number(*step);
            match (step, wide) {
                (Number::Integer(_), true) => quote!(checks.multiple_of_integer(*value, #limit);),
                (Number::Integer(_), false) => {
                    quote!(checks.multiple_of_integer(i128::from(*value), #limit);)
                }
                (Number::Float(_), true) => quote!(checks.multiple_of(*value, #limit);),
                (Number::Float(_), false) => quote!(checks.multiple_of(f64::from(*value), #limit);),
            }
        }
        Rule::MinItems(limit) => {
            let limit = count(*limit);
            quote!(checks.min_items(value.len(), #limit);)
        }
        Rule::MaxItems(limit) => {
            let limit = count(*limit);
            quote!(checks.max_items(value.len(), #limit);)
        }
        Rule::Unique => quote!(checks.unique_items(value);),
        Rule::MinProperties(limit) => {
            let limit = count(*limit);
            quote!(checks.min_properties(value.len(), #limit);)
        }
        Rule::MaxProperties(limit) => {
            let limit = count(*limit);
            quote!(checks.max_properties(value.len(), #limit);)
        }
        Rule::Each(inner) => {
            let inner = rules(inner);
            quote! {
                for (index, value) in value.iter().enumerate() {
                    checks.enter_item(index);
                    #inner
                    checks.leave();
                }
            }
        }
        Rule::Entries(inner) => {
            let inner = rules(inner);
            quote! {
                for (key, value) in value {
                    checks.enter_entry(key);
                    #inner
                    checks.leave();
                }
            }
        }
        Rule::Some(inner) => {
            let inner = rules(inner);
            quote!(if let Some(value) = value { #inner })
        }
        Rule::Nested(_) => quote!(value.check(checks);),
    }
}

fn count(limit: u64) -> TokenStream {
    literal::integer_u64(limit.min(LARGEST))
}

fn number(limit: Number) -> TokenStream {
    match limit {
        Number::Integer(value) => literal::integer(value),
        Number::Float(value) => literal::float(value),
    }
}
