//! The collector of changes.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::caches::Caches;
use super::inherited::InheritedTraits;
use super::subject::{Rank, Scope, Subject};
use super::values;
use crate::ShapeId;
use crate::diff::impact::usual_impact;
use crate::diff::versions::{Directions, Versions};
use crate::diff::{AffectedOperation, Change, Kind, WireImpact};

/// The kinds of changes of an object that a version may lack.
#[derive(Clone, Copy)]
pub(super) struct ObjectKinds {
    pub(super) added: Kind,
    pub(super) removed: Kind,
    pub(super) changed: Kind,
}

/// Collects the changes that comparisons find.
pub(super) struct Collector<'v, 'a> {
    versions: &'v Versions<'a>,
    found: Vec<(Rank, Change)>,
    /// The traits that members inherit from their targets, for the comparison of these targets.
    pub(super) inherited: InheritedTraits<'a>,
    pub(super) caches: Caches<'a>,
}

impl<'v, 'a> Collector<'v, 'a> {
    /// Creates a collector without changes.
    pub(super) fn new(versions: &'v Versions<'a>) -> Self {
        let inherited = InheritedTraits::new(versions);
        Self { versions, found: Vec::new(), inherited, caches: Caches::default() }
    }

    /// Returns the number of changes that were recorded so far.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// Records a change with the usual impact of its kind.
    pub(super) fn record(
        &mut self,
        kind: Kind,
        subject: Subject<'_>,
        before: Option<Value>,
        after: Option<Value>,
    ) {
        let operations = self.affected_operations(subject);
        let impact = usual_impact(kind, &operations);
        self.push(kind, subject, (before, after), operations, impact);
    }

    /// Records a change with another impact than the usual one of its kind.
    pub(super) fn record_with_impact(
        &mut self,
        kind: Kind,
        subject: Subject<'_>,
        values: (Option<Value>, Option<Value>),
        impact: (WireImpact, &'static str),
    ) {
        let operations = self.affected_operations(subject);
        self.push(kind, subject, values, operations, impact);
    }

    /// Records a change with the usual impact of its kind, unless the old and the new value are equal.
    pub(super) fn record_difference<T: PartialEq>(
        &mut self,
        kind: Kind,
        subject: Subject<'_>,
        (old, new): (T, T),
        to_json: impl Fn(&T) -> Option<Value>,
    ) {
        if old != new {
            self.record(kind, subject, to_json(&old), to_json(&new));
        }
    }

    /// Records that an object was added or removed, or which of its entries differ.
    pub(super) fn record_object_difference(
        &mut self,
        kinds: ObjectKinds,
        subject: Subject<'_>,
        old: Option<Map<String, Value>>,
        new: Option<Map<String, Value>>,
    ) {
        match (old, new) {
            (None, None) => {}
            (None, Some(new)) => {
                self.record(kinds.added, subject, None, Some(Value::Object(new)));
            }
            (Some(old), None) => {
                self.record(kinds.removed, subject, Some(Value::Object(old)), None);
            }
            (Some(old), Some(new)) => {
                if old != new {
                    let (old, new) = values::differing_entries(old, new);
                    self.record(kinds.changed, subject, old, new);
                }
            }
        }
    }

    fn push(
        &mut self,
        kind: Kind,
        subject: Subject<'_>,
        (before, after): (Option<Value>, Option<Value>),
        operations: Vec<AffectedOperation>,
        (wire, reason): (WireImpact, &'static str),
    ) {
        let change = Change {
            kind,
            place: subject.place(),
            before,
            after,
            old_pointer: subject.old.filter(|pointer| !pointer.0.is_empty()).cloned(),
            new_pointer: subject.new.filter(|pointer| !pointer.0.is_empty()).cloned(),
            operations,
            wire,
            reason: reason.into(),
            hint: None,
            implied: Vec::new(),
        };
        self.found.push((subject.rank(), change));
    }

    fn affected_operations(&self, subject: Subject<'_>) -> Vec<AffectedOperation> {
        let mut all: BTreeMap<&ShapeId, Directions> = BTreeMap::new();
        match subject.scope {
            Scope::Service => {}
            Scope::Errors(operations) => {
                all.extend(operations.iter().map(|id| (*id, Directions::ERROR)));
            }
            Scope::Operation(directions) => drop(all.insert(subject.id(), directions)),
            Scope::Shape { old, new } => {
                let Versions { old: old_side, new: new_side, pairing, .. } = self.versions;
                let before = old.into_iter().flat_map(|id| old_side.operations_with(id));
                let before = before.map(|(id, of)| (pairing.new_operation_id(id), of));
                let after = new.into_iter().flat_map(|id| new_side.operations_with(id));
                for (operation, directions) in before.chain(after) {
                    let known = all.entry(operation).or_default();
                    *known = known.union(directions);
                }
            }
        }
        let affected = all.into_iter().map(|(operation, directions)| AffectedOperation {
            operation: operation.clone(),
            input: directions.input,
            output: directions.output,
            error: directions.error,
        });
        affected.collect()
    }

    /// Returns the changes in the order of reports.
    pub(super) fn into_sorted(self) -> Vec<Change> {
        let mut found = self.found;
        found.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        found.into_iter().map(|(_, change)| change).collect()
    }
}

/// The kind of place, the place by its name first, so that the namespace matters least, and the kind of change.
type SortKey<'c> = (Rank, &'c str, Option<&'c str>, Option<&'c str>, Kind, &'c ShapeId);

fn sort_key((rank, change): &(Rank, Change)) -> SortKey<'_> {
    let (id, part) = (&change.place.id, change.place.part.as_deref());
    (*rank, id.name(), id.member(), part, change.kind, id)
}
