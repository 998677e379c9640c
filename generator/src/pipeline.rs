//! The list of stages.

use std::collections::BTreeMap;

use crate::code::Code;
use crate::config::{Config, Unsupported};
use crate::diagnostic::Report;
use crate::ir::pass::{
    content, cycle, direction, events, example, group, infer, input, nested, parts, reach, sent, spelling,
    unknown,
};
use crate::load;
use crate::output::{Output, Summary};
use crate::raw::Raw;
use crate::siblings::Siblings;
use crate::source::Files;
use crate::surface::Surface;
use crate::{emit, internal, ir, lower, mark, model, names, overlay, render, runtime, select, surface};

/// What a run reads.
pub struct Input<'a> {
    /// The document's name, as messages print it.
    pub name: &'a str,
    /// The document.
    pub bytes: &'a [u8],
    /// The settings.
    pub config: &'a Config,
    /// The arena that the configuration was read into, so that its places can be printed; empty without one.
    pub raw: Raw,
    /// Overlay documents, in the order in which they apply.
    pub overlays: &'a [Overlay],
    /// Files beside the document that it refers to.
    pub files: &'a dyn Files,
    /// What is asked for.
    pub wanted: Wanted,
}

/// What of a crate is asked for: its files and its surface take most of the time and memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The files, to write them.
    Files,
    /// The public API, to compare it.
    Surface,
    /// Both.
    All,
}

/// An overlay document.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// Its name, as messages print it.
    pub name: String,
    /// The document.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input")
            .field("name", &self.name)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// What a run gives.
#[derive(Debug)]
pub struct Outcome {
    /// The crate; `None` if anything is an error.
    pub output: Option<Output>,
    /// The document with its places, to print diagnostics with.
    pub raw: Raw,
    /// Errors and warnings.
    pub report: Report,
}

/// Generates a crate. Pure: reads nothing but `input`, writes nothing.
#[must_use]
pub fn generate(mut input: Input<'_>) -> Outcome {
    let mut raw = std::mem::take(&mut input.raw);
    let mut report = Report::new();
    let output = stages(&input, &mut raw, &mut report);
    internal::report(&mut report);
    Outcome { output: output.filter(|_| !report.has_errors()), raw, report }
}

/// The names of the files that a document is read from, the document's own among them, and no more: whatever faults there
/// are, [`generate`] tells.
#[must_use]
pub fn input_files(mut input: Input<'_>) -> Vec<String> {
    let mut raw = std::mem::take(&mut input.raw);
    let others = raw.files().len();
    let _ = whole(&input, &mut raw, &mut Report::new());
    raw.files().iter().skip(others).map(|file| file.name.clone()).collect()
}

/// The document with its overlays, and the files that it refers to.
fn whole(input: &Input<'_>, raw: &mut Raw, report: &mut Report) -> Option<Siblings> {
    let limits = input.config.document.limits();
    load::load(raw, input.name, input.bytes, &limits, report)?;
    for overlay in input.overlays {
        overlay::apply(raw, &overlay.name, &overlay.bytes, &limits, report);
    }
    barrier(report)?;
    Some(Siblings::load(raw, input.files, &limits))
}

fn stages(input: &Input<'_>, raw: &mut Raw, report: &mut Report) -> Option<Output> {
    let config = input.config;
    let siblings = whole(input, raw, report)?;
    let is_chosen = |head: &_| select::is_chosen(head, config);
    let mut document = lower::lower(raw, &siblings, &is_chosen, report)?;
    if !config.output.client {
        // All that webhooks are made of comes out.
        report.retain(|diagnostic| diagnostic.code != Code::Webhooks);
    }
    let chosen = select::Chosen::of(&document, config);
    chosen.forget_others(raw, report);
    barrier(report)?;
    chosen.empty_others(&mut document);
    select::unused(&document.heads, config, raw, report);
    let mut api = ir::from_openapi::build(document, raw, report)?;
    api.is_partial |= chosen.is_part();
    select::apply(&mut api, config, raw, report);
    events::run(&mut api, config);
    unknown::keep(&mut api, config, raw, report);
    sent::note(&mut api, config, raw, report);
    chosen.forget_others(raw, report);
    group::run(&mut api, config.names.path_groups);
    spelling::run(&mut api, raw, report);
    if config.pagination.infer {
        infer::run(&mut api);
    }
    content::run(&mut api, report);
    nested::run(&api, report);
    parts::run(&api, report);
    select::skip_degraded(&mut api, config, raw, report);
    if config.policy.unsupported == Unsupported::Error {
        report.raise();
    }
    barrier(report)?;
    input::run(&mut api, config);
    let cycles = cycle::run(&api.schemas);
    let reached = reach::run(&api);
    let emitted = select::emitted(&api, config, &reached);
    let directions =
        if config.output.client { reach::with_received(&api, reached) } else { reach::both_ways(&api) };
    direction::run(&mut api, &directions, config);
    let typed = select::typed(&api, config, &emitted);
    let pins = names::pins::Pins::of(&api, config, raw, report);
    example::run(&mut api, config, &emitted, raw, report);
    barrier(report)?;
    let mut names = names::plan::plan(&api, raw, config, &cycles, &typed, pins, report);
    names::alias::fill(&mut names, config, raw, report);
    barrier(report)?;
    let model = model::build::build(&api, &names, config, &cycles, &directions, raw);
    if model.client.is_some() {
        model::pagination::unpaged(&api, &model, report);
        model::update_request::unused(&model, config, raw, report);
        barrier(report)?;
    }
    // From here on the model is all there is: large documents take less memory.
    let (operations, schemas) = (model.operations().count(), names.types.len());
    let numbered = std::mem::take(&mut names.numbered);
    drop((api, names));
    model::by_place::report(&model.type_files, report);
    names::collision::derived(&numbered, &|name| model.has_operation_type(name), report);
    let has_files = input.wanted != Wanted::Surface;
    let lines = || if has_files { surface::lines(&model, raw) } else { BTreeMap::new() };
    let part = model.package.module.is_some().then(|| Box::new(emit::whole::Part::of(&model, lines())));
    let surface =
        if input.wanted == Wanted::Files { Surface::default() } else { surface::build(&model, raw) };
    let files = if has_files { files(&model, config, raw, report)? } else { BTreeMap::new() };
    let summary = Summary {
        name: model.package.name.clone(),
        version: model.package.version.clone(),
        operations,
        schemas,
        losses: report.losses(),
        inferred: model.inferred(),
    };
    Some(Output { files, surface, summary, part })
}

/// The files of a crate, or of a module of one.
fn files(
    model: &model::Crate,
    config: &Config,
    raw: &Raw,
    report: &mut Report,
) -> Option<BTreeMap<String, String>> {
    let examples = emit::examples::Examples::new(model);
    let mut files = render::all(model, &examples, report)?;
    let modules = runtime::modules(&files.values().map(String::as_str));
    files.extend(emit::other_files(model, &examples, &modules));
    if let Some(module) = &model.package.module {
        // The rest is of the crate.
        let placed = |(path, text): (String, String)| (render::place::path(module, &path), text);
        files = files.into_iter().map(placed).collect();
    } else {
        files.extend(emit::manifest_files(model, &examples, &modules));
        files.extend(modules.files());
        files.insert(surface::FILE.to_owned(), surface::snapshot(model, raw));
    }
    for (path, text) in &mut files {
        mark::sign(path, text, &config.output.command);
    }
    Some(files)
}

/// Stops before the next stage if this one found errors.
fn barrier(report: &Report) -> Option<()> {
    (!report.has_errors()).then_some(())
}
