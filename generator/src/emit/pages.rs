//! `docs/`: the reference as Markdown, a page for each group of operations and for what users receive, and an index.
//!
//! Every type has one place, on the first page that needs it, so that the pages grow with the document and no faster.

mod anchor;
mod operation;
mod received;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::examples::Examples;
use crate::markdown::{self, cell};
use crate::model::{
    BodyKind, Crate, Group, Operation, OutputTy, ReceivedType, ResponseBody, Ty, TypeKind, Types,
};
use crate::names::ident::Ident;
use anchor::Anchors;

/// Longer pages are no pages: what is too much for one goes on in the next.
const MOST_OPERATIONS: usize = 60;

/// The pages by path.
pub(crate) fn files(model: &Crate, examples: &Examples<'_>) -> BTreeMap<String, String> {
    let book = Book::new(model, examples);
    let mut files: BTreeMap<String, String> =
        (0..book.pages.len()).map(|page| (book.path(page), book.page(page))).collect();
    files.insert("docs/README.md".to_owned(), book.index());
    files
}

/// A page with what it is about.
#[derive(Debug)]
struct Page<'a> {
    /// What its operations are methods of, or what else it is about.
    about: About<'a>,
    /// Below `docs/`.
    file: String,
    title: String,
    operations: Vec<(&'a Operation, String)>,
    /// The types that have their place here, with their anchors.
    types: Vec<&'a Ident>,
}

/// What a page is about.
#[derive(Debug)]
enum About<'a> {
    Group(&'a Group),
    /// What users receive, with its anchors.
    Received(Vec<(&'a ReceivedType, String)>),
}

/// All pages, and where on them each type is.
#[derive(Debug)]
struct Book<'a> {
    model: &'a Crate,
    examples: &'a Examples<'a>,
    types: Types<'a>,
    pages: Vec<Page<'a>>,
    places: BTreeMap<&'a Ident, (usize, String)>,
    /// Bodies and answers of one operation only: their fields stand with it.
    inline: BTreeSet<&'a Ident>,
}

impl<'a> Book<'a> {
    fn new(model: &'a Crate, examples: &'a Examples<'a>) -> Self {
        let types = model.types();
        let inline = inline(model, &types);
        let mut book = Self { model, examples, types, pages: Vec::new(), places: BTreeMap::new(), inline };
        for group in &model.groups {
            for (number, operations) in group.operations.chunks(MOST_OPERATIONS).enumerate() {
                book.add(group, number, operations);
            }
        }
        for (number, types) in model.received.types.chunks(MOST_OPERATIONS).enumerate() {
            book.add_received(number, types);
        }
        book
    }

    fn add(&mut self, group: &'a Group, number: usize, operations: &'a [Operation]) {
        let name = group.names.as_ref().map_or("client", |names| names.accessor.bare());
        let module = group.module.bare();
        let (file, title) = match number {
            0 => (format!("operations/{module}.md"), name.to_owned()),
            number => {
                (format!("operations/{module}.{}.md", number + 1), format!("{name}, part {}", number + 1))
            }
        };
        let mut anchors = Anchors::default();
        anchors.add(&title);
        let operations: Vec<_> =
            operations.iter().map(|operation| (operation, anchors.add(operation.method.bare()))).collect();
        anchors.add("Types");
        let mut found = BTreeSet::new();
        for (operation, _) in &operations {
            for ty in operation.tys() {
                self.reach(ty, &mut found);
            }
        }
        let types = self.place(found, &mut anchors);
        self.pages.push(Page { about: About::Group(group), file, title, operations, types });
    }

    /// Gives types their place on the next page.
    fn place(&mut self, found: BTreeSet<&'a Ident>, anchors: &mut Anchors) -> Vec<&'a Ident> {
        let page = self.pages.len();
        let types: Vec<&Ident> = found.into_iter().filter(|ident| !self.inline.contains(*ident)).collect();
        for ident in &types {
            self.places.insert(ident, (page, anchors.add(ident.bare())));
        }
        types
    }

    /// The types behind a type that have no place yet.
    fn reach(&self, ty: &'a Ty, found: &mut BTreeSet<&'a Ident>) {
        let mut open = BTreeSet::new();
        ty.named(&mut open);
        let mut seen_inline = BTreeSet::new();
        while let Some(ident) = open.pop_first() {
            let new = if self.inline.contains(ident) {
                seen_inline.insert(ident)
            } else {
                !self.places.contains_key(ident) && found.insert(ident)
            };
            if let Some(item) = self.types.get(ident).filter(|_| new) {
                for ty in item.tys() {
                    ty.named(&mut open);
                }
            }
        }
    }

    fn path(&self, page: usize) -> String {
        format!("docs/{}", self.pages.get(page).map(|page| page.file.as_str()).unwrap_or_default())
    }

    fn page(&self, number: usize) -> String {
        let Some(page) = self.pages.get(number) else { return String::new() };
        let mut text = format!("\n# {}\n\n", page.title);
        match &page.about {
            About::Group(group) => self.operations(number, group, &page.operations, &mut text),
            About::Received(received) => self.received(number, received, &mut text),
        }
        if !page.types.is_empty() {
            text.push_str("## Types\n\n");
        }
        for item in page.types.iter().filter_map(|ident| self.types.get(*ident)) {
            self.item(number, item, &mut text);
        }
        text
    }

    fn operations(&self, page: usize, group: &Group, operations: &[(&Operation, String)], text: &mut String) {
        for line in prose(group.docs.text.as_deref().unwrap_or(&group.docs.fallback)) {
            let _ = writeln!(text, "{line}");
        }
        let call = match &group.names {
            Some(names) => format!("client.{}()", names.accessor.as_str()),
            None => "client".to_owned(),
        };
        let _ = write!(text, "\nMethods of `{call}`. [All operations](../README.md)\n\n");
        for (operation, anchor) in operations {
            let summary = operation.summary.as_deref().map(words).unwrap_or_default();
            let _ = writeln!(text, "- [`{}`](#{anchor}) {summary}", operation.method.as_str());
        }
        text.push('\n');
        for (operation, _) in operations {
            self.operation(page, operation, text);
        }
    }

    /// Names only: each meaning stands in one page, so that a changed word changes one.
    fn index(&self) -> String {
        let package = &self.model.package;
        let mut text = format!(
            "\n# Operations of {}\n\nHow to start is in the [README](../README.md).\n\n",
            package.shown()
        );
        for page in &self.pages {
            let _ = write!(text, "## [{}]({})\n\n", page.title, page.file);
            if let About::Received(received) = &page.about {
                text.push_str("| type | sent by |\n| --- | --- |\n");
                for (one, anchor) in received {
                    let (name, sent) = (one.ident.as_str(), cell(&one.sent));
                    let _ = writeln!(text, "| [`{name}`]({}#{anchor}) | {sent} |", page.file);
                }
                text.push('\n');
                continue;
            }
            text.push_str("| method | sends |\n| --- | --- |\n");
            for (operation, anchor) in &page.operations {
                let sends = cell(&format!("{} {}", operation.http_method, operation.path));
                let method = operation.method.as_str();
                let _ = writeln!(text, "| [`{method}`]({}#{anchor}) | {sends} |", page.file);
            }
            text.push('\n');
        }
        text
    }

    /// A type as code, with a link to the first type it names that has a place.
    fn link(&self, page: usize, ty: &Ty) -> String {
        let code = cell(&ty.spelled("").bare());
        let mut named = BTreeSet::new();
        ty.named(&mut named);
        match named.into_iter().find_map(|ident| self.places.get(ident)) {
            Some((at, anchor)) if *at == page => format!("[{code}](#{anchor})"),
            Some((at, anchor)) => {
                let file = |page: usize| self.pages.get(page).map(|page| page.file.as_str());
                let (file, from) = (file(*at).unwrap_or_default(), file(page).unwrap_or_default());
                // Pages of operations are beside each other; the others stand above them.
                let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
                let file = file.strip_prefix(folder).unwrap_or(file).trim_start_matches('/');
                format!("[{code}]({file}#{anchor})")
            }
            None => code,
        }
    }
}

/// The structs that are the body or the answer of one operation and nothing else.
fn inline<'a>(model: &'a Crate, types: &Types<'a>) -> BTreeSet<&'a Ident> {
    let mut uses: BTreeMap<&Ident, usize> = BTreeMap::new();
    let mut roots: BTreeSet<&Ident> = BTreeSet::new();
    let operations = || model.groups.iter().flat_map(|group| &group.operations);
    let received = model.received.types.iter().map(|one| &one.ty);
    let everywhere = operations().flat_map(Operation::tys).chain(types.values().flat_map(|item| item.tys()));
    for ty in everywhere.chain(received) {
        let mut named = BTreeSet::new();
        ty.named(&mut named);
        for ident in named {
            *uses.entry(ident).or_default() += 1;
        }
    }
    for operation in operations() {
        if let Some(BodyKind::One(content)) = operation.body.as_ref().map(|body| &body.kind)
            && let Ty::Named(ident) = &content.ty
        {
            roots.insert(ident);
        }
        if let OutputTy::One(ResponseBody::Json(Ty::Named(ident))) = &operation.output.ty {
            roots.insert(ident);
        }
    }
    roots.retain(|ident| {
        uses.get(ident) == Some(&1)
            && types.get(*ident).is_some_and(|item| matches!(item.kind, TypeKind::Struct(_)))
    });
    roots
}

/// Text of the document, its headings as bold lines: the page has its own.
fn prose(text: &str) -> Vec<String> {
    let mut fence: Option<String> = None;
    let mut lines = markdown::doc_lines(text);
    for line in &mut lines {
        let ticks: String = line.trim_start().chars().take_while(|char| *char == '`').collect();
        match &fence {
            Some(open) if line.trim() == open => fence = None,
            None if ticks.len() >= 3 => fence = Some(ticks),
            None if line.starts_with("## ") || line.starts_with("### ") => {
                *line = format!("**{}**", line.trim_start_matches('#').trim().replace("**", ""));
            }
            Some(_) | None => {}
        }
    }
    lines
}

/// The first paragraph in one line, if it is one: headings lose their marks, code blocks are left out.
fn words(text: &str) -> String {
    let plain = markdown::plain(text);
    if plain.starts_with("```") {
        return String::new();
    }
    match plain.strip_prefix('#') {
        Some(rest) => rest.trim_start_matches(['#', ' ']).to_owned(),
        None => plain,
    }
}
