//! Diagnostics: errors and warnings with a place in a file and a hint.

mod group;
mod place;
mod render;

use std::collections::BTreeMap;

use shapesmith::ModelFiles;
use shapesmith_model::{Problem, ProblemExcerpt, Severity, escape};

pub use group::group_warnings;
pub use place::Place;
pub use render::render;

/// The first bytes of a gzip file.
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// An error or a warning about a model, the configuration, the arguments or a file.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Whether it is an error or a warning.
    pub severity: Severity,
    /// A stable identifier of the kind of problem.
    pub code: Option<&'static str>,
    /// The message, one sentence without a full stop.
    pub message: String,
    /// The place in the source, with its line.
    pub place: Option<Place>,
    /// Further lines about the place.
    pub note: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
    /// The number of problems that it represents: more than 1 if several are summarized.
    pub stands_for: usize,
}

impl Diagnostic {
    /// Creates an error without a place.
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code: None,
            message: message.into(),
            place: None,
            note: None,
            hint: None,
            stands_for: 1,
        }
    }

    /// Creates a warning without a place.
    pub fn warning(message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(message) }
    }

    /// Creates the diagnostic of a problem of a model; `text` is the content of the file.
    fn from_problem(problem: &Problem, text: &str) -> Self {
        let at = if problem.pointer.0.is_empty() { "/" } else { &problem.pointer.0 };
        let at = escape::line(at);
        let shape = problem.shape.as_ref();
        let shape = shape.map(|shape| format!("\nshape {}", escape::line(shape.as_str())));
        Self {
            severity: problem.severity,
            code: Some(problem.code),
            message: escape::line(&problem.message).into_owned(),
            place: Some(Place::at_position(&problem.file, text, problem.line, problem.column)),
            note: Some(format!("at {at}{}", shape.unwrap_or_default())),
            hint: problem.hint.as_deref().map(|hint| escape::line(hint).into_owned()),
            stands_for: 1,
        }
    }

    /// Creates the diagnostics of problems in the files of a model, with their source lines unless a file is gzipped.
    pub fn from_file_problems(problems: &[Problem], files: &ModelFiles) -> Vec<Self> {
        let texts: BTreeMap<&str, String> = files
            .iter()
            .filter(|file| !file.bytes.starts_with(&GZIP))
            .map(|file| (file.name.as_str(), file.text()))
            .collect();
        let text = |problem: &Problem| texts.get(problem.file.as_str()).map_or("", String::as_str);
        Self::from_problems(problems, text)
    }

    /// Creates the diagnostics of problems of models with their source lines. Beyond a limit, they are counted in one
    /// diagnostic for each severity. `text` returns the content of a problem's file.
    pub fn from_problems<'a>(
        problems: &[Problem],
        text: impl Fn(&Problem) -> &'a str,
    ) -> Vec<Self> {
        let excerpt = ProblemExcerpt::new(problems);
        let located =
            excerpt.problems.iter().map(|problem| Self::from_problem(problem, text(problem)));
        let rest = excerpt.notes().map(|(severity, count, text)| Self {
            severity,
            stands_for: count,
            ..Self::error(text)
        });
        located.chain(rest).collect()
    }

    /// Sets the place.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Sets the hint, if there is one.
    pub fn hint(mut self, hint: impl Into<Option<String>>) -> Self {
        self.hint = hint.into();
        self
    }
}
