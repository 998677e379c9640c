//! Joins what came of several documents into one crate, a module for each, with one runtime.

use std::collections::BTreeMap;

use crate::code::Code;
use crate::diagnostic::Report;
use crate::emit::whole::{self, Part};
use crate::output::{Output, Summary};
use crate::raw::Raw;
use crate::{Config, internal, mark, model, render, runtime, surface};

/// The crate of a configuration with entries of `[[api]]`, of what came of the document of each of them, in their order.
/// `None` after an error.
#[must_use]
pub fn join(config: &Config, raw: &Raw, outputs: Vec<Output>, report: &mut Report) -> Option<Output> {
    let errors = report.error_count();
    let joined = all(config, raw, outputs, report);
    internal::report(report);
    joined.filter(|_| report.error_count() == errors)
}

fn all(config: &Config, raw: &Raw, outputs: Vec<Output>, report: &mut Report) -> Option<Output> {
    let (mut files, mut surfaces, mut parts) = (BTreeMap::new(), Vec::new(), Vec::new());
    let mut summary = Summary::default();
    for mut output in outputs {
        let part = *output.part.take()?;
        add(&mut summary, part.module(), output.summary);
        files.append(&mut output.files);
        surfaces.push(output.surface);
        parts.push(part);
    }
    let packages: Vec<&model::Package> = parts.iter().map(|part| &part.package).collect();
    let package = match model::package::whole(config, &packages) {
        Ok(package) => package,
        Err(name) => {
            let message = format!("two of the documents take the crate `{name}` in different versions");
            let help = "write the same version in the configurations of both";
            report.error(Code::ConfigValue, config.place(raw, &["api"]), message, help);
            return None;
        }
    };
    summary.name.clone_from(&package.name);
    summary.version.clone_from(&package.version);
    let surface = surface::whole(&package, surfaces);
    if !files.is_empty() {
        let more = of_crate(&package, &parts, &files, config, report)?;
        files.extend(more);
    }
    Some(Output { files, surface, summary, part: None })
}

fn add(summary: &mut Summary, module: &str, more: Summary) {
    summary.operations += more.operations;
    summary.schemas += more.schemas;
    let inferred = more.inferred.into_iter();
    summary.inferred.extend(inferred.map(|(operation, rule)| (format!("{module}::{operation}"), rule)));
    for (cost, number) in more.losses {
        *summary.losses.entry(cost).or_default() += number;
    }
}

/// The files that are of no module; `files` are those of the modules.
fn of_crate(
    package: &model::Package,
    parts: &[Part],
    files: &BTreeMap<String, String>,
    config: &Config,
    report: &mut Report,
) -> Option<BTreeMap<String, String>> {
    let modules = runtime::modules(&files.values().map(String::as_str));
    let mut more = whole::files(package, parts, &modules);
    more.extend(render::one(whole::root(package, parts), report));
    more.extend(modules.files());
    let lines = parts.iter().flat_map(|part| part.lines.clone()).collect();
    more.insert(surface::FILE.to_owned(), surface::whole_snapshot(package, lines));
    for (path, text) in &mut more {
        mark::sign(path, text, &config.output.command);
    }
    (!report.has_errors()).then_some(more)
}
