//! Detection of cycles in graphs, which determines the members that must be boxed.

use std::collections::{BTreeMap, BTreeSet};

/// Returns the nodes of a directed graph that are on a cycle, each with the number of its strongly connected component.
/// The algorithm is Tarjan's, without recursion.
pub fn find_cycles<N: Ord + Copy>(edges: &BTreeMap<N, BTreeSet<N>>) -> BTreeMap<N, usize> {
    let mut search =
        Search { edges, marks: BTreeMap::new(), stack: Vec::new(), cycles: BTreeMap::new() };
    for node in edges.keys() {
        if !search.marks.contains_key(node) {
            search.visit_component(*node);
        }
    }
    search.cycles
}

/// The state of Tarjan's algorithm.
struct Search<'a, N> {
    edges: &'a BTreeMap<N, BTreeSet<N>>,
    marks: BTreeMap<N, Mark>,
    stack: Vec<N>,
    cycles: BTreeMap<N, usize>,
}

#[derive(Clone, Copy)]
struct Mark {
    /// The position of the node in the order of the search.
    order: usize,
    /// The lowest order that is known to be reachable from the node.
    lowest: usize,
    /// Whether the node is on the stack.
    is_open: bool,
}

impl<N: Ord + Copy> Search<'_, N> {
    fn visit_component(&mut self, root: N) {
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
                    Some(mark) if mark.is_open => self.lower(node, mark.order),
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
        self.marks.insert(node, Mark { order, lowest: order, is_open: true });
        self.stack.push(node);
    }

    fn lower(&mut self, node: N, order: usize) {
        if let Some(mark) = self.marks.get_mut(&node) {
            mark.lowest = mark.lowest.min(order);
        }
    }

    /// Leaves a node whose targets have all been visited. If it is the root of a component, closes the component. Returns the
    /// lowest order that is reachable from the node.
    fn leave(&mut self, node: N) -> usize {
        let Some(mark) = self.marks.get(&node).copied() else { return usize::MAX };
        if mark.lowest == mark.order {
            let from = self.stack.iter().rposition(|open| *open == node).unwrap_or(0);
            let component = self.stack.split_off(from);
            let has_loop = self.edges.get(&node).is_some_and(|targets| targets.contains(&node));
            for member in &component {
                if let Some(mark) = self.marks.get_mut(member) {
                    mark.is_open = false;
                }
                if component.len() > 1 || has_loop {
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
    fn a_single_node_is_a_cycle_only_with_an_edge_to_itself() {
        let cycles = find_cycles(&graph(&[(1, 2), (2, 3), (3, 2), (3, 4), (5, 5), (6, 1)]));
        assert_eq!(cycles.keys().copied().collect::<Vec<_>>(), [2, 3, 5]);
        assert_eq!(cycles[&2], cycles[&3]);
        assert_ne!(cycles[&2], cycles[&5]);
    }

    #[test]
    fn long_chains_do_not_overflow_the_stack() {
        let mut edges: Vec<_> = (0..200_000).map(|n| (n, n + 1)).collect();
        edges.push((200_000, 0));
        assert_eq!(find_cycles(&graph(&edges)).len(), 200_001);
    }
}
