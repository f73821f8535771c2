//! The part of a service that is being compared.

use crate::diff::Place;
use crate::diff::versions::Directions;
use crate::{Operation, Pointer, Service, Shape, ShapeId};

/// The part of a service that is being compared: all that a change of it needs, borrowed until there is a change.
#[derive(Clone, Copy)]
pub(super) struct Subject<'s> {
    id: &'s ShapeId,
    member: Option<&'s str>,
    part: Option<&'s str>,
    pub(super) old: Option<&'s Pointer>,
    pub(super) new: Option<&'s Pointer>,
    pub(super) scope: Scope<'s>,
}

/// The operations that a change of a subject affects.
#[derive(Clone, Copy)]
pub(super) enum Scope<'s> {
    /// The service as a whole.
    Service,
    /// The errors of these operations.
    Errors(&'s [&'s ShapeId]),
    /// The operation that is the subject.
    Operation(Directions),
    /// All operations that use the shape in either version.
    Shape { old: Option<&'s ShapeId>, new: Option<&'s ShapeId> },
}

/// The kind of a place, in the order of reports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Service,
    Operation,
    Shape,
}

impl<'s> Subject<'s> {
    fn new(id: &'s ShapeId, scope: Scope<'s>) -> Self {
        Self { id, member: None, part: None, old: None, new: None, scope }
    }

    /// Creates the subject for a service in both versions.
    pub(super) fn service(old: &'s Service, new: &'s Service) -> Self {
        Self { old: Some(&old.at), new: Some(&new.at), ..Self::new(&new.id, Scope::Service) }
    }

    /// Creates the subject for an operation in both versions.
    pub(super) fn operation(old: &'s Operation, new: &'s Operation) -> Self {
        let scope = Scope::Operation(Directions::INPUT_AND_OUTPUT);
        Self { old: Some(&old.at), new: Some(&new.at), ..Self::new(&new.id, scope) }
    }

    /// Creates the subject for an operation that is only in the old version.
    pub(super) fn removed_operation(operation: &'s Operation) -> Self {
        Self { old: Some(&operation.at), ..Self::one_sided_operation(operation) }
    }

    /// Creates the subject for an operation that is only in the new version.
    pub(super) fn added_operation(operation: &'s Operation) -> Self {
        Self { new: Some(&operation.at), ..Self::one_sided_operation(operation) }
    }

    fn one_sided_operation(operation: &'s Operation) -> Self {
        let error = !operation.errors.is_empty();
        let directions = Directions { error, ..Directions::INPUT_AND_OUTPUT };
        Self::new(&operation.id, Scope::Operation(directions))
    }

    /// Creates the subject for a shape in both versions.
    pub(super) fn shape(old: &'s Shape, new: &'s Shape) -> Self {
        let scope = Scope::Shape { old: Some(&old.id), new: Some(&new.id) };
        Self { old: Some(&old.at), new: Some(&new.at), ..Self::new(&new.id, scope) }
    }

    /// Creates the subject for a shape that is only in the old version.
    pub(super) fn removed_shape(shape: &'s Shape) -> Self {
        let scope = Scope::Shape { old: Some(&shape.id), new: None };
        Self { old: Some(&shape.at), ..Self::new(&shape.id, scope) }
    }

    /// Creates the subject for a shape that is only in the new version.
    pub(super) fn added_shape(shape: &'s Shape) -> Self {
        let scope = Scope::Shape { old: None, new: Some(&shape.id) };
        Self { new: Some(&shape.at), ..Self::new(&shape.id, scope) }
    }

    /// Returns the subject for a member of the shape.
    pub(super) fn member(
        self,
        name: &'s str,
        old: Option<&'s Pointer>,
        new: Option<&'s Pointer>,
    ) -> Self {
        Self { member: Some(name), old, new, ..self }
    }

    /// Returns the subject for a part that has no ID of its own.
    pub(super) fn part(self, part: &'s str) -> Self {
        Self { part: Some(part), ..self }
    }

    /// Returns the subject with other places in the two files.
    pub(super) fn pointers(self, old: Option<&'s Pointer>, new: Option<&'s Pointer>) -> Self {
        Self { old, new, ..self }
    }

    /// Returns the subject for an error of the service that these operations have because of it.
    pub(super) fn service_error(self, error: &'s str, operations: &'s [&'s ShapeId]) -> Self {
        Self { scope: Scope::Errors(operations), ..self.part(error) }
    }

    /// Returns the subject for these messages of the operation.
    pub(super) fn messages(self, directions: Directions) -> Self {
        Self { scope: Scope::Operation(directions), ..self }
    }

    /// Returns the ID of the service, operation or shape.
    pub(super) fn id(&self) -> &'s ShapeId {
        self.id
    }

    /// Returns the place of changes of the subject.
    pub(super) fn place(&self) -> Place {
        let id = self.member.map_or_else(|| self.id.clone(), |name| self.id.with_member(name));
        Place { id, part: self.part.map(str::to_owned) }
    }

    /// Returns the kind of the place.
    pub(super) fn rank(&self) -> Rank {
        match self.scope {
            Scope::Service | Scope::Errors(_) => Rank::Service,
            Scope::Operation(_) => Rank::Operation,
            Scope::Shape { .. } => Rank::Shape,
        }
    }
}
