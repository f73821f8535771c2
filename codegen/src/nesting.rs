//! How deeply the types of a module nest, and with it the recursion limit that the compiler needs for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::cycles;
use crate::rust::{Api, Type};

/// The compiler's recursion limit where a crate sets none.
const USUAL_LIMIT: usize = 128;
/// How many steps types of the standard library take below the innermost member.
const LEAF_STEPS: usize = 10;

/// The steps from an item to each item that its fields hold: the most there are.
type Edges<'a> = BTreeMap<&'a str, BTreeMap<&'a str, usize>>;

/// Items that all hold each other, or a single item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Component<'a> {
    Cycle(usize),
    Item(&'a str),
}

/// Returns the recursion limit that a crate with the module needs, where that is more than the usual one. To prove that a
/// type is `Send`, the compiler walks through all types that it holds, a step for each part of them.
pub fn recursion_limit(api: &Api) -> Option<usize> {
    let edges = edges(api);
    let names = edges.iter().map(|(from, to)| (*from, to.keys().copied().collect()));
    let names: BTreeMap<&str, BTreeSet<&str>> = names.collect();
    let cycles = cycles(&names);
    let component = |name: &'_ _| cycles.get(name).map(|cycle| Component::Cycle(*cycle));
    // The steps within each component, and those to others.
    let mut within: BTreeMap<Component<'_>, usize> = BTreeMap::new();
    let mut between: BTreeMap<Component<'_>, BTreeMap<Component<'_>, usize>> = BTreeMap::new();
    for (from, targets) in &edges {
        let start = component(from).unwrap_or(Component::Item(from));
        let mut inner = 0;
        for (to, steps) in targets {
            let end = component(to).unwrap_or(Component::Item(to));
            if start == end {
                inner = inner.max(*steps);
            } else {
                let known = between.entry(start).or_default().entry(end).or_default();
                *known = (*known).max(*steps);
            }
        }
        *within.entry(start).or_default() += inner;
    }
    let depth = longest_path(&within, &between) + LEAF_STEPS;
    (depth > USUAL_LIMIT).then(|| depth.next_power_of_two())
}

/// Returns the length of the longest path through components, without recursion: models may nest as deep as they like.
fn longest_path<'a>(
    within: &BTreeMap<Component<'a>, usize>,
    between: &BTreeMap<Component<'a>, BTreeMap<Component<'a>, usize>>,
) -> usize {
    let mut depths: BTreeMap<Component<'a>, usize> = BTreeMap::new();
    let targets = |from: Component<'a>| between.get(&from).into_iter().flatten();
    for root in within.keys() {
        let mut open = vec![*root];
        while let Some(last) = open.last().copied() {
            let unknown = targets(last).map(|(to, _)| *to).find(|to| !depths.contains_key(to));
            if let Some(next) = unknown.filter(|_| !depths.contains_key(&last)) {
                open.push(next);
                continue;
            }
            let below = targets(last).map(|(to, steps)| steps + depths.get(to).unwrap_or(&0));
            let depth = within.get(&last).unwrap_or(&0) + below.max().unwrap_or(0);
            depths.insert(last, depth);
            open.pop();
        }
    }
    depths.into_values().max().unwrap_or(0)
}

fn edges(api: &Api) -> Edges<'_> {
    let mut edges = Edges::new();
    for item in &api.items {
        let targets = edges.entry(item.name.as_str()).or_default();
        for field in item.fields() {
            // The item itself is a step.
            if let Some((name, steps)) = held(&field.ty, 1) {
                let known = targets.entry(name).or_default();
                *known = (*known).max(steps);
            }
        }
    }
    edges
}

/// The item that a type holds, and how many steps it is away. For maps and vectors these are the steps of the longest
/// proof, that of `UnwindSafe`, which rustdoc asks for.
fn held(ty: &Type, steps: usize) -> Option<(&str, usize)> {
    match ty {
        Type::Item(name) => Some((name, steps)),
        Type::Option(inner) => held(inner, steps + 1),
        Type::Boxed(inner) => held(inner, steps + 3),
        Type::Vec(inner) => held(inner, steps + 4),
        Type::Map(inner) => held(inner, steps + 10),
        _ => None,
    }
}
