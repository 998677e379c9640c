//! `format`, where a user asks for its check: what RFC 3339, RFC 4648 and the like say of a text.

use super::base64;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a text has a format of JSON Schema or is base64; `None` for formats of others, and for those of whole languages.
#[must_use]
#[inline]
pub fn has(format: &str, text: &str) -> Option<bool> {
    Some(match format {
        "date" => is_date(text),
        "time" => is_time(text),
        "date-time" => {
            text.split_once(['T', 't', ' ']).is_some_and(|(date, time)| is_date(date) && is_time(time))
        }
        "duration" => is_duration(text),
        "uuid" => is_uuid(text),
        "email" => text.is_ascii() && is_email(text),
        "idn-email" => is_email(text),
        "hostname" => is_hostname(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "uri" => text.is_ascii() && is_absolute(text),
        "iri" => is_absolute(text),
        "uri-reference" => text.is_ascii() && is_reference(text),
        "iri-reference" => is_reference(text),
        "json-pointer" => is_pointer(text),
        "byte" | "base64" => base64::decode(text).is_some(),
        "relative-json-pointer" => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = text.split_at(digits);
            !number.is_empty()
                && (number == "0" || !number.starts_with('0'))
                && (rest == "#" || is_pointer(rest))
        }
        _ => return None,
    })
}

/// The number of exactly `length` digits.
#[inline]
fn number(text: &str, length: usize) -> Option<u32> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[inline]
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (
        parts.next().and_then(|part| number(part, 4)),
        parts.next().and_then(|part| number(part, 2)),
        parts.next().and_then(|part| number(part, 2)),
    ) else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// `partial-time` and `time-offset` of RFC 3339.
#[inline]
fn is_time(text: &str) -> bool {
    let Some(start) = text.find(['Z', 'z', '+', '-']) else { return false };
    let (time, zone) = text.split_at(start);
    let (clock, fraction) = time.split_once('.').map_or((time, None), |(clock, rest)| (clock, Some(rest)));
    let is_fraction = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let offset = match zone.strip_prefix(['+', '-']) {
        Some(offset) => minutes(offset).map(|offset| if zone.starts_with('-') { -offset } else { offset }),
        None => (zone.len() == 1).then_some(0),
    };
    let (Some((minute, second)), Some(offset)) = (clock.rsplit_once(':'), offset) else { return false };
    let (Some(minute), Some(second)) = (minutes(minute), number(second, 2)) else { return false };
    // A leap second is the last of a day in UTC.
    let is_second = second < 60 || (second == 60 && (minute - offset).rem_euclid(1440) == 1439);
    is_second && fraction.is_none_or(is_fraction)
}

/// The minutes of `hh:mm`.
#[inline]
fn minutes(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (number(hour, 2)?, number(minute, 2)?);
    (hour < 24 && minute < 60).then(|| i64::from(hour * 60 + minute))
}

/// `duration` of RFC 3339, appendix A: units in their order, none left out between two.
#[inline]
fn is_duration(text: &str) -> bool {
    let units = |text: &str, order: &str| {
        let (mut rest, mut place, mut last) = (text, 0, None);
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (Some(unit), true) = (rest.get(digits..).and_then(|rest| rest.chars().next()), digits > 0)
            else {
                return false;
            };
            let Some(found) = order.chars().skip(place).position(|known| known == unit) else { return false };
            if found > 0 && last.is_some() {
                return false;
            }
            place += found + 1;
            last = Some(unit);
            rest = rest.get(digits + unit.len_utf8()..).unwrap_or_default();
        }
        last.is_some()
    };
    let Some(rest) = text.strip_prefix('P') else { return false };
    match rest.split_once('T') {
        Some((date, time)) => (date.is_empty() || units(date, "YMD")) && units(time, "HMS"),
        None => units(rest, "YMD") || units(rest, "W"),
    }
}

#[inline]
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[inline]
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let is_atom =
        |char: char| !char.is_control() && !char.is_whitespace() && !"()<>[]:;@\\,\"".contains(char);
    let is_local = is_quoted || local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom));
    let literal = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    is_local
        && literal.map_or_else(
            || is_labels(domain, char::is_alphanumeric),
            |address| {
                address.parse::<Ipv4Addr>().is_ok()
                    || address
                        .strip_prefix("IPv6:")
                        .is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
            },
        )
}

#[inline]
fn is_hostname(text: &str) -> bool {
    text.len() <= 253 && is_labels(text, |char| char.is_ascii_alphanumeric())
}

#[inline]
fn is_labels(text: &str, is_letter: fn(char) -> bool) -> bool {
    text.split('.').all(|label| {
        let is_edge = |char: Option<char>| char.is_some_and(is_letter);
        label.chars().all(|char| char == '-' || is_letter(char))
            && is_edge(label.chars().next())
            && is_edge(label.chars().next_back())
            && label.len() <= 63
    })
}

/// A reference with a scheme.
#[inline]
fn is_absolute(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else { return false };
    scheme.starts_with(|char: char| char.is_ascii_alphabetic())
        && scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char))
        && is_reference(text)
}

/// The characters of RFC 3986, and those beyond ASCII of RFC 3987.
#[inline]
fn is_reference(text: &str) -> bool {
    let is_known = |char: char| {
        char.is_ascii_alphanumeric()
            || "-._~:/?#[]@!$&'()*+,;=%".contains(char)
            || (!char.is_ascii() && !char.is_control())
    };
    let is_escape =
        |rest: &str| rest.get(..2).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = first.split_once(':').map(|(scheme, _)| scheme);
    text.chars().all(is_known)
        && text.split('%').skip(1).all(is_escape)
        && text.matches('#').count() <= 1
        && scheme.is_none_or(|scheme| scheme.starts_with(|char: char| char.is_ascii_alphabetic()))
}

#[inline]
fn is_pointer(text: &str) -> bool {
    (text.is_empty() || text.starts_with('/'))
        && text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}
