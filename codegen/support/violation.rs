//! A violation: as data, and as the message that services send.

use std::fmt;

use super::shown_text::Escaped;

/// A constraint that a value violates.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    path: String,
    constraint: Constraint,
    severity: Severity,
}

/// How serious a violation is. The policy of the generated code decides it for each constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The value is invalid.
    Deny,
    /// The value is valid; the violation is a warning.
    Warn,
}

/// The constraints of Smithy's
/// [constraint traits](https://smithy.io/2.0/spec/constraint-traits.html), with their bounds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Constraint {
    /// A required value is absent.
    Required,
    /// Text, a blob, a list or a map is too short or too long.
    Length {
        /// The least length.
        min: Option<u64>,
        /// The greatest length.
        max: Option<u64>,
        /// The length of the value: code points of text, bytes of a blob, entries of a list or map.
        length: u64,
    },
    /// A number is too small or too large.
    Range(Bounds),
    /// A text doesn't match a regular expression.
    #[non_exhaustive]
    Pattern {
        /// The expression.
        pattern: &'static str,
    },
    /// A value isn't one of the known values.
    #[non_exhaustive]
    Enum {
        /// The known values, in model order.
        values: Vec<String>,
    },
    /// Two entries of a list are equal.
    #[non_exhaustive]
    Unique {
        /// The first entry that an earlier one is equal to.
        index: usize,
    },
}

/// The bounds of a number, inclusive, as the model spells them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bounds {
    /// The least value.
    pub min: Option<String>,
    /// The greatest value.
    pub max: Option<String>,
}

impl Violation {
    pub(super) fn new(path: String, constraint: Constraint, severity: Severity) -> Self {
        Self { path, constraint, severity }
    }

    /// Returns the place of the value: a JSON pointer (RFC 6901) of the model's member names, list indices and map keys. The
    /// path of a key's violation is that of its map.
    ///
    /// A key of more than 100 characters is cut after the first 100, followed by `…` and its length in parentheses, such as
    /// `…(8000000 bytes)`. With the limit of how deeply values nest, that limits the length of a path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the constraint that the value violates.
    pub fn constraint(&self) -> &Constraint {
        &self.constraint
    }

    /// Returns how serious the violation is.
    pub fn severity(&self) -> Severity {
        self.severity
    }
}

impl fmt::Display for Violation {
    /// Writes the message that services send. Control characters in keys of maps are escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = Escaped(&self.path);
        f.write_str("Value ")?;
        if let Constraint::Length { length, .. } = &self.constraint {
            write!(f, "with length {length} ")?;
        }
        write!(f, "at '{path}' failed to satisfy constraint: Member must {}", self.constraint)
    }
}

impl fmt::Display for Constraint {
    /// Writes what a value must do, such as `have unique values`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required => f.write_str("not be null"),
            Self::Length { min, max, .. } => {
                f.write_str("have length ")?;
                bounds(f, min.as_ref(), max.as_ref())
            }
            Self::Range(Bounds { min, max }) => {
                f.write_str("be ")?;
                bounds(f, min.as_ref(), max.as_ref())
            }
            Self::Pattern { pattern } => {
                write!(f, "satisfy regular expression pattern: {pattern}")
            }
            Self::Enum { values } => write!(f, "satisfy enum value set: [{}]", values.join(", ")),
            Self::Unique { .. } => f.write_str("have unique values"),
        }
    }
}

fn bounds<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    min: Option<T>,
    max: Option<T>,
) -> fmt::Result {
    match (min, max) {
        (Some(min), Some(max)) => write!(f, "between {min} and {max}, inclusive"),
        (Some(min), None) => write!(f, "greater than or equal to {min}"),
        (None, Some(max)) => write!(f, "less than or equal to {max}"),
        (None, None) => f.write_str("be anything"),
    }
}
