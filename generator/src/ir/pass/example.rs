//! Examples and defaults: what does not fit its schema is said and left out; the rest its type must hold.

use std::collections::BTreeSet;

use serde_json::Value;

use super::fit::{Fit, Mismatch};
use crate::code::Code;
use crate::config::{Config, ExampleMismatch};
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::document::by_schema::BySchema;
use crate::ir::operation::{Content, Operation};
use crate::ir::schema::{Schema, SchemaId};
use crate::ir::{Api, Sample};
use crate::media_type::ContentKind;
use crate::pointer;
use crate::raw::{Node, NodeId, Raw};

/// Checks every example and default of what is generated.
pub(crate) fn run(api: &mut Api, config: &Config, emitted: &BySchema<bool>, raw: &Raw, report: &mut Report) {
    let severity = match config.policy.example_mismatch {
        ExampleMismatch::Error => Some(Severity::Error),
        ExampleMismatch::Warn => Some(Severity::Warning),
        ExampleMismatch::Ignore => None,
    };
    let mut found = Found { report, samples: Vec::new() };
    let (schemas, operations) = {
        let check = Check { fit: Fit::new(api, &config.types), raw, severity };
        let schemas = check.schemas(api, emitted, &mut found);
        (schemas, check.operations(api, &mut found))
    };
    api.samples = found.samples;
    for (id, mismatches) in schemas {
        let meta = &mut api.schemas[id].meta;
        meta.default = meta.default.take().filter(|_| !mismatches.default);
        retain(&mut meta.examples, &mismatches.examples);
    }
    for (operation, mismatches) in api.operations.iter_mut().zip(operations) {
        for (list, mismatches) in lists(operation).into_iter().zip(mismatches) {
            retain(list, &mismatches);
        }
    }
}

fn retain(examples: &mut Vec<Value>, mismatches: &BTreeSet<usize>) {
    let mut index = 0;
    examples.retain(|_| {
        index += 1;
        !mismatches.contains(&(index - 1))
    });
}

/// All examples of an operation, in the order of [`Check::operation`].
fn lists(operation: &mut Operation) -> Vec<&mut Vec<Value>> {
    let bodies = operation.body.iter_mut().flat_map(|body| &mut body.contents);
    let responses = operation.responses.iter_mut().flat_map(|response| &mut response.contents);
    let contents = bodies.chain(responses).map(|content| &mut content.examples);
    operation.parameters.iter_mut().map(|parameter| &mut parameter.examples).chain(contents).collect()
}

/// What of a schema does not fit it.
struct Mismatches {
    default: bool,
    /// By index.
    examples: BTreeSet<usize>,
}

/// What comes of the check.
struct Found<'a> {
    report: &'a mut Report,
    samples: Vec<Sample>,
}

struct Check<'a> {
    fit: Fit<'a>,
    raw: &'a Raw,
    severity: Option<Severity>,
}

impl Check<'_> {
    fn schemas(
        &self,
        api: &Api,
        emitted: &BySchema<bool>,
        found: &mut Found<'_>,
    ) -> Vec<(SchemaId, Mismatches)> {
        let mut seen = BTreeSet::new();
        let mut mismatched = Vec::new();
        for (id, schema) in api.schemas.entries() {
            // Schemas that were made have the node of the one they were made for, which comes first.
            let own = seen.insert(schema.node);
            if !emitted[id] {
                continue;
            }
            let mismatches = self.schema(schema, id, own, found);
            if mismatches.default || !mismatches.examples.is_empty() {
                mismatched.push((id, mismatches));
            }
        }
        mismatched
    }

    fn schema(&self, schema: &Schema, id: SchemaId, own: bool, found: &mut Found<'_>) -> Mismatches {
        let node = self.raw.node(schema.node);
        // What a schema took over from another one is reported there.
        let place = |key: &str| node.filter(|_| own).and_then(|node| node.get(key));
        // A rounded number is not what the document says.
        let is_exact = schema.meta.default_digits.is_none();
        let default = schema.meta.default.as_ref().filter(|default| is_exact && !default.is_null());
        let default = default.is_some_and(|default| {
            let place = place("default");
            self.value(("default", default), id, place, found)
        });
        let mut examples = BTreeSet::new();
        for (index, example) in schema.meta.examples.iter().enumerate() {
            let place = place("examples").and_then(|list| list.item(index)).or_else(|| place("example"));
            // `example: null` is what tools write where there is none.
            let place = place.filter(|_| !example.is_null());
            if self.value(("example", example), id, place, found) {
                examples.insert(index);
            }
        }
        Mismatches { default, examples }
    }

    /// True if a value does not fit: it is reported at its place, if it has one of its own.
    fn value(
        &self,
        (what, value): (&str, &Value),
        schema: SchemaId,
        place: Option<Node<'_>>,
        found: &mut Found<'_>,
    ) -> bool {
        if let Err(mismatch) = self.fit.check(value, schema) {
            let help = format!("correct it or its schema; the {what} is left out");
            if let Some((place, severity)) = place.zip(self.severity) {
                report(found.report, Code::ExampleMismatch, severity, (what, place), &mismatch, help);
            }
            return true;
        }
        match self.fit.loss(value, schema) {
            Some(loss) => {
                let help = "its type does not keep this; the schema can say more";
                if let Some(place) = place.filter(|_| self.severity.is_some()) {
                    let code = Code::ExampleLoss;
                    report(found.report, code, Severity::Warning, (what, place), &loss, help.to_owned());
                }
            }
            None if value.is_null() || self.fit.is_exhausted() => {}
            // Of what only the other way has, there may be a type of its own.
            None if !self.fit.is_of_its_way(value, schema) => {}
            None => found.samples.push(Sample { schema, value: value.clone() }),
        }
        false
    }

    fn operations(&self, api: &Api, found: &mut Found<'_>) -> Vec<Vec<BTreeSet<usize>>> {
        api.operations.iter().map(|operation| self.operation(operation, api, found)).collect()
    }

    fn operation(&self, operation: &Operation, api: &Api, found: &mut Found<'_>) -> Vec<BTreeSet<usize>> {
        let parameters = operation.parameters.iter().map(|parameter| {
            let node = self.raw.node(parameter.node);
            let media = node.and_then(|node| node.get("content")?.entries().next()).map(|(_, media)| media);
            let nodes: Vec<Node<'_>> =
                node.into_iter().chain(media).flat_map(|node| self.examples(node)).collect();
            self.list(&parameter.examples, &nodes, parameter.node, parameter.schema, found)
        });
        let mut mismatches: Vec<_> = parameters.collect();
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        let responses = operation.responses.iter().flat_map(|response| &response.contents);
        for content in bodies.chain(responses) {
            mismatches.push(self.content(content, api, found));
        }
        mismatches
    }

    fn content(&self, content: &Content, api: &Api, found: &mut Found<'_>) -> BTreeSet<usize> {
        // Of other media types an example is the text that goes over the wire.
        let checked = match api.content_kind(content) {
            ContentKind::Json => true,
            ContentKind::Form | ContentKind::Multipart => content.examples.iter().all(Value::is_object),
            _ => false,
        };
        match content.schema {
            Some(schema) if checked => {
                let nodes = self.raw.node(content.node).map(|node| self.examples(node)).unwrap_or_default();
                self.list(&content.examples, &nodes, content.node, schema, found)
            }
            _ => BTreeSet::new(),
        }
    }

    fn list(
        &self,
        values: &[Value],
        nodes: &[Node<'_>],
        owner: NodeId,
        schema: SchemaId,
        found: &mut Found<'_>,
    ) -> BTreeSet<usize> {
        let mut mismatches = BTreeSet::new();
        for (index, value) in values.iter().enumerate() {
            // An example behind a reference that is not followed here is shown by its owner.
            let node = nodes.get(index).filter(|_| nodes.len() == values.len()).copied();
            let place = node.or_else(|| self.raw.node(owner));
            if self.value(("example", value), schema, place, found) {
                mismatches.insert(index);
            }
        }
        mismatches
    }

    /// The nodes of the values under `example` and `examples`, in the order in which they are read.
    fn examples<'n>(&'n self, node: Node<'n>) -> Vec<Node<'n>> {
        let single = node.get("example").filter(|example| !example.is_null());
        let named = node.get("examples").into_iter().flat_map(Node::entries).filter_map(|(_, example)| {
            let example = match example.get("$ref").and_then(Node::as_str) {
                Some(reference) => self.local(example, reference)?,
                None => example,
            };
            example.get("value").or_else(|| example.get("dataValue"))
        });
        single.into_iter().chain(named).collect()
    }

    fn local<'n>(&'n self, node: Node<'n>, reference: &str) -> Option<Node<'n>> {
        let tokens = pointer::parse(reference.strip_prefix('#')?).ok()?;
        self.raw.root(node.file())?.walk(&tokens).ok()
    }
}

fn report(
    report: &mut Report,
    code: Code,
    severity: Severity,
    (what, node): (&str, Node<'_>),
    mismatch: &Mismatch,
    help: String,
) {
    let path: Vec<String> = mismatch.path.iter().rev().cloned().collect();
    let place = match node.walk(&path) {
        Ok(inner) | Err((inner, _)) => inner,
    };
    let subject = if path.is_empty() {
        format!("the {what}")
    } else {
        format!(
            "`{}` of the {what}",
            path.iter().map(|step| pointer::escape(step)).collect::<Vec<_>>().join("/")
        )
    };
    report.push(Diagnostic::new(
        code,
        severity,
        Place::Node(place.id()),
        format!("{subject} {}", mismatch.message),
        help,
    ));
}
