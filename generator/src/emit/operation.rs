//! The file of one operation: its arguments, its request, its answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::constants::{info, style};
use super::debug::{self, Shown};
use super::output::{decode, output_enum};
use super::tokens::{self, Parameters, Scope};
use super::{
    RustFile, body, check, documentation, errors, form, method, pagination, response_headers, stream, structs,
};
use crate::ir::operation::{Location, Style};
use crate::model::{
    Argument, Docs, Group, Operation, Output, OutputTy, Parameter, Presence, ResponseBody, Ty,
};
use crate::names::ident::Ident;

pub(crate) fn file(group: &Group, operation: &Operation, example: &[String]) -> RustFile<'static> {
    let mut items = vec![header(operation)];
    if operation.uses_models() {
        items.push(quote!(
            use crate::models;
        ));
    }
    items.push(quote!(
        use crate::runtime;
    ));
    items.push(method::method(group, operation, example));
    items.push(definition(group, operation));
    items.extend(operation.named().map(|named| {
        structs::required(
            &operation.ident,
            named,
            &operation.named_fields(""),
            shown(operation),
            Scope::Crate,
        )
    }));
    items.push(behaviour(operation));
    items.extend(setters(operation));
    items.extend(check::of_operation(operation));
    items.extend(body::media_types(operation));
    items.extend(form::forms(operation));
    items.extend(operation.outputs().filter_map(output_enum));
    items.extend(stream::call(operation));
    items.extend(response_headers::headers(operation));
    items.extend(errors::error_enum(operation, &method_link(group, operation)));
    items.extend(pagination::paginated(operation));
    let folder = group.module.as_str();
    RustFile::new(format!("src/operations/{folder}/{}.rs", operation.module.as_str()), items)
}

fn header(operation: &Operation) -> TokenStream {
    let call = crate::markdown::code(&format!("{} {}", operation.http_method, operation.path));
    let place = crate::markdown::code(&operation.reference);
    tokens::inner_docs(&[format!("{call}, from {place}.")])
}

/// A link to the operation's method, from its own file.
fn method_link(group: &Group, operation: &Operation) -> String {
    let owner = group.names.as_ref().map_or("runtime::Client", |names| names.ty.as_str());
    let owner_path = if group.names.is_some() { format!("super::{owner}") } else { owner.to_owned() };
    let method = operation.method.bare();
    format!("[`{owner}::{method}`]({owner_path}::{method})")
}

fn definition(group: &Group, operation: &Operation) -> TokenStream {
    let name = tokens::ident(&operation.ident);
    let owner = method_link(group, operation);
    let line = tokens::doc_attributes(&[format!("The arguments of {owner}.")]);
    let request = tokens::ident(&operation.request);
    let about = tokens::doc_attributes(&documentation::request(&owner, operation));
    let parameters = operation.parameters.iter().map(|parameter| {
        let ident = tokens::ident(&parameter.ident);
        let ty = tokens::ty(&parameter.full(), Scope::Crate);
        quote!(pub(crate) #ident: #ty,)
    });
    let body = operation.body.iter().map(|body| {
        let ident = tokens::ident(&body.ident);
        let ty = tokens::rust_type(&body.spelled(""), Scope::Crate);
        let ty = if body.required { ty } else { quote!(Option<#ty>) };
        quote!(pub(crate) #ident: #ty,)
    });
    let debug = debug::debug(&name, &shown(operation));
    let (derive, debug) = (debug.derive, debug.implementation);
    quote! {
        #line
        #[derive(#derive Clone)]
        pub struct #name { #(#parameters)* #(#body)* }
        #debug

        #about
        pub type #request<M = runtime::Async> = runtime::Request<#name, M>;
    }
}

/// The arguments as `Debug` shows them.
fn shown(operation: &Operation) -> Vec<Shown> {
    let parameters = operation.parameters.iter().map(|parameter| Shown {
        ident: tokens::ident(&parameter.ident),
        presence: parameter.presence,
        secret: parameter.secret,
    });
    let body = operation.body.iter().map(|body| Shown {
        ident: tokens::ident(&body.ident),
        presence: if body.required { Presence::Required } else { Presence::Optional },
        secret: body.secret,
    });
    parameters.chain(body).collect()
}

fn behaviour(operation: &Operation) -> TokenStream {
    let name = tokens::ident(&operation.ident);
    let output = tokens::rust_type(&operation.output_type(""), Scope::Crate);
    let error = tokens::ident(&operation.error.ident);
    let info = info(operation, &operation.output);
    let encode = encode(operation);
    let limits = check::of_answer(&operation.output);
    let read = read(&operation.output);
    quote! {
        impl runtime::Operation for #name {
            type Output = #output;
            type Error = #error;
            const INFO: &'static runtime::OperationInfo = &#info;
            #encode
            #limits
            #read
        }
    }
}

/// How a success is read, and what it holds beyond the document: only JSON of one type can be compared with its model.
fn read(output: &Output) -> TokenStream {
    match output.ty {
        OutputTy::One(ResponseBody::Json(Ty::Option(_) | Ty::Json)) => {
            let decode = decode(output);
            quote! {
                #decode
                fn drift(output: &Self::Output, response: &runtime::RawResponse) -> Vec<runtime::Drift> {
                    runtime::drift::compare(output, response)
                }
            }
        }
        OutputTy::One(ResponseBody::Json(_)) => quote!(runtime::drift::json!();),
        _ => decode(output),
    }
}

fn encode(operation: &Operation) -> TokenStream {
    let path = path(operation);
    let fixed_query = (!operation.fixed_query.is_empty()).then(|| {
        let query = tokens::string(&operation.fixed_query);
        quote!(request.raw_query(#query)?;)
    });
    let others = operation.parameters.iter().filter(|parameter| parameter.location != Location::Path).map(
        |parameter| {
            let ident = tokens::ident(&parameter.ident);
            let wire = tokens::string(&parameter.wire);
            match parameter.location {
                Location::Query if parameter.is_querystring => {
                    let json = parameter.json;
                    quote!(request.whole_query(#json, &self.#ident)?;)
                }
                Location::Query | Location::Path => {
                    let style = query_style(parameter);
                    quote!(request.query(#wire, #style, &self.#ident)?;)
                }
                Location::Header if parameter.json => {
                    quote!(request.header_json(#wire, &self.#ident)?;)
                }
                Location::Header => {
                    let explode = parameter.explode;
                    quote!(request.header(#wire, #explode, &self.#ident)?;)
                }
                Location::Cookie => {
                    let style = query_style(parameter);
                    quote!(request.cookie(#wire, #style, &self.#ident)?;)
                }
            }
        },
    );
    let body = operation.body.iter().map(body::write);
    quote! {
        fn encode(&self, request: &mut runtime::RequestWriter) -> Result<(), runtime::InvalidRequest> {
            #(#path)*
            #fixed_query
            #(#others)*
            #(#body)*
            Ok(())
        }
    }
}

/// The path template in pieces; what names a parameter is a parameter, everything else is text.
fn path(operation: &Operation) -> Vec<TokenStream> {
    let mut pieces = Vec::new();
    let mut rest = operation.template.as_str();
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let found = after.split_once('}').and_then(|(name, after)| {
            let parameter = operation
                .parameters
                .iter()
                .find(|parameter| parameter.location == Location::Path && parameter.wire == name)?;
            Some((parameter, after))
        });
        match found {
            Some((parameter, after)) => {
                if !text.is_empty() {
                    let literal = tokens::string(&text);
                    pieces.push(quote!(request.path(#literal);));
                    text.clear();
                }
                pieces.push(path_parameter(parameter));
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    if !text.is_empty() {
        let literal = tokens::string(&text);
        pieces.push(quote!(request.path(#literal);));
    }
    pieces
}

fn path_parameter(parameter: &Parameter) -> TokenStream {
    let ident = tokens::ident(&parameter.ident);
    let wire = tokens::string(&parameter.wire);
    let explode = parameter.explode;
    let style = match (parameter.style, explode) {
        _ if parameter.json => quote!(runtime::PathStyle::Json),
        (Style::Label, ..) => quote!(runtime::PathStyle::Label { explode: #explode }),
        (Style::Matrix, ..) => quote!(runtime::PathStyle::Matrix { explode: #explode }),
        (_, false) => quote!(runtime::PathStyle::SIMPLE),
        (_, true) => quote!(runtime::PathStyle::Simple { explode: true }),
    };
    match (parameter.segments, parameter.allow_reserved) {
        (true, _) => {
            quote!(request.path_param_with(#wire, #style, runtime::PathKeep::Segments, &self.#ident)?;)
        }
        (false, true) => {
            quote!(request.path_param_with(#wire, #style, runtime::PathKeep::Reserved, &self.#ident)?;)
        }
        (false, false) => quote!(request.path_param(#wire, #style, &self.#ident)?;),
    }
}

fn query_style(parameter: &Parameter) -> TokenStream {
    style(parameter.style, parameter.explode, parameter.allow_reserved, parameter.json)
}

fn setters(operation: &Operation) -> Option<TokenStream> {
    let name = tokens::ident(&operation.ident);
    let parameters = operation.optional_parameters().map(|parameter| {
        setter(&parameter.setter, &parameter.ident, &parameter.docs, &parameter.setter_argument(""), None)
    });
    let body = operation.optional_body().map(|body| {
        let chosen =
            stream::is_chosen(operation).then(|| quote!(self.operation_mut().ask_for_stream(false);));
        setter(&body.setter, &body.ident, &body.docs, &body.setter_argument(""), chosen.as_ref())
    });
    let all: Vec<TokenStream> = parameters.chain(body).collect();
    (!all.is_empty()).then(|| quote!(impl<M> runtime::Request<#name, M> { #(#all)* }))
}

fn setter(
    name: &Ident,
    field: &Ident,
    docs: &Docs,
    argument: &Argument,
    then: Option<&TokenStream>,
) -> TokenStream {
    let (name, field, docs) = (tokens::ident(name), tokens::ident(field), tokens::docs(docs));
    let place = quote!(self.operation_mut().#field);
    let (Parameters { generics, arguments }, set) = tokens::setter(argument, &place, Scope::Crate);
    quote! {
        #docs
        pub fn #name #generics (mut self, #(#arguments),*) -> Self {
            #set
            #then
            self
        }
    }
}

impl Operation {
    /// True if the file names a type of `models`.
    fn uses_models(&self) -> bool {
        let mut named = std::collections::BTreeSet::new();
        for ty in self.tys() {
            ty.named(&mut named);
        }
        !named.is_empty()
    }
}
