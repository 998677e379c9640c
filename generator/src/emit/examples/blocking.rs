//! The example of calls that block their thread.

use quote::quote;

use super::call::{joined, uses_models};
use super::pick::Pick;
use super::{Example, Topic};

pub(super) fn blocking(pick: &Pick<'_>) -> Option<Example> {
    let call = pick.any()?;
    let expression = call.example.expression();
    let mut statements = quote! {
        let answer = #expression.call()?;
        println!("{answer:?}");
    };
    let list = pick.first(|call| call.operation.pagination.is_some());
    if let Some(list) = list {
        let items = list.example.expression();
        statements.extend(quote! {
            for item in #items.items() {
                let item = item?;
                println!("{item:?}");
            }
        });
    }
    let library = pick.model.package.path();
    let mut uses = vec![format!("use {library}::blocking::Client;")];
    if uses_models(&statements) {
        uses.push(format!("use {library}::models;"));
    }
    let mut features = vec!["blocking".to_owned()];
    features.extend(call.features());
    features.extend(list.iter().flat_map(super::pick::Call::features));
    features.dedup();
    Some(Example {
        topic: Topic::Blocking,
        name: "blocking",
        about: "The same calls without an async runtime.",
        uses,
        functions: String::new(),
        main: format!("    let client = Client::from_env()?;\n{}", joined(&statements, 4)?),
        features,
    })
}
