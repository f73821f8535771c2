//! Problems: what is wrong with a model file, as plain data with a location.

use std::fmt;

use crate::{Pointer, ShapeId};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be made of the model.
    Error,
    /// Something in the model was ignored or looks wrong.
    Warning,
}

/// One problem, located in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// A stable identifier of the kind of problem, such as `unresolved-target`. Each is shown at
    /// work below `tests/fixtures/problems`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The file, as its reader was told its name.
    pub file: String,
    /// The place in the file as a JSON pointer.
    pub pointer: Pointer,
    /// The line of the place, from 1.
    pub line: usize,
    /// The column of the place in characters, from 1.
    pub column: usize,
    /// The shape or member concerned.
    pub shape: Option<ShapeId>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl fmt::Display for Problem {
    /// `file:line:column: error[code]: message`, then a line each for the place and the hint.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Self { file, line, column, code, message, .. } = self;
        write!(f, "{file}:{line}:{column}: {severity}[{code}]: {message}")?;
        write!(f, "\n  at {}", if self.pointer.0.is_empty() { "/" } else { &self.pointer.0 })?;
        if let Some(shape) = &self.shape {
            write!(f, " (shape {shape})")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}
