//! Request bodies: what each media type takes, and how it is written.

use std::collections::{BTreeMap, BTreeSet};

use super::called::line_schema;
use super::check::{FieldRules, of_property};
use super::context::Context;
use super::response_header::text_value;
use super::{BodyContent, BodyKind, BodyWrite, Crate, Form, FormPart, Presence, Ty, TypeKind, UnionType};
use crate::document::rule::Rule;
use crate::format::{Meaning, meaning_of};
use crate::ir::operation::{self as ir, Encoding, Style};
use crate::ir::schema::{Additional, Object, SchemaId, Shape};
use crate::media_type::{ContentKind, MediaType};
use crate::names::ident::Ident;
use crate::names::local;
use crate::names::table::OperationNames;

/// Schemas of one form that are looked at for what must be there.
const MOST_RULES: usize = 100;

/// What a body is: one media type, or one of several.
pub(crate) fn kind(context: &Context<'_>, body: &ir::Body, names: &OperationNames) -> BodyKind {
    let mut contents: Vec<BodyContent> = Vec::new();
    for content in &body.contents {
        let content = body_content(context, content, names);
        // Two multipart types of one body share a form.
        let again = contents.iter().any(|other| matches!(content.ty, Ty::Local(_)) && other.ty == content.ty);
        if !again {
            contents.push(content);
        }
    }
    match <[BodyContent; 1]>::try_from(contents) {
        Ok([one]) => BodyKind::One(one),
        Err(mut contents) => {
            let mut taken: Vec<Ty> = Vec::new();
            // What is JSON comes before what has the same type.
            for is_json in [true, false] {
                let alike = |content: &&mut BodyContent| matches!(content.write, BodyWrite::Json) == is_json;
                for content in contents.iter_mut().filter(alike) {
                    content.converts &= !taken.contains(&content.ty);
                    taken.push(content.ty.clone());
                }
            }
            let media: Vec<&MediaType> = contents.iter().map(|content| &content.media_type).collect();
            let idents = local::media_types(&context.names.spelling, &media);
            BodyKind::Several {
                ident: names.body.clone(),
                variants: idents.into_iter().zip(contents).collect(),
            }
        }
    }
}

fn body_content(context: &Context<'_>, content: &ir::Content, names: &OperationNames) -> BodyContent {
    let ty = content.schema.map_or(Ty::Json, |schema| context.element(schema));
    let kind = context.api.content_kind(content);
    let (ty, write) = match kind {
        ContentKind::Json => (ty, BodyWrite::Json),
        ContentKind::Form => (ty, BodyWrite::Form(parts(content))),
        ContentKind::Multipart => match form(context, content, names) {
            Some(form) => (Ty::Local(form.ident.clone()), BodyWrite::Multipart(Box::new(form))),
            // Without known parts the caller adds them.
            None if content.media_type.is_form_data() => (Ty::Multipart, BodyWrite::Parts),
            None => (Ty::Upload, BodyWrite::Upload),
        },
        ContentKind::Text => match text_value(context, content) {
            Some((ty, _)) => (ty, BodyWrite::Value),
            None => (Ty::String, BodyWrite::Text),
        },
        ContentKind::JsonLines => match context.line(content) {
            // Lines of no known type are what the caller has, perhaps more than fits into memory.
            Ty::Json => (Ty::Upload, BodyWrite::Upload),
            item => (Ty::Vec(Box::new(item)), BodyWrite::JsonLines),
        },
        ContentKind::EventStream | ContentKind::Binary => (Ty::Upload, BodyWrite::Upload),
    };
    // Only what is written by its schema has the schema's type.
    let by_schema = matches!(write, BodyWrite::Json | BodyWrite::Form(_));
    BodyContent {
        media_type: content.media_type.clone(),
        content_type: content.media_type.written(kind),
        secret: content.schema.is_some_and(|schema| context.is_secret(schema)),
        converts: match &ty {
            Ty::String | Ty::Local(_) | Ty::Upload | Ty::Multipart => true,
            // Another name for a type could be one for that of another media type, too.
            ty => content
                .schema
                .map(|schema| context.api.target(schema))
                .is_some_and(|target| context.nominal(target) && context.ty(target) == *ty),
        },
        alternatives: Vec::new(),
        behind: content.schema.filter(|_| by_schema).and_then(|schema| context.behind(schema)),
        ty,
        write,
    }
}

/// Makes bodies of several media types from the alternatives of the unions among these: who has one need not name the
/// union either.
pub(crate) fn fill(model: &mut Crate) {
    let items = model.type_files.iter().flat_map(|file| &file.items);
    let unions: BTreeMap<&Ident, &UnionType> = items
        .filter_map(|item| match &item.kind {
            TypeKind::Union(union) => Some((&item.ident, union)),
            _ => None,
        })
        .collect();
    let operations = model.groups.iter_mut().flat_map(|group| &mut group.operations);
    for body in operations.filter_map(|operation| operation.body.as_mut()) {
        let BodyKind::Several { variants, .. } = &mut body.kind else { continue };
        let mut taken: BTreeSet<Ty> = variants.iter().map(|(_, content)| content.ty.clone()).collect();
        for (_, content) in variants.iter_mut().filter(|(_, content)| content.converts) {
            let Ty::Named(ident) = &content.ty else { continue };
            let arms = unions.get(ident).into_iter().flat_map(|union| &union.arms);
            let from = arms.flat_map(|arm| &arm.made_from).map(|ty| match ty {
                Ty::Boxed(inner) => &**inner,
                ty => ty,
            });
            content.alternatives = from.filter(|ty| taken.insert((*ty).clone())).cloned().collect();
        }
    }
}

impl Context<'_> {
    /// The type of one of several JSON lines. A list is the lines together (OpenAPI 3.2), and text says nothing of
    /// what a line holds.
    pub(crate) fn line(&self, content: &ir::Content) -> Ty {
        line_schema(self.api, content).map_or(Ty::Json, |schema| self.element(schema))
    }
}

/// The form of a multipart body: like the object's struct, but with files that can be streamed.
fn form(context: &Context<'_>, content: &ir::Content, names: &OperationNames) -> Option<Form> {
    let id = context.api.form(content)?;
    let schema = context.api.schema(id);
    let Shape::Object(object) = &schema.shape else { return None };
    let object = &with_demanded(context, id, object);
    let mut object_model = super::field::object(context, id, object, Some(&names.form_required));
    // Parts of any other name are files or values, as the others are.
    if let (Some(extra), Some(Additional::Schema(schema))) = (&mut object_model.extra, object.additional)
        && is_file(context, schema, None)
    {
        extra.value = Ty::Upload;
    }
    // Files have no JSON that rules could be held against.
    object_model.value_rules = None;
    object_model.rules.clear();
    let mut part_types = std::collections::BTreeMap::new();
    let mut styled = parts(content);
    styled.retain(|part| content.encoding.get(&part.name).is_some_and(Encoding::is_laid_out));
    for (field, (wire, property)) in object_model.fields.iter_mut().zip(&object.properties) {
        let unwritten = content
            .encoding
            .get(wire)
            .is_some_and(|encoding| context.api.is_unwritten(property.schema, encoding));
        let encoding = content.encoding.get(wire).and_then(|encoding| encoding.content_type.as_deref());
        let items = match context.api.shape(property.schema) {
            Shape::Array { items, .. } => *items,
            _ => None,
        };
        let file = if is_file(context, property.schema, encoding) || (unwritten && items.is_none()) {
            Some((Ty::Upload, property.schema))
        } else if let Some(items) = items
            && (unwritten || is_file(context, items, encoding))
        {
            Some((Ty::Vec(Box::new(Ty::Upload)), items))
        } else {
            file_among(context, property.schema)
        };
        let file = file.map(|(ty, schema)| {
            field.ty = ty;
            schema
        });
        if let Some(content_type) = part_type(context, encoding, file) {
            let listed = encoding.into_iter().flat_map(|listed| listed.split(',')).map(str::trim);
            let others = listed.filter(|one| *one != content_type);
            let types = std::iter::once(content_type.as_str()).chain(others).map(MediaType::new);
            part_types.insert(wire.clone(), types.collect());
        }
        if file.is_some() {
            field.behind = None;
            styled.retain(|part| part.name != *wire);
        }
        // A part is there or not; there is no null in a form.
        field.presence = if property.required { Presence::Required } else { Presence::Optional };
        let rules = if file.is_some() { Vec::new() } else { of_property(context, id, property) };
        if !rules.is_empty() {
            object_model.rules.push(FieldRules {
                ident: field.ident.clone(),
                wire: wire.clone(),
                presence: field.presence,
                rules,
            });
        }
    }
    let places: Vec<usize> = object.properties.values().map(|property| property.place).collect();
    let mut order: Vec<usize> = (0..object_model.fields.len()).collect();
    order.sort_by_key(|field| places.get(*field).copied());
    let json = content.encoding.iter().filter(|(_, encoding)| is_json_part(encoding));
    let json = json.map(|(name, _)| name.clone()).collect();
    let media_type = (!content.media_type.is_form_data()).then(|| content.media_type.essence().to_owned());
    Some(Form {
        ident: names.form.clone(),
        schema: id,
        node: schema.node,
        object: object_model,
        order,
        part_types,
        json,
        styled,
        media_type,
    })
}

/// An object that is only sent: what must be there is required, also where no property describes it.
fn with_demanded(context: &Context<'_>, id: SchemaId, object: &Object) -> Object {
    let rules = &context.api.rules;
    let (mut seen, mut open) = (BTreeSet::new(), Vec::from_iter(context.rule(id)));
    let mut object = object.clone();
    while let Some(rule) = open.pop() {
        if seen.len() >= MOST_RULES || !seen.insert(rule) {
            continue;
        }
        for rule in rules.rules(rule) {
            match rule {
                Rule::Reference(target) => open.push(*target),
                Rule::AllOf(all) => open.extend(all),
                Rule::Required(names) => {
                    for name in names {
                        if let Some(property) = object.properties.get_mut(name) {
                            property.required = true;
                        }
                    }
                }
                _ => {}
            }
        }
    }
    object
}

/// The content type of a part where the caller gives none: what the document says, and of a file the first of
/// several, or what its schema says.
fn part_type(context: &Context<'_>, encoding: Option<&str>, file: Option<SchemaId>) -> Option<String> {
    let concrete = |text: &str| (!text.contains('*')).then(|| text.trim().to_owned());
    match (encoding, file) {
        (Some(text), None) if text.contains(',') => None,
        (Some(text), None) => concrete(text),
        (Some(text), Some(_)) => text.split(',').find_map(concrete),
        (None, Some(file)) => {
            let own = |id| context.api.schema(id).meta.media_type.as_deref();
            own(file).or_else(|| own(context.api.target(file))).and_then(concrete)
        }
        (None, None) => None,
    }
}

fn is_file(context: &Context<'_>, id: SchemaId, encoding: Option<&str>) -> bool {
    let media = encoding.is_some_and(|media_type| MediaType::new(media_type).kind() == ContentKind::Binary);
    match context.api.shape(id) {
        Shape::String { format } => media || meaning_of(format.as_deref()) == Meaning::Bytes,
        // The default content type of a part without a type is `application/octet-stream` (OpenAPI 3.1).
        Shape::Any => media || encoding.is_none(),
        _ => false,
    }
}

/// The file among the alternatives of a part, or the files where a list of them is one: a file says all that another
/// alternative does, and a list of one is the one.
fn file_among(context: &Context<'_>, id: SchemaId) -> Option<(Ty, SchemaId)> {
    let Shape::Union(union) = context.api.shape(id) else { return None };
    let mut file = None;
    for arm in &union.arms {
        match context.api.shape(arm.schema) {
            Shape::Array { items: Some(items), .. } if context.api.is_bytes(*items) => {
                return Some((Ty::Vec(Box::new(Ty::Upload)), *items));
            }
            _ if context.api.is_bytes(arm.schema) => file = Some((Ty::Upload, arm.schema)),
            _ => {}
        }
    }
    file
}

fn parts(content: &ir::Content) -> Vec<FormPart> {
    content
        .encoding
        .iter()
        .map(|(name, encoding)| {
            let style = encoding.style.unwrap_or(Style::Form);
            FormPart {
                name: name.clone(),
                style,
                explode: encoding.explode.unwrap_or(style == Style::Form),
                allow_reserved: encoding.allow_reserved,
                json: is_json_part(encoding),
            }
        })
        .collect()
}

/// A media type counts where none of the fields stands that lay a value out (OpenAPI 3.1, encoding object).
fn is_json_part(encoding: &Encoding) -> bool {
    !encoding.is_laid_out()
        && encoding
            .content_type
            .as_deref()
            .is_some_and(|text| MediaType::new(text).kind() == ContentKind::Json)
}
