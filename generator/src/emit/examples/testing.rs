//! The example of testing code that uses the client: a transport that answers from a script.

use quote::quote;

use super::call::{joined, sample};
use super::pick::{Call, Pick};
use super::{Example, RESULT, Topic};
use crate::ir::SchemeKind;
use crate::model::{Crate, Operation, Status};

/// Longer bodies hide the rest.
const LONGEST: usize = 400;

pub(super) fn testing<'a>(pick: &Pick<'a>) -> Option<Example> {
    let answered = |call: Call<'a>| Some((body(pick, &call)?, call.example.expression(), call));
    let (body, expression, call) = pick.calls().filter(Call::reads).chain(pick.calls()).find_map(answered)?;
    let status = call.operation.output.cases.first().map(|case| case.status);
    let status = if let Some(Status::Code(code)) = status { code } else { 200 };
    let credentials = credentials(pick.model, call.operation);
    let method = &call.operation.http_method;
    let answer = joined(&quote! { let answer = #expression.await?; println!("{answer:?}"); }, 4)?;
    let library = pick.model.package.path();
    let functions = format!(
        "async fn test_without_a_server() -> {RESULT} {{
    let body = {body};
    let transport = MockTransport::new([MockResponse::json({status}, body)]);
    let client = Client::builder()
        .base_url(\"http://localhost\"){credentials}
        .transport(transport.clone())
        .build()?;

    // Here your code would use the client.
{answer}
    let sent = transport.requests();
    assert_eq!(sent.len(), 1);
    assert!(sent.iter().all(|request| request.method == \"{method}\"));
    Ok(())
}}
"
    );
    Some(Example {
        topic: Topic::Testing,
        name: "testing",
        about: "Testing code that uses the client, without a server.",
        uses: vec![
            format!("use {library}::runtime::{{MockResponse, MockTransport}};"),
            pick.import(&["Client"], &expression),
        ],
        functions,
        main: "    test_without_a_server().await?;\n".to_owned(),
        features: call.features(),
    })
}

/// What the script answers, as a literal: plain text that can stand in a raw string.
fn body(pick: &Pick<'_>, call: &Call<'_>) -> Option<String> {
    let value = sample(&pick.types, call.answer()?)?;
    let short = value.to_string();
    let text = if short.len() < 90 { short } else { serde_json::to_string_pretty(&value).ok()? };
    let plain = text.chars().all(|char| char.is_ascii_graphic() || char == ' ' || char == '\n');
    let fits = plain && text.len() <= LONGEST && !text.contains(['`', '#']);
    let quoted = if text.contains('"') { format!("r#\"{text}\"#") } else { format!("\"{text}\"") };
    fits.then_some(quoted)
}

/// Setters for the credentials of the operation's first way to authenticate.
fn credentials(model: &Crate, operation: &Operation) -> String {
    let Some(wanted) = operation.security.first() else { return String::new() };
    let schemes = model.client.iter().flat_map(|client| &client.schemes);
    schemes
        .filter(|scheme| wanted.contains(&scheme.id))
        .filter_map(|scheme| match scheme.kind {
            SchemeKind::MutualTls => None,
            SchemeKind::Basic => {
                Some(format!("\n        .{}(\"name\", \"password\")", scheme.setter.as_str()))
            }
            _ => Some(format!("\n        .{}(\"secret\")", scheme.setter.as_str())),
        })
        .collect()
}
