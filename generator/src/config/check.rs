//! What types cannot say about a configuration. These texts reach a manifest and Rust source.

use std::collections::BTreeMap;

use semver::{Version, VersionReq};

use super::crate_name::name_fault;
use super::library::Library;
use super::{Config, crate_name_fault};
use crate::code::Code;
use crate::diagnostic::Report;
use crate::pointer;
use crate::raw::Raw;
use crate::runtime;

/// Reports every value that cannot be meant.
pub(super) fn check(config: &Config, raw: &Raw, report: &mut Report) {
    let mut fault = |path: &[&str], message: &str, help: &str| {
        report.error(Code::ConfigValue, config.place(raw, path), message, help);
    };
    package(config, &mut fault);
    if !is_command(&config.output.command) {
        let help = "words such as `cargo xtask`: letters, digits, `-`, `_`, `.` and `/`";
        fault(&["output", "command"], "this cannot stand in a comment as a command", help);
    }
    client(config, &mut fault);
    formats(config, &mut fault);
    pointers(config, &mut fault);
    for (at, code) in config.policy.allowed_warnings.iter().enumerate() {
        if !Code::ALL.iter().any(|known| known.as_str() == code) {
            let message = format!("there is no code `{code}`");
            let help = "`regen --explain` lists the codes";
            fault(&["policy", "allowed_warnings", &at.to_string()], &message, help);
        }
    }
    super::api::check(config, raw, report);
}

/// Takes the path of a key, what is wrong with its value, and what to do.
type Fault<'f> = dyn FnMut(&[&str], &str, &str) + 'f;

fn package(config: &Config, fault: &mut Fault<'_>) {
    let package = &config.package;
    if let Some(name) = package.name.as_deref()
        && let Some(help) = crate_name_fault(name)
    {
        fault(&["crate", "name"], &format!("`{name}` cannot be the name of a crate"), help);
    }
    if let Err(error) = Version::parse(&package.version) {
        let message = format!("`{}` is no version: {error}", package.version);
        let help = "three numbers such as `1.2.3`, or with a label such as `1.2.3-rc.1`";
        fault(&["crate", "version"], &message, help);
    }
    if package.keywords.len() > 5 || !package.keywords.iter().all(|word| is_keyword(word)) {
        let help = "at most five, each at most 20 letters, digits, `-`, `_` or `+`, a letter first";
        fault(&["crate", "keywords"], "these keywords would be refused by the registry", help);
    }
    if package.categories.len() > 5 {
        fault(&["crate", "categories"], "there are more than five categories", "keep five");
    }
}

fn client(config: &Config, fault: &mut Fault<'_>) {
    let client = &config.client;
    if client.env_prefix.as_deref().is_some_and(|prefix| !is_env_prefix(prefix)) {
        let help = "capital letters, digits and `_`, a letter first, such as `ACME`";
        fault(&["client", "env_prefix"], "this cannot start the name of an environment variable", help);
    }
    if client.user_agent.as_deref().is_some_and(|agent| !is_header_value(agent)) {
        fault(&["client", "user_agent"], "this cannot be sent as a header", "visible ASCII and blanks only");
    }
    for (at, header) in client.global_headers.iter().enumerate() {
        let at = at.to_string();
        let path = |key| ["client", "global_headers", at.as_str(), key];
        if !is_token(&header.name) {
            fault(&path("name"), &format!("`{}` is no header name", header.name), "letters, digits and `-`");
        }
        if header.method.as_deref().is_some_and(|method| !is_identifier(method)) {
            fault(&path("method"), "this cannot be the name of a method", "snake case in ASCII");
        }
    }
    if client.retry.exponent.is_some_and(|factor| !(1.0..=100.0).contains(&factor)) {
        fault(&["client", "retry", "exponent"], "the factor must be from 1 to 100", "the usual one is 1.5");
    }
    if client.retry.max_attempts == Some(0) {
        fault(&["client", "retry", "max_attempts"], "there is always one attempt", "write 1 for no retries");
    }
}

fn formats(config: &Config, fault: &mut Fault<'_>) {
    let mut lines: BTreeMap<String, &str> = BTreeMap::new();
    for (format, to) in &config.types.formats {
        let path = ["types", "formats", format.as_str()];
        if let Some(library) = Library::named(&to.path) {
            let message = format!("`{}` has no type that this generator knows for `{format}`", library.name);
            let help = format!("it has for {}; write the path of another type", library.formats());
            fault(&path, &message, &help);
        } else if !is_type(&to.path) {
            let help = "write its path, such as `uuid::Uuid` or `chrono::DateTime<chrono::Utc>`";
            fault(&path, &format!("`{}` is no path of a type", to.path), help);
        }
        if to.dependency.as_deref().is_some_and(|name| name_fault(name).is_some()) {
            fault(&path, "`crate` is no name of a crate", "write the name as in Cargo.toml");
        }
        if let (Some(name), Some(version)) = (to.dependency.as_deref(), to.version.as_deref()) {
            let path = ["types", "formats", format.as_str(), "crate"];
            if runtime::depends_on(name) {
                let message = format!("the manifest has a line for `{name}` already, that of the runtime");
                let help = "name the type by a crate of your own that re-exports it";
                fault(&path, &message, help);
            }
            // One line of the manifest serves all formats.
            let line = lines.entry(name.replace('-', "_")).or_insert(version);
            if *line != version {
                let message = format!("another format takes `{name}` in version `{line}`");
                fault(&path, &message, "write the same version in both");
            }
        }
        let help = "write a requirement such as `1` or `0.4.2`";
        match to.version.as_deref() {
            None if to.dependency.is_some() => fault(&path, "`crate` needs a `version`", help),
            Some(version) => {
                if let Err(reason) = requirement(version) {
                    let path = ["types", "formats", format.as_str(), "version"];
                    fault(&path, &format!("`{version}` {reason}"), help);
                }
            }
            None => {}
        }
        if !to.features.iter().all(|feature| is_feature(feature)) {
            fault(&path, "a feature's name is not valid", "write the name as in the crate's documentation");
        }
    }
}

fn pointers(config: &Config, fault: &mut Fault<'_>) {
    for (at, names) in &config.names.overrides {
        let path = ["names", "overrides", at.as_str()];
        // In the document, or after `#` in a file beside it.
        let pointer = match at.split_once('#') {
            _ if at.starts_with('/') => Some(at.as_str()),
            Some((file, pointer)) if !file.is_empty() => Some(pointer),
            _ => None,
        };
        if pointer.is_none_or(|pointer| pointer::parse(pointer).is_err()) {
            let help = "write the place in the document, such as `/components/schemas/Pet`";
            fault(&path, &format!("`{at}` is no JSON pointer"), help);
        }
        for name in names.iter().filter(|name| !is_identifier(name)) {
            let help = "ASCII letters, digits and `_`, no digit first";
            fault(&path, &format!("`{name}` is no Rust name"), help);
        }
    }
    for (id, operation) in &config.operations {
        let pointers = operation
            .pagination
            .iter()
            .flat_map(|page| [("results", &page.results), ("total", &page.total), ("next", &page.next)]);
        for (key, value) in pointers {
            if value.as_deref().is_some_and(|value| pointer::parse(value).is_err()) {
                let help = "write the place in the response, such as `/data`; the empty text is all of it";
                fault(&["operations", id, "pagination", key], "this is no JSON pointer", help);
            }
        }
    }
}

/// True for a path with arguments that are such paths: `a::B<c::D, E>`.
fn is_type(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut after_arguments = false;
    let mut word = String::new();
    for char in text.chars() {
        let ends = matches!(char, '<' | '>' | ',');
        if ends && !after_arguments && !word.trim().split("::").all(is_identifier) {
            return false;
        }
        match char {
            '<' if !after_arguments && depth < 8 => depth += 1,
            '>' | ',' if depth == 0 => return false,
            '>' => depth -= 1,
            ',' => {}
            ' ' if after_arguments => continue,
            _ if after_arguments => return false,
            _ => word.push(char),
        }
        if ends {
            word.clear();
        }
        after_arguments = char == '>';
    }
    depth == 0 && (after_arguments || word.split("::").all(is_identifier))
}

fn is_word(text: &str, first: fn(char) -> bool, rest: fn(char) -> bool) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(first) && chars.all(rest)
}

fn is_identifier(text: &str) -> bool {
    text != "_"
        && is_word(text, |c| c.is_ascii_alphabetic() || c == '_', |c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_command(text: &str) -> bool {
    let chars = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ' ');
    // Two hyphens could end a comment of Markdown.
    is_word(text, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/'), chars) && !text.contains("--")
}

fn is_keyword(text: &str) -> bool {
    let chars = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+');
    text.len() <= 20 && is_word(text, |c| c.is_ascii_alphabetic(), chars)
}

fn is_feature(text: &str) -> bool {
    let chars = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '.' | '/' | '?');
    is_word(text, |c| c.is_ascii_alphanumeric() || c == '_', chars)
}

fn is_env_prefix(text: &str) -> bool {
    is_word(text, |c| c.is_ascii_uppercase(), |c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

fn is_header_value(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().all(|c| c == ' ' || c.is_ascii_graphic())
}

/// Why a text cannot be the version in a line of `[dependencies]`.
fn requirement(text: &str) -> Result<(), String> {
    match VersionReq::parse(text) {
        Err(error) => Err(format!("is no version requirement: {error}")),
        Ok(parsed) if parsed == VersionReq::STAR => Err("takes any version, also one that breaks".to_owned()),
        Ok(_) => Ok(()),
    }
}
