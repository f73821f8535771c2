//! Compares the languages of two automata.

use std::collections::HashSet;

use super::Relation;
use super::dfa::Dfa;
use super::set::Set;
use super::state::State;
use super::symbols::Symbols;
use super::terms::index;

/// The largest number of pairs of states that are compared.
const MAX_PAIRS: usize = 100_000;

/// Compares the language of the new automaton with that of the old one; `None` if that takes too many steps.
pub(super) fn compare(old: &Dfa, new: &Dfa) -> Option<Relation> {
    if equal(old, new) {
        return Some(Relation::Same);
    }
    includes(new, old).map(|wider| if wider { Relation::Wider } else { Relation::Other })
}

/// Returns whether two minimal automata accept the same language: then they differ at most in their alphabets.
fn equal(left: &Dfa, right: &Dfa) -> bool {
    if left.states.len() != right.states.len() {
        return false;
    }
    let label = |dfa: &Dfa, symbols: Symbols| dfa.alphabet.set(symbols);
    let mut pairs = vec![(0_usize, 0_usize)];
    let mut partner: Vec<Option<usize>> = vec![None; left.states.len()];
    while let Some((a, b)) = pairs.pop() {
        let (Some(from), Some(to), Some(known)) =
            (left.states.get(a), right.states.get(b), partner.get_mut(a))
        else {
            // Neither has states.
            return left.states.is_empty();
        };
        match known {
            Some(other) if *other == b => continue,
            Some(_) => return false,
            None => *known = Some(b),
        }
        if from.accepts != to.accepts || from.edges.len() != to.edges.len() {
            return false;
        }
        let targets: Vec<_> =
            to.edges.iter().map(|(symbols, target)| (label(right, *symbols), *target)).collect();
        for (symbols, target) in &from.edges {
            let set = label(left, *symbols);
            let Some((_, other)) = targets.iter().find(|(other, _)| *other == set) else {
                return false;
            };
            pairs.push((index(*target), index(*other)));
        }
    }
    true
}

/// Returns whether `wide` accepts every text that `narrow` accepts. In a minimal automaton, an accepting state can be
/// reached from each state, so an edge that only `narrow` has means that it accepts more.
fn includes(wide: &Dfa, narrow: &Dfa) -> Option<bool> {
    if narrow.states.is_empty() {
        return Some(true);
    }
    let mut seen: HashSet<(usize, usize)> = HashSet::new();
    let mut pairs = vec![(0_usize, 0_usize)];
    while let Some((a, b)) = pairs.pop() {
        if !seen.insert((a, b)) {
            continue;
        }
        if seen.len() > MAX_PAIRS {
            return None;
        }
        let (Some(from), Some(to)) = (narrow.states.get(a), wide.states.get(b)) else {
            return Some(false);
        };
        if from.accepts && !to.accepts {
            return Some(false);
        }
        let ways = edges(wide, to);
        for (set, target) in edges(narrow, from) {
            let mut rest = set.clone();
            for (other, beside) in &ways {
                if !set.intersection(other).is_empty() {
                    pairs.push((target, *beside));
                    rest = rest.intersection(&other.complement());
                }
            }
            if !rest.is_empty() {
                return Some(false);
            }
        }
    }
    Some(true)
}

fn edges(dfa: &Dfa, state: &State) -> Vec<(Set, usize)> {
    let edges = state.edges.iter();
    edges.map(|(symbols, target)| (dfa.alphabet.set(*symbols), index(*target))).collect()
}
