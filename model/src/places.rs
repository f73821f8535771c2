//! Where the traits of a model stand in its file.

use std::collections::HashMap;

use crate::{Pointer, ShapeId};

/// The places of traits, given where the shapes and members that have them stand.
pub(crate) struct Places {
    /// Where a trait stands that didn't move; each format has its own rule.
    usual: fn(&Pointer, &str) -> Pointer,
    /// By the shape or member and the trait: those that a mixin or `apply` brought from elsewhere.
    moved: HashMap<(ShapeId, String), Pointer>,
}

impl Places {
    /// No trait has moved; `usual` says where one stands from the place of its shape and its id.
    pub(crate) fn new(usual: fn(&Pointer, &str) -> Pointer) -> Self {
        Self { usual, moved: HashMap::new() }
    }

    /// Where a trait of a shape or member stands, given where the shape or member itself does.
    pub(crate) fn of_trait(&self, owner: &ShapeId, at: &Pointer, id: &str) -> Pointer {
        let moved = if self.moved.is_empty() {
            None
        } else {
            self.moved.get(&(owner.clone(), id.to_owned()))
        };
        moved.cloned().unwrap_or_else(|| (self.usual)(at, id))
    }

    /// Notes that a trait of a shape or member stands elsewhere.
    pub(crate) fn set(&mut self, owner: &ShapeId, id: &str, at: Pointer) {
        self.moved.insert((owner.clone(), id.to_owned()), at);
    }

    /// Notes that a trait of a shape or member stands with it.
    pub(crate) fn reset(&mut self, owner: &ShapeId, id: &str) {
        self.moved.remove(&(owner.clone(), id.to_owned()));
    }
}
