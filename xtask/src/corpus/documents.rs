//! Finds the documents of a folder and names a package for each.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A document to try.
#[derive(Debug)]
pub(super) struct Document {
    /// Where it is.
    pub(super) path: PathBuf,
    /// How the table calls it: its path below the folder.
    pub(super) name: String,
    /// The package that is generated from it.
    pub(super) package: String,
}

/// The documents below `folder`, sorted by name.
pub(super) fn find(folder: &Path, filter: Option<&str>) -> io::Result<Vec<Document>> {
    let mut paths = Vec::new();
    search(folder, &mut paths)?;
    let mut names = BTreeSet::new();
    for path in paths {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if filter.is_none_or(|filter| name.contains(filter)) {
            names.insert((name, path));
        }
    }
    if names.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            format!("no documents in `{}`", folder.display()),
        ));
    }
    let mut taken = BTreeSet::new();
    let document =
        |(name, path): (String, PathBuf)| Document { package: package(&name, &mut taken), path, name };
    Ok(names.into_iter().map(document).collect())
}

fn search(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let context = |error: io::Error| {
        io::Error::new(error.kind(), format!("cannot list `{}`: {error}", folder.display()))
    };
    for entry in fs::read_dir(folder).map_err(context)? {
        let entry = entry.map_err(context)?;
        let path = entry.path();
        if entry.file_type().map_err(context)?.is_dir() {
            search(&path, found)?;
        } else if path
            .extension()
            .is_some_and(|kind| ["yaml", "yml", "json"].iter().any(|known| kind == *known))
        {
            found.push(path);
        }
    }
    Ok(())
}

/// A package name that cargo takes and no other document has.
fn package(name: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut text = "api".to_owned();
    for word in stem.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        text = text + "-" + &word.to_ascii_lowercase();
    }
    text.truncate(60);
    let name = (1..).map(|number| if number == 1 { text.clone() } else { format!("{text}-{number}") });
    let name = name.into_iter().find(|name| !taken.contains(name)).unwrap_or(text);
    taken.insert(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, package};

    #[test]
    fn package_names_are_plain_and_unique() {
        let mut taken = BTreeSet::new();
        assert_eq!(package("a/Pet Store.v1.yaml", &mut taken), "api-a-pet-store-v1");
        assert_eq!(package("a/pet-store-v1.json", &mut taken), "api-a-pet-store-v1-2");
        assert_eq!(package("日本.yaml", &mut taken), "api");
    }
}
