//! Decides how each scenario is driven: by code written for it, by its data, or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::client::Client;
use crate::emit::{Arguments, Target};
use crate::glob;
use crate::matching;
use crate::scenario::{Call, Scenario};

/// The drivers by name of the scenario, and why the other scenarios have none.
#[derive(Default)]
pub(crate) struct Drivers {
    /// Scenario to source of its module.
    pub(crate) generated: BTreeMap<String, String>,
    /// Scenario to module with the hand-written function of its name.
    pub(crate) written: BTreeMap<String, String>,
    pub(crate) missing: BTreeMap<String, String>,
}

/// Plans the drivers of all scenarios.
pub(crate) fn plan(
    sources: &Path,
    scenarios: &[Scenario],
    clients: &[(String, Client)],
) -> crate::Result<Drivers> {
    let arguments: BTreeMap<String, Arguments> =
        toml::from_str(&std::fs::read_to_string(sources.join("arguments.toml"))?)?;
    let known: BTreeSet<&str> = clients.iter().map(|(_, client)| client.name.as_str()).collect();
    let mut drivers = Drivers { written: written(&sources.join("drivers"), &known)?, ..Drivers::default() };
    for scenario in scenarios {
        if drivers.written.contains_key(&scenario.scenario) {
            continue;
        }
        let mut given = Arguments::new();
        for (_, values) in arguments.iter().filter(|(pattern, _)| glob::matches(pattern, &scenario.scenario))
        {
            given.extend(values.clone());
        }
        match code(scenario, clients, &given) {
            Ok(code) => drivers.generated.insert(scenario.scenario.clone(), code),
            Err(reason) => drivers.missing.insert(scenario.scenario.clone(), reason),
        };
    }
    Ok(drivers)
}

/// The hand-written drivers: public async functions with the name of their scenario.
fn written(folder: &Path, known: &BTreeSet<&str>) -> crate::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let module = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path)?;
        for item in syn::parse_file(&text)?.items {
            if let syn::Item::Fn(function) = item
                && function.sig.asyncness.is_some()
                && !matches!(function.vis, syn::Visibility::Inherited)
            {
                found.insert(function.sig.ident.to_string(), module.clone());
            }
        }
        let absent = |name: &str| name.starts_with("c_") && !known.contains(name);
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        if let Some(name) = words.into_iter().find(|word| text.contains(&format!("{word}::")) && absent(word))
        {
            eprintln!("drivers/{module}.rs uses the client {name}, which there is not");
        }
    }
    Ok(found)
}

fn code(scenario: &Scenario, clients: &[(String, Client)], given: &Arguments) -> Result<String, String> {
    let mut code = format!(
        "//! Drives `{}`.\n\nuse crate::support::*;\n\npub(crate) async fn drive(base: &str) -> Outcome {{\n",
        scenario.scenario
    );
    for call in &scenario.calls {
        code += &target(scenario, call, clients)?.code(given)?;
    }
    Ok(code + "    Ok(())\n}\n")
}

/// The operation that fits a call best, among those of the group's documents.
fn target<'a>(
    scenario: &Scenario,
    call: &'a Call,
    clients: &'a [(String, Client)],
) -> Result<Target<'a>, String> {
    let uri = call.uri.replace("\\:", ":");
    let uri = uri.split_once('?').map_or(uri.as_str(), |(path, _)| path);
    let mut best: Option<(usize, Target<'a>)> = None;
    for (document, client) in clients.iter().filter(|(document, _)| of_group(document, &scenario.group)) {
        for operation in
            client.operations.iter().filter(|operation| operation.method.eq_ignore_ascii_case(&call.method))
        {
            let template = format!("{}{}", client.server, operation.path);
            let Some(variables) = matching::expand(template.trim_end_matches('/'), uri) else { continue };
            let version =
                variables.iter().any(|(_, value)| document.ends_with(value.as_str()) && !value.is_empty());
            let score = matching::literal_length(&template) * 2 + usize::from(version);
            if best.as_ref().is_none_or(|(so_far, _)| score > *so_far) {
                best = Some((score, Target { client, operation, call, variables }));
            }
        }
    }
    let (_, target) = best.ok_or_else(|| format!("no operation for {} {}", call.method, call.uri))?;
    Ok(target)
}

/// Whether a document is the group's, in some version.
fn of_group(document: &str, group: &str) -> bool {
    document
        .strip_prefix(group)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with("__"))
}
