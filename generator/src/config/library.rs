//! Crates that have types for formats of texts: `date-time = "jiff"` under `[types.formats]` is a word for all that
//! such a line needs.

use super::Format;

/// A crate and its types.
#[derive(Debug)]
pub(crate) struct Library {
    pub(crate) name: &'static str,
    version: &'static str,
    default_features: bool,
    features: &'static [&'static str],
    /// Formats, and the type of each. Types of the runtime read what servers write, and write RFC 3339.
    types: &'static [(&'static str, &'static str)],
}

const LIBRARIES: &[Library] = &[
    Library {
        name: "jiff",
        version: "1.0",
        default_features: false,
        features: &["std"],
        types: &[
            ("date-time", "crate::runtime::jiff::DateTime"),
            ("date", "crate::runtime::jiff::Date"),
            ("time", "crate::runtime::jiff::Time"),
            ("duration", "crate::runtime::jiff::Duration"),
        ],
    },
    // The durations of these two have no months.
    Library {
        name: "chrono",
        version: "0.4.38",
        default_features: false,
        features: &["std"],
        types: &[
            ("date-time", "crate::runtime::chrono::DateTime"),
            ("date", "crate::runtime::chrono::Date"),
            ("time", "crate::runtime::chrono::Time"),
        ],
    },
    Library {
        name: "time",
        version: "0.3.36",
        default_features: false,
        features: &["std", "formatting", "parsing"],
        types: &[
            ("date-time", "crate::runtime::time::DateTime"),
            ("date", "crate::runtime::time::Date"),
            ("time", "crate::runtime::time::Time"),
        ],
    },
    Library {
        name: "uuid",
        version: "1",
        default_features: true,
        features: &["serde"],
        types: &[("uuid", "uuid::Uuid")],
    },
];

impl Library {
    /// The one that a word is the name of.
    pub(crate) fn named(word: &str) -> Option<&'static Self> {
        LIBRARIES.iter().find(|library| library.name == word)
    }

    /// What a line of the configuration says of a format with the word alone.
    pub(crate) fn format(&self, format: &str) -> Option<Format> {
        let (_, path) = self.types.iter().find(|(name, _)| *name == format)?;
        Some(Format {
            path: (*path).to_owned(),
            dependency: Some(self.name.to_owned()),
            version: Some(self.version.to_owned()),
            default_features: self.default_features,
            features: self.features.iter().map(|feature| (*feature).to_owned()).collect(),
            applies: None,
        })
    }

    /// The formats that it has types for, in words.
    pub(crate) fn formats(&self) -> String {
        let names: Vec<String> = self.types.iter().map(|(name, _)| format!("`{name}`")).collect();
        names.join(", ")
    }
}

/// True for a type that a word stands for, by its path in a generated crate.
pub(crate) fn is_of(path: &str) -> bool {
    let mut types = LIBRARIES.iter().flat_map(|library| library.types);
    types.any(|(_, ty)| ty.strip_prefix("crate::").unwrap_or(ty) == path)
}

#[cfg(test)]
mod tests {
    use super::LIBRARIES;

    /// The runtime is tested with what generated crates depend on.
    #[test]
    fn lines_are_those_of_the_runtime() {
        let manifest = include_str!("../../embedded/runtime.toml");
        for library in LIBRARIES.iter().filter(|library| library.name != "uuid") {
            let line = format!(
                "{} = {{ version = {:?}, default-features = {}, features = {:?} }}",
                library.name, library.version, library.default_features, library.features
            );
            assert!(manifest.lines().any(|known| known == line), "{line}");
        }
    }
}
