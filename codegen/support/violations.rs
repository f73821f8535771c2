//! The violations of a value.

use std::fmt;

use super::violation::Violation;

/// The violations of a value, in the order of its members, list entries and map keys.
///
/// Neither the number of violations nor the length of their paths depends on the size of the value: see
/// [`LIMIT`](Self::LIMIT) and [`Violation::path`].
#[derive(Clone, Debug, PartialEq)]
pub struct Violations {
    pub(super) found: Vec<Violation>,
    pub(super) truncated: bool,
}

impl Violations {
    /// The greatest number of violations that [`Validate::validate`](super::Validate::validate) returns, so that a list of a
    /// million invalid entries makes no million messages.
    pub const LIMIT: usize = 100;

    /// Returns an iterator over the violations.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.found.iter()
    }

    /// Returns the number of violations.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Returns whether there is no violation.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns whether the value has at least one further violation. The search ended there, so their number isn't known.
    pub fn is_truncated(&self) -> bool {
        self.truncated
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
