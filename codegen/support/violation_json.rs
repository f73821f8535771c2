//! The JSON form of violations, for logs and APIs.

use std::fmt::Display;

use serde_core::ser::SerializeStruct;
use serde_core::{Serialize, Serializer};

use super::validation_exception::write_texts;
use super::violation::{Constraint, Severity, Violation};
use super::violations::Violations;

impl Constraint {
    /// Returns the name of the constraint: `required`, `length`, `range`, `pattern`, `enum` or `uniqueItems`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Length { .. } => "length",
            Self::Range(_) => "range",
            Self::Pattern { .. } => "pattern",
            Self::Enum { .. } => "enum",
            Self::Unique { .. } => "uniqueItems",
        }
    }
}

impl Serialize for Violation {
    /// Writes a map of `path`, `key` if there is one, `constraint` (its [name](Constraint::name)), `severity` (`deny` or `warn`)
    /// and `message`, in [Smithy's words](super::Wording::Smithy). None of them has a sensitive value.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let severity = if self.severity() == Severity::Warn { "warn" } else { "deny" };
        let constraint = self.constraint().name();
        let [path, constraint, severity, message]: [(&str, &dyn Display); 4] = [
            ("path", &self.path()),
            ("constraint", &constraint),
            ("severity", &severity),
            ("message", self),
        ];
        match &self.key() {
            Some(key) => write_texts([path, ("key", key), constraint, severity, message], to),
            None => write_texts([path, constraint, severity, message], to),
        }
    }
}

impl Serialize for Violations {
    /// Writes a map of `violations`, a list, and `truncated`, whether there are [more](Violations::is_truncated).
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut state = to.serialize_struct("Violations", 2)?;
        state.serialize_field("violations", &self.found)?;
        state.serialize_field("truncated", &self.truncated)?;
        state.end()
    }
}
