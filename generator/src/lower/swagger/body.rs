//! Request bodies: a parameter `in: body`, or those `in: formData` together.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::context::Lowering;
use super::super::media_defaults::Direction;
use super::super::parameter::parameter_data;
use super::super::section::Section;
use super::super::types;
use super::collection::Written;
use super::media::{plain, under_names};
use super::parameter::PARAMETER;
use crate::code::Code;
use crate::diagnostic::Cost;
use crate::document::parameter::Location;
use crate::document::schema::{SchemaId, SchemaObject, Type};
use crate::document::{Content, Encoding, MediaType, RequestBody};
use crate::media_type::{ContentKind, MediaType as Name};
use crate::raw::Node;

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// What a parameter that is part of the body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Part {
    /// `in: body`.
    Body,
    /// `in: formData`.
    Form,
}

/// A field of a form.
struct Field {
    name: String,
    schema: SchemaId,
    is_required: bool,
    is_file: bool,
    encoding: Option<Encoding>,
}

impl<'a> Lowering<'a> {
    /// Which part of the body a parameter is, if it is one.
    pub(in super::super) fn part(&self, item: Node<'a>) -> Option<Part> {
        let object = self.behind(item)?;
        match object.get("in").and_then(Node::as_str)? {
            "body" => Some(Part::Body),
            "formData" => Some(Part::Form),
            _ => None,
        }
    }

    /// The body of an operation, from its own parameters and those of its path.
    pub(super) fn body_of_parameters(&mut self, operation: Node<'a>) -> Option<Rc<RequestBody>> {
        let parts = self.parts_of_body(operation);
        let of = |wanted| parts.iter().filter(move |(part, _)| *part == wanted).map(|(_, item)| *item);
        let (bodies, fields): (Vec<_>, Vec<_>) = (of(Part::Body).collect(), of(Part::Form).collect());
        if let Some(other) = bodies.get(1).or(bodies.first().and(fields.first())) {
            let message = "an operation has one body, and this is a second one; the first counts";
            self.warning(Code::DuplicateParameter, *other, message, "remove one of them");
        }
        let body = match (bodies.first(), fields.as_slice()) {
            (Some(body), _) => self.spot(Cost::RequestBody, |l| l.body_parameter(operation, *body)),
            (None, []) => return None,
            (None, fields) => self.spot(Cost::RequestBody, |l| Some(l.form(operation, fields))),
        };
        if body.is_none() {
            let place = bodies.first().or(fields.first()).copied().unwrap_or(operation);
            let message = "the operation's request body cannot be read";
            self.error(Code::Skipped, place, message, "mend the body; the message at it says how");
        }
        body.map(Rc::new)
    }

    /// The parameters that are the body of an operation: its own, and of its path what they leave as it is.
    fn parts_of_body(&self, operation: Node<'a>) -> Vec<(Part, Node<'a>)> {
        let list = |at: Node<'a>| at.get("parameters").into_iter().flat_map(Node::items);
        let parts = |at| list(at).filter_map(|item| Some((self.part(item)?, item)));
        let name = |item| self.behind(item)?.get("name")?.as_str();
        let mut all: Vec<(Part, Node<'a>)> = parts(operation).collect();
        let own: BTreeSet<&str> = all.iter().filter_map(|(_, item)| name(*item)).collect();
        // Whoever has a body of its own has no other, and a form is no body.
        let (is_new, is_form) = (all.is_empty(), all.iter().all(|(part, _)| *part == Part::Form));
        let path = operation.parent().filter(|item| item.parent().is_some());
        all.extend(path.into_iter().flat_map(parts).filter(|(part, item)| {
            let is_other = name(*item).is_none_or(|name| !own.contains(name));
            is_new || (is_form && *part == Part::Form && is_other)
        }));
        all
    }

    fn body_parameter(&mut self, operation: Node<'a>, item: Node<'a>) -> Option<RequestBody> {
        let node = self.deref(item, Section::Parameters)?;
        let data = self.fields(node, &PARAMETER, parameter_data(String::new()))?;
        let names = self.media_types(operation, Direction::Request);
        let schema = match self.present(node, "schema") {
            Some(schema) => self.position(schema),
            None => self.own_schema(node, "a body"),
        };
        let is_file = self.is_file(node.get("schema").unwrap_or(node));
        let media_type = Rc::new(plain(node, schema));
        Some(RequestBody {
            node: node.id(),
            component: self.component_name(node).map(str::to_owned),
            object: openapiv3::RequestBody {
                description: data.description,
                required: data.required,
                ..openapiv3::RequestBody::default()
            },
            content: under_names(&names, &media_type, is_file),
        })
    }

    /// The body that the fields of a form make.
    fn form(&mut self, operation: Node<'a>, items: &[Node<'a>]) -> RequestBody {
        let mut fields: Vec<Field> = Vec::new();
        for item in items {
            let Some(field) = self.spot(Cost::Parameter, |lowering| lowering.form_field(*item)) else {
                self.needs_parameter(*item);
                continue;
            };
            if fields.iter().any(|known| known.name == field.name) {
                let message = format!("the form parameter `{}` stands twice in the list", field.name);
                self.warning(
                    Code::DuplicateParameter,
                    *item,
                    message,
                    "remove one of them; the first counts",
                );
            } else {
                fields.push(field);
            }
        }
        let node = items.first().copied().unwrap_or(operation);
        let is_required = |field: &&Field| field.is_required;
        let object = SchemaObject {
            kind: Some(Type::Object),
            required: fields.iter().filter(is_required).map(|field| field.name.clone()).collect(),
            properties: fields.iter().map(|field| (field.name.clone(), field.schema)).collect(),
            ..SchemaObject::default()
        };
        let required = fields.iter().any(|field| field.is_required);
        let has_file = fields.iter().any(|field| field.is_file);
        let name = self.form_type(operation, has_file);
        let schema = self.table.add_made(node, object);
        let encoding = fields.into_iter().filter_map(|field| Some((field.name, field.encoding?))).collect();
        let media_type = MediaType { encoding, ..plain(node, schema) };
        RequestBody {
            node: node.id(),
            component: None,
            object: openapiv3::RequestBody { required, ..openapiv3::RequestBody::default() },
            content: Content::from_iter([(name, Rc::new(media_type))]),
        }
    }

    /// The media type of a form: files need parts, and anything else has them only where pairs are not taken.
    fn form_type(&mut self, operation: Node<'a>, has_file: bool) -> String {
        let names = self.media_types(operation, Direction::Request);
        let of = |kind| names.iter().find(|name| Name::new(name).kind() == kind).cloned();
        let (pairs, parts) = (of(ContentKind::Form), of(ContentKind::Multipart));
        match (has_file, pairs, parts) {
            (true, _, parts) => parts.unwrap_or_else(|| MULTIPART.to_owned()),
            (false, Some(pairs), _) => pairs,
            (false, None, Some(parts)) => parts,
            (false, None, None) => FORM.to_owned(),
        }
    }

    fn form_field(&mut self, item: Node<'a>) -> Option<Field> {
        let node = self.deref(item, Section::Parameters)?;
        let data = self.fields(node, &PARAMETER, parameter_data(String::new()))?;
        if !self.require(node, Self::has_text(node, "name"), "name", "a parameter") {
            return None;
        }
        let written = self.written(node, Location::Query);
        let schema = match written {
            Written::Styled(..) => self.own_schema(node, "a parameter"),
            Written::ByHand => self.assumed_text(node),
        };
        self.table.describe(schema, data.description);
        let is_list = node.get("type").and_then(Node::as_str) == Some("array");
        let encoding = match written {
            Written::Styled(style, explode) if is_list => Some(Encoding {
                object: openapiv3::Encoding::default(),
                style: Some(style),
                explode: Some(explode),
            }),
            _ => None,
        };
        Some(Field {
            name: data.name,
            schema,
            is_required: data.required,
            is_file: self.is_file(node),
            encoding,
        })
    }

    /// True for a file, and for a list of them.
    pub(super) fn is_file(&self, node: Node<'a>) -> bool {
        let is_one = |node: Node<'a>| self.behind(node).is_some_and(types::is_file);
        is_one(node) || node.get("items").is_some_and(is_one)
    }
}
