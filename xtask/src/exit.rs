//! How a command ends: its exit codes, and failures with what they tell.

use shapesmith::tree::{FileError, OutputError};
use shapesmith_model::Severity;

use crate::console::count;
use crate::diagnostic::Diagnostic;

/// Exit codes, the worse the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Done, or nothing to do.
    Done = 0,
    /// Problems in a model, or differences where none should be.
    Wanting = 1,
    /// Wrong usage or configuration, or a file that can't be read or written.
    Failed = 2,
}

/// Why nothing was done.
#[derive(Debug)]
pub struct Failure {
    /// How the command ends.
    pub exit: Exit,
    /// What to tell, in this order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// A file that can't be read or written, or anything else without a place.
    pub fn new(message: impl Into<String>) -> Self {
        Diagnostic::error(message).into()
    }

    /// Problems in a model.
    pub fn problems(diagnostics: Vec<Diagnostic>) -> Self {
        Self { exit: Exit::Wanting, diagnostics }
    }

    /// Wrong usage or configuration, or files that can't be read or written.
    pub fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Self { exit: Exit::Failed, diagnostics }
    }

    /// Closes a long list with how long it was, for whoever sees only its end.
    pub fn counted(mut self) -> Self {
        let of = |severity| -> usize {
            let same = self.diagnostics.iter().filter(|it| it.severity == severity);
            same.map(|diagnostic| diagnostic.stands_for).sum()
        };
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        if errors + warnings > 1 {
            let (errors, warnings) = (count(errors, "error"), count(warnings, "warning"));
            let total = format!("nothing was made, for {errors} (and {warnings})");
            self.diagnostics.push(Diagnostic::error(total));
        }
        self
    }

    /// Both; ends as the worse of them.
    pub fn and(mut self, other: Self) -> Self {
        self.exit = self.exit.max(other.exit);
        self.diagnostics.extend(other.diagnostics);
        self
    }
}

/// Wrong usage or configuration, or a file that can't be read or written.
impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { exit: Exit::Failed, diagnostics: vec![diagnostic] }
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

/// All values, or all failures.
pub fn all<T>(results: impl IntoIterator<Item = Result<T, Failure>>) -> Result<Vec<T>, Failure> {
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
