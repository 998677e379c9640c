//! The servers that a client can be sent to.

use std::fmt::Write as _;

use crate::markdown::{self, cell};
use crate::model::{Client, Server};

/// The servers where there is something to choose: several, or variables in their URLs.
pub(super) fn servers(client: &Client, text: &mut String) {
    let has_variables = client.servers.iter().any(|server| !server.variables.is_empty());
    if client.servers.len() < 2 && !has_variables {
        return;
    }
    text.push_str(
        "## Servers\n\n\
         Requests go to the first server of the document. `Client::builder()` chooses another one, sets what the URLs leave\n\
         open, or takes any URL (`.base_url(url)`).\n\n\
         | builder | URL | meaning |\n| --- | --- | --- |\n",
    );
    for (index, server) in client.servers.iter().enumerate() {
        let meaning = server.description.as_deref().map(markdown::plain).unwrap_or_default();
        let call = format!(".server({:?})", name(index, server));
        let _ = writeln!(text, "| {} | {} | {meaning} |", cell(&call), cell(&server.url));
    }
    let mut told = Vec::new();
    for variable in client.servers.iter().flat_map(|server| &server.variables) {
        if told.contains(&&variable.name) {
            continue;
        }
        told.push(&variable.name);
        let call = format!(".server_variable({:?}, value)", variable.name);
        let values = variable.values.iter().map(|value| cell(value)).collect::<Vec<_>>().join(", ");
        let one_of = if values.is_empty() { String::new() } else { format!(" One of {values}.") };
        let meaning = variable.description.as_deref().map(markdown::plain).unwrap_or_default();
        let place = cell(&format!("{{{}}}", variable.name));
        let default = cell(&variable.default);
        let _ = writeln!(text, "| {} | {place} | {default} unless set.{one_of} {meaning} |", cell(&call));
    }
    text.push('\n');
}

/// What a server is chosen by: its name, or else its position.
fn name(index: usize, server: &Server) -> String {
    if server.id.is_empty() { index.to_string() } else { server.id.clone() }
}
