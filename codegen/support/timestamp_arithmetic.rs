//! Arithmetic with points in time, and the clock of the system.

use std::ops::{Add, Sub};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::timestamp::{InvalidTimestamp, Timestamp};

impl Timestamp {
    /// Returns the current time of the system's clock, or [`MAX`](Self::MAX) if the clock is out of range.
    ///
    /// # Panics
    /// On platforms without a clock, such as `wasm32-unknown-unknown`, as [`SystemTime::now`] does.
    pub fn now() -> Self {
        Self::try_from(SystemTime::now()).unwrap_or(Self::MAX)
    }

    /// Returns the time `duration` later, or `None` if it is out of range.
    pub fn checked_add(self, duration: Duration) -> Option<Self> {
        self.since_min().checked_add(duration).and_then(after_min)
    }

    /// Returns the time `duration` earlier, or `None` if it is out of range.
    pub fn checked_sub(self, duration: Duration) -> Option<Self> {
        self.since_min().checked_sub(duration).and_then(after_min)
    }

    /// Returns the time that has passed since `earlier`, or `None` if that is later.
    pub fn checked_duration_since(self, earlier: Self) -> Option<Duration> {
        self.since_min().checked_sub(earlier.since_min())
    }

    /// Returns the time since [`MIN`](Self::MIN), which isn't negative.
    fn since_min(self) -> Duration {
        Duration::new(self.seconds().abs_diff(Self::MIN.seconds()), self.subsec_nanos())
    }
}

fn after_min(duration: Duration) -> Option<Timestamp> {
    let seconds = Timestamp::MIN.seconds().saturating_add_unsigned(duration.as_secs());
    Timestamp::new(seconds, duration.subsec_nanos()).ok()
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    /// Returns the time `duration` later, at most [`MAX`](Self::MAX). [`checked_add`](Self::checked_add) detects overflow.
    fn add(self, duration: Duration) -> Self {
        self.checked_add(duration).unwrap_or(Self::MAX)
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;

    /// Returns the time `duration` earlier, at least [`MIN`](Self::MIN). [`checked_sub`](Self::checked_sub) detects overflow.
    fn sub(self, duration: Duration) -> Self {
        self.checked_sub(duration).unwrap_or(Self::MIN)
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = InvalidTimestamp;

    fn try_from(time: SystemTime) -> Result<Self, InvalidTimestamp> {
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self::UNIX_EPOCH.checked_add(after),
            Err(before) => Self::UNIX_EPOCH.checked_sub(before.duration()),
        }
        .ok_or(InvalidTimestamp)
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = InvalidTimestamp;

    /// Converts a time, as precisely as the platform counts.
    ///
    /// # Errors
    /// The platform has no such time. Windows has none before 1601.
    fn try_from(time: Timestamp) -> Result<Self, InvalidTimestamp> {
        // One of the two is zero.
        let after = time.checked_duration_since(Timestamp::UNIX_EPOCH).unwrap_or_default();
        let before = Timestamp::UNIX_EPOCH.checked_duration_since(time).unwrap_or_default();
        let converted = UNIX_EPOCH.checked_add(after).and_then(|time| time.checked_sub(before));
        converted.ok_or(InvalidTimestamp)
    }
}
