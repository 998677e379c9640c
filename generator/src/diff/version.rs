//! Versions, and the next one that a change asks for by Cargo's rules for `0.y.z`.

use std::fmt;
use std::str::FromStr;

use semver::{BuildMetadata, Prerelease};

use super::Level;

/// A version of the crate, without build metadata: two versions that differ only there are one release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(semver::Version);

impl FromStr for Version {
    type Err = semver::Error;

    fn from_str(text: &str) -> Result<Self, semver::Error> {
        let version = semver::Version::parse(text)?;
        Ok(Self(semver::Version { build: BuildMetadata::EMPTY, ..version }))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Version {
    /// The version that comes next: `0.1.2` becomes `0.2.0` by a major change and `0.1.3` by any other.
    #[must_use]
    pub fn next(&self, level: Level) -> Self {
        let semver::Version { major, minor, patch, .. } = self.0;
        let release = |major, minor, patch| Self(semver::Version::new(major, minor, patch));
        let up = |number: u64| number.saturating_add(1);
        if level == Level::None {
            return self.clone();
        }
        // Nothing is promised between pre-releases; the release they lead to has a new number already.
        if self.is_prerelease() {
            return release(major, minor, patch);
        }
        match (major, minor, level) {
            (0, 0, _) => release(0, 0, up(patch)),
            (0, _, Level::Major) => release(0, up(minor), 0),
            (0, ..) => release(0, minor, up(patch)),
            (_, _, Level::Major) => release(up(major), 0, 0),
            (_, _, Level::Minor) => release(major, up(minor), 0),
            _ => release(major, minor, up(patch)),
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
        if base.is_prerelease() && self.release() == base.release() {
            return self != base;
        }
        self.release() >= base.next(level).release()
    }

    fn is_prerelease(&self) -> bool {
        !self.0.pre.is_empty()
    }

    /// The release that a pre-release leads to; of a release itself.
    fn release(&self) -> Self {
        Self(semver::Version { pre: Prerelease::EMPTY, ..self.0.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Version};

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    fn next(text: &str, level: Level) -> String {
        version(text).next(level).to_string()
    }

    #[test]
    fn the_next_version_is_by_cargos_rules() {
        for (version, patch, minor, major) in [
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
            ("0.1.2", "0.1.3", "0.1.3", "0.2.0"),
            ("1.2.3", "1.2.4", "1.3.0", "2.0.0"),
            ("1.0.0-beta.1", "1.0.0", "1.0.0", "1.0.0"),
            ("1.2.18446744073709551615", "1.2.18446744073709551615", "1.3.0", "2.0.0"),
        ] {
            assert_eq!(next(version, Level::None), version);
            assert_eq!(next(version, Level::Patch), patch);
            assert_eq!(next(version, Level::Minor), minor);
            assert_eq!(next(version, Level::Major), major);
        }
    }

    #[test]
    fn a_version_is_enough_from_the_next_one_on() {
        let enough = |base: &str, now: &str, level| version(now).is_enough(&version(base), level);
        assert!(enough("0.1.0", "0.1.0", Level::None));
        assert!(!enough("0.1.0", "0.1.0", Level::Patch));
        assert!(enough("0.1.0", "0.1.1", Level::Minor));
        assert!(!enough("0.1.0", "0.1.9", Level::Major));
        assert!(enough("0.1.0", "0.2.0", Level::Major));
        assert!(enough("0.1.0", "1.0.0", Level::Major));
        assert!(!enough("1.0.0-beta.1", "1.0.0-beta.1", Level::Patch));
        assert!(enough("1.0.0-beta.1", "1.0.0-beta.2", Level::Major));
        assert!(enough("1.0.0-rc.9", "1.0.0-rc.10", Level::Major));
        assert!(!enough("1.0.0-rc.10", "1.0.0-rc.9", Level::None));
        assert!(!enough("1.0.0", "1.0.0+second", Level::Patch));
    }

    #[test]
    fn versions_are_ordered_as_semver_orders_them() {
        let ordered =
            ["1.0.0-1", "1.0.0-rc.9", "1.0.0-rc.9.1", "1.0.0-rc.10", "1.0.0", "1.0.1-rc.1", "1.0.10"];
        assert!(ordered.map(version).is_sorted_by(|one, next| one < next));
        assert_eq!(version("1.0.0+a"), version("1.0.0+b"));
        for text in ["", "1.2", "01.2.3", "+1.2.3", "1.0.0-01", "1.0.0-..", "1.0.0-", "1.0.0-a+b+c"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
