//! Maps parts of a model to their locations in the files that it was read from.

use std::collections::HashMap;

use crate::{Member, Pointer, ShapeId};

/// The locations of traits and targets in the model's file.
pub(crate) struct SourceMap {
    /// The key of a member's target.
    target_key: &'static str,
    /// Returns the usual location of a trait, given the location of its shape or member.
    usual_pointer: fn(&Pointer, &str) -> Pointer,
    /// The locations of traits that come from a mixin or an `apply` statement, by shape or member and trait.
    moved: HashMap<(ShapeId, String), Pointer>,
}

impl SourceMap {
    /// Creates a map in which every trait is in its usual location.
    ///
    /// `target_key` is the key of a member's target. `usual_pointer` returns the location of a trait, given the
    /// location of its shape or member and its id.
    pub(crate) fn new(
        target_key: &'static str,
        usual_pointer: fn(&Pointer, &str) -> Pointer,
    ) -> Self {
        Self { target_key, usual_pointer, moved: HashMap::new() }
    }

    /// Returns the location of a member's target.
    pub(crate) fn target_pointer(&self, member: &Member) -> Pointer {
        member.at.join(self.target_key)
    }

    /// Returns the location of a trait of the shape or member `owner`, which is at `at`.
    pub(crate) fn trait_pointer(&self, owner: &ShapeId, at: &Pointer, trait_id: &str) -> Pointer {
        let moved = if self.moved.is_empty() {
            None
        } else {
            self.moved.get(&(owner.clone(), trait_id.to_owned()))
        };
        moved.cloned().unwrap_or_else(|| (self.usual_pointer)(at, trait_id))
    }

    /// Records that a trait of a shape or member is in another location.
    pub(crate) fn set_trait_pointer(&mut self, owner: &ShapeId, trait_id: &str, at: Pointer) {
        self.moved.insert((owner.clone(), trait_id.to_owned()), at);
    }

    /// Records that a trait of a shape or member is in its usual location.
    pub(crate) fn reset_trait_pointer(&mut self, owner: &ShapeId, trait_id: &str) {
        self.moved.remove(&(owner.clone(), trait_id.to_owned()));
    }
}

/// The origins of the parts of a document that was merged from several files.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    /// From the number of a file and a location in it to the file and location that the part comes from.
    parts: HashMap<(usize, Pointer), (usize, Pointer)>,
}

impl Origins {
    /// Records that the part at `merged` comes from `origin`, which is in a file that was merged later.
    pub(crate) fn record(&mut self, merged: (usize, Pointer), origin: (usize, Pointer)) {
        self.parts.insert(merged, origin);
    }

    /// Returns the origin of a location, or `None` if it isn't in or below a part from another file.
    pub(crate) fn find(&self, file: usize, at: &Pointer) -> Option<(usize, Pointer)> {
        let mut found = None;
        while let Some(next) = self.find_once(found.as_ref().unwrap_or(&(file, at.clone()))) {
            found = Some(next);
        }
        found
    }

    /// Returns the origin of a location, which may itself be in a part that comes from another file.
    fn find_once(&self, (file, at): &(usize, Pointer)) -> Option<(usize, Pointer)> {
        if self.parts.is_empty() {
            return None;
        }
        let mut end = at.0.len();
        loop {
            let (prefix, rest) = at.0.split_at_checked(end)?;
            if let Some((file, origin)) = self.parts.get(&(*file, Pointer(prefix.to_owned()))) {
                return Some((*file, Pointer(format!("{}{rest}", origin.0))));
            }
            end = prefix.rfind('/')?;
        }
    }
}

/// A file that is merged into a model, for recording where the merged parts come from.
pub(crate) struct SideFile<'o> {
    /// The number of the file with the model.
    pub(crate) model: usize,
    /// The number of the side file.
    pub(crate) number: usize,
    pub(crate) origins: &'o mut Origins,
}

impl SideFile<'_> {
    /// Records that what is at `merged` in the model's file comes from `origin` in this file.
    pub(crate) fn record_origin(&mut self, merged: Pointer, origin: Pointer) {
        self.origins.record((self.model, merged), (self.number, origin));
    }
}
