//! Cycles of shapes, from which follows what must be boxed.

use std::collections::{BTreeMap, BTreeSet};

/// The nodes of a directed graph that are on a cycle, each with a number that it shares with just
/// the nodes that it can reach and that can reach it (Tarjan's strongly connected components,
/// without recursion).
pub fn cycles<N: Ord + Copy>(edges: &BTreeMap<N, BTreeSet<N>>) -> BTreeMap<N, usize> {
    let mut search =
        Search { edges, marks: BTreeMap::new(), stack: Vec::new(), cycles: BTreeMap::new() };
    for node in edges.keys() {
        if !search.marks.contains_key(node) {
            search.from(*node);
        }
    }
    search.cycles
}

struct Search<'a, N> {
    edges: &'a BTreeMap<N, BTreeSet<N>>,
    marks: BTreeMap<N, Mark>,
    stack: Vec<N>,
    cycles: BTreeMap<N, usize>,
}

#[derive(Clone, Copy)]
struct Mark {
    order: usize,
    lowest: usize,
    open: bool,
}

impl<N: Ord + Copy> Search<'_, N> {
    fn from(&mut self, root: N) {
        let mut path = vec![(root, self.targets(root))];
        self.enter(root);
        while let Some((node, targets)) = path.last_mut() {
            let node = *node;
            match targets.pop() {
                Some(next) => match self.marks.get(&next).copied() {
                    None => {
                        self.enter(next);
                        path.push((next, self.targets(next)));
                    }
                    Some(mark) if mark.open => self.lower(node, mark.order),
                    Some(_) => {}
                },
                None => {
                    path.pop();
                    let lowest = self.leave(node);
                    if let Some((parent, _)) = path.last() {
                        self.lower(*parent, lowest);
                    }
                }
            }
        }
    }

    fn targets(&self, node: N) -> Vec<N> {
        self.edges.get(&node).into_iter().flatten().copied().collect()
    }

    fn enter(&mut self, node: N) {
        let order = self.marks.len();
        self.marks.insert(node, Mark { order, lowest: order, open: true });
        self.stack.push(node);
    }

    fn lower(&mut self, node: N, order: usize) {
        if let Some(mark) = self.marks.get_mut(&node) {
            mark.lowest = mark.lowest.min(order);
        }
    }

    /// Closes a node whose targets have all been seen, and with the root of a component the others.
    fn leave(&mut self, node: N) -> usize {
        let Some(mark) = self.marks.get(&node).copied() else { return usize::MAX };
        if mark.lowest == mark.order {
            let from = self.stack.iter().rposition(|open| *open == node).unwrap_or(0);
            let component = self.stack.split_off(from);
            let itself = self.edges.get(&node).is_some_and(|targets| targets.contains(&node));
            for member in &component {
                if let Some(mark) = self.marks.get_mut(member) {
                    mark.open = false;
                }
                if component.len() > 1 || itself {
                    self.cycles.insert(*member, mark.order);
                }
            }
        }
        mark.lowest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(u32, u32)]) -> BTreeMap<u32, BTreeSet<u32>> {
        let mut graph: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for (from, to) in edges {
            graph.entry(*from).or_default().insert(*to);
        }
        graph
    }

    #[test]
    fn components_of_one_are_cycles_only_through_themselves() {
        let cycles = cycles(&graph(&[(1, 2), (2, 3), (3, 2), (3, 4), (5, 5), (6, 1)]));
        assert_eq!(cycles.keys().copied().collect::<Vec<_>>(), [2, 3, 5]);
        assert_eq!(cycles[&2], cycles[&3]);
        assert_ne!(cycles[&2], cycles[&5]);
    }

    #[test]
    fn long_chains_do_not_overflow_the_stack() {
        let mut edges: Vec<_> = (0..200_000).map(|n| (n, n + 1)).collect();
        edges.push((200_000, 0));
        assert_eq!(cycles(&graph(&edges)).len(), 200_001);
    }
}
