//! What a change is found at: enough to make its place and what it touches, borrowed until there is a change.

use crate::{Pointer, ShapeId};

use super::Place;
use super::side::Directions;

/// Where a comparison looks.
#[derive(Clone, Copy)]
pub(super) struct Spot<'s> {
    pub(super) id: &'s ShapeId,
    pub(super) member: Option<&'s str>,
    pub(super) part: Option<&'s str>,
    pub(super) old: Option<&'s Pointer>,
    pub(super) new: Option<&'s Pointer>,
    pub(super) area: Area<'s>,
}

/// What is touched by what changes at a spot.
#[derive(Clone, Copy)]
pub(super) enum Area<'s> {
    /// The service as a whole.
    Service,
    /// These operations of the service, by an error that they all have.
    Operations(&'s [&'s ShapeId]),
    /// One operation.
    Operation(Directions),
    /// All operations that the shape is part of, before or after.
    Shape { old: Option<&'s ShapeId>, new: Option<&'s ShapeId> },
}

/// In which order reports have the kinds of places.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Service,
    Operation,
    Shape,
}

impl<'s> Spot<'s> {
    pub(super) fn member(
        self,
        name: &'s str,
        old: Option<&'s Pointer>,
        new: Option<&'s Pointer>,
    ) -> Self {
        Self { member: Some(name), old, new, ..self }
    }

    pub(super) fn part(self, part: &'s str) -> Self {
        Self { part: Some(part), ..self }
    }

    pub(super) fn touching(self, directions: Directions) -> Self {
        Self { area: Area::Operation(directions), ..self }
    }

    pub(super) fn place(&self) -> Place {
        let id = self.member.map_or_else(|| self.id.clone(), |name| self.id.with_member(name));
        Place { id, part: self.part.map(str::to_owned) }
    }

    pub(super) fn rank(&self) -> Rank {
        match self.area {
            Area::Service | Area::Operations(_) => Rank::Service,
            Area::Operation(_) => Rank::Operation,
            Area::Shape { .. } => Rank::Shape,
        }
    }
}
