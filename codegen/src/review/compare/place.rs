//! Where a change is found, and the changes that are found there.

use shapesmith_model::ShapeId;

use super::{ItemChange, What};

/// A path in the module, and what of the model it comes from.
#[derive(Clone)]
pub struct Place<'a> {
    path: String,
    origin: &'a ShapeId,
    part: Option<String>,
}

impl<'a> Place<'a> {
    /// Something that has an id in the model.
    pub fn new(path: impl Into<String>, origin: &'a ShapeId) -> Self {
        Self { path: path.into(), origin, part: None }
    }

    /// Something that is a part of what has an id.
    pub fn part(path: impl Into<String>, origin: &'a ShapeId, part: impl Into<String>) -> Self {
        Self { path: path.into(), origin, part: Some(part.into()) }
    }

    /// Something further down the path, of the same origin.
    pub fn below(&self, end: &str) -> Self {
        Self { path: format!("{}{end}", self.path), ..self.clone() }
    }

    /// A change here, with the verdict that such changes have.
    pub fn change(
        &self,
        what: What,
        before: impl Into<Option<String>>,
        after: impl Into<Option<String>>,
    ) -> ItemChange {
        let verdict = what.verdict();
        ItemChange {
            what,
            path: self.path.clone(),
            origin: self.origin.clone(),
            part: self.part.clone(),
            before: before.into(),
            after: after.into(),
            rust: verdict.rust,
            seen_by_compiler: verdict.seen_by_compiler,
            behaviour: verdict.behaviour,
        }
    }

    /// A change here, if the two declarations differ.
    pub fn differing(
        &self,
        what: What,
        before: impl Into<Option<String>>,
        after: impl Into<Option<String>>,
    ) -> Option<ItemChange> {
        let (before, after) = (before.into(), after.into());
        (before != after).then(|| self.change(what, before, after))
    }
}
