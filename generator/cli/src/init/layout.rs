//! What the configuration of the project says: of one document, or of several as modules.

use std::collections::BTreeSet;
use std::path::Path;

use generator::Wanted;
use generator::code::Code;

use super::args::Init;
use super::document::Document;
use super::folder::Folder;
use super::path::{NO_ROOT, beside, relative, root_line};
use super::template;
use crate::error::{Failure, Result};
use crate::inputs::{Inputs, Settings, Source};
use crate::project::Project;

/// The configuration, and those of documents that are modules.
#[derive(Debug)]
pub(super) struct Layout {
    /// The name of the crate.
    pub(super) name: String,
    /// The text of the configuration, where it is not what is there.
    pub(super) config: Option<String>,
    /// The configurations of new modules, by their paths from the root.
    pub(super) modules: Vec<(String, String)>,
}

/// What decides it.
pub(super) struct Maker<'a> {
    /// The project's folder.
    pub(super) folder: &'a Folder,
    /// What was asked for.
    pub(super) arguments: &'a Init,
    /// The configuration.
    pub(super) config: &'a str,
    /// The folder of the crate.
    pub(super) out: &'a str,
    /// The command that the project's files name.
    pub(super) command: &'a str,
}

impl Maker<'_> {
    /// The layout of a new project, or of one that may get more modules.
    pub(super) fn layout(&self, known: Option<&Project>, documents: &[Document]) -> Result<Layout> {
        match known {
            Some(project) if project.settings.config.apis.is_empty() => self.unchanged(project, documents),
            Some(project) => self.more(project, documents),
            None => self.first(documents),
        }
    }

    fn first(&self, documents: &[Document]) -> Result<Layout> {
        let named = self.arguments.name.clone();
        if let [document] = documents
            && document.name.is_none()
        {
            let title = document.title(self.folder, self.config, self.arguments)?;
            let name = named.unwrap_or(title);
            let of_document = self.of_document(self.config, document)?;
            let of_crate = self.of_crate(&name, template::TYPES_ALONE);
            let config = Some(of_crate + template::SEVERAL + &of_document);
            return Ok(Layout { name, config, modules: Vec::new() });
        }
        let name = named.ok_or_else(|| {
            let help = "name it with `--name`: with several documents it is called after none of them";
            Failure::new(Code::ConfigValue, "the crate has no name", help)
        })?;
        let start = self.of_crate(&name, "");
        self.with_modules(name, &start, documents.iter().collect())
    }

    /// A configuration that is there already is left alone, and so it must mean what is asked for.
    fn unchanged(&self, project: &Project, documents: &[Document]) -> Result<Layout> {
        let settings = &project.settings;
        let document = settings.document().map(|document| document.name().to_owned());
        let is_its = |given: &Document| {
            let own = document.as_ref().map(|own| self.folder.below(&project.root.join(own)));
            given.name.is_none() && own.is_some_and(|own| own == Path::new(&given.path))
        };
        if !documents.iter().all(is_its) {
            let message = format!(
                "`{}` is there already, for the one document `{}`",
                self.config,
                document.as_deref().unwrap_or_default()
            );
            let help = "name another configuration with `--config`, and another folder with `--out`; or begin a crate \
                        of several documents there";
            return Err(Failure::new(Code::ConfigValue, message, help).into());
        }
        if !self.arguments.include_tag.is_empty() {
            let message =
                format!("`{}` is there already, and says which operations are generated", self.config);
            let help = "write the tags under [select] there";
            return Err(Failure::new(Code::ConfigValue, message, help).into());
        }
        // Its title is the name of the crate, where the configuration has none.
        let name = Inputs::of(settings.clone())?.output(Wanted::Surface)?.summary.name;
        Ok(Layout { name, config: None, modules: Vec::new() })
    }

    fn more(&self, project: &Project, documents: &[Document]) -> Result<Layout> {
        let inputs = project.inputs()?;
        let known = inputs.documents.iter().map(|document| project.root.join(&document.name));
        let known: BTreeSet<_> = known.map(|path| self.folder.below(&path)).collect();
        let new = documents.iter().filter(|document| !known.contains(Path::new(&document.path)));
        let new: Vec<&Document> = new.collect();
        let name = project.settings.config.package.name.clone().unwrap_or_default();
        if new.is_empty() {
            return Ok(Layout { name, config: None, modules: Vec::new() });
        }
        let text = self.folder.text(self.config)?.unwrap_or_default();
        self.with_modules(name, text.trim_end(), new)
    }

    /// A configuration with more entries of `[[api]]`, each with a file of its own.
    fn with_modules(&self, name: String, start: &str, documents: Vec<&Document>) -> Result<Layout> {
        let mut config = format!("{}\n", start.trim_end());
        let mut modules: Vec<(String, String)> = Vec::new();
        for document in documents {
            let title = || document.title(self.folder, self.config, self.arguments);
            let made = title()?.replace('-', "_");
            let module = document.name.clone().unwrap_or(made);
            let own = beside(self.config, &format!("{module}.toml"));
            let is_taken = own == self.config || self.folder.path(&own).exists();
            if is_taken || modules.iter().any(|(path, _)| *path == own) {
                let message =
                    format!("`{}` cannot be the module `{module}`: `{own}` is taken", document.path);
                let help = format!("name it otherwise: `--spec NAME={}`", document.path);
                return Err(Failure::new(Code::ConfigValue, message, help).into());
            }
            let file = relative(self.config, &own);
            config += &template::fill(template::ENTRY, &[("api", &module), ("own", &file)]);
            let head = template::fill(template::MODULE, &[("config", &relative(&own, self.config))]);
            modules.push((own.clone(), head + &self.of_document(&own, document)?));
        }
        // What cannot be meant, such as a name that is none, is said before anything is written.
        Settings::of(Source::project(&self.folder.root, self.config), &config)?;
        Ok(Layout { name, config: Some(config), modules })
    }

    fn of_crate(&self, name: &str, types_alone: &str) -> String {
        let out = relative(self.config, &format!("{}/file", self.out));
        let out = out.strip_suffix("/file").unwrap_or(".");
        let holes = [("name", name), ("out", out), ("command", self.command), ("types_alone", types_alone)];
        template::fill(template::CRATE, &holes)
    }

    fn of_document(&self, config: &str, document: &Document) -> Result<String> {
        let root = self.arguments.root.as_deref().map(|root| root_line(root, config)).transpose()?;
        let path = relative(config, &document.path);
        let (root, tags) = (root.as_deref().unwrap_or(NO_ROOT), self.arguments.tags());
        let holes = [("document", path.as_str()), ("root", root), ("tags", tags.as_str())];
        Ok(template::fill(template::DOCUMENT, &holes))
    }
}
