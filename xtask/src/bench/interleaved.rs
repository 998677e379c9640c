//! Clients that do the same in turns, in short blocks, so that whatever else the machine does befalls all of them.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A program that is talked to by lines.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Worker {
    pub(super) fn start(program: &Path, arguments: &[&str]) -> io::Result<Self> {
        let mut command = Command::new(program);
        let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let input = child.stdin.take();
        let output = child.stdout.take().ok_or_else(|| io::Error::other("no standard output"))?;
        Ok(Self { child, input, output: BufReader::new(output) })
    }

    /// The next line that it says; an error if it has ended.
    pub(super) fn read_line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.output.read_line(&mut line)? == 0 {
            return Err(io::Error::other("the program ended too early"));
        }
        Ok(line.trim().to_owned())
    }

    fn request(&mut self, line: &str) -> io::Result<String> {
        if let Some(input) = &mut self.input {
            writeln!(input, "{line}")?;
        }
        self.read_line()
    }

    /// What a block took.
    fn block(&mut self, task: &str, size: u32) -> io::Result<Microseconds> {
        let line = self.request(&format!("{task} {size}"))?;
        let nanoseconds = |part: Option<&str>| part.and_then(|text| text.parse::<f64>().ok());
        let mut parts = line.split(' ');
        match (nanoseconds(parts.next()), nanoseconds(parts.next())) {
            (Some(processor), Some(wall)) => {
                let one = |nanoseconds: f64| nanoseconds / 1e3 / f64::from(size);
                Ok(Microseconds { processor: one(processor), wall: one(wall) })
            }
            _ => Err(io::Error::other(format!("not two numbers: {line}"))),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // The end of its input is the sign to end.
        self.input = None;
        let _ = self.child.wait();
    }
}

/// Microseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Microseconds {
    pub(super) processor: f64,
    pub(super) wall: f64,
}

/// What one of the clients took for one of a task: medians of all blocks, and the medians of the ratios to the block of
/// the first client in the same round.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timing {
    pub(super) one: Microseconds,
    pub(super) ratio: Microseconds,
}

/// The blocks of each client so far.
#[derive(Debug)]
pub(super) struct Blocks(Vec<Vec<Microseconds>>);

impl Blocks {
    pub(super) fn new(clients: usize) -> Self {
        Self(vec![Vec::new(); clients])
    }

    /// Lets all clients do the task in blocks of `size`, so many rounds.
    pub(super) fn add(
        &mut self,
        clients: &mut [Worker],
        task: &str,
        size: u32,
        rounds: usize,
    ) -> io::Result<()> {
        // Connections are made, allocators warm.
        for client in &mut *clients {
            client.block(task, size)?;
        }
        for round in 0..rounds {
            // Each is the first in turn.
            for step in 0..clients.len() {
                let index = (round + step) % clients.len();
                if let (Some(client), Some(blocks)) = (clients.get_mut(index), self.0.get_mut(index)) {
                    blocks.push(client.block(task, size)?);
                }
            }
        }
        Ok(())
    }

    /// What came of them, client by client.
    pub(super) fn results(&self) -> Vec<Timing> {
        let first = self.0.first().map(Vec::as_slice).unwrap_or_default();
        self.0.iter().map(|blocks| summary(blocks, first)).collect()
    }
}

fn summary(blocks: &[Microseconds], first: &[Microseconds]) -> Timing {
    let each = |part: fn(&Microseconds) -> f64| {
        let one = median(blocks.iter().map(part));
        (one, median(blocks.iter().zip(first).map(|(block, first)| part(block) / part(first))))
    };
    let (processor, wall) = (each(|spent| spent.processor), each(|spent| spent.wall));
    Timing {
        one: Microseconds { processor: processor.0, wall: wall.0 },
        ratio: Microseconds { processor: processor.1, wall: wall.1 },
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::{Microseconds, summary};

    #[test]
    fn ratios_are_those_of_a_round() {
        let blocks =
            |values: [f64; 3]| values.map(|value| Microseconds { processor: value, wall: value * 2.0 });
        // All else slows down tenfold in the second round, and the ratio does not mind.
        let result = summary(&blocks([2.0, 22.0, 2.2]), &blocks([1.0, 10.0, 1.0]));
        assert!((result.ratio.processor - 2.2).abs() < 1e-9);
        assert!((result.ratio.wall - 2.2).abs() < 1e-9);
        assert!((result.one.processor - 2.2).abs() < 1e-9);
    }
}
