//! Timestamps as values: text, the clock, arithmetic, and the time of the system.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use shapesmith_tests::support::{InvalidTimestamp, Timestamp};

const NANO: Duration = Duration::from_nanos(1);
const SECOND: Duration = Duration::from_secs(1);

fn timestamp(seconds: i64, nanos: u32) -> Timestamp {
    Timestamp::new(seconds, nanos).unwrap()
}

fn invalid<T>() -> Result<T, InvalidTimestamp> {
    Err(Timestamp::parse("").unwrap_err())
}

/// Points in time in ascending order.
fn times() -> [Timestamp; 8] {
    [
        Timestamp::MIN,
        timestamp(-62_135_596_800, 5),
        timestamp(-2, 999_999_999),
        timestamp(-1, 500_000_000),
        Timestamp::UNIX_EPOCH,
        timestamp(0, 1),
        timestamp(1_398_796_238, 500_000_000),
        Timestamp::MAX,
    ]
}

#[test]
fn every_wire_form_can_be_parsed() {
    let expected = timestamp(1_398_796_238, 500_000_000);
    for text in ["2014-04-29T18:30:38.5Z", "2014-04-29T20:30:38.5+02:00", "1398796238.5"] {
        assert_eq!(text.parse(), Ok(expected), "{text}");
    }
    assert_eq!("Tue, 29 Apr 2014 18:30:38 GMT".parse(), Ok(timestamp(1_398_796_238, 0)));
    for text in ["", "2014-04-29", "now", "1e300", "NaN"] {
        assert_eq!(text.parse::<Timestamp>(), invalid(), "{text}");
    }
    for time in times() {
        let whole = timestamp(time.seconds(), time.subsec_nanos() / 1_000_000 * 1_000_000);
        assert_eq!(time.to_string().parse(), Ok(whole));
    }
}

#[test]
fn bounds_are_those_of_the_years_0_to_9999() {
    assert_eq!(Timestamp::MIN.to_string(), "0000-01-01T00:00:00Z");
    assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59.999Z");
    assert_eq!(Timestamp::UNIX_EPOCH, Timestamp::default());
    let (min, max) = (Timestamp::MIN.seconds(), Timestamp::MAX.seconds());
    assert_eq!(Timestamp::new(min - 1, 999_999_999), invalid());
    assert_eq!(Timestamp::new(max, 999_999_999), Ok(Timestamp::MAX));
    assert_eq!(Timestamp::new(max + 1, 0), invalid());
}

#[test]
fn now_is_the_time_of_the_system() {
    let before = SystemTime::now();
    let now = SystemTime::try_from(Timestamp::now()).unwrap();
    assert!(before <= now && now <= SystemTime::now());
}

#[test]
fn durations_carry_into_seconds() {
    let half = Duration::from_millis(500);
    assert_eq!(timestamp(1, 600_000_000) + half, timestamp(2, 100_000_000));
    assert_eq!(timestamp(1, 400_000_000) - half, timestamp(0, 900_000_000));
    assert_eq!(timestamp(-1, 600_000_000) + half, timestamp(0, 100_000_000));
    assert_eq!(Timestamp::UNIX_EPOCH - NANO, timestamp(-1, 999_999_999));
    assert_eq!(Timestamp::UNIX_EPOCH + Duration::ZERO, Timestamp::UNIX_EPOCH);
}

/// The difference of any two times takes one to the other.
#[test]
fn differences_are_exact() {
    for (place, earlier) in times().into_iter().enumerate() {
        for later in &times()[place..] {
            let duration = later.checked_duration_since(earlier).unwrap();
            assert_eq!(earlier.checked_add(duration), Some(*later));
            assert_eq!(later.checked_sub(duration), Some(earlier));
            assert_eq!((earlier + duration, *later - duration), (*later, earlier));
            let reverse = earlier.checked_duration_since(*later);
            assert_eq!(reverse, (*later == earlier).then_some(Duration::ZERO));
        }
    }
}

#[test]
fn overflow_is_none_or_the_bound() {
    for time in times() {
        let to_max = Timestamp::MAX.checked_duration_since(time).unwrap();
        let to_min = time.checked_duration_since(Timestamp::MIN).unwrap();
        assert_eq!(time.checked_add(to_max), Some(Timestamp::MAX));
        assert_eq!(time.checked_sub(to_min), Some(Timestamp::MIN));
        for more in [NANO, SECOND, Duration::from_secs(u64::MAX / 2), Duration::MAX] {
            let more_than_max = to_max.saturating_add(more);
            assert_eq!(time.checked_add(more_than_max), None);
            assert_eq!(time + more_than_max, Timestamp::MAX);
            let more_than_min = to_min.saturating_add(more);
            assert_eq!(time.checked_sub(more_than_min), None);
            assert_eq!(time - more_than_min, Timestamp::MIN);
        }
    }
}

/// `SystemTime` counts as precisely as `Timestamp` on Unix.
#[test]
#[cfg(unix)]
fn times_of_the_system() {
    for time in times() {
        let there = SystemTime::try_from(time).unwrap();
        assert_eq!(Timestamp::try_from(there), Ok(time));
    }
    assert_eq!(SystemTime::try_from(timestamp(5, 7)), Ok(UNIX_EPOCH + Duration::new(5, 7)));
    assert_eq!(SystemTime::try_from(timestamp(-1, 999_999_999)), Ok(UNIX_EPOCH - NANO));
    assert_eq!(SystemTime::try_from(timestamp(-5, 0)), Ok(UNIX_EPOCH - SECOND * 5));
    let max = SystemTime::try_from(Timestamp::MAX).unwrap();
    assert_eq!(Timestamp::try_from(max + NANO), invalid());
    let min = SystemTime::try_from(Timestamp::MIN).unwrap();
    assert_eq!(Timestamp::try_from(min - NANO), invalid());
}
