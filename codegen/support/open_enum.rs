//! Open enums: known values are variants, unknown ones are kept as received.

use std::cmp::Ordering;
use std::fmt;

/// Text that isn't one of an enum's known values. Only reading and `From<&str>` create it.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownValue(String);

/// A number that isn't one of an enum's known values. Only reading creates it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownInteger(i32);

/// The error of parsing a value that an enum doesn't know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseEnumError {
    /// The Rust name of the enum.
    pub name: &'static str,
}

impl UnknownValue {
    #[doc(hidden)]
    pub fn new(value: &str) -> Self {
        Self(value.to_owned())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl UnknownInteger {
    #[doc(hidden)]
    pub fn new(value: i32) -> Self {
        Self(value)
    }

    /// Returns the number.
    pub fn get(self) -> i32 {
        self.0
    }
}

impl fmt::Debug for UnknownValue {
    /// Omits the text, because only the enum knows whether it is sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnknownValue")
    }
}

impl fmt::Debug for UnknownInteger {
    /// Omits the number, because only the enum knows whether it is sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnknownInteger")
    }
}

impl ParseEnumError {
    // The module of an enum may be in another crate.
    #[doc(hidden)]
    pub fn new(name: &'static str) -> Self {
        Self { name }
    }
}

impl fmt::Display for ParseEnumError {
    /// Names the enum and omits the value, which may be sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown value of {}", self.name)
    }
}

impl std::error::Error for ParseEnumError {}

/// Returns the known value with this text.
#[doc(hidden)]
pub fn parse_known<T: Clone>(
    values: &[T],
    order: &[u16],
    text_of: fn(&T) -> &str,
    value: &str,
    name: &'static str,
) -> Result<T, ParseEnumError> {
    find_text(values, order, text_of, value).ok_or(ParseEnumError::new(name))
}

/// Returns the known value with this text, or else an unknown one.
#[doc(hidden)]
pub fn parse_open<T: Clone>(
    values: &[T],
    order: &[u16],
    text_of: fn(&T) -> &str,
    value: &str,
    unknown: fn(UnknownValue) -> T,
) -> T {
    find_text(values, order, text_of, value).unwrap_or_else(|| unknown(UnknownValue::new(value)))
}

/// Returns the known value with this text. `order` has the indexes of `values` sorted by the length of their text and then by
/// its bytes, so that most comparisons are of lengths alone.
fn find_text<T: Clone>(
    values: &[T],
    order: &[u16],
    text_of: fn(&T) -> &str,
    value: &str,
) -> Option<T> {
    let at = |index: &u16| values.get(usize::from(*index)).map_or("", text_of);
    let found = order.binary_search_by(|index| compare_by_length(at(index), value)).ok()?;
    values.get(usize::from(*order.get(found)?)).cloned()
}

/// Compares the lengths first, which is faster than text and mostly enough. Texts of the same length are short and mostly differ in
/// one of the first bytes, so that calling a function for all would take longer.
#[inline]
pub(super) fn compare_by_length(left: &str, right: &str) -> Ordering {
    left.len().cmp(&right.len()).then_with(|| left.bytes().cmp(right.bytes()))
}

/// Returns the known value with this number.
#[doc(hidden)]
pub fn find_integer<T: Copy>(values: &[T], number_of: fn(T) -> i32, value: i32) -> Option<T> {
    values.iter().copied().find(|known| number_of(*known) == value)
}
