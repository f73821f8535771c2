//! The violation that validation has to report.

use std::fmt;

use super::super::shown_text::Escaped;
use super::super::violation::{Constraint, Violation};

/// The violation of a value that was made with exactly one. It is equal to a [`Violation`] with the same path, key and constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedViolation {
    pub(super) path: String,
    pub(super) key: Option<String>,
    pub(super) constraint: Constraint,
}

impl ExpectedViolation {
    /// Returns what [`Violation::path`] has to return.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns what [`Violation::key`] has to return.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Returns what [`Violation::constraint`] has to return.
    pub fn constraint(&self) -> &Constraint {
        &self.constraint
    }
}

impl PartialEq<Violation> for ExpectedViolation {
    fn eq(&self, other: &Violation) -> bool {
        self.path == other.path()
            && self.key.as_deref() == other.key()
            && self.constraint == *other.constraint()
    }
}

impl PartialEq<ExpectedViolation> for Violation {
    fn eq(&self, other: &ExpectedViolation) -> bool {
        other == self
    }
}

impl fmt::Display for ExpectedViolation {
    /// Writes the path and what the value must do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: must {}", Escaped(&self.path), self.constraint)
    }
}
