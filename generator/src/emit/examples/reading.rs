//! Examples of reading: a first call, lists over all pages, what else an answer holds.

use quote::quote;

use super::call::joined;
use super::pick::Pick;
use super::{Example, Topic, function};
use crate::ir::SchemeKind;
use crate::model::{Client, Operation};

pub(super) fn first_call(pick: &Pick<'_>) -> Option<Example> {
    let call = pick.any()?;
    let expression = call.example.expression();
    let environment = environment(pick.model.client.as_ref()?, call.operation);
    let answer = joined(&quote! { let answer = #expression.await?; println!("{answer:?}"); }, 4)?;
    Some(Example {
        topic: Topic::FirstCall,
        name: "first_call",
        about: "A client from the environment, and a first call.",
        uses: vec![pick.import(&["Client"], &expression)],
        functions: String::new(),
        main: format!("    // Reads {environment}.\n    let client = Client::from_env()?;\n{answer}"),
        features: call.features(),
    })
}

pub(super) fn pagination(pick: &Pick<'_>) -> Option<Example> {
    let call = pick.first(|call| call.operation.pagination.is_some())?;
    let expression = call.example.expression();
    let items = joined(
        &quote! {
            let mut items = #expression.items();
            while let Some(item) = items.next().await {
                let item = item?;
                println!("{item:?}");
            }
        },
        4,
    )?;
    let pages = joined(
        &quote! {
            let mut pages = #expression.pages();
            while let Some(page) = pages.next().await {
                let page = page?;
                println!("{} after {} requests", page.status(), page.attempts());
            }
        },
        4,
    )?;
    Some(Example {
        topic: Topic::Pagination,
        name: "pagination",
        about: "All items of a list, and its pages one by one.",
        uses: vec![pick.import(&["Client"], &expression)],
        functions: format!("{}\n{}", function("all_items", &items), function("page_by_page", &pages)),
        main: "    let client = Client::from_env()?;\n    all_items(&client).await?;\n    page_by_page(&client).await?;\n"
            .to_owned(),
        features: call.features(),
    })
}

pub(super) fn raw(pick: &Pick<'_>) -> Option<Example> {
    let call = pick.any()?;
    let expression = call.example.expression();
    let request = joined(
        &quote! {
            let request = #expression;
            let parts = request.to_parts()?;
            println!("{} {:?}", parts.path, parts.query);
        },
        4,
    )?;
    let response = joined(
        &quote! {
            let response = request.header("X-Trace", "1").send().await?;
            println!("{} {:?}", response.status(), response.request_id());
            println!("{:?}", response.headers().get("content-type"));
            println!("{} bytes: {:?}", response.bytes().len(), response.value());
        },
        4,
    )?;
    let body = format!(
        "    // What would be sent, without sending it.\n{request}\n    // `send` gives the answer with its status, headers and bytes.\n{response}"
    );
    Some(Example {
        topic: Topic::Raw,
        name: "raw_access",
        about: "What is sent, and the status, headers and bytes of the answer.",
        uses: vec![pick.import(&["Client"], &expression)],
        functions: function("look_closer", &body),
        main: "    let client = Client::from_env()?;\n    look_closer(&client).await?;\n".to_owned(),
        features: call.features(),
    })
}

/// The environment variables that matter for an operation, in words.
fn environment(client: &Client, operation: &Operation) -> String {
    let prefix = &client.env_prefix;
    let wanted = operation.security.first();
    let schemes = client.schemes.iter().filter(|scheme| {
        scheme.kind != SchemeKind::MutualTls && wanted.is_some_and(|wanted| wanted.contains(&scheme.id))
    });
    let mut names: Vec<String> = schemes.map(|scheme| format!("{prefix}_{}", scheme.env)).collect();
    names.push(format!("{prefix}_BASE_URL if it is set"));
    names.join(" and ")
}
