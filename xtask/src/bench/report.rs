//! Prints the figures as Markdown, each with its goal and whether it holds.

use crate::terminal::println;

/// The figures so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    figures: usize,
    held: usize,
    missed: Vec<String>,
    notes: Vec<String>,
}

impl Report {
    /// Begins a table.
    pub(super) fn section(&mut self, title: &str) {
        self.flush();
        println(format_args!("\n## {title}\n\n| figure | measured | goal | holds |\n|---|---:|---:|---|"));
    }

    /// A figure without a goal.
    pub(super) fn figure(&mut self, what: &str, value: f64, unit: &str) {
        self.figures += 1;
        println(format_args!("| {what} | {} | | |", with_unit(value, unit)));
    }

    /// A figure that is to be `most` or less.
    pub(super) fn goal(&mut self, what: &str, value: f64, most: f64, unit: &str) {
        let holds = value <= most;
        let (value, most) = (with_unit(value, unit), with_unit(most, unit));
        if holds {
            self.held += 1;
        } else {
            self.missed.push(format!("{what}: {value}, to be {most} at most"));
        }
        let verdict = if holds { "yes" } else { "**no**" };
        println(format_args!("| {what} | {value} | ≤ {most} | {verdict} |"));
    }

    /// Something to say below the table.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Ends the last table and says which goals were missed.
    pub(super) fn finish(mut self) {
        self.flush();
        let (held, missed, others) = (self.held, self.missed.len(), self.figures);
        println(format_args!("\n## Goals\n\n{held} hold, {missed} missed; {others} figures have none."));
        if !self.missed.is_empty() {
            let lines: Vec<_> = self.missed.iter().map(|line| format!("- {line}")).collect();
            println(format_args!("\n{}", lines.join("\n")));
        }
    }

    fn flush(&mut self) {
        for note in self.notes.drain(..) {
            println(format_args!("\n{note}"));
        }
    }
}

fn with_unit(value: f64, unit: &str) -> String {
    match unit {
        "" => format!("{value:.0}"),
        "exponent" => format!("{value:.2}"),
        "times" => format!("{value:.2} ×"),
        "MiB" | "ms" | "µs" => format!("{value:.1} {unit}"),
        _ => format!("{value:.2} {unit}"),
    }
}
