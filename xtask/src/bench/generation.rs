//! What generating costs.

use std::io;

use super::OwnFigures;
use super::growth::exponent;
use super::measure::{Cost, median};
use super::report::Report;
use super::suite::Suite;
use super::synthetic;
use crate::project::{CONFIG, DOCUMENT};

/// One point of the growth.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) schemas: usize,
    pub(super) cost: Cost,
}

/// The project's own document.
pub(super) fn own(suite: &Suite, report: &mut Report, ours: &mut OwnFigures) -> io::Result<()> {
    report.section("Generation");
    report.note("CPU is the generator's own; creating the files costs more in the kernel, as its file system pleases.");
    let (document, config) = (suite.root.join(DOCUMENT), suite.root.join(CONFIG));
    // More often than the others: it takes milliseconds, and the first runs wake the processor.
    let cost = median(suite.runs * 7, || suite.generate("guardrails", &document, Some(&config)))?;
    report.goal("guardrails: CPU", cost.user_seconds() * 1e3, 30.0, "ms");
    report.figure("guardrails: in the kernel", cost.kernel_seconds() * 1e3, "ms");
    report.figure("guardrails: peak memory", cost.mebibytes(), "MiB");
    let idle = median(suite.runs, || suite.regenerate("guardrails", &document, Some(&config)))?;
    report.goal("guardrails, nothing to do: wall", idle.wall.as_secs_f64(), 0.3, "s");
    ours.documents.insert("guardrails".to_owned(), document);
    Ok(())
}

/// The documents of the corpus; only the largest and `OpenRouter`'s when in a hurry.
pub(super) fn corpus(suite: &Suite, report: &mut Report, ours: &mut OwnFigures) {
    if suite.documents.is_empty() {
        report.note("Skipped: the documents of the corpus, because there is none (`--corpus DIR`).");
    }
    for (index, (name, document)) in suite.documents.iter().enumerate() {
        let openrouter = name == "openrouter";
        if suite.quick && index > 2 && !suite.is_large(name) {
            continue;
        }
        let runs = if suite.quick && suite.is_largest(name) { 1 } else { suite.runs };
        match median(runs, || suite.generate(name, document, None)) {
            Ok(cost) => {
                let what = format!("{name}: CPU");
                if openrouter {
                    report.goal(&what, cost.user_seconds(), 0.6, "s");
                } else {
                    report.figure(&what, cost.user_seconds(), "s");
                }
                report.figure(&format!("{name}: in the kernel"), cost.kernel_seconds(), "s");
                report.figure(&format!("{name}: peak memory"), cost.mebibytes(), "MiB");
                ours.documents.insert(name.clone(), document.clone());
            }
            Err(error) => report.note(format!("Skipped: {name}, {error}.")),
        }
    }
}

/// Synthetic documents of growing size.
pub(super) fn growth(suite: &Suite, report: &mut Report, ours: &mut OwnFigures) -> io::Result<Vec<Point>> {
    report.section("Growth of generation");
    let mut points = Vec::new();
    for schemas in [10, 100, 300, 1_000, 3_000, 5_000] {
        let name = format!("synthetic-{schemas}");
        let document = suite.folder.join("documents").join(format!("{name}.json"));
        synthetic::write(&document, schemas)?;
        let runs = if suite.quick && schemas > 1_000 { 1 } else { suite.runs };
        let cost = median(runs, || suite.generate(&name, &document, None))?;
        report.figure(&format!("{schemas} schemas: CPU"), cost.user_seconds(), "s");
        report.figure(&format!("{schemas} schemas: peak memory"), cost.mebibytes(), "MiB");
        points.push(Point { schemas, cost });
        ours.documents.insert(name, document);
    }
    let fit = |value: fn(&Cost) -> f64| {
        let points: Vec<_> = points.iter().map(|point| (size(point.schemas), value(&point.cost))).collect();
        exponent(&points)
    };
    // Linear, with room for the noise of a measurement.
    for (what, value) in [("CPU", Cost::user_seconds as fn(&Cost) -> f64), ("peak memory", Cost::mebibytes)] {
        match fit(value) {
            Some(exponent) => report.goal(&format!("exponent of {what}"), exponent, 1.1, "exponent"),
            None => report.note(format!("No exponent of {what}: the costs do not grow.")),
        }
    }
    Ok(points)
}

/// A number of things as a number to reckon with.
pub(super) fn size(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
