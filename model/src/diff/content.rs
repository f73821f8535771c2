//! Whether two shapes with different ids have the same content.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::comparison::Comparison;
use super::facets;
use crate::{Member, Shape, ShapeId, ShapeKind, Traits};

/// What says nothing of the values that a shape has.
const WITHOUT_MEANING: [&str; 10] = [
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

/// Traits that one format alone has.
const ONE_SIDED: [&str; 3] =
    ["smithy.api#addedDefault", "smithy.api#clientOptional", "smithy.api#uniqueItems"];

/// Whether the shapes, with all that they reach, are equal but for names of shapes. Where a shape is reached that
/// is compared for itself, its changes are its own.
pub(super) fn same<'a>(comparison: &mut Comparison<'a>, old: &'a Shape, new: &'a Shape) -> bool {
    let key = (&old.id, &new.id);
    if let Some(known) = comparison.same.get(&key) {
        return *known;
    }
    let mut seen: HashSet<(&ShapeId, &ShapeId)> = HashSet::from([key]);
    let mut open: Vec<(&Shape, &Shape)> = vec![(old, new)];
    let mut is_same = true;
    while let Some((old, new)) = open.pop() {
        let Some(targets) = step(comparison, old, new) else {
            is_same = false;
            break;
        };
        let unseen = targets.into_iter().filter(|(old, new)| {
            !comparison.pairs.are_one(&old.id, &new.id) && seen.insert((&old.id, &new.id))
        });
        open.extend(unseen);
    }
    comparison.same.insert(key, is_same);
    is_same
}

/// The pairs of shapes that the two target, if they are equal themselves.
fn step<'a>(
    comparison: &mut Comparison<'a>,
    old: &'a Shape,
    new: &'a Shape,
) -> Option<Vec<(&'a Shape, &'a Shape)>> {
    if !old.kind.is_like(&new.kind) || !traits(comparison, &old.traits, &new.traits) {
        return None;
    }
    match (&old.kind, &new.kind) {
        (ShapeKind::Enum(old), ShapeKind::Enum(new)) => {
            let old: HashSet<&str> = old.iter().map(|it| it.value.as_str()).collect();
            let new: HashSet<&str> = new.iter().map(|it| it.value.as_str()).collect();
            return (old == new).then(Vec::new);
        }
        (ShapeKind::IntEnum(old), ShapeKind::IntEnum(new)) => {
            let old: HashMap<i32, _> = old.iter().map(|it| (it.value, &it.name)).collect();
            let new: HashMap<i32, _> = new.iter().map(|it| (it.value, &it.name)).collect();
            return (old == new).then(Vec::new);
        }
        _ => {}
    }
    let (old, new) = (old.members(), new.members());
    if old.len() != new.len() {
        return None;
    }
    let pairs = old.into_iter().zip(new);
    pairs.map(|(old, new)| member(comparison, old, new)).collect()
}

fn member<'a>(
    comparison: &mut Comparison<'a>,
    old: &'a Member,
    new: &'a Member,
) -> Option<(&'a Shape, &'a Shape)> {
    let before = comparison.old.shape(&old.target)?;
    let after = comparison.new.shape(&new.target)?;
    let is_same = old.name == new.name
        && traits(comparison, &old.traits, &new.traits)
        && facets::alike(comparison, [&old.traits, &before.traits], [&new.traits, &after.traits]);
    is_same.then_some((before, after))
}

/// Whether the traits say the same, those aside that a member can have in place of its target's.
fn traits(comparison: &Comparison<'_>, old: &Traits, new: &Traits) -> bool {
    let is_one_sided = |id: &str| comparison.options.across_formats && ONE_SIDED.contains(&id);
    let counts = |(id, _): &(&str, &Value)| {
        !WITHOUT_MEANING.contains(id) && !facets::is_facet(id) && !is_one_sided(id)
    };
    old == new || old.iter().filter(counts).eq(new.iter().filter(counts))
}
