//! Collects the problems of a file. Lines and columns are computed once, at the end.

use crate::json::locate;
use crate::source_map::Origins;
use crate::{Pointer, Problem, Severity, ShapeId};

/// The problems found in a file so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    problems: Vec<ProblemBuilder>,
}

/// A problem without line and column.
#[derive(Clone, Debug)]
pub(crate) struct ProblemBuilder {
    severity: Severity,
    code: &'static str,
    message: String,
    pointer: Pointer,
    offset: Option<usize>,
    shape: Option<ShapeId>,
    hint: Option<String>,
}

/// Creates an error. The message is a sentence without a full stop.
pub(crate) fn error(
    code: &'static str,
    at: &Pointer,
    message: impl Into<String>,
) -> ProblemBuilder {
    ProblemBuilder::new(Severity::Error, code, at, message.into())
}

/// Creates a warning. The message is a sentence without a full stop.
pub(crate) fn warning(
    code: &'static str,
    at: &Pointer,
    message: impl Into<String>,
) -> ProblemBuilder {
    ProblemBuilder::new(Severity::Warning, code, at, message.into())
}

impl ProblemBuilder {
    fn new(severity: Severity, code: &'static str, at: &Pointer, message: String) -> Self {
        let pointer = at.clone();
        Self { severity, code, message, pointer, offset: None, shape: None, hint: None }
    }

    /// Sets the shape or member concerned. An empty id is ignored.
    pub(crate) fn about(mut self, shape: &ShapeId) -> Self {
        self.shape = Some(shape.clone()).filter(|shape| !shape.as_str().is_empty());
        self
    }

    /// Sets the hint, which says what to do about the problem.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        self.maybe_hint(Some(hint.into()))
    }

    /// Sets the hint, if there is one.
    pub(crate) fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// Locates the problem at a byte of the text instead of at the value of the pointer.
    pub(crate) fn offset(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl Report {
    /// Adds a problem.
    pub(crate) fn push(&mut self, problem: ProblemBuilder) {
        self.problems.push(problem);
    }

    /// Adds several problems.
    pub(crate) fn extend(&mut self, problems: impl IntoIterator<Item = ProblemBuilder>) {
        self.problems.extend(problems);
    }

    /// Adds the problems of another report.
    pub(crate) fn append(&mut self, other: Self) {
        self.problems.extend(other.problems);
    }

    /// Returns whether no problem was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// Returns whether the problem found last is at this location.
    pub(crate) fn last_is_at(&self, at: &Pointer) -> bool {
        self.problems.last().is_some_and(|problem| problem.pointer == *at)
    }

    /// Removes the problems in parts that come from other files, and returns them with the numbers of those files.
    pub(crate) fn take_relocated(
        &mut self,
        file: usize,
        origins: &Origins,
    ) -> Vec<(usize, ProblemBuilder)> {
        let mut relocated = Vec::new();
        for mut problem in std::mem::take(&mut self.problems) {
            match origins.find(file, &problem.pointer).filter(|_| problem.offset.is_none()) {
                None => self.problems.push(problem),
                Some((number, pointer)) => {
                    problem.pointer = pointer;
                    relocated.push((number, problem));
                }
            }
        }
        relocated
    }

    /// Returns the problems with lines and columns, in the order of the file. A problem of a mixin, which is found in
    /// each shape that uses the mixin, is returned once.
    pub(crate) fn into_problems(self, file: &str, text: &str) -> Vec<Problem> {
        if self.problems.is_empty() {
            return Vec::new();
        }
        let without_offset = self.problems.iter().filter(|problem| problem.offset.is_none());
        let index = locate::PointerIndex::new(text, without_offset.map(|it| &it.pointer));
        let offset_of = |problem: &ProblemBuilder| {
            problem.offset.unwrap_or_else(|| index.offset(&problem.pointer))
        };
        let mut located: Vec<(usize, ProblemBuilder)> =
            self.problems.into_iter().map(|problem| (offset_of(&problem), problem)).collect();
        located.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        located.dedup_by(|a, b| is_same_problem(&a.1, &b.1));
        let positions = locate::lines_and_columns(text, located.iter().map(|(offset, _)| *offset));
        located
            .into_iter()
            .zip(positions)
            .map(|((_, problem), position)| problem.build(file, position))
            .collect()
    }
}

impl ProblemBuilder {
    fn build(self, file: &str, (line, column): (usize, usize)) -> Problem {
        let Self { severity, code, message, pointer, shape, hint, offset: _ } = self;
        let file = file.to_owned();
        Problem { severity, code, message, file, pointer, line, column, shape, hint }
    }
}

type SortKey<'a> = (usize, &'a str, &'a str, &'a str, bool, Option<&'a ShapeId>);

fn sort_key((offset, problem): &(usize, ProblemBuilder)) -> SortKey<'_> {
    let ProblemBuilder { code, message, shape, pointer, .. } = problem;
    // If several shapes share the problem of a mixin, the one to name is the mixin itself.
    let is_inherited = shape.as_ref().is_some_and(|shape| !pointer.0.contains(shape.name()));
    (*offset, &pointer.0, code, message, is_inherited, shape.as_ref())
}

fn is_same_problem(a: &ProblemBuilder, b: &ProblemBuilder) -> bool {
    (&a.pointer, a.code, &a.message, a.offset) == (&b.pointer, b.code, &b.message, b.offset)
}
