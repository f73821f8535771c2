//! One version of a service, with the operations that use each shape.

use std::collections::HashMap;

use crate::closure::{OperationPart, visit_operation_shapes};
use crate::{Model, Operation, Service, Shape, ShapeId};

/// A version of a service.
pub(in crate::diff) struct Side<'a> {
    pub(in crate::diff) model: &'a Model,
    pub(in crate::diff) service: &'a Service,
    /// The shapes in the closure of the service, each with the operations that use it.
    uses: HashMap<&'a ShapeId, Vec<Use>>,
    message_roles: HashMap<&'a ShapeId, MessageRoles>,
}

/// The messages that consist of a structure.
#[derive(Clone, Copy, Default)]
pub(in crate::diff) struct MessageRoles {
    /// Whether the structure is the input of an operation.
    pub(in crate::diff) input: bool,
    /// Whether the structure is the output of an operation, or an error.
    pub(in crate::diff) output: bool,
}

/// The use of a shape in an operation.
#[derive(Clone, Copy)]
struct Use {
    /// The position of the operation among those of the service.
    operation: usize,
    directions: Directions,
}

/// A set of message types.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::diff) struct Directions {
    pub(in crate::diff) input: bool,
    pub(in crate::diff) output: bool,
    pub(in crate::diff) error: bool,
}

impl<'a> Side<'a> {
    pub(super) fn new((model, service): (&'a Model, &'a Service)) -> Self {
        let mut uses: Vec<Vec<Use>> = vec![Vec::new(); model.shapes.len()];
        visit_operation_shapes(model, service, |shape, operation, part| {
            let Some(uses) = uses.get_mut(shape) else { return };
            if uses.last().is_none_or(|last| last.operation != operation) {
                uses.push(Use { operation, directions: Directions::default() });
            }
            if let Some(last) = uses.last_mut() {
                last.directions.insert(part);
            }
        });
        let uses = model.shapes.keys().zip(uses).filter(|(_, uses)| !uses.is_empty());
        let message_roles = message_roles(model, service);
        Self { model, service, uses: uses.collect(), message_roles }
    }

    /// Returns the shape with this ID, whether the service uses it or not.
    pub(in crate::diff) fn shape(&self, id: &ShapeId) -> Option<&'a Shape> {
        self.model.shapes.get(id)
    }

    /// Returns the shape with this ID if the service uses it.
    pub(in crate::diff) fn used_shape(&self, id: &ShapeId) -> Option<&'a Shape> {
        self.shape(id).filter(|shape| self.uses.contains_key(&shape.id))
    }

    /// Returns the shapes that the service uses, in byte order of their IDs.
    pub(super) fn used_shapes(&self) -> impl Iterator<Item = &'a Shape> {
        self.model.shapes.values().filter(|shape| self.uses.contains_key(&shape.id))
    }

    /// Returns the operations of the service.
    pub(in crate::diff) fn operations(&self) -> impl Iterator<Item = &'a Operation> + use<'a> {
        self.model.operations_of(self.service)
    }

    /// Returns the operations that use a shape.
    pub(in crate::diff) fn operations_with(
        &self,
        id: &ShapeId,
    ) -> impl Iterator<Item = (&'a ShapeId, Directions)> {
        let operations = &self.service.operations;
        let uses = self.uses.get(id).into_iter().flatten();
        uses.filter_map(|it| Some((operations.get(it.operation)?, it.directions)))
    }

    /// Returns the messages that consist of this structure.
    pub(in crate::diff) fn message_roles(&self, id: &ShapeId) -> MessageRoles {
        self.message_roles.get(id).copied().unwrap_or_default()
    }
}

fn message_roles<'a>(model: &'a Model, service: &'a Service) -> HashMap<&'a ShapeId, MessageRoles> {
    let mut roles: HashMap<&ShapeId, MessageRoles> = HashMap::new();
    for operation in model.operations_of(service) {
        operation.input.iter().for_each(|id| roles.entry(id).or_default().input = true);
        let received = operation.output.iter().chain(&operation.errors);
        received.for_each(|id| roles.entry(id).or_default().output = true);
    }
    service.errors.iter().for_each(|id| roles.entry(id).or_default().output = true);
    roles
}

impl Directions {
    pub(in crate::diff) const INPUT: Self = Self { input: true, output: false, error: false };
    pub(in crate::diff) const OUTPUT: Self = Self { input: false, output: true, error: false };
    pub(in crate::diff) const ERROR: Self = Self { input: false, output: false, error: true };
    pub(in crate::diff) const INPUT_AND_OUTPUT: Self =
        Self { input: true, output: true, error: false };

    fn insert(&mut self, part: OperationPart) {
        match part {
            OperationPart::Input => self.input = true,
            OperationPart::Output => self.output = true,
            OperationPart::Error => self.error = true,
        }
    }

    /// Returns the message types of either set.
    pub(in crate::diff) fn union(self, other: Self) -> Self {
        Self {
            input: self.input || other.input,
            output: self.output || other.output,
            error: self.error || other.error,
        }
    }
}

impl MessageRoles {
    /// Returns the messages of either.
    pub(in crate::diff) fn union(self, other: Self) -> Self {
        Self { input: self.input || other.input, output: self.output || other.output }
    }
}
