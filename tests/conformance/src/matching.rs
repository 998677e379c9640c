//! Finds the operation that a request of the suite is meant for.

/// The values of the variables with which a URI template gives this URI; `None` where it cannot.
///
/// A literal text wins over a variable: the first variable that works is the shortest.
pub(crate) fn expand(template: &str, uri: &str) -> Option<Vec<(String, String)>> {
    let Some((literal, rest)) = template.split_once('{') else {
        return (template == uri).then(Vec::new);
    };
    let uri = uri.strip_prefix(literal)?;
    let (name, rest) = rest.split_once('}')?;
    for at in (0..=uri.len()).filter(|at| uri.is_char_boundary(*at)) {
        let (value, tail) = uri.split_at(at);
        if let Some(mut values) = expand(rest, tail) {
            values.insert(0, (name.to_owned(), value.to_owned()));
            return Some(values);
        }
    }
    None
}

/// How many characters of a template are literal: more is a better match.
pub(crate) fn literal_length(template: &str) -> usize {
    let mut inside = false;
    let mut count = 0;
    for character in template.chars() {
        match character {
            '{' => inside = true,
            '}' => inside = false,
            _ => count += usize::from(!inside),
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{expand, literal_length};

    #[test]
    fn variables() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(expand("/a/{id}/b", "/a/1/b"), Some(vec![pair("id", "1")]));
        assert_eq!(expand("/a{id}", "/a1,2"), Some(vec![pair("id", "1,2")]));
        assert_eq!(expand("/a", "/b"), None);
        assert_eq!(literal_length("/a/{id}"), 3);
    }
}
