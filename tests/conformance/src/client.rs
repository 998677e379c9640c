//! Reads a generated crate the way its user would: which method makes which request, and what it takes.

use std::collections::BTreeMap;
use std::path::Path;

use quote::ToTokens;
use syn::visit::Visit;
use syn::visit_mut::VisitMut;
use syn::{ImplItem, Item, Type};

use crate::visit::{Assigned, Facts, Made, Qualify, Wires};

/// A generated crate.
#[derive(Debug)]
pub(crate) struct Client {
    /// Its name in Rust.
    pub(crate) name: String,
    /// The path part of its document's first server, a template.
    pub(crate) server: String,
    /// The variables in front of that path: the host is one.
    pub(crate) host_variables: Vec<String>,
    pub(crate) operations: Vec<Operation>,
}

/// One operation of it.
#[derive(Debug, Default)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) output: String,
    /// How the call starts, `guardrails().create`.
    pub(crate) function: String,
    /// The arguments of that function, as fields.
    pub(crate) arguments: Vec<String>,
    /// Field to setter.
    pub(crate) setters: BTreeMap<String, String>,
    /// Field to type.
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) wires: Vec<Wire>,
}

/// Where a field goes in the request.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    /// The writer's function: `path_param`, `query`, `header`, `cookie`, or what writes a body.
    pub(crate) kind: String,
    /// The parameter's name, or the body's media type.
    pub(crate) name: String,
    pub(crate) field: String,
    /// What stands between the items of a list.
    pub(crate) delimiter: char,
}

/// Reads the crate and the server of its document.
pub(crate) fn read(folder: &Path, document: &Path) -> crate::Result<Client> {
    let key = folder.file_name().unwrap_or_default().to_string_lossy().replace(['-', '.'], "_");
    let name = format!("c_{key}");
    let document: serde_json::Value = serde_json::from_slice(&std::fs::read(document)?)?;
    let url = document.pointer("/servers/0/url").and_then(serde_json::Value::as_str).unwrap_or_default();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = url.split_once('/').unwrap_or((url, ""));
    let path = path.trim_end_matches('/');
    let server = if path.is_empty() { String::new() } else { format!("/{path}") };
    let host_variables =
        host.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned());
    let mut client =
        Client { name, server, host_variables: host_variables.collect(), operations: Vec::new() };
    let mut tags = BTreeMap::new();
    for module in sorted(&folder.join("src/operations"))?.iter().filter(|path| path.is_dir()) {
        for file in sorted(module)? {
            let source = syn::parse_file(&std::fs::read_to_string(&file)?)?;
            let tag = module.file_name().unwrap_or_default().to_string_lossy();
            client.operations.extend(operation(&source, &client.name, &tag));
            accessors(&source, &mut tags);
        }
    }
    for operation in &mut client.operations {
        if let Some((tag, function)) = operation.function.clone().split_once('.') {
            operation.function = format!("{}().{function}", tags.get(tag).map_or(tag, String::as_str));
        }
    }
    Ok(client)
}

fn sorted(folder: &Path) -> crate::Result<Vec<std::path::PathBuf>> {
    let mut paths = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

/// `client.guardrails()` and the like: type of the tag to name of the function.
fn accessors(source: &syn::File, tags: &mut BTreeMap<String, String>) {
    for item in inherent(source).filter(|item| last(&item.self_ty).0 == "Client") {
        for function in functions(item) {
            let name = returned(function);
            if name != "Request" {
                tags.insert(name, function.sig.ident.to_string());
            }
        }
    }
}

/// The operation that a file is about.
fn operation(source: &syn::File, krate: &str, module: &str) -> Option<Operation> {
    let mut found = Operation::default();
    for item in &source.items {
        let Item::Impl(item) = item else { continue };
        if item
            .trait_
            .as_ref()
            .is_some_and(|(path, _)| path.segments.last().is_some_and(|last| last.ident == "Operation"))
        {
            found.name = last(&item.self_ty).0;
            contract(item, &mut found);
        }
    }
    if found.name.is_empty() {
        return None;
    }
    let local = locals(source);
    for item in &source.items {
        if let Item::Struct(item) = item
            && item.ident == found.name
        {
            for field in &item.fields {
                let mut ty = field.ty.clone();
                Qualify { krate, module, local: &local }.visit_type_mut(&mut ty);
                let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                found.fields.insert(name, ty.to_token_stream().to_string().replace(' ', ""));
            }
        }
    }
    for item in inherent(source) {
        let (owner, arguments) = last(&item.self_ty);
        for function in functions(item) {
            if owner == "Request" && arguments.first() == Some(&found.name) {
                let mut fields = Assigned(Vec::new());
                fields.visit_block(&function.block);
                found
                    .setters
                    .extend(fields.0.into_iter().map(|field| (field, function.sig.ident.to_string())));
            } else if returned(function) == format!("{}Builder", found.name) {
                let name = function.sig.ident.to_string();
                found.function = if owner == "Client" { name } else { format!("{owner}.{name}") };
                found.arguments = arguments_of(function);
            }
        }
    }
    Some(found)
}

fn inherent(source: &syn::File) -> impl Iterator<Item = &syn::ItemImpl> {
    source.items.iter().filter_map(|item| match item {
        Item::Impl(item) if item.trait_.is_none() => Some(item),
        _ => None,
    })
}

fn functions(item: &syn::ItemImpl) -> impl Iterator<Item = &syn::ImplItemFn> {
    item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(function) if matches!(function.vis, syn::Visibility::Public(_)) => Some(function),
        _ => None,
    })
}

/// The last segment of a type's path, and the names of its arguments.
fn last(ty: &Type) -> (String, Vec<String>) {
    let Type::Path(path) = ty else { return Default::default() };
    let Some(segment) = path.path.segments.last() else { return Default::default() };
    let arguments = match &segment.arguments {
        syn::PathArguments::AngleBracketed(list) => {
            list.args.iter().map(|one| one.to_token_stream().to_string()).collect()
        }
        _ => Vec::new(),
    };
    (segment.ident.to_string(), arguments)
}

/// The name of the type that a function returns.
fn returned(function: &syn::ImplItemFn) -> String {
    let syn::ReturnType::Type(_, ty) = &function.sig.output else { return String::new() };
    last(ty).0
}

/// The fields that a function's arguments are put into, in the order of the arguments.
fn arguments_of(function: &syn::ImplItemFn) -> Vec<String> {
    let mut made = Made(BTreeMap::new());
    made.visit_block(&function.block);
    let names = function.sig.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(typed) => Some(typed.pat.to_token_stream().to_string()),
        syn::FnArg::Receiver(_) => None,
    });
    names.map(|name| made.0.get(&name).cloned().unwrap_or(name)).collect()
}

/// What the `impl Operation` says.
fn contract(item: &syn::ItemImpl, found: &mut Operation) {
    for item in &item.items {
        match item {
            ImplItem::Type(item) if item.ident == "Output" => {
                found.output = item.ty.to_token_stream().to_string().replace(' ', "");
            }
            ImplItem::Const(item) => {
                let mut facts = Facts(BTreeMap::new());
                facts.visit_expr(&item.expr);
                found.method = facts.0.remove("method").unwrap_or_default();
                found.path = facts.0.remove("path").unwrap_or_default();
            }
            ImplItem::Fn(item) if item.sig.ident == "encode" => {
                let mut wires = Wires(Vec::new());
                wires.visit_block(&item.block);
                found.wires = wires.0;
            }
            _ => {}
        }
    }
}

/// Names of the types that a file defines.
fn locals(source: &syn::File) -> Vec<String> {
    let name = |item: &Item| match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    };
    source.items.iter().filter_map(name).collect()
}
