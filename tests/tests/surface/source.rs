//! The public items of emitted source, read with syn and nothing of the generator's.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{Fields, FnArg, ImplItem, ImplItemFn, Item, ItemImpl, Meta, ReturnType, Signature, Visibility};

/// Every public item outside the runtime, a line each.
pub(crate) fn items(files: &BTreeMap<String, String>) -> BTreeSet<String> {
    // Types alone have none.
    let errors = files.get("src/errors.rs").map(|text| errors(text)).unwrap_or_default();
    let mut reader = Reader { errors, ..Reader::default() };
    for (path, text) in files {
        let Some(place) = path.strip_prefix("src/") else { continue };
        if place.starts_with("runtime/") || place == "lib.rs" || place == "errors.rs" {
            continue;
        }
        let module: Vec<&str> = place.trim_end_matches(".rs").split('/').collect();
        reader.module = match module.as_slice() {
            ["models", ..] => "models".to_owned(),
            ["webhooks"] => "webhooks".to_owned(),
            ["operations", group, ..] if *group != "mod" => format!("operations::{group}"),
            _ => String::new(),
        };
        reader.file(&syn::parse_file(text).unwrap(), place.ends_with("/mod.rs"));
    }
    let traits = std::mem::take(&mut reader.traits);
    for (of, names) in traits {
        // `Fields` is how the runtime decodes; callers have `Deserialize`. Every error enum is an `OperationError`, and
        // what has `validate()` is `Checked` where answers are.
        let is_own = |name: &String| !matches!(name.as_str(), "Fields" | "OperationError" | "Checked");
        let names: Vec<String> = names.into_iter().filter(is_own).collect();
        if !names.is_empty() {
            reader.found.insert(short(&format!("impl {of} {}", names.join("+"))));
        }
    }
    reader.found
}

/// What `errors` exports: the paths of the enums, without their files.
fn errors(text: &str) -> BTreeSet<String> {
    let uses = syn::parse_file(text).unwrap().items.into_iter().filter_map(|item| match item {
        Item::Use(item) => Some(self::text(&item.tree)),
        _ => None,
    });
    uses.map(|path| {
        let segments: Vec<&str> = path.split("::").collect();
        let ["crate", "operations", group, _, ident] = segments.as_slice() else { panic!("{path}") };
        format!("operations::{group}::{ident}")
    })
    .collect()
}

/// A text without spaces, and with types by their last segment.
pub(crate) fn short(text: &str) -> String {
    // What is declared keeps its path: only what follows it is about types.
    let (head, rest) = match text.split_once(' ') {
        Some((kind, rest)) => match rest.find([' ', ':', '(']) {
            Some(_) => {
                let end = declared(rest);
                (format!("{kind} {}", &rest[..end]), &rest[end..])
            }
            None => return text.to_owned(),
        },
        None => (String::new(), text),
    };
    format!("{head} {}", types(rest))
}

/// Types without spaces, by their last segment.
pub(crate) fn types(text: &str) -> String {
    let (mut out, mut word) = (String::new(), String::new());
    for letter in text.chars().chain([' ']) {
        if letter.is_alphanumeric() || "_:#'".contains(letter) {
            word.push(letter);
            continue;
        }
        let kept = word.rfind("::").map_or(word.as_str(), |at| &word[at + 2..]);
        out.push_str(kept);
        word.clear();
        if !letter.is_whitespace() {
            out.push(letter);
        }
    }
    // The type parameter of a setter says which of its arguments it is; the compiler finds it out.
    let out = out.replace(",)", ")").replace(",>", ">");
    // The type parameters of arguments of several kinds.
    ["As", "As2", "As3", "As4"].iter().fold(out, |out, kind| out.replace(&format!(",{kind}>"), ">"))
}

/// Where the path of what is declared ends.
fn declared(text: &str) -> usize {
    let mut end = 0;
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(end) {
        let colons =
            *byte == b':' && (bytes.get(end + 1) == Some(&b':') || (end > 0 && bytes[end - 1] == b':'));
        if !(byte.is_ascii_alphanumeric() || b"_#".contains(byte) || colons) {
            break;
        }
        end += 1;
    }
    end
}

fn text(tokens: &impl ToTokens) -> String {
    // Tokens are separated by spaces; paths must not be.
    tokens.to_token_stream().to_string().replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::")
}

/// The mode of the client is no business of the reader's.
fn without_mode(ty: &str) -> String {
    ty.replace(", M >", " >").replace(", M , >", " >").replace("< M >", "")
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

#[derive(Default)]
struct Reader {
    /// The types that are exported as errors.
    errors: BTreeSet<String>,
    module: String,
    found: BTreeSet<String>,
    traits: BTreeMap<String, BTreeSet<String>>,
}

impl Reader {
    fn add(&mut self, line: &str) {
        self.found.insert(short(line));
    }

    /// Where a type of the file lives: errors are exported from `errors`.
    fn path(&self, ident: &str) -> String {
        let path = format!("{}::{ident}", self.module);
        if self.errors.contains(&path) { format!("errors::{ident}") } else { path }
    }

    fn file(&mut self, file: &syn::File, is_module: bool) {
        for item in &file.items {
            match item {
                Item::Struct(item) if is_public(&item.vis) => {
                    let path = self.path(&item.ident.to_string());
                    self.derives(&path, &item.attrs);
                    match &item.fields {
                        Fields::Unnamed(fields) => {
                            let inner = text(&fields.unnamed[0].ty);
                            self.add(&format!("struct {path} ({inner})"));
                        }
                        fields => {
                            self.add(&format!("struct {path} "));
                            for field in fields.iter().filter(|field| is_public(&field.vis)) {
                                let ident = field.ident.as_ref().unwrap();
                                self.add(&format!("field {path}::{ident} : {}", text(&field.ty)));
                            }
                        }
                    }
                }
                Item::Enum(item) if is_public(&item.vis) => {
                    let path = self.path(&item.ident.to_string());
                    self.derives(&path, &item.attrs);
                    self.add(&format!("enum {path} "));
                    for variant in &item.variants {
                        let payload = variant.fields.iter().next().map(|field| text(&field.ty));
                        let payload = payload.unwrap_or_default();
                        self.add(&format!("variant {path}::{} ({payload})", variant.ident));
                    }
                }
                Item::Type(item) if is_public(&item.vis) => {
                    let path = self.path(&item.ident.to_string());
                    self.add(&format!("type {path} = {}", without_mode(&text(&item.ty))));
                }
                // The former name of an enum is exported again.
                Item::Use(item) if is_public(&item.vis) => {
                    // What is elsewhere in the crate has another name here; `mod.rs` exports what is below it.
                    let mut tree = &item.tree;
                    let is_elsewhere = matches!(tree, syn::UseTree::Path(path) if path.ident == "crate");
                    while let syn::UseTree::Path(path) = tree {
                        tree = &path.tree;
                    }
                    let renamed = match tree {
                        syn::UseTree::Rename(renamed) => Some((&renamed.rename, &renamed.ident)),
                        syn::UseTree::Name(name) if is_elsewhere => Some((&name.ident, &name.ident)),
                        _ => None,
                    };
                    if let Some((name, ident)) = renamed {
                        let path = self.path(&name.to_string());
                        self.add(&format!("type {path} = {ident}"));
                    }
                }
                Item::Mod(item) if self.module.is_empty() && is_public(&item.vis) => {
                    let gate = item.attrs.iter().map(text).collect::<String>();
                    let feature = gate.split('"').nth(1).unwrap_or_default();
                    if is_module {
                        self.add(&format!("mod operations::{} {feature}", item.ident));
                    }
                }
                Item::Impl(item) => self.implementation(item),
                Item::Macro(item) => self.table(&item.mac),
                _ => {}
            }
        }
    }

    /// What the runtime makes of a table, whose first line is `struct Name;` or `enum Name;`.
    fn table(&mut self, table: &syn::Macro) {
        let rows = table.tokens.to_string();
        let name = rows.split([' ', ';', ',']).nth(1).unwrap();
        let path = self.path(name);
        let mut traits = vec!["Serialize", "Deserialize"];
        let kind = table.path.segments.last().unwrap().ident.to_string();
        let (method, of_kind) = match kind.as_str() {
            "object" => (None, &[][..]),
            "text" => (
                Some("as_str [&self] () & str"),
                &["Display", "From<&str>", "From<String>", "FromStr", "Ord", "PartialOrd"][..],
            ),
            "integer" => (Some("as_i64 [&self] () Option < i64 >"), &["From<i64>", "Ord", "PartialOrd"][..]),
            "json" => (Some("to_value [&self] () Value"), &["From<Value>", "Ord", "PartialOrd"][..]),
            other => panic!("what does {other} implement?"),
        };
        traits.extend(of_kind);
        if let Some(method) = method {
            self.add(&format!("fn {path}::{method}"));
        }
        self.traits.entry(path).or_default().extend(traits.into_iter().map(str::to_owned));
    }

    fn derives(&mut self, path: &str, attributes: &[syn::Attribute]) {
        for attribute in attributes {
            if let Meta::List(list) = &attribute.meta
                && list.path.is_ident("derive")
            {
                let names = list.tokens.to_string().replace(' ', "");
                for name in names.split(',').filter(|name| !name.is_empty()) {
                    let name = name.rsplit("::").next().unwrap().to_owned();
                    self.traits.entry(path.to_owned()).or_default().insert(name);
                }
            }
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let of = text(&item.self_ty);
        let of = of.replace(' ', "");
        let (base, arguments) = of.split_once('<').unwrap_or((&of, ""));
        let base = base.rsplit("::").next().unwrap();
        if let Some((name, _)) = &item.trait_ {
            let mut name = types(&text(name)).replace("<'de>", "");
            for inner in &item.items {
                if let (ImplItem::Type(inner), "Paginated") = (inner, name.as_str()) {
                    name = format!("Paginated<Item={}>", types(&text(&inner.ty)));
                }
            }
            let path = self.path(base);
            self.traits.entry(path).or_default().insert(name);
            return;
        }
        // A document may have a `Client` of its own; the runtime's is named with its module, or from client.rs.
        let runtimes =
            of.contains("runtime::Client") || of.contains("runtime::Request") || self.module.is_empty();
        let owner = match base {
            "Client" | "ClientBuilder" if runtimes => base.to_owned(),
            "Request" if runtimes => match arguments.split(',').next().unwrap() {
                "O" => "Request".to_owned(),
                operation => self.path(operation),
            },
            local => self.path(local),
        };
        for inner in &item.items {
            if let ImplItem::Fn(function) = inner
                && is_public(&function.vis)
            {
                self.function(&owner, function);
            }
        }
    }

    fn function(&mut self, owner: &str, function: &ImplItemFn) {
        let Signature { ident, inputs, output, generics, .. } = &function.sig;
        let mut receiver = "";
        let mut arguments = Vec::new();
        for input in inputs {
            match input {
                FnArg::Receiver(own) if text(own).starts_with("&") => receiver = "&self",
                FnArg::Receiver(_) => receiver = "self",
                FnArg::Typed(argument) => {
                    let name = text(&argument.pat).replace("mut ", "");
                    arguments.push(format!("{name} : {}", text(&argument.ty)));
                }
            }
        }
        let output = match output {
            ReturnType::Type(_, ty) => text(ty),
            ReturnType::Default => "()".to_owned(),
        };
        let output = without_mode(&output).replace(
            "Result < Self",
            if owner.starts_with("Client") { "Result < Client" } else { "Result < Self" },
        );
        let mut line = format!("fn {owner}::{ident} [{receiver}] ({}) {output}", arguments.join(", "));
        if !generics.params.is_empty() {
            // `provider<S: Into<Secret>>(next: impl Fn() -> S)` reads as one type.
            line = line.replace("-> S", "-> impl Into < Secret >");
        }
        self.add(&line);
    }
}
