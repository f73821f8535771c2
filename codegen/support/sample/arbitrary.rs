//! Samples from the data of fuzzers and property tests.

use arbitrary::{Arbitrary, Error, Unstructured};

use super::super::value::Value;
use super::{Source, sample};

/// Data that has run out makes the simplest choices.
impl Source for Unstructured<'_> {
    fn below(&mut self, bound: u64) -> u64 {
        match bound.checked_sub(1) {
            Some(last) => self.int_in_range(0..=last).unwrap_or_default(),
            None => 0,
        }
    }
}

/// A valid value, for functions that take any `Arbitrary` type. Its field is the value.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample<T>(pub T);

impl<'a, T: Value> Arbitrary<'a> for Sample<T> {
    /// Creates a value as [`sample`] does. A type without valid values is [`Error::IncorrectFormat`].
    fn arbitrary(data: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        sample(data).map(Sample).map_err(|_| Error::IncorrectFormat)
    }
}
