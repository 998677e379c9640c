//! A project: the folder of a `regen.toml`, and the files that it names.

use std::path::{Component, Path, PathBuf};

use generator::code::Code;
pub(crate) use generator::config::Snapshots;

use crate::error::{Failure, Result};
use crate::file;
use crate::inputs::{Inputs, Settings, Source};
use crate::program;

/// Where the configuration of a project is looked for, in each folder from the one we are in upwards.
const CONFIGS: [&str; 2] = ["regen.toml", "spec/regen.toml"];

/// A project. Its paths are from the root, with `/` between their parts.
#[derive(Debug)]
pub(crate) struct Project {
    /// The folder of its git repository; where there is none, the one above `spec/`, or that of the configuration.
    pub(crate) root: PathBuf,
    /// The configuration.
    pub(crate) config: String,
    /// The folder of the generated crate.
    pub(crate) out: String,
    /// The folder with a section of the changelog for each version.
    pub(crate) changelog: String,
    /// Breaking changes that were accepted without the version that they ask for.
    pub(crate) accepted: String,
    /// The tests whose snapshots show what is generated.
    pub(crate) snapshots: Vec<Snapshots>,
    /// What the configuration says.
    pub(crate) settings: Settings,
}

impl Project {
    /// The project of a configuration, or the nearest one of the folder we are in.
    pub(crate) fn find(config: Option<&Path>) -> Result<Self> {
        let path = match config {
            Some(path) => path.to_owned(),
            None => search(program::start())?,
        };
        let unreadable = |error| {
            let message = format!("cannot read `{}`", path.display());
            Failure::new(Code::UnreadableFile, message, "name a file that can be read").because(error)
        };
        let named = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let named = named.canonicalize().map_err(unreadable)?;
        if let Some(name) = path.file_name() {
            // A link that leads out of the project would make another one of it.
            let around = root(&named);
            let below = named.strip_prefix(around).unwrap_or(&named).join(name);
            file::inside(around, &below.to_string_lossy())?;
        }
        let path = path.canonicalize().map_err(unreadable)?;
        let folder = path.parent().unwrap_or(&path);
        let root = root(folder);
        let config = within(root, folder, &path.file_name().unwrap_or_default().to_string_lossy());
        let config = config.unwrap_or_else(|| path.display().to_string());
        let settings = Settings::read(Source::project(root, &config))?;
        let place = |key: &str, relative: &str| {
            within(root, folder, relative).ok_or_else(|| {
                let message = format!("`{relative}` under {key} in `{config}` leads out of the project");
                let help = format!("name a path below `{}`", root.display());
                Failure::new(Code::ConfigValue, message, help)
            })
        };
        let snapshots = |entry: &Snapshots| {
            let folders = entry.folders.iter().map(|folder| place("[review]", folder));
            Result::Ok(Snapshots {
                tests: entry.tests.clone(),
                folders: folders.collect::<std::result::Result<_, _>>()?,
            })
        };
        let (output, review) = (&settings.config.output, &settings.config.review);
        Ok(Self {
            out: place("[output]", &output.path)?,
            changelog: place("[review]", &review.changelog)?,
            accepted: place("[review]", &review.accepted)?,
            snapshots: review.snapshots.iter().map(snapshots).collect::<Result<_>>()?,
            root: root.to_owned(),
            config,
            settings,
        })
    }

    /// The configuration of a document of a crate with several, by its path from the root; that of the project, if it has
    /// none of its own.
    pub(crate) fn config_of(&self, module: Option<&str>) -> Option<String> {
        let Some(module) = module else { return Some(self.config.clone()) };
        let entry = self.settings.config.apis.iter().find(|entry| entry.name == module)?;
        let folder = Path::new(&self.config).parent()?;
        within(Path::new(""), folder, entry.config.as_deref()?)
    }

    /// The documents with their settings, from the working tree.
    pub(crate) fn inputs(&self) -> Result<Inputs> {
        Inputs::of(self.settings.clone())
    }

    /// The documents with their settings, from a revision. The names tell the revision.
    pub(crate) fn at(&self, revision: &str) -> Result<Inputs> {
        Inputs::configured(Source::revision(&self.root, revision, &self.config))
    }

    /// Where one of its files or folders is.
    ///
    /// # Errors
    /// Where a link leads out of the project: whoever proposes a change can bring one along, and have a run copy what
    /// it leads to, or write there.
    pub(crate) fn place(&self, path: &str) -> Result<PathBuf> {
        file::inside(&self.root, path)
    }

    /// Where one of its files is that is going to be written.
    ///
    /// # Errors
    /// As above, and where something is there that is no plain file.
    pub(crate) fn writable(&self, path: &str) -> Result<PathBuf> {
        file::writable(&self.root, path)
    }

    /// A file of the generated crate, from the root.
    pub(crate) fn generated(&self, path: &str) -> String {
        format!("{}/{path}", self.out)
    }
}

/// The nearest configuration, from a folder upwards to that of its git repository.
fn search(start: &Path) -> Result<PathBuf> {
    let absolute = start.canonicalize().unwrap_or_else(|_| start.to_owned());
    for folder in absolute.ancestors() {
        if let Some(found) = CONFIGS.iter().map(|name| folder.join(name)).find(|path| path.is_file()) {
            return Ok(found);
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    let message = "there is no regen.toml here, in spec/, or in a folder above";
    let help = format!(
        "`{0} init --spec FILE` makes a project, `--config FILE` names one elsewhere, \
         `{0} regen --spec FILE --out DIR` writes a crate without one",
        program::name()
    );
    Err(Failure::new(Code::UnreadableFile, message, help).into())
}

/// The folder that the paths of a project are from.
fn root(folder: &Path) -> &Path {
    let repository = folder.ancestors().find(|folder| folder.join(".git").exists());
    let layout = || folder.parent().filter(|_| folder.file_name().is_some_and(|name| name == "spec"));
    repository.or_else(layout).unwrap_or(folder)
}

/// A path that is relative to a folder as one that is relative to the root, if it does not lead out of it.
fn within(root: &Path, folder: &Path, relative: &str) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let folder = folder.strip_prefix(root).ok()?;
    for part in folder.components().chain(Path::new(relative).components()) {
        match part {
            Component::Normal(name) => parts.push(name.to_str()?.to_owned()),
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::within;
    use std::path::Path;

    #[test]
    fn paths_of_a_configuration_stay_in_the_project() {
        let from = |folder: &str, relative: &str| within(Path::new("/a"), Path::new(folder), relative);
        assert_eq!(from("/a/spec", "../generated").as_deref(), Some("generated"));
        assert_eq!(from("/a/b/spec", "./../c/d").as_deref(), Some("b/c/d"));
        assert_eq!(from("/a", "regen.toml").as_deref(), Some("regen.toml"));
        for out in ["..", "../../b", "/etc", ""] {
            assert_eq!(from("/a", out), None, "{out}");
        }
    }
}
