//! Files beside the document that references name.

use std::collections::BTreeMap;
use std::io;

use crate::diagnostic::Report;
use crate::load::{self, Limits};
use crate::raw::{FileId, Node, Raw};
use crate::reference;
use crate::siblings::{Sibling, Siblings};

/// The most files that references may draw in.
const MAX_FILES: usize = 1000;

/// Reads files by their name relative to a folder: the document's, or one around it. Only the commands implement it on a
/// disk; names are checked before they get here (relative, `..` resolved, `/` as the only separator). An implementation
/// must not follow a symbolic link out of the folder.
pub trait Files {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Whatever kept the file from being read.
    fn read(&self, relative: &str) -> io::Result<Vec<u8>>;

    /// The document's own name among the files, where it does not stand in their folder itself.
    fn document(&self) -> Option<&str> {
        None
    }

    /// How messages call a file.
    fn shown(&self, relative: &str) -> String {
        relative.to_owned()
    }
}

/// Findings of a file that is not valid: they are told at each reference to it.
const MOST_TOLD: usize = 20;

/// No files: every reference to a file is an error.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _relative: &str) -> io::Result<Vec<u8>> {
        Err(io::Error::new(io::ErrorKind::NotFound, "files beside the document are not read here"))
    }
}

/// Files held in memory, by name.
impl Files for BTreeMap<String, Vec<u8>> {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        self.get(relative).cloned().ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
    }
}

impl Siblings {
    /// Loads all files that any `$ref` of the document (and of those files) names, each once.
    ///
    /// What goes wrong is kept and reported by [`reference::resolve`] at the reference, because a `$ref` inside
    /// an example is only data and may name anything.
    #[must_use]
    pub fn load(raw: &mut Raw, files: &dyn Files, limits: &Limits) -> Self {
        let Some(document) = raw.document().map(Node::file) else { return Self::default() };
        let own = || raw.file(document).map(|file| reference::base_name(&file.name).to_owned());
        let name = files.document().map(str::to_owned).or_else(own).unwrap_or_default();
        let mut siblings = Self::default();
        siblings.files.insert(name.clone(), Sibling::Loaded(document));
        siblings.names.insert(document, name);
        let mut queue = vec![document];
        let mut next = 0;
        while let Some(file) = queue.get(next).copied() {
            next += 1;
            for name in siblings.scan(raw, file) {
                if siblings.files.contains_key(&name) {
                    continue;
                }
                let sibling = if siblings.files.len() > MAX_FILES {
                    Sibling::Unreadable(format!("more than {MAX_FILES} files are referred to"))
                } else {
                    read_one(raw, files, &name, limits)
                };
                if let Sibling::Loaded(id) = sibling {
                    siblings.names.insert(id, name.clone());
                    queue.push(id);
                }
                siblings.files.insert(name, sibling);
            }
        }
        siblings
    }

    /// Notes the anchors of a file and returns the names of the files that its references name.
    fn scan(&mut self, raw: &Raw, file: FileId) -> Vec<String> {
        let base = self.names.get(&file).cloned().unwrap_or_default();
        let mut names = Vec::new();
        let mut stack: Vec<_> = raw.root(file).into_iter().collect();
        while let Some(node) = stack.pop() {
            let text = |key| node.get(key).and_then(Node::as_str);
            for anchor in [text("$anchor"), text("$dynamicAnchor")].into_iter().flatten() {
                self.anchors.entry((file, anchor.to_owned())).or_insert(node.id());
            }
            let discriminator = node.get("discriminator");
            let mapping = discriminator.and_then(|one| one.get("mapping"));
            let rest = discriminator.and_then(|one| one.get("defaultMapping")).and_then(Node::as_str);
            // Without a dot or a slash it can only be the name of a schema.
            let mapped = mapping
                .into_iter()
                .flat_map(Node::entries)
                .filter_map(|(_, target)| target.as_str())
                .chain(rest);
            let mapped = mapped.filter(|text| text.contains(['.', '/']));
            let references = text("$ref").into_iter().chain(mapped);
            names.extend(references.filter_map(|text| reference::parse(text, &base).ok()?.file));
            // The first child on top: anchors and files are met in document order.
            let below = stack.len();
            stack.extend(node.entries().map(|(_, child)| child).chain(node.items()));
            if let Some(children) = stack.get_mut(below..) {
                children.reverse();
            }
        }
        names
    }
}

fn read_one(raw: &mut Raw, files: &dyn Files, name: &str, limits: &Limits) -> Sibling {
    match files.read(name) {
        Err(error) => Sibling::Unreadable(error.to_string()),
        Ok(bytes) => {
            let mut report = Report::new();
            // All files together stay within the bound on one.
            let limits = Limits { nodes_before: raw.len(), ..*limits };
            match load::load(raw, &files.shown(name), &bytes, &limits, &mut report) {
                Some(file) => {
                    raw.set_label(file, name);
                    Sibling::Loaded(file)
                }
                None => {
                    let mut found = report.into_diagnostics();
                    found.truncate(MOST_TOLD);
                    Sibling::Invalid(found)
                }
            }
        }
    }
}
