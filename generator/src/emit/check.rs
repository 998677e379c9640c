//! `validate()`: checks of the document's limits, for those who want them before a request goes out.

use proc_macro2::TokenStream;
use quote::quote;

use super::{RustFile, literal, tokens};
use crate::model::{
    Crate, FieldRules, Number, OpenEnum, Operation, Output, Presence, Rule, Struct, TypeFile, TypeItem,
    UnionType, ValueRules,
};

/// Limits on counts, beyond which no value gets.
const LARGEST: u64 = u32::MAX as u64;

/// `validate` and `check` of a struct.
pub(crate) fn of_struct(object: &Struct) -> TokenStream {
    if !object.is_checked() {
        return TokenStream::new();
    }
    let fields = object.rules.iter().map(field);
    let value = object.value_rules.as_ref().map(|rules| value_rules(rules, &quote!(self)));
    let validate = validate("value", &quote!(self));
    quote! {
        #validate

        pub(crate) fn check(&self, checks: &mut runtime::Checks) {
            #value
            #(#fields)*
        }
    }
}

/// `validate` and `check` of a union: those of the alternative at hand.
pub(crate) fn of_union(union: &UnionType) -> TokenStream {
    if !union.is_checked() {
        return TokenStream::new();
    }
    let mut arms: Vec<(TokenStream, TokenStream)> = union
        .arms
        .iter()
        .filter(|arm| !arm.rules.is_empty())
        .map(|arm| {
            let ident = tokens::ident(&arm.ident);
            (quote!(Self::#ident(value)), rules(&arm.rules))
        })
        .collect();
    if union.is_closed {
        arms.push((quote!(Self::Unknown(_)), quote!(checks.unknown();)));
    }
    if let Some(rules) = &union.unlisted_rules {
        arms.push((quote!(Self::Unknown(_)), value_rules(rules, &quote!(self))));
    }
    let value = union.value_rules.as_ref().map(|rules| value_rules(rules, &quote!(self)));
    let body = match_of(&quote!(self), &arms, arms.len() == union.arms.len() + 1);
    let validate = validate("value", &quote!(self));
    quote! {
        #validate

        pub(crate) fn check(&self, checks: &mut runtime::Checks) {
            #value
            #body
        }
    }
}

/// Statements for the variants that have some; `all` says that each variant does.
fn match_of(value: &TokenStream, arms: &[(TokenStream, TokenStream)], all: bool) -> TokenStream {
    match arms {
        [] => TokenStream::new(),
        [(pattern, rules)] => quote!(if let #pattern = #value { #rules }),
        arms => {
            let rest = (!all).then(|| quote!(_ => {}));
            let arms = arms.iter().map(|(pattern, rules)| quote!(#pattern => { #rules }));
            quote!(match #value { #(#arms)* #rest })
        }
    }
}

/// What features may turn on without who needs it.
fn unused() -> TokenStream {
    quote!(#[allow(dead_code, reason = "what it is a part of may not be turned on")])
}

/// `check` of an enum, which is a part of something that is checked; `is_gated`: features may turn the enum on alone.
pub(crate) fn of_enum(list: &OpenEnum, is_gated: bool) -> TokenStream {
    if !list.is_checked {
        return TokenStream::new();
    }
    let unused = is_gated.then(unused);
    quote! {
        #unused
        pub(crate) fn check(&self, checks: &mut runtime::Checks) {
            checks.known(!matches!(self, Self::Unknown(_)));
        }
    }
}

/// `validate` of the request of an operation, and `check` of its arguments.
pub(crate) fn of_operation(operation: &Operation) -> Option<TokenStream> {
    let (name, validate) =
        (tokens::ident(&operation.ident), validate("arguments", &quote!(self.operation())));
    let fields = operation.rules.iter().map(field);
    let stream = operation.stream.as_ref().map(|stream| {
        let (name, validate) =
            (tokens::ident(&stream.ident), self::validate("arguments", &quote!(self.operation().call)));
        quote!(impl<M> runtime::Request<#name, M> { #validate })
    });
    (!operation.rules.is_empty()).then(|| {
        quote! {
            impl<M> runtime::Request<#name, M> {
                #validate
            }

            impl #name {
                fn check(&self, checks: &mut runtime::Checks) {
                    #(#fields)*
                }
            }

            #stream
        }
    })
}

/// `limits` of an operation: those of its answer that the answer's type does not know.
pub(crate) fn of_answer(output: &Output) -> Option<TokenStream> {
    let rules = rules(&output.limits);
    (!output.limits.is_empty()).then(|| {
        quote! {
            fn limits(value: &Self::Output, checks: &mut runtime::Checks) {
                #rules
            }
        }
    })
}

/// Checks what would be written of a value.
fn value_rules(rules: &ValueRules, value: &TokenStream) -> TokenStream {
    let text = tokens::string(&rules.text);
    let definitions = if rules.definitions { quote!(crate::rules::DEFINITIONS) } else { quote!(&[]) };
    let patterns = rules.patterns.then(|| quote!(.patterns(runtime::pattern::matches)));
    let formats = rules.formats.then(|| quote!(.formats(runtime::formats::has)));
    quote! {
        static RULES: runtime::Rules = runtime::Rules::new(#text, #definitions) #patterns #formats;
        RULES.check(checks, #value);
    }
}

/// `rules.rs`: what the rules of types refer to.
pub(crate) fn definitions(model: &Crate) -> RustFile<'static> {
    let definitions = model.definitions.iter();
    let (names, texts): (Vec<_>, Vec<_>) =
        definitions.map(|one| (tokens::string(&one.name), tokens::string(&one.text))).unzip();
    let is_gated = model.type_files.iter().any(|file| !file.features.is_empty());
    let unused = is_gated.then(unused);
    let items = vec![
        quote!(#![doc = " Schemas that rules of types refer to, by name: what no type carries is checked by them."]),
        quote!(#unused pub(crate) const DEFINITIONS: &[(&str, &str)] = &[#((#names, #texts)),*];),
    ];
    RustFile::new("src/rules.rs".to_owned(), items)
}

/// `answers.rs`: `validate()` of what answers are, where that is a list or a map of models.
pub(crate) fn answers(model: &Crate) -> RustFile<'static> {
    let of_file = |file: &TypeFile| {
        let checked = file.items.iter().filter(|item| item.is_checked());
        let gate = tokens::gate(&file.features);
        let implementation = |item: &TypeItem| {
            let ident = tokens::ident(&item.ident);
            quote! {
                #gate
                impl runtime::Checked for models::#ident {
                    fn check(&self, checks: &mut runtime::Checks) {
                        Self::check(self, checks);
                    }
                }
            }
        };
        checked.map(implementation).collect::<Vec<_>>()
    };
    let mut items = vec![
        quote!(#![doc = " What has limits, for `validate()` of answers."]),
        quote!(
            use crate::models;
        ),
        quote!(
            use crate::runtime;
        ),
    ];
    items.extend(model.type_files.iter().flat_map(of_file));
    RustFile::new("src/answers.rs".to_owned(), items)
}

/// The method that users call.
fn validate(what: &str, checked: &TokenStream) -> TokenStream {
    let line = format!(" Checks the {what} against the limits that the document states.");
    quote! {
        #[doc = #line]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " Every violation, each with the path of its field."]
        pub fn validate(&self) -> Result<(), runtime::Violations> {
            let mut checks = runtime::Checks::new();
            #checked.check(&mut checks);
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
                (Number::Float(_), _) => quote!(runtime::decimal::multiple_of(checks, *value, #limit);),
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
        // The type's own check says it.
        Rule::Listed => TokenStream::new(),
        Rule::Written(left) => {
            // In a block of its own, since the text has a name.
            let left = value_rules(left, &quote!(value));
            quote!({ #left })
        }
        Rule::MediaTypes { owner, variants, all } => {
            let owner = tokens::ident(owner);
            let arms = variants.iter().map(|(variant, inner)| {
                let variant = tokens::ident(variant);
                (quote!(#owner::#variant(value)), rules(inner))
            });
            match_of(&quote!(value), &arms.collect::<Vec<_>>(), *all)
        }
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
