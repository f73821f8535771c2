//! The error of a build: every problem that keeps files from being generated.

use std::fmt;

use shapesmith_model::ModelError;

use crate::Diagnostic;
use crate::stages::SelectionError;
use crate::tree::{FileError, OutputError};

/// Why nothing was generated: everything that was found, warnings included. At least one is an error.
///
/// `Debug` writes what `Display` does, because that is what is printed where `main` returns the error.
#[derive(Clone, PartialEq, Eq)]
pub struct BuildError(Vec<Diagnostic>);

impl BuildError {
    /// Returns everything that was found.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0
    }

    /// Returns each diagnostic as text.
    pub fn to_lines(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }

    /// Adds everything that another error has.
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

impl From<Diagnostic> for BuildError {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl FromIterator<Diagnostic> for BuildError {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

impl From<ModelError> for BuildError {
    fn from(error: ModelError) -> Self {
        Diagnostic::of_model(&error).collect()
    }
}

impl From<FileError> for BuildError {
    fn from(error: FileError) -> Self {
        Diagnostic::from(&error).into()
    }
}

impl From<SelectionError> for BuildError {
    fn from(error: SelectionError) -> Self {
        error.iter().map(|problem| Diagnostic::of_selection(problem, "its shape id")).collect()
    }
}

impl From<OutputError> for BuildError {
    fn from(error: OutputError) -> Self {
        error.0.iter().map(Diagnostic::from).collect()
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_lines().join("\n"))
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {}
