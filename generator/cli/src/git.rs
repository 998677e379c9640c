//! The little that is asked of git: files of a revision, and the revisions of a file.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What a git command printed; the error is what it complained about.
fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    git_with(folder, arguments, "")
}

/// The same of a command that reads a line.
fn git_with(folder: &Path, arguments: &[&str], line: &str) -> Result<Vec<u8>, String> {
    let run = || -> io::Result<Output> {
        let stdin = if line.is_empty() { Stdio::null() } else { Stdio::piped() };
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(arguments);
        let mut child = command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // One that does not read it says why.
            let _ = writeln!(stdin, "{line}");
        }
        child.wait_with_output()
    };
    let output = run().map_err(|error| format!("git cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(message.trim().trim_start_matches("fatal: ").to_owned())
}

/// The text of a file, its path from `folder`, in a revision; links are followed within the revision, as they are on the
/// disk. `git show` would take what is no revision for a pattern of paths.
pub(crate) fn show(folder: &Path, revision: &str, path: &str) -> Result<Vec<u8>, String> {
    let name = format!("{revision}:./{path}");
    if !name.contains('\n') {
        let found = git_with(folder, &["cat-file", "--batch", "--follow-symlinks"], &name)?;
        if let Some(text) = blob(found) {
            return Ok(text);
        }
    }
    let complaint = git(folder, &["cat-file", "blob", "--end-of-options", &name]);
    complaint.and_then(|_| Err("it is a link that leads out of the revision, or nowhere".to_owned()))
}

/// The text in what `git cat-file --batch` prints: `NAME blob SIZE`, a line feed, the text and another one.
fn blob(mut printed: Vec<u8>) -> Option<Vec<u8>> {
    let end = printed.iter().position(|byte| *byte == b'\n')?;
    let head = String::from_utf8_lossy(printed.get(..end)?).into_owned();
    let mut words = head.split(' ').skip(1);
    let size: usize = words.next().filter(|kind| *kind == "blob").and(words.next())?.parse().ok()?;
    printed.drain(..=end);
    printed.truncate(size);
    (printed.len() == size).then_some(printed)
}

/// Whether a revision has something at a path from `folder`. That it cannot be told is another thing than that it has not.
pub(crate) fn has_path(folder: &Path, revision: &str, path: &str) -> Result<bool, String> {
    let listed = git(folder, &["ls-tree", "--name-only", "--end-of-options", revision, "--", path])?;
    Ok(!listed.is_empty())
}

/// True if `folder` is in a repository that has the revision.
pub(crate) fn has(folder: &Path, revision: &str) -> bool {
    let commit = format!("{revision}^{{commit}}");
    git(folder, &["rev-parse", "--quiet", "--verify", "--end-of-options", &commit]).is_ok()
}

/// The revisions of a range that touch one of these files and have one of the documents, the oldest first, and the one
/// before them if it has one. Along the branch itself: what was merged is one step, since commits of two branches do not
/// follow each other.
pub(crate) fn revisions(
    folder: &Path,
    range: &str,
    paths: &[&str],
    documents: &[&str],
) -> Result<Vec<String>, String> {
    let along = ["rev-list", "--first-parent", "--reverse", "--abbrev-commit", "--end-of-options"];
    // Of one literal path or more: none would be all.
    let list = git(folder, &[&["--literal-pathspecs"], &along[..], &[range, "--"], paths].concat())?;
    let mut revisions: Vec<String> = String::from_utf8_lossy(&list).lines().map(str::to_owned).collect();
    let before = revisions.first().map(|first| format!("{first}~1"));
    revisions.splice(0..0, before.filter(|before| has(folder, before)));
    let mut with_document = Vec::new();
    for revision in revisions {
        let is_there = documents.iter().map(|path| has_path(folder, &revision, path));
        if is_there.collect::<Result<Vec<_>, _>>()?.contains(&true) {
            with_document.push(revision);
        }
    }
    Ok(with_document)
}

/// The last revision of a range.
pub(crate) fn end(folder: &Path, range: &str) -> Option<String> {
    let last =
        ["rev-list", "--first-parent", "--max-count=1", "--abbrev-commit", "--end-of-options", range, "--"];
    let found = git(folder, &last).ok()?;
    Some(String::from_utf8_lossy(&found).trim().to_owned()).filter(|revision| !revision.is_empty())
}

/// The paths of the links of a revision, from the folder.
pub(crate) fn links(folder: &Path, revision: &str) -> Vec<String> {
    const LINK: &str = "120000 ";
    let tree = git(folder, &["ls-tree", "-r", "-z", "--end-of-options", revision]).unwrap_or_default();
    let tree = String::from_utf8_lossy(&tree);
    let links = tree.split('\0').filter(|entry| entry.starts_with(LINK));
    links.filter_map(|entry| entry.split_once('\t')).map(|(_, path)| path.to_owned()).collect()
}

/// What a link of a revision leads to, as it is written.
pub(crate) fn leads_to(folder: &Path, revision: &str, link: &str) -> Option<String> {
    let target = git(folder, &["cat-file", "blob", "--end-of-options", &format!("{revision}:./{link}")]);
    target.ok().map(|target| String::from_utf8_lossy(&target).into_owned())
}

/// The last revision that touched a file, along the branch that is checked out.
pub(crate) fn last(folder: &Path, path: &str) -> Option<String> {
    let arguments = ["rev-list", "--abbrev-commit", "--first-parent", "--max-count=1", "HEAD", "--", path];
    let revision = git(folder, &arguments).ok()?;
    Some(String::from_utf8_lossy(&revision).trim().to_owned()).filter(|revision| !revision.is_empty())
}

/// True if a revision is the other one, or came before it.
pub(crate) fn is_before(folder: &Path, revision: &str, other: &str) -> bool {
    git(folder, &["merge-base", "--is-ancestor", revision, other]).is_ok()
}

/// A revision with the first line of its message.
pub(crate) fn title(folder: &Path, revision: &str) -> String {
    let found = git(folder, &["log", "-1", "--format=%h %s", "--end-of-options", revision]);
    found.map_or_else(|_| revision.to_owned(), |text| String::from_utf8_lossy(&text).trim().to_owned())
}

/// The revisions that touched a file, the newest first, along every branch that was merged.
pub(crate) fn touching(folder: &Path, path: &str) -> Option<Vec<String>> {
    let arguments = ["rev-list", "--abbrev-commit", "--max-count=100", "HEAD", "--", path];
    let revisions = git(folder, &arguments).ok()?;
    let revisions: Vec<String> = String::from_utf8_lossy(&revisions).lines().map(str::to_owned).collect();
    Some(revisions).filter(|revisions| !revisions.is_empty())
}

/// The last revision that wrote a line into a file, or took it out.
pub(crate) fn wrote(folder: &Path, path: &str, line: &str) -> Option<String> {
    let escaped: String = line
        .chars()
        .flat_map(|char| {
            if char.is_ascii_alphanumeric() || "\" =".contains(char) {
                vec![char]
            } else {
                vec!['[', char, ']']
            }
        })
        .collect();
    let pattern = format!("-G^{escaped}$");
    let arguments = ["log", "--format=%h", "--max-count=1", &pattern, "HEAD", "--", path];
    let revision = git(folder, &arguments).ok()?;
    Some(String::from_utf8_lossy(&revision).trim().to_owned()).filter(|revision| !revision.is_empty())
}

/// The branch that is checked out.
pub(crate) fn branch(folder: &Path) -> Option<String> {
    let name = git(folder, &["symbolic-ref", "--short", "--quiet", "HEAD"]).ok()?;
    Some(String::from_utf8_lossy(&name).trim().to_owned()).filter(|name| !name.is_empty())
}
