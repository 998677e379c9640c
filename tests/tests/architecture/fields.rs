//! What lowering reads of a document, something after it uses: a field that nothing asks for is a part of the document
//! that is lost without a word.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;

/// Fields that nothing after lowering names, and why that loses nothing.
const UNUSED: [(&str, &str); 4] = [
    ("authorization_url", "the user's browser goes there; it decides whether a flow can be read at all"),
    ("content_encoding", "becomes a format; it is kept for the warning where it says nothing of a type"),
    ("http_scheme", "becomes the kind of the security scheme"),
    (
        "refresh_url",
        "the token endpoint refreshes tokens; what else is there the caller's token provider asks",
    ),
];

/// Fields that lowering knows and reads nothing of, by the module that knows them, and why that loses nothing.
const UNREAD: [(&str, &str, &str); 36] = [
    ("components", "examples", "what refers to one of them reads it"),
    ("components", "links", "how answers lead to requests is told by their types"),
    ("components", "callbacks", "what refers to one of them reads it"),
    ("document", "$self", "references are resolved from where the document lies"),
    ("document", "jsonSchemaDialect", "another one than that of the standard is a warning"),
    ("document", "kind", "groups tags for documentation, and says nothing of an operation"),
    ("document", "parent", "groups tags for documentation, and says nothing of an operation"),
    ("document", "summary", "the description begins with it"),
    ("document", "webhooks", "they are collected beside the document"),
    ("header", "allowEmptyValue", "is of the query; the standard's rules tell of it"),
    ("header", "allowReserved", "is of addresses; the standard's rules tell of it"),
    ("header", "explode", "is read with the value"),
    ("header", "in", "is no field of a header; the standard's rules tell of it"),
    ("header", "name", "is no field of a header; the standard's rules tell of it"),
    ("header", "style", "there is one; the standard's rules tell of another"),
    ("keyword", "$anchor", "the target of references, which find it"),
    ("keyword", "$comment", "is for who writes schemas"),
    ("keyword", "$defs", "what refers to one of them reads it"),
    ("keyword", "$dynamicAnchor", "the target of references, which find it"),
    ("keyword", "$vocabulary", "is of dialects, and another one is a warning"),
    ("keyword", "collectionFormat", "of the items of a parameter: lists within lists are told of"),
    ("keyword", "definitions", "what refers to one of them reads it"),
    ("keyword", "xml", "models are not written as XML, and content in XML is text"),
    ("media", "encoding", "parts of a part are bytes, and a warning tells so"),
    ("media", "headers", "a warning tells of required ones, which are not sent"),
    ("media", "itemEncoding", "a body of parts without names is bytes, and a warning tells so"),
    ("media", "prefixEncoding", "a body of parts without names is bytes, and a warning tells so"),
    ("operation", "callbacks", "they are collected beside the document"),
    ("parameter", "allowEmptyValue", "an empty text is sent, whatever it says"),
    ("parameter", "deprecated", "is no field of 2.0, and left behind by tools"),
    ("response", "summary", "the description begins with it"),
    ("response", "links", "how answers lead to requests is told by their types"),
    (
        "security",
        "deviceAuthorizationUrl",
        "the user's browser goes there, and the token comes from the caller",
    ),
    ("security", "oauth2MetadataUrl", "where tokens come from is the caller's"),
    ("swagger", "components", "left behind by tools that write both versions"),
    ("swagger", "openapi", "left behind by tools that write both versions"),
];

#[test]
fn every_field_that_is_known_is_read() {
    let mut unread = BTreeSet::new();
    let mut known = 0;
    for path in files(&root()) {
        let inner = path.strip_prefix(root()).unwrap();
        if inner.starts_with("lower") && !inner.starts_with("lower/standard") {
            let module = path.file_stem().unwrap().to_string_lossy().into_owned();
            listed(&tokens(&path), &mut |field, is_read| {
                known += 1;
                if !is_read {
                    unread.insert((module.clone(), field));
                }
            });
        }
    }
    assert!(known > 150, "the fields are not found: {known}");
    let told: BTreeSet<_> =
        UNREAD.iter().map(|(module, field, _)| ((*module).to_owned(), (*field).to_owned())).collect();
    let fresh: Vec<_> = unread.difference(&told).collect();
    assert!(fresh.is_empty(), "known, and nothing of it is kept: {fresh:#?}");
    let idle: Vec<_> = told.difference(&unread).collect();
    assert!(idle.is_empty(), "take these out of the list, they are read now: {idle:?}");
}

/// The fields of the tables of lowering, `field("name", rule)`, and whether the rule keeps anything of the value: one that
/// is called `Skip`, and a closure that ignores the object, do not.
fn listed(tokens: &TokenStream, found: &mut impl FnMut(String, bool)) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        listed(&group.stream(), found);
        let makers = ["field", "since", "shared", "only_20", "only_30"];
        let maker = place.checked_sub(1).and_then(|before| tokens.get(before));
        if !maker.is_some_and(|maker| makers.contains(&maker.to_string().as_str())) {
            continue;
        }
        let arguments: Vec<TokenTree> = group.stream().into_iter().collect();
        let name = arguments.iter().find_map(|argument| match argument {
            TokenTree::Literal(name) => Some(name.to_string().trim_matches('"').to_owned()),
            _ => None,
        });
        let rule = group.stream().to_string().replace(char::is_whitespace, "");
        let is_read = !rule.trim_end_matches(',').ends_with(",Skip") && !rule.contains("_|");
        if let Some(name) = name {
            found(name, is_read);
        }
    }
}

#[test]
fn every_field_that_is_read_is_used() {
    let sources = files(&root());
    let is_of = |path: &Path, part: &str| {
        let path = path.strip_prefix(root()).unwrap();
        path.starts_with(part) || path == Path::new(&format!("{part}.rs"))
    };
    let (mut read, mut used) = (BTreeMap::new(), BTreeSet::new());
    for path in &sources {
        let tokens = tokens(path);
        if is_of(path, "document") {
            declared(path, &mut read);
        } else if is_of(path, "lower") {
            assigned(&tokens, &mut |field| {
                read.entry(field).or_insert_with(|| path.display().to_string());
            });
        } else {
            idents(tokens, &mut used);
        }
    }
    assert!(read.len() > 80 && read.contains_key("allow_reserved"), "the fields are not found: {read:?}");
    let unused: BTreeMap<&String, &String> =
        read.iter().filter(|(field, _)| !used.contains(*field)).collect();
    let known: BTreeSet<&str> = UNUSED.iter().map(|(field, _)| *field).collect();
    let fresh: Vec<_> = unused.iter().filter(|(field, _)| !known.contains(field.as_str())).collect();
    assert!(fresh.is_empty(), "read and never used: {fresh:#?}");
    let idle: Vec<_> = known.iter().filter(|field| !unused.contains_key(&(**field).to_owned())).collect();
    assert!(idle.is_empty(), "take these out of the list, they are used now: {idle:?}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("generator/src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    let inner = folders.iter().flat_map(|folder| self::files(folder));
    files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs")).chain(inner).collect()
}

#[expect(clippy::disallowed_methods, reason = "reads our own source")]
fn parsed(path: &Path) -> syn::File {
    syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap()
}

fn tokens(path: &Path) -> TokenStream {
    parsed(path).into_token_stream()
}

/// The public fields of the structs of a file.
fn declared(path: &Path, read: &mut BTreeMap<String, String>) {
    for item in parsed(path).items {
        let syn::Item::Struct(item) = item else { continue };
        let public = item.fields.iter().filter(|field| matches!(field.vis, syn::Visibility::Public(_)));
        for field in public.filter_map(|field| field.ident.as_ref()) {
            read.insert(field.to_string(), format!("{} of {}", item.ident, path.display()));
        }
    }
}

/// The fields that the tables of lowering fill: `|object, value| object.field = ..`.
fn assigned(tokens: &TokenStream, found: &mut impl FnMut(String)) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            assigned(&group.stream(), found);
        }
        // A closure ends its parameters, and begins with one of them.
        let before = || tokens.get(place.checked_sub(1)?);
        let follows = before().is_some_and(|token| token.to_string() == "|");
        let mut rest = tokens.iter().skip(place + 1);
        if !matches!(token, TokenTree::Ident(_)) || !follows {
            continue;
        }
        let mut last = None;
        while rest.next().is_some_and(|token| token.to_string() == ".") {
            last = rest.next().map(ToString::to_string);
        }
        let sign = tokens
            .iter()
            .skip(place + 1)
            .find(|token| !matches!(token, TokenTree::Ident(_)) && token.to_string() != ".");
        if sign.is_some_and(|token| token.to_string() == "=") {
            last.into_iter().for_each(&mut *found);
        }
    }
}

fn idents(tokens: TokenStream, used: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                used.insert(ident.to_string());
            }
            TokenTree::Group(group) => idents(group.stream(), used),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
