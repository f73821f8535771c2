//! Problems: what is wrong with a model file, as plain data with a location.

use std::fmt;
use std::ops::Deref;

use crate::{Pointer, ShapeId, escape};

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

/// The largest number of errors, and of warnings, that [`Shown`] keeps.
const MOST_SHOWN: usize = 100;

/// The problems that are worth showing: the first hundred errors and the first hundred warnings in their order, and
/// how many others there are. A broken file of a megabyte can have tens of thousands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shown<'a> {
    /// The problems to show.
    pub problems: Vec<&'a Problem>,
    /// The number of errors that aren't among them.
    pub more_errors: usize,
    /// The number of warnings that aren't among them.
    pub more_warnings: usize,
}

impl<'a> Shown<'a> {
    /// Chooses the problems to show.
    pub fn new(problems: &'a [Problem]) -> Self {
        let mut shown = Self { problems: Vec::new(), more_errors: 0, more_warnings: 0 };
        let (mut errors, mut warnings) = (0, 0);
        for problem in problems {
            let (count, more) = match problem.severity {
                Severity::Error => (&mut errors, &mut shown.more_errors),
                Severity::Warning => (&mut warnings, &mut shown.more_warnings),
            };
            if *count < MOST_SHOWN {
                *count += 1;
                shown.problems.push(problem);
            } else {
                *more += 1;
            }
        }
        shown
    }

    /// Returns a sentence for each severity of which problems are left out, such as `15900 more errors aren't shown`.
    pub fn notes(&self) -> impl Iterator<Item = (Severity, usize, String)> + use<> {
        let more = [
            (Severity::Error, self.more_errors, "error"),
            (Severity::Warning, self.more_warnings, "warning"),
        ];
        more.into_iter().filter(|(_, count, _)| *count > 0).map(|(severity, count, noun)| {
            let text = match count {
                1 => format!("1 more {noun} isn't shown"),
                count => format!("{count} more {noun}s aren't shown"),
            };
            (severity, count, text)
        })
    }
}

/// Why model files can't be used: their problems, warnings included, in the order of the files. At least one is an error.
///
/// `Display` writes each problem as [`Problem`] does, as far as [`Shown`] keeps it, and `Debug` writes the same, because that
/// is what is printed where `main` returns the error.
#[derive(Clone, PartialEq, Eq)]
pub struct ModelError(Vec<Problem>);

impl ModelError {
    /// Creates an error of problems, at least one of which must be an error.
    pub(crate) fn new(problems: Vec<Problem>) -> Self {
        Self(problems)
    }

    /// Returns the problems.
    pub fn into_problems(self) -> Vec<Problem> {
        self.0
    }
}

impl Deref for ModelError {
    type Target = [Problem];

    fn deref(&self) -> &[Problem] {
        &self.0
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = Shown::new(&self.0);
        let problems = shown.problems.iter().map(ToString::to_string);
        let notes = shown.notes().map(|(_, _, note)| note);
        f.write_str(&problems.chain(notes).collect::<Vec<_>>().join("\n"))
    }
}

impl fmt::Debug for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ModelError {}

impl fmt::Display for Problem {
    /// `file:line:column: error[code]: message`, then a line each for the place and the hint. What the model says in them
    /// is [escaped](crate::escape).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Self { file, line, column, code, message, .. } = self;
        let (file, message) = (escape::line(file), escape::line(message));
        write!(f, "{file}:{line}:{column}: {severity}[{code}]: {message}")?;
        let pointer = if self.pointer.0.is_empty() { "/" } else { &self.pointer.0 };
        write!(f, "\n  at {}", escape::line(pointer))?;
        if let Some(shape) = &self.shape {
            write!(f, " (shape {})", escape::line(shape.as_str()))?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {}", escape::line(hint))?;
        }
        Ok(())
    }
}
