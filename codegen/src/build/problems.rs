//! Everything that keeps files from being generated.

use std::fmt;
use std::io;
use std::path::Path;

use shapesmith_model::{Problem, Severity, Shown};

use crate::tree::Refusal;

/// Everything that was found wrong; at least one thing.
///
/// `Debug` shows what `Display` does, because that is what is seen where `main` returns it.
#[derive(Clone)]
pub struct Problems(Vec<(Severity, String)>);

impl Problems {
    /// Something that is wrong with no file of a model.
    pub(super) fn one(message: impl Into<String>) -> Self {
        Self::several([message.into()].into_iter())
    }

    /// Several things that are wrong with no file of a model; one at least.
    pub(super) fn several(messages: impl Iterator<Item = String>) -> Self {
        Self(messages.map(|message| (Severity::Error, message)).collect())
    }

    /// The problems of a model, with those beyond some number only counted.
    pub(super) fn of_model(problems: &[Problem]) -> Self {
        let shown = Shown::new(problems);
        let rest = shown.notes().map(|(severity, _, text)| (severity, text));
        let texts = shown.problems.iter().map(|problem| (problem.severity, problem.to_string()));
        Self(texts.chain(rest).collect())
    }

    /// A file that can't be used.
    pub(super) fn of_file(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self::one(format!("can't {doing} {}: {error}", path.display()))
    }

    /// Both.
    pub(super) fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// The problems in words; some have several lines: place, pointer and shape, hint.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text)| text.as_str())
    }

    /// The problems, and how bad each is.
    pub(super) fn all(&self) -> impl Iterator<Item = (Severity, &str)> {
        self.0.iter().map(|(severity, text)| (*severity, text.as_str()))
    }
}

impl From<Refusal> for Problems {
    fn from(refusal: Refusal) -> Self {
        Self::several(refusal.0.into_iter())
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iter().collect::<Vec<_>>().join("\n"))
    }
}

impl fmt::Debug for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Problems {}
