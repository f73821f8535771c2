//! The shapes of a model that the selected operations don't reach, found in the model alone.

use std::collections::BTreeSet;

use shapesmith::rust::Api;
use shapesmith_model::{Model, ShapeId};

use super::accounting;

/// Returns the shapes of the model's file that aren't the service, one of the selected operations, or reached by them.
///
/// The selection is computed from the items of the module. This is independent of it, so that it can be checked.
pub fn find_unreached_shapes<'a>(model: &'a Model, selected: &Api) -> BTreeSet<&'a ShapeId> {
    let services = model.services.get(&selected.origin).into_iter();
    let operations = selected.operations.iter();
    let operations = operations.filter_map(|selected| model.operations.get(&selected.origin));
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
    accounting::file_shapes(model).filter(|id| !reached.contains(id)).collect()
}
