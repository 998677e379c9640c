//! Dates and times as types of the crate `time`.

use super::dates::{self, Zone, texts, wraps};
use std::fmt;
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// A point in time, in a zone. One without a zone is read as UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(pub OffsetDateTime);

impl DateTime {
    #[inline]
    fn read(text: &str) -> Option<Self> {
        OffsetDateTime::parse(&dates::date_time(text)?, &Rfc3339).ok().map(Self)
    }
}

impl fmt::Display for DateTime {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.format(&Rfc3339) {
            Ok(text) => f.write_str(&text),
            // Years beyond four digits, which RFC 3339 does not have.
            Err(_) => write!(f, "{}", self.0),
        }
    }
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub time::Date);

impl Date {
    #[inline]
    fn read(text: &str) -> Option<Self> {
        DateTime::read(dates::date(text)?).map(|start| Self(start.0.date()))
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
    pub time: time::Time,
    /// How far the clock is from UTC.
    pub offset: Option<UtcOffset>,
}

impl Time {
    #[inline]
    fn read(text: &str) -> Option<Self> {
        let (time, zone) = dates::time(text)?;
        let offset = match zone {
            Some(Zone(seconds)) => Some(UtcOffset::from_whole_seconds(seconds).ok()?),
            None => None,
        };
        Some(Self { time: DateTime::read(&format!("1970-01-01T{time}Z"))?.0.time(), offset })
    }
}

impl From<time::Time> for Time {
    #[inline]
    fn from(time: time::Time) -> Self {
        Self { time, offset: None }
    }
}

impl fmt::Display for Time {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second, nanosecond) = self.time.as_hms_nano();
        write!(f, "{hour:02}:{minute:02}:{second:02}")?;
        if nanosecond > 0 {
            write!(f, ".{}", format!("{nanosecond:09}").trim_end_matches('0'))?;
        }
        self.offset.map_or(Ok(()), |offset| write!(f, "{}", Zone(offset.whole_seconds())))
    }
}

texts!(DateTime: "date-time", Date: "date", Time: "time");
wraps!(DateTime(OffsetDateTime), Date(time::Date));
