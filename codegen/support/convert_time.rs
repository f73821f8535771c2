//! Conversions of timestamps from and to those of the crate `time`.

use ::time::{Duration, OffsetDateTime};

use super::timestamp::{InvalidTimestamp, Timestamp};

impl From<Timestamp> for OffsetDateTime {
    /// Returns the time in UTC.
    fn from(time: Timestamp) -> Self {
        // Neither sum overflows, because the range of `OffsetDateTime` is greater.
        let nanos = Duration::nanoseconds(i64::from(time.subsec_nanos()));
        Self::UNIX_EPOCH + Duration::seconds(time.seconds()) + nanos
    }
}

impl TryFrom<OffsetDateTime> for Timestamp {
    type Error = InvalidTimestamp;

    /// Converts a time.
    ///
    /// # Errors
    /// The year is before 0 or after 9999 in UTC.
    fn try_from(time: OffsetDateTime) -> Result<Self, InvalidTimestamp> {
        Self::new(time.unix_timestamp(), time.nanosecond())
    }
}
