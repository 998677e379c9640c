//! What is said to people: descriptions, with what stands beside them.

/// A description after the words that sum it up.
#[must_use]
pub fn summed_up(summary: Option<String>, description: Option<String>) -> Option<String> {
    let repeats = |summary: &String| {
        description.as_ref().is_some_and(|text| text.trim_start().starts_with(summary.trim()))
    };
    joined(summary.filter(|summary| !repeats(summary)), description)
}

/// A description, and where to read on.
#[must_use]
pub fn with_docs(
    description: Option<String>,
    docs: Option<&openapiv3::ExternalDocumentation>,
) -> Option<String> {
    let line = docs.map(|docs| {
        let words = docs.description.as_deref().map(str::trim).filter(|words| !words.is_empty());
        format!("{}: <{}>", words.map_or("See", |words| words.trim_end_matches(['.', ':'])), docs.url)
    });
    joined(description, line)
}

/// Two texts as paragraphs of one.
#[must_use]
pub fn joined(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) if !first.trim().is_empty() => Some(format!("{first}\n\n{second}")),
        (first, None) => first,
        (_, second) => second,
    }
}
