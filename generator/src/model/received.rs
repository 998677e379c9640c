//! What users receive, by webhooks and callbacks: a name for each, which stands for the type of its body.

use super::context::Context;
use super::{Docs, ReceivedType, ReceivedTypes, Ty};
use crate::ir::{Event, Received};
use crate::markdown;
use crate::names::identity;

/// What users receive.
pub(crate) fn build(context: &Context<'_>) -> ReceivedTypes {
    let named = context.names.received.iter();
    let mut types: Vec<ReceivedType> = named
        .filter_map(|(index, ident)| {
            let received = context.api.received.get(*index)?;
            let payload = received.payload?;
            let typed = context.typed(payload);
            let ty = if context.api.nullable(payload) && typed.ty != Ty::Json {
                Ty::Option(Box::new(typed.ty))
            } else {
                typed.ty
            };
            let line = format!("Sent by {}.", sent(context, received, &markdown::code));
            let text = [received.about.as_deref().unwrap_or_default(), &line].join("\n\n");
            Some(ReceivedType {
                ident: ident.clone(),
                ty,
                why: context.reason(payload, typed.source),
                docs: Docs { text: Some(text.trim().to_owned()), ..Docs::default() },
                sent: sent(context, received, &str::to_owned),
                media: received.media.clone(),
                node: received.node,
                identity: identity::received(context.raw, received),
            })
        })
        .collect();
    types.sort_by(|a, b| a.ident.cmp(&b.ident));
    ReceivedTypes { types, features: Vec::new() }
}

/// What is sent, and when; `code` sets what is of the document.
fn sent(context: &Context<'_>, received: &Received, code: &dyn Fn(&str) -> String) -> String {
    let method = code(&received.method);
    match &received.event {
        Event::Webhook(name) => format!("{method} as the webhook {}", code(name)),
        Event::Callback { operation, name, address } => {
            let index = context.api.operations.iter().position(|one| one.node == *operation);
            let called = index.and_then(|index| context.names.operations.get(&index));
            let called = called.map_or("", |names| names.method.as_str());
            format!("{method} to {} as the callback {} of {}", code(address), code(name), code(called))
        }
    }
}
