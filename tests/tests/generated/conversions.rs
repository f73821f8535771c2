//! Conversions from and to types of other crates.

use std::fmt::Debug;

use bytes::Bytes;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use shapesmith_tests::support::{Blob, InvalidTimestamp, Timestamp};
use time::{OffsetDateTime, UtcOffset};

/// The seconds of 0001-01-01T00:00:00Z.
const YEAR_1: i64 = -62_135_596_800;
/// The seconds of 9999-12-30T22:00:00Z, the last that `jiff` has.
const LAST_OF_JIFF: i64 = 253_402_207_200;

/// Points in time that all crates have, with their text.
const TIMES: [(i64, u32, &str); 9] = [
    (0, 0, "1970-01-01T00:00:00Z"),
    (1_398_796_238, 500_000_000, "2014-04-29T18:30:38.5Z"),
    (1_398_796_238, 123_456_789, "2014-04-29T18:30:38.123456789Z"),
    (-1, 0, "1969-12-31T23:59:59Z"),
    (-1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
    (-1, 1, "1969-12-31T23:59:59.000000001Z"),
    (YEAR_1, 0, "0001-01-01T00:00:00Z"),
    (-62_167_219_200, 1, "0000-01-01T00:00:00.000000001Z"),
    (LAST_OF_JIFF, 999_999_999, "9999-12-30T22:00:00.999999999Z"),
];

fn timestamp(seconds: i64, nanos: u32) -> Timestamp {
    Timestamp::new(seconds, nanos).unwrap()
}

fn invalid<T>() -> Result<T, InvalidTimestamp> {
    Err(Timestamp::parse("").unwrap_err())
}

/// Converts a time there and back.
fn converted<T>(time: Timestamp) -> T
where
    T: TryFrom<Timestamp, Error: Debug> + Clone,
    Timestamp: TryFrom<T, Error = InvalidTimestamp>,
{
    let there = T::try_from(time).unwrap();
    assert_eq!(Timestamp::try_from(there.clone()), Ok(time));
    there
}

#[test]
fn times_of_jiff() {
    for (seconds, nanos, text) in TIMES {
        let time: jiff::Timestamp = converted(timestamp(seconds, nanos));
        assert_eq!(time, text.parse().unwrap(), "{text}");
    }
    for late in [timestamp(LAST_OF_JIFF + 1, 0), Timestamp::MAX] {
        assert_eq!(jiff::Timestamp::try_from(late), invalid());
    }
    let early = jiff::Timestamp::new(-62_167_219_201, 999_999_999).unwrap();
    for early in [early, jiff::Timestamp::MIN] {
        assert_eq!(Timestamp::try_from(early), invalid());
    }
    assert_eq!(Timestamp::try_from(jiff::Timestamp::MAX), Ok(timestamp(LAST_OF_JIFF, 999_999_999)));
}

#[test]
fn times_of_chrono() {
    for (seconds, nanos, text) in TIMES {
        let time: DateTime<Utc> = converted(timestamp(seconds, nanos));
        assert_eq!(time, text.parse::<DateTime<Utc>>().unwrap(), "{text}");
    }
    for bound in [Timestamp::MIN, Timestamp::MAX] {
        converted::<DateTime<Utc>>(bound);
    }
    let bounds = [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC];
    let next = ["+10000-01-01T00:00:00Z", "-0001-12-31T23:59:59.999999999Z"];
    for wrong in bounds.into_iter().chain(next.map(|text| text.parse().unwrap())) {
        assert_eq!(Timestamp::try_from(wrong), invalid(), "{wrong:?}");
    }
    // What counts is the time in UTC.
    let ahead = FixedOffset::east_opt(7_200).unwrap();
    let local = |text: &str| text.parse::<NaiveDateTime>().unwrap().and_local_timezone(ahead);
    let local = |text| Timestamp::try_from(local(text).unwrap());
    assert_eq!(local("1970-01-01T02:00:01.25"), Ok(timestamp(1, 250_000_000)));
    assert_eq!(local("0000-01-01T01:59:59"), invalid());
    assert_eq!(local("+10000-01-01T01:59:59"), Ok(timestamp(253_402_300_799, 0)));
}

#[test]
fn leap_seconds_of_chrono() {
    let leap = NaiveDate::from_ymd_opt(1990, 12, 31).unwrap();
    let leap = leap.and_hms_milli_opt(23, 59, 59, 1_500).unwrap().and_utc();
    let read = Timestamp::parse("1990-12-31T23:59:60.5Z").unwrap();
    assert_eq!(Timestamp::try_from(leap), Ok(read));
}

#[test]
fn times_of_time() {
    for (seconds, nanos, _) in TIMES {
        let time: OffsetDateTime = converted(timestamp(seconds, nanos));
        let total = i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
        assert_eq!(time, OffsetDateTime::from_unix_timestamp_nanos(total).unwrap());
        assert_eq!(time.offset(), UtcOffset::UTC);
        let local = time.checked_to_offset(UtcOffset::from_hms(5, 30, 0).unwrap());
        let local = local.map(|local| Timestamp::try_from(local).unwrap());
        assert!(local.is_none_or(|local| local == timestamp(seconds, nanos)));
    }
    for bound in [Timestamp::MIN, Timestamp::MAX] {
        converted::<OffsetDateTime>(bound);
    }
    let early = OffsetDateTime::from_unix_timestamp(-62_167_219_201).unwrap();
    assert_eq!(early.year(), -1);
    assert_eq!(Timestamp::try_from(early), invalid());
    // In UTC, it is in the year 10000.
    let late =
        OffsetDateTime::from(Timestamp::MAX).replace_offset(UtcOffset::from_hms(-1, 0, 0).unwrap());
    assert_eq!(Timestamp::try_from(late), invalid());
    assert_eq!(invalid::<()>().unwrap_err().to_string(), "invalid timestamp");
}

#[test]
fn blobs_of_bytes() {
    let bytes = Bytes::from(vec![0, 0xff]);
    let start = bytes.as_ptr();
    let blob = Blob::from(bytes);
    assert_eq!(*blob, [0, 0xff]);
    assert_eq!(blob.as_ptr(), start, "nothing is copied");
    let bytes = Bytes::from(blob);
    assert_eq!((bytes.as_ptr(), bytes.as_ref()), (start, &[0, 0xff][..]));
    let shared = bytes.slice(1..);
    assert_eq!((Blob::from(shared), bytes.as_ref()), (Blob::from(b"\xff"), &[0, 0xff][..]));
    let upload = shapesmith_tests::blobs::Upload::new(Bytes::from_static(b"streamed"));
    assert_eq!(*upload.body, *b"streamed");
    assert!(Blob::from(Bytes::new()).is_empty());
}
