//! The states of deterministic automata.

use super::hash::Map;
use super::symbols::Symbols;
use super::terms::{index, number};

/// A state of an automaton.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Whether the automaton accepts a text that ends here.
    pub accepts: bool,
    /// Disjoint sets of symbols, and the number of the state that each leads to.
    pub edges: Vec<(Symbols, u32)>,
}

/// Renumbers states by their distance from the start, and removes unreachable states.
pub(super) fn sort_by_distance(states: Vec<State>) -> Vec<State> {
    let mut numbers: Map<u32, u32> = Map::default();
    numbers.insert(0, 0);
    let mut order: Vec<u32> = vec![0];
    let mut ordered: Vec<State> = Vec::with_capacity(states.len());
    while let Some(state) = order.get(ordered.len()).and_then(|id| states.get(index(*id))) {
        let mut edges: Vec<(Symbols, u32)> = state.edges.clone();
        edges.sort_unstable_by_key(|(symbols, _)| symbols.first());
        for (_, target) in &mut edges {
            let next = number(order.len());
            *target = *numbers.entry(*target).or_insert_with_key(|target| {
                order.push(*target);
                next
            });
        }
        ordered.push(State { accepts: state.accepts, edges });
    }
    ordered
}
