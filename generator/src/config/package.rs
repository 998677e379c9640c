//! `[crate]`, `[document]` and `[names]`.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::load::Limits;

/// `[crate]`: the manifest of the generated crate.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Package {
    /// The crate's name. Default: from `info.title` of the document.
    pub name: Option<String>,
    /// The crate's version, written by hand after `diff` has said which it must be. Default: `0.1.0`.
    pub version: String,
    /// One line for the registry. Default: `info.summary`, or the first sentence of `info.description`.
    pub description: Option<String>,
    /// An SPDX expression. Default: none, since only the client's owner can say.
    pub license: Option<String>,
    /// The URL of the repository. Default: none.
    pub repository: Option<String>,
    /// The URL of the project's home page. Default: none.
    pub homepage: Option<String>,
    /// The URL of the documentation. Default: none, and then registries lead to docs.rs.
    pub documentation: Option<String>,
    /// Default: none.
    pub authors: Vec<String>,
    /// At most five words for the registry's search. Default: none.
    pub keywords: Vec<String>,
    /// At most five of the registry's category slugs. Default: none.
    pub categories: Vec<String>,
}

impl Default for Package {
    fn default() -> Self {
        Self {
            name: None,
            version: "0.1.0".into(),
            description: None,
            license: None,
            repository: None,
            homepage: None,
            documentation: None,
            authors: Vec::new(),
            keywords: Vec::new(),
            categories: Vec::new(),
        }
    }
}

/// `[document]`: what to read.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Document {
    /// The document, relative to this configuration. `--spec` overrides it.
    pub path: Option<String>,
    /// The folder out of which no reference leads, relative to this configuration; the document is in it, or below.
    /// Default: the document's folder.
    pub root: Option<String>,
    /// Overlay documents, applied in this order, relative to this configuration. Default: none.
    pub overlays: Vec<String>,
    /// The most bytes that are read from a file. Default: 67108864 (64 MiB).
    pub max_bytes: Option<u32>,
}

impl Document {
    /// The bounds for reading the document and its overlays.
    #[must_use]
    pub fn limits(&self) -> Limits {
        let bytes = self.max_bytes.and_then(|bytes| usize::try_from(bytes).ok());
        Limits { bytes: bytes.unwrap_or(Limits::default().bytes), ..Limits::default() }
    }
}

/// `[names]`: how words become Rust names.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Names {
    /// Words with capitals of their own that are one word in names: `OAuth` gives `oauth_token`, not
    /// `o_auth_token`. Default: none.
    pub initialisms: Vec<String>,
    /// Rust names by the JSON pointer of what they name, for example `"/components/schemas/Pet" = "Animal"`. A property
    /// stands there below its schema by its name, and so do a value of an enum (`/components/schemas/Kind/enum/a-b`), an
    /// operation's parameter (`/paths/~1pets/get/parameters/query/page-size`) and a tag (`/tags/pets`), after whose name
    /// its module and its feature are called. Where one place is
    /// called in two ways, as an operation's type and its method are, a list has both. The type of requests of a schema
    /// that is two types is `/components/schemas/Pet/input`; what a file beside the document has is `parts.yaml#/Pet`.
    /// Such a name is never changed to resolve a collision; `regen --pin` writes those that would move otherwise.
    /// Default: none.
    #[serde(deserialize_with = "one_or_several")]
    pub overrides: BTreeMap<String, Vec<String>>,
    /// Former Rust names of types and what they are called now, for example `Animal = "Pet"`, and of methods,
    /// `"pets.fetch" = "pets.get"`: the former name goes on as a deprecated alias. Default: none.
    pub aliases: BTreeMap<String, String>,
    /// Methods leave out what an `operationId` says of its tag, path and HTTP method: `issues/create` is
    /// `issues().create()`, where no other operation of the tag would be called so. Default: true.
    pub short_methods: bool,
    /// Operations without a tag are grouped by the first segment of their paths that tells them apart. Default: where
    /// there are more than 30 of them.
    pub path_groups: Option<bool>,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            initialisms: Vec::new(),
            overrides: BTreeMap::new(),
            aliases: BTreeMap::new(),
            short_methods: true,
            path_groups: None,
        }
    }
}

/// Names, of which one alone needs no list.
fn one_or_several<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a name, or a list of names")]
    enum Written {
        One(String),
        Several(Vec<String>),
    }
    let written = BTreeMap::<String, Written>::deserialize(from)?;
    let names = |(at, written)| match written {
        Written::One(name) => (at, vec![name]),
        Written::Several(names) => (at, names),
    };
    Ok(written.into_iter().map(names).collect())
}
