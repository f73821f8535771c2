//! The traits that members inherit from their targets.

use std::collections::HashMap;

use super::effective_trait::{EffectiveTrait, EffectiveTraitSet};
use crate::diff::versions::Versions;
use crate::{Member, Shape, ShapeId};

/// The traits that members inherit from simple shapes, lists and maps, by the old ID of the shape. The shapes are those with
/// changed traits. A change of a trait that every member overrides has no effect.
pub(super) struct InheritedTraits<'a> {
    by_shape: HashMap<&'a ShapeId, EffectiveTraitSet>,
}

impl<'a> InheritedTraits<'a> {
    /// Creates empty sets for all shapes with changed traits.
    pub(super) fn new(versions: &Versions<'a>) -> Self {
        let is_relevant = |(old, new): &&(&Shape, &Shape)| {
            !old.kind.is_named() && !new.kind.is_named() && old.traits != new.traits
        };
        let shapes = versions.pairing.shapes.iter().filter(is_relevant);
        Self { by_shape: shapes.map(|(old, _)| (&old.id, EffectiveTraitSet::default())).collect() }
    }

    /// Returns the traits that any member inherits from a shape.
    pub(super) fn of_shape(&self, id: &ShapeId) -> EffectiveTraitSet {
        self.by_shape.get(id).copied().unwrap_or_default()
    }

    /// Adds a trait that a member inherits from its target.
    pub(super) fn insert(&mut self, target: &ShapeId, inherited: EffectiveTrait) {
        if let Some(traits) = self.by_shape.get_mut(target) {
            traits.insert(inherited);
        }
    }

    /// Adds all traits that a member inherits from its target.
    pub(super) fn insert_all(&mut self, member: &Member) {
        if self.by_shape.is_empty() {
            return;
        }
        if let Some(traits) = self.by_shape.get_mut(&member.target) {
            for of_target in EffectiveTrait::ALL {
                if !member.traits.has(of_target.id()) {
                    traits.insert(of_target);
                }
            }
        }
    }
}
