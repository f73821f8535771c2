//! Members that look like others with another name: of one shape, with the same target, and a name that is nearly the same,
//! in the model or on the wire.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::comparison::Comparison;
use super::super::lookup::MemberLookup;
use super::super::{Change, Kind};
use super::folded;
use crate::suggest::are_similar;
use crate::{HttpBinding, Member, ShapeId};

/// How many pairs of names are compared at most, in all shapes together: as many as 500 members that went and 500 that
/// came have.
const MOST_COMPARISONS: usize = 250_000;

/// A member that came or went, with the place of its change.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    change: usize,
    member: &'a Member,
}

/// The members of a shape that went, and those that came.
#[derive(Default)]
struct Candidates<'a> {
    removed: Vec<Candidate<'a>>,
    added: Vec<Candidate<'a>>,
}

/// Adds the pairs of changes that look like a rename. Returns the shapes that weren't searched for similar names, because
/// there are too many of them.
pub(super) fn find_renames(
    comparison: &Comparison<'_>,
    changes: &[Change],
    pairs: &mut Vec<(Kind, usize, usize)>,
) -> Vec<ShapeId> {
    let mut too_large = Vec::new();
    let mut comparisons = 0;
    for (shape, candidates) in by_shape(comparison, changes) {
        let found = same_but_for_case(comparison, &candidates);
        let rest = candidates.without(&found);
        let number = rest.comparisons(comparison);
        pairs.extend(found.into_iter().map(|(old, new)| (Kind::MemberRenamed, old, new)));
        if comparisons + number > MOST_COMPARISONS {
            too_large.push(shape);
            continue;
        }
        comparisons += number;
        let found = similar(comparison, &rest);
        pairs.extend(found.into_iter().map(|(old, new)| (Kind::MemberRenamed, old, new)));
    }
    too_large
}

/// The candidates by their shapes, of those shapes that have some on either side.
fn by_shape<'a>(
    comparison: &Comparison<'a>,
    changes: &[Change],
) -> impl Iterator<Item = (ShapeId, Candidates<'a>)> {
    let mut lookup = MemberLookup::default();
    let mut shapes: BTreeMap<ShapeId, Candidates<'a>> = BTreeMap::new();
    for (place, change) in changes.iter().enumerate() {
        let is_removed = match change.kind {
            Kind::MemberRemoved | Kind::UnionVariantRemoved => true,
            Kind::EventstreamChanged if change.after.is_none() => true,
            Kind::MemberAddedOptional | Kind::MemberAddedRequired => false,
            Kind::UnionVariantAdded | Kind::EventAdded => false,
            _ => continue,
        };
        let [old, new] = lookup.members(comparison, change);
        let Some(member) = (if is_removed { old } else { new }) else { continue };
        let candidates = shapes.entry(change.place.id.shape()).or_default();
        let side = if is_removed { &mut candidates.removed } else { &mut candidates.added };
        side.push(Candidate { change: place, member });
    }
    shapes.into_iter().filter(|(_, it)| !it.removed.is_empty() && !it.added.is_empty())
}

impl<'a> Candidates<'a> {
    /// The candidates that are in none of these pairs.
    fn without(self, pairs: &[(usize, usize)]) -> Self {
        let paired: HashSet<usize> = pairs.iter().flat_map(|(old, new)| [*old, *new]).collect();
        let keep = |side: Vec<Candidate<'a>>| {
            side.into_iter().filter(|it| !paired.contains(&it.change)).collect()
        };
        Self { removed: keep(self.removed), added: keep(self.added) }
    }

    /// The members that came, by their targets.
    fn by_target(&self) -> HashMap<&'a ShapeId, Vec<Candidate<'a>>> {
        let mut by_target: HashMap<&ShapeId, Vec<Candidate<'a>>> = HashMap::new();
        for added in &self.added {
            by_target.entry(&added.member.target).or_default().push(*added);
        }
        by_target
    }

    /// How many pairs there are with the same target.
    fn comparisons(&self, comparison: &Comparison<'_>) -> usize {
        let by_target = self.by_target();
        let number = |removed: &Candidate<'_>| -> usize {
            let targets = comparison.pairs.counterparts(&removed.member.target);
            targets.map(|target| by_target.get(&target).map_or(0, Vec::len)).sum()
        };
        self.removed.iter().map(number).sum()
    }
}

/// Pairs of members whose names are the same but for case, hyphens and underscores, or that are the same on the wire.
fn same_but_for_case(
    comparison: &Comparison<'_>,
    candidates: &Candidates<'_>,
) -> Vec<(usize, usize)> {
    let mut by_key: HashMap<(ShapeId, Key), [Vec<usize>; 2]> = HashMap::new();
    for Candidate { change, member } in &candidates.added {
        for key in keys(member) {
            let [_, added] = by_key.entry((member.target.clone(), key)).or_default();
            added.push(*change);
        }
    }
    for Candidate { change, member } in &candidates.removed {
        for target in comparison.pairs.counterparts(&member.target) {
            for key in keys(member) {
                if let Some([removed, _]) = by_key.get_mut(&(target.clone(), key)) {
                    removed.push(*change);
                }
            }
        }
    }
    // Who has two partners has none for certain, so that it doesn't matter who else they are.
    let mut edges = HashSet::new();
    for [removed, added] in by_key.values() {
        for old in removed {
            edges.extend(added.iter().take(2).map(|new| (*old, *new)));
        }
        for new in added {
            edges.extend(removed.iter().take(2).map(|old| (*old, *new)));
        }
    }
    unambiguous(edges)
}

/// What two members share that are the same but for the case of their names.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Name(String),
    Wire(String),
    Binding(String),
}

fn keys(member: &Member) -> Vec<Key> {
    let wire = member.traits.json_name().unwrap_or(&member.name).to_owned();
    let mut keys = vec![Key::Name(folded(&member.name)), Key::Wire(wire)];
    match member.traits.http_binding() {
        HttpBinding::Body => {}
        binding => keys.push(Key::Binding(format!("{binding:?}"))),
    }
    keys
}

/// Pairs of members whose names differ in a few letters.
fn similar(comparison: &Comparison<'_>, candidates: &Candidates<'_>) -> Vec<(usize, usize)> {
    let by_target = candidates.by_target();
    let mut edges = HashSet::new();
    for old in &candidates.removed {
        for target in comparison.pairs.counterparts(&old.member.target) {
            for new in by_target.get(&target).into_iter().flatten() {
                if are_similar(&old.member.name, &new.member.name) {
                    edges.insert((old.change, new.change));
                }
            }
        }
    }
    unambiguous(edges)
}

/// Those that match each other and nothing else, in order.
fn unambiguous(edges: HashSet<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut partners: HashMap<usize, usize> = HashMap::new();
    for (old, new) in &edges {
        *partners.entry(*old).or_default() += 1;
        *partners.entry(*new).or_default() += 1;
    }
    let is_alone = |change: &usize| partners.get(change) == Some(&1);
    let mut alone: Vec<(usize, usize)> =
        edges.into_iter().filter(|(old, new)| is_alone(old) && is_alone(new)).collect();
    alone.sort_unstable();
    alone
}
