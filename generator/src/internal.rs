//! What cannot happen. Where it does all the same, the generator is at fault, and not the document: the run goes on with
//! something in its place, so that nothing panics; then it says so and writes nothing.

use std::cell::RefCell;
use std::panic::Location;

use crate::code::Code;
use crate::diagnostic::{Place, Report};

/// What to do about one.
pub(crate) const HELP: &str = "this is a fault of the generator; please report it with the document";

thread_local! {
    static FAULTS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Notes a fault of the generator: `what` should not be so. Of one thread; `report` is called in the same one.
#[cold]
#[track_caller]
pub(crate) fn fault(what: &str) {
    note([format!("{what} ({})", Location::caller())]);
}

/// The faults of this thread, for the one that reports them.
pub(crate) fn take() -> Vec<String> {
    FAULTS.take()
}

/// Notes faults of this thread, or of another one; each once.
pub(crate) fn note(messages: impl IntoIterator<Item = String>) {
    FAULTS.with_borrow_mut(|faults| {
        for message in messages {
            if !faults.contains(&message) {
                faults.push(message);
            }
        }
    });
}

/// What cannot be missing.
pub(crate) trait Expected: Sized {
    /// The same; notes a fault where it is missing.
    #[track_caller]
    fn expected(self, what: &str) -> Self;
}

impl<T> Expected for Option<T> {
    #[track_caller]
    fn expected(self, what: &str) -> Self {
        if self.is_none() {
            fault(what);
        }
        self
    }
}

/// Makes errors of the faults of this thread, and forgets them.
pub(crate) fn report(report: &mut Report) {
    for message in take() {
        report.error(Code::Internal, Place::Nowhere, message, HELP);
    }
}

#[cfg(test)]
mod tests {
    use super::{Expected as _, fault, report};
    use crate::diagnostic::Report;

    #[test]
    fn what_cannot_happen_is_an_error_that_names_its_place_once() {
        assert_eq!(Some(1).expected("there is one"), Some(1));
        for _ in 0..2 {
            fault("a name has no letters");
        }
        assert_eq!(None::<u8>.expected("a thing is missing"), None);
        let mut told = Report::new();
        report(&mut told);
        let told: Vec<_> = told.iter().map(|one| (one.code.as_str(), one.message.as_str())).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        for (fault, message) in told.iter().zip(["a name has no letters (", "a thing is missing ("]) {
            assert!(
                fault.0 == "E0001" && fault.1.starts_with(message) && fault.1.contains("internal.rs:"),
                "{fault:?}"
            );
        }
        let mut rest = Report::new();
        report(&mut rest);
        assert!(rest.is_empty());
    }
}
