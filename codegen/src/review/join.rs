//! Joins the changes of items to the changes of the model that they come from. None is lost: what comes from no change
//! of the model in its place is a finding of its own.

use std::collections::HashMap;

use shapesmith_model::diff::{Change, Difference, Kind, Place};
use shapesmith_model::{Model, ShapeId};

use super::explains::explains;
use super::{Finding, ItemChange, Review, Rust, alone};

/// How deep lists and maps are looked through for what a member holds.
const DEEPEST: usize = 16;

/// What an update means: what changed in the model, with the changes of items joined to it.
pub fn review(difference: Difference, items: Vec<ItemChange>, old: &Model, new: &Model) -> Review {
    let mut findings: Vec<Finding> = difference.changes.into_iter().map(finding).collect();
    let mut joined: Vec<Vec<ItemChange>> = Vec::new();
    let mut rest = Vec::new();
    {
        let flat: Vec<&Finding> = findings.iter().flat_map(Finding::all).collect();
        joined.resize(flat.len(), Vec::new());
        let causes = Causes::new(&flat, [old, new]);
        for item in items {
            match causes.of(&item).and_then(|number| joined.get_mut(number)) {
                Some(list) => list.push(item),
                None => rest.push(item),
            }
        }
    }
    let mut joined = joined.into_iter();
    for finding in &mut findings {
        settle(finding, &mut joined);
    }
    findings.extend(alone::findings(rest));
    Review { findings }
}

/// The findings by their places.
struct Causes<'a> {
    flat: &'a [&'a Finding],
    by_shape: HashMap<ShapeId, Vec<usize>>,
    by_place: HashMap<&'a Place, Vec<usize>>,
    by_part: HashMap<&'a str, Vec<usize>>,
    models: [&'a Model; 2],
}

impl<'a> Causes<'a> {
    fn new(flat: &'a [&'a Finding], models: [&'a Model; 2]) -> Self {
        let mut causes = Self {
            flat,
            by_shape: HashMap::new(),
            by_place: HashMap::new(),
            by_part: HashMap::new(),
            models,
        };
        for (number, finding) in flat.iter().enumerate() {
            causes.by_place.entry(&finding.place).or_default().push(number);
            if let Some(part) = &finding.place.part {
                causes.by_part.entry(part).or_default().push(number);
            }
            causes.by_shape.entry(finding.place.id.shape()).or_default().push(number);
        }
        causes
    }

    /// The finding that an item's change comes from: in its place, in what it holds, or in its shape.
    fn of(&self, item: &ItemChange) -> Option<usize> {
        let exact = Place { id: item.origin.clone(), part: item.part.clone() };
        let at = |place: &Place| self.by_place.get(place).map(Vec::as_slice).unwrap_or_default();
        let of_origin = at(&exact);
        let of_whole = at(&Place::of(&item.origin));
        let held = self.held(&item.origin);
        let of_held: Vec<usize> = held.iter().flat_map(|id| at(&Place::of(id))).copied().collect();
        let of_shape =
            self.by_shape.get(&item.origin.shape()).map(Vec::as_slice).unwrap_or_default();
        // The errors of a service are those of its operations.
        let part = item.part.as_deref().and_then(|part| self.by_part.get(part));
        let of_part = part.map(Vec::as_slice).unwrap_or_default();
        let places = [of_origin, of_whole, &of_held, of_shape, of_part];
        // A cause of a fitting kind farther away comes before one of another kind that is near.
        let fitting = |number: &&usize| self.fits(**number, item);
        // Of several the worst on the wire is the one that is read; of equals the first.
        let wire = |number: &&usize| self.flat.get(**number).map(|finding| finding.wire);
        let near =
            places.iter().find_map(|numbers| numbers.iter().rev().filter(fitting).max_by_key(wire));
        let any = || places.iter().take(2).find_map(|numbers| numbers.first());
        near.or_else(any).copied()
    }

    fn fits(&self, number: usize, item: &ItemChange) -> bool {
        self.flat.get(number).is_some_and(|finding| explains(finding.kind, item))
    }

    /// The shapes that a member holds, through lists and maps, in both models.
    fn held(&self, member: &ShapeId) -> Vec<ShapeId> {
        let Some(name) = member.member() else { return Vec::new() };
        let mut held = Vec::new();
        for model in self.models {
            let mut open: Vec<&ShapeId> = Vec::new();
            let members = model.shape(&member.shape()).map(|shape| shape.members());
            let found = members.into_iter().flatten().find(|member| member.name == name);
            open.extend(found.map(|member| &member.target));
            for _ in 0..DEEPEST {
                let Some(id) = open.pop() else { break };
                held.push(id.clone());
                let Some(shape) = model.shape(id) else { continue };
                if matches!(
                    shape.kind,
                    shapesmith_model::ShapeKind::List(_) | shapesmith_model::ShapeKind::Map { .. }
                ) {
                    open.extend(shape.members().iter().map(|member| &member.target));
                }
            }
        }
        held
    }
}

/// A change of the model, before anything is joined to it.
fn finding(change: Change) -> Finding {
    let (rust, rust_reason) = match change.kind {
        Kind::ServiceAdded => (Rust::Minor, "the module is new"),
        Kind::ServiceRemoved => (Rust::Major, "the module is gone"),
        _ => (Rust::Patch, "no public item changes"),
    };
    Finding {
        kind: change.kind.id(),
        about: change.kind.about(),
        noise: change.kind.is_noise(),
        place: change.place,
        before: change.before,
        after: change.after,
        old_at: change.old_at,
        new_at: change.new_at,
        touches: change.touches,
        wire: change.wire,
        wire_reason: change.reason,
        rust,
        rust_reason: rust_reason.into(),
        behaviour: false,
        items: Vec::new(),
        hint: change.hint,
        implied: change.implied.into_iter().map(finding).collect(),
    }
}

/// Gives each finding, in the order of [`Finding::all`], the items that were joined to it, and the verdict of them.
fn settle(finding: &mut Finding, joined: &mut impl Iterator<Item = Vec<ItemChange>>) {
    finding.items = joined.next().unwrap_or_default();
    judge(finding);
    for implied in &mut finding.implied {
        settle(implied, joined);
    }
}

/// The verdict of a finding, which is that of its items.
pub(super) fn judge(finding: &mut Finding) {
    finding.behaviour = finding.items.iter().any(|item| item.behaviour);
    // Of equals the first: its place is nearest.
    if let Some(worst) = finding.items.iter().rev().max_by_key(|item| item.rust) {
        finding.rust = worst.rust;
        let about = worst.what.about().trim_end_matches('.');
        finding.rust_reason = format!("{}: {about}", worst.path).into();
    }
}
