//! Pagination facts from the document's extensions.

use serde_json::Value;

use crate::document::extension::Extensions;
use crate::ir::Api;
use crate::ir::operation::{Pagination, PaginationKind};
use crate::ir::schema::{SchemaId, Shape};

/// `x-speakeasy-pagination` of an operation.
pub(crate) fn read(extensions: &Extensions, method: &str) -> Option<Pagination> {
    let facts = extensions.get("x-speakeasy-pagination")?;
    // A link to the next page needs no input.
    let inputs = facts.get("inputs").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let input = |kinds: &[&str]| {
        inputs.iter().find_map(|input| {
            let kind = input.get("type")?.as_str()?;
            kinds.contains(&kind).then(|| input.get("name")?.as_str().map(str::to_owned))?
        })
    };
    let output = |name: &str| facts.get("outputs")?.get(name)?.as_str().and_then(keys);
    let kind = match facts.get("type").and_then(Value::as_str)? {
        "offsetLimit" => match (input(&["offset"]), input(&["page"])) {
            (Some(offset), _) => PaginationKind::Offset { offset, limit: input(&["limit"]) },
            (None, Some(page)) => PaginationKind::Page { page, limit: input(&["limit"]), first: 1 },
            (None, None) => return None,
        },
        "cursor" => PaginationKind::Cursor { cursor: input(&["cursor"])?, next: output("nextCursor")? },
        "url" => {
            let named = facts.get("method").and_then(Value::as_str).unwrap_or("GET");
            let again = !named.eq_ignore_ascii_case("GET");
            // A link takes the request of the operation, or nothing.
            if again && !named.eq_ignore_ascii_case(method) {
                return None;
            }
            PaginationKind::NextLink { next: output("nextUrl")?, again }
        }
        _ => return None,
    };
    Some(Pagination { kind, results: output("results")?, total: output("total"), more: None, rule: None })
}

/// True if the document says how the operation's list goes on, understood or not.
pub(crate) fn declared(extensions: &Extensions) -> bool {
    extensions.get("x-speakeasy-pagination").is_some_and(|facts| !facts.is_null())
}

/// The keys of a plain path such as `$.data.items` or `/data/items`.
fn keys(path: &str) -> Option<Vec<String>> {
    let rest = path.strip_prefix("$.").or_else(|| path.strip_prefix('/')).or(match path {
        "$" => Some(""),
        _ => None,
    })?;
    let keys: Vec<String> = rest.split(['.', '/']).filter(|key| !key.is_empty()).map(str::to_owned).collect();
    let plain =
        keys.iter().all(|key| key.chars().all(|char| char.is_ascii_alphanumeric() || "_-$".contains(char)));
    plain.then_some(keys)
}

/// Drops facts that do not fit the operation and finds the total that the response carries.
pub(crate) fn detect(api: &mut Api) {
    let mut operations = std::mem::take(&mut api.operations);
    for operation in &mut operations {
        let Some(mut pagination) = operation.pagination.take() else { continue };
        let Some(root) = api.success_schema(operation) else { continue };
        let items = api.follow(root, &pagination.results);
        if !items.is_some_and(|id| is_list(api.shape(id))) {
            continue;
        }
        if pagination.total.is_none() {
            pagination.total = ["total_count", "totalCount", "total"]
                .iter()
                .find(|name| is_integer(api, root, name))
                .map(|name| vec![(*name).to_owned()]);
        }
        operation.pagination = Some(pagination);
    }
    api.operations = operations;
}

fn is_list(shape: &Shape) -> bool {
    matches!(shape, Shape::Array { .. })
}

fn is_integer(api: &Api, root: SchemaId, name: &str) -> bool {
    api.follow(root, &[name.to_owned()]).is_some_and(|id| matches!(api.shape(id), Shape::Integer { .. }))
}
