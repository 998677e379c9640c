//! The 13 operations: who may, what exists, what is malformed, and the rest to the state.

use serde_json::{Value, json};

use super::canned::Canned;
use super::checks::{self, Purpose};
use super::pages::Page;
use super::recorded::Recorded;
use super::state::{Kind, State};

/// Where the API lives.
pub const BASE_PATH: &str = "/api/v1";
/// A key that may do everything.
pub const MANAGEMENT_KEY: &str = "sk-or-v1-management";
/// A key that is valid but may do nothing here.
pub const ORDINARY_KEY: &str = "sk-or-v1-ordinary";

/// The answer to a request, and what it does to the state.
pub(super) fn answer(request: &Recorded, state: &mut State) -> Canned {
    let segments = request.segments();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let Some(route) = segments.strip_prefix(&["api", "v1", "guardrails"]) else {
        return Canned::error(404, "no such route");
    };
    refusal(request, route)
        .map_or_else(|| dispatch(request, route, state), Err)
        .unwrap_or_else(|refused| refused)
}

/// Why the caller may not do this, if so.
fn refusal(request: &Recorded, route: &[&str]) -> Option<Canned> {
    let token = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    match token {
        Some(MANAGEMENT_KEY) => None,
        // The document lists 403 for `create` alone; everywhere else an ordinary key is as good as none.
        Some(ORDINARY_KEY) if route.is_empty() && request.method == "POST" => {
            Some(Canned::error(403, "Only management keys can perform this operation"))
        }
        Some(_) => Some(Canned::error(401, "Invalid API key")),
        None => Some(Canned::error(401, "Missing Authentication header")),
    }
}

fn dispatch(request: &Recorded, route: &[&str], state: &mut State) -> Result<Canned, Canned> {
    match (request.method.as_str(), route) {
        ("GET", []) => {
            let workspace = checks::workspace(request)?;
            Ok(Page::of(request, state)?.cut(state.guardrails(workspace.as_deref())))
        }
        ("POST", []) => {
            let body = checks::guardrail(request, Purpose::Create, state.lenient)?;
            Ok(Canned::json(201, json!({"data": state.create(body)})))
        }
        ("GET", ["assignments", kind]) => {
            let kind = Kind::of(kind).ok_or_else(no_route)?;
            Ok(Page::of(request, state)?.cut(state.assignments(kind, None)))
        }
        ("GET", [id]) => state.guardrail(id).as_ref().map(of_guardrail).ok_or_else(not_found),
        ("PATCH", [id]) => {
            // That it does not exist is said before what is wrong with the body.
            state.guardrail(id).ok_or_else(not_found)?;
            let body = checks::guardrail(request, Purpose::Update, state.lenient)?;
            state.update(id, body).as_ref().map(of_guardrail).ok_or_else(not_found)
        }
        ("DELETE", [id]) => {
            if state.delete(id) {
                Ok(Canned::json(200, json!({"deleted": true})))
            } else {
                Err(not_found())
            }
        }
        (method, [id, "assignments", rest @ ..]) => assignments(request, method, id, rest, state),
        _ => Err(no_route()),
    }
}

fn assignments(
    request: &Recorded,
    method: &str,
    id: &str,
    rest: &[&str],
    state: &mut State,
) -> Result<Canned, Canned> {
    let (kind, is_removal) = match (method, rest) {
        ("GET" | "POST", [kind]) => (Kind::of(kind), false),
        ("POST", [kind, "remove"]) => (Kind::of(kind), true),
        _ => (None, false),
    };
    let kind = kind.ok_or_else(no_route)?;
    state.guardrail(id).ok_or_else(not_found)?;
    if method == "GET" {
        return Ok(Page::of(request, state)?.cut(state.assignments(kind, Some(id))));
    }
    let subjects = checks::subjects(request, kind, state.lenient)?;
    Ok(Canned::json(
        200,
        if is_removal {
            json!({"unassigned_count": state.unassign(kind, id, &subjects)})
        } else {
            json!({"assigned_count": state.assign(kind, id, &subjects)})
        },
    ))
}

fn of_guardrail(guardrail: &Value) -> Canned {
    Canned::json(200, json!({"data": guardrail}))
}

fn not_found() -> Canned {
    Canned::error(404, "Resource not found")
}

fn no_route() -> Canned {
    Canned::error(404, "no such route")
}
