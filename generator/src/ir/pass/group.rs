//! Groups of operations that have no tag: where they are many, by the first segment of their paths that tells them apart.

use std::collections::BTreeMap;

use crate::ir::Api;
use crate::ir::operation::{Named, NamedBy, Operation};

/// So many methods stand on the client itself, unless the configuration says otherwise.
const MANY: usize = 30;

/// Gives operations without a group one by their paths. `wanted` is what the configuration says.
pub(crate) fn run(api: &mut Api, wanted: Option<bool>) {
    let open: Vec<&Operation> = api.operations.iter().filter(|operation| operation.group.is_none()).collect();
    if !wanted.unwrap_or(open.len() > MANY) {
        return;
    }
    let common = common(&open);
    // A segment that is spelt in another way than a group is that group.
    let known = api.operations.iter().filter_map(|operation| operation.group.clone());
    let mut spelt: BTreeMap<String, String> = known.map(|group| (plain(&group.text), group.text)).collect();
    for operation in api.operations.iter_mut().filter(|operation| operation.group.is_none()) {
        let found = segment(&operation.template, common);
        let found = found.map(|found| spelt.entry(plain(found)).or_insert_with(|| found.to_owned()).clone());
        operation.group = Named::by(NamedBy::Path, found);
    }
}

/// A name without case and signs.
fn plain(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').skip(1)
}

/// How many segments all paths begin with; the last segment of a path always tells it apart.
fn common(operations: &[&Operation]) -> usize {
    let mut paths = operations.iter().map(|operation| segments(&operation.template).collect::<Vec<_>>());
    let Some(first) = paths.next() else { return 0 };
    paths.fold(first.len().saturating_sub(1), |common, path| {
        let same = first.iter().zip(&path).take_while(|(one, other)| one == other).count();
        common.min(same).min(path.len().saturating_sub(1))
    })
}

/// The first segment behind those that all paths have which says what the operation is about: no parameter, no version.
fn segment(path: &str, common: usize) -> Option<&str> {
    segments(path).skip(common).find(|segment| {
        let is_version = segment
            .strip_prefix(['v', 'V'])
            .is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_digit()));
        !segment.contains('{') && !is_version && segment.contains(|char: char| char.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_segment_tells_what_a_path_is_about() {
        let cases = [
            ("/v1/accounts/{id}", 0, Some("accounts")),
            ("/v1/accounts/{id}", 1, Some("accounts")),
            ("/api/v2.0/{owner}/pets", 1, Some("pets")),
            ("/{id}", 0, None),
            ("/", 0, None),
            ("/2024/things.json", 0, Some("things.json")),
            ("/vendors", 0, Some("vendors")),
        ];
        for (path, common, found) in cases {
            assert_eq!(segment(path, common), found, "{path}");
        }
    }
}
