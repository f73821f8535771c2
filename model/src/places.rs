//! Where the traits and targets of a model stand in its file.

use std::collections::HashMap;

use crate::{Member, Pointer, ShapeId};

/// The places of traits and targets, given where the shapes and members that have them stand.
pub(crate) struct Places {
    /// The key that members have their target in.
    target: &'static str,
    /// Where a trait stands that didn't move; each format has its own rule.
    usual: fn(&Pointer, &str) -> Pointer,
    /// By the shape or member and the trait: those that a mixin or `apply` brought from elsewhere.
    moved: HashMap<(ShapeId, String), Pointer>,
}

impl Places {
    /// No trait has moved; `usual` says where one stands from the place of its shape and its id,
    /// `target` is the key that members have their target in.
    pub(crate) fn new(target: &'static str, usual: fn(&Pointer, &str) -> Pointer) -> Self {
        Self { target, usual, moved: HashMap::new() }
    }

    /// Where the target of a member stands.
    pub(crate) fn of_target(&self, member: &Member) -> Pointer {
        member.at.join(self.target)
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
