//! Dates and times as servers write them, and what the types of all crates for them have in common.
//!
//! RFC 3339 is what is written. What is read may have a blank in place of `T`, no seconds, no zone (it is UTC then), or a
//! zone as `+0200`, `+02` or `UTC`; the crate at hand says whether there is such a day and hour.

use std::fmt;

/// Finer parts of a second are beyond all of the types.
const FINEST: usize = 9;

/// The length of `2025-01-31`.
const DATE: usize = 10;

/// A date-time in the one spelling that every crate reads.
#[inline]
pub(crate) fn date_time(text: &str) -> Option<String> {
    let (date, rest) = text.trim().split_at_checked(DATE)?;
    if rest.is_empty() {
        return Some(format!("{date}T00:00:00Z"));
    }
    let (time, zone) = time(rest.strip_prefix(['T', 't', ' '])?)?;
    Some(format!("{date}T{time}{}", zone.unwrap_or(Zone(0))))
}

/// The date of a text that holds no more, or the hour at which it begins.
#[inline]
pub(crate) fn date(text: &str) -> Option<&str> {
    let (date, rest) = text.trim().split_at_checked(DATE)?;
    let is_start = |rest: &str| {
        let time = rest.strip_prefix(['T', 't', ' ']).and_then(time);
        time.is_some_and(|(time, _)| time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')))
    };
    (rest.is_empty() || is_start(rest)).then_some(date)
}

/// A time of day in the one spelling that every crate reads, and its zone.
#[inline]
pub(crate) fn time(text: &str) -> Option<(String, Option<Zone>)> {
    let text = text.trim();
    let is_clock = |char: char| char.is_ascii_digit() || char == ':' || char == '.';
    let end = text.find(|char| !is_clock(char)).unwrap_or(text.len());
    let (clock, zone) = text.split_at_checked(end)?;
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let seconds = if clock.len() == "12:00".len() { ":00" } else { "" };
    let digits: String = fraction.chars().take(FINEST).collect();
    let dot = if digits.is_empty() { "" } else { "." };
    let zone = match zone.trim_start() {
        "" => None,
        zone => Some(Zone::read(zone)?),
    };
    Some((format!("{clock}{seconds}{dot}{digits}"), zone))
}

/// How far a zone is from UTC, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zone(pub(crate) i32);

impl Zone {
    #[inline]
    fn read(text: &str) -> Option<Self> {
        if ["Z", "z", "UTC", "GMT"].contains(&text) {
            return Some(Self(0));
        }
        let (sign, digits) = text.split_at_checked(1)?;
        let sign = match sign {
            "+" => 1,
            "-" => -1,
            _ => return None,
        };
        let (hours, minutes) = digits.split_at_checked(2)?;
        let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
        let number = |text: &str| if text.len() == 2 { text.parse::<u8>().ok() } else { None };
        let minutes = if minutes.is_empty() && digits.len() == 2 { 0 } else { number(minutes)? };
        let hours = number(hours)?;
        (hours < 24 && minutes < 60).then(|| Self(sign * 60 * (i32::from(hours) * 60 + i32::from(minutes))))
    }
}

/// As RFC 3339 has it.
impl fmt::Display for Zone {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, minutes) = (if self.0 < 0 { '-' } else { '+' }, self.0.unsigned_abs() / 60);
        match minutes {
            0 => f.write_str("Z"),
            _ => write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60),
        }
    }
}

/// Reading and writing of types that have `read` and `Display`.
macro_rules! texts {
    ($($type:ident: $what:literal),* $(,)?) => {
        $(impl std::str::FromStr for $type {
            type Err = super::DecodeError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::read(text).ok_or_else(|| super::DecodeError::new(concat!("not a ", $what), text.as_bytes()))
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let error = || serde::de::Error::custom(format_args!(concat!("`{}` is no ", $what), text));
                Self::read(&text).ok_or_else(error)
            }
        })*
    };
}
pub(crate) use texts;

/// Ways from types to those that they stand for, and back.
macro_rules! wraps {
    ($($type:ident($inner:ty)),* $(,)?) => {
        $(impl From<$inner> for $type {
            #[inline]
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        impl From<$type> for $inner {
            #[inline]
            fn from(value: $type) -> Self {
                value.0
            }
        })*
    };
}
pub(crate) use wraps;

#[cfg(test)]
mod tests {
    use super::{date, date_time, time};

    #[test]
    fn spellings_of_servers_become_one() {
        for (text, read) in [
            ("2025-01-31T12:00:00Z", "2025-01-31T12:00:00Z"),
            ("2025-01-31t12:00:00.5z", "2025-01-31T12:00:00.5Z"),
            ("2025-01-31 12:00:00", "2025-01-31T12:00:00Z"),
            ("2025-01-31T12:00", "2025-01-31T12:00:00Z"),
            ("2025-01-31", "2025-01-31T00:00:00Z"),
            (" 2025-01-31T12:00:00.1234567899+0200\n", "2025-01-31T12:00:00.123456789+02:00"),
            ("2025-01-31 12:00:00 -05", "2025-01-31T12:00:00-05:00"),
            ("2025-01-31 12:00:00 UTC", "2025-01-31T12:00:00Z"),
        ] {
            assert_eq!(date_time(text).as_deref(), Some(read), "{text}");
        }
        for text in [
            "",
            "2025",
            "2025-01-31X12:00:00Z",
            "2025-01-31T12:00:00+2",
            "2025-01-31T12:00:00+24:00",
            "2025-01-31ä",
        ] {
            assert_eq!(date_time(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_has_no_hour_but_the_first() {
        for text in ["2025-01-31", "2025-01-31T00:00:00", "2025-01-31 00:00:00.000Z"] {
            assert_eq!(date(text), Some("2025-01-31"), "{text}");
        }
        for text in ["2025-01-31T12:00:00Z", "2025-01-31 x", "2025-1-1"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_keeps_its_zone() {
        let read = |text| time(text).map(|(time, zone)| (time, zone.map(|zone| zone.to_string())));
        assert_eq!(read("12:00"), Some(("12:00:00".to_owned(), None)));
        assert_eq!(read("12:00:00.25-0130"), Some(("12:00:00.25".to_owned(), Some("-01:30".to_owned()))));
        assert_eq!(read("12:00:00 +1"), None);
    }
}
