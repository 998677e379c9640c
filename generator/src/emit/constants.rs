//! Constants of the runtime's types: what an operation is, its statuses, its servers, the styles of its parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::{literal, tokens};
use crate::ir::operation::{RetryClass, Style};
use crate::model::{Operation, Output, Server, Status, Streaming};

/// What the runtime is told of an operation, with one of its outputs.
pub(super) fn info(operation: &Operation, output: &Output) -> TokenStream {
    let id = tokens::string(&operation.id);
    let method = tokens::string(&operation.http_method);
    let path = tokens::string(&operation.template);
    let retry = match operation.retry {
        RetryClass::Never => quote!(Never),
        RetryClass::Safe => quote!(Safe),
        RetryClass::Idempotent => quote!(Idempotent),
        RetryClass::Unsafe => quote!(Unsafe),
    };
    let accept = tokens::string(&output.accept);
    let mut success: Vec<Status> = output.cases.iter().map(|case| case.status).collect();
    success.dedup();
    let success = success.into_iter().map(status_range);
    let streaming = output.streaming.iter().map(|streaming| match streaming {
        Streaming::Open(media_type) => {
            let media_type = tokens::string(media_type);
            quote!(runtime::Streaming::Open(#media_type))
        }
        Streaming::Whole(media_type) => {
            let media_type = tokens::string(media_type);
            quote!(runtime::Streaming::Whole(#media_type))
        }
    });
    let security = operation.security.iter().map(|alternative| {
        let ids = alternative.iter().map(|id| tokens::string(id));
        quote!(&[#(#ids),*])
    });
    let servers = operation.servers.iter().map(server);
    quote! {
        runtime::OperationInfo {
            id: #id,
            method: #method,
            path: #path,
            retry: runtime::RetryClass::#retry,
            accept: #accept,
            success: &[#(#success),*],
            streaming: &[#(#streaming),*],
            security: &[#(#security),*],
            servers: &[#(#servers),*],
        }
    }
}

/// The statuses that an answer is documented for.
pub(super) fn status_range(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = literal::integer(i64::from(code));
            quote!(runtime::StatusRange::Code(#code))
        }
        Status::Range(digit) => {
            let digit = literal::integer(i64::from(digit));
            quote!(runtime::StatusRange::Class(#digit))
        }
        Status::Default => quote!(runtime::StatusRange::Class(2)),
    }
}

/// A server as the runtime spells it.
pub(crate) fn server(server: &Server) -> TokenStream {
    let id = tokens::string(&server.id);
    let url = tokens::string(&server.url);
    let variables = server.variables.iter().map(|variable| {
        let name = tokens::string(&variable.name);
        let default = tokens::string(&variable.default);
        let values = variable.values.iter().map(|value| tokens::string(value));
        quote!(runtime::ServerVariable { name: #name, default: #default, values: &[#(#values),*] })
    });
    quote!(runtime::Server { id: #id, url: #url, variables: &[#(#variables),*] })
}

/// A query style as the runtime spells it.
pub(crate) fn style(style: Style, explode: bool, allow_reserved: bool, json: bool) -> TokenStream {
    let base = match (style, explode) {
        _ if json => quote!(runtime::QueryStyle::JSON),
        (Style::SpaceDelimited, true) => quote!(runtime::QueryStyle::new(runtime::QueryLayout::Space, true)),
        (Style::PipeDelimited, true) => quote!(runtime::QueryStyle::new(runtime::QueryLayout::Pipe, true)),
        (Style::SpaceDelimited, false) => quote!(runtime::QueryStyle::SPACE_DELIMITED),
        (Style::PipeDelimited, false) => quote!(runtime::QueryStyle::PIPE_DELIMITED),
        (Style::DeepObject, _) => quote!(runtime::QueryStyle::DEEP_OBJECT),
        (Style::DeepBrackets, _) => {
            quote!(runtime::QueryStyle::new(runtime::QueryLayout::DeepBrackets, true))
        }
        (Style::DeepIndices, _) => quote!(runtime::QueryStyle::new(runtime::QueryLayout::DeepIndices, true)),
        (Style::Cookie, true) => quote!(runtime::QueryStyle::FORM.cookie()),
        (Style::Cookie, false) => quote!(runtime::QueryStyle::FORM_JOINED.cookie()),
        (_, true) => quote!(runtime::QueryStyle::FORM),
        (_, false) => quote!(runtime::QueryStyle::FORM_JOINED),
    };
    if allow_reserved { quote!(#base.allow_reserved()) } else { base }
}
