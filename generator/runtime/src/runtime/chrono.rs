//! Dates and times as types of the crate `chrono`.

use super::dates::{self, Zone, texts, wraps};
use chrono::{FixedOffset, NaiveDate, NaiveTime, SecondsFormat, Utc};
use std::fmt;

/// A point in time. It is written in UTC. One without a zone is read as UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(pub chrono::DateTime<Utc>);

impl DateTime {
    #[inline]
    fn read(text: &str) -> Option<Self> {
        let text = dates::date_time(text)?;
        chrono::DateTime::parse_from_rfc3339(&text).ok().map(|read| Self(read.to_utc()))
    }
}

impl fmt::Display for DateTime {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub NaiveDate);

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
    pub time: NaiveTime,
    /// How far the clock is from UTC.
    pub offset: Option<FixedOffset>,
}

impl Time {
    #[inline]
    fn read(text: &str) -> Option<Self> {
        let (time, zone) = dates::time(text)?;
        let offset = match zone {
            Some(Zone(seconds)) => Some(FixedOffset::east_opt(seconds)?),
            None => None,
        };
        Some(Self { time: time.parse().ok()?, offset })
    }
}

impl From<NaiveTime> for Time {
    #[inline]
    fn from(time: NaiveTime) -> Self {
        Self { time, offset: None }
    }
}

impl fmt::Display for Time {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.time)?;
        self.offset.map_or(Ok(()), |offset| write!(f, "{}", Zone(offset.local_minus_utc())))
    }
}

texts!(DateTime: "date-time", Date: "date", Time: "time");
wraps!(DateTime(chrono::DateTime<Utc>), Date(NaiveDate));
