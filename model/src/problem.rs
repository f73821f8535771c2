//! Problems of model files, as data with a location.

use std::fmt;
use std::ops::Deref;

use crate::{Pointer, ShapeId, escape};

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The model can't be used.
    Error,
    /// The model can be used, but a part of it was ignored or is likely a mistake.
    Warning,
}

impl Severity {
    /// Returns `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A problem in a model file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The severity.
    pub severity: Severity,
    /// A stable identifier of the kind of problem, such as `unresolved-target`.
    ///
    /// `tests/fixtures/problems` in the repository has an example of each.
    pub code: &'static str,
    /// The description, a sentence without a full stop.
    pub message: String,
    /// The name of the file, as given in its [`Source`](crate::Source).
    pub file: String,
    /// The location in the file as a JSON pointer.
    pub pointer: Pointer,
    /// The line of the location, from 1.
    pub line: usize,
    /// The column of the location in characters, from 1.
    pub column: usize,
    /// The shape or member concerned.
    pub shape: Option<ShapeId>,
    /// What to do about the problem.
    pub hint: Option<String>,
}

/// The largest number of errors, and of warnings, in a [`ProblemExcerpt`].
const MAX_PER_SEVERITY: usize = 100;

/// The first hundred errors and the first hundred warnings of a list of problems, and the number of others.
///
/// A broken file of a megabyte can have tens of thousands of problems.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProblemExcerpt<'a> {
    /// The problems to show, in their order.
    pub problems: Vec<&'a Problem>,
    /// The number of errors that are left out.
    pub omitted_errors: usize,
    /// The number of warnings that are left out.
    pub omitted_warnings: usize,
}

impl<'a> ProblemExcerpt<'a> {
    /// Creates an excerpt of the problems.
    pub fn new(problems: &'a [Problem]) -> Self {
        let mut excerpt = Self { problems: Vec::new(), omitted_errors: 0, omitted_warnings: 0 };
        let (mut errors, mut warnings) = (0, 0);
        for problem in problems {
            let (count, omitted) = match problem.severity {
                Severity::Error => (&mut errors, &mut excerpt.omitted_errors),
                Severity::Warning => (&mut warnings, &mut excerpt.omitted_warnings),
            };
            if *count < MAX_PER_SEVERITY {
                *count += 1;
                excerpt.problems.push(problem);
            } else {
                *omitted += 1;
            }
        }
        excerpt
    }

    /// Returns a sentence for each severity of which problems are left out, such as `15900 more errors aren't shown`.
    pub fn notes(&self) -> impl Iterator<Item = (Severity, usize, String)> + use<> {
        let omitted = [
            (Severity::Error, self.omitted_errors, "error"),
            (Severity::Warning, self.omitted_warnings, "warning"),
        ];
        omitted.into_iter().filter(|(_, count, _)| *count > 0).map(|(severity, count, noun)| {
            let text = match count {
                1 => format!("1 more {noun} isn't shown"),
                count => format!("{count} more {noun}s aren't shown"),
            };
            (severity, count, text)
        })
    }
}

/// The problems of model files that can't be used, in the order of the files.
///
/// At least one problem is an error; the others may be warnings. `Display` writes the problems of a [`ProblemExcerpt`].
/// `Debug` writes the same, because it is printed if `main` returns the error.
#[derive(Clone, PartialEq, Eq)]
pub struct ModelError(Vec<Problem>);

impl ModelError {
    /// Creates an error from problems, of which at least one must be an error.
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
        let excerpt = ProblemExcerpt::new(&self.0);
        let problems = excerpt.problems.iter().map(ToString::to_string);
        let notes = excerpt.notes().map(|(_, _, note)| note);
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
    /// Writes `file:line:column: error[code]: message`, then a line each for the location and the hint. Text of the
    /// model is [escaped](crate::escape).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, code, message, .. } = self;
        let (file, message) = (escape::line(file), escape::line(message));
        let severity = self.severity.as_str();
        write!(f, "{file}:{line}:{column}: {severity}[{code}]: {message}")?;
        write_location(f, &self.pointer, self.shape.as_ref())?;
        write_hint(f, self.hint.as_deref())
    }
}

/// Writes the line of a location, as the messages of problems have it.
#[doc(hidden)]
pub fn write_location(
    f: &mut fmt::Formatter<'_>,
    pointer: &Pointer,
    shape: Option<&ShapeId>,
) -> fmt::Result {
    let pointer = if pointer.0.is_empty() { "/" } else { &pointer.0 };
    write!(f, "\n  at {}", escape::line(pointer))?;
    match shape {
        Some(shape) => write!(f, " (shape {})", escape::line(shape.as_str())),
        None => Ok(()),
    }
}

/// Writes the line of a hint, as the messages of problems have it, if there is one.
#[doc(hidden)]
pub fn write_hint(f: &mut fmt::Formatter<'_>, hint: Option<&str>) -> fmt::Result {
    match hint {
        Some(hint) => write!(f, "\n  hint: {}", escape::line(hint)),
        None => Ok(()),
    }
}
