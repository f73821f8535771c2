//! How a command ends: exit codes, and failures with their diagnostics.

use shapesmith::tree::{FileError, OutputError};
use shapesmith_model::Severity;

use crate::console::pluralize;
use crate::diagnostic::Diagnostic;

/// Exit codes; of several failures, the greatest is the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Success, or nothing to do.
    Done = 0,
    /// Problems in a model, failed checks, or differences where there should be none.
    ChecksFailed = 1,
    /// Wrong usage or configuration, or a file that can't be read or written.
    Failed = 2,
}

/// The reason why a command stopped.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// The diagnostics to print, in order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// Creates the failure of an error without a place, such as a file that can't be read.
    pub fn new(message: impl Into<String>) -> Self {
        Diagnostic::error(message).into()
    }

    /// Creates the failure of problems in a model or of a failed check.
    pub fn problems(diagnostics: Vec<Diagnostic>) -> Self {
        Self { exit: Exit::ChecksFailed, diagnostics }
    }

    /// Creates the failure of wrong usage or configuration, or of files that can't be read or written.
    pub fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Self { exit: Exit::Failed, diagnostics }
    }

    /// Adds the number of errors and warnings as the last diagnostic, if there are several.
    pub fn with_total(mut self) -> Self {
        let number_of = |severity| -> usize {
            let same = self.diagnostics.iter().filter(|it| it.severity == severity);
            same.map(|diagnostic| diagnostic.stands_for).sum()
        };
        let (errors, warnings) = (number_of(Severity::Error), number_of(Severity::Warning));
        if errors + warnings > 1 {
            let (errors, warnings) = (pluralize(errors, "error"), pluralize(warnings, "warning"));
            let total = format!("nothing was generated because of {errors} (and {warnings})");
            self.diagnostics.push(Diagnostic::error(total));
        }
        self
    }

    /// Returns the messages of the diagnostics.
    pub fn into_messages(self) -> Vec<String> {
        self.diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect()
    }

    /// Appends the diagnostics of another failure, and takes the greater exit code.
    pub fn and(mut self, other: Self) -> Self {
        self.exit = self.exit.max(other.exit);
        self.diagnostics.extend(other.diagnostics);
        self
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::failed(vec![diagnostic])
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        let diagnostics = error.0.iter().map(|problem| {
            Diagnostic::error(problem.to_string()).hint(problem.hint().map(str::to_owned))
        });
        Self::failed(diagnostics.collect())
    }
}

/// Collects all values, or all failures as one.
pub fn collect_all<T>(
    results: impl IntoIterator<Item = Result<T, Failure>>,
) -> Result<Vec<T>, Failure> {
    let mut values = Vec::new();
    let mut failed: Option<Failure> = None;
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(failure) => {
                failed = Some(match failed.take() {
                    Some(before) => before.and(failure),
                    None => failure,
                });
            }
        }
    }
    failed.map_or(Ok(values), Err)
}
