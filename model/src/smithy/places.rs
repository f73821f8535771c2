//! Where the parts of a Smithy model stand, in so far as it isn't where their shape stands.

use std::collections::HashMap;

use crate::{Pointer, ShapeId};

/// The places of traits that came to their shape or member by a mixin or `apply`.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// By the shape or member and the trait.
    moved: HashMap<(ShapeId, String), Pointer>,
}

impl Places {
    /// Where a trait of a shape or member stands, given where the shape or member itself does.
    pub(crate) fn of_trait(&self, owner: &ShapeId, at: &Pointer, id: &str) -> Pointer {
        let moved = if self.moved.is_empty() {
            None
        } else {
            self.moved.get(&(owner.clone(), id.to_owned()))
        };
        moved.cloned().unwrap_or_else(|| at.join("traits").join(id))
    }

    /// Notes that a trait of a shape or member stands elsewhere.
    pub(super) fn set(&mut self, owner: &ShapeId, id: &str, at: Pointer) {
        self.moved.insert((owner.clone(), id.to_owned()), at);
    }

    /// Notes that a trait of a shape or member stands with it.
    pub(super) fn reset(&mut self, owner: &ShapeId, id: &str) {
        self.moved.remove(&(owner.clone(), id.to_owned()));
    }
}
