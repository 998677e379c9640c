//! Operations.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::context::Lowering;
use super::object::Rule::{Flag, ForPeople, Known, Prose, Text, Whole};
use super::object::{Kind, field};
use super::parameter::{ListedParameter, parameter_data};
use super::query::Key;
use super::swagger;
use super::template;
use super::version::Version;
use crate::code::Code;
use crate::diagnostic::{Cost, Diagnostic, Place, Severity};
use crate::document::parameter::Location;
use crate::document::{Operation, Parameter, ParameterValue, PathItem, RequestBody};
use crate::raw::Node;

pub(super) static OPERATION: Kind<openapiv3::Operation> = Kind {
    name: "an operation",
    fields: &[
        field("operationId", Text(|operation, text| operation.operation_id = Some(text))),
        field("summary", Prose(|operation, text| operation.summary = Some(text))),
        field("description", Prose(|operation, text| operation.description = Some(text))),
        field("tags", Whole(|l, node, operation| operation.tags = l.tag_names(node))),
        field("parameters", Known),
        field("requestBody", Known),
        field("responses", Known),
        field("deprecated", Flag(|operation, flag| operation.deprecated = flag)),
        field("security", Whole(|l, node, operation| operation.security = l.requirements(node))),
        field("servers", Whole(|l, node, operation| operation.servers = l.servers(node))),
        field(
            "externalDocs",
            ForPeople(|l, node, operation| operation.external_docs = l.external_docs(node)),
        ),
        field("callbacks", Whole(|l, node, _| l.callbacks(node))),
    ],
};

impl<'a> Lowering<'a> {
    /// An operation with the parameters of its path merged in.
    pub(super) fn operation(
        &mut self,
        node: Node<'a>,
        (key, method): (&Key, &str),
        item: &Rc<PathItem>,
        common: &[ListedParameter<'a>],
    ) -> Option<Operation> {
        let kind = if self.version == Version::V20 { &swagger::OPERATION } else { &OPERATION };
        let mut object = self.object(node, kind)?;
        self.operation_id(node, &mut object);
        self.operation_retries(node);
        let body = if self.version == Version::V20 {
            self.swagger_operation(node, &mut object)
        } else {
            self.body(node)
        };
        let responses = self.whole(node, "responses", "`responses`");
        if self.version < Version::V31 && node.get("responses").is_none() {
            let help = "add `responses`; any success is assumed to have no body";
            self.warning(Code::MissingField, node, "an operation has no `responses`", help);
        }
        let responses = responses.map(|responses| self.responses(node, responses)).unwrap_or_default();
        let own = self.whole(node, "parameters", "`parameters`");
        let own = own.map(|list| self.parameters(list)).unwrap_or_default();
        let overridden: BTreeSet<_> = own.iter().map(ListedParameter::key).collect();
        let inherited = common.iter().filter(|parameter| !overridden.contains(&parameter.key())).cloned();
        let parameters: Vec<ListedParameter<'a>> = inherited.chain(own).collect();
        let parameters = self.fitting_parameters(node, key, parameters);
        Some(Operation {
            node: node.id(),
            template: key.template.clone(),
            fixed_query: key.fixed.clone(),
            method: method.to_owned(),
            object,
            item: Rc::clone(item),
            parameters,
            body,
            responses,
        })
    }

    pub(super) fn tag_names(&mut self, node: Node<'a>) -> Vec<String> {
        self.spot(Cost::Field, |lowering| Some(lowering.texts(node, "tags"))).unwrap_or_default()
    }

    /// The request body. Without one that is described the operation cannot be called.
    fn body(&mut self, node: Node<'a>) -> Option<Rc<RequestBody>> {
        let described = self.present(node, "requestBody")?;
        let body = self.inline::<RequestBody>(described);
        if body.is_none() {
            let message = "the operation's request body cannot be read";
            self.error_at_key(Code::Skipped, described, message, "mend the body; the message at it says how");
        }
        body
    }

    fn operation_id(&mut self, node: Node<'a>, operation: &mut openapiv3::Operation) {
        if operation.operation_id.as_ref().is_some_and(|id| id.trim().is_empty()) {
            operation.operation_id = None;
            if let Some(id) = node.get("operationId") {
                self.warning(Code::FieldValue, id, "`operationId` is empty and ignored", "give it a name");
            }
        }
        let Some(id) = node.get("operationId") else { return };
        let Some(text) = id.as_str() else { return };
        if let Some(first) = self.operation_ids.get(text).copied() {
            if first != id.id() {
                let message = format!("two operations have the id `{text}`");
                let help = "give each operation an id of its own";
                let place = Place::Node(id.id());
                let diagnostic =
                    Diagnostic::new(Code::DuplicateOperationId, Severity::Warning, place, message, help);
                self.report.push(diagnostic.with_related(Place::Node(first), "the other one"));
            }
        } else {
            self.operation_ids.insert(text, id.id());
        }
    }

    /// Brings the parameters in line with the path's template.
    fn fitting_parameters(
        &mut self,
        node: Node<'a>,
        key: &Key,
        mut parameters: Vec<ListedParameter<'a>>,
    ) -> Vec<Rc<Parameter>> {
        let path = key.template.as_str();
        operators(key, &mut parameters);
        let mut of_query = self.query_parameters(node, key, &mut parameters);
        let names = template::names(path);
        let mut missing: Vec<&str> = Vec::new();
        let is_path = |listed: &ListedParameter<'_>| listed.parameter.location == Location::Path;
        for name in template::parameters(path).unwrap_or_default() {
            let declared =
                parameters.iter().any(|listed| is_path(listed) && listed.parameter.object.name == name);
            if !declared && !missing.contains(&name) {
                missing.push(name);
            }
        }
        let (mut fitting, mut querystrings) = (Vec::new(), Vec::new());
        for listed in parameters {
            if is_path(&listed) && !names.contains(listed.parameter.object.name.as_str()) {
                self.unused(&listed, &missing);
            } else if listed.parameter.is_querystring {
                querystrings.push(listed.parameter);
            } else {
                fitting.push(listed.parameter);
            }
        }
        for name in missing {
            let mut parameter = self.undeclared(node, name);
            if key.segments.iter().any(|(bare, _)| bare == name) {
                Rc::make_mut(&mut parameter).segments = true;
            }
            fitting.push(parameter);
        }
        fitting.append(&mut of_query);
        fitting.extend(querystrings);
        fitting
    }

    /// The parameters that the path's query names: those of the path become parameters of the query, unless one of that
    /// name is declared.
    fn query_parameters(
        &mut self,
        node: Node<'a>,
        key: &Key,
        parameters: &mut Vec<ListedParameter<'a>>,
    ) -> Vec<Rc<Parameter>> {
        let template = template::names(&key.template);
        let mut found = Vec::new();
        for (name, inside) in &key.variable {
            let is_query = |listed: &ListedParameter<'_>| listed.parameter.location == Location::Query;
            let of_path = parameters.iter().position(|listed| {
                listed.parameter.location == Location::Path
                    && listed.parameter.object.name == *inside
                    && !template.contains(inside.as_str())
            });
            let of_path = of_path.map(|at| parameters.remove(at).parameter);
            if parameters.iter().any(|listed| is_query(listed) && listed.parameter.object.name == *name) {
                continue;
            }
            let mut parameter = of_path.unwrap_or_else(|| self.undeclared(node, inside));
            let style = Location::Query.default_style();
            let one = Rc::make_mut(&mut parameter);
            name.clone_into(&mut one.object.name);
            (one.location, one.style, one.explode) = (Location::Query, style, style.explodes_by_default());
            found.push(parameter);
        }
        found
    }

    fn unused(&mut self, listed: &ListedParameter<'a>, missing: &[&str]) {
        let name = &listed.parameter.object.name;
        let message = format!("the path has no place for its parameter `{name}`, which is left out");
        let otherwise = format!("put `{{{name}}}` into the path, or remove the parameter");
        let help = self.report.did_you_mean(name, missing.iter().copied(), otherwise);
        self.warning(Code::PathParameterUnused, listed.node, message, help);
    }

    fn undeclared(&mut self, node: Node<'a>, name: &str) -> Rc<Parameter> {
        let message = format!("the path's parameter `{name}` is not declared; a text is assumed");
        let help = format!("declare a parameter with `name: {name}` and `in: path`");
        self.report.warning(Code::PathParameterUndeclared, Place::Key(node.id()), message, help);
        let (location, style) = (Location::Path, Location::Path.default_style());
        Rc::new(Parameter {
            node: node.id(),
            object: openapiv3::ParameterData { required: true, ..parameter_data(name.to_owned()) },
            location,
            is_querystring: false,
            style,
            explode: style.explodes_by_default(),
            allow_reserved: false,
            segments: false,
            value: ParameterValue::Schema(self.assumed_text(node)),
        })
    }
}

/// What the operators of the path's parameters say of them: `{+path}` and `{path*}` take several segments. Some
/// documents have the operator in the parameter's name, too.
fn operators(key: &Key, parameters: &mut [ListedParameter<'_>]) {
    for (bare, written) in &key.segments {
        let named = |listed: &&mut ListedParameter<'_>| {
            let name = &listed.parameter.object.name;
            listed.parameter.location == Location::Path && (name == bare || name == written)
        };
        for listed in parameters.iter_mut().filter(named) {
            let parameter = Rc::make_mut(&mut listed.parameter);
            bare.clone_into(&mut parameter.object.name);
            parameter.segments = true;
        }
    }
}
