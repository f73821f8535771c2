//! Hints that a removal and an addition may be a rename: they match each other and no other change.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::versions::{Side, Versions};
use super::{Change, Kind, RenameHint};
use crate::suggest::are_similar;
use crate::{Operation, Shape, ShapeId, ShapeKind};

mod members;

/// Operations and shapes with fewer members may be equal by chance, so that their names must be similar, too.
const MIN_DISTINCTIVE_MEMBERS: usize = 3;

/// A removal and an addition that may be a rename.
struct Rename {
    kind: Kind,
    /// The position of the removal among the changes.
    removed: usize,
    /// The position of the addition among the changes.
    added: usize,
}

/// Adds a hint to both changes of each possible rename. Returns the structures and unions with too many added and removed
/// members to compare their names.
pub(super) fn add_rename_hints(versions: &Versions<'_>, changes: &mut [Change]) -> Vec<ShapeId> {
    let mut renames = Vec::new();
    find_renamed_operations(versions, changes, &mut renames);
    find_renamed_shapes(versions, changes, &mut renames);
    let too_large = members::find_renamed_members(versions, changes, &mut renames);
    find_respelled_values(changes, &mut renames);
    for Rename { kind, removed, added } in renames {
        let place = |position: usize| changes.get(position).map(|change| change.place.clone());
        let (Some(old), Some(new)) = (place(removed), place(added)) else { continue };
        for (position, other) in [(removed, new), (added, old)] {
            if let Some(change) = changes.get_mut(position) {
                change.hint = Some(RenameHint { kind, other });
            }
        }
    }
    too_large
}

/// Returns the positions of the removals and additions with a key that one removal and one addition have.
fn unique_matches<K: Eq + std::hash::Hash>(
    removed: impl Iterator<Item = (usize, K)>,
    added: impl Iterator<Item = (usize, K)>,
) -> Vec<(usize, usize, K)> {
    let mut groups: HashMap<K, [Vec<usize>; 2]> = HashMap::new();
    for (position, key) in removed {
        let [removed, _] = groups.entry(key).or_default();
        removed.push(position);
    }
    for (position, key) in added {
        if let Some([_, added]) = groups.get_mut(&key) {
            added.push(position);
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

fn have_similar_names(changes: &[Change], one: usize, other: usize) -> bool {
    let name = |position: usize| changes.get(position).map_or("", |change| change.place.id.name());
    are_similar(name(one), name(other))
}

/// Returns the changes of a kind with their positions.
fn of_kind(changes: &[Change], kind: Kind) -> impl Iterator<Item = (usize, &Change)> {
    changes.iter().enumerate().filter(move |(_, change)| change.kind == kind)
}

/// Finds operations with equal inputs and outputs.
fn find_renamed_operations(versions: &Versions<'_>, changes: &[Change], renames: &mut Vec<Rename>) {
    let mut signatures = Signatures::default();
    let mut of_changes = |kind: Kind, side: &Side<'_>| -> Vec<(usize, Signature)> {
        let operations = of_kind(changes, kind).filter_map(|(position, change)| {
            Some((position, side.model.operations.get(&change.place.id)?))
        });
        signatures.of_operations(side, operations)
    };
    let removed = of_changes(Kind::OperationRemoved, &versions.old);
    let added = of_changes(Kind::OperationAdded, &versions.new);
    for (removed, added, signature) in unique_matches(removed.into_iter(), added.into_iter()) {
        if signatures.number_of_members(signature) >= MIN_DISTINCTIVE_MEMBERS
            || have_similar_names(changes, removed, added)
        {
            renames.push(Rename { kind: Kind::OperationRenamed, removed, added });
        }
    }
}

/// The names and targets of a structure's members, in order.
type MemberList = Vec<(String, String)>;

/// The member lists of an input and an output, by their positions in [`Signatures`].
type Signature = [usize; 2];

/// The member lists of inputs and outputs. Equal lists are kept once, so that operations are compared by two numbers: many
/// operations can share a large structure.
#[derive(Default)]
struct Signatures {
    positions: HashMap<MemberList, usize>,
    lengths: Vec<usize>,
}

impl Signatures {
    /// Returns the signatures of some operations of a side.
    fn of_operations<'c, 'a: 'c>(
        &mut self,
        side: &Side<'a>,
        operations: impl Iterator<Item = (usize, &'c Operation)>,
    ) -> Vec<(usize, Signature)> {
        let mut known: HashMap<Option<&ShapeId>, usize> = HashMap::new();
        let signatures = operations.map(|(position, operation)| {
            let signature = [&operation.input, &operation.output].map(|id| {
                *known.entry(id.as_ref()).or_insert_with_key(|id| {
                    self.insert(member_list(id.and_then(|id| side.shape(id))))
                })
            });
            (position, signature)
        });
        signatures.collect()
    }

    fn insert(&mut self, members: MemberList) -> usize {
        let length = members.len();
        *self.positions.entry(members).or_insert_with(|| {
            self.lengths.push(length);
            self.lengths.len() - 1
        })
    }

    fn number_of_members(&self, signature: Signature) -> usize {
        signature.iter().filter_map(|position| self.lengths.get(*position)).sum()
    }
}

fn member_list(shape: Option<&Shape>) -> MemberList {
    let members = shape.map(Shape::members).into_iter().flatten();
    let members: HashSet<(String, String)> =
        members.map(|member| (member.name.clone(), member.target.name().to_owned())).collect();
    let mut sorted: MemberList = members.into_iter().collect();
    sorted.sort();
    sorted
}

/// Finds structures, unions and enums with equal members.
fn find_renamed_shapes(versions: &Versions<'_>, changes: &[Change], renames: &mut Vec<Rename>) {
    let parts = |shape: Option<&Shape>| shape.map(type_and_parts).unwrap_or_default();
    let removed = of_kind(changes, Kind::NamedShapeRemoved)
        .map(|(position, change)| (position, parts(versions.old.shape(&change.place.id))));
    let added = of_kind(changes, Kind::NamedShapeAdded)
        .map(|(position, change)| (position, parts(versions.new.shape(&change.place.id))));
    for (removed, added, (_, parts)) in unique_matches(removed, added) {
        if parts.len() >= MIN_DISTINCTIVE_MEMBERS || have_similar_names(changes, removed, added) {
            renames.push(Rename { kind: Kind::ShapeRenamed, removed, added });
        }
    }
}

/// Returns the type of a shape and its members or values, sorted.
fn type_and_parts(shape: &Shape) -> (&'static str, Vec<String>) {
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

/// Finds values of one enum that differ only in case and separators.
fn find_respelled_values(changes: &[Change], renames: &mut Vec<Rename>) {
    let key = |value: &Option<Value>| {
        value.as_ref().and_then(Value::as_str).map(without_case_and_separators)
    };
    let removed = of_kind(changes, Kind::EnumValueRemoved)
        .filter_map(|(at, change)| Some((at, (&change.place.id, key(&change.before)?))));
    let added = of_kind(changes, Kind::EnumValueAdded)
        .filter_map(|(at, change)| Some((at, (&change.place.id, key(&change.after)?))));
    for (removed, added, _) in unique_matches(removed, added) {
        renames.push(Rename { kind: Kind::EnumValueRespelled, removed, added });
    }
}

fn without_case_and_separators(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, '-' | '_' | ' ' | '.'));
    letters.flat_map(char::to_lowercase).collect()
}
