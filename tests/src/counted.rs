//! What a document holds, and what of it came out: each operation, parameter, body, response and schema is looked for in
//! the public API, and where it is not there, for the diagnostic that tells so.
//!
//! The document is read here without the generator's knowledge of OpenAPI, from the tree of its text alone.

use std::collections::{BTreeMap, BTreeSet};

use generator::code::Code;
use generator::diagnostic::{Diagnostic, Place};
use generator::raw::{File, FileId, Node, NodeId, Raw};
use generator::surface::{FactName, Item, Shape, Surface};
use generator::{Outcome, pointer};

/// The methods that a path item has by name.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// How many things of a kind a document has, and how many of them came out.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Found in the public API.
    pub out: usize,
    /// Not there, and a diagnostic tells so.
    pub told: usize,
}

/// What was counted.
#[derive(Debug, Default)]
pub struct Counted {
    /// By what it is: `operation`, `parameter`, ...
    pub counts: BTreeMap<&'static str, Count>,
    /// What neither came out nor is told of, with its place.
    pub silent: Vec<String>,
}

/// Counts what a run made of its document.
#[must_use]
pub fn count(outcome: &Outcome) -> Counted {
    let mut counter = Counter::new(outcome);
    let Some(output) = &outcome.output else { return counter.counted };
    // Of several documents, the first is counted.
    let found = Found::new(output.surface.modules.values().next().unwrap_or(&output.surface));
    if let Some(document) = outcome.raw.document() {
        counter.document(document, &found);
    }
    counter.counted
}

fn file_id(at: usize) -> FileId {
    FileId(u32::try_from(at).unwrap_or(u32::MAX))
}

/// The public API by what is looked for in it.
struct Found<'a> {
    surface: &'a Surface,
    /// The methods by what they call, `GET /pets`, and by the place of the operation.
    calls: BTreeMap<&'a str, (&'a str, &'a Item)>,
    /// The items of each owner.
    owned: BTreeMap<&'a str, Vec<(&'a str, &'a Item)>>,
    /// The places that an item comes from.
    places: BTreeSet<&'a str>,
    /// What types hold, by the place of the type: fields, tags and values as they are on the wire.
    held: BTreeSet<(String, &'a str)>,
}

impl<'a> Found<'a> {
    fn new(surface: &'a Surface) -> Self {
        let mut found = Self {
            surface,
            calls: BTreeMap::new(),
            owned: BTreeMap::new(),
            places: BTreeSet::new(),
            held: BTreeSet::new(),
        };
        for (path, item) in &surface.items {
            // A former name of a method is not where its operation is listed.
            if let (Some(call), Some(_)) = (item.facts.get(&FactName::Call), &item.exchange) {
                found.calls.insert(call, (path, item));
                found
                    .calls
                    .extend(item.cause.iter().map(|cause| (cause.pointer.as_str(), (path.as_str(), item))));
            }
            if let Some(owner) = &item.owner {
                found.owned.entry(owner).or_default().push((path, item));
            }
            let causes = [&item.cause, &item.behind].into_iter().flatten();
            found.places.extend(causes.map(|cause| cause.pointer.as_str()));
            found.hold(item);
        }
        found
    }

    /// Notes what a type holds: by its own place, and by the one where the item is listed.
    fn hold(&mut self, item: &'a Item) {
        let owner = item.owner.as_ref().and_then(|owner| self.surface.items.get(owner));
        let holds = matches!(item.shape, Shape::Field(_) | Shape::Variant(_));
        if let (Some(cause), Some(wire), true) =
            (owner.and_then(|owner| owner.cause.as_ref()), &item.wire, holds)
        {
            self.held.insert((whole(&cause.pointer), wire));
        }
        // A property of a base stands in the types that are made with it.
        for cause in [&item.cause, &item.behind].into_iter().flatten().filter(|_| holds) {
            let place = whole(&cause.pointer);
            let schema = place.rsplit_once("/properties/").map_or("", |(schema, _)| schema).to_owned();
            self.held.extend(
                item.wire.iter().flat_map(|wire| [(schema.clone(), wire.as_str()), (place.clone(), wire)]),
            );
        }
        if let (Some(cause), Some(tag)) = (&item.cause, item.facts.get(&FactName::Tag)) {
            self.held.insert((whole(&cause.pointer), tag));
        }
    }

    fn of(&self, owner: &str) -> impl Iterator<Item = (&'a str, &'a Item)> {
        self.owned.get(owner).into_iter().flatten().copied()
    }

    /// True where the type of a schema holds it, or the type of one that the schema is a part of.
    fn holds(&self, schema: &str, wire: &str) -> bool {
        self.held.contains(&(whole(schema), wire))
    }
}

/// The pointer of a schema without the steps into its parts, which become one type.
fn whole(pointer: &str) -> String {
    let mut steps = pointer.split('/');
    let mut whole = Vec::new();
    while let Some(step) = steps.next() {
        if ["allOf", "oneOf", "anyOf"].contains(&step) {
            steps.next();
        } else {
            whole.push(step);
        }
    }
    whole.join("/")
}

/// `%7B` is `{`. What is no escape stays.
fn percent_decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut decoded = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.extend(byte.or(Some(b'%')));
        decoded.extend(part.get(if byte.is_some() { 2.. } else { 0.. }).unwrap_or_default().bytes());
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// A media type without its parameters.
fn essence(media: &str) -> &str {
    media.split([';', ' ']).next().unwrap_or_default()
}

/// An operation as it came out.
struct Call<'a> {
    item: &'a Item,
    /// The items of the request, its output and its error.
    parts: Vec<&'a Item>,
}

impl<'a> Call<'a> {
    fn new(found: &Found<'a>, (method, item): (&str, &'a Item)) -> Self {
        let mut parts = Vec::new();
        for (request, _) in found.of(method) {
            for (path, part) in found.of(request) {
                parts.push(part);
                parts.extend(found.of(path).map(|(_, part)| part));
            }
        }
        Self { item, parts }
    }

    fn fact(&self, name: FactName) -> &str {
        self.item.facts.get(&name).map_or("", String::as_str)
    }

    fn has_parameter(&self, name: &str, place: &str) -> bool {
        let wanted = format!("{name} in {place},");
        let own = self.fact(FactName::Parameters);
        own.split("; ").chain(self.of_parts(FactName::Parameter)).any(|fact| fact.starts_with(&wanted))
            || self.of_parts(FactName::AskedForBy).flat_map(|names| names.split(", ")).any(|one| one == name)
    }

    /// What the parts say of this.
    fn of_parts(&self, name: FactName) -> impl Iterator<Item = &'a str> {
        self.parts.iter().filter_map(move |part| part.facts.get(&name)).map(String::as_str)
    }

    /// True where the call, or the stream that it leads to, asks for a media type.
    fn accepts(&self, media: &str) -> bool {
        let lists = std::iter::once(self.fact(FactName::Accept)).chain(self.of_parts(FactName::Accept));
        lists.flat_map(|list| list.split(", ")).any(|one| essence(one) == essence(media))
    }

    fn has_response(&self, status: &str) -> bool {
        let is = |one: &str| one.eq_ignore_ascii_case(status);
        self.fact(FactName::Success).split(", ").any(is) || self.of_parts(FactName::Status).any(is)
    }

    fn has_header(&self, name: &str) -> bool {
        let headers = self.parts.iter().filter(|part| part.facts.contains_key(&FactName::Header));
        headers.filter_map(|part| part.wire.as_deref()).any(|wire| wire.eq_ignore_ascii_case(name))
    }
}

struct Counter<'a> {
    raw: &'a Raw,
    /// The nodes of diagnostics.
    at: BTreeSet<NodeId>,
    /// The same, and all nodes above them.
    below: BTreeSet<NodeId>,
    /// The nodes that a diagnostic takes away, with all that is in them.
    lost: BTreeSet<NodeId>,
    counted: Counted,
    seen: BTreeSet<NodeId>,
}

impl<'a> Counter<'a> {
    fn new(outcome: &'a Outcome) -> Self {
        let mut counter = Self {
            raw: &outcome.raw,
            at: BTreeSet::new(),
            below: BTreeSet::new(),
            lost: BTreeSet::new(),
            counted: Counted::default(),
            seen: BTreeSet::new(),
        };
        outcome.report.iter().for_each(|diagnostic| counter.note(diagnostic));
        counter
    }

    fn note(&mut self, diagnostic: &Diagnostic) {
        let places =
            std::iter::once(&diagnostic.place).chain(diagnostic.related.iter().map(|(place, _)| place));
        for place in places {
            let (Place::Node(id) | Place::Key(id)) = place else { continue };
            self.at.insert(*id);
            // A keyword without effect has all that is in it without effect.
            if diagnostic.cost.is_some() || diagnostic.code == Code::KeywordIgnored {
                self.lost.insert(*id);
            }
            let mut node = self.raw.node(*id);
            while let Some(one) = node {
                self.below.insert(one.id());
                node = one.parent();
            }
        }
    }

    /// A diagnostic stands in it, stands at what it is listed in, or takes away what it is in.
    fn is_told(&self, node: Node<'a>) -> bool {
        let mut above = std::iter::successors(Some(node), |node| node.parent());
        let is_near = above.clone().take(3).any(|node| self.at.contains(&node.id()));
        is_near || self.below.contains(&node.id()) || above.any(|node| self.lost.contains(&node.id()))
    }

    /// Counts a thing; true if it came out.
    fn add(&mut self, kind: &'static str, node: Node<'a>, out: bool, name: &str) -> bool {
        let count = self.counted.counts.entry(kind).or_default();
        if out {
            count.out += 1;
        } else if self.is_told(node) || self.is_told(self.resolved(node)) {
            let count = self.counted.counts.entry(kind).or_default();
            count.told += 1;
        } else {
            self.counted.silent.push(format!("{kind} {name}: {}", node.pointer()));
        }
        out
    }

    /// What a chain of references leads to.
    fn resolved(&self, mut node: Node<'a>) -> Node<'a> {
        for _ in 0..16 {
            let Some(reference) = node.get("$ref").and_then(Node::as_str) else { break };
            let Some(target) = self.target(node, reference) else { break };
            node = target;
        }
        node
    }

    fn target(&self, node: Node<'a>, reference: &str) -> Option<Node<'a>> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let root = if file.is_empty() {
            self.raw.root(node.file())?
        } else {
            let name = file.rsplit('/').next()?;
            let is = |one: &File| one.name.rsplit('/').next() == Some(name);
            self.raw.root(file_id(self.raw.files().iter().position(is)?))?
        };
        let fragment = percent_decoded(fragment);
        let tokens = pointer::parse(&fragment).ok()?;
        tokens.iter().try_fold(root, |node, token| self.resolved(node).step(token))
    }

    fn document(&mut self, document: Node<'a>, found: &Found<'a>) {
        for (path, item) in self.entries(document, "paths") {
            self.path(document, found, path, item);
        }
        let components = document.get("components").map(|components| self.resolved(components));
        let schemas = components.and_then(|components| components.get("schemas"));
        let schemas = schemas.or(document.get("definitions")).map(|schemas| self.resolved(schemas));
        for (name, schema) in schemas.into_iter().flat_map(Node::entries) {
            // One that is written in a file of its own comes from there.
            let written = Some(self.resolved(schema)).filter(|written| written.file() != schema.file());
            let mut places = [Some(schema), written].into_iter().flatten().map(Node::pointer);
            let out = places.any(|place| found.places.contains(place.as_str()));
            self.add("schema", schema, out, name);
            self.schema(found, schema);
        }
    }

    fn path(&mut self, document: Node<'a>, found: &Found<'a>, path: &str, item: Node<'a>) {
        let resolved = self.resolved(item);
        let named = METHODS.into_iter().filter_map(|method| Some((method, resolved.get(method)?)));
        let others = self.entries(resolved, "additionalOperations");
        for (method, written) in named.chain(others) {
            let call = format!("{} {path}", method.to_uppercase());
            let place = self.resolved(written).pointer();
            let method = found.calls.get(place.as_str()).or(found.calls.get(call.as_str()));
            let place = if method.is_none() && self.is_told(item) { item } else { written };
            self.add("operation", place, method.is_some(), &call);
            if let Some(method) = method {
                let call = Call::new(found, *method);
                self.operation(document, found, &call, resolved, self.resolved(written));
            }
        }
    }

    fn operation(
        &mut self,
        document: Node<'a>,
        found: &Found<'a>,
        call: &Call<'a>,
        item: Node<'a>,
        operation: Node<'a>,
    ) {
        let mut has_body = operation.get("requestBody");
        let lists = [item, operation].map(|node| self.items(node, "parameters"));
        for written in lists.into_iter().flatten() {
            let parameter = self.resolved(written);
            let text = |key| parameter.get(key).and_then(Node::as_str).unwrap_or_default();
            let (name, place) = (text("name").trim_end_matches('*'), text("in"));
            if document.get("swagger").is_some() && ["body", "formData"].contains(&place) {
                has_body = Some(written);
                continue;
            }
            // Behind the `?` of a path its parameters are parts of the query.
            let out = match place {
                "querystring" => call.has_parameter(name, "query"),
                "path" => call.has_parameter(name, place) || call.has_parameter(name, "query"),
                _ => call.has_parameter(name, place),
            };
            if self.add("parameter", written, out, &format!("{name} in {place}")) {
                self.typed(found, parameter);
            }
        }
        if let Some(written) = has_body {
            self.body(found, call, written);
        }
        for (status, written) in self.entries(operation, "responses") {
            self.response(found, call, status, written);
        }
    }

    fn body(&mut self, found: &Found<'a>, call: &Call<'a>, written: Node<'a>) {
        let sent = call.fact(FactName::Body);
        self.add("body", written, !sent.is_empty(), call.fact(FactName::Call));
        let body = self.resolved(written);
        let contents = self.entries(body, "content");
        let names = |media: &str| sent.split(", ").any(|one| essence(one) == essence(media));
        self.contents(found, "body content", &contents, names);
    }

    /// What comes in several media types. One that has the schema of another that came out is the same thing.
    fn contents(
        &mut self,
        found: &Found<'a>,
        kind: &'static str,
        contents: &[(&'a str, Node<'a>)],
        names: impl Fn(&str) -> bool,
    ) {
        let named = contents.iter().filter(|(media, _)| names(media));
        let schemas: Vec<_> = named.map(|(_, content)| self.schema_text(*content)).collect();
        let mut seen = BTreeSet::new();
        for (media, content) in contents {
            let (is_named, schema) = (names(media), self.schema_text(*content));
            let out = is_named || schemas.contains(&schema);
            self.add(kind, *content, out, media);
            if is_named && seen.insert(schema) {
                self.typed(found, *content);
            }
        }
    }

    /// The schema of content as it is written, behind references.
    fn schema_text(&self, content: Node<'a>) -> Option<String> {
        content.get("schema").map(|schema| self.resolved(schema).to_json().to_string())
    }

    fn response(&mut self, found: &Found<'a>, call: &Call<'a>, status: &str, written: Node<'a>) {
        let is_out = self.add("response", written, call.has_response(status), status);
        // Of an answer that never has a body it is told where the operation lists it.
        if !is_out || self.at.contains(&written.id()) {
            return;
        }
        let response = self.resolved(written);
        // The standard takes no notice of a header of this name: the media type is it.
        let headers = self.entries(response, "headers");
        for (name, header) in
            headers.into_iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
        {
            self.add("response header", header, call.has_header(name), name);
        }
        let contents = self.entries(response, "content");
        let is_success = call.fact(FactName::Success).split(", ").any(|one| one.eq_ignore_ascii_case(status));
        let names = |media: &str| !is_success || call.accepts(media);
        self.contents(found, "response content", &contents, names);
    }

    /// What a schema below a parameter or content says.
    fn typed(&mut self, found: &Found<'a>, holder: Node<'a>) {
        if let Some(schema) = holder.get("schema") {
            self.schema(found, schema);
        }
        for (_, content) in self.entries(holder, "content") {
            self.typed(found, content);
        }
    }

    /// The values of an enum of texts. Of lists that must agree, those in all of them come out.
    fn values(&mut self, found: &Found<'a>, schema: Node<'a>, place: &str) {
        let values: Vec<_> = schema.get("enum").into_iter().flat_map(Node::items).collect();
        let texts: Vec<_> = values.iter().filter_map(|value| value.as_str()).collect();
        if texts.len() < 2 || texts.len() < values.len() {
            return;
        }
        let agrees = place.contains("/allOf/") && texts.iter().any(|text| found.holds(place, text));
        for (value, text) in values.into_iter().zip(texts) {
            self.add("value", value, agrees || found.holds(place, text), text);
        }
    }

    /// The entries below a key, behind references.
    fn entries(&self, node: Node<'a>, key: &str) -> Vec<(&'a str, Node<'a>)> {
        let below = node.get(key).map(|below| self.resolved(below));
        below.into_iter().flat_map(Node::entries).filter(|(key, _)| !key.starts_with("x-")).collect()
    }

    /// The items below a key, behind references.
    fn items(&self, node: Node<'a>, key: &str) -> Vec<Node<'a>> {
        node.get(key).map(|below| self.resolved(below)).into_iter().flat_map(Node::items).collect()
    }

    /// The properties and values of a schema, and of those in it.
    fn schema(&mut self, found: &Found<'a>, root: Node<'a>) {
        let mut open = vec![root];
        while let Some(schema) = open.pop() {
            let is_cut = schema.get("$ref").is_some() && self.is_told(schema);
            if is_cut || !self.seen.insert(schema.id()) {
                continue;
            }
            let place = schema.pointer();
            for (name, property) in self.entries(schema, "properties") {
                let target = self.resolved(property).pointer();
                let out = found.holds(&place, name) || found.holds(&target, name);
                self.add("property", property, out, name);
                open.push(property);
            }
            self.values(found, schema, &place);
            for key in ["items", "additionalProperties"] {
                open.extend(schema.get(key));
            }
            for key in ["allOf", "oneOf", "anyOf", "prefixItems"] {
                open.extend(schema.get(key).into_iter().flat_map(Node::items));
            }
        }
    }
}
