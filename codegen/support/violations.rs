//! All that is wrong with a value.

use std::fmt;

use super::validation_exception::ValidationException;
use super::violation::Violation;

/// What is wrong with a value, in the order of the members, list entries and map keys.
///
/// Neither the number of violations nor the length of their paths depends on the size of the value: see
/// [`LIMIT`](Self::LIMIT) and [`Violation::path`].
#[derive(Clone, Debug, PartialEq)]
pub struct Violations {
    pub(super) found: Vec<Violation>,
    pub(super) truncated: bool,
}

impl Violations {
    /// How many violations validation tells of unless more are asked for: enough for people, while a list of a
    /// million bad entries makes no million messages.
    pub const LIMIT: usize = 100;

    /// The violations.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.found.iter()
    }

    /// How many are told of.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether none is told of.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether there is at least one more. The search ended there, so that nobody knows how many.
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// The error that a service answers them with.
    pub fn exception(&self) -> ValidationException<'_> {
        ValidationException(self)
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl fmt::Display for Violations {
    /// The message of a `ValidationException`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.len();
        let more = if self.truncated { "More than " } else { "" };
        let errors = if count == 1 { "error" } else { "errors" };
        write!(f, "{more}{count} validation {errors} detected.")?;
        for (place, violation) in self.iter().enumerate() {
            write!(f, "{} {violation}", if place == 0 { "" } else { ";" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
