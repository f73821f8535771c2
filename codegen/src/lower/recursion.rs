//! Finds the members that must be boxed or optional because shapes contain themselves.

use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::{Member, Model, Shape, ShapeId, ShapeKind, Usage};

use crate::graph::find_cycles;

type Edges<'a> = BTreeMap<&'a ShapeId, BTreeSet<&'a ShapeId>>;

/// The cycles of structures and unions that hold each other inline. Lists and maps store their entries behind a pointer, so that
/// no cycle goes through them.
pub struct Recursion<'a> {
    /// The cycles through all members, as a number for each shape on one.
    held: BTreeMap<&'a ShapeId, usize>,
    /// The cycles through required members of structures.
    required: BTreeMap<&'a ShapeId, usize>,
}

impl<'a> Recursion<'a> {
    /// Finds the cycles among the shapes in use.
    pub fn new(model: &'a Model, usage: &'a BTreeMap<ShapeId, Usage>) -> Self {
        let (mut held, mut required) = (Edges::new(), Edges::new());
        for shape in usage.keys().filter_map(|id| model.shape(id)) {
            let (ShapeKind::Structure(members) | ShapeKind::Union(members)) = &shape.kind else {
                continue;
            };
            let is_structure = matches!(shape.kind, ShapeKind::Structure(_));
            for member in members.iter().filter(|member| is_inline(model, member)) {
                held.entry(&shape.id).or_default().insert(&member.target);
                if is_structure && member.traits.is_required() {
                    required.entry(&shape.id).or_default().insert(&member.target);
                }
            }
        }
        Self { held: find_cycles(&held), required: find_cycles(&required) }
    }

    /// Returns whether the member's type needs a `Box`: at some depth its value can hold a value of the owner.
    pub fn needs_box(&self, owner: &Shape, member: &Member) -> bool {
        are_on_one_cycle(&self.held, owner, member)
    }

    /// Returns whether the owner would have no finite value if the member were required.
    pub fn is_infinite_if_required(&self, owner: &Shape, member: &Member) -> bool {
        are_on_one_cycle(&self.required, owner, member)
    }
}

fn are_on_one_cycle(cycles: &BTreeMap<&ShapeId, usize>, owner: &Shape, member: &Member) -> bool {
    let cycle = cycles.get(&owner.id);
    cycle.is_some() && cycle == cycles.get(&member.target)
}

/// Returns whether the member's value is stored inline in its owner.
fn is_inline(model: &Model, member: &Member) -> bool {
    let target = model.shape(&member.target).map(|shape| &shape.kind);
    matches!(target, Some(ShapeKind::Structure(_) | ShapeKind::Union(_)))
}
