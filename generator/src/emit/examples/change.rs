//! The example of writing: create a thing, then change it with the three states of its fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::call::{Writer, joined};
use super::pick::{Call, Pick};
use super::{Example, Topic, function};
use crate::emit::tokens;
use crate::model::{Body, BodyKind, BodyWrite, Field, Presence, Struct, Ty, TypeKind, Types};
use crate::names::ident::Ident;

pub(super) fn create_and_update(pick: &Pick<'_>) -> Option<Example> {
    let update = ["PATCH", "PUT", "POST"].into_iter().find_map(|method| {
        let mut calls = pick.calls().filter(|call| call.operation.http_method == method);
        calls.find_map(|call| Some((call, changes(pick, &call)?)))
    });
    let parent = update.as_ref().map(|(call, _)| call.operation.path.as_str());
    let creates = |call: &Call<'_>| {
        call.operation.http_method == "POST" && call.answer().is_some() && object(pick, call).is_some()
    };
    let related = |call: &Call<'_>| {
        parent.is_none_or(|path| {
            path.strip_prefix(&call.operation.path).is_some_and(|rest| rest.starts_with('/'))
        })
    };
    let create = pick.first(|call| creates(call) && related(call));
    let (calls, text, imports, about, name) = match (create, update) {
        (Some(create), Some((update, changes))) => (
            vec![create, update],
            format!("{}{}", created(&create)?, changed(pick, &update, &changes, Some(&create))?),
            vec!["Client", "Null", "models"],
            "A new thing, and a change to it: set a field, remove one, leave the others.",
            "create_and_update",
        ),
        (None, Some((update, changes))) => (
            vec![update],
            changed(pick, &update, &changes, None)?,
            vec!["Client", "Null", "models"],
            "A change: set a field, remove one, leave the others.",
            "update",
        ),
        (Some(create), None) => {
            (vec![create], created(&create)?, vec!["Client", "models"], "A new thing.", "create")
        }
        (None, None) => return None,
    };
    let function_name = if name == "create_and_update" { "create_then_update" } else { name };
    let functions = function(function_name, &text);
    let mut features: Vec<String> = calls.iter().flat_map(Call::features).collect();
    features.dedup();
    Some(Example {
        topic: Topic::Change,
        name,
        about,
        uses: vec![pick.import(&imports, &TokenStream::new())],
        functions,
        main: format!("    let client = Client::from_env()?;\n    {function_name}(&client).await?;\n"),
        features,
    })
}

fn created(create: &Call<'_>) -> Option<String> {
    let call = create.example.expression();
    joined(&quote! { let created = #call.await?; println!("{created:?}"); }, 4)
}

/// The statements of an update; `create` made what is updated.
fn changed(
    pick: &Pick<'_>,
    update: &Call<'_>,
    changes: &TokenStream,
    create: Option<&Call<'_>>,
) -> Option<String> {
    if update.operation.named().is_some() {
        return None;
    }
    let mut arguments = update.example.arguments.clone();
    arguments.pop();
    if let (Some(create), [one]) = (create, arguments.as_mut_slice()) {
        let parameter = update.operation.required_parameters().next();
        let id = parameter.zip(create.answer()).and_then(|(parameter, answer)| {
            id(&pick.types, answer, &parameter.ty, [&parameter.wire, "id"], 0)
        });
        if let Some(path) = id {
            *one = quote!(created #path);
        }
    }
    arguments.push(quote!(changes));
    let changes = joined(&quote!(let changes = #changes;), 4)?;
    let method = &update.example.method;
    let call = joined(
        &quote! {
            let updated = #method(#(#arguments),*).await?;
            println!("{updated:?}");
        },
        4,
    )?;
    let gap = if create.is_some() { "\n" } else { "" };
    Some(format!(
        "{gap}    // A value sets a field, `Null` removes it, and what is not named stays as it is.\n{changes}{call}"
    ))
}

/// Where an answer holds the id that another call takes.
fn id(types: &Types<'_>, ty: &Ty, wanted: &Ty, names: [&str; 2], depth: usize) -> Option<TokenStream> {
    let Ty::Named(ident) = ty else { return None };
    let item = types.get(ident)?;
    match &item.kind {
        TypeKind::Struct(object) => {
            let fields = object
                .fields
                .iter()
                .filter(|field| field.presence == Presence::Required && field.docs.deprecated.is_none());
            let own =
                fields.clone().find(|field| names.contains(&field.wire.as_str()) && field.ty == *wanted);
            if let Some(field) = own {
                let name = tokens::ident(&field.ident);
                return Some(quote!(.#name));
            }
            if depth > 1 {
                return None;
            }
            fields.clone().find_map(|field| {
                let name = tokens::ident(&field.ident);
                let inner = id(types, &field.ty, wanted, names, depth + 1)?;
                Some(quote!(.#name #inner))
            })
        }
        TypeKind::Alias(ty) if depth < 4 => id(types, ty, wanted, names, depth + 1),
        _ => None,
    }
}

/// A body that sets one field and removes another.
fn changes(pick: &Pick<'_>, call: &Call<'_>) -> Option<TokenStream> {
    call.answer()?;
    let (ident, object, body) = object(pick, call)?;
    let library = pick.model.package.path();
    let writer = Writer::new(&pick.types, &library);
    let example = body.example.as_ref().and_then(|example| example.as_object());
    let base = writer.construct((&quote!(models), ident), object, None, 0)?;
    let plain = |field: &&Field| field.docs.deprecated.is_none();
    let removed = |without: Option<&Field>| {
        let mut fields = object.fields.iter().filter(plain).filter(|field| {
            field.presence == Presence::OptionalNullable
                && without.is_none_or(|other| other.wire != field.wire)
        });
        fields.next()
    };
    let settable = |field: &&Field| {
        matches!(field.presence, Presence::Optional | Presence::OptionalNullable) && plain(field)
    };
    let set = example.and_then(|example| {
        object
            .fields
            .iter()
            .filter(settable)
            .find_map(|field| Some((field, writer.setter(field, example.get(&field.wire)?, 0)?)))
    });
    let null = removed(set.as_ref().map(|(field, _)| *field))?;
    let set = set.map(|(_, text)| text).unwrap_or_default();
    let null = tokens::ident(&null.setter);
    (!writer.named_deprecated()).then(|| quote!(#base #set.#null(Null)))
}

/// The struct of a required JSON body, with its name.
pub(super) fn object<'a>(pick: &Pick<'a>, call: &Call<'a>) -> Option<(&'a Ident, &'a Struct, &'a Body)> {
    let body = call.operation.body.as_ref().filter(|body| body.required)?;
    let BodyKind::One(content) = &body.kind else { return None };
    let (Ty::Named(ident), BodyWrite::Json) = (&content.ty, &content.write) else { return None };
    let item = pick.types.get(ident)?;
    let TypeKind::Struct(object) = &item.kind else { return None };
    Some((ident, object, body))
}
