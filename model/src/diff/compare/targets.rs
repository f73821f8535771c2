//! The comparison of the types of a member whose target has a different ID.

use serde_json::json;

use super::collector::Collector;
use super::equivalence::Equivalence;
use super::subject::Subject;
use super::{bindings, content, effective_traits, values};
use crate::diff::versions::Versions;
use crate::diff::{Kind, WireImpact};
use crate::{Member, Shape, ShapeKind, Traits};

/// The maximum nesting of lists and maps. Types of a checked model are finite; the limit excludes endless recursion.
const MAX_DEPTH: usize = 32;

/// A member with its target.
type Targeting<'a> = (&'a Member, &'a Shape);

/// A kind of change, with its impact if that isn't the usual one.
pub(super) type Replacement = (Kind, Option<(WireImpact, &'static str)>);

/// Traits of lists and maps.
const COLLECTION_TRAITS: [&str; 2] = ["smithy.api#sparse", "smithy.api#uniqueItems"];

/// Compares the types of a member.
pub(super) fn compare<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    subject: Subject<'_>,
    old: Targeting<'a>,
    new: Targeting<'a>,
) {
    let number = changes.len();
    compare_types(versions, changes, subject, old, new, Nesting { path: "", depth: MAX_DEPTH });
    let (old, new) = (&old.1.id, &new.1.id);
    if changes.len() == number && old.name() != new.name() {
        let names = (values::name(old), values::name(new));
        changes.record(Kind::TargetRenamedAnonymous, subject, names.0, names.1);
    }
}

/// The position of a type within the type of a member.
#[derive(Clone, Copy)]
struct Nesting<'p> {
    /// The path from the member's type to this one, such as `member.value`.
    path: &'p str,
    /// The remaining depth.
    depth: usize,
}

fn compare_types<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    subject: Subject<'_>,
    old: Targeting<'a>,
    new: Targeting<'a>,
    Nesting { path, depth }: Nesting<'_>,
) {
    let (before, after) = (old.1, new.1);
    let part = if path.is_empty() { subject } else { subject.part(path) };
    if versions.pairing.correspond(&before.id, &after.id) {
        return effective_traits::compare_of_member(versions, changes, part, old, new, true);
    }
    if let Some((kind, impact)) = find_type_change(versions, changes, before, after) {
        let values = (values::target(before), values::target(after));
        return match impact {
            Some(impact) => changes.record_with_impact(kind, part, values, impact),
            None => changes.record(kind, part, values.0, values.1),
        };
    }
    if before.kind.is_named() {
        return;
    }
    effective_traits::compare_of_member(versions, changes, part, old, new, false);
    compare_collection(versions, changes, part, &before.traits, &after.traits);
    if depth == 0 {
        return;
    }
    for (name, old, new) in element_pairs(before, after) {
        let targets = versions.old.shape(&old.target).zip(versions.new.shape(&new.target));
        let Some((before, after)) = targets else { continue };
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        bindings::compare(versions, changes, subject.part(&path), old, new);
        let nesting = Nesting { path: &path, depth: depth - 1 };
        compare_types(versions, changes, subject, (old, before), (new, after), nesting);
    }
}

/// Returns the change if two shapes are of different types or named.
fn find_type_change<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    old: &'a Shape,
    new: &'a Shape,
) -> Option<Replacement> {
    if !old.kind.is_same_type(&new.kind) {
        let is_enum_change = old.kind.differs_in_enum_values_only(&new.kind);
        let kind = if is_enum_change { Kind::StringEnumFlip } else { Kind::TargetTypeChanged };
        return Some((kind, None));
    }
    let renamed = Kind::TargetRenamedNamed;
    old.kind.is_named().then(|| find_replacement(versions, changes, renamed, old, new))
}

/// Returns the change of replacing a shape by another one of the same type; its kind is `renamed` if the content is the same.
pub(super) fn find_replacement<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    renamed: Kind,
    old: &'a Shape,
    new: &'a Shape,
) -> Replacement {
    match content::compare(versions, &mut changes.caches, old, new) {
        Equivalence::Same => (renamed, None),
        Equivalence::Compatible => (Kind::TargetReplaced, Some(content::COMPATIBLE)),
        Equivalence::Different => (Kind::TargetReplaced, None),
    }
}

/// Compares the traits of lists and maps: whether elements may be null and must be unique.
pub(super) fn compare_collection(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Traits,
    new: &Traits,
) {
    // One format can't express that elements are unique.
    let compared = if versions.options.across_formats { 1 } else { COLLECTION_TRAITS.len() };
    let present = |traits: &Traits| -> Vec<&str> {
        let ids = COLLECTION_TRAITS.into_iter().take(compared).filter(|id| traits.has(id));
        ids.map(super::trait_values::without_namespace).collect()
    };
    let to_json = |names: &Vec<&str>| (!names.is_empty()).then(|| json!(names));
    let names = (present(old), present(new));
    changes.record_difference(Kind::SparseOrUniqueChanged, subject, names, to_json);
}

/// Returns the pairs of members of two lists or maps, with their names.
fn element_pairs<'a>(
    old: &'a Shape,
    new: &'a Shape,
) -> impl Iterator<Item = (&'static str, &'a Member, &'a Member)> {
    let pairs = match (&old.kind, &new.kind) {
        (ShapeKind::List(old), ShapeKind::List(new)) => [Some(("member", old, new)), None],
        (
            ShapeKind::Map { key: old_key, value: old_value },
            ShapeKind::Map { key: new_key, value: new_value },
        ) => [Some(("key", old_key, new_key)), Some(("value", old_value, new_value))],
        _ => [None, None],
    };
    pairs.into_iter().flatten()
}
