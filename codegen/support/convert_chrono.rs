//! Conversions of timestamps from and to those of the crate `chrono`.

use ::chrono::{DateTime, TimeDelta, TimeZone, Utc};

use super::timestamp::{InvalidTimestamp, Timestamp};

impl From<Timestamp> for DateTime<Utc> {
    fn from(time: Timestamp) -> Self {
        // Neither sum overflows, because the range of `DateTime` is greater.
        let nanos = TimeDelta::nanoseconds(i64::from(time.subsec_nanos()));
        Self::UNIX_EPOCH + TimeDelta::seconds(time.seconds()) + nanos
    }
}

impl<Z: TimeZone> TryFrom<DateTime<Z>> for Timestamp {
    type Error = InvalidTimestamp;

    /// Converts a time. A leap second becomes the second before it, as in [`Timestamp::parse`].
    ///
    /// # Errors
    /// The year is before 0 or after 9999 in UTC.
    fn try_from(time: DateTime<Z>) -> Result<Self, InvalidTimestamp> {
        // In a leap second, `chrono` counts a second of nanoseconds more.
        Self::new(time.timestamp(), time.timestamp_subsec_nanos() % 1_000_000_000)
    }
}
