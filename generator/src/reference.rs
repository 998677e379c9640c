//! References: `#/components/schemas/Pet`, `other.yaml#/Pet`, `#anchor`. Nothing remote is ever followed.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::pointer;
use crate::raw::{FileId, Node, NodeId, Raw};
use crate::siblings::{Sibling, Siblings};

/// A well-formed reference that leads nowhere forbidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The file, relative to the document's folder; `None` for the file the reference stands in.
    pub file: Option<String>,
    /// The place in the file.
    pub fragment: Fragment,
}

/// The part of a reference after `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fragment {
    /// The tokens of a JSON pointer; none for the whole file.
    Pointer(Vec<String>),
    /// The name of an `$anchor` or `$dynamicAnchor`.
    Anchor(String),
}

/// What is wrong with a reference's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The code to report.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

/// Reads a reference that stands in the file `base` (relative to the document's folder). Does no I/O.
///
/// # Errors
/// When the reference is malformed, remote, or leads out of the document's folder.
pub fn parse(text: &str, base: &str) -> Result<Reference, Fault> {
    let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
    let file = if path.is_empty() { None } else { Some(file_name(path, base)?) };
    if file.is_none() && !text.contains('#') {
        return Err(syntax("the reference is empty"));
    }
    let decoded =
        percent_decode(fragment).ok_or_else(|| syntax("the reference holds a bad percent escape"))?;
    let fragment = if decoded.is_empty() || decoded.starts_with('/') {
        let bad = |_| syntax("the reference holds a `~` that is neither `~0` nor `~1`");
        Fragment::Pointer(pointer::parse(&decoded).map_err(bad)?)
    } else {
        Fragment::Anchor(decoded)
    };
    Ok(Reference { file, fragment })
}

fn syntax(message: &str) -> Fault {
    let help = "write `#/components/schemas/Name`, or `file.yaml#/Name` for a file beside the document";
    Fault { code: Code::ReferenceSyntax, message: message.to_owned(), help }
}

fn outside(message: &str) -> Fault {
    let help = "refer to a file in the document's folder, or below it, by its relative name; `root` under [document] of \
                the configuration, or `init --root`, widens the folder";
    Fault { code: Code::OutsideReference, message: message.to_owned(), help }
}

/// The name of a referenced file relative to the document's folder, checked before any I/O.
fn file_name(path: &str, base: &str) -> Result<String, Fault> {
    if has_scheme(path) || path.starts_with("//") {
        let help = "nothing is fetched: save the other document beside this one and refer to it by its name";
        return Err(Fault {
            code: Code::RemoteReference,
            message: "the reference leads to another host or scheme".into(),
            help,
        });
    }
    if path.starts_with('/') {
        return Err(outside("the reference is an absolute path"));
    }
    if path.contains('\\') {
        return Err(outside("the reference holds a backslash"));
    }
    if path.contains('?') {
        return Err(syntax("the reference holds a query"));
    }
    let lower = path.to_ascii_lowercase();
    if ["%2e", "%2f", "%5c"].iter().any(|escape| lower.contains(escape)) {
        return Err(outside("the reference holds a percent-encoded dot or slash"));
    }
    let path = percent_decode(path).ok_or_else(|| syntax("the reference holds a bad percent escape"))?;
    if path.chars().any(char::is_control) {
        return Err(syntax("the reference holds a control character"));
    }
    let mut segments: Vec<&str> = base.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            // Two slashes are one, as on a disk.
            "." | "" => {}
            // By name alone, as in RFC 3986, section 5.2.4; the folder itself is never left.
            ".." => {
                segments.pop().ok_or_else(|| outside("the reference leads out of the document's folder"))?;
            }
            name => segments.push(name),
        }
    }
    let names_a_folder = matches!(path.rsplit('/').next(), Some("." | ".." | ""));
    if segments.is_empty() || names_a_folder {
        return Err(syntax("the reference names a folder, not a file"));
    }
    Ok(segments.join("/"))
}

/// True for `http:`, `file:`, `urn:`, and also for a drive such as `C:`.
fn has_scheme(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// Decodes `%41`; `None` when an escape is cut short or the result is not UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    // `percent_decode_str` leaves a broken escape as it is; in a reference it is a mistake.
    let is_escape = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    text.split('%').skip(1).all(is_escape).then_some(())?;
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

/// The last segment of a path as the user gave it, with either kind of slash.
pub(crate) fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The node that `text` leads to from the file in which `from` stands; problems are reported at `from`
/// (pass the node of the `$ref` value). The kind of the target is the caller's to check.
#[must_use]
pub fn resolve(
    raw: &Raw,
    from: NodeId,
    text: &str,
    siblings: &Siblings,
    report: &mut Report,
) -> Option<NodeId> {
    let home = file_of(raw, from)?;
    let base = siblings.names.get(&home).map_or("", String::as_str);
    let reference = match parse(text, base) {
        Ok(reference) => reference,
        Err(fault) => {
            report.error(fault.code, Place::Node(from), fault.message, fault.help);
            return None;
        }
    };
    let file = match reference.file {
        None => home,
        Some(name) => loaded(&name, from, siblings, report)?,
    };
    let root = raw.root(file)?;
    match reference.fragment {
        Fragment::Anchor(anchor) => {
            let found = siblings.anchors.get(&(file, anchor.clone())).copied();
            if found.is_none() {
                let message = format!("there is no `$anchor` called `{anchor}`");
                report.error(
                    Code::MissingReference,
                    Place::Node(from),
                    message,
                    "a pointer starts with `#/`",
                );
            }
            found
        }
        Fragment::Pointer(tokens) => match walk(raw, root, &tokens, siblings) {
            Ok(node) => Some(node.id()),
            Err((deepest, index)) => {
                missing(text, from, deepest, &tokens, index, report);
                None
            }
        },
    }
}

/// The text of a reference that stands alone in a mapping. A mapping of names to objects has no text.
pub(crate) fn lone(node: Node<'_>) -> Option<Node<'_>> {
    let text = node.get("$ref").filter(|text| text.as_str().is_some())?;
    let others = node.entries().filter(|(key, _)| *key != "$ref" && !key.starts_with("x-"));
    (others.count() == 0).then_some(text)
}

/// References that one pointer may lead through.
const MAX_THROUGH: usize = 100;

/// The node that a pointer leads to. Where it leads below a reference, it goes on at what that refers to:
/// `components.schemas` may be a file of its own.
fn walk<'a>(
    raw: &'a Raw,
    root: Node<'a>,
    tokens: &[String],
    siblings: &Siblings,
) -> Result<Node<'a>, (Node<'a>, usize)> {
    let (mut at, mut done) = (root, 0);
    for _ in 0..MAX_THROUGH {
        let (deepest, index) = match at.walk(tokens.get(done..).unwrap_or_default()) {
            Ok(node) => return Ok(node),
            Err((deepest, index)) => (deepest, done + index),
        };
        let next = lone(deepest).and_then(|text| one_step(raw, text, siblings));
        (at, done) = (next.ok_or((deepest, index))?, index);
    }
    Err((at, done))
}

/// Where a reference leads that leads through no other; what is wrong with it is told where it stands.
fn one_step<'a>(raw: &'a Raw, text: Node<'a>, siblings: &Siblings) -> Option<Node<'a>> {
    match place(raw, text.id(), text.as_str()?, siblings)? {
        (file, Fragment::Anchor(anchor)) => raw.node(*siblings.anchors.get(&(file, anchor))?),
        (file, Fragment::Pointer(tokens)) => raw.root(file)?.walk(&tokens).ok(),
    }
}

/// The node that `text` leads to as in [`resolve`], if it leads anywhere; nothing is reported.
pub(crate) fn find(raw: &Raw, from: NodeId, text: &str, siblings: &Siblings) -> Option<NodeId> {
    match place(raw, from, text, siblings)? {
        (file, Fragment::Anchor(anchor)) => siblings.anchors.get(&(file, anchor)).copied(),
        (file, Fragment::Pointer(tokens)) => walk(raw, raw.root(file)?, &tokens, siblings).ok().map(Node::id),
    }
}

/// The file that a reference leads to, and where in it.
fn place(raw: &Raw, from: NodeId, text: &str, siblings: &Siblings) -> Option<(FileId, Fragment)> {
    let home = file_of(raw, from)?;
    let base = siblings.names.get(&home).map_or("", String::as_str);
    let reference = parse(text, base).ok()?;
    let file = match reference.file {
        None => home,
        Some(name) => match siblings.files.get(&name)? {
            Sibling::Loaded(file) => *file,
            Sibling::Unreadable(_) | Sibling::Invalid(_) => return None,
        },
    };
    Some((file, reference.fragment))
}

/// The file whose tree a node hangs in. Nodes from an overlay keep their own file as their place, yet their
/// references are read in the document they were put into.
fn file_of(raw: &Raw, node: NodeId) -> Option<FileId> {
    let mut node = raw.node(node)?;
    while let Some(parent) = node.parent() {
        node = parent;
    }
    Some(node.file())
}

fn loaded(name: &str, from: NodeId, siblings: &Siblings, report: &mut Report) -> Option<FileId> {
    let reason = match siblings.files.get(name) {
        Some(Sibling::Loaded(file)) => return Some(*file),
        Some(Sibling::Unreadable(reason)) => reason.clone(),
        Some(Sibling::Invalid(found)) => {
            for diagnostic in found {
                report.push(diagnostic.clone());
            }
            "it is not valid".to_owned()
        }
        None => "it was not loaded".to_owned(),
    };
    let help = if name.contains(['.', '/']) {
        "file names are relative to the file in which the reference stands".to_owned()
    } else {
        format!(
            "a name without `#` is a file; for a schema of this document write `#/components/schemas/{name}`"
        )
    };
    let message = format!("the file `{name}` cannot be read: {reason}");
    report.error(Code::ReferencedFile, Place::Node(from), message, help);
    None
}

fn missing(
    text: &str,
    from: NodeId,
    deepest: Node<'_>,
    tokens: &[String],
    index: usize,
    report: &mut Report,
) {
    let token = tokens.get(index).map_or("", String::as_str);
    let place = match deepest.pointer() {
        pointer if pointer.is_empty() => "the root".to_owned(),
        pointer => format!("`{pointer}`"),
    };
    let message = match deepest.kind_name() {
        "a mapping" => format!("`{text}` leads nowhere: {place} has no key `{token}`"),
        "a list" => format!("`{text}` leads nowhere: {place} is a list without an item `{token}`"),
        other => format!("`{text}` leads nowhere: {place} is {other}"),
    };
    let known = deepest.entries().map(|(key, _)| key);
    let help = report.did_you_mean(token, known, "add what is missing, or correct the reference");
    report.error(Code::MissingReference, Place::Node(from), message, help);
}

#[cfg(test)]
mod tests;
