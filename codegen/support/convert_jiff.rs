//! Conversions of timestamps from and to those of the crate `jiff`.

use super::timestamp::{InvalidTimestamp, Timestamp};

impl TryFrom<Timestamp> for ::jiff::Timestamp {
    type Error = InvalidTimestamp;

    /// Converts a time.
    ///
    /// # Errors
    /// The time is after [`jiff::Timestamp::MAX`](::jiff::Timestamp::MAX), which is 26 hours before the end of the year 9999.
    fn try_from(time: Timestamp) -> Result<Self, InvalidTimestamp> {
        let nanos = i32::try_from(time.subsec_nanos()).map_err(|_| InvalidTimestamp)?;
        Self::new(time.seconds(), nanos).map_err(|_| InvalidTimestamp)
    }
}

impl TryFrom<::jiff::Timestamp> for Timestamp {
    type Error = InvalidTimestamp;

    /// Converts a time.
    ///
    /// # Errors
    /// The year is before 0.
    fn try_from(time: ::jiff::Timestamp) -> Result<Self, InvalidTimestamp> {
        // Before 1970, the nanoseconds of `jiff` are negative.
        let nanos = i64::from(time.subsec_nanosecond());
        let seconds = time.as_second() + nanos.div_euclid(1_000_000_000);
        Self::new(seconds, nanos.rem_euclid(1_000_000_000) as u32)
    }
}
