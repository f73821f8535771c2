//! Diagnostics: errors and warnings of all stages in a common form.

use std::fmt;
use std::path::Path;

use shapesmith_model::{
    Pointer, Problem, ProblemExcerpt, Severity, ShapeId, escape, write_hint, write_location,
};

use crate::stages::SelectionProblem;
use crate::tree::{FileError, OutputProblem};

/// An error or warning about a model, a selection or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Whether it prevents generation.
    pub severity: Severity,
    /// A stable identifier of the kind of problem, such as `unresolved-target`.
    pub code: &'static str,
    /// The problem, in one sentence without a full stop.
    pub message: String,
    /// The file with the problem, if there is one.
    pub file: Option<String>,
    /// The place in the file, if it is a model file that can be parsed.
    pub place: Option<DiagnosticPlace>,
    /// A hint for fixing the problem.
    pub hint: Option<String>,
}

/// A place in the file of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiagnosticPlace {
    /// The place as a JSON pointer.
    pub pointer: Pointer,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The shape or member concerned.
    pub shape: Option<ShapeId>,
}

impl Diagnostic {
    /// Creates an error without a place.
    pub(crate) fn error(code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { severity: Severity::Error, code, message, file: None, place: None, hint: None }
    }

    /// Sets the file.
    pub(crate) fn in_file(mut self, file: &Path) -> Self {
        self.file = Some(file.display().to_string());
        self
    }

    /// Sets the hint.
    pub(crate) fn hint(mut self, hint: impl Into<Option<String>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Returns the diagnostics of a model's problems. Those that [`ProblemExcerpt`] leaves out are counted in one diagnostic for each
    /// severity.
    pub fn of_model(problems: &[Problem]) -> impl Iterator<Item = Self> {
        let excerpt = ProblemExcerpt::new(problems);
        let notes = excerpt
            .notes()
            .map(|(severity, _, note)| Self { severity, ..Self::error("not-shown", note) });
        excerpt.problems.into_iter().map(Self::from).chain(notes)
    }

    /// Returns the diagnostic of a selection that doesn't fit a model. `option` is how a service is named, with `{}` for its
    /// id.
    pub(crate) fn of_selection(problem: &SelectionProblem, option: &str) -> Self {
        Self::error(problem.code(), problem.to_string()).hint(problem.hint(option))
    }
}

impl From<&Problem> for Diagnostic {
    fn from(problem: &Problem) -> Self {
        let Problem { severity, code, message, file, pointer, line, column, shape, hint, .. } =
            problem;
        let place = DiagnosticPlace {
            pointer: pointer.clone(),
            line: *line,
            column: *column,
            shape: shape.clone(),
        };
        Self {
            severity: *severity,
            code,
            message: message.clone(),
            file: Some(file.clone()),
            place: Some(place),
            hint: hint.clone(),
        }
    }
}

impl From<&FileError> for Diagnostic {
    fn from(error: &FileError) -> Self {
        Self::error("file", error.to_string())
    }
}

impl From<&OutputProblem> for Diagnostic {
    fn from(problem: &OutputProblem) -> Self {
        Self::error(problem.code(), problem.to_string()).hint(problem.hint().map(str::to_owned))
    }
}

impl fmt::Display for Diagnostic {
    /// `file:line:column: error[code]: message`, then a line each for the place and the hint, with what isn't known left
    /// out. What a model says in them is [escaped](shapesmith_model::escape).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}:", escape::line(file))?;
            if let Some(DiagnosticPlace { line, column, .. }) = &self.place {
                write!(f, "{line}:{column}:")?;
            }
            f.write_str(" ")?;
        }
        let severity = self.severity.as_str();
        write!(f, "{severity}[{}]: {}", self.code, escape::line(&self.message))?;
        if let Some(DiagnosticPlace { pointer, shape, .. }) = &self.place {
            write_location(f, pointer, shape.as_ref())?;
        }
        write_hint(f, self.hint.as_deref())
    }
}
