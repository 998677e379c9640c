//! The client at run time: next to the same by hand, and to what a peer generates.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use super::interleaved::{Blocks, Timing, Worker};
use super::measure;
use super::programs::{self, BY_HAND, Client, OURS};
use super::report::Report;
use super::suite::Suite;

/// Calls in a block: a few milliseconds.
const BLOCK: u32 = 100;
/// What ours may take of what it takes by hand.
const CALLS: f64 = 1.05;
const DECODING: f64 = 1.1;

/// Builds the programs and compares them.
pub(super) fn compare(suite: &Suite, report: &mut Report) {
    report.section("The client at run time");
    let (server, mut clients) = match programs::own(suite) {
        Ok(built) => built,
        Err(error) => {
            report.note(format!("Skipped: the programs do not build. {error}"));
            return;
        }
    };
    match programs::openapi_to_rust(suite) {
        Ok(Some(client)) => clients.push(client),
        Ok(None) => {
            report.note("Skipped: openapi-to-rust's client, which was not generated (`--install-peers`).");
        }
        Err(error) => report.note(format!("Skipped: openapi-to-rust's client does not build. {error}")),
    }
    report.note(
        "Client and server are processes of their own on one core; each client calls one at a time, in turns of \
         100 calls. CPU is the client's, kernel included; wall is the server's, too. Ratios are medians of the ratios \
         within a turn. A page holds two guardrails. By hand, null and absent are one, and enums know no further values.",
    );
    if let Err(error) = measured(suite, report, &clients, &server) {
        report.note(format!("Skipped: the rest, since a program failed. {error}"));
    }
}

fn measured(suite: &Suite, report: &mut Report, clients: &[Client], server: &Path) -> io::Result<()> {
    let mut server = Worker::start(server, &[])?;
    let url = server.read_line()?;
    timed(suite, report, clients, &url)?;
    allocations(suite, report, clients, &url)?;
    sizes(suite, report, clients, &url)
}

fn timed(suite: &Suite, report: &mut Report, clients: &[Client], url: &str) -> io::Result<()> {
    let tasks = [("list", "a list call", BLOCK), ("create", "a creation", BLOCK), ("decode", "decoding", 1)];
    let mut blocks = tasks.map(|_| Blocks::new(clients.len()));
    let (starts, rounds) = if suite.quick { (6, 30) } else { (12, 60) };
    // Where a process happens to lie in memory makes a few in a hundred: it is started often.
    for _ in 0..starts {
        let start = |client: &Client| Worker::start(&client.timed, &[url]);
        let mut workers = clients.iter().map(start).collect::<io::Result<Vec<_>>>()?;
        for ((task, _, size), blocks) in tasks.iter().zip(&mut blocks) {
            blocks.add(&mut workers, task, *size, if *size == 1 { rounds / 5 } else { rounds })?;
        }
    }
    for ((task, what, _), blocks) in tasks.iter().zip(&blocks) {
        let results = blocks.results();
        if *task == "decode" {
            for (client, result) in clients.iter().zip(&results) {
                let what = format!("decoding 10 MB of pages, {}: CPU", client.name);
                report.figure(&what, result.one.processor / 1e3, "ms");
            }
            ratios(report, clients, &results, ("decoding, CPU", DECODING), |result| result.ratio.processor);
            continue;
        }
        for (client, result) in clients.iter().zip(&results) {
            report.figure(&format!("{what}, {}: CPU", client.name), result.one.processor, "µs");
            report.figure(&format!("{what}, {}: calls a second", client.name), 1e6 / result.one.wall, "");
        }
        ratios(report, clients, &results, (&format!("{what}, CPU"), CALLS), |result| result.ratio.processor);
        ratios(report, clients, &results, (&format!("{what}, wall"), CALLS), |result| result.ratio.wall);
    }
    Ok(())
}

/// Ours to the one by hand, which has a goal, and to the peers'.
fn ratios(
    report: &mut Report,
    clients: &[Client],
    results: &[Timing],
    (what, goal): (&str, f64),
    part: impl Fn(&Timing) -> f64,
) {
    let of = |name: &str| clients.iter().zip(results).find(|(client, _)| client.name == name);
    let Some(ours) = of(OURS).map(|(_, result)| part(result)) else { return };
    report.goal(&format!("{what}: ours to {BY_HAND}"), ours, goal, "times");
    for (client, result) in clients.iter().zip(results) {
        if client.name != OURS && client.name != BY_HAND {
            report.figure(&format!("{what}: ours to {}", client.name), ours / part(result), "times");
        }
    }
}

/// How often a call allocates, and how much.
fn allocations(suite: &Suite, report: &mut Report, clients: &[Client], url: &str) -> io::Result<()> {
    report.section("Allocations of a call");
    let mut counts: Vec<Vec<f64>> = Vec::new();
    for client in clients {
        let text = output_of(suite, &client.counted, url, &format!("counted-{}", client.name))?;
        let numbers = text.split_whitespace().filter_map(|word| word.parse().ok());
        counts.push(numbers.collect());
    }
    for (index, what) in
        ["a list call, number", "a list call, bytes", "a creation, number", "a creation, bytes"]
            .iter()
            .enumerate()
    {
        let value = |of: &Vec<f64>| of.get(index).copied().unwrap_or(f64::NAN);
        for (client, counts) in clients.iter().zip(&counts) {
            report.figure(&format!("{what}: {}", client.name), value(counts), "");
        }
        if let [by_hand, ours, ..] = &*counts {
            report.figure(&format!("{what}: {OURS} to {BY_HAND}"), value(ours) / value(by_hand), "times");
        }
    }
    Ok(())
}

/// How large a program becomes that makes two calls.
fn sizes(suite: &Suite, report: &mut Report, clients: &[Client], url: &str) -> io::Result<()> {
    report.section("Size of a program that lists and creates guardrails");
    let mut sizes = Vec::new();
    for client in clients {
        // That it works is part of the figure.
        output_of(suite, &client.small, url, &format!("small-{}", client.name))?;
        let bytes = u32::try_from(fs::metadata(&client.small)?.len()).unwrap_or(u32::MAX);
        sizes.push(f64::from(bytes) / f64::from(1 << 20));
        report.figure(&format!("{}: stripped", client.name), f64::from(bytes) / f64::from(1 << 20), "MiB");
    }
    if let [by_hand, ours, ..] = &*sizes {
        report.figure(&format!("size, {OURS} to {BY_HAND}"), ours / by_hand, "times");
    }
    report.note("With reqwest's own choice of TLS: rustls and aws-lc-rs.");
    Ok(())
}

fn output_of(suite: &Suite, program: &Path, url: &str, name: &str) -> io::Result<String> {
    let log = suite.log(name);
    measure::once(Command::new(program).arg(url), &log)?;
    fs::read_to_string(log)
}
