//! The comparison as it goes: the two sides, who is compared with whom, and what was found.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::content::Content;
use super::facets::Facets;
use super::pair::Pairs;
use super::protocols::Wires;
use super::reason;
use super::side::{Directions, Side};
use super::spot::{Area, Rank, Spot};
use super::{
    AffectedOperation, Change, Difference, Kind, Options, PatternChange, WireImpact, fold, hints,
};
use crate::{Model, Service, ShapeId};

pub(super) struct Comparison<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) pairs: Pairs<'a>,
    pub(super) options: &'a Options<'a>,
    /// What members have of a shape that has no Rust name and that changed, by its old id.
    pub(super) inherited: HashMap<&'a ShapeId, Facets>,
    /// What the contents of two shapes with different ids are to each other, as far as that is known.
    pub(super) contents: HashMap<(&'a ShapeId, &'a ShapeId), Content>,
    /// Whether two patterns say the same, as far as that is known: it can take long to find out.
    patterns: HashMap<(&'a str, &'a str), PatternChange>,
    /// In which forms bodies are, on either side.
    pub(super) wire: Wires,
    found: Vec<Found>,
}

/// A change with what it is ordered by.
pub(super) struct Found {
    pub(super) rank: Rank,
    pub(super) change: Change,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(
        old: (&'a Model, &'a Service),
        new: (&'a Model, &'a Service),
        options: &'a Options<'a>,
    ) -> Self {
        let (old, new) = (Side::new(old), Side::new(new));
        let pairs = Pairs::new(&old, &new);
        let wire = Wires::of(old.service).or(Wires::of(new.service));
        let (inherited, contents, patterns, found) = Default::default();
        Self { old, new, pairs, options, inherited, contents, patterns, wire, found }
    }

    /// Notes a change, if what is there now isn't what was there before.
    pub(super) fn differs<T: PartialEq>(
        &mut self,
        kind: Kind,
        spot: Spot<'_>,
        (old, new): (T, T),
        value: impl Fn(&T) -> Option<Value>,
    ) {
        if old != new {
            self.note(kind, spot, value(&old), value(&new));
        }
    }

    /// Notes a change, with the verdict that its kind usually has.
    pub(super) fn note(
        &mut self,
        kind: Kind,
        spot: Spot<'_>,
        before: Option<Value>,
        after: Option<Value>,
    ) {
        let touches = self.touches(spot);
        let (wire, reason) = reason::verdict(kind, &touches);
        self.push(kind, spot, (before, after), touches, wire, reason);
    }

    /// Notes a change with a verdict of its own.
    pub(super) fn note_with(
        &mut self,
        kind: Kind,
        spot: Spot<'_>,
        values: (Option<Value>, Option<Value>),
        (wire, reason): (WireImpact, &'static str),
    ) {
        let touches = self.touches(spot);
        self.push(kind, spot, values, touches, wire, reason);
    }

    fn push(
        &mut self,
        kind: Kind,
        spot: Spot<'_>,
        (before, after): (Option<Value>, Option<Value>),
        touches: Vec<AffectedOperation>,
        wire: WireImpact,
        reason: &'static str,
    ) {
        let change = Change {
            kind,
            place: spot.place(),
            before,
            after,
            old_pointer: spot.old.filter(|at| !at.0.is_empty()).cloned(),
            new_pointer: spot.new.filter(|at| !at.0.is_empty()).cloned(),
            operations: touches,
            wire,
            reason: reason.into(),
            hint: None,
            implied: Vec::new(),
        };
        self.found.push(Found { rank: spot.rank(), change });
    }

    /// What becomes of the texts that a pattern matches.
    pub(super) fn pattern_change(&mut self, old: &'a str, new: &'a str) -> PatternChange {
        let options = self.options;
        let known = self.patterns.entry((old, new));
        *known.or_insert_with(|| options.pattern_change(old, new))
    }

    /// How many changes there are by now.
    pub(super) fn found_so_far(&self) -> usize {
        self.found.len()
    }

    fn touches(&self, spot: Spot<'_>) -> Vec<AffectedOperation> {
        let mut all: BTreeMap<&ShapeId, Directions> = BTreeMap::new();
        match spot.area {
            Area::Service => {}
            Area::Operations(operations) => {
                all.extend(operations.iter().map(|id| (*id, Directions::ERROR)));
            }
            Area::Operation(directions) => drop(all.insert(spot.id, directions)),
            Area::Shape { old, new } => {
                let before = old.into_iter().flat_map(|id| self.old.uses(id));
                let before = before.map(|(id, of)| (self.pairs.operation(id), of));
                let after = new.into_iter().flat_map(|id| self.new.uses(id));
                for (operation, directions) in before.chain(after) {
                    let known = all.entry(operation).or_default();
                    *known = known.or(directions);
                }
            }
        }
        let touch = |(operation, of): (&ShapeId, Directions)| AffectedOperation {
            operation: operation.clone(),
            input: of.input,
            output: of.output,
            error: of.error,
        };
        all.into_iter().map(touch).collect()
    }

    /// What was found, in order, with hints, folded.
    pub(super) fn finish(mut self) -> Difference {
        let mut found = std::mem::take(&mut self.found);
        found.sort_by(|a, b| key(a).cmp(&key(b)));
        let mut changes: Vec<Change> = found.into_iter().map(|found| found.change).collect();
        let without_rename_hints = hints::give(&self, &mut changes);
        Difference { changes: fold::fold(&self, changes), without_rename_hints }
    }
}

/// Kind of place, place by name first, so that it doesn't matter which side's namespace it has, and kind.
fn key(found: &Found) -> (Rank, &str, Option<&str>, Option<&str>, Kind, &ShapeId) {
    let place = &found.change.place;
    let (name, member, part) = (place.id.name(), place.id.member(), place.part.as_deref());
    (found.rank, name, member, part, found.change.kind, &place.id)
}
