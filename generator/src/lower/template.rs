//! Path templates: `/pets/{petId}`.

use std::collections::BTreeSet;

/// What is wrong with a path.
pub(super) type Fault = &'static str;

/// The names of a path's parameters, in order.
///
/// # Errors
/// When the braces do not match or hold nothing, or when the path cannot be one.
pub(super) fn parameters(path: &str) -> Result<Vec<&str>, Fault> {
    if !path.starts_with('/') {
        return Err("a path starts with `/`");
    }
    if path.chars().any(char::is_control) {
        return Err("a path holds no control characters");
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        if before.contains('}') {
            return Err("a `}` in the path has no `{`");
        }
        let (name, after) = after.split_once('}').ok_or("a `{` in the path has no `}`")?;
        if name.is_empty() {
            return Err("a parameter of the path has no name");
        }
        if name.contains(['{', '/']) {
            return Err("a `{` in the path has no `}`");
        }
        names.push(name);
        rest = after;
    }
    if rest.contains('}') {
        return Err("a `}` in the path has no `{`");
    }
    Ok(names)
}

/// The path with its parameters' names taken out: two paths with the same shape are the same path.
pub(super) fn shape(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    let mut inside = false;
    for char in path.chars() {
        inside = char == '{' || (inside && char != '}');
        if !inside || char == '{' {
            shape.push(char);
        }
    }
    shape
}

/// The path without the operators of RFC 6570 (`{.name}`, `{;name}`, `{+name}`, `{name*}`), which OpenAPI does not
/// know: `style` and `explode` stand for them there.
pub(super) fn plain(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, (name, after))) = next(rest) {
        plain.extend([before, "{", bare(name), "}"]);
        rest = after;
    }
    plain + rest
}

/// The parameters whose operator says that their values are several segments: reserved expansion (`{+name}`), and the
/// wildcards of routers (`{name*}`, `{*name}`). Each with its bare name and as it is written.
pub(super) fn segments(path: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = path;
    while let Some((_, (name, after))) = next(rest) {
        if bare(name) != name
            && (name.starts_with(['+', '*']) || name.ends_with('*'))
            && !name.starts_with([';', '.'])
        {
            found.push((bare(name).to_owned(), name.to_owned()));
        }
        rest = after;
    }
    found
}

fn next(path: &str) -> Option<(&str, (&str, &str))> {
    path.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
}

fn bare(name: &str) -> &str {
    let bare = name.trim_start_matches(['.', ';', '+', '*']).trim_end_matches('*');
    if bare.is_empty() { name } else { bare }
}

/// The names of a path's parameters; none for a path that is not well-formed.
pub(super) fn names(path: &str) -> BTreeSet<&str> {
    parameters(path).unwrap_or_default().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_wherever_they_stand() {
        assert_eq!(parameters("/a"), Ok(vec![]));
        assert_eq!(parameters("/{a}{b}/x{c}.y"), Ok(vec!["a", "b", "c"]));
    }

    #[test]
    fn operators_are_taken_out() {
        assert_eq!(plain("/a/{.b}{;c*}/{d}/e"), "/a/{b}{c}/{d}/e");
        assert_eq!(plain("/{.}/{"), "/{.}/{");
        assert_eq!(plain("/{+a}/{b*}/{**c}"), "/{a}/{b}/{c}");
        let written: Vec<String> =
            segments("/{+a}/{b*}/{**c}/{.d}/{;e*}/{f}/{*}").into_iter().map(|(bare, _)| bare).collect();
        assert_eq!(written, ["a", "b", "c"]);
    }

    #[test]
    fn malformed_paths_are_refused() {
        for path in ["a", "", "/{", "/}", "/{}", "/{a/b}", "/{a{b}}", "/a\nb"] {
            assert!(parameters(path).is_err(), "{path:?}");
        }
    }

    #[test]
    fn names_of_parameters_do_not_tell_paths_apart() {
        assert_eq!(shape("/a/{x}/b"), shape("/a/{y}/b"));
        assert_ne!(shape("/a/{x}"), shape("/a/x"));
    }
}
