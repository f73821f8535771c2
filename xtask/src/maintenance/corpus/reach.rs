//! What of a model the chosen operations have nothing to do with, by the model alone.

use std::collections::BTreeSet;

use shapesmith::rust::Api;
use shapesmith_model::{Model, ShapeId};

use super::conserve;

/// The shapes of the model's file that neither are the service and its chosen operations nor are reached by them.
///
/// Selection finds what to keep from the items of the module; this knows nothing of them.
pub fn left_out<'a>(model: &'a Model, chosen: &Api) -> BTreeSet<&'a ShapeId> {
    let services = model.services.get(&chosen.origin).into_iter();
    let operations = chosen.operations.iter();
    let operations = operations.filter_map(|chosen| model.operations.get(&chosen.origin));
    let bodies = operations.clone().flat_map(|operation| {
        operation.input.iter().chain(&operation.output).chain(&operation.errors)
    });
    let mut open: Vec<&ShapeId> =
        bodies.chain(services.clone().flat_map(|service| &service.errors)).collect();
    let mut reached: BTreeSet<&ShapeId> = services.map(|service| &service.id).collect();
    reached.extend(operations.map(|operation| &operation.id));
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            let shape = model.shape(id).into_iter();
            open.extend(shape.flat_map(|shape| shape.members()).map(|member| &member.target));
        }
    }
    conserve::read(model).filter(|id| !reached.contains(id)).collect()
}
