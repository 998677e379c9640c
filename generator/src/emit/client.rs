//! `client.rs`: the facts of the API, and the builder's methods that come from the document.

use proc_macro2::TokenStream;
use quote::quote;

use super::RustFile;
use super::constants::{server, status_range};
use super::tokens::{self, Parameters};
use crate::ir::SchemeKind;
use crate::model::{Client, Crate, GlobalHeader, Grant, Limits, Retry, Scheme};

pub(crate) fn client(model: &Crate, client: &Client) -> RustFile<'static> {
    let items = vec![
        quote!(#![doc = " How a client of this API is made: its servers, credentials and global header fields."]),
        quote!(
            use crate::runtime::{self, Client, ClientBuilder};
        ),
        api(model, client),
        constructors(client),
        builder(client),
        call_headers(client),
        raw_methods(client),
    ];
    RustFile::new("src/client.rs".to_owned(), items)
}

fn api(model: &Crate, client: &Client) -> TokenStream {
    let name = tokens::string(&model.package.title);
    let version = tokens::string(&model.package.api_version);
    let user_agent = if client.user_agent.is_empty() {
        quote!(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
    } else {
        tokens::string(&client.user_agent)
    };
    let servers = client.servers.iter().map(server);
    let variables = client.server_variables.iter().map(|name| tokens::string(name));
    let headers = client.global_headers.iter().map(global_header);
    let security = client.security.iter().map(|alternative| {
        let ids = alternative.iter().map(|id| tokens::string(id));
        quote!(&[#(#ids),*])
    });
    let schemes = client.schemes.iter().map(scheme);
    let prefix = tokens::string(&client.env_prefix);
    let policy = policy(&client.retry);
    quote! {
        #[doc = " What the document says of the API as a whole."]
        pub(crate) static API: runtime::Api = runtime::Api {
            name: #name,
            version: #version,
            user_agent: #user_agent,
            servers: &[#(#servers),*],
            server_variables: &[#(#variables),*],
            headers: &[#(#headers),*],
            security: &[#(#security),*],
            security_schemes: &[#(#schemes),*],
            env_prefix: #prefix,
            retry: #policy,
        };
    }
}

fn policy(retry: &Retry) -> TokenStream {
    let initial = duration(retry.initial_interval_ms);
    let longest = duration(retry.max_interval_ms);
    let factor = super::literal::thousandths(retry.exponent_milli);
    let attempts = super::literal::integer_u64(u64::from(retry.max_attempts));
    let elapsed = retry.max_elapsed_ms.map(|elapsed| {
        let elapsed = duration(elapsed);
        quote!(.max_elapsed(#elapsed))
    });
    let statuses = retry.statuses.iter().map(|status| status_range(*status));
    let statuses = (!retry.statuses.is_empty()).then(|| quote!(.more_statuses(&[#(#statuses),*])));
    let broken = (!retry.broken).then(|| quote!(.connection_errors(false)));
    quote! {
        runtime::RetryPolicy::DEFAULT
            .max_attempts(#attempts)
            .initial_delay(#initial)
            .factor(#factor)
            .max_delay(#longest)
            #elapsed #statuses #broken
    }
}

/// A duration in the larger unit, if that says it exactly.
fn duration(milliseconds: u64) -> TokenStream {
    if milliseconds > 0 && milliseconds.is_multiple_of(1_000) {
        let seconds = super::literal::integer_u64(milliseconds / 1_000);
        quote!(std::time::Duration::from_secs(#seconds))
    } else {
        let milliseconds = super::literal::integer_u64(milliseconds);
        quote!(std::time::Duration::from_millis(#milliseconds))
    }
}

fn global_header(header: &GlobalHeader) -> TokenStream {
    let (name, env) = (tokens::string(&header.name), tokens::string(&header.env));
    quote!(runtime::GlobalHeader { name: #name, env: #env })
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let id = tokens::string(&scheme.id);
    let env = tokens::string(&scheme.env);
    let kind = match &scheme.kind {
        SchemeKind::Bearer
        | SchemeKind::OAuth2 { .. }
        | SchemeKind::OpenIdConnect
        | SchemeKind::MutualTls => {
            quote!(Bearer)
        }
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Http(name) => {
            let name = tokens::string(name);
            quote!(Http(#name))
        }
        SchemeKind::ApiKeyHeader(name) => {
            let name = tokens::string(name);
            quote!(Header(#name))
        }
        SchemeKind::ApiKeyQuery(name) => {
            let name = tokens::string(name);
            quote!(Query(#name))
        }
        SchemeKind::ApiKeyCookie(name) => {
            let name = tokens::string(name);
            quote!(Cookie(#name))
        }
    };
    quote!(runtime::Scheme { id: #id, kind: runtime::SchemeKind::#kind, env: #env })
}

fn constructors(client: &Client) -> TokenStream {
    let line = format!(" Makes a client from the environment: {}.", variables(client));
    let log = format!(
        " What is not set is not sent. `{}_LOG=1` logs requests to the standard error, without bodies and secrets.",
        client.env_prefix
    );
    let limits = limits(&client.limits);
    quote! {
        impl<M: runtime::Mode> Client<M> {
            #[doc = " Starts a client with the document's defaults."]
            pub fn builder() -> ClientBuilder<M> {
                ClientBuilder::for_api(&API) #limits
            }

            #[doc = #line]
            #[doc = ""]
            #[doc = #log]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " A variable holds what cannot be sent, or the client cannot be built."]
            pub fn from_env() -> Result<Self, runtime::Error> {
                Self::builder().with_env().build()
            }
        }
    }
}

/// The environment variables that a client reads, in words.
fn variables(client: &Client) -> String {
    let schemes = client.schemes.iter().filter(|scheme| scheme.kind != SchemeKind::MutualTls);
    let names =
        schemes.map(|scheme| &scheme.env).chain(client.global_headers.iter().map(|header| &header.env));
    let names = names.filter(|name| !name.is_empty()).map(String::as_str).chain(["BASE_URL"]);
    let names: Vec<String> = names.map(|name| format!("`{}_{name}`", client.env_prefix)).collect();
    names.join(", ")
}

/// The limits that the configuration sets; 0 turns one off.
fn limits(limits: &Limits) -> TokenStream {
    let limit = |milliseconds: u64| match milliseconds {
        0 => quote!(None),
        some => duration(some),
    };
    let connect = limits.connect_ms.map(limit).map(|limit| quote!(.connect_timeout(#limit)));
    let attempt = limits.attempt_ms.map(limit).map(|limit| quote!(.attempt_timeout(#limit)));
    let total = limits.total_ms.map(limit).map(|limit| quote!(.timeout(#limit)));
    let idle = limits.idle_ms.map(limit).map(|limit| quote!(.idle_timeout(#limit)));
    let body = limits.max_body.map(|bytes| {
        let bytes = super::literal::integer_u64(bytes);
        quote!(.max_body(#bytes))
    });
    quote!(#connect #attempt #total #idle #body)
}

fn builder(client: &Client) -> TokenStream {
    let schemes = client.schemes.iter().filter(|scheme| scheme.kind != SchemeKind::MutualTls).map(credential);
    let headers = client.global_headers.iter().map(|header| {
        let on = match header.env.as_str() {
            "" => "every request".to_owned(),
            env => format!("every request. `{}_{env}` in the environment sets it, too", client.env_prefix),
        };
        header_setter(header, &on)
    });
    let all: Vec<TokenStream> = schemes.chain(headers).collect();
    if all.is_empty() {
        TokenStream::new()
    } else {
        quote!(impl<M: runtime::Mode> ClientBuilder<M> { #(#all)* })
    }
}

fn header_docs(header: &GlobalHeader, on: &str) -> TokenStream {
    let docs = tokens::docs(&header.docs);
    let sent = format!("Sent as the header field {} with {on}.", crate::markdown::code(&header.name));
    let sent = tokens::doc_attributes(&[String::new(), sent]);
    quote!(#docs #sent)
}

fn credential(scheme: &Scheme) -> TokenStream {
    let setter = tokens::ident(&scheme.setter);
    let id = tokens::string(&scheme.id);
    let mut docs = scheme.docs.clone();
    docs.fallback =
        format!("Sets the credential of the security scheme {}.", crate::markdown::code(&scheme.id));
    let docs = tokens::docs(&docs);
    if scheme.kind == SchemeKind::Basic {
        return quote! {
            #docs
            pub fn #setter(self, username: impl Into<String>, password: impl Into<runtime::Secret>) -> Self {
                self.credential(#id, runtime::Credential::basic(username, password))
            }
        };
    }
    let provider = tokens::ident(&scheme.provider);
    let grant = scheme.grant.as_ref().map(|grant| self::grant(&id, grant));
    quote! {
        #docs
        pub fn #setter(self, token: impl Into<runtime::Secret>) -> Self {
            self.credential(#id, runtime::Credential::token(token))
        }

        #[doc = " Sets a callback that gives the credential for each attempt, so that keys can rotate."]
        pub fn #provider<S: Into<runtime::Secret>>(
            self,
            next: impl Fn() -> S + Send + Sync + 'static,
        ) -> Self {
            self.credential(#id, runtime::Credential::callback(next))
        }

        #grant
    }
}

/// The setter of client credentials.
fn grant(id: &TokenStream, grant: &Grant) -> TokenStream {
    let setter = tokens::ident(&grant.setter);
    let url = tokens::string(&grant.token_url);
    let place = crate::markdown::code(&grant.token_url);
    let scopes: Vec<_> = grant.scopes.iter().map(|scope| tokens::string(scope)).collect();
    let names: Vec<String> = grant.scopes.iter().map(|scope| crate::markdown::code(scope)).collect();
    let asked = match names.as_slice() {
        [] => String::new(),
        [one] => format!(" for the scope {one}"),
        names if names.len() > 6 => " for all scopes that the operations need".to_owned(),
        names => format!(" for the scopes {}", names.join(", ")),
    };
    let lines = tokens::doc_attributes(&[
        format!("Takes tokens from {place}{asked}: one is fetched when it is needed, and another before it expires."),
        String::new(),
        "`credential` with a `runtime::oauth2::ClientCredentials` does the same with other scopes or another URL."
            .to_owned(),
    ]);
    let scopes = (!scopes.is_empty()).then(|| quote!(.scopes([#(#scopes),*])));
    quote! {
        #lines
        pub fn #setter(self, client_id: impl Into<String>, client_secret: impl Into<runtime::Secret>) -> Self {
            let tokens = runtime::oauth2::ClientCredentials::new(#url, client_id, client_secret)#scopes;
            self.credential(#id, runtime::Credential::provider(tokens))
        }
    }
}

/// The setter of a global header field, of a client or of a call.
fn header_setter(header: &GlobalHeader, on: &str) -> TokenStream {
    let setter = tokens::ident(&header.setter);
    let docs = header_docs(header, on);
    let name = tokens::string(&header.name);
    let Parameters { generics, arguments } =
        tokens::parameters(&[crate::model::header()], tokens::Scope::Crate);
    quote! {
        #docs
        pub fn #setter #generics (self, #(#arguments),*) -> Self {
            match value.into_optional() {
                Some(value) => self.header(#name, value),
                None => self,
            }
        }
    }
}

/// Global header fields for one call: the call beats the client.
fn call_headers(client: &Client) -> TokenStream {
    let headers: Vec<TokenStream> =
        client.global_headers.iter().map(|header| header_setter(header, "this call")).collect();
    if headers.is_empty() {
        return TokenStream::new();
    }
    quote!(impl<O, M> runtime::Request<O, M> { #(#headers)* })
}

/// Requests to paths that the document does not have.
fn raw_methods(client: &Client) -> TokenStream {
    let methods = client.raw_methods.iter().map(|(method, verb)| {
        let line = format!(
            " Sends `{}` to a path below the base URL, or to a URL of the same origin: for what the document lacks.",
            method.to_ascii_uppercase()
        );
        let (method, verb) = (tokens::word(method), tokens::word(verb));
        quote! {
            #[doc = #line]
            pub fn #method(&self, path: impl Into<String>) -> runtime::Request<runtime::Raw<runtime::raw::#verb>, M> {
                self.request(runtime::Raw::new(path))
            }
        }
    });
    let methods: Vec<TokenStream> = methods.collect();
    if methods.is_empty() {
        return TokenStream::new();
    }
    quote!(impl<M> Client<M> { #(#methods)* })
}
