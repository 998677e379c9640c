//! "Did you mean": the known name closest to a misspelt one.

/// Longer names are not compared: nobody misspells them by a letter, and comparing is quadratic.
const MAX_LENGTH: usize = 64;
/// More candidates than this are not compared.
const MAX_CANDIDATES: usize = 1000;

/// The candidate closest to `name`, if one is close enough to be what was meant.
#[must_use]
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
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
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The sentence "did you mean `x`?", or `otherwise` when nothing is close.
#[must_use]
pub fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    otherwise: impl Into<String>,
) -> String {
    closest(name, candidates).map_or_else(|| otherwise.into(), |close| format!("did you mean `{close}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_close_name_is_found_and_a_far_one_is_not() {
        let names = ["description", "responses", "parameters"];
        assert_eq!(closest("responces", names), Some("responses"));
        assert_eq!(closest("Parameters", names), Some("parameters"));
        assert_eq!(closest("summary", names), None);
        assert_eq!(closest("", names), None);
    }
}
