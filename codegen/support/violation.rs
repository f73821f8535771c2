//! A violation: as data, and as the message that services send.

use std::fmt;

use super::shown_text::Escaped;
use super::subject::Subject;
use super::wording::Wording;

/// A constraint that a value violates.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    path: String,
    key: Option<String>,
    constraint: Constraint,
    severity: Severity,
    subject: Subject,
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
    pub(super) fn new(
        path: String,
        key: Option<String>,
        constraint: Constraint,
        severity: Severity,
        subject: Subject,
    ) -> Self {
        Self { path, key, constraint, severity, subject }
    }

    /// Returns the place of the value: a JSON pointer (RFC 6901) of the model's member names, list indices and map keys. The
    /// path of a key's violation is that of its map; [`key`](Self::key) returns the key.
    ///
    /// A key of more than 100 characters is cut after the first 100, followed by `…` and its length in parentheses, such as
    /// `…(8000000 bytes)`. With the limit of how deeply values nest, that limits the length of a path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the key of a map that violates the constraint, cut as in [`path`](Self::path). It is `None` if the violation is
    /// about another value, or if the key is sensitive.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
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

impl Violation {
    /// Returns the message in these words. Control characters in values and in keys of maps are escaped.
    pub fn message(&self, wording: Wording) -> impl fmt::Display + '_ {
        ViolationMessage { violation: self, wording }
    }

    pub(super) fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Writes the message in the words of Smithy's protocol tests.
    fn write_smithy(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = Escaped(&self.path);
        f.write_str("Value ")?;
        if let Constraint::Length { length, .. } = &self.constraint {
            write!(f, "with length {length} ")?;
        }
        write!(f, "at '{path}' failed to satisfy constraint: Member must {}", self.constraint)
    }
}

struct ViolationMessage<'v> {
    violation: &'v Violation,
    wording: Wording,
}

impl fmt::Display for ViolationMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let violation = self.violation;
        match self.wording {
            Wording::Smithy => violation.write_smithy(f),
            Wording::Aws => violation.subject.write_message(violation.severity, f),
        }
    }
}

impl fmt::Display for Violation {
    /// Writes the [message](Self::message) in [Smithy's words](Wording::Smithy).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_smithy(f)
    }
}

impl fmt::Debug for Violation {
    /// Writes everything but the value, which isn't for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("path", &self.path)
            .field("key", &self.key)
            .field("constraint", &self.constraint)
            .field("severity", &self.severity)
            .finish_non_exhaustive()
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
