//! A call of each operation with the document's example values. It is compiled by the crate's tests and never run.

mod json;
mod layout;
mod value;

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::emit::tokens;
use crate::model::{
    Body, BodyKind, BodyWrite, Crate, Group, Operation, Output, OutputTy, Parameter, ResponseBody, Ty, Types,
};
use crate::names::ident::Ident;

pub(super) use json::sample;
pub(super) use layout::{joined, lay_out};
pub(super) use value::{Position, Slot, Writer};

/// A call with example values.
#[derive(Debug, Clone)]
pub(super) struct ExampleCall {
    /// The method with what it is called on: `client.guardrails().update`.
    pub(super) method: TokenStream,
    /// Expressions for the required arguments.
    pub(super) arguments: Vec<TokenStream>,
    /// It names something that the document deprecates, and so gives warnings.
    pub(super) deprecated: bool,
}

impl ExampleCall {
    /// The call as an expression, not sent yet.
    pub(super) fn expression(&self) -> TokenStream {
        let Self { method, arguments, .. } = self;
        quote!(#method(#(#arguments),*))
    }
}

/// The calls by the names of their operations.
pub(super) type Calls<'a> = BTreeMap<&'a Ident, ExampleCall>;

/// The calls of all operations for which one can be made.
pub(super) fn all(model: &Crate) -> Calls<'_> {
    let types = model.types();
    let library = &model.package.path();
    model
        .operations()
        .filter_map(|(group, operation)| Some((&operation.ident, call(&types, library, group, operation)?)))
        .collect()
}

fn accessor(group: &Group) -> TokenStream {
    let accessor = group.names.as_ref().map(|names| tokens::ident(&names.accessor));
    accessor.map_or_else(|| quote!(client), |accessor| quote!(client.#accessor()))
}

fn call(types: &Types<'_>, library: &str, group: &Group, operation: &Operation) -> Option<ExampleCall> {
    // The group's module exports the operation's own types.
    let module = {
        let (library, module) = (tokens::path(library), tokens::ident(&group.module));
        quote!(#library::operations::#module)
    };
    let writer = Writer::new(types, library);
    let mut arguments = Vec::new();
    for parameter in operation.required_parameters() {
        let Parameter { ident, ty, presence, example, .. } = parameter;
        let slot = Slot { ty, presence: *presence, exact: operation.named().is_some(), name: ident.bare() };
        arguments.push(writer.required(&slot, example.iter(), 0)?);
    }
    if let Some(body) = operation.required_body() {
        arguments.push(self::body(&writer, &module, body, operation.named().is_some())?);
    }
    if let Some(named) = operation.named() {
        let fields = operation.named_fields("");
        let fields = fields.iter().map(|(ident, _)| *ident).zip(std::mem::take(&mut arguments));
        arguments.push(value::named_literal(&module, named, fields));
    }
    let (accessor, method) = (accessor(group), tokens::ident(&operation.method));
    let method = quote!(#accessor.#method);
    let deprecated = writer.named_deprecated() || operation.docs.deprecated.is_some();
    Some(ExampleCall { method, arguments, deprecated })
}

/// `exact`: nothing converts the value.
fn body(writer: &Writer<'_>, module: &TokenStream, body: &Body, exact: bool) -> Option<TokenStream> {
    let (variant, content) = match &body.kind {
        BodyKind::One(content) => (None, content),
        BodyKind::Several { ident, variants } => {
            let (variant, content) = variants.first()?;
            let (ident, variant) = (tokens::ident(ident), tokens::ident(variant));
            (Some(quote!(#module::#ident::#variant)), content)
        }
    };
    let value = match &content.write {
        BodyWrite::Multipart(form) => writer.construct((module, &form.ident), &form.object, None, 0)?,
        // Which parts the server wants is nowhere said.
        BodyWrite::Parts => return None,
        BodyWrite::Upload => quote!("contents"),
        BodyWrite::Text => quote!("text"),
        BodyWrite::JsonLines => {
            writer.fitting(&content.ty, body.example.as_ref(), Position::Exact, "value")?
        }
        BodyWrite::Json | BodyWrite::Value | BodyWrite::Form(_) => {
            let position = match content.ty {
                Ty::String if variant.is_none() && !exact => Position::Argument,
                _ => Position::Exact,
            };
            writer.fitting(&content.ty, body.example.as_ref(), position, "value")?
        }
    };
    Some(match variant {
        Some(variant) if matches!(content.write, BodyWrite::Upload | BodyWrite::Text) => {
            quote!(#variant(#value.into()))
        }
        None if exact && matches!(content.write, BodyWrite::Upload | BodyWrite::Text) => {
            quote!(#value.into())
        }
        Some(variant) => quote!(#variant(#value)),
        None => value,
    })
}

/// What documentation shows of a call: with what it imports, laid out.
pub(super) fn lines(library: &str, operation: &Operation, call: &ExampleCall) -> Vec<String> {
    let call = &call.expression();
    let names = if uses_models(call) { "{Client, models}" } else { "Client" };
    let mut lines = vec![
        format!("use {library}::{names};"),
        String::new(),
        "let client = Client::from_env()?;".to_owned(),
    ];
    lines.extend(lay_out(&statements(operation, call)).unwrap_or_default());
    lines
}

/// A call and what becomes of its answer.
pub(super) fn statements(operation: &Operation, call: &TokenStream) -> TokenStream {
    match &operation.stream {
        Some(stream) => {
            let value = shown(&operation.output, &quote!(request.clone()));
            let streamed = shown(&stream.output, &quote!(request.stream()));
            quote!(let request = #call; #value #streamed)
        }
        None => shown(&operation.output, call),
    }
}

/// What is done with an answer.
fn shown(output: &Output, call: &TokenStream) -> TokenStream {
    match &output.ty {
        OutputTy::One(ResponseBody::Nothing) => quote!(#call.await?;),
        OutputTy::One(ResponseBody::Events { .. } | ResponseBody::Lines(_)) => quote! {
            let mut stream = #call.await?;
            while let Some(item) = stream.next().await {
                let item = item?;
                println!("{item:?}");
            }
        },
        OutputTy::One(ResponseBody::Bytes) => quote! {
            let bytes = #call.await?;
            println!("{} bytes", bytes.len());
        },
        OutputTy::One(ResponseBody::Stream) => quote! {
            let download = #call.await?;
            println!("{download:?}");
        },
        _ => quote! {
            let answer = #call.await?;
            println!("{answer:?}");
        },
    }
}

/// True if an expression names something of `models`: `models::X`, but neither `client.models()` nor `x::models::X`.
pub(in crate::emit) fn uses_models(expression: &TokenStream) -> bool {
    let colon =
        |tree: Option<&TokenTree>| matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    let trees: Vec<TokenTree> = expression.clone().into_iter().collect();
    trees.iter().enumerate().any(|(index, tree)| match tree {
        TokenTree::Ident(ident) => {
            let before = index.checked_sub(1).and_then(|before| trees.get(before));
            ident == "models" && colon(trees.get(index + 1)) && !colon(before)
        }
        TokenTree::Group(group) => uses_models(&group.stream()),
        _ => false,
    })
}
