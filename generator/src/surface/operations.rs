//! Operations: the method, the setters of the request, the output and the typed errors.

use super::exchange::{self, style};
use super::object::{self, Home};
use super::rules;
use super::types::conversions;
use super::{Argument, Binding, Call, Draft, Exchange, FactName, List, Shape, Type, Way, paths};
use crate::ir::operation::{Location, PaginationRule, RetryClass};
use crate::media_type::{MediaType, expected};
use crate::model::{
    Body, BodyContent, BodyKind, Fact, Headers, Operation, Output, OutputTy, PageInput, PageKind, PagePlace,
    PageSize, Parameter, ResponseBody, Status, Step,
};
use crate::names::ident::Ident;
use crate::names::identity::{self, OwnType};
use crate::raw::{Node, NodeId};

/// Adds an operation of a group, whose methods are of `owner`.
pub(super) fn add(list: &mut List<'_>, module: &str, owner: &str, operation: &Operation) {
    let path = format!("{module}::{}", operation.ident.as_str());
    let scope = Scope { module, path: &path, operation };
    let method = format!("{owner}::{}()", operation.method.as_str());
    let own = list.pointer(operation.node);
    let mut draft = scope.method(list, method.clone(), &operation.method).identity(own.clone());
    draft.exchange = Some(Box::new(Exchange::of(operation, module)));
    list.add(draft);
    let draft = Draft::new(path.clone(), Shape::Struct, &operation.ident).owner(&method);
    list.add(draft.node(operation.node).identity(own));
    let request = Shape::Alias(Type::of("Request", Type::path(&path)));
    let draft = Draft::new(scope.request(), request, &operation.request).owner(&method);
    list.add(draft.node(operation.node).identity(scope.own(list, OwnType::Builder)));
    scope.named(list);
    scope.setters(list);
    if !operation.rules.is_empty() {
        rules::validate(list, &path, operation.node, rules::of_fields(&operation.rules));
    }
    scope.traits(list);
    scope.body(list);
    scope.output(list, &operation.output, OwnType::Output);
    scope.stream(list);
    scope.headers(list);
    scope.errors(list);
}

/// An operation and where its items go.
pub(super) struct Scope<'a> {
    pub(super) module: &'a str,
    pub(super) path: &'a str,
    pub(super) operation: &'a Operation,
}

impl Scope<'_> {
    /// What a type of the operation's own is known by.
    fn own(&self, list: &List<'_>, own: OwnType) -> String {
        identity::own_type(&list.pointer(self.operation.node), own)
    }

    /// The name of what its method returns.
    fn request(&self) -> String {
        format!("{}::{}", self.module, self.operation.request.as_str())
    }

    fn error(&self) -> String {
        format!("errors::{}", self.operation.error.ident.as_str())
    }

    pub(super) fn method(&self, list: &List<'_>, path: String, name: &Ident) -> Draft {
        let operation = self.operation;
        let shape = Shape::Function {
            receiver: "&self",
            arguments: operation.arguments(self.module).into_iter().map(Argument::from).collect(),
            output: Type::path(self.request()),
            call: Some(Call { output: operation.output_type(self.module), error: Type::path(self.error()) }),
        };
        let retry = match operation.retry {
            RetryClass::Never => "never",
            RetryClass::Safe => "safe",
            RetryClass::Idempotent => "idempotent",
            RetryClass::Unsafe => "unsafe",
        };
        let required: Vec<String> = operation.required_parameters().map(parameter_fact).collect();
        let mut draft = Draft::new(path, shape, name)
            .wire(&operation.id)
            .fact(FactName::OperationId, &operation.id)
            .fact(FactName::Call, format!("{} {}", operation.http_method, operation.path))
            .fact(FactName::Retry, retry)
            .fact(FactName::Pagination, self.pagination())
            .fact(FactName::PaginationInferred, self.inferred())
            .fact(FactName::Servers, servers(&operation.servers))
            .fact(FactName::Security, security(&operation.security))
            .fact(FactName::Accept, &operation.output.accept)
            .fact(FactName::Success, self.successes())
            .fact(FactName::Parameters, required.join("; "))
            .fact(FactName::Body, operation.body.as_ref().map(media).unwrap_or_default())
            .docs(&operation.docs)
            .node(operation.node);
        let own = list.pointer(operation.node);
        draft.bindings = operation.required_parameters().map(|parameter| binding(&own, parameter)).collect();
        self.documentation(&mut draft);
        draft
    }

    /// What the method's documentation says beyond its description; the setters have theirs.
    fn documentation(&self, draft: &mut Draft) {
        let operation = self.operation;
        draft.text(operation.summary.as_deref().unwrap_or_default());
        let examples = operation.required_parameters().map(|parameter| &parameter.example);
        for example in examples.chain(operation.required_body().map(|body| &body.example)).flatten() {
            draft.text(&example.to_string());
        }
        let texts = operation.required_parameters().map(|parameter| &parameter.docs);
        let texts = texts.chain(operation.body.iter().map(|body| &body.docs));
        for docs in texts.chain(operation.output.cases.iter().map(|case| &case.docs)) {
            draft.text(docs.text.as_deref().unwrap_or_default());
        }
    }

    fn successes(&self) -> String {
        let cases = self.operation.output.cases.iter().map(|case| case.status.to_string());
        cases.collect::<Vec<_>>().join(", ")
    }

    /// By which rule pagination was inferred.
    fn inferred(&self) -> &'static str {
        let rule = self.operation.pagination.as_ref().and_then(|pagination| pagination.rule);
        rule.map_or("", PaginationRule::reason)
    }

    fn pagination(&self) -> String {
        let Some(pagination) = &self.operation.pagination else { return String::new() };
        let wire = |input: &PageInput| match input.place {
            PagePlace::Parameter { .. } => input.wire.clone(),
            PagePlace::Body { .. } => format!("{} in the body", input.wire),
        };
        let limit =
            |limit: &Option<PageSize>| limit.as_ref().map(|limit| format!(", size {}", wire(&limit.input)));
        let kind = match &pagination.kind {
            PageKind::Offset { offset, limit: size } => {
                format!("offset {}{}", wire(offset), limit(size).unwrap_or_default())
            }
            PageKind::Page { page, limit: size, first } => {
                format!("page {} from {first}{}", wire(page), limit(size).unwrap_or_default())
            }
            PageKind::Cursor { cursor, next } => format!("cursor {} from {}", wire(cursor), steps(next)),
            PageKind::LastItem { after, id } => {
                format!("cursor {} from {} of the last item", wire(after), steps(id))
            }
            PageKind::LinkHeader => "the header Link".to_owned(),
            PageKind::NextLink { next, again } => {
                let how = if *again { ", asked for again" } else { "" };
                format!("link from {}{how}", steps(next))
            }
        };
        let total = pagination.total.as_deref().map(|total| format!(", total {}", steps(total)));
        let more = pagination.more.as_deref().map(|more| format!(", more {}", steps(more)));
        let (total, more) = (total.unwrap_or_default(), more.unwrap_or_default());
        format!("{kind}, items {}{total}{more}", steps(&pagination.items))
    }

    /// The struct that the method takes in place of many arguments.
    fn named(&self, list: &mut List<'_>) {
        let Some(named) = self.operation.named() else { return };
        let path = format!("{}::{}", self.module, named.as_str());
        let fields = self.operation.named_fields(self.module);
        let shape = Shape::named(fields.into_iter().map(|(ident, ty)| (ident.as_str(), ty)));
        let draft = Draft::new(path.clone(), shape, named).owner(self.path).node(self.operation.node);
        list.add(draft.identity(self.own(list, OwnType::Required)));
        list.traits(&path, paths(&["Clone", "Debug"]), Some(self.operation.node));
    }

    fn setters(&self, list: &mut List<'_>) {
        let own = list.pointer(self.operation.node);
        for parameter in self.operation.optional_parameters() {
            let path = format!("{}::{}()", self.path, parameter.setter.as_str());
            let draft =
                Draft::new(path, Shape::setter(parameter.setter_argument(self.module)), &parameter.setter)
                    .owner(self.path)
                    .wire(&parameter.wire)
                    .ty(&parameter.why)
                    .place(parameter.location.name())
                    .identity(identity::parameter(&own, parameter.location, &parameter.wire))
                    .fact(FactName::Parameter, parameter_fact(parameter))
                    .docs(&parameter.docs)
                    .node(parameter.node);
            list.add(draft);
        }
        if let Some(body) = self.operation.optional_body() {
            let path = format!("{}::{}()", self.path, body.setter.as_str());
            let draft = Draft::new(path, Shape::setter(body.setter_argument(self.module)), &body.setter)
                .owner(self.path)
                .place("body")
                .identity(identity::body(&own))
                .docs(&body.docs)
                .node(self.below(list, &["requestBody"]));
            list.add(draft);
        }
    }

    fn traits(&self, list: &mut List<'_>) {
        let mut names = paths(&["Clone", "Debug", "Operation"]);
        if let Some(pagination) = &self.operation.pagination {
            let item = Type::Associated("Item", Box::new(pagination.item.spelled(self.module)));
            names.push(Type::of("Paginated", item));
        }
        list.traits(self.path, names, Some(self.operation.node));
    }

    /// The enum over a body's media types, and the structs of its forms.
    fn body(&self, list: &mut List<'_>) {
        let Some(body) = &self.operation.body else { return };
        let node = self.below(list, &["requestBody"]);
        if let BodyKind::Several { ident, variants } = &body.kind {
            let path = format!("{}::{}", self.module, ident.as_str());
            let draft = Draft::new(path.clone(), Shape::Enum, ident).owner(self.path).node(node);
            list.add(draft.identity(self.own(list, OwnType::Body)));
            let converting = variants.iter().filter(|(_, content)| content.converts);
            let made_from =
                converting.flat_map(|(_, content)| std::iter::once(&content.ty).chain(&content.alternatives));
            let from = made_from.flat_map(|ty| conversions(ty, self.module));
            list.traits(&path, paths(&["Clone", "Debug"]).into_iter().chain(from).collect(), Some(node));
            for (variant, content) in variants {
                let shape = Shape::Variant(Some(content.ty.spelled(self.module)));
                let draft = Draft::new(format!("{path}::{}", variant.as_str()), shape, variant)
                    .owner(&path)
                    .fact(FactName::MediaType, content.media_type.as_str())
                    .node(self.below(list, &["requestBody", "content", content.media_type.as_str()]));
                list.add(draft);
            }
        }
        for form in body.forms() {
            let path = format!("{}::{}", self.module, form.ident.as_str());
            let draft = Draft::new(path.clone(), Shape::Struct, &form.ident).owner(self.path).node(node);
            list.add(draft.identity(self.own(list, OwnType::Form)));
            let default = form.has_default().then_some("Default");
            let names = ["Clone", "Debug"].into_iter().chain(default).map(Type::path);
            list.traits(&path, names.collect(), Some(node));
            let identity = list.pointer(form.node);
            let (local, schema) = (self.module, form.node);
            let home = Home { path: &path, local, node, schema, identity: &identity, form: Some(form) };
            object::add(list, &home, &form.object);
            if form.object.is_checked() {
                rules::validate(list, &path, node, rules::of_struct(&form.object));
            }
        }
    }

    fn output(&self, list: &mut List<'_>, output: &Output, own: OwnType) {
        let OutputTy::Several { ident } = &output.ty else { return };
        let path = format!("{}::{}", self.module, ident.as_str());
        let draft = Draft::new(path.clone(), Shape::Enum, ident).owner(self.path).node(self.operation.node);
        list.add(draft.identity(self.own(list, own)));
        list.traits(&path, paths(&["Debug"]), Some(self.operation.node));
        for case in &output.cases {
            let Some(variant) = &case.variant else { continue };
            let draft = self.status_variant(list, &path, variant, case.status, &case.decoded);
            list.add(draft.docs(&case.docs));
        }
    }

    /// The method that asks for a stream, and where it leads.
    fn stream(&self, list: &mut List<'_>) {
        let Some(stream) = &self.operation.stream else { return };
        self.output(list, &stream.output, OwnType::StreamOutput);
        let (node, path) = (self.operation.node, format!("{}::{}", self.module, stream.ident.as_str()));
        let shape = Shape::Function {
            receiver: "self",
            arguments: Vec::new(),
            output: Type::of("Request", Type::path(&path)),
            call: Some(Call { output: stream.output.spelled(self.module), error: Type::path(self.error()) }),
        };
        let switches: Vec<&str> = stream.switches.iter().map(|switch| switch.wire.as_str()).collect();
        let method =
            Draft::new(format!("{}::stream()", self.path), shape, "the call answers by JSON or by a stream")
                .owner(self.path)
                .fact(FactName::Accept, &stream.output.accept)
                .fact(FactName::AskedForBy, switches.join(", "))
                .node(node);
        list.add(method);
        if !self.operation.rules.is_empty() {
            rules::validate(list, &path, node, rules::of_fields(&self.operation.rules));
        }
        let draft = Draft::new(path.clone(), Shape::Struct, &stream.ident).owner(self.path).node(node);
        list.add(draft.identity(self.own(list, OwnType::Stream)));
        list.traits(&path, paths(&["Clone", "Debug", "Operation"]), Some(node));
    }

    /// The struct of the documented response headers.
    fn headers(&self, list: &mut List<'_>) {
        for headers in self.operation.headers() {
            self.header_struct(list, headers);
        }
    }

    fn header_struct(&self, list: &mut List<'_>, headers: &Headers) {
        let path = format!("{}::{}", self.module, headers.ident.as_str());
        let node = self.operation.node;
        let own = if headers.of_errors { OwnType::ErrorHeaders } else { OwnType::Headers };
        let draft = Draft::new(path.clone(), Shape::Struct, &headers.ident).owner(self.path).node(node);
        list.add(draft.identity(self.own(list, own)));
        let names = paths(&["Clone", "Debug", "PartialEq"]);
        list.traits(&path, names, Some(node));
        let argument = Argument {
            name: "headers".to_owned(),
            ty: Type::Verbatim("&http::HeaderMap".to_owned()),
            way: Way::Plain,
        };
        let shape =
            Shape::function("", vec![argument], Type::result(Type::path("Self"), "runtime::DecodeError"));
        list.add(
            Draft::new(format!("{path}::read()"), shape, "every struct of headers has it")
                .owner(&path)
                .node(node),
        );
        for field in &headers.fields {
            let shape = Shape::Field(field.full().spelled(self.module));
            let mut draft = Draft::new(format!("{path}::{}", field.ident.as_str()), shape, &field.ident)
                .owner(&path)
                .wire(&field.wire)
                .ty(&field.why)
                .fact(FactName::Header, format!("{} {:?}", field.wire, field.form))
                .docs(&field.docs)
                .node(field.node);
            draft.is_required = field.presence.is_required();
            list.add(draft);
        }
    }

    fn errors(&self, list: &mut List<'_>) {
        let path = self.error();
        let draft = Draft::new(path.clone(), Shape::Enum, &self.operation.error.ident).owner(self.path);
        list.add(draft.node(self.operation.node).identity(self.own(list, OwnType::Error)));
        let names = paths(&["Clone", "Debug", "PartialEq"]);
        list.traits(&path, names, Some(self.operation.node));
        for variant in &self.operation.error.variants {
            let mut draft =
                self.status_variant(list, &path, &variant.ident, variant.status, &variant.decoded);
            if variant.is_beside {
                let media: Vec<&str> = variant.types.iter().map(MediaType::as_str).collect();
                let media = media.join(", ");
                draft = draft.wire(&format!("{} {media}", variant.status));
            }
            let expected = expected(&variant.types).into_iter().collect::<Vec<_>>().join(", ");
            list.add(draft.fact(FactName::MediaType, expected).docs(&variant.docs));
        }
        let shape = Shape::Variant(Some(Type::path("runtime::UnknownBody")));
        list.add(
            Draft::new(format!("{path}::Other"), shape, "every enum has it, for what it does not know")
                .owner(&path),
        );
    }

    fn status_variant(
        &self,
        list: &List<'_>,
        path: &str,
        name: &Ident,
        test: Status,
        decoded: &ResponseBody,
    ) -> Draft {
        let payload = (*decoded != ResponseBody::Nothing).then(|| decoded.spelled(self.module));
        let status = test.to_string();
        Draft::new(format!("{path}::{}", name.as_str()), Shape::Variant(payload), name)
            .owner(path)
            .wire(&status)
            .fact(FactName::Status, &status)
            .node(self.below(list, &["responses", &status]))
    }

    /// A node below the operation's, or the operation's.
    fn below(&self, list: &List<'_>, keys: &[&str]) -> NodeId {
        let node = list.raw.node(self.operation.node);
        let found = keys.iter().try_fold(node, |node, key| {
            let next = node.and_then(|node: Node<'_>| node.get(key));
            next.is_some().then_some(next)
        });
        found.flatten().map_or(self.operation.node, Node::id)
    }
}

fn steps(steps: &[Step]) -> String {
    let names: Vec<&str> = steps.iter().map(|step| step.ident.as_str()).collect();
    if names.is_empty() { "the answer".to_owned() } else { names.join(".") }
}

/// An argument with where it goes. Of a path it is the place that counts, and not what is written there.
fn binding(operation: &str, parameter: &Parameter) -> (String, Binding) {
    let place = parameter.location.name();
    let sent = match parameter.location {
        Location::Path => place.to_owned(),
        _ => format!("{place} {:?}", parameter.wire),
    };
    let identity = identity::parameter(operation, parameter.location, &parameter.wire);
    (parameter.ident.as_str().to_owned(), Binding { sent, identity })
}

/// How a parameter is sent.
fn parameter_fact(parameter: &Parameter) -> String {
    let location = parameter.location.name();
    let style = style(parameter);
    let explode = if parameter.explode { ", exploded" } else { "" };
    let reserved = if parameter.allow_reserved { ", reserved characters as they are" } else { "" };
    let reserved = if parameter.segments { ", several segments" } else { reserved };
    // Optional parameters have items of their own, which say this.
    let facts = parameter.docs.facts.iter().filter(|fact| !matches!(fact, Fact::Example(_)));
    let facts = facts.filter(|_| parameter.is_taken());
    let facts: String = facts.flat_map(|fact| [", ".to_owned(), fact.to_string()]).collect();
    format!("{} in {location}, {style}{explode}{reserved}{facts}", parameter.wire)
}

/// The media types of a body with how they are written.
fn media(body: &Body) -> String {
    let one = |content: &BodyContent| {
        let parts = exchange::parts(content);
        let parts: Vec<String> = parts.into_iter().map(|(name, how)| format!("{name}: {how}")).collect();
        let parts = if parts.is_empty() { String::new() } else { format!(" with {}", parts.join("; ")) };
        format!("{}{parts}", content.media_type.as_str())
    };
    body.contents().into_iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Alternatives of required schemes.
fn security(alternatives: &[Vec<String>]) -> String {
    let one = |ids: &Vec<String>| if ids.is_empty() { "nothing".to_owned() } else { ids.join(" and ") };
    alternatives.iter().map(one).collect::<Vec<_>>().join(" or ")
}

/// Servers with their variables.
pub(super) fn servers(servers: &[crate::model::Server]) -> String {
    let one = |server: &crate::model::Server| {
        let variables = server.variables.iter().map(|variable| {
            let (name, default, values) = (&variable.name, &variable.default, &variable.values);
            let values = if values.is_empty() { String::new() } else { format!(" of {}", values.join("|")) };
            format!(" {{{name}}}={default}{values}")
        });
        format!("{}{}", server.url, variables.collect::<String>())
    };
    servers.iter().map(one).collect::<Vec<_>>().join(", ")
}
