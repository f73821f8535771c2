//! Which members must be boxed, and which can't be plain values, because shapes contain themselves.

use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::{Member, Model, Shape, ShapeId, ShapeKind, Usage};

use crate::graph::find_cycles;

type Edges<'a> = BTreeMap<&'a ShapeId, BTreeSet<&'a ShapeId>>;

/// The cycles of structures and unions that hold each other directly. Lists and maps hold their
/// entries behind a pointer and end a cycle.
pub struct Recursion<'a> {
    held: BTreeMap<&'a ShapeId, usize>,
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
            for member in members.iter().filter(|member| holds(model, member)) {
                held.entry(&shape.id).or_default().insert(&member.target);
                if is_structure && member.traits.is_required() {
                    required.entry(&shape.id).or_default().insert(&member.target);
                }
            }
        }
        Self { held: find_cycles(&held), required: find_cycles(&required) }
    }

    /// Whether the member's value needs a box: it may hold, at any depth, another of its owner.
    pub fn needs_box(&self, owner: &Shape, member: &Member) -> bool {
        same(&self.held, owner, member)
    }

    /// Whether requiring the member would leave no finite value of its owner.
    pub fn is_infinite_if_required(&self, owner: &Shape, member: &Member) -> bool {
        same(&self.required, owner, member)
    }
}

fn same(cycles: &BTreeMap<&ShapeId, usize>, owner: &Shape, member: &Member) -> bool {
    let cycle = cycles.get(&owner.id);
    cycle.is_some() && cycle == cycles.get(&member.target)
}

/// Whether the member's value is part of its owner's memory.
fn holds(model: &Model, member: &Member) -> bool {
    let target = model.shape(&member.target).map(|shape| &shape.kind);
    matches!(target, Some(ShapeKind::Structure(_) | ShapeKind::Union(_)))
}
