//! Lists whose pages name the next page's URL; that they do is in configs/payload_pageable.toml.
#![allow(non_snake_case, reason = "drivers have the names of their scenarios")]

use c_payload_pageable::{Client, Error, models};

use crate::support::*;

/// The four pets of both pages.
const PETS: &str =
    r#"[{"id":"1","name":"dog"},{"id":"2","name":"cat"},{"id":"3","name":"bird"},{"id":"4","name":"fish"}]"#;

fn client(base: &str) -> Result<Client, String> {
    // The server's links say `localhost`, and the client follows none to another origin.
    Client::builder().base_url(base.replace("127.0.0.1", "localhost")).build().map_err(show)
}

/// All items, page after page.
macro_rules! pets {
    ($request:expr) => {{
        let mut items = $request.items();
        let mut pets = Vec::new();
        while let Some(pet) = items.next().await {
            pets.push(pet.map_err(show)?);
        }
        same(&pets, PETS)
    }};
}

pub(crate) async fn Payload_Pageable_ServerDrivenPagination_link(base: &str) -> Outcome {
    pets!(client(base)?.server_driven_pagination_link())
}

pub(crate) async fn Payload_Pageable_ServerDrivenPagination_linkString(base: &str) -> Outcome {
    pets!(client(base)?.server_driven_pagination_link_string())
}

pub(crate) async fn Payload_Pageable_ServerDrivenPagination_nestedLink(base: &str) -> Outcome {
    let mut items = client(base)?.server_driven_pagination_nested_link().items();
    for expected in ["dog", "cat"] {
        equals(items.next().await.ok_or("a pet is due")?.map_err(show)?.name.as_str(), expected)?;
    }
    // The server's last page has no `nestedNext`, which the document requires; the client says so.
    match items.next().await {
        Some(Err(Error::Decode(error))) if show(&error).contains("nestedNext") => Ok(()),
        other => Err(show(other)),
    }
}

pub(crate) async fn Payload_Pageable_ServerDrivenPagination_AlternateInitialVerb_post(base: &str) -> Outcome {
    let filter = models::ServerDrivenPaginationAlternateInitialVerbFilter::new("foo eq bar");
    pets!(client(base)?.alternate_initial_verb_post(filter))
}
