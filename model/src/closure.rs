//! Which shapes a service uses, in which direction they travel, and in which operations.

use std::collections::{BTreeMap, HashMap};

use crate::{Model, Service, ShapeId};

/// How a service uses a shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// Whether callers send it: it is reached from the input of an operation.
    pub sent: bool,
    /// Whether callers receive it: it is reached from the output or an error of an operation.
    pub received: bool,
    /// The operations that it is part of, as ascending places in [`Service::operations`].
    ///
    /// Shapes are part of hundreds of operations, so these are numbers; [`Usage::operations`]
    /// gives the ids.
    pub operation_places: Vec<usize>,
}

impl Usage {
    /// The operations that the shape is part of, in byte order; `service` is the one that was asked about.
    pub fn operations<'a>(&'a self, service: &'a Service) -> impl Iterator<Item = &'a ShapeId> {
        self.operation_places.iter().filter_map(|place| service.operations.get(*place))
    }
}

/// In which part of an operation a shape is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Input,
    Output,
    /// An error, those of the service included.
    Error,
}

/// How the service uses each data shape that it reaches; others aren't in the result.
///
/// Shapes are reached from inputs, outputs and errors over the targets of members, event streams and
/// the keys of maps included. Errors of the service are part of each of its operations.
///
/// It takes the time to walk from each operation over all it reaches, without recursion.
/// ([Smithy: service closure](https://smithy.io/2.0/spec/service-types.html#service-closure))
pub fn usage(model: &Model, service: &Service) -> BTreeMap<ShapeId, Usage> {
    let mut usages = vec![Usage::default(); model.shapes.len()];
    walk(model, service, |shape, place, part| {
        let Some(usage) = usages.get_mut(shape) else { return };
        match part {
            Part::Input => usage.sent = true,
            Part::Output | Part::Error => usage.received = true,
        }
        if usage.operation_places.last() != Some(&place) {
            usage.operation_places.push(place);
        }
    });
    let used = model.shapes.keys().zip(usages).filter(|(_, usage)| usage.sent || usage.received);
    used.map(|(id, usage)| (id.clone(), usage)).collect()
}

/// Tells for each shape, by its place among the model's, in which part of which operation it is. Operations come in
/// order.
pub(crate) fn walk(model: &Model, service: &Service, mut note: impl FnMut(usize, usize, Part)) {
    let graph = Graph::new(model);
    let mut walk = Walk { graph: &graph, seen: vec![0; graph.targets.len()], round: 0 };
    for (place, id) in service.operations.iter().enumerate() {
        let Some(operation) = model.operations.get(id) else {
            continue;
        };
        let mut part = |roots: &mut dyn Iterator<Item = &ShapeId>, part| {
            walk.reach(roots).into_iter().for_each(|shape| note(shape, place, part));
        };
        part(&mut operation.input.iter(), Part::Input);
        part(&mut operation.output.iter(), Part::Output);
        part(&mut operation.errors.iter().chain(&service.errors), Part::Error);
    }
}

/// The shapes as numbers, with those that each one's members target.
struct Graph<'a> {
    numbers: HashMap<&'a ShapeId, usize>,
    targets: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn new(model: &'a Model) -> Self {
        let numbers: HashMap<&ShapeId, usize> =
            model.shapes.keys().enumerate().map(|(place, id)| (id, place)).collect();
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

/// Walks over the graph, many times over without clearing the marks in between.
struct Walk<'a> {
    graph: &'a Graph<'a>,
    /// In which round each shape was seen last.
    seen: Vec<usize>,
    round: usize,
}

impl Walk<'_> {
    /// Everything reached from the roots, themselves included.
    fn reach<'i>(&mut self, roots: impl Iterator<Item = &'i ShapeId>) -> Vec<usize> {
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
