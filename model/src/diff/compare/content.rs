//! The comparison of the content of two shapes with different IDs.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use serde_json::Value;

use super::caches::Caches;
use super::effective_trait::EffectiveTrait;
use super::effective_traits;
use super::equivalence::Equivalence;
use crate::diff::WireImpact;
use crate::diff::versions::Versions;
use crate::{EnumMember, Member, Shape, ShapeId, ShapeKind, Traits};

/// Traits without an effect on the values of a shape.
const IGNORED_TRAITS: [&str; 10] = [
    "shapesmith#corrections",
    "smithy.api#deprecated",
    "smithy.api#documentation",
    "smithy.api#externalDocumentation",
    "smithy.api#input",
    "smithy.api#output",
    "smithy.api#references",
    "smithy.api#suppress",
    "smithy.api#tags",
    "smithy.api#title",
];

/// Traits that only one of the two formats can express.
const TRAITS_OF_ONE_FORMAT: [&str; 3] =
    ["smithy.api#addedDefault", "smithy.api#clientOptional", "smithy.api#uniqueItems"];

/// The impact of replacing a shape by a compatible one.
pub(super) const COMPATIBLE: (WireImpact, &str) = (
    WireImpact::Safe,
    "values that were valid are still valid, and old clients skip or keep what they don't know",
);

/// Two shapes that are compared.
type ShapePair<'a> = (&'a Shape, &'a Shape);

/// Compares two shapes and all shapes that they reach. Shapes that are compared on their own, because they have
/// corresponding IDs, count as equal.
pub(super) fn compare<'a>(
    versions: &Versions<'a>,
    caches: &mut Caches<'a>,
    old: &'a Shape,
    new: &'a Shape,
) -> Equivalence {
    let key = (&old.id, &new.id);
    if let Some(known) = caches.contents.get(&key) {
        return *known;
    }
    let mut visited: HashSet<(&ShapeId, &ShapeId)> = HashSet::from([key]);
    let mut open: Vec<ShapePair<'a>> = vec![(old, new)];
    let mut worst = Equivalence::Same;
    while let Some((old, new)) = open.pop().filter(|_| worst < Equivalence::Different) {
        let (equivalence, targets) = compare_one(versions, caches, old, new);
        worst = worst.max(equivalence);
        open.extend(targets.into_iter().filter(|(old, new)| {
            !versions.pairing.correspond(&old.id, &new.id) && visited.insert((&old.id, &new.id))
        }));
    }
    caches.contents.insert(key, worst);
    worst
}

/// Compares two shapes. Returns the pairs of targets of members of the same name, which aren't compared.
fn compare_one<'a>(
    versions: &Versions<'a>,
    caches: &mut Caches<'a>,
    old: &'a Shape,
    new: &'a Shape,
) -> (Equivalence, Vec<ShapePair<'a>>) {
    if !old.kind.is_same_type(&new.kind) || !have_equal_traits(versions, &old.traits, &new.traits) {
        return (Equivalence::Different, Vec::new());
    }
    let equivalence = match (&old.kind, &new.kind) {
        (ShapeKind::Enum(old), ShapeKind::Enum(new)) => {
            let values = |values: &'a [EnumMember<String>]| -> HashSet<&'a str> {
                values.iter().map(|it| it.value.as_str()).collect()
            };
            compare_values(&values(old), &values(new))
        }
        (ShapeKind::IntEnum(old), ShapeKind::IntEnum(new)) => {
            let values = |values: &'a [EnumMember<i32>]| -> HashSet<(i32, Option<&'a str>)> {
                values.iter().map(|it| (it.value, it.name.as_deref())).collect()
            };
            compare_values(&values(old), &values(new))
        }
        _ => return compare_members(versions, caches, &old.members(), &new.members()),
    };
    (equivalence, Vec::new())
}

/// Compares sets of enum values. Old clients keep values that they don't know.
fn compare_values<V: Eq + Hash>(old: &HashSet<V>, new: &HashSet<V>) -> Equivalence {
    match old == new {
        true => Equivalence::Same,
        false if old.is_subset(new) => Equivalence::Compatible,
        false => Equivalence::Different,
    }
}

fn compare_members<'a>(
    versions: &Versions<'a>,
    caches: &mut Caches<'a>,
    old: &[&'a Member],
    new: &[&'a Member],
) -> (Equivalence, Vec<ShapePair<'a>>) {
    let new_by_name: HashMap<&str, &'a Member> =
        new.iter().map(|member| (member.name.as_str(), *member)).collect();
    let old_names: HashSet<&str> = old.iter().map(|member| member.name.as_str()).collect();
    let is_required =
        |member: &Member| member.traits.is_required() && member.traits.default_value().is_none();
    if new.iter().any(|it| !old_names.contains(it.name.as_str()) && is_required(it)) {
        return (Equivalence::Different, Vec::new());
    }
    let has_same_order =
        old.iter().map(|member| &member.name).eq(new.iter().map(|member| &member.name));
    let mut worst = match has_same_order {
        true => Equivalence::Same,
        false => Equivalence::Compatible,
    };
    let mut targets = Vec::new();
    for before in old {
        let after = new_by_name.get(before.name.as_str());
        let compared = after.and_then(|after| compare_member(versions, caches, before, after));
        let Some((equivalence, pair)) = compared else {
            return (Equivalence::Different, Vec::new());
        };
        worst = worst.max(equivalence);
        targets.push(pair);
    }
    (worst, targets)
}

/// Compares two members without their targets, which are returned; `None` if a target doesn't exist.
fn compare_member<'a>(
    versions: &Versions<'a>,
    caches: &mut Caches<'a>,
    old: &'a Member,
    new: &'a Member,
) -> Option<(Equivalence, ShapePair<'a>)> {
    let old_target = versions.old.shape(&old.target)?;
    let new_target = versions.new.shape(&new.target)?;
    let equivalence = match have_equal_traits(versions, &old.traits, &new.traits) {
        true => {
            let old = [&old.traits, &old_target.traits];
            let new = [&new.traits, &new_target.traits];
            effective_traits::equivalence(versions, caches, old, new)
        }
        false => Equivalence::Different,
    };
    Some((equivalence, (old_target, new_target)))
}

/// Returns `true` if all traits are equal, except for ignored traits and those that a member can inherit from its target.
fn have_equal_traits(versions: &Versions<'_>, old: &Traits, new: &Traits) -> bool {
    let is_of_one_format =
        |id: &str| versions.options.across_formats && TRAITS_OF_ONE_FORMAT.contains(&id);
    let is_compared = |(id, _): &(&str, &Value)| {
        !IGNORED_TRAITS.contains(id) && !EffectiveTrait::is_id(id) && !is_of_one_format(id)
    };
    old == new || old.iter().filter(is_compared).eq(new.iter().filter(is_compared))
}
