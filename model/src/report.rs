//! The collecting side of problems: found with a pointer, given line and column once, at the end.

use crate::json::locate;
use crate::origins::Origins;
use crate::{Pointer, Problem, Severity, ShapeId};

/// Everything found wrong in one file so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    drafts: Vec<Draft>,
}

/// A problem that doesn't know its line yet.
#[derive(Debug)]
pub(crate) struct Draft {
    severity: Severity,
    code: &'static str,
    message: String,
    pointer: Pointer,
    offset: Option<usize>,
    shape: Option<ShapeId>,
    hint: Option<String>,
}

/// An error at this place; the message is one sentence without a full stop.
pub(crate) fn error(code: &'static str, at: &Pointer, message: impl Into<String>) -> Draft {
    Draft::new(Severity::Error, code, at, message.into())
}

/// A warning at this place; the message is one sentence without a full stop.
pub(crate) fn warning(code: &'static str, at: &Pointer, message: impl Into<String>) -> Draft {
    Draft::new(Severity::Warning, code, at, message.into())
}

impl Draft {
    fn new(severity: Severity, code: &'static str, at: &Pointer, message: String) -> Self {
        let pointer = at.clone();
        Self { severity, code, message, pointer, offset: None, shape: None, hint: None }
    }

    /// Names the shape or member concerned; an empty id is none.
    pub(crate) fn about(mut self, shape: &ShapeId) -> Self {
        self.shape = Some(shape.clone()).filter(|shape| !shape.as_str().is_empty());
        self
    }

    /// Says what to do about it.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        self.maybe_hint(Some(hint.into()))
    }

    /// Says what to do about it, where that is known.
    pub(crate) fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// Places the problem at a byte of the text instead of at the value that the pointer names.
    pub(crate) fn offset(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl Report {
    /// Adds a problem.
    pub(crate) fn push(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Adds the problems.
    pub(crate) fn extend(&mut self, drafts: impl IntoIterator<Item = Draft>) {
        self.drafts.extend(drafts);
    }

    /// Adds all that another report has.
    pub(crate) fn append(&mut self, other: Self) {
        self.drafts.extend(other.drafts);
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    /// Whether the last thing found was about this place.
    pub(crate) fn tells_of(&self, at: &Pointer) -> bool {
        self.drafts.last().is_some_and(|draft| draft.pointer == *at)
    }

    /// Takes away the problems of parts that stand in other files, with the numbers of those files.
    pub(crate) fn take_moved(&mut self, file: usize, origins: &Origins) -> Vec<(usize, Draft)> {
        let mut moved = Vec::new();
        for mut draft in std::mem::take(&mut self.drafts) {
            match origins.of(file, &draft.pointer).filter(|_| draft.offset.is_none()) {
                None => self.drafts.push(draft),
                Some((number, pointer)) => {
                    draft.pointer = pointer;
                    moved.push((number, draft));
                }
            }
        }
        moved
    }

    /// The problems with lines and columns, in the order of the file. What was found twice at one
    /// place, because a mixin brought it into several shapes, is told once.
    pub(crate) fn finish(self, file: &str, text: &str) -> Vec<Problem> {
        if self.drafts.is_empty() {
            return Vec::new();
        }
        let pointers =
            self.drafts.iter().filter(|draft| draft.offset.is_none()).map(|d| &d.pointer);
        let index = locate::Index::new(text, pointers);
        let offset = |draft: &Draft| draft.offset.unwrap_or_else(|| index.offset(&draft.pointer));
        let mut placed: Vec<(usize, Draft)> =
            self.drafts.into_iter().map(|draft| (offset(&draft), draft)).collect();
        placed.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        placed.dedup_by(|a, b| same_finding(&a.1, &b.1));
        let lines = locate::lines(text, placed.iter().map(|(offset, _)| *offset));
        placed
            .into_iter()
            .zip(lines)
            .map(|((_, draft), place)| located(draft, file, place))
            .collect()
    }
}

type SortKey<'a> = (usize, &'a str, &'a str, &'a str, bool, Option<&'a ShapeId>);

fn sort_key((offset, draft): &(usize, Draft)) -> SortKey<'_> {
    let Draft { code, message, shape, pointer, .. } = draft;
    // Of the shapes that share a mixin's problem, the mixin itself is the one to name.
    let elsewhere = shape.as_ref().is_some_and(|shape| !pointer.0.contains(shape.name()));
    (*offset, &pointer.0, code, message, elsewhere, shape.as_ref())
}

fn same_finding(a: &Draft, b: &Draft) -> bool {
    (&a.pointer, a.code, &a.message, a.offset) == (&b.pointer, b.code, &b.message, b.offset)
}

fn located(draft: Draft, file: &str, (line, column): (usize, usize)) -> Problem {
    let Draft { severity, code, message, pointer, shape, hint, .. } = draft;
    Problem { severity, code, message, file: file.to_owned(), pointer, line, column, shape, hint }
}
