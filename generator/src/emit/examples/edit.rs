//! The example of changing what is there: read it, change a copy, check and send what differs.

use proc_macro2::TokenStream;
use quote::quote;

use super::call::joined;
use super::change::object;
use super::pick::{Call, Pick};
use super::{Example, Topic, function};
use crate::emit::tokens;
use crate::model::{Presence, Struct, Ty, TypeKind};
use crate::names::ident::Ident;

pub(super) fn edit(pick: &Pick<'_>) -> Option<Example> {
    pick.calls().find_map(|update| example(pick, &update))
}

/// The example for one update, if what it changes can be read from the same path.
fn example(pick: &Pick<'_>, update: &Call<'_>) -> Option<Example> {
    if update.operation.named().is_some() {
        return None;
    }
    let (request, body, _) = object(pick, update)?;
    let request = Ty::Named(request.clone());
    let (owner, changed) = pick.types.values().find_map(|item| match &item.kind {
        TypeKind::Struct(object) if object.update.as_ref()?.request == request => Some((&item.ident, object)),
        _ => None,
    })?;
    let read = pick.first(|call| call.reads() && call.operation.path == update.operation.path)?;
    let place = place(pick, read.answer()?, owner)?;
    let (change, imports) = change(changed)?;
    let mut arguments = update.example.arguments.clone();
    // The body is the last one.
    arguments.pop();
    let (reading, method) = (read.example.expression(), &update.example.method);
    let before =
        joined(&quote! { let before = #reading.await? #place; let mut after = before.clone(); #change }, 4)?;
    let check = body.is_checked().then(|| quote!(changes.validate()?;));
    let send = joined(
        &quote! {
            let changes = before.diff_to(&after);
            #check
            let updated = #method(#(#arguments,)* changes).await?;
            println!("{updated:?}");
        },
        4,
    )?;
    let mut names = vec!["Client"];
    names.extend(imports);
    let mut features = read.features();
    features.extend(update.features());
    features.dedup();
    Some(Example {
        topic: Topic::Edit,
        name: "change_what_differs",
        about: "What is there, changed: only what differs is sent.",
        uses: vec![pick.import(&names, &quote!(#reading #(#arguments)*))],
        functions: function(
            "change_what_differs",
            &format!("{before}\n    // What is the same is left out, and what is gone is null.\n{send}"),
        ),
        main: "    let client = Client::from_env()?;\n    change_what_differs(&client).await?;\n".to_owned(),
        features,
    })
}

/// Where an answer holds the type.
fn place(pick: &Pick<'_>, answer: &Ty, owner: &Ident) -> Option<TokenStream> {
    let Ty::Named(name) = answer else { return None };
    if name == owner {
        return Some(TokenStream::new());
    }
    let TypeKind::Struct(object) = &pick.types.get(name)?.kind else { return None };
    let field = object.fields.iter().find(|field| {
        field.presence == Presence::Required
            && field.ty == Ty::Named(owner.clone())
            && field.docs.deprecated.is_none()
    })?;
    let field = tokens::ident(&field.ident);
    Some(quote!(.#field))
}

/// A change of one field, and what it imports.
fn change(object: &Struct) -> Option<(TokenStream, Option<&'static str>)> {
    let update = object.update.as_ref()?;
    let fields = || {
        object.fields.iter().filter(|field| {
            field.docs.deprecated.is_none() && update.fields.iter().any(|one| one.from == field.ident)
        })
    };
    let removed = fields().find(|field| field.presence == Presence::OptionalNullable);
    if let Some(field) = removed {
        let field = tokens::ident(&field.ident);
        return Some((quote!(after.#field = OptionalNullable::Null;), Some("OptionalNullable")));
    }
    let field =
        fields().find(|field| matches!(field.presence, Presence::Optional | Presence::RequiredNullable));
    let field = tokens::ident(&field?.ident);
    Some((quote!(after.#field = None;), None))
}
