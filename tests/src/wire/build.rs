//! A request of the generated client for any operation, from arguments by their names on the wire.

use std::future::Future;
use std::pin::Pin;

use openrouter_guardrails::Client;
use openrouter_guardrails::runtime::{Operation, OperationInfo, OptionalNullable, Request};
use serde_json::{Map, Value};

use super::args::Args;
use super::document::Facts;

/// A request that is ready to go.
pub struct Prepared {
    /// What the crate says about the operation.
    pub info: &'static OperationInfo,
    /// Sends it; the error is the client's, as text. That the answer is an error does not matter here.
    pub sent: Pin<Box<dyn Future<Output = Result<(), String>>>>,
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prepared").field("info", &self.info).finish_non_exhaustive()
    }
}

/// Makes the request of an operation. `options` may hold `base_url` and `headers` of the call.
///
/// # Errors
/// The arguments cannot be given to the generated client: its types rule them out.
pub fn prepare(
    client: &Client,
    facts: &Facts,
    args: &Map<String, Value>,
    options: &Map<String, Value>,
) -> Result<Prepared, String> {
    let args = &mut Args::new(args);
    let headers = Headers::take(args)?;
    let end = End { headers, options };
    let group = client.guardrails();
    let fields = facts.fields.as_slice();
    let mut id = || args.required::<String>("id");
    // Lists end alike, but their types have no setters in common.
    macro_rules! list {
        ($request:expr) => {{
            let offset = args.nullable::<OptionalNullable<i64>>("offset")?;
            $request.offset(offset.unwrap_or_default()).limit(args.optional::<i64>("limit")?)
        }};
    }
    // So do requests with a body.
    macro_rules! with_body {
        ($method:ident, $model:ident) => {{
            let id = id()?;
            let body: openrouter_guardrails::models::$model = args.body(fields)?;
            end.finish(group.$method(id, body), args)
        }};
    }
    match facts.method.as_str() {
        "list" => {
            let request = list!(group.list()).workspace_id(args.optional::<String>("workspace_id")?);
            end.finish(request, args)
        }
        "create" => {
            let limit = args.float("limit_usd")?;
            let body: openrouter_guardrails::models::CreateGuardrailRequest = args.body(fields)?;
            let body = body.limit_usd(limit);
            end.finish(group.create(body), args)
        }
        "get" => end.finish(group.get(id()?), args),
        "update" => {
            let (id, limit) = (id()?, args.float("limit_usd")?);
            let body: openrouter_guardrails::models::UpdateGuardrailRequest = args.body(fields)?;
            let body = body.limit_usd(limit);
            end.finish(group.update(id, body), args)
        }
        "delete" => end.finish(group.delete(id()?), args),
        "list_key_assignments" => end.finish(list!(group.list_key_assignments()), args),
        "list_member_assignments" => end.finish(list!(group.list_member_assignments()), args),
        "list_guardrail_key_assignments" => {
            let id = id()?;
            end.finish(list!(group.list_guardrail_key_assignments(id)), args)
        }
        "list_guardrail_member_assignments" => {
            let id = id()?;
            end.finish(list!(group.list_guardrail_member_assignments(id)), args)
        }
        "bulk_assign_keys" => with_body!(bulk_assign_keys, BulkAssignKeysRequest),
        "bulk_unassign_keys" => with_body!(bulk_unassign_keys, BulkUnassignKeysRequest),
        "bulk_assign_members" => with_body!(bulk_assign_members, BulkAssignMembersRequest),
        "bulk_unassign_members" => with_body!(bulk_unassign_members, BulkUnassignMembersRequest),
        _ => Err(format!("the calls in {} lack `{}`", file!(), facts.call())),
    }
}

/// The global headers, given with a call.
#[derive(Default)]
struct Headers {
    referer: Option<String>,
    title: Option<String>,
    categories: Option<String>,
}

impl Headers {
    fn take(args: &mut Args) -> Result<Self, String> {
        Ok(Self {
            referer: args.optional("http_referer")?,
            title: args.optional("x_open_router_title")?,
            categories: args.optional("x_open_router_categories")?,
        })
    }
}

/// What all requests have in common once their own arguments are set.
struct End<'a> {
    headers: Headers,
    options: &'a Map<String, Value>,
}

impl End<'_> {
    fn finish<O: Operation>(self, mut request: Request<O>, args: &mut Args) -> Result<Prepared, String> {
        args.clone().finish().map_err(|error| format!("{}: {error}", O::INFO.id))?;
        let Headers { referer, title, categories } = self.headers;
        request =
            request.http_referer(referer).x_open_router_title(title).x_open_router_categories(categories);
        if let Some(url) = self.options.get("base_url").and_then(Value::as_str) {
            request = request.base_url(url);
        }
        for (name, value) in self.options.get("headers").and_then(Value::as_object).into_iter().flatten() {
            request = request.header(name, value.as_str().unwrap_or_default());
        }
        let sent = Box::pin(async { request.send().await.map(drop).map_err(|error| error.to_string()) });
        Ok(Prepared { info: O::INFO, sent })
    }
}
