//! Requests and responses of operations whose types aren't known.

use super::super::any_operation::{AnyOperation, AnyValue};
use super::{ExpectedViolation, NoSample, Source, with_sampler};

impl dyn AnyOperation {
    /// Makes a valid request, as [`sample`](super::sample) does.
    ///
    /// # Errors
    /// There is no valid value, or none was found.
    pub fn sample_input(&self, source: &mut impl Source) -> Result<AnyValue, NoSample> {
        with_sampler(|sampler| sampler.sample_input(self, source))
    }

    /// Makes a valid response, as [`sample`](super::sample) does.
    ///
    /// # Errors
    /// There is no valid value, or none was found.
    pub fn sample_output(&self, source: &mut impl Source) -> Result<AnyValue, NoSample> {
        with_sampler(|sampler| sampler.sample_output(self, source))
    }

    /// Makes a request with exactly one violation, as [`violating`](super::violating) does.
    ///
    /// # Errors
    /// There is no such value, or none was found.
    pub fn violating_input(
        &self,
        source: &mut impl Source,
    ) -> Result<(AnyValue, ExpectedViolation), NoSample> {
        with_sampler(|sampler| sampler.violating_input(self, source))
    }

    /// Makes a response with exactly one violation, as [`violating`](super::violating) does.
    ///
    /// # Errors
    /// There is no such value, or none was found.
    pub fn violating_output(
        &self,
        source: &mut impl Source,
    ) -> Result<(AnyValue, ExpectedViolation), NoSample> {
        with_sampler(|sampler| sampler.violating_output(self, source))
    }
}
