//! Paths as files of the project name them.

use std::path::{Component, Path};

use generator::code::Code;

use crate::error::{Failure, Result};

/// A file in the folder of another.
pub(super) fn beside(config: &str, name: &str) -> String {
    config.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

/// A path below the folder that we are in, with `/` between its parts.
pub(super) fn plain(path: &Path) -> Result<String> {
    let fault = |why: &str, help: &str| {
        Failure::new(Code::ConfigValue, format!("`{}` {why}", path.display()), help).into()
    };
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => match name.to_str().filter(|name| !name.contains(is_quoting)) {
                Some(name) => parts.push(name),
                None => {
                    let why = "has a character that a configuration or a script would not take as it is";
                    return Err(fault(why, "rename it, without quotes, backslashes and the like"));
                }
            },
            Component::CurDir => {}
            _ => {
                parts.clear();
                break;
            }
        }
    }
    if parts.is_empty() {
        let help =
            "a project is a folder with all its files: move it here, or run `init` in a folder above both";
        return Err(fault("is no path below this folder", help));
    }
    Ok(parts.join("/"))
}

fn is_quoting(char: char) -> bool {
    matches!(char, '\'' | '"' | '\\') || char.is_control()
}

/// A path as a configuration names it.
pub(super) fn relative(config: &str, path: &str) -> String {
    let (mut from, mut to): (Vec<&str>, Vec<&str>) = (config.split('/').collect(), path.split('/').collect());
    from.pop();
    while !from.is_empty() && from.first() == to.first() && to.len() > 1 {
        from.remove(0);
        to.remove(0);
    }
    "../".repeat(from.len()) + &to.join("/")
}

/// The line of a configuration that does not say where references lead.
pub(super) const NO_ROOT: &str = "# root = \"..\"";

/// The line that says it.
pub(super) fn root_line(root: &Path, config: &str) -> Result<String> {
    let is_here = root.components().all(|part| part == Component::CurDir);
    let inside = if is_here { "file".to_owned() } else { format!("{}/file", plain(root)?) };
    let path = relative(config, &inside);
    let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
    Ok(format!("root = \"{folder}\""))
}

#[cfg(test)]
mod tests {
    use super::{plain, relative, root_line};
    use std::path::Path;

    #[test]
    fn paths_are_named_from_where_they_are_read() {
        assert_eq!(relative("spec/regen.toml", "petstore.yaml"), "../petstore.yaml");
        assert_eq!(relative("spec/regen.toml", "spec/a/b.yaml"), "a/b.yaml");
        assert_eq!(relative("regen.toml", "a.yaml"), "a.yaml");
        assert_eq!(relative("a/b/c.toml", "a/d/e.yaml"), "../d/e.yaml");
        assert_eq!(plain(Path::new("./a//b.yaml")).unwrap(), "a/b.yaml");
        let root = |root: &str, config: &str| root_line(Path::new(root), config).unwrap();
        assert_eq!(root("apis", "apis/pets/regen.toml"), "root = \"..\"");
        assert_eq!(root(".", "spec/regen.toml"), "root = \"..\"");
        assert_eq!(root(".", "regen.toml"), "root = \".\"");
        assert_eq!(root("a/b", "spec/regen.toml"), "root = \"../a/b\"");
        assert!(root_line(Path::new("../a"), "regen.toml").is_err());
        for other in ["../a.yaml", "/a.yaml", "it's/a.yaml", "a\"b/c.yaml", "a\\b/c.yaml", "a\nb/c.yaml"] {
            assert!(plain(Path::new(other)).is_err(), "{other}");
        }
    }
}
