//! Examples of what can go wrong: typed errors, retries and timeouts.

use quote::quote;

use super::call::joined;
use super::pick::{Call, Pick};
use super::{Example, Topic, function};
use crate::model::{ErrorVariant, ResponseBody, Status};

pub(super) fn errors(pick: &Pick<'_>) -> Option<Example> {
    let shown = |call: &Call<'_>| documented(call).is_some();
    let missing =
        |call: &Call<'_>| documented(call).is_some_and(|variant| variant.status == Status::Code(404));
    let plain = |call: &Call<'_>| call.is_plain();
    let reads = |call: &Call<'_>| call.reads() && plain(call) && missing(call);
    let call = pick
        // What is asked for by name is what can be missing.
        .first(|call| reads(call) && !call.example.arguments.is_empty())
        .or_else(|| pick.first(reads))
        .or_else(|| pick.first(|call| plain(call) && shown(call)))?;
    let variant = documented(&call)?;
    let enumeration = call.operation.error.ident.as_str();
    let expression = call.example.expression();
    let name = variant.ident.as_str();
    let (pattern, found) = if variant.decoded == ResponseBody::Nothing {
        (format!("{enumeration}::{name}"), format!("println!(\"{name}\")"))
    } else {
        (format!("{enumeration}::{name}(body)"), format!("println!(\"{name}: {{body:?}}\")"))
    };
    let outcome = joined(&quote!(let outcome = #expression.await;), 4)?;
    let body = format!(
        "{outcome}    match outcome {{
        Ok(answer) => println!(\"{{answer:?}}\"),
        // The server refused: its error body is typed by status.
        Err(Error::Api(error)) => match error.body() {{
            {pattern} => {found},
            {enumeration}::Other(body) => println!(\"not in the document: {{}}\", body.text()),
            _ => println!(\"{{}}: {{}}, request {{:?}}\", error.status(), error.message(), error.request_id()),
        }},
        Err(error) if error.is_unsent() => println!(\"nothing was sent: {{error}}\"),
        Err(Error::Timeout(error)) => println!(\"whether it took effect is not known: {{error}}\"),
        Err(error) => return Err(error.into()),
    }}
"
    );
    let library = pick.model.package.path();
    Some(Example {
        topic: Topic::Errors,
        name: "errors",
        about: "Which errors there are, and what they tell.",
        uses: vec![
            format!("use {library}::errors::{enumeration};"),
            pick.import(&["Client", "Error"], &expression),
        ],
        functions: function("handle_errors", &body),
        main: "    let client = Client::from_env()?;\n    handle_errors(&client).await?;\n".to_owned(),
        features: call.features(),
    })
}

/// The error to show: the thing is not there, else the first.
fn documented<'a>(call: &Call<'a>) -> Option<&'a ErrorVariant> {
    let variants = &call.operation.error.variants;
    let usable = |variant: &&ErrorVariant| variant.docs.deprecated.is_none();
    variants
        .iter()
        .filter(usable)
        .find(|variant| variant.status == Status::Code(404))
        .or_else(|| variants.iter().find(usable))
}

pub(super) fn retries(pick: &Pick<'_>) -> Option<Example> {
    let call = pick.any()?;
    let expression = call.example.expression();
    let answer = joined(
        &quote! {
            let response = #expression
                .timeout(Duration::from_secs(5))
                .retry(RetryPolicy::none())
                .send()
                .await?;
            println!("{} after {} requests", response.status(), response.attempts());
        },
        4,
    )?;
    let main = format!(
        "    let client = Client::builder()
        .with_env()
        // For a call as a whole, with its retries and the waits between them.
        .timeout(Duration::from_secs(90))
        // For each attempt.
        .attempt_timeout(Duration::from_secs(20))
        .retry(RetryPolicy::DEFAULT.max_attempts(5).max_delay(Duration::from_secs(10)))
        .build()?;

    // A call can differ from its client.
{answer}"
    );
    Some(Example {
        topic: Topic::Retries,
        name: "retries_and_timeouts",
        about: "How long and how often calls are tried.",
        uses: vec![
            "use std::time::Duration;\n".to_owned(),
            pick.import(&["Client", "RetryPolicy"], &expression),
        ],
        functions: String::new(),
        main,
        features: call.features(),
    })
}
