//! A point in time and its three wire forms.

use std::fmt;
use std::str::FromStr;

use serde_core::de::{Error, MapAccess, Visitor};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time, counted from 1970-01-01T00:00:00Z, in the years 0 to 9999.
///
/// Its JSON form is the number of seconds unless the model gives a member another form. Reading accepts each of the three forms.
/// Writing truncates to milliseconds, as the specification recommends, and to seconds in HTTP dates, which have no fractions.
/// ([Smithy: timestamp formats](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#timestamp-formats))
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
}

/// A wire form of timestamps.
/// ([Smithy: timestampFormat](https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimestampFormat {
    /// RFC 3339 in UTC: `1985-04-12T23:20:50.52Z`.
    DateTime,
    /// The date of HTTP headers: `Tue, 29 Apr 2014 18:30:38 GMT`.
    HttpDate,
    /// Seconds since 1970 with a fraction: `1515531081.123`.
    EpochSeconds,
}

/// The error of a point in time that is malformed or out of range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidTimestamp;

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid timestamp")
    }
}

impl std::error::Error for InvalidTimestamp {}

const DAY: i64 = 86_400;
/// 0000-01-01T00:00:00Z and the first second of the year 10000.
const RANGE: std::ops::Range<i64> = -62_167_219_200..253_402_300_800;
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Timestamp {
    /// The first point in time: 0000-01-01T00:00:00Z.
    pub const MIN: Self = Self { seconds: RANGE.start, nanos: 0 };
    /// The last point in time: the last nanosecond of 9999-12-31.
    pub const MAX: Self = Self { seconds: RANGE.end - 1, nanos: 999_999_999 };
    /// 1970-01-01T00:00:00Z, from which times are counted.
    pub const UNIX_EPOCH: Self = Self { seconds: 0, nanos: 0 };

    /// Creates the time `seconds` after 1970 and `nanos` nanoseconds later.
    ///
    /// # Errors
    /// The year is before 0 or after 9999, or the nanoseconds are a second or more.
    pub const fn new(seconds: i64, nanos: u32) -> Result<Self, InvalidTimestamp> {
        if seconds < RANGE.start || seconds >= RANGE.end || nanos >= 1_000_000_000 {
            return Err(InvalidTimestamp);
        }
        Ok(Self { seconds, nanos })
    }

    /// Returns the whole seconds since 1970, rounded down.
    pub const fn seconds(&self) -> i64 {
        self.seconds
    }

    /// Returns the nanoseconds since the last whole second.
    pub const fn subsec_nanos(&self) -> u32 {
        self.nanos
    }

    /// Returns the time in one of the wire forms, truncated to milliseconds, or to seconds in HTTP dates.
    pub fn to_text(&self, format: TimestampFormat) -> String {
        self.display(format).to_string()
    }

    /// Parses a text in any of the wire forms; RFC 3339 may have any offset.
    ///
    /// # Errors
    /// The text has none of the forms, or the time is out of range.
    pub fn parse(text: &str) -> Result<Self, InvalidTimestamp> {
        let number = || text.parse().ok().and_then(Self::from_epoch);
        parse_date_time(text)
            .or_else(|| parse_http_date(text))
            .or_else(number)
            .ok_or(InvalidTimestamp)
    }

    /// Converts seconds since 1970. Near today a double has the precision of microseconds, in the first and last centuries that
    /// of milliseconds.
    pub(super) fn from_epoch(seconds: f64) -> Option<Self> {
        const MICROS_UP_TO: f64 = 4e9;
        let whole = seconds.floor();
        let fraction = seconds - whole;
        let has_micros = whole.abs() < MICROS_UP_TO;
        let micros =
            if has_micros { (fraction * 1e6).round() } else { (fraction * 1e3).round() * 1e3 };
        if !(RANGE.start as f64..RANGE.end as f64).contains(&whole) {
            return None;
        }
        let carry = i64::from(micros >= 1e6);
        Self::new(whole as i64 + carry, micros as u32 % 1_000_000 * 1000).ok()
    }

    /// Returns the milliseconds since the last whole second.
    const fn millis(self) -> u32 {
        self.nanos / 1_000_000
    }

    fn to_epoch(self) -> f64 {
        self.seconds as f64 + f64::from(self.millis()) / 1e3
    }

    pub(super) fn display(&self, format: TimestampFormat) -> impl fmt::Display {
        Displayed { time: *self, format }
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    /// [Parses](Self::parse) a text in any of the wire forms.
    fn from_str(text: &str) -> Result<Self, InvalidTimestamp> {
        Self::parse(text)
    }
}

impl fmt::Display for Timestamp {
    /// Writes the time as RFC 3339 in UTC.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.display(TimestampFormat::DateTime).fmt(f)
    }
}

struct Displayed {
    time: Timestamp,
    format: TimestampFormat,
}

impl fmt::Display for Displayed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.time.seconds;
        let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let (year, month, day) = date_of_day(days);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        match self.format {
            TimestampFormat::DateTime => {
                let fraction = Fraction(self.time.millis());
                write!(
                    f,
                    "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"
                )
            }
            TimestampFormat::HttpDate => {
                let weekday = WEEKDAYS[days.rem_euclid(7) as usize];
                let month = MONTHS[month as usize - 1];
                write!(
                    f,
                    "{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT"
                )
            }
            TimestampFormat::EpochSeconds => self.time.to_epoch().fmt(f),
        }
    }
}

/// The milliseconds of a second, displayed as a dot and three digits, or as nothing. Not every SDK reads another number of digits.
struct Fraction(u32);

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => Ok(()),
            millis => write!(f, ".{millis:03}"),
        }
    }
}

/// Returns the year, month and day of a day counted from 1970-01-01. It counts in years that begin on 1 March, whose leap day is
/// their last day, and in eras of 400 years, which have 146,097 days.
fn date_of_day(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

/// Returns the day of a date, counted from 1970-01-01; `None` for a date that doesn't exist.
fn day_of_date(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let shifted = year - i64::from(month <= 2);
    let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    (date_of_day(days) == (year, month, day)).then_some(days)
}

/// Parses `2014-04-29T18:30:38.5Z` or `2014-04-29T20:30:38+02:00`.
pub(super) fn parse_date_time(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_at_checked(10)?;
    let (year, rest) = date.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let date = day_of_date(parse_digits(year, 4)?, parse_digits(month, 2)?, parse_digits(day, 2)?)?;
    let time = time.strip_prefix(['T', 't', ' '])?;
    let (clock, offset) = match time.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, 0),
        None => {
            let (clock, offset) = time.split_at_checked(time.rfind(['+', '-'])?)?;
            let (hours, minutes) = offset.get(1..)?.split_once(':')?;
            let (hours, minutes) = (parse_digits(hours, 2)?, parse_digits(minutes, 2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let minutes = hours * 60 + minutes;
            (clock, if offset.starts_with('-') { -minutes * 60 } else { minutes * 60 })
        }
    };
    parse_clock(date, clock, offset)
}

/// Parses `Tue, 29 Apr 2014 18:30:38 GMT`, without a fraction. Some services send a day of one digit.
pub(super) fn parse_http_date(text: &str) -> Option<Timestamp> {
    let (weekday, rest) = text.split_once(", ")?;
    let mut words = rest.split(' ');
    let day = words.next()?;
    let day = parse_digits(day, day.len().clamp(1, 2))?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|name| *name == month)? as i64 + 1;
    let date = day_of_date(parse_digits(words.next()?, 4)?, month, day)?;
    let clock = words.next().filter(|clock| !clock.contains('.'))?;
    let right =
        WEEKDAYS.contains(&weekday) && words.next() == Some("GMT") && words.next().is_none();
    if right { parse_clock(date, clock, 0) } else { None }
}

/// Parses `18:30:38.5` as the time of a day, `offset` seconds ahead of UTC. A leap second becomes the second before it.
fn parse_clock(date: i64, clock: &str, offset: i64) -> Option<Timestamp> {
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = clock.split(':').map(|part| parse_digits(part, 2));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    if hour > 23 || minute > 59 || second > 60 || parts.next().is_some() {
        return None;
    }
    parse_digits(fraction, fraction.len())?;
    let nanos = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    let seconds = date * DAY + hour * 3600 + minute * 60 + second.min(59) - offset;
    Timestamp::new(seconds, nanos).ok()
}

/// Parses a number of exactly `count` decimal digits.
fn parse_digits(text: &str, count: usize) -> Option<i64> {
    let all = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if all { text.get(..count.min(18))?.parse().ok() } else { None }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.millis() {
            0 => serializer.serialize_i64(self.seconds),
            _ => serializer.serialize_f64(self.to_epoch()),
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Time;
        impl<'de> Visitor<'de> for Time {
            type Value = Timestamp;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a timestamp")
            }
            fn visit_i64<E: Error>(self, seconds: i64) -> Result<Timestamp, E> {
                Timestamp::new(seconds, 0).map_err(E::custom)
            }
            fn visit_u64<E: Error>(self, seconds: u64) -> Result<Timestamp, E> {
                self.visit_i64(i64::try_from(seconds).unwrap_or(i64::MAX))
            }
            fn visit_f64<E: Error>(self, seconds: f64) -> Result<Timestamp, E> {
                Timestamp::from_epoch(seconds).ok_or_else(|| E::custom(InvalidTimestamp))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Timestamp, A::Error> {
                let digits = super::content::number_digits(map, &self)?;
                self.visit_f64(super::content::parse_double(&digits)?)
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Timestamp, E> {
                Timestamp::parse(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Time)
    }
}
