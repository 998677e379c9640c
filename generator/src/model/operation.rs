//! Operations: arguments, body, output, errors and how a list goes on.

use super::context::Context;
use super::error::Half;
use super::field::constant;
use super::pagination;
use super::{
    Body, BodyKind, ChosenType, Docs, Fact, Group, GroupNames, Operation, OutputTy, Parameter, Presence,
    Server,
};
use crate::ir::operation::{self as ir, Named, NamedBy};
use crate::media_type::ContentKind;
use crate::names::table::{GroupPlan, OperationNames};

/// All groups with their operations.
pub(crate) fn groups(context: &Context<'_>) -> Vec<Group> {
    let names = context.names;
    names
        .groups
        .iter()
        .map(|group| {
            let operations = group
                .operations
                .iter()
                .filter_map(|index| {
                    let operation = context.api.operations.get(*index)?;
                    Some(build(context, operation, names.operations.get(index)?))
                })
                .collect();
            let tag = context.api.tags.iter().find(|tag| Some(&tag.name) == group.tag.as_ref());
            Group {
                names: group
                    .names
                    .as_ref()
                    .map(|(accessor, ty)| GroupNames { accessor: accessor.clone(), ty: ty.clone() }),
                module: group.module.clone(),
                docs: Docs {
                    text: tag.and_then(|tag| tag.description.clone()),
                    fallback: match &group.tag {
                        Some(tag) => {
                            format!("Operations {} {}.", what(context, group), crate::markdown::code(tag))
                        }
                        None => "Operations without a tag.".to_owned(),
                    },
                    ..Docs::default()
                },
                operations,
                aliases: Vec::new(),
                tag: group.tag.clone(),
                feature: None,
            }
        })
        .collect()
}

/// What the name of a group is to its operations.
fn what(context: &Context<'_>, group: &GroupPlan) -> &'static str {
    let operations = || group.operations.iter().filter_map(|index| context.api.operations.get(*index));
    let name = group.tag.as_ref();
    let by_path = |group: &Named| group.by == NamedBy::Path;
    if operations().any(|operation| operation.tags.iter().any(|tag| Some(tag) == name)) {
        "tagged"
    } else if operations().any(|operation| operation.group.as_ref().is_some_and(by_path)) {
        "whose paths are about"
    } else {
        "of the group"
    }
}

fn build(context: &Context<'_>, operation: &ir::Operation, names: &OperationNames) -> Operation {
    let idents = context.names.parameters(context.raw, operation, &names.global_setters);
    let parameters: Vec<Parameter> = operation
        .parameters
        .iter()
        .zip(idents.parameters)
        .map(|(typed, (ident, setter))| parameter(context, typed, ident, setter))
        .collect();
    let body = operation.body.as_ref().zip(idents.body).map(|(typed, (ident, setter))| {
        let kind = super::body::kind(context, typed, names);
        let sample = || super::sample::value(context.api, typed.contents.first()?.schema?);
        let example =
            typed.contents.iter().find_map(|content| content.examples.first().cloned()).or_else(sample);
        let docs = Docs {
            text: typed.description.clone(),
            fallback: "The request body.".to_owned(),
            ..Docs::default()
        };
        // An enum over media types hides what it has to itself.
        let secret = matches!(&kind, BodyKind::One(content) if content.secret);
        Body { ident, setter, required: typed.required, secret, docs, kind, example }
    });
    let half = if names.stream.is_some() { Half::Value } else { Half::Both };
    let output = super::error::output(context, operation, names, half);
    // Only a list that is the whole output goes on.
    let pagination = match output.ty {
        OutputTy::One(_) => pagination::build(context, operation, &parameters, body.as_ref()),
        OutputTy::Several { .. } => None,
    };
    let rules = super::call_check::rules(context, operation, &parameters, body.as_ref());
    let stream = super::stream::build(context, operation, names, &parameters, body.as_ref());
    Operation {
        ident: names.ident.clone(),
        named: names.required.clone(),
        request: names.request.clone(),
        method: names.method.clone(),
        module: names.module.clone(),
        error: super::error::errors(context, operation, names),
        docs: Docs {
            text: operation.description.clone(),
            fallback: crate::markdown::code(&format!("{} {}", operation.method, operation.path)),
            facts: Vec::new(),
            deprecated: operation.deprecated.clone(),
        },
        summary: operation.summary.clone(),
        id: operation.id.clone().unwrap_or_else(|| names.ident.as_str().to_owned()),
        http_method: operation.method.clone(),
        path: operation.path.clone(),
        template: operation.template.clone(),
        fixed_query: operation.fixed_query.clone(),
        reference: context.reference(operation.node),
        node: operation.node,
        retry: operation.retry,
        scopes: operation.scopes.clone(),
        security: operation.security.clone().unwrap_or_else(|| context.api.security.clone()),
        servers: operation.servers.iter().map(server).collect(),
        parameters,
        body,
        rules,
        output,
        stream,
        pagination,
    }
}

fn parameter(
    context: &Context<'_>,
    typed: &ir::Parameter,
    ident: crate::names::ident::Ident,
    setter: crate::names::ident::Ident,
) -> Parameter {
    let ChosenType { ty, source } = context.typed(typed.schema);
    let presence = context.presence(typed.schema, typed.required, &ty);
    let constant = (presence == Presence::Required).then(|| constant(context, typed.schema)).flatten();
    let own = context.api.schema(typed.schema);
    let text = typed
        .description
        .clone()
        .or_else(|| context.annotated(typed.schema, |schema| schema.meta.description.clone()));
    let example = typed.examples.first().cloned().or_else(|| context.example(typed.schema));
    Parameter {
        ident,
        setter,
        wire: typed.name.clone(),
        location: typed.location,
        style: typed.style,
        explode: typed.explode,
        allow_reserved: typed.allow_reserved,
        segments: typed.segments,
        json: typed.content.as_ref().is_some_and(|media_type| {
            media_type.kind_of(context.api.described(Some(typed.schema))) == ContentKind::Json
        }),
        is_querystring: typed.is_querystring,
        presence,
        initial: constant,
        why: context.reason(typed.schema, source).with_presence(presence),
        secret: context.is_secret(typed.schema),
        ty,
        behind: context.behind(typed.schema),
        docs: Docs {
            text,
            fallback: format!("The parameter {}.", crate::markdown::code(&typed.name)),
            facts: Fact::of(own),
            deprecated: typed.deprecated.clone(),
        },
        example,
        node: typed.node,
    }
}

pub(crate) fn server(server: &crate::ir::operation::Server) -> Server {
    Server {
        id: server.id.clone().or_else(|| server.description.clone()).unwrap_or_default(),
        url: server.url.clone(),
        description: server.description.clone(),
        variables: server.variables.clone(),
    }
}
