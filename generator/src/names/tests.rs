//! The lists of the runtime's methods, held against its sources.

use std::collections::BTreeSet;

use syn::{ImplItem, Item, Type};

use super::client::BUILDER_METHODS;
use super::local::REQUEST_METHODS;
use super::operation::CLIENT_METHODS;

/// The public methods that the runtime gives a type.
fn methods(of: &str) -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src/runtime");
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        #[expect(clippy::disallowed_methods, reason = "the runtime's own source, not a document")]
        let file = syn::parse_file(&text).unwrap();
        for item in file.items {
            let Item::Impl(block) = item else { continue };
            let Type::Path(path) = *block.self_ty else { continue };
            if block.trait_.is_some() || path.path.segments.last().unwrap().ident != of || of_one(&path) {
                continue;
            }
            found.extend(block.items.into_iter().filter_map(|item| match item {
                ImplItem::Fn(method) if !matches!(method.vis, syn::Visibility::Inherited) => {
                    Some(method.sig.ident.to_string())
                }
                _ => None,
            }));
        }
    }
    assert!(!found.is_empty(), "{of}");
    found
}

/// Whether a type is that of a single operation, like `Request<Raw<V>, M>`, whose methods stand in nobody's way.
fn of_one(path: &syn::TypePath) -> bool {
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last().unwrap().arguments else {
        return false;
    };
    let Some(syn::GenericArgument::Type(Type::Path(first))) = arguments.args.first() else { return false };
    !first.path.segments.last().unwrap().arguments.is_none()
}

#[test]
fn no_method_of_the_runtime_can_be_shadowed() {
    for (ty, list) in
        [("Client", CLIENT_METHODS), ("ClientBuilder", BUILDER_METHODS), ("Request", REQUEST_METHODS)]
    {
        let missing: Vec<String> =
            methods(ty).into_iter().filter(|name| !list.contains(&name.as_str())).collect();
        assert!(missing.is_empty(), "{ty} has methods that the list lacks: {missing:?}");
        assert!(list.is_sorted(), "{ty}");
    }
}
