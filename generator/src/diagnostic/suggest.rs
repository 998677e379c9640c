//! "Did you mean": the known name closest to a misspelt one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Report;

/// Longer names are not compared: nobody misspells them by a letter, and comparing is quadratic.
const MAX_LENGTH: usize = 64;
/// More candidates than this are not compared.
const MAX_CANDIDATES: usize = 1000;
/// Nor are more than this for all findings of a run: a document of mistakes would take minutes.
const MAX_COMPARED: usize = 20_000;

/// How many names were compared in a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Compared(Arc<AtomicUsize>);

impl Compared {
    /// Counts one more; false if that is too much.
    fn one_more(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) < MAX_COMPARED
    }
}

impl Report {
    /// The sentence "did you mean `x`?", or `otherwise` when nothing is close.
    #[must_use]
    pub fn did_you_mean<'a>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'a str>,
        otherwise: impl Into<String>,
    ) -> String {
        self.closest(name, candidates)
            .map_or_else(|| otherwise.into(), |close| format!("did you mean `{close}`?"))
    }

    /// The candidate closest to `name`, if one is close enough to be what was meant.
    fn closest<'a>(&self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        if name.is_empty() || name.len() > MAX_LENGTH {
            return None;
        }
        let allowed = (name.chars().count() / 3).max(1);
        let lower = name.to_lowercase();
        candidates
            .into_iter()
            .take(MAX_CANDIDATES)
            .filter(|candidate| {
                candidate.len() <= MAX_LENGTH && candidate.len().abs_diff(name.len()) <= 2 * allowed
            })
            .take_while(|_| self.compared.one_more())
            .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
            .filter(|(distance, _)| *distance <= allowed)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, candidate)| candidate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_close_name_is_found_and_a_far_one_is_not() {
        let names = ["description", "responses", "parameters"];
        let report = Report::new();
        assert_eq!(report.closest("responces", names), Some("responses"));
        assert_eq!(report.closest("Parameters", names), Some("parameters"));
        assert_eq!(report.closest("summary", names), None);
        assert_eq!(report.closest("", names), None);
    }

    /// Each of a thousand mistakes was compared with each of a thousand names.
    #[test]
    fn names_are_compared_so_often_in_a_run_and_no_more() {
        let names: Vec<String> = (0..MAX_CANDIDATES).map(|index| format!("name{index}")).collect();
        let all = || names.iter().map(String::as_str);
        let report = Report::new();
        for _ in 0..MAX_COMPARED / MAX_CANDIDATES {
            // What is found beside a report is part of the same run.
            assert_eq!(report.beside().closest("nmae7", all()), Some("name7"));
        }
        assert_eq!(report.closest("nmae7", all()), None);
        assert_eq!(Report::new().closest("nmae7", all()), Some("name7"));
    }
}
