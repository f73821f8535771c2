//! One side of a comparison: a model, its service, and where in which operation each shape is.

use std::collections::HashMap;

use crate::closure::{Part, walk};
use crate::{Model, Operation, Service, Shape, ShapeId};

/// A version of the service.
pub(super) struct Side<'a> {
    pub(super) model: &'a Model,
    pub(super) service: &'a Service,
    /// The shapes that the service reaches, each with the operations that it is part of.
    reached: HashMap<&'a ShapeId, Vec<Use>>,
    /// The structures that are whole messages.
    pub(super) tops: HashMap<&'a ShapeId, Tops>,
}

/// Of what a structure is the whole.
#[derive(Clone, Copy, Default)]
pub(super) struct Tops {
    /// Of the input of an operation.
    pub(super) input: bool,
    /// Of the output of an operation, or of an error.
    pub(super) output: bool,
}

/// Where in an operation a shape is.
#[derive(Clone, Copy)]
pub(super) struct Use {
    /// The place of the operation among those of the service.
    operation: usize,
    pub(super) directions: Directions,
}

/// In which directions something travels.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Directions {
    pub(super) input: bool,
    pub(super) output: bool,
    pub(super) error: bool,
}

impl<'a> Side<'a> {
    pub(super) fn new((model, service): (&'a Model, &'a Service)) -> Self {
        let mut uses: Vec<Vec<Use>> = vec![Vec::new(); model.shapes.len()];
        walk(model, service, |shape, operation, part| {
            let Some(uses) = uses.get_mut(shape) else { return };
            if uses.last().is_none_or(|last| last.operation != operation) {
                uses.push(Use { operation, directions: Directions::default() });
            }
            if let Some(last) = uses.last_mut() {
                last.directions.add(part);
            }
        });
        let reached = model.shapes.keys().zip(uses).filter(|(_, uses)| !uses.is_empty());
        Self { model, service, reached: reached.collect(), tops: tops(model, service) }
    }

    /// The data shape with this id, wherever it is.
    pub(super) fn shape(&self, id: &ShapeId) -> Option<&'a Shape> {
        self.model.shapes.get(id)
    }

    /// The data shape with this id, if the service reaches it.
    pub(super) fn used(&self, id: &ShapeId) -> Option<&'a Shape> {
        self.shape(id).filter(|shape| self.reached.contains_key(&shape.id))
    }

    /// The shapes that the service reaches, in byte order of their ids.
    pub(super) fn shapes(&self) -> impl Iterator<Item = &'a Shape> {
        self.model.shapes.values().filter(|shape| self.reached.contains_key(&shape.id))
    }

    pub(super) fn operations(&self) -> impl Iterator<Item = &'a Operation> + use<'a> {
        self.model.operations_of(self.service)
    }

    /// The operations that a shape is part of.
    pub(super) fn uses(&self, id: &ShapeId) -> impl Iterator<Item = (&'a ShapeId, Directions)> {
        let operations = &self.service.operations;
        let uses = self.reached.get(id).into_iter().flatten();
        uses.filter_map(|of| Some((operations.get(of.operation)?, of.directions)))
    }
}

fn tops<'a>(model: &'a Model, service: &'a Service) -> HashMap<&'a ShapeId, Tops> {
    let mut tops: HashMap<&ShapeId, Tops> = HashMap::new();
    for operation in model.operations_of(service) {
        operation.input.iter().for_each(|id| tops.entry(id).or_default().input = true);
        let received = operation.output.iter().chain(&operation.errors);
        received.for_each(|id| tops.entry(id).or_default().output = true);
    }
    service.errors.iter().for_each(|id| tops.entry(id).or_default().output = true);
    tops
}

impl Directions {
    pub(super) const INPUT: Self = Self { input: true, output: false, error: false };
    pub(super) const OUTPUT: Self = Self { input: false, output: true, error: false };
    pub(super) const ERROR: Self = Self { input: false, output: false, error: true };
    pub(super) const BOTH: Self = Self { input: true, output: true, error: false };

    fn add(&mut self, part: Part) {
        match part {
            Part::Input => self.input = true,
            Part::Output => self.output = true,
            Part::Error => self.error = true,
        }
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self {
            input: self.input || other.input,
            output: self.output || other.output,
            error: self.error || other.error,
        }
    }
}
