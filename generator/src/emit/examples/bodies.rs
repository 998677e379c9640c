//! Examples of bodies that are not in memory as a whole: streams that are read, files that are sent; and of hooks.

use quote::quote;

use super::call::{joined, statements};
use super::pick::{Call, Pick};
use super::{Example, Topic, function};
use crate::model::{BodyContent, BodyKind, BodyWrite, Output, OutputTy, ResponseBody, Ty};

pub(super) fn stream(pick: &Pick<'_>) -> Option<Example> {
    let comes_in_parts = |output: &Output| {
        matches!(output.ty, OutputTy::One(ResponseBody::Events { .. } | ResponseBody::Lines(_)))
    };
    let streams = |call: &Call<'_>| call.operation.outputs().any(comes_in_parts);
    let call = pick.first(streams)?;
    sent(pick, &call, Topic::Stream, "streaming", "An answer that comes item by item.", "follow")
}

pub(super) fn upload(pick: &Pick<'_>) -> Option<Example> {
    let uploads = |content: &BodyContent| match &content.write {
        BodyWrite::Upload => true,
        BodyWrite::Multipart(form) => form.object.fields.iter().any(|field| field.ty == Ty::Upload),
        _ => false,
    };
    let call = pick.first(|call| {
        call.operation.required_body().is_some_and(|body| match &body.kind {
            BodyKind::One(content) => uploads(content),
            BodyKind::Several { variants, .. } => {
                variants.first().is_some_and(|(_, content)| uploads(content))
            }
        })
    })?;
    sent(pick, &call, Topic::Upload, "upload", "A file that is sent.", "send_file")
}

/// A call and what becomes of its answer, as a function.
fn sent(
    pick: &Pick<'_>,
    call: &Call<'_>,
    topic: Topic,
    name: &'static str,
    about: &'static str,
    called: &str,
) -> Option<Example> {
    let expression = call.example.expression();
    let body = joined(&statements(call.operation, &expression), 4)?;
    Some(Example {
        topic,
        name,
        about,
        uses: vec![pick.import(&["Client"], &expression)],
        functions: function(called, &body),
        main: format!("    let client = Client::from_env()?;\n    {called}(&client).await?;\n"),
        features: call.features(),
    })
}

pub(super) fn hooks(pick: &Pick<'_>) -> Option<Example> {
    let call = pick.any()?;
    let expression = call.example.expression();
    let answer = joined(&quote! { let answer = #expression.await?; println!("{answer:?}"); }, 4)?;
    let main = format!(
        "    let client = Client::builder()
        .with_env()
        // Before each attempt; may change the request, or refuse it.
        .on_request(|request, operation| {{
            println!(\"{{}} {{}}\", request.method, operation.path);
            Ok(())
        }})
        // After each attempt.
        .on_response(|event| println!(\"attempt {{}}: {{:?}} in {{:?}}\", event.attempt, event.status, event.elapsed))
        // What the document does not know of an answer.
        .on_drift(|drift, operation| println!(\"{{}}: {{}} {{:?}}\", operation.id, drift.path, drift.kind))
        // All of it as lines, without secrets.
        .log(|line| eprintln!(\"{{line}}\"))
        .build()?;

{answer}"
    );
    Some(Example {
        topic: Topic::Hooks,
        name: "hooks",
        about: "What is sent and what comes, seen on the way.",
        uses: vec![pick.import(&["Client"], &expression)],
        functions: String::new(),
        main,
        features: call.features(),
    })
}
