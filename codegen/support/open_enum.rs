//! Open enums: known values as variants, and others kept as they came.

use std::fmt;

/// Text that is none of an enum's known values. Only reading and `From<&str>` make it.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownValue(String);

/// A number that is none of an enum's known values. Only reading makes it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownInteger(i32);

/// A value that an enum doesn't know, where only known ones are taken.
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

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl UnknownInteger {
    #[doc(hidden)]
    pub fn new(value: i32) -> Self {
        Self(value)
    }

    /// The number.
    pub fn get(self) -> i32 {
        self.0
    }
}

impl fmt::Debug for UnknownValue {
    /// Without the text: whether it may be shown is known to its enum alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnknownValue")
    }
}

impl fmt::Debug for UnknownInteger {
    /// Without the number, as [`UnknownValue`].
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
    /// Names the enum alone: the value may be one that must not be shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown value of {}", self.name)
    }
}

impl std::error::Error for ParseEnumError {}

/// The known value of this spelling.
#[doc(hidden)]
pub fn parse<T: Clone>(
    values: &[T],
    order: &[u16],
    spelling: fn(&T) -> &str,
    value: &str,
    name: &'static str,
) -> Result<T, ParseEnumError> {
    find(values, order, spelling, value).ok_or(ParseEnumError::new(name))
}

/// The known value of this spelling, or else an unknown one.
#[doc(hidden)]
pub fn open<T: Clone>(
    values: &[T],
    order: &[u16],
    spelling: fn(&T) -> &str,
    value: &str,
    unknown: fn(UnknownValue) -> T,
) -> T {
    find(values, order, spelling, value).unwrap_or_else(|| unknown(UnknownValue::new(value)))
}

/// The known value of this spelling. `order` has the places of `values` by the length of their spelling,
/// then by its bytes: most are told apart without looking at the text.
fn find<T: Clone>(values: &[T], order: &[u16], spelling: fn(&T) -> &str, value: &str) -> Option<T> {
    let at = |index: &u16| values.get(usize::from(*index)).map_or("", spelling);
    let by_length = |known: &str| known.len().cmp(&value.len()).then_with(|| known.cmp(value));
    let found = order.binary_search_by(|index| by_length(at(index))).ok()?;
    values.get(usize::from(*order.get(found)?)).cloned()
}

/// The known value of this number.
#[doc(hidden)]
pub fn find_integer<T: Copy>(values: &[T], number: fn(T) -> i32, value: i32) -> Option<T> {
    values.iter().copied().find(|known| number(*known) == value)
}
