//! The environment variables of a client, without their prefix.

use heck::ToShoutySnakeCase;

/// What the runtime reads for every client.
const RESERVED: &[&str] = &["BASE_URL", "LOG"];

/// The variables of header fields: their names, without `X-` and the words of the prefix where that says enough. `taken`
/// are those of credentials. One that has no name of its own is not read.
pub(super) fn of_headers(prefix: &str, headers: &[&str], taken: &[String]) -> Vec<String> {
    let mut taken: Vec<String> =
        taken.iter().cloned().chain(RESERVED.iter().map(ToString::to_string)).collect();
    headers
        .iter()
        .map(|name| {
            let found = [short(prefix, name), whole(name)]
                .into_iter()
                .find(|name| !name.is_empty() && !taken.contains(name));
            let found = found.unwrap_or_default();
            taken.push(found.clone());
            found
        })
        .collect()
}

fn whole(header: &str) -> String {
    header.replace('-', "_").to_ascii_uppercase()
}

fn short(prefix: &str, header: &str) -> String {
    let whole = whole(header);
    let rest = whole.strip_prefix("X_").unwrap_or(&whole);
    let first = prefix.to_shouty_snake_case();
    let own = rest.strip_prefix(&first).and_then(|rest| rest.strip_prefix('_')).unwrap_or(rest);
    own.to_owned()
}

#[cfg(test)]
mod tests {
    use super::of_headers;

    #[test]
    fn a_header_is_called_by_what_it_says() {
        let all = |headers: &[&str]| of_headers("OPENROUTER", headers, &["API_KEY".to_owned()]);
        assert_eq!(all(&["HTTP-Referer", "X-OpenRouter-Title"]), ["HTTP_REFERER", "TITLE"]);
        assert_eq!(all(&["X-Api-Key", "X-Base-Url", "Log"]), ["X_API_KEY", "X_BASE_URL", ""]);
        assert_eq!(
            all(&["Title", "X-Title", "X-OpenRouter-Title"]),
            ["TITLE", "X_TITLE", "X_OPENROUTER_TITLE"]
        );
        assert_eq!(all(&["X-OpenRouter-", "X-"]), ["X_OPENROUTER_", "X_"]);
    }
}
