//! What is told of a mistake: a message, its place in a file, a hint.

mod group;
mod place;
mod render;

use std::collections::BTreeMap;

use shapesmith::ModelFiles;
use shapesmith_model::{Problem, Severity, Shown, escape};

pub use group::group_warnings;
pub use place::Place;
pub use render::render;

/// How a packed file begins.
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// One mistake, in a model, the configuration, the arguments or the file system.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable identifier of the kind of problem.
    pub code: Option<&'static str>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The source line.
    pub place: Option<Place>,
    /// More on the place.
    pub note: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
    /// The number of problems that it stands for: 1, or those that aren't shown one by one.
    pub stands_for: usize,
}

impl Diagnostic {
    /// An error without a place.
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

    /// The same as a warning.
    pub fn warning(message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(message) }
    }

    /// A problem of a model; `text` is the file that it is in.
    fn of_model(problem: &Problem, text: &str) -> Self {
        let at = if problem.pointer.0.is_empty() { "/" } else { &problem.pointer.0 };
        let at = escape::line(at);
        let shape = problem.shape.as_ref();
        let shape = shape.map(|shape| format!("\nshape {}", escape::line(shape.as_str())));
        Self {
            severity: problem.severity,
            code: Some(problem.code),
            message: escape::line(&problem.message).into_owned(),
            place: Some(Place::at(&problem.file, text, problem.line, problem.column)),
            note: Some(format!("at {at}{}", shape.unwrap_or_default())),
            hint: problem.hint.as_deref().map(|hint| escape::line(hint).into_owned()),
            stands_for: 1,
        }
    }

    /// Returns the problems of models with their lines, where the files are text.
    pub fn of_models(problems: &[Problem], files: &ModelFiles) -> Vec<Self> {
        let texts: BTreeMap<&str, String> = files
            .iter()
            .filter(|file| !file.bytes.starts_with(&GZIP))
            .map(|file| (file.name.as_str(), file.text()))
            .collect();
        let text = |problem: &Problem| texts.get(problem.file.as_str()).map_or("", String::as_str);
        Self::of_problems(problems, text)
    }

    /// Returns the problems of models with their lines, those beyond some number counted in one diagnostic; `text`
    /// gives the file that a problem is in.
    pub fn of_problems<'a>(problems: &[Problem], text: impl Fn(&Problem) -> &'a str) -> Vec<Self> {
        let shown = Shown::new(problems);
        let located = shown.problems.iter().map(|problem| Self::of_model(problem, text(problem)));
        let rest = shown.notes().map(|(severity, count, text)| Self {
            severity,
            stands_for: count,
            ..Self::error(text)
        });
        located.chain(rest).collect()
    }

    /// Adds the place.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds what to do about it, where that is known.
    pub fn hint(mut self, hint: impl Into<Option<String>>) -> Self {
        self.hint = hint.into();
        self
    }
}
