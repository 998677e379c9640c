//! The digest by which an edited file is told from a generated one.

use std::fmt;
use std::str::FromStr;

use siphasher::sip128::SipHasher13;

/// 128 bits of a file's content. It finds accidents; it is no defence against forgery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest(u128);

impl Digest {
    /// The digest of a content.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(SipHasher13::new().hash(bytes).as_u128())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Digest {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let hexadecimal = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !hexadecimal {
            return Err(());
        }
        u128::from_str_radix(text, 16).map(Self).map_err(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    #[test]
    fn is_stable_and_reads_back() {
        // Committed manifests depend on this value: it must never change.
        assert_eq!(Digest::of(b"abc").to_string(), "f62f6f431c20d2cd64b4eeb45bb5ba18");
        assert_eq!(Digest::of(b"abc").to_string().parse(), Ok(Digest::of(b"abc")));
        assert!("+0".repeat(16).parse::<Digest>().is_err());
        assert!("".parse::<Digest>().is_err());
    }
}
