//! What a child process costs: processor time, wall time and peak memory, as the kernel counts them.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

/// The cost of a process and of all its descendants.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// In the program's own code. Unlike wall time it hardly depends on what else the machine does.
    pub(super) user: Duration,
    /// In the kernel: creating files takes most of it, and how long depends on the state of the file system.
    pub(super) kernel: Duration,
    pub(super) wall: Duration,
    /// Bytes resident at the most, of the largest process. Never less than our own at the time, because a child
    /// starts as a copy of us: so nothing large is ever held here.
    pub(super) peak: u64,
}

impl Cost {
    /// Both.
    pub(super) fn cpu_seconds(&self) -> f64 {
        (self.user + self.kernel).as_secs_f64()
    }

    pub(super) fn user_seconds(&self) -> f64 {
        self.user.as_secs_f64()
    }

    pub(super) fn kernel_seconds(&self) -> f64 {
        self.kernel.as_secs_f64()
    }

    pub(super) fn mebibytes(&self) -> f64 {
        mebibytes(self.peak)
    }
}

/// Bytes as mebibytes.
#[expect(clippy::cast_precision_loss, reason = "printed with one decimal")]
pub(super) fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

/// Runs a command once; what it says goes to `log`. An error if it fails.
pub(super) fn once(command: &mut Command, log: &Path) -> io::Result<Cost> {
    let output = File::create(log)?;
    command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
    let started = Instant::now();
    let ended = command.spawn()?.wait4()?;
    let wall = started.elapsed();
    if !ended.status.success() {
        return Err(io::Error::other(format!(
            "{}: {} (`{}`)",
            ended.status,
            first_error(log),
            log.file_name().unwrap_or_default().display()
        )));
    }
    Ok(Cost { user: ended.rusage.utime, kernel: ended.rusage.stime, wall, peak: ended.rusage.maxrss })
}

/// Runs something several times and takes the median of each figure.
pub(super) fn median(runs: usize, mut run: impl FnMut() -> io::Result<Cost>) -> io::Result<Cost> {
    Ok(medians(&(0..runs.max(1)).map(|_| run()).collect::<io::Result<Vec<_>>>()?))
}

/// The median of each figure.
pub(super) fn medians(costs: &[Cost]) -> Cost {
    Cost {
        user: median_of(costs.iter().map(|cost| cost.user)),
        kernel: median_of(costs.iter().map(|cost| cost.kernel)),
        wall: median_of(costs.iter().map(|cost| cost.wall)),
        peak: median_of(costs.iter().map(|cost| cost.peak)),
    }
}

fn median_of<T: Ord + Copy + Default>(values: impl Iterator<Item = T>) -> T {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn first_error(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let line = text
        .lines()
        .find(|line| line.to_ascii_lowercase().starts_with("error"))
        .or_else(|| text.lines().last());
    line.unwrap_or("no reason was given").chars().take(160).collect()
}
