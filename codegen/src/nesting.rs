//! Computes the recursion limit that the compiler needs for the types of a module.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::find_cycles;
use crate::rust::{Api, Type};

/// The compiler's default recursion limit.
const DEFAULT_LIMIT: usize = 128;
/// The number of steps below the innermost member, within types of the standard library.
const LEAF_STEPS: usize = 10;

/// For each item, the items in its fields, each with the largest number of steps to it.
type Edges<'a> = BTreeMap<&'a str, BTreeMap<&'a str, usize>>;

/// A strongly connected component of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Component<'a> {
    /// The items of a cycle, by the number of the component.
    Cycle(usize),
    /// An item that isn't on a cycle.
    Item(&'a str),
}

/// Returns the recursion limit that a crate with the module needs, if it is above the default. To prove that a type is `Send`,
/// the compiler traverses all types that it contains, with a step for each.
pub fn recursion_limit(api: &Api) -> Option<usize> {
    let edges = collect_edges(api);
    let names = edges.iter().map(|(from, to)| (*from, to.keys().copied().collect()));
    let names: BTreeMap<&str, BTreeSet<&str>> = names.collect();
    let cycles = find_cycles(&names);
    let component = |name: &'_ _| cycles.get(name).map(|cycle| Component::Cycle(*cycle));
    // The numbers of steps within each component and between components.
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
    (depth > DEFAULT_LIMIT).then(|| depth.next_power_of_two())
}

/// Returns the length of the longest path through components. It doesn't recurse, because the depth of models is unlimited.
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

fn collect_edges(api: &Api) -> Edges<'_> {
    let mut edges = Edges::new();
    for item in &api.items {
        let targets = edges.entry(item.name.as_str()).or_default();
        for field in item.fields() {
            // The item itself is a step.
            if let Some((name, steps)) = find_item(&field.ty, 1) {
                let known = targets.entry(name).or_default();
                *known = (*known).max(steps);
            }
        }
    }
    edges
}

/// Returns the item in a type and the number of steps to it. For maps and vectors these are the steps of the longest proof,
/// that of `UnwindSafe`, which rustdoc needs.
fn find_item(ty: &Type, steps: usize) -> Option<(&str, usize)> {
    match ty {
        Type::Item(name) => Some((name, steps)),
        Type::Option(inner) => find_item(inner, steps + 1),
        Type::Boxed(inner) => find_item(inner, steps + 3),
        Type::Vec(inner) => find_item(inner, steps + 4),
        Type::Map(inner) => find_item(inner, steps + 10),
        _ => None,
    }
}
