//! Computes the closure of a service: the shapes that it uses, in which operations and in which direction.

use std::collections::{BTreeMap, HashMap};

use crate::{Model, Service, ShapeId};

/// How a service uses a shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// Whether callers send the shape: it is reachable from the input of an operation.
    pub sent: bool,
    /// Whether callers receive the shape: it is reachable from the output or an error of an operation.
    pub received: bool,
    /// The operations that use the shape, as ascending indexes into [`Service::operations`].
    ///
    /// These are indexes because a shape can be used by hundreds of operations. [`Usage::operations`] returns the ids.
    pub operation_indexes: Vec<usize>,
}

impl Usage {
    /// Returns the operations that use the shape, in byte order. `service` is the service of [`compute_usage`].
    pub fn operations<'a>(&'a self, service: &'a Service) -> impl Iterator<Item = &'a ShapeId> {
        self.operation_indexes.iter().filter_map(|index| service.operations.get(*index))
    }
}

/// The parts of an operation that use shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OperationPart {
    Input,
    Output,
    /// An error of the operation or of its service.
    Error,
}

/// Returns the usage of each data shape in the closure of a service.
///
/// A shape is in the closure if it is reachable from an input, output or error over the targets of members, including
/// event streams and the keys of maps. The errors of the service belong to each of its operations.
/// ([Smithy: service closure](https://smithy.io/2.0/spec/service-types.html#service-closure))
///
/// The time is proportional to the sum of the shapes that each operation reaches. The function doesn't recurse.
pub fn compute_usage(model: &Model, service: &Service) -> BTreeMap<ShapeId, Usage> {
    let mut usages = vec![Usage::default(); model.shapes.len()];
    visit_operation_shapes(model, service, |shape, operation, part| {
        let Some(usage) = usages.get_mut(shape) else { return };
        match part {
            OperationPart::Input => usage.sent = true,
            OperationPart::Output | OperationPart::Error => usage.received = true,
        }
        if usage.operation_indexes.last() != Some(&operation) {
            usage.operation_indexes.push(operation);
        }
    });
    let used = model.shapes.keys().zip(usages).filter(|(_, usage)| usage.sent || usage.received);
    used.map(|(id, usage)| (id.clone(), usage)).collect()
}

/// Visits the shapes that each part of each operation reaches.
///
/// `visit` gets the index of the shape in the model, the index of the operation in the service, and the part of the
/// operation. Operations are visited in their order.
pub(crate) fn visit_operation_shapes(
    model: &Model,
    service: &Service,
    mut visit: impl FnMut(usize, usize, OperationPart),
) {
    let graph = ShapeGraph::new(model);
    let mut search = Search { graph: &graph, seen: vec![0; graph.targets.len()], round: 0 };
    for (index, id) in service.operations.iter().enumerate() {
        let Some(operation) = model.operations.get(id) else {
            continue;
        };
        let mut visit_part = |roots: &mut dyn Iterator<Item = &ShapeId>, part| {
            search.find_reachable(roots).into_iter().for_each(|shape| visit(shape, index, part));
        };
        visit_part(&mut operation.input.iter(), OperationPart::Input);
        visit_part(&mut operation.output.iter(), OperationPart::Output);
        visit_part(&mut operation.errors.iter().chain(&service.errors), OperationPart::Error);
    }
}

/// The graph of shapes, which are numbered in the order of the model.
struct ShapeGraph<'a> {
    numbers: HashMap<&'a ShapeId, usize>,
    /// For each shape, the shapes that its members target.
    targets: Vec<Vec<usize>>,
}

impl<'a> ShapeGraph<'a> {
    fn new(model: &'a Model) -> Self {
        let numbers: HashMap<&ShapeId, usize> =
            model.shapes.keys().enumerate().map(|(number, id)| (id, number)).collect();
        let targets = model
            .shapes
            .values()
            .map(|shape| {
                let members = shape.members().into_iter();
                let mut targets: Vec<usize> =
                    members.filter_map(|member| numbers.get(&member.target).copied()).collect();
                targets.sort_unstable();
                targets.dedup();
                targets
            })
            .collect();
        Self { numbers, targets }
    }
}

/// A search through the graph that can be repeated without clearing the marks of visited shapes.
struct Search<'a> {
    graph: &'a ShapeGraph<'a>,
    /// For each shape, the round that visited it last.
    seen: Vec<usize>,
    round: usize,
}

impl Search<'_> {
    /// Returns the shapes that are reachable from the roots, including the roots.
    fn find_reachable<'i>(&mut self, roots: impl Iterator<Item = &'i ShapeId>) -> Vec<usize> {
        self.round += 1;
        let mut reached = Vec::new();
        for root in roots {
            if let Some(number) = self.graph.numbers.get(root) {
                self.visit(*number, &mut reached);
            }
        }
        let mut next = 0;
        while let Some(shape) = reached.get(next).copied() {
            next += 1;
            let graph = self.graph;
            for target in graph.targets.get(shape).into_iter().flatten() {
                self.visit(*target, &mut reached);
            }
        }
        reached
    }

    fn visit(&mut self, shape: usize, reached: &mut Vec<usize>) {
        if let Some(seen) = self.seen.get_mut(shape).filter(|seen| **seen != self.round) {
            *seen = self.round;
            reached.push(shape);
        }
    }
}
