//! Reads files that people name, or that a project has: plain ones of a bounded size, in the project.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use generator::code::Code;

use crate::error::{Failure, Result};

/// A list of settings, or notes, is never larger.
pub(crate) const SMALL: usize = 1 << 20;

/// A generated file is never larger, nor is the list of those that a run writes: a crate is made in 512 MiB of memory.
pub(crate) const GENERATED: usize = 1 << 28;

/// Reads a file, or the first byte above the limit and all before it: the reader then refuses it by its size.
///
/// # Errors
/// Also where it is no plain file: to open a pipe waits for somebody who writes, and a device may never end.
pub(crate) fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a plain file"));
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a file that is no larger than the limit.
///
/// # Errors
/// Also where it is no plain file, or too large.
pub(crate) fn whole(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let bytes = read(path, limit)?;
    if bytes.len() > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {limit} bytes")));
    }
    Ok(bytes)
}

/// Where a file or a folder of a project is.
///
/// # Errors
/// Where a link leads out of the project: whoever proposes a change can bring one along, and have a run copy what it
/// leads to, or write there.
pub(crate) fn inside(root: &Path, path: &str) -> Result<PathBuf> {
    let place = root.join(path);
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    // What is not there yet will be in the nearest folder that is; a link that leads to nothing is there.
    let nearest = place.ancestors().find(|place| place.symlink_metadata().is_ok()).unwrap_or(&place);
    let real = nearest.canonicalize().map_err(|error| {
        let help = "make it a file or a folder that can be read";
        Failure::new(Code::UnreadableFile, format!("cannot read `{path}`"), help).because(error)
    })?;
    if real.starts_with(&root) {
        return Ok(place);
    }
    let message = format!("`{path}` is a link that leads out of the project");
    let help = format!("put what it leads to below `{}`", root.display());
    Err(Failure::new(Code::ForeignFile, message, help).into())
}

/// Where a file of a project is that is going to be written.
///
/// # Errors
/// As above, and where something is there that is no plain file: to write to a pipe waits for somebody who reads.
pub(crate) fn writable(root: &Path, path: &str) -> Result<PathBuf> {
    let place = inside(root, path)?;
    if fs::metadata(&place).is_ok_and(|there| !there.is_file()) {
        let message = format!("`{path}` is no plain file");
        return Err(Failure::new(Code::ForeignFile, message, "move it away").into());
    }
    Ok(place)
}

/// Reads a small text, if there is one.
///
/// # Errors
/// Also where it is no plain file, too large or not UTF-8.
pub(crate) fn text(path: &Path) -> io::Result<Option<String>> {
    let bytes = match whole(path, SMALL) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        bytes => bytes?,
    };
    String::from_utf8(bytes)
        .map(Some)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))
}
