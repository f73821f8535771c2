//! Members that may have been renamed: a removed and an added member of one shape with the same target, whose names in the
//! model or on the wire are similar.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Rename, without_case_and_separators};
use crate::diff::member_lookup::MemberLookup;
use crate::diff::versions::Versions;
use crate::diff::{Change, Kind};
use crate::suggest::are_similar;
use crate::{HttpBinding, Member, ShapeId};

/// The maximum number of pairs of names that are compared for all shapes together: that of 500 removed and 500 added members.
const MAX_COMPARISONS: usize = 250_000;

/// A removed or added member.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    /// The position of its change.
    change: usize,
    member: &'a Member,
}

/// The removed and added members of a shape.
#[derive(Default)]
struct Candidates<'a> {
    removed: Vec<Candidate<'a>>,
    added: Vec<Candidate<'a>>,
}

/// Finds renamed members. Returns the shapes with too many candidates to compare their names.
pub(super) fn find_renamed_members(
    versions: &Versions<'_>,
    changes: &[Change],
    renames: &mut Vec<Rename>,
) -> Vec<ShapeId> {
    let mut too_large = Vec::new();
    let mut comparisons = 0;
    let mut add = |pairs: &[(usize, usize)]| {
        let kind = Kind::MemberRenamed;
        renames.extend(pairs.iter().map(|(removed, added)| Rename {
            kind,
            removed: *removed,
            added: *added,
        }));
    };
    for (shape, candidates) in candidates_by_shape(versions, changes) {
        let found = match_by_key(versions, &candidates);
        add(&found);
        let rest = candidates.without(&found);
        let number = rest.number_of_comparisons(versions);
        if comparisons + number > MAX_COMPARISONS {
            too_large.push(shape);
            continue;
        }
        comparisons += number;
        add(&match_by_similarity(versions, &rest));
    }
    too_large
}

/// Returns the candidates of the shapes that have removed and added members.
fn candidates_by_shape<'a>(
    versions: &Versions<'a>,
    changes: &[Change],
) -> impl Iterator<Item = (ShapeId, Candidates<'a>)> {
    let mut lookup = MemberLookup::default();
    let mut shapes: BTreeMap<ShapeId, Candidates<'a>> = BTreeMap::new();
    for (position, change) in changes.iter().enumerate() {
        let is_removed = match change.kind {
            Kind::MemberRemoved | Kind::UnionVariantRemoved => true,
            Kind::EventstreamChanged if change.after.is_none() => true,
            Kind::MemberAddedOptional | Kind::MemberAddedRequired => false,
            Kind::UnionVariantAdded | Kind::EventAdded => false,
            _ => continue,
        };
        let [old, new] = lookup.members(versions, change);
        let Some(member) = (if is_removed { old } else { new }) else { continue };
        let candidates = shapes.entry(change.place.id.shape()).or_default();
        let side = if is_removed { &mut candidates.removed } else { &mut candidates.added };
        side.push(Candidate { change: position, member });
    }
    shapes.into_iter().filter(|(_, it)| !it.removed.is_empty() && !it.added.is_empty())
}

impl<'a> Candidates<'a> {
    /// Returns the candidates that are in none of these pairs.
    fn without(self, pairs: &[(usize, usize)]) -> Self {
        let paired: HashSet<usize> = pairs.iter().flat_map(|(old, new)| [*old, *new]).collect();
        let keep = |side: Vec<Candidate<'a>>| {
            side.into_iter().filter(|it| !paired.contains(&it.change)).collect()
        };
        Self { removed: keep(self.removed), added: keep(self.added) }
    }

    /// Returns the added members by their targets.
    fn added_by_target(&self) -> HashMap<&'a ShapeId, Vec<Candidate<'a>>> {
        let mut by_target: HashMap<&ShapeId, Vec<Candidate<'a>>> = HashMap::new();
        for added in &self.added {
            by_target.entry(&added.member.target).or_default().push(*added);
        }
        by_target
    }

    /// Returns the number of pairs with the same target.
    fn number_of_comparisons(&self, versions: &Versions<'_>) -> usize {
        let by_target = self.added_by_target();
        let number = |removed: &Candidate<'_>| -> usize {
            let targets = versions.pairing.counterparts(&removed.member.target);
            targets.map(|target| by_target.get(&target).map_or(0, Vec::len)).sum()
        };
        self.removed.iter().map(number).sum()
    }
}

/// Returns the pairs whose names differ only in case and separators, or whose wire names are equal.
fn match_by_key(versions: &Versions<'_>, candidates: &Candidates<'_>) -> Vec<(usize, usize)> {
    let mut by_key: HashMap<(ShapeId, Key), [Vec<usize>; 2]> = HashMap::new();
    for Candidate { change, member } in &candidates.added {
        for key in keys(member) {
            let [_, added] = by_key.entry((member.target.clone(), key)).or_default();
            added.push(*change);
        }
    }
    for Candidate { change, member } in &candidates.removed {
        for target in versions.pairing.counterparts(&member.target) {
            for key in keys(member) {
                if let Some([removed, _]) = by_key.get_mut(&(target.clone(), key)) {
                    removed.push(*change);
                }
            }
        }
    }
    // A member with two possible partners is ambiguous, so that two of them are enough.
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

/// A name of a member that is compared.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Name(String),
    Wire(String),
    Binding(String),
}

fn keys(member: &Member) -> Vec<Key> {
    let wire = member.traits.json_name().unwrap_or(&member.name).to_owned();
    let mut keys = vec![Key::Name(without_case_and_separators(&member.name)), Key::Wire(wire)];
    match member.traits.http_binding() {
        HttpBinding::Body => {}
        binding => keys.push(Key::Binding(format!("{binding:?}"))),
    }
    keys
}

/// Returns the pairs whose names differ in a few letters.
fn match_by_similarity(
    versions: &Versions<'_>,
    candidates: &Candidates<'_>,
) -> Vec<(usize, usize)> {
    let by_target = candidates.added_by_target();
    let mut edges = HashSet::new();
    for old in &candidates.removed {
        for target in versions.pairing.counterparts(&old.member.target) {
            for new in by_target.get(&target).into_iter().flatten() {
                if are_similar(&old.member.name, &new.member.name) {
                    edges.insert((old.change, new.change));
                }
            }
        }
    }
    unambiguous(edges)
}

/// Returns the pairs whose members are in no other pair, sorted.
fn unambiguous(edges: HashSet<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut partners: HashMap<usize, usize> = HashMap::new();
    for (old, new) in &edges {
        *partners.entry(*old).or_default() += 1;
        *partners.entry(*new).or_default() += 1;
    }
    let has_one_partner = |change: &usize| partners.get(change) == Some(&1);
    let mut pairs: Vec<(usize, usize)> = edges
        .into_iter()
        .filter(|(old, new)| has_one_partner(old) && has_one_partner(new))
        .collect();
    pairs.sort_unstable();
    pairs
}
