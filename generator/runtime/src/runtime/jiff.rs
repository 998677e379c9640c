//! Dates and times as types of the crate `jiff`.

use super::dates::{self, Zone, texts, wraps};
use jiff::{Span, Timestamp, civil, tz::Offset};
use std::fmt;

/// A point in time. It is written in UTC. One without a zone is read as UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(pub Timestamp);

impl DateTime {
    #[inline]
    fn read(text: &str) -> Option<Self> {
        let text = dates::date_time(text)?;
        let read = |text: &str| text.parse::<Timestamp>().ok();
        // The last hours of the year 9999, which are written for "never", are beyond `Timestamp`: they are its last.
        let last = || {
            let year_before = read(&format!("9998{}", text.strip_prefix("9999")?));
            year_before.map(|_| Timestamp::MAX)
        };
        read(&text).or_else(last).map(Self)
    }
}

impl fmt::Display for DateTime {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub civil::Date);

impl Date {
    #[inline]
    fn read(text: &str) -> Option<Self> {
        dates::date(text)?.parse().ok().map(Self)
    }
}

impl fmt::Display for Date {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A time of day, in a zone where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    /// The time on the clock.
    pub time: civil::Time,
    /// How far the clock is from UTC.
    pub offset: Option<Offset>,
}

impl Time {
    #[inline]
    fn read(text: &str) -> Option<Self> {
        let (time, zone) = dates::time(text)?;
        let offset = match zone {
            Some(Zone(seconds)) => Some(Offset::from_seconds(seconds).ok()?),
            None => None,
        };
        Some(Self { time: time.parse().ok()?, offset })
    }
}

impl From<civil::Time> for Time {
    #[inline]
    fn from(time: civil::Time) -> Self {
        Self { time, offset: None }
    }
}

impl fmt::Display for Time {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.time)?;
        self.offset.map_or(Ok(()), |offset| write!(f, "{}", Zone(offset.seconds())))
    }
}

/// A length of time in the units that it is written in. Equal means written alike: an hour is not sixty minutes.
#[derive(Debug, Clone, Copy)]
pub struct Duration(pub Span);

impl Duration {
    #[inline]
    fn read(text: &str) -> Option<Self> {
        // `Span` also reads words, such as `2 hours`.
        let is_standard = text.trim_start_matches(['-', '+']).starts_with('P');
        is_standard.then(|| text.parse().ok().map(Self)).flatten()
    }
}

impl PartialEq for Duration {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0.fieldwise() == other.0.fieldwise()
    }
}

impl Eq for Duration {}

impl fmt::Display for Duration {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

texts!(DateTime: "date-time", Date: "date", Time: "time", Duration: "duration");
wraps!(DateTime(Timestamp), Date(civil::Date), Duration(Span));
