//! Windows: how long the texts are that a pattern matches. A text of another length needs no matching.

use super::dfa::{Budget, Dfa, Limits};
use super::set::Set;
use super::syntax::Syntax;
use super::terms::index;

/// The least and the greatest number of code points of a text, and whether texts have code points beyond ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Window {
    pub min: u16,
    /// `None` if there are texts of any length, or of more than can be encoded.
    pub max: Option<u16>,
    pub is_ascii: bool,
    /// Whether the automaton accepts only texts within the window, so that nothing else has to count.
    pub is_implied: bool,
}

impl Window {
    /// Returns the window of an automaton that accepts a text; `None` if its shortest text is too long to be encoded.
    pub(super) fn of(dfa: &Dfa) -> Option<Self> {
        let min = u16::try_from(find_shortest(dfa)?).ok()?;
        let max = find_longest(dfa).and_then(|max| u16::try_from(max).ok());
        let edges = dfa.states.iter().flat_map(|state| &state.edges);
        let beyond = Set::range(0x80, 0x10_FFFF);
        let is_ascii = edges
            .map(|(symbols, _)| dfa.alphabet.set(*symbols))
            .all(|set| set.intersection(&beyond).is_empty());
        Some(Self { min, max: max.filter(|max| *max < u16::MAX), is_ascii, is_implied: true })
    }
}

/// Returns the length of the shortest text.
fn find_shortest(dfa: &Dfa) -> Option<usize> {
    let mut seen = vec![false; dfa.states.len()];
    let mut states = vec![0];
    for length in 0..=dfa.states.len() {
        let mut next = Vec::new();
        for state in states {
            let Some(seen) = seen.get_mut(state).filter(|seen| !**seen) else { continue };
            *seen = true;
            let state = dfa.states.get(state)?;
            if state.accepts {
                return Some(length);
            }
            next.extend(state.edges.iter().map(|(_, to)| index(*to)));
        }
        states = next;
    }
    None
}

/// Returns the length of the longest text; `None` if there is no longest, because states are on a cycle.
fn find_longest(dfa: &Dfa) -> Option<usize> {
    let mut incoming = vec![0_usize; dfa.states.len()];
    for (_, to) in dfa.states.iter().flat_map(|state| &state.edges) {
        *incoming.get_mut(index(*to))? += 1;
    }
    let mut lengths = vec![0; dfa.states.len()];
    let is_on_cycle = incoming.first().is_none_or(|incoming| *incoming > 0);
    let mut open = if is_on_cycle { Vec::new() } else { vec![0] };
    let mut done = 0;
    let mut longest = 0;
    while let Some(from) = open.pop() {
        done += 1;
        let (state, length) = (dfa.states.get(from)?, *lengths.get(from)?);
        longest = longest.max(length);
        for (_, to) in &state.edges {
            let to = index(*to);
            let known = lengths.get_mut(to)?;
            *known = length.max(*known).max(length + 1);
            let incoming = incoming.get_mut(to)?;
            *incoming -= 1;
            if *incoming == 0 {
                open.push(to);
            }
        }
    }
    // Each state is reachable and leads to an accepting one, so that those on a cycle never become open.
    (done == dfa.states.len()).then_some(longest)
}

/// The largest number of pairs of states, with a number of code points, that are compared.
const MAX_COMPARED: usize = 20_000;

/// Returns an automaton that accepts, of the texts whose length is in the window, the same as another one, but is smaller
/// because it doesn't count; `None` if none was found.
pub(super) fn without_counts(
    syntax: &Syntax,
    dfa: &Dfa,
    window: Window,
    limits: Limits,
    budget: &mut Budget,
) -> Option<Dfa> {
    const MANY: usize = 8;
    if dfa.states.len() < MANY || window.min == 0 && window.max.is_none() {
        return None;
    }
    let candidates = [true, false].map(|all| uncounted(syntax, all));
    candidates.into_iter().filter(|candidate| candidate != syntax).find_map(|candidate| {
        let other = Dfa::of(&candidate, limits, budget).ok()?;
        let is_smaller = 2 * other.states.len() <= dfa.states.len();
        (is_smaller && is_equal_within(dfa, &other, window)).then_some(other)
    })
}

/// Returns a pattern whose repetitions have no bounds but 0 and 1; of those with a fixed number, only if `all` are wanted.
fn uncounted(syntax: &Syntax, all: bool) -> Syntax {
    const FEW: u32 = 3;
    let inner = |parts: &[Syntax]| parts.iter().map(|part| uncounted(part, all)).collect();
    match syntax {
        Syntax::Empty | Syntax::Set(_) | Syntax::Start => syntax.clone(),
        Syntax::Sequence(parts) => Syntax::sequence(inner(parts)),
        Syntax::Either(branches) => Syntax::either(inner(branches)),
        Syntax::Look { behind, negated, body } => {
            Syntax::look(*behind, *negated, uncounted(body, all))
        }
        Syntax::Repeat(body, min, max) => {
            let body = uncounted(body, all);
            let is_counted = *min > FEW || max.is_some_and(|max| max > FEW);
            if is_counted && (all || Some(*min) != *max) {
                Syntax::repeat(body, (*min).min(1), None)
            } else {
                Syntax::repeat(body, *min, *max)
            }
        }
    }
}

/// Returns whether an automaton accepts the texts that another one accepts and whose length is in the window.
fn is_equal_within(counting: &Dfa, other: &Dfa, window: Window) -> bool {
    let max = window.max.map_or(usize::MAX, usize::from);
    let edges = |dfa: &Dfa| -> Vec<Vec<(Set, usize)>> {
        let edges_of = |state: &super::state::State| {
            let edges = state.edges.iter();
            edges.map(|(symbols, to)| (dfa.alphabet.set(*symbols), index(*to))).collect()
        };
        dfa.states.iter().map(edges_of).collect()
    };
    let (left_edges, right_edges) = (edges(counting), edges(other));
    let mut seen = std::collections::HashSet::new();
    // A state that the counting automaton doesn't have accepts nothing. Beyond the least length the number of code points
    // counts only if there is a greatest one.
    let mut open = vec![(Some(0), 0, 0)];
    while let Some((left, right, length)) = open.pop() {
        let counted: usize =
            if window.max.is_some() { length } else { usize::from(window.min).min(length) };
        if !seen.insert((left, right, counted)) {
            continue;
        }
        if seen.len() > MAX_COMPARED {
            return false;
        }
        let left_accepts = left
            .and_then(|left: usize| counting.states.get(left))
            .is_some_and(|state| state.accepts);
        let right_accepts = other.states.get(right).is_some_and(|state| state.accepts);
        if left_accepts != (right_accepts && (window.min.into()..=max).contains(&length)) {
            return false;
        }
        if length >= max {
            continue;
        }
        let ways =
            left.and_then(|left| left_edges.get(left)).map(Vec::as_slice).unwrap_or_default();
        let mut all = Set::default();
        for (set, to) in right_edges.get(right).into_iter().flatten() {
            let mut rest = set.clone();
            for (other, target) in ways {
                if !set.intersection(other).is_empty() {
                    open.push((Some(*target), *to, length + 1));
                    rest = rest.minus(other);
                }
            }
            if !rest.is_empty() {
                open.push((None, *to, length + 1));
            }
            all = Set::union([all, set.clone()]);
        }
        // What only the counting automaton goes on with, it accepts.
        if ways.iter().any(|(set, _)| !set.minus(&all).is_empty()) {
            return false;
        }
    }
    true
}
