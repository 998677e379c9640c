//! A file to read: on the disk, or in a git revision of the project.

use std::path::{Path, PathBuf};

use generator::Files;
use generator::code::Code;

use super::siblings::{self, FolderFiles, Place, RevisionFiles, below};
use crate::error::{Failure, Result};
use crate::{file, git};

/// Where a file is, and how messages call it.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    origin: Origin,
    name: String,
    /// The file that names this one, if the user does not.
    named_by: Option<String>,
}

#[derive(Debug, Clone)]
enum Origin {
    Disk {
        path: PathBuf,
        /// The folder of the project that it is a file of.
        project: Option<PathBuf>,
    },
    /// In a revision, by its path from the root.
    Revision { root: PathBuf, revision: String, path: String },
}

impl Source {
    /// A file that the user named.
    pub(crate) fn given(path: &Path) -> Self {
        let origin = Origin::Disk { path: path.to_owned(), project: None };
        Self { origin, name: path.display().to_string(), named_by: None }
    }

    /// A file of the project, by its path from the root.
    pub(crate) fn project(root: &Path, path: &str) -> Self {
        let origin = Origin::Disk { path: root.join(path), project: Some(root.to_owned()) };
        Self { origin, name: path.to_owned(), named_by: None }
    }

    /// A file of the project in a revision, by its path from the root.
    pub(crate) fn revision(root: &Path, revision: &str, path: &str) -> Self {
        let name = format!("{revision}:{path}");
        let (revision, path) = (revision.to_owned(), path.to_owned());
        Self { origin: Origin::Revision { root: root.to_owned(), revision, path }, name, named_by: None }
    }

    /// A file that this one names, relative to its own folder.
    pub(crate) fn beside(&self, relative: &str) -> Self {
        let beside = |path: &str| {
            if Path::new(relative).is_absolute() {
                return relative.to_owned();
            }
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            below(folder, relative)
        };
        let found = match &self.origin {
            // By its name, as in a revision: the folder of a configuration that is yet to be written is not there.
            Origin::Disk { project: Some(root), .. } => Self::project(root, &beside(&self.name)),
            Origin::Disk { path, project: None } => Self {
                origin: Origin::Disk { path: path.with_file_name(relative), project: None },
                name: beside(&self.name),
                named_by: None,
            },
            Origin::Revision { root, revision, path } => Self::revision(root, revision, &beside(path)),
        };
        Self { named_by: Some(self.name.clone()), ..found }
    }

    /// How messages call it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether there is such a file, whatever can be read of it.
    pub(super) fn is_there(&self) -> Result<bool> {
        let unknown = |error: String| {
            let message = format!("cannot look for `{}`", self.name);
            Failure::new(Code::UnreadableFile, message, "name a file or a revision that can be read")
                .because(error)
                .into()
        };
        match &self.origin {
            Origin::Disk { path, .. } => path.try_exists().map_err(|error| unknown(error.to_string())),
            Origin::Revision { root, revision, path } => git::has_path(root, revision, path).map_err(unknown),
        }
    }

    /// Whether its name stays in the project: a configuration may name files elsewhere, and a link may not.
    fn is_inside(&self) -> bool {
        !self.name.starts_with("../") && Path::new(&self.name).is_relative()
    }

    /// Reads it; of a file on the disk that is larger than the limit, only so much that its reader sees that.
    pub(crate) fn read(&self, limit: usize) -> Result<Vec<u8>> {
        let unreadable =
            |help: String| Failure::new(Code::UnreadableFile, format!("cannot read `{}`", self.name), help);
        let help = |otherwise: &str| match &self.named_by {
            Some(file) => format!("`{file}` names it, by its path from the folder of that file"),
            None => otherwise.to_owned(),
        };
        Ok(match &self.origin {
            Origin::Disk { path, project } => {
                if let Some(root) = project.as_ref().filter(|_| self.is_inside()) {
                    file::inside(root, &self.name)?;
                }
                file::read(path, limit)
                    .map_err(|error| unreadable(help("name a file that can be read")).because(error))?
            }
            Origin::Revision { root, revision, path } => git::show(root, revision, path)
                .map_err(|error| unreadable(help("name a revision that has the file")).because(error))?,
        })
    }

    /// The files that it may refer to, none of them larger than the limit: those in its folder, or in the one that the
    /// configuration names.
    pub(crate) fn siblings(&self, root: Option<&Self>, limit: usize) -> Result<Box<dyn Files>> {
        let outside = || {
            let named = root.map_or("", Self::name);
            let message = format!("`{}` is not in the folder `{named}`", self.name);
            let help = "let `root` under [document] name a folder around the document, relative to the configuration";
            Failure::new(Code::ConfigValue, message, help)
        };
        let folder = |file: &str| file.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let shown = root.map_or_else(|| folder(&self.name), |root| root.name.clone());
        Ok(match &self.origin {
            Origin::Disk { path, .. } => {
                // Without a root the folder need not be there yet.
                let (around, name) = match root.map(|root| &root.origin) {
                    Some(Origin::Disk { path: root, .. }) => {
                        (root.clone(), siblings::name_within(root, path))
                    }
                    _ => {
                        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
                        (siblings::folder_of(path), Ok(name))
                    }
                };
                let name = name.map_err(|error| outside().because(error))?;
                let place = Place { shown, document: name.ok_or_else(outside)? };
                Box::new(FolderFiles { folder: around, limit, place })
            }
            Origin::Revision { root: project, revision, path } => {
                let around = match root.map(|root| &root.origin) {
                    Some(Origin::Revision { path, .. }) => path.clone(),
                    // The configuration of today, for the documents of that revision.
                    Some(Origin::Disk { project: Some(_), .. }) => shown,
                    _ => folder(path),
                };
                let name = if around.is_empty() {
                    Some(path.as_str())
                } else {
                    path.strip_prefix(&format!("{around}/"))
                };
                let document = name.ok_or_else(outside)?.to_owned();
                Box::new(RevisionFiles {
                    root: project.clone(),
                    revision: revision.clone(),
                    folder: around,
                    document,
                })
            }
        })
    }
}
