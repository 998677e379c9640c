//! Pagination that the document does not tell of: where the names of parameters and the answer agree with a known style.
//!
//! A style is taken only where both sides have what it needs, and where a wrong guess loses nothing: the first page is the
//! plain call, and a page's number is counted only where the document says with which number it begins.

use crate::format::{Meaning, meaning_of};
use crate::ir::Api;
use crate::ir::operation::{Location, Operation, Pagination, PaginationKind, PaginationRule, Parameter};
use crate::ir::schema::{SchemaId, Shape};

/// Parameters that take the size of a page.
const SIZES: [&str; 18] = [
    "limit",
    "per_page",
    "perPage",
    "page_size",
    "pageSize",
    "page_limit",
    "pageLimit",
    "size",
    "count",
    "max_results",
    "maxResults",
    "items_per_page",
    "itemsPerPage",
    "take",
    "top",
    "$top",
    "page[size]",
    "page[limit]",
];
/// Parameters that skip items.
const OFFSETS: [&str; 4] = ["offset", "skip", "$skip", "page[offset]"];
/// Parameters that take a page's number.
const PAGES: [&str; 6] = ["page", "page_number", "pageNumber", "page_num", "pageNum", "page[number]"];
/// Parameters that take a cursor, with the members of answers that hold the next one.
const CURSORS: [(&str, &[&str]); 16] = [
    ("cursor", &["next_cursor", "nextCursor", "next_page_cursor", "nextPageCursor", "cursor_next", "next"]),
    ("next_cursor", &["next_cursor"]),
    ("nextCursor", &["nextCursor"]),
    ("page_cursor", &["next_page_cursor", "next_cursor"]),
    ("page_token", &["next_page_token", "next_token"]),
    ("pageToken", &["nextPageToken", "nextToken"]),
    ("next_page_token", &["next_page_token"]),
    ("nextPageToken", &["nextPageToken"]),
    ("next_token", &["next_token"]),
    ("nextToken", &["nextToken"]),
    ("NextToken", &["NextToken"]),
    ("continuation_token", &["continuation_token", "next_continuation_token"]),
    ("continuationToken", &["continuationToken", "nextContinuationToken"]),
    ("continue", &["continue"]),
    ("after", &["last_id"]),
    ("after_id", &["last_id"]),
];
/// Parameters that take the id of the last item of a page.
const AFTERS: [&str; 3] = ["starting_after", "startingAfter", "starting-after"];
/// Flags that say whether there is more.
const MORE: [&str; 4] = ["has_more", "hasMore", "has_next_page", "hasNextPage"];
/// Members that hold a link to the next page.
const LINKS: [&str; 11] = [
    "next_url",
    "nextUrl",
    "next_link",
    "nextLink",
    "@odata.nextLink",
    "next_page_url",
    "nextPageUrl",
    "next_page_uri",
    "nextPageUri",
    "next_uri",
    "next_href",
];
/// Members in which answers keep what they say of their pages; the root is the first.
const HOLDERS: [&[&str]; 12] = [
    &[],
    &["meta"],
    &["metadata"],
    &["pagination"],
    &["meta", "pagination"],
    &["paging"],
    &["page"],
    &["page_info"],
    &["pageInfo"],
    &["response_metadata"],
    &["links"],
    &["_links"],
];
/// Lists that are what an answer is about, where it has several.
const LISTS: [&str; 8] = ["data", "items", "results", "value", "values", "records", "entries", "content"];

/// Finds out how lists go on of which the document says nothing.
pub(crate) fn run(api: &mut Api) {
    let mut operations = std::mem::take(&mut api.operations);
    for operation in &mut operations {
        if operation.method == "GET" && operation.pagination_open {
            operation.pagination = style(api, operation);
        }
    }
    api.operations = operations;
}

fn style(api: &Api, operation: &Operation) -> Option<Pagination> {
    let root = api.success_schema(operation)?;
    let results = results(api, root)?;
    let more = held(api, root, &MORE, |shape| matches!(shape, Shape::Bool));
    let last = || last_item(api, operation, root, &results).filter(|_| more.is_some());
    let (rule, kind) = cursor(api, operation, root)
        .or_else(last)
        .or_else(|| link(api, root))
        .or_else(|| offset(api, operation))
        .or_else(|| page(api, operation))
        .or_else(|| link_header(api, operation))?;
    let total = ["total_count", "totalCount", "total"].iter().find(|name| {
        let member = api.follow(root, &[(**name).to_owned()]);
        matches!(member.map(|id| api.shape(id)), Some(Shape::Integer { .. }))
    });
    let total = total.map(|name| vec![(*name).to_owned()]);
    // Where pages are counted, an empty one is the end.
    let more = more.filter(|_| matches!(rule, PaginationRule::Cursor | PaginationRule::LastItem));
    Some(Pagination { kind, results, total, more, rule: Some(rule) })
}

/// The way to the list: the answer itself, its only list, or the one of several that is called like one.
fn results(api: &Api, root: SchemaId) -> Option<Vec<String>> {
    match api.shape(root) {
        Shape::Array { .. } => Some(Vec::new()),
        Shape::Object(object) => {
            let is_list = |id| matches!(api.shape(id), Shape::Array { .. });
            let lists: Vec<&String> = object
                .properties
                .iter()
                .filter(|(_, property)| is_list(property.schema))
                .map(|(name, _)| name)
                .collect();
            let only = if let [only] = lists.as_slice() { Some(*only) } else { None };
            let called =
                || LISTS.iter().find_map(|name| lists.iter().find(|list| list.as_str() == *name).copied());
            only.or_else(called).map(|name| vec![name.clone()])
        }
        _ => None,
    }
}

fn cursor(api: &Api, operation: &Operation, root: SchemaId) -> Option<(PaginationRule, PaginationKind)> {
    CURSORS.iter().find_map(|(name, members)| {
        let input = query(operation, &[name])?;
        matches!(api.shape(input.schema), Shape::String { .. }).then_some(())?;
        let next = held(api, root, members, is_text)?;
        Some((PaginationRule::Cursor, PaginationKind::Cursor { cursor: input.name.clone(), next }))
    })
}

fn last_item(
    api: &Api,
    operation: &Operation,
    root: SchemaId,
    results: &[String],
) -> Option<(PaginationRule, PaginationKind)> {
    let after = query(operation, &AFTERS)?;
    let Shape::Array { items: Some(item), .. } = api.shape(api.follow(root, results)?) else { return None };
    let id = vec!["id".to_owned()];
    let is_text = |schema| matches!(api.shape(schema), Shape::String { .. });
    let fits = is_text(after.schema) && api.follow(*item, &id).is_some_and(is_text);
    fits.then(|| (PaginationRule::LastItem, PaginationKind::LastItem { after: after.name.clone(), id }))
}

fn link(api: &Api, root: SchemaId) -> Option<(PaginationRule, PaginationKind)> {
    let is_uri = |shape: &Shape| match shape {
        Shape::String { format } => meaning_of(format.as_deref()) == Meaning::Link,
        _ => false,
    };
    let next =
        held(api, root, &LINKS, is_text).or_else(|| held(api, root, &["next"], is_uri)).or_else(|| {
            let way = ["_links", "next", "href"].map(str::to_owned).to_vec();
            api.follow(root, &way).is_some_and(|id| is_text(api.shape(id))).then_some(way)
        })?;
    Some((PaginationRule::Link, PaginationKind::NextLink { next, again: false }))
}

/// A documented `Link` header, where nothing says how to count, since a server that never sends it would seem to have one
/// page only; and where the list takes a page or its size: other links than to the next page have neither.
fn link_header(api: &Api, operation: &Operation) -> Option<(PaginationRule, PaginationKind)> {
    let mut headers = operation.successes().into_iter().flat_map(|response| &response.headers);
    headers.find(|header| header.name.eq_ignore_ascii_case("link"))?;
    integer(api, operation, &PAGES).or_else(|| integer(api, operation, &SIZES))?;
    Some((PaginationRule::LinkHeader, PaginationKind::LinkHeader))
}

fn offset(api: &Api, operation: &Operation) -> Option<(PaginationRule, PaginationKind)> {
    let (offset, limit) = (integer(api, operation, &OFFSETS)?, integer(api, operation, &SIZES)?);
    let limit = Some(limit.name.clone());
    Some((PaginationRule::Offset, PaginationKind::Offset { offset: offset.name.clone(), limit }))
}

fn page(api: &Api, operation: &Operation) -> Option<(PaginationRule, PaginationKind)> {
    let (page, limit) = (integer(api, operation, &PAGES)?, integer(api, operation, &SIZES)?);
    let first = first_page(api, page)?;
    let limit = Some(limit.name.clone());
    Some((PaginationRule::Page, PaginationKind::Page { page: page.name.clone(), limit, first }))
}

/// The number of the first page: the default, else the least that is allowed; 0 and 1 are in use.
fn first_page(api: &Api, page: &Parameter) -> Option<i64> {
    let said = [page.schema, api.target(page.schema)].into_iter().find_map(|id| {
        let schema = api.schema(id);
        let default = schema.meta.default.as_ref().and_then(serde_json::Value::as_i64);
        let least = schema.constraints.minimum.as_ref().and_then(|digits| digits.parse().ok());
        default.or(least)
    });
    said.filter(|first| matches!(first, 0 | 1))
}

fn is_text(shape: &Shape) -> bool {
    matches!(shape, Shape::String { .. })
}

/// The first member of these names that fits, wherever answers keep such things.
fn held(api: &Api, root: SchemaId, names: &[&str], fits: impl Fn(&Shape) -> bool) -> Option<Vec<String>> {
    let ways = HOLDERS.iter().flat_map(|holder| {
        names.iter().map(|name| holder.iter().chain([name]).map(|key| (*key).to_owned()).collect::<Vec<_>>())
    });
    ways.into_iter().find(|way| api.follow(root, way).is_some_and(|id| fits(api.shape(id))))
}

/// An optional parameter of the query by one of its usual names.
fn query<'o>(operation: &'o Operation, names: &[&str]) -> Option<&'o Parameter> {
    names.iter().find_map(|name| {
        operation.parameters.iter().find(|parameter| {
            parameter.location == Location::Query && !parameter.required && parameter.name == *name
        })
    })
}

fn integer<'o>(api: &Api, operation: &'o Operation, names: &[&str]) -> Option<&'o Parameter> {
    query(operation, names).filter(|parameter| matches!(api.shape(parameter.schema), Shape::Integer { .. }))
}
