//! Results of lowering besides items: members that are left out, and the decisions of the policy that were used.

use std::collections::BTreeSet;

use shapesmith_model::ShapeId;

use crate::policy::ConstraintKind;
use crate::rust::Skipped;

/// The results of lowering an item besides the item.
#[derive(Default)]
pub struct Findings<'a> {
    /// The members that were left out, in model order.
    pub skipped: Vec<Skipped>,
    /// The decisions of the policy about constraints that were used.
    pub constraints: ConstraintUses<'a>,
}

/// The decisions of the policy about constraints that were used.
#[derive(Default)]
pub struct ConstraintUses<'a> {
    /// The decisions of single shapes that concern a constraint of the service, by the id of the deciding shape.
    pub decided: BTreeSet<(&'a ShapeId, ConstraintKind)>,
    /// The constraints that aren't checked because of the policy, by the shape or member that has them.
    pub disabled: BTreeSet<(ShapeId, ConstraintKind)>,
}

impl<'a> Findings<'a> {
    /// Adds other findings.
    pub fn extend(&mut self, other: Self) {
        self.skipped.extend(other.skipped);
        self.constraints.extend(other.constraints);
    }
}

impl<'a> ConstraintUses<'a> {
    /// Adds other uses.
    pub fn extend(&mut self, other: Self) {
        self.decided.extend(other.decided);
        self.disabled.extend(other.disabled);
    }

    /// Returns whether a constraint of this shape or member isn't checked because of the policy.
    pub fn is_disabled(&self, origin: &ShapeId, kind: ConstraintKind) -> bool {
        !self.disabled.is_empty() && self.disabled.contains(&(origin.clone(), kind))
    }

    /// Returns an entry for each constraint that isn't checked because of the policy.
    pub fn to_skipped(&self) -> impl Iterator<Item = Skipped> {
        self.disabled.iter().map(|(origin, kind)| {
            let reason = format!("the policy says that `{}` isn't checked", kind.name());
            Skipped::new(origin.clone(), reason)
        })
    }
}
