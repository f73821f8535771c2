//! Deterministic automata over the symbols of a pattern.

use super::hash::Map;
use super::minimize::minimize;
use super::subsets::{ALWAYS, AT_START, Context, NEVER, SetId, Subsets};
use super::symbols::{Alphabet, Symbols};
use super::syntax::Syntax;
use super::terms::{DONE, Part, Terms, index, number};
use super::{Kind, Unsupported};

/// An automaton whose states are numbered from the start in the order of their distance; what has no
/// edge leads to nothing.
#[derive(Clone, Debug)]
pub(super) struct Dfa {
    pub alphabet: Alphabet,
    /// No states: nothing matches.
    pub states: Vec<State>,
}

/// A state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Whether the text may end here.
    pub accepts: bool,
    /// Disjoint sets of symbols and where each leads.
    pub edges: Vec<(Symbols, u32)>,
}

/// The steps that compiling patterns may still take together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    pub steps: usize,
}

impl Budget {
    /// Returns a budget that only the limits of each automaton bound.
    pub fn unlimited() -> Self {
        Self { steps: usize::MAX }
    }

    /// Takes steps away, as far as there are any.
    fn spend(&mut self, steps: usize) {
        self.steps = self.steps.saturating_sub(steps);
    }
}

/// How much an automaton may cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub steps: usize,
    pub states: usize,
}

impl Dfa {
    /// The smallest automaton of the texts in which the pattern is found.
    pub(super) fn of(
        syntax: &Syntax,
        limits: Limits,
        budget: &mut Budget,
    ) -> Result<Self, Unsupported> {
        let (states, alphabet) = states(syntax, limits, budget, Next::Sets)?;
        budget.spend(states.len());
        Ok(Self { states: minimize(states, alphabet.symbols.len()), alphabet })
    }

    /// An automaton that may be in many states at once: it has no more of them than the pattern is long
    /// when its repetitions are written out.
    pub(super) fn simultaneous(
        syntax: &Syntax,
        limits: Limits,
        budget: &mut Budget,
    ) -> Result<Self, Unsupported> {
        let (states, alphabet) = states(syntax, limits, budget, Next::Items)?;
        Ok(Self { states, alphabet })
    }

    /// Whether every text is accepted.
    pub(super) fn is_everything(&self) -> bool {
        let all = self.alphabet.all();
        self.states.first().is_some_and(|start| start.accepts && start.edges == [(all, 0)])
    }
}

/// Whether a place has a set or, in an automaton of simultaneous states, one item of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Sets,
    Items,
}

fn states(
    syntax: &Syntax,
    limits: Limits,
    budget: &mut Budget,
    next: Next,
) -> Result<(Vec<State>, Alphabet), Unsupported> {
    let (terms, root, alphabet) = Terms::of(syntax)?;
    let all = alphabet.all();
    let steps = limits.steps.min(budget.steps);
    let mut subsets = Subsets::new(terms, all, steps);
    let mut term = subsets.terms.before(root, DONE);
    if !syntax.is_anchored() {
        term = subsets.terms.anywhere_before(all, term);
    }
    let start = subsets.only(term);
    let mut behinds = Vec::new();
    for body in subsets.terms.behinds.clone() {
        let mark = subsets.terms.part(Part::Mark);
        let marked = subsets.terms.before(mark, DONE);
        let term = subsets.terms.before(body, marked);
        let term = subsets.terms.anywhere_before(all, term);
        behinds.push(subsets.only(term));
    }
    let start = Place { at_start: true, set: start, behinds };
    let states = explore(&mut subsets, start, limits, next);
    budget.spend(steps - subsets.remaining_steps());
    Ok((states?, alphabet))
}

/// A state before it has a number.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Place {
    at_start: bool,
    set: SetId,
    /// How far each look-behind is.
    behinds: Vec<SetId>,
}

fn explore(
    subsets: &mut Subsets,
    start: Place,
    limits: Limits,
    next: Next,
) -> Result<Vec<State>, Unsupported> {
    let mut numbers: Map<Place, u32> = Map::default();
    numbers.insert(start.clone(), 0);
    let mut places = vec![start];
    let mut states = Vec::new();
    while let Some(place) = places.get(states.len()).cloned() {
        let (accepts, targets) = follow(subsets, &place)?;
        let mut edges: Vec<(Symbols, u32)> = Vec::with_capacity(targets.len());
        for (symbols, place) in targets {
            let sets = if next == Next::Items { subsets.items(place.set) } else { vec![place.set] };
            for set in sets {
                subsets.spend(1)?;
                let place = Place { set, ..place.clone() };
                let number = *numbers.entry(place).or_insert_with_key(|place| {
                    places.push(place.clone());
                    number(places.len() - 1)
                });
                match edges.iter_mut().find(|(_, other)| *other == number) {
                    Some((known, _)) => *known = known.or(symbols),
                    None => edges.push((symbols, number)),
                }
            }
        }
        if places.len() > limits.states {
            return Err(Unsupported::new(Kind::TooBig, "its automaton has too many states"));
        }
        states.push(State { accepts, edges });
    }
    Ok(states)
}

/// Whether the text may end at a place, and what follows on it.
fn follow(
    subsets: &mut Subsets,
    place: &Place,
) -> Result<(bool, Vec<(Symbols, Place)>), Unsupported> {
    let mut context: Context = if place.at_start { AT_START } else { 0 };
    let mut behinds = Vec::with_capacity(place.behinds.len());
    for (index, set) in place.behinds.iter().enumerate() {
        let moves = subsets.moves(*set, context)?;
        context |= Context::from(moves.marked) << (index + 1);
        behinds.push(moves);
    }
    let moves = subsets.moves(place.set, context)?;
    let mut next: Vec<(Symbols, Place)> = Vec::with_capacity(moves.blocks.len());
    for (symbols, set) in moves.blocks.iter().copied().filter(|(_, set)| *set != NEVER) {
        let mut cases = vec![(symbols, Vec::new())];
        // What always matches needs to know nothing.
        for moves in behinds.iter().filter(|_| set != ALWAYS) {
            let mut finer = Vec::new();
            for (symbols, behinds) in cases {
                for (block, target) in &moves.blocks {
                    subsets.spend(1)?;
                    let common = symbols.and(*block);
                    if !common.is_empty() {
                        let mut behinds: Vec<SetId> = behinds.clone();
                        behinds.push(*target);
                        finer.push((common, behinds));
                    }
                }
            }
            cases = finer;
        }
        let place = |behinds| Place { at_start: false, set, behinds };
        next.extend(cases.into_iter().map(|(symbols, behinds)| (symbols, place(behinds))));
    }
    Ok((moves.accepts, next))
}

/// Numbers states by their distance from the start; those that aren't reached are left out.
pub(super) fn in_order(states: Vec<State>) -> Vec<State> {
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
