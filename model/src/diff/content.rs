//! What the content of two shapes with different ids is to each other.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use serde_json::Value;

use super::comparison::Comparison;
use super::{WireImpact, facets};
use crate::{EnumMember, Member, Shape, ShapeId, ShapeKind, Traits};

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

/// What the content of a shape is to that of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Content {
    /// It is the same but for names of shapes.
    Same,
    /// All that differs would be safe if it changed in place, such as a further value of an enum.
    Compatible,
    /// Anything else.
    Other,
}

/// The verdict of compatible content.
pub(super) const COMPATIBLE: (WireImpact, &str) = (
    WireImpact::Safe,
    "what was valid stays valid, and old clients skip or keep what they don't know",
);

/// Compares the shapes with all that they reach. Where a shape is reached that is compared for itself, its changes are
/// its own.
pub(super) fn compare<'a>(
    comparison: &mut Comparison<'a>,
    old: &'a Shape,
    new: &'a Shape,
) -> Content {
    let key = (&old.id, &new.id);
    if let Some(known) = comparison.contents.get(&key) {
        return *known;
    }
    let mut seen: HashSet<(&ShapeId, &ShapeId)> = HashSet::from([key]);
    let mut open: Vec<(&Shape, &Shape)> = vec![(old, new)];
    let mut worst = Content::Same;
    while let Some((old, new)) = open.pop().filter(|_| worst < Content::Other) {
        let (content, targets) = step(comparison, old, new);
        worst = worst.max(content);
        let unseen = targets.into_iter().filter(|(old, new)| {
            !comparison.pairs.are_one(&old.id, &new.id) && seen.insert((&old.id, &new.id))
        });
        open.extend(unseen);
    }
    comparison.contents.insert(key, worst);
    worst
}

/// Pairs of shapes that members of the same name target.
type Targets<'a> = Vec<(&'a Shape, &'a Shape)>;

/// Compares the two shapes themselves.
fn step<'a>(
    comparison: &mut Comparison<'a>,
    old: &'a Shape,
    new: &'a Shape,
) -> (Content, Targets<'a>) {
    if !old.kind.is_like(&new.kind) || !traits(comparison, &old.traits, &new.traits) {
        return (Content::Other, Vec::new());
    }
    let content = match (&old.kind, &new.kind) {
        (ShapeKind::Enum(old), ShapeKind::Enum(new)) => {
            let values = |values: &'a [EnumMember<String>]| -> HashSet<&'a str> {
                values.iter().map(|it| it.value.as_str()).collect()
            };
            of_values(&values(old), &values(new))
        }
        (ShapeKind::IntEnum(old), ShapeKind::IntEnum(new)) => {
            let values = |values: &'a [EnumMember<i32>]| -> HashSet<(i32, Option<&'a str>)> {
                values.iter().map(|it| (it.value, it.name.as_deref())).collect()
            };
            of_values(&values(old), &values(new))
        }
        _ => return members(comparison, &old.members(), &new.members()),
    };
    (content, Vec::new())
}

/// Old clients keep values that they don't know.
fn of_values<V: Eq + Hash>(old: &HashSet<V>, new: &HashSet<V>) -> Content {
    match old == new {
        true => Content::Same,
        false if old.is_subset(new) => Content::Compatible,
        false => Content::Other,
    }
}

fn members<'a>(
    comparison: &mut Comparison<'a>,
    old: &[&'a Member],
    new: &[&'a Member],
) -> (Content, Targets<'a>) {
    let by_name: HashMap<&str, &'a Member> =
        new.iter().map(|member| (member.name.as_str(), *member)).collect();
    let names = |members: &[&'a Member]| -> Vec<&'a str> {
        members.iter().map(|member| member.name.as_str()).collect()
    };
    let (before, after) = (names(old), names(new));
    let mut worst = if before == after { Content::Same } else { Content::Compatible };
    let known: HashSet<&str> = before.into_iter().collect();
    let is_needed =
        |member: &Member| member.traits.required() && member.traits.default_value().is_none();
    if new.iter().any(|it| !known.contains(it.name.as_str()) && is_needed(it)) {
        return (Content::Other, Vec::new());
    }
    let mut targets = Vec::new();
    for before in old {
        let found = by_name.get(before.name.as_str());
        let compared = found.and_then(|after| member(comparison, before, after));
        let Some((content, pair)) = compared else { return (Content::Other, Vec::new()) };
        worst = worst.max(content);
        targets.push(pair);
    }
    (worst, targets)
}

/// Compares two members but for what they target; `None` where one targets nothing.
fn member<'a>(
    comparison: &mut Comparison<'a>,
    old: &'a Member,
    new: &'a Member,
) -> Option<(Content, (&'a Shape, &'a Shape))> {
    let before = comparison.old.shape(&old.target)?;
    let after = comparison.new.shape(&new.target)?;
    let content = match traits(comparison, &old.traits, &new.traits) {
        true => {
            facets::content(comparison, [&old.traits, &before.traits], [&new.traits, &after.traits])
        }
        false => Content::Other,
    };
    Some((content, (before, after)))
}

/// Whether the traits say the same, those aside that a member can have in place of its target's.
fn traits(comparison: &Comparison<'_>, old: &Traits, new: &Traits) -> bool {
    let is_one_sided = |id: &str| comparison.options.across_formats && ONE_SIDED.contains(&id);
    let counts = |(id, _): &(&str, &Value)| {
        !WITHOUT_MEANING.contains(id) && !facets::is_facet(id) && !is_one_sided(id)
    };
    old == new || old.iter().filter(counts).eq(new.iter().filter(counts))
}
