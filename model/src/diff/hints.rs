//! What looks like another name of the same: a removal and an addition that match each other and nothing else.

use std::collections::HashMap;

use serde_json::Value;

use super::comparison::Comparison;
use super::{Change, Kind, RenameHint, operations};
use crate::suggest::are_similar;
use crate::{Operation, Shape, ShapeId, ShapeKind};

mod members;

/// With fewer parts than this, two things that are equal but for their names may well be different things.
const TELLING: usize = 3;

/// Gives both changes of each pair a hint to the other. Returns the structures and unions of which too many members came
/// and went for all to be compared with each other.
pub(super) fn give(comparison: &Comparison<'_>, changes: &mut [Change]) -> Vec<ShapeId> {
    let mut pairs: Vec<(Kind, usize, usize)> = Vec::new();
    operations(comparison, changes, &mut pairs);
    shapes(comparison, changes, &mut pairs);
    let too_large = members::find_renames(comparison, changes, &mut pairs);
    values(changes, &mut pairs);
    for (kind, removed, added) in pairs {
        let place = |at: usize| changes.get(at).map(|change| change.place.clone());
        let (Some(old), Some(new)) = (place(removed), place(added)) else { continue };
        for (at, other) in [(removed, new), (added, old)] {
            if let Some(change) = changes.get_mut(at) {
                change.hint = Some(RenameHint { kind, other });
            }
        }
    }
    too_large
}

/// The changes that fall into the same group, with what that has in common, if one was removed and one was added.
fn alone<K: Eq + std::hash::Hash>(
    removed: impl Iterator<Item = (usize, K)>,
    added: impl Iterator<Item = (usize, K)>,
) -> Vec<(usize, usize, K)> {
    let mut groups: HashMap<K, [Vec<usize>; 2]> = HashMap::new();
    for (place, key) in removed {
        let [removed, _] = groups.entry(key).or_default();
        removed.push(place);
    }
    for (place, key) in added {
        if let Some([_, added]) = groups.get_mut(&key) {
            added.push(place);
        }
    }
    let pairs = groups.into_iter().filter_map(|(key, [removed, added])| {
        match (removed.as_slice(), added.as_slice()) {
            ([removed], [added]) => Some((*removed, *added, key)),
            _ => None,
        }
    });
    pairs.collect()
}

/// Whether the names of two changes are nearly the same.
fn sound_alike(changes: &[Change], one: usize, other: usize) -> bool {
    let name = |at: usize| changes.get(at).map_or("", |change| change.place.id.name());
    are_similar(name(one), name(other))
}

fn of_kind(changes: &[Change], kind: Kind) -> impl Iterator<Item = (usize, &Change)> {
    changes.iter().enumerate().filter(move |(_, change)| change.kind == kind)
}

/// Operations with equal inputs and outputs.
fn operations(
    comparison: &Comparison<'_>,
    changes: &[Change],
    pairs: &mut Vec<(Kind, usize, usize)>,
) {
    let (old, new) = (&comparison.old, &comparison.new);
    let signature = |side, operation: Option<&Operation>| {
        operation.map(|operation| operations::signature(side, operation)).unwrap_or_default()
    };
    let removed = of_kind(changes, Kind::OperationRemoved)
        .map(|(at, change)| (at, signature(old, old.model.operations.get(&change.place.id))));
    let added = of_kind(changes, Kind::OperationAdded)
        .map(|(at, change)| (at, signature(new, new.model.operations.get(&change.place.id))));
    for (removed, added, signature) in alone(removed, added) {
        if signature.len() >= TELLING || sound_alike(changes, removed, added) {
            pairs.push((Kind::OperationRenamed, removed, added));
        }
    }
}

/// Structures, unions and enums with equal members.
fn shapes(comparison: &Comparison<'_>, changes: &[Change], pairs: &mut Vec<(Kind, usize, usize)>) {
    let parts = |shape: Option<&Shape>| shape.map(parts).unwrap_or_default();
    let removed = of_kind(changes, Kind::NamedShapeRemoved)
        .map(|(at, change)| (at, parts(comparison.old.shape(&change.place.id))));
    let added = of_kind(changes, Kind::NamedShapeAdded)
        .map(|(at, change)| (at, parts(comparison.new.shape(&change.place.id))));
    for (removed, added, (_, parts)) in alone(removed, added) {
        if parts.len() >= TELLING || sound_alike(changes, removed, added) {
            pairs.push((Kind::ShapeRenamed, removed, added));
        }
    }
}

/// The type of a shape and its members or values, in an order that says nothing.
fn parts(shape: &Shape) -> (&'static str, Vec<String>) {
    let mut parts: Vec<String> = match &shape.kind {
        ShapeKind::Enum(values) => values.iter().map(|it| it.value.clone()).collect(),
        ShapeKind::IntEnum(values) => values.iter().map(|it| it.value.to_string()).collect(),
        _ => shape
            .members()
            .into_iter()
            .map(|member| format!("{}:{}", member.name, member.target.name()))
            .collect(),
    };
    parts.sort();
    (shape.kind.name(), parts)
}

/// Values of one enum that differ in case, hyphens and underscores alone.
fn values(changes: &[Change], pairs: &mut Vec<(Kind, usize, usize)>) {
    let spelled = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).map(folded);
    let removed = of_kind(changes, Kind::EnumValueRemoved)
        .filter_map(|(at, change)| Some((at, (&change.place.id, spelled(&change.before)?))));
    let added = of_kind(changes, Kind::EnumValueAdded)
        .filter_map(|(at, change)| Some((at, (&change.place.id, spelled(&change.after)?))));
    let found = alone(removed, added);
    pairs.extend(found.into_iter().map(|(old, new, _)| (Kind::EnumValueRespelled, old, new)));
}

fn folded(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, '-' | '_' | ' ' | '.'));
    letters.flat_map(char::to_lowercase).collect()
}
