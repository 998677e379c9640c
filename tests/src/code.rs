//! Generated files as snapshots hold them.

use std::collections::BTreeSet;

use syn::{ImplItem, Item};

/// A file without its first line, the mark of the generator.
#[must_use]
pub fn body(file: &str) -> &str {
    file.split_once('\n').map_or(file, |(_, body)| body)
}

/// Of TOML, the tables that are called so.
///
/// # Panics
/// If nothing is called so.
#[must_use]
pub fn tables(toml: &str, names: &[String]) -> String {
    let mut missing: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let mut is_kept = false;
    let mut kept = String::new();
    for line in toml.lines() {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|line| line.trim_start_matches('[').split_once(']'))
            .map(|(name, _)| name)
        {
            missing.remove(name);
            is_kept = names.iter().any(|wanted| wanted == name);
        }
        if is_kept {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    assert!(missing.is_empty(), "nothing is called {missing:?}");
    kept
}

/// Of Rust, the items and the members of `impl` blocks that are called so, or whose trait is; of a macro's name with `!`, its
/// tables as they stand.
///
/// # Panics
/// If it is no Rust, or nothing is called so.
#[must_use]
#[allow(clippy::expect_used, clippy::disallowed_methods, reason = "what was generated is Rust")]
pub fn only(rust: &str, names: &[String]) -> String {
    let file = syn::parse_file(rust).expect("Rust");
    let mut missing: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let mut is_named = |name: &str| {
        missing.remove(name);
        names.iter().any(|wanted| wanted == name)
    };
    let mut items = Vec::new();
    for item in file.items {
        match item {
            Item::Impl(mut block) => {
                let of = block.trait_.as_ref().and_then(|(path, _)| path.segments.last());
                if !of.is_some_and(|of| is_named(&of.ident.to_string())) {
                    block.items.retain(|member| member_name(member).is_some_and(|name| is_named(&name)));
                }
                items.extend((!block.items.is_empty()).then_some(Item::Impl(block)));
            }
            item => items.extend(item_name(&item).is_some_and(|name| is_named(&name)).then_some(item)),
        }
    }
    let mut text =
        prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items });
    for item in rust.split("\n\n") {
        let table = item.split_once(" {\n").and_then(|(path, _)| path.rsplit("::").next());
        if table.is_some_and(|name| name.ends_with('!') && is_named(name)) {
            text.push('\n');
            text.push_str(item.trim_end());
            text.push('\n');
        }
    }
    assert!(missing.is_empty(), "nothing is called {missing:?}");
    text
}

fn item_name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Struct(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

fn member_name(member: &ImplItem) -> Option<String> {
    let ident = match member {
        ImplItem::Const(member) => &member.ident,
        ImplItem::Fn(member) => &member.sig.ident,
        ImplItem::Type(member) => &member.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

/// Rust without the lines that are documentation. A sentence that many items are documented with is pinned where
/// documentation is the topic; everywhere else it would only hide what else has changed.
#[must_use]
pub fn without_documentation(rust: &str) -> String {
    let mut kept = String::new();
    for line in rust.lines() {
        let documentation = ["///", "//!"].iter().any(|mark| line.trim_start().starts_with(mark));
        // One empty line is enough where the documentation of a module stood between two.
        let repeated = line.is_empty() && kept.ends_with("\n\n");
        if !documentation && !repeated {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}
