//! The parts of the model that the module doesn't have, apart from single members.

use shapesmith_model::ShapeId;

use super::{ConstraintUses, Lowering};
use crate::policy::ConstraintKind;
use crate::rust::{Enforcement, Patterns, Skipped};

impl<'a> Lowering<'a> {
    /// Returns the shapes, operations, resources and services of the model that don't belong to the service, and those that
    /// have no type of their own.
    pub fn unreached(&self) -> Vec<Skipped> {
        let (model, service) = (self.model, self.service);
        let shapes = model.shapes.values();
        let shapes =
            shapes.filter(|shape| !self.usage.contains_key(&shape.id) && !shape.at.0.is_empty());
        let services = model.services.keys().filter(|id| **id != service.id);
        let operations = model.operations.keys().filter(|id| !service.operations.contains(id));
        let resources = model.resources.keys();
        let skipped = |reason: &'static str| move |id: &ShapeId| Skipped::new(id.clone(), reason);
        shapes
            .map(|shape| &shape.id)
            .map(skipped("no operation reaches it"))
            .chain(services.map(skipped("it is another service")))
            .chain(operations.map(skipped("the service doesn't have this operation")))
            .chain(
                resources
                    .map(skipped("resources have no type; their operations are the service's")),
            )
            .collect()
    }

    /// Returns the patterns that the service's shapes and members have, except those that the policy disables. A comparison
    /// needs only those of rules, so for it there are none.
    pub fn modelled_patterns(&self, constraints: &ConstraintUses<'_>) -> Vec<(ShapeId, &'a str)> {
        if self.is_for_comparison() {
            return Vec::new();
        }
        let patterns = self.shapes().flat_map(|shape| {
            let own = shape.traits.pattern().map(|text| (shape.id.clone(), text));
            let members = shape.members().into_iter().filter_map(|member| {
                member.traits.pattern().map(|text| (member.id(&shape.id), text))
            });
            own.into_iter().chain(members)
        });
        let is_disabled = |id: &ShapeId| constraints.is_disabled(id, ConstraintKind::Pattern);
        patterns.filter(|(origin, _)| !is_disabled(origin)).collect()
    }
}

/// Returns an entry for each pattern that isn't enforced as it stands.
pub fn inexact_patterns(modelled: &[(ShapeId, &str)], patterns: &Patterns) -> Vec<Skipped> {
    let inexact = modelled.iter().filter_map(|(origin, text)| {
        let reason = inexactness(&patterns.enforcement(text)?)?;
        let pattern = Some((*text).to_owned());
        Some(Skipped { pattern, ..Skipped::new(origin.clone(), reason) })
    });
    inexact.collect()
}

/// Returns how the enforcement of a pattern differs from what it says, if it does.
fn inexactness(enforcement: &Enforcement) -> Option<String> {
    match enforcement {
        Enforcement::Exact | Enforcement::Everything => None,
        Enforcement::Approximated(why) => {
            Some(format!("more than its pattern says is taken as valid: {why}"))
        }
        Enforcement::Nothing => {
            Some("no value matches its pattern, which isn't enforced".to_owned())
        }
        Enforcement::Unsupported(why) => Some(format!("its pattern isn't enforced: {why}")),
    }
}
