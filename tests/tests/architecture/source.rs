//! What each module of a crate names: paths that begin with `crate`, `super` or another crate, in `use` and elsewhere, but
//! neither in its tests nor in code that it makes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;

/// Macros whose tokens are the generated crate's.
const MADE: [&str; 2] = ["quote", "quote_spanned"];

/// The paths that the modules of a crate name.
pub(crate) struct Sources {
    /// By module (`a::b`, the root is empty): its path from the root of the crate, its file.
    modules: BTreeMap<String, PathBuf>,
    /// From which module, to which path. A path within the crate begins with `crate`.
    paths: BTreeSet<(String, Vec<String>)>,
}

impl Sources {
    /// Reads all files below a folder of the workspace.
    pub(crate) fn read(folder: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(folder);
        let mut sources = Self { modules: BTreeMap::new(), paths: BTreeSet::new() };
        sources.folder(&root, &[]);
        assert!(sources.modules.len() > 10, "{folder} is not read");
        sources
    }

    fn folder(&mut self, folder: &Path, module: &[String]) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let inner: Vec<String> = module.iter().cloned().chain([name.clone()]).collect();
            if name == "tests" {
                continue;
            }
            if path.is_dir() {
                self.folder(&path, &inner);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let is_root = matches!(name.as_str(), "mod" | "lib" | "main");
                self.file(&path, if is_root { module } else { &inner });
            }
        }
    }

    #[expect(clippy::disallowed_methods, reason = "reads our own source")]
    fn file(&mut self, path: &Path, module: &[String]) {
        self.modules.insert(module.join("::"), path.to_owned());
        let text = fs::read_to_string(path).unwrap();
        let tokens = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for path in paths(tokens.into_token_stream()) {
            self.paths.insert((module.join("::"), absolute(path, module)));
        }
    }

    /// The folders with modules in them, by the module that they are; the crate itself is empty.
    pub(crate) fn folders(&self) -> BTreeSet<String> {
        self.modules
            .keys()
            .map(|module| module.rsplit_once("::").map_or("", |(outer, _)| outer).to_owned())
            .collect()
    }

    /// Which of the modules of a folder names which other one, and a place where it does.
    pub(crate) fn modules(&self, folder: &str) -> BTreeMap<(String, String), String> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}::") };
        let child = |module: &str| {
            let name = module.strip_prefix(&prefix)?.split("::").next().filter(|name| !name.is_empty())?;
            Some(format!("{prefix}{name}"))
                .filter(|child| self.modules.contains_key(child) || self.folders().contains(child))
        };
        let mut edges = BTreeMap::new();
        for (from, path) in &self.paths {
            let Some((first, within)) = path.split_first().filter(|(first, _)| *first == "crate") else {
                continue;
            };
            let _ = first;
            if let (Some(one), Some(other)) = (child(from), child(&within.join("::")))
                && one != other
            {
                edges.entry((one, other)).or_insert_with(|| self.place(from));
            }
        }
        edges
    }

    /// Which modules name which of some paths of other crates.
    pub(crate) fn outside(&self, wanted: &[&str]) -> BTreeMap<(String, String), String> {
        let mut found = BTreeMap::new();
        for (from, path) in &self.paths {
            let path = path.join("::");
            for wanted in wanted.iter().filter(|wanted| super::is_in(&path, wanted)) {
                found.entry((from.clone(), (*wanted).to_owned())).or_insert_with(|| self.place(from));
            }
        }
        found
    }

    fn place(&self, module: &str) -> String {
        self.modules.get(module).map(|path| path.display().to_string()).unwrap_or_default()
    }
}

/// A path from the root of the crate.
fn absolute(path: Vec<String>, module: &[String]) -> Vec<String> {
    let supers = path.iter().take_while(|part| *part == "super").count();
    let start = match path.first().map(String::as_str) {
        Some("super") => module.len().saturating_sub(supers),
        Some("self") => module.len(),
        _ => return path,
    };
    let rest = path.into_iter().skip_while(|part| part == "super" || part == "self");
    ["crate".to_owned()].into_iter().chain(module.iter().take(start).cloned()).chain(rest).collect()
}

/// All paths in some tokens: `a::{b, c::d}` are two.
pub(crate) fn paths(tokens: TokenStream) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    read(&mut Cursor::new(tokens), &[], &mut found);
    found
}

/// The tokens of a group, one after the other.
struct Cursor(std::iter::Peekable<std::vec::IntoIter<TokenTree>>);

impl Cursor {
    fn new(tokens: TokenStream) -> Self {
        Self(tokens.into_iter().collect::<Vec<_>>().into_iter().peekable())
    }

    fn is_punct(&mut self, sign: char) -> bool {
        matches!(self.0.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
    }

    /// Takes `::` if it is next.
    fn colons(&mut self) -> bool {
        if !self.is_punct(':') {
            return false;
        }
        self.0.next();
        let is_path = self.is_punct(':');
        if is_path {
            self.0.next();
        }
        is_path
    }

    /// Takes a group if it is next.
    fn group(&mut self, delimiter: Option<Delimiter>) -> Option<TokenStream> {
        match self.0.peek() {
            Some(TokenTree::Group(group)) if delimiter.is_none_or(|wanted| group.delimiter() == wanted) => {
                let tokens = group.stream();
                self.0.next();
                Some(tokens)
            }
            _ => None,
        }
    }
}

/// Reads what may be paths; `prefix` is what stands before a group of them.
fn read(cursor: &mut Cursor, prefix: &[String], found: &mut Vec<Vec<String>>) {
    while let Some(token) = cursor.0.next() {
        match token {
            TokenTree::Group(group) => read(&mut Cursor::new(group.stream()), &[], found),
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                let attribute = cursor.group(Some(Delimiter::Bracket)).unwrap_or_default();
                if attribute.to_string().replace(' ', "") == "cfg(test)" {
                    // The item that it stands before.
                    let ends_item = |token: TokenTree| match token {
                        TokenTree::Punct(punct) => punct.as_char() == ';',
                        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                        _ => false,
                    };
                    cursor.0.find(|token| ends_item(token.clone()));
                }
            }
            TokenTree::Ident(ident) => path(cursor, prefix, ident.to_string(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Reads a path of which the first part is read.
fn path(cursor: &mut Cursor, prefix: &[String], first: String, found: &mut Vec<Vec<String>>) {
    let mut path = prefix.to_vec();
    path.push(first);
    while cursor.colons() {
        if let Some(group) = cursor.group(Some(Delimiter::Brace)) {
            read(&mut Cursor::new(group), &path, found);
            return;
        }
        match cursor.0.peek() {
            Some(TokenTree::Ident(ident)) => {
                path.push(ident.to_string());
                cursor.0.next();
            }
            _ => break,
        }
    }
    let is_macro = cursor.is_punct('!');
    if is_macro && path.last().is_some_and(|name| MADE.contains(&name.as_str())) {
        cursor.0.next();
        cursor.group(None);
    }
    // One word alone is a name of the module's own, or a variable.
    if path.len() > 1 || is_macro {
        found.push(path);
    }
}
