//! A consumer written against a surface: it uses every item in every way that the surface promises.
//!
//! Arguments that are `impl Into<T>` are given values of a type of the consumer's own, and where their way takes more
//! than that also options, states and null: a bound that no longer takes everything it took is found out.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use generator::Output;
use generator::surface::{Argument, Item, Shape, Surface, Type, Way};
use tests::workspace::Workspace;

/// A change of the API: its name, the crate after it, and whether a consumer must break.
pub(crate) type Case = (String, Output, bool);

/// Writes a workspace with a consumer of the old API for each case, checks it once, and compares with what must break.
///
/// Checking the runtime again for every case would take minutes. So only cases that change the client itself have a
/// crate of their own; all others are modules of one crate, which have their own models, operations and errors.
pub(crate) fn check(folder: &str, base: &Output, cases: &[Case]) {
    let mut workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), folder);
    let mut members = vec!["all".to_owned()];
    let mut expected = vec![(vec!["base-user".to_owned()], false)];
    let mut modules = Vec::new();
    own_crate(&mut workspace, "base", base, base, None);
    members.extend(["base".to_owned(), "base-user".to_owned()]);
    for (index, (name, output, breaks)) in cases.iter().enumerate() {
        let name = name.replace(' ', "-");
        let mut users = vec![format!("{name}-user")];
        if client(&base.surface) == client(&output.surface) && runtime(base).eq(runtime(output)) {
            let module = format!("k{index}");
            let uses = format!(
                "use all::{{runtime, Null, OptionalNullable, Client, ClientBuilder, Error}};\n\
                 use all::{module}::{{{}}};\n",
                own_modules(base).join(", ")
            );
            user(&mut workspace, &name, "all = { path = \"../all\" }", &uses, &base.surface, |path| {
                !of_client(path)
            });
            modules.push((module, output));
        } else {
            own_crate(&mut workspace, &name, output, base, None);
            members.push(name.clone());
        }
        // What a feature alone turned on is there for who has only that one.
        let stay = |feature: &&str| features(output).any(|new| new == *feature);
        for feature in features(base).filter(|_| is_regated(base, output)).filter(stay) {
            let name = format!("{name}-{feature}");
            own_crate(&mut workspace, &name, output, base, Some(feature));
            users.push(format!("{name}-user"));
            members.push(name);
        }
        members.extend(users.iter().cloned());
        expected.push((users, *breaks));
    }
    one_crate(&mut workspace, base, &modules);
    workspace.complete(&members);
    let broken = broken(&workspace);
    let folder = workspace.folder();
    let breaks = |users: &[String]| users.iter().any(|user| broken.contains(user));
    let wrong: Vec<&[String]> =
        expected.iter().filter(|(users, must)| breaks(users) != *must).map(|(users, _)| &**users).collect();
    let known = |name: &String| expected.iter().any(|(users, _)| users.contains(name));
    assert!(broken.iter().all(known), "crates that do not compile: {broken:?} in {}", folder.display());
    assert!(wrong.is_empty(), "break, or do not, against their verdicts: {wrong:?} in {}", folder.display());
}

fn of_client(path: &str) -> bool {
    ["Client", "ClientBuilder", "Request"].iter().any(|owner| path.starts_with(&format!("{owner}::")))
}

/// The lines about the client itself.
fn client(surface: &Surface) -> Vec<&str> {
    let items = surface.items.iter().filter(|(path, _)| of_client(path));
    items.map(|(_, item)| item.line.as_str()).collect()
}

/// The files of the runtime, of which a crate has those that it uses.
fn runtime(output: &Output) -> impl Iterator<Item = &String> {
    output.files.keys().filter(|path| path.starts_with("src/runtime/"))
}

/// The features of its own that a crate has.
fn features(output: &Output) -> impl Iterator<Item = &str> {
    let names = output.surface.items.keys().filter_map(|path| path.strip_prefix("feature "));
    names.filter(|name| *name != "default")
}

/// Whether something that both have is turned on by other features.
fn is_regated(old: &Output, new: &Output) -> bool {
    let gate = |path: &String| new.surface.items.get(path).map(|item| &item.gate);
    old.surface.items.iter().any(|(path, item)| gate(path).is_some_and(|gate| *gate != item.gate))
}

/// A whole crate and its consumer, with all features of its own or with one of them.
fn own_crate(workspace: &mut Workspace, name: &str, output: &Output, base: &Output, only: Option<&str>) {
    for (path, text) in &output.files {
        let text = if path == "Cargo.toml" {
            // The whole workspace is checked, and with it each default feature: transports only cost time.
            text.replacen("name = \"small\"", &format!("name = \"{name}\""), 1).replacen(
                "default = [",
                "default = []\nunused = [",
                1,
            ) + "\n[lib]\nname = \"small\"\ndoctest = false\n"
        } else {
            text.clone()
        };
        workspace.put(format!("{name}/{path}"), &text);
    }
    let on = features(output).filter(|_| only.is_none()).chain(only);
    let features: Vec<String> = on.map(|name| format!("{name:?}")).collect();
    let dependency = format!(
        "small = {{ package = {name:?}, path = \"../{name}\", default-features = false, features = [{}] }}",
        features.join(", ")
    );
    // A module of operations comes with its feature as a whole.
    let is_on = |path: &str| {
        let is_own = || ["models::", "errors::", "webhooks::"].iter().any(|own| path.starts_with(own));
        let gate = &base.surface.items[path].gate;
        only.is_none_or(|only| is_own() && (gate.is_empty() || gate.iter().any(|on| on == only)))
    };
    let modules = own_modules(base).into_iter();
    let modules: Vec<&str> =
        modules.filter(|own| *own != "webhooks" || only.is_none_or(|only| only == *own)).collect();
    let uses = format!(
        "use small::{{{}, runtime, Null, OptionalNullable, Client, ClientBuilder, Error}};\n",
        modules.join(", ")
    );
    user(workspace, name, &dependency, &uses, &base.surface, is_on);
}

/// The modules that depend on the document.
fn own_modules(output: &Output) -> Vec<&'static str> {
    let received = output.files.contains_key("src/webhooks.rs").then_some("webhooks");
    ["errors", "models", "operations"].into_iter().chain(received).collect()
}

/// A consumer of the old API.
fn user(
    workspace: &mut Workspace,
    name: &str,
    dependency: &str,
    uses: &str,
    old: &Surface,
    wanted: impl Fn(&str) -> bool,
) {
    let manifest = format!(
        "[package]\nname = \"{name}-user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n\
         {dependency}\nserde_json = \"1\"\nbytes = \"1\"\nserde = \"1\"\n"
    );
    workspace.put(format!("{name}-user/Cargo.toml"), &manifest);
    workspace.put(format!("{name}-user/src/lib.rs"), &source(uses, old, wanted));
}

/// A crate with the runtime and, in a module for each case, all that depends on the document.
fn one_crate(workspace: &mut Workspace, base: &Output, modules: &[(String, &Output)]) {
    // What a module does not use, another does.
    let mut library =
        format!("#![allow(warnings, reason = \"written by a test\")]\n{}", base.files["src/lib.rs"]);
    for (path, text) in &base.files {
        if path.starts_with("src/runtime/") || path == "src/client.rs" {
            workspace.put(format!("all/{path}"), text);
        }
    }
    for (module, output) in modules {
        for (path, text) in &output.files {
            let Some(place) = path.strip_prefix("src/") else { continue };
            if !["models/", "operations/", "errors.rs", "webhooks.rs", "rules.rs"]
                .iter()
                .any(|kept| place.starts_with(kept))
            {
                continue;
            }
            let mut text = text.replace("crate::", &format!("crate::{module}::"));
            text = text.replace(&format!("crate::{module}::runtime"), "crate::runtime");
            // Every module adds its groups to the one client: under names of their own.
            if place.starts_with("operations/") && place.ends_with("/mod.rs") {
                text = text.replace("(&self) -> ", &format!("_{module}(&self) -> "));
            }
            for accessor in accessors(output) {
                let call = format!(".{accessor}()");
                text = text
                    .replace(&format!("self.client{call}"), &format!("self.client.{accessor}_{module}()"));
            }
            workspace.put(format!("all/src/{module}/{place}"), &without_gates(&text));
        }
        let rules = if output.files.contains_key("src/rules.rs") { "mod rules;\n" } else { "" };
        let own =
            own_modules(output).iter().fold(rules.to_owned(), |text, own| text + "pub mod " + own + ";\n");
        workspace.put(format!("all/src/{module}/mod.rs"), &own);
        let _ = writeln!(library, "pub mod {module};");
    }
    for own in own_modules(base) {
        let declared = format!("pub mod {own};\n");
        let gated = format!("#[cfg(feature = \"{own}\")]\n{declared}");
        library = library.replacen(&gated, "", 1).replacen(&declared, "", 1);
    }
    library = library.replacen("mod rules;\n", "", 1);
    workspace.put("all/src/lib.rs", &library);
    // The page of the crate.
    workspace.put("all/README.md", &base.files["README.md"]);
    // The examples are of the API that stays behind.
    let (manifest, _) = base.files["Cargo.toml"].split_once("[[example]]").unwrap();
    let manifest = manifest.replacen("name = \"small\"", "name = \"all\"", 1);
    let manifest = manifest.replacen("default = [", "default = []\nunused = [", 1);
    workspace.put("all/Cargo.toml", &(manifest + "\n[lib]\ndoctest = false\n"));
}

/// What leads from the client to its groups.
fn accessors(output: &Output) -> impl Iterator<Item = &str> {
    let methods = output.surface.items.keys().filter_map(|path| path.strip_prefix("Client::"));
    methods.filter_map(|name| name.strip_suffix("()"))
}

/// The text without the features of tags, which are on anyway.
fn without_gates(text: &str) -> String {
    let kept = text.lines().filter(|line| {
        !line.trim_start().starts_with("#[cfg(feature") && !line.trim_start().starts_with("#[cfg(any(feature")
    });
    kept.fold(String::new(), |text, line| text + line + "\n")
}

/// The packages of the workspace that do not compile.
fn broken(workspace: &Workspace) -> BTreeSet<String> {
    let arguments = ["check", "--workspace", "--keep-going", "--offline", "--message-format=json"];
    let output =
        workspace.cargo("Consumers of the old API: which compile after each kind of change", &arguments);
    let text = String::from_utf8_lossy(&output.stdout);
    let mut broken = BTreeSet::new();
    let mut checked = 0;
    for line in text.lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        checked += usize::from(message["reason"] == "compiler-artifact");
        if message["message"]["level"] == "error" {
            let manifest = Path::new(message["manifest_path"].as_str().unwrap_or_default());
            let package = manifest.parent().and_then(Path::file_name).unwrap_or_default();
            broken.insert(package.to_string_lossy().into_owned());
        }
    }
    assert!(checked > 0, "cargo checked nothing:\n{}", String::from_utf8_lossy(&output.stderr));
    broken
}

/// The consumer's source.
fn source(uses: &str, surface: &Surface, wanted: impl Fn(&str) -> bool) -> String {
    let mut text = format!(
        "#![allow(dead_code, unused, deprecated, clippy::all, reason = \"written by a test\")]\n\
         {uses}use runtime::Request;\nuse std::collections::BTreeMap;\n\
         trait Requests {{ type Operation; }}\nimpl<O, M> Requests for Request<O, M> {{ type Operation = O; }}\n"
    );
    let operations = operations(surface);
    for (index, (path, item)) in surface.items.iter().enumerate().filter(|(_, (path, _))| wanted(path)) {
        if let Some(probe) = probe(&operations, path, item) {
            let _ = writeln!(text, "mod p{index} {{ use super::*;\n{probe}\n}}");
        }
    }
    text
}

/// Code that uses an item.
fn probe(operations: &BTreeSet<&str>, path: &str, item: &Item) -> Option<String> {
    let bare = path.trim_end_matches("()");
    let owner = bare.rsplit_once("::").map_or("", |(owner, _)| owner);
    let name = bare.rsplit("::").next().unwrap_or_default();
    Some(match &item.shape {
        Shape::Struct | Shape::Tuple(_) => format!("fn p(_: &{bare}) {{}}"),
        Shape::Enum => format!("use {bare}::{{self as Enum, *}}; fn p(_: &Enum) {{}}"),
        Shape::Named(fields) => {
            let parameters: Vec<String> = fields.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
            let names: Vec<&str> = fields.keys().map(String::as_str).collect();
            format!("fn p({}) -> {bare} {{ {bare} {{ {} }} }}", parameters.join(", "), names.join(", "))
        }
        Shape::Alias(target) => format!("fn p(value: {bare}) -> {target} {{ value }}"),
        Shape::Field(ty) => format!("fn p(value: {owner}) -> {ty} {{ value.{name} }}"),
        Shape::Variant(None) => format!("fn p() -> {owner} {{ {bare} }}"),
        Shape::Variant(Some(payload)) => format!(
            "fn p(value: {payload}) -> {owner} {{ {bare}(value) }}\n\
             fn q(value: {owner}) -> Option<{payload}> {{ match value {{ {bare}(inner) => Some(inner), _ => None }} }}"
        ),
        Shape::Function { receiver, arguments, call, output } => function(
            &if operations.contains(owner) { format!("Request<{owner}>") } else { owner.to_owned() },
            name,
            receiver,
            arguments,
            &output.to_string(),
            call.as_ref().map(|call| (&call.output, &call.error)),
        )?,
        Shape::Traits { of, names } => {
            let bounds: Vec<String> = names.iter().map(|name| bound(&name.to_string())).collect();
            format!("fn p<T: {}>() {{}}\nfn q() {{ p::<{of}>() }}", bounds.join(" + "))
        }
        Shape::Module { .. } => format!("use {bare} as module;"),
        Shape::Feature
        | Shape::Features(_)
        | Shape::Server
        | Shape::Rules
        | Shape::ServerVariable(_)
        | Shape::Crate { .. } => return None,
    })
}

fn bound(name: &str) -> String {
    match name {
        "Debug" | "Display" => format!("std::fmt::{name}"),
        "Hash" => "std::hash::Hash".to_owned(),
        "FromStr" => "std::str::FromStr".to_owned(),
        "Serialize" => "serde::Serialize".to_owned(),
        "Deserialize" => "serde::de::DeserializeOwned".to_owned(),
        "Operation" => "runtime::Operation".to_owned(),
        "From<&str>" => "for<'a> From<&'a str>".to_owned(),
        name if name.starts_with("Paginated") => format!("runtime::{name}"),
        name => name.to_owned(),
    }
}

/// The types of operations: what is called on one is called on a request of it.
fn operations(surface: &Surface) -> BTreeSet<&str> {
    let traits = surface.items.values().filter_map(|item| match &item.shape {
        Shape::Traits { of, names } => Some((of.as_str(), names)),
        _ => None,
    });
    traits
        .filter(|(_, names)| names.iter().any(|name| name.to_string() == "Operation"))
        .map(|(of, _)| of)
        .collect()
}

/// The types of what is passed for an argument: of `own`, which converts into its type, and what else its way takes.
fn passed(way: Way, ty: &Type, own: &str) -> Vec<String> {
    let (option, state) = (format!("Option<{own}>"), format!("OptionalNullable<{own}>"));
    match way {
        Way::Plain => vec![ty.to_string()],
        Way::Into => vec![own.to_owned()],
        Way::IntoOptional => vec![own.to_owned(), option],
        Way::IntoNullable | Way::IntoOptionalNullable => {
            vec![own.to_owned(), option, state, "Null".to_owned()]
        }
    }
}

/// Calls with values of types of their own for the arguments: one for each kind of value that they take.
fn function(
    owner: &str,
    name: &str,
    receiver: &str,
    arguments: &[Argument],
    output: &str,
    call: Option<(&Type, &Type)>,
) -> Option<String> {
    if arguments.iter().any(|argument| matches!(argument.ty, Type::Verbatim(_))) {
        return None;
    }
    let ty = match owner {
        // The setters of all requests; and statics of the client are covered by its other methods.
        "Request" => return None,
        own => own,
    };
    let mut text = String::new();
    let mut taken = Vec::new();
    for (index, Argument { ty, way, .. }) in arguments.iter().enumerate() {
        if *way != Way::Plain {
            let _ = writeln!(
                text,
                "struct A{index}; impl From<A{index}> for {ty} {{ fn from(_: A{index}) -> {ty} {{ loop {{}} }} }}"
            );
        }
        taken.push(passed(*way, ty, &format!("A{index}")));
    }
    let names: Vec<String> = (0..arguments.len()).map(|index| format!("a{index}")).collect();
    let names = names.join(", ");
    let value = match (receiver, output) {
        ("", _) => format!("{ty}::{name}({names})"),
        (_, _) => format!("this.{name}({names})"),
    };
    let this = match receiver {
        "" => None,
        "&self" => Some(format!("this: &{ty}")),
        _ => Some(format!("this: {ty}")),
    };
    let output = if output == "Self" { ty } else { output };
    let asks = call.map_or_else(String::new, |(success, error)| {
        format!(
            "where <{output} as Requests>::Operation: runtime::Operation<Output = {success}, Error = {error}>"
        )
    });
    for kind in 0..taken.iter().map(Vec::len).max().unwrap_or(1) {
        let given = taken.iter().enumerate().filter_map(|(index, types)| {
            let ty = types.get(kind).or_else(|| types.first())?;
            Some(format!("a{index}: {ty}"))
        });
        let parameters: Vec<String> = this.clone().into_iter().chain(given).collect();
        let parameters = parameters.join(", ");
        let _ = writeln!(text, "fn p{kind}({parameters}) -> {output} {asks} {{ {value} }}");
    }
    Some(text)
}
