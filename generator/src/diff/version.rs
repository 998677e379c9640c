//! Versions, and the next one that a change asks for by Cargo's rules for `0.y.z`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::Level;

/// A version of the crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
    /// What stands after `-`; empty for a release.
    pre: String,
}

/// The text is no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadVersion;

impl FromStr for Version {
    type Err = BadVersion;

    fn from_str(text: &str) -> Result<Self, BadVersion> {
        let text = text.split_once('+').map_or(text, |(version, _)| version);
        let (numbers, pre) = text.split_once('-').unwrap_or((text, ""));
        let parsed: Result<Vec<u64>, _> = numbers.split('.').map(str::parse).collect();
        match parsed.map_err(|_| BadVersion)?.as_slice() {
            &[major, minor, patch] => Ok(Self { major, minor, patch, pre: pre.to_owned() }),
            _ => Err(BadVersion),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { major, minor, patch, pre } = self;
        write!(f, "{major}.{minor}.{patch}")?;
        if pre.is_empty() { Ok(()) } else { write!(f, "-{pre}") }
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        // A release comes after its pre-releases.
        let key = |version: &Self| {
            let Self { major, minor, patch, pre } = version;
            (*major, *minor, *patch, pre.is_empty(), pre.clone())
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Version {
    /// The version that comes next: `0.1.2` becomes `0.2.0` by a major change and `0.1.3` by any other.
    #[must_use]
    pub fn next(&self, level: Level) -> Self {
        let &Self { major, minor, patch, .. } = self;
        let release = |major, minor, patch| Self { major, minor, patch, pre: String::new() };
        if level == Level::None {
            return self.clone();
        }
        // Nothing is promised between pre-releases; the release they lead to has a new number already.
        if !self.pre.is_empty() {
            return release(major, minor, patch);
        }
        match (major, minor, level) {
            (0, 0, _) => release(0, 0, patch + 1),
            (0, _, Level::Major) => release(0, minor + 1, 0),
            (0, ..) => release(0, minor, patch + 1),
            (_, _, Level::Major) => release(major + 1, 0, 0),
            (_, _, Level::Minor) => release(major, minor + 1, 0),
            _ => release(major, minor, patch + 1),
        }
    }

    /// True if this version is enough for such a change since `base`.
    #[must_use]
    pub fn is_enough(&self, base: &Self, level: Level) -> bool {
        if self < base {
            return false;
        }
        if level == Level::None {
            return true;
        }
        let numbers = |version: &Self| (version.major, version.minor, version.patch);
        if !base.pre.is_empty() && numbers(self) == numbers(base) {
            return self.pre != base.pre;
        }
        numbers(self) >= numbers(&base.next(level))
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Version};

    fn next(version: &str, level: Level) -> String {
        version.parse::<Version>().unwrap().next(level).to_string()
    }

    #[test]
    fn the_next_version_is_by_cargos_rules() {
        for (version, patch, minor, major) in [
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
            ("0.1.2", "0.1.3", "0.1.3", "0.2.0"),
            ("1.2.3", "1.2.4", "1.3.0", "2.0.0"),
            ("1.0.0-beta.1", "1.0.0", "1.0.0", "1.0.0"),
        ] {
            assert_eq!(next(version, Level::None), version);
            assert_eq!(next(version, Level::Patch), patch);
            assert_eq!(next(version, Level::Minor), minor);
            assert_eq!(next(version, Level::Major), major);
        }
        assert!("1.2".parse::<Version>().is_err());
    }

    #[test]
    fn a_version_is_enough_from_the_next_one_on() {
        let enough = |base: &str, now: &str, level| {
            now.parse::<Version>().unwrap().is_enough(&base.parse().unwrap(), level)
        };
        assert!(enough("0.1.0", "0.1.0", Level::None));
        assert!(!enough("0.1.0", "0.1.0", Level::Patch));
        assert!(enough("0.1.0", "0.1.1", Level::Minor));
        assert!(!enough("0.1.0", "0.1.9", Level::Major));
        assert!(enough("0.1.0", "0.2.0", Level::Major));
        assert!(enough("0.1.0", "1.0.0", Level::Major));
        assert!(!enough("1.0.0-beta.1", "1.0.0-beta.1", Level::Patch));
        assert!(enough("1.0.0-beta.1", "1.0.0-beta.2", Level::Major));
    }
}
