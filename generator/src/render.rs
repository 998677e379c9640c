//! Tokens to text: item by item, a blank line between items, the header on top. The only maker of Rust text.

pub(crate) mod inline;
pub(crate) mod place;
mod table;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use proc_macro2::TokenStream;

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::emit::examples::Examples;
use crate::emit::{self, RustFile};
use crate::internal;
use crate::memory;
use crate::model::Crate;

/// Files for which a further thread is worth its start.
const FEW: usize = 32;

/// Bytes of all files. A document that asks for more has a limit on what it is made of, too (`ir/pass/size`); this one
/// does not guess.
const MOST_BYTES: usize = 192 << 20;

/// Bytes of one file, which grows by doubling.
const MOST_BYTES_OF_A_FILE: usize = 24 << 20;

/// Why a file has no text.
enum Fault {
    TooLarge,
    NoRust(String),
}

/// Types nest as deep as the document does, and the layout follows them by recursion.
const STACK: usize = 64 << 20;

/// The text of all files, made on all cores. `None` after an error: too much text, or tokens that are no Rust, which is a
/// mistake of ours.
pub(crate) fn all(
    model: &Crate,
    examples: &Examples<'_>,
    report: &mut Report,
) -> Option<BTreeMap<String, String>> {
    let jobs = emit::jobs(model);
    let (next, bytes, large) = (AtomicUsize::new(0), AtomicUsize::new(0), Mutex::new(()));
    let work = || {
        let mut done = Vec::new();
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed))
            && bytes.load(Ordering::Relaxed) <= MOST_BYTES
        {
            // The syntax trees of large files are made one after the other.
            let _alone = job.is_large().then(|| large.lock());
            let file = rust(job.run(model, examples), model.package.module.as_deref());
            bytes.fetch_add(file.1.as_ref().map_or(0, String::len), Ordering::Relaxed);
            done.push(file);
        }
        done
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len() / FEW + 1);
    let results = on_threads(workers, &work);
    if bytes.into_inner() > MOST_BYTES {
        let message = format!("the crate would have more than {} MiB", MOST_BYTES >> 20);
        report.error(Code::CrateTooLarge, Place::Nowhere, message, memory::HELP);
        return None;
    }
    let mut texts = BTreeMap::new();
    for (path, text) in results {
        match text {
            Ok(text) => {
                texts.insert(path, text);
            }
            Err(fault) => tell(&path, fault, report),
        }
    }
    (!report.has_errors()).then_some(texts)
}

/// What some threads make that do the same work, and share it out among them. Their faults become those of this one.
fn on_threads<T: Send>(count: usize, work: &(impl Fn() -> Vec<T> + Sync)) -> Vec<T> {
    let work = || (work(), internal::take());
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..count)
            .map(|_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work))
            .collect();
        let mut results = Vec::new();
        for thread in threads {
            let (done, faults) = match thread.map(std::thread::ScopedJoinHandle::join) {
                Ok(Ok(done)) => done,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                // No thread to be had: what it would have done is left for the others, or for us.
                Err(_) => work(),
            };
            results.extend(done);
            internal::note(faults);
        }
        results
    })
}

/// A file's path with its text. Tokens are taken, not lent: what somebody else holds, too, the parser copies.
fn rust(file: RustFile<'_>, module: Option<&str>) -> (String, Result<String, Fault>) {
    let Some(module) = module else { return (file.path, items(file.items)) };
    (file.path, items(file.items.map(|item| place::below(module, item))))
}

/// The text of one file. Tokens that are no Rust are a mistake of ours.
pub(crate) fn one(file: RustFile<'_>, report: &mut Report) -> Option<(String, String)> {
    match rust(file, None) {
        (path, Ok(text)) => Some((path, text)),
        (path, Err(fault)) => {
            tell(&path, fault, report);
            None
        }
    }
}

fn tell(path: &str, fault: Fault, report: &mut Report) {
    let (code, message, help) = match fault {
        Fault::TooLarge => {
            let message = format!("`{path}` would have more than {} MiB", MOST_BYTES_OF_A_FILE >> 20);
            (Code::CrateTooLarge, message, memory::HELP)
        }
        Fault::NoRust(error) => {
            let message = format!("{path}: emitted tokens are no Rust: {error}");
            (Code::Internal, message, internal::HELP)
        }
    };
    report.error(code, Place::Nowhere, message, help);
}

fn items(items: impl Iterator<Item = TokenStream>) -> Result<String, Fault> {
    let mut text = String::new();
    let mut previous = None;
    for tokens in items.filter(|tokens| !tokens.is_empty()) {
        let rendered = item(tokens).map_err(|error| Fault::NoRust(error.to_string()))?;
        let kind = kind(&rendered);
        // Runs of `mod` and `use` lines stay together.
        if previous != Some(kind) || kind == Kind::Other {
            text.push('\n');
        }
        text.push_str(&rendered);
        if text.len() > MOST_BYTES_OF_A_FILE {
            return Err(Fault::TooLarge);
        }
        previous = Some(kind);
    }
    Ok(text)
}

fn item(tokens: TokenStream) -> syn::Result<String> {
    let mut file: syn::File = syn::parse2(tokens)?;
    if let [syn::Item::Macro(item)] = file.items.as_slice()
        && let Some(text) = table::text(&item.mac)
    {
        return Ok(text);
    }
    inline::mark(&mut file);
    Ok(prettyplease::unparse(&file))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Module,
    Use,
    Other,
}

fn kind(text: &str) -> Kind {
    let one_line = text.trim_end().lines().count() == 1;
    if one_line && (text.starts_with("mod ") || text.starts_with("pub mod ")) {
        Kind::Module
    } else if text.starts_with("use ") || text.starts_with("pub use ") {
        Kind::Use
    } else {
        Kind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::on_threads;
    use crate::diagnostic::Report;
    use crate::internal;

    #[test]
    fn a_fault_of_any_thread_is_told() {
        let made = on_threads(2, &|| {
            internal::fault("a name has no letters");
            vec![1]
        });
        assert_eq!(made, [1, 1]);
        let mut report = Report::new();
        internal::report(&mut report);
        let told: Vec<&str> = report.iter().map(|fault| fault.message.as_str()).collect();
        assert!(matches!(told.as_slice(), [one] if one.starts_with("a name has no letters (")), "{told:?}");
    }
}
