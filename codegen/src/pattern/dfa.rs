//! Deterministic automata over the symbols of a pattern.

use super::hash::Map;
use super::minimize::minimize;
use super::state::State;
use super::subsets::{ALWAYS, AT_START, Context, NEVER, SetId, Subsets};
use super::symbols::{Alphabet, Symbols};
use super::syntax::Syntax;
use super::terms::{DONE, Part, Terms, number};
use super::{Unsupported, UnsupportedKind};

/// A deterministic automaton. State 0 is the start, and states are sorted by their distance from it. A symbol without an
/// edge is rejected.
#[derive(Clone, Debug)]
pub(super) struct Dfa {
    pub alphabet: Alphabet,
    /// The states; empty if the automaton accepts no text.
    pub states: Vec<State>,
}

/// The number of steps that are left for compiling several patterns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    pub steps: usize,
}

impl Budget {
    /// Returns a budget without a limit; the limits of each automaton still apply.
    pub fn unlimited() -> Self {
        Self { steps: usize::MAX }
    }

    /// Subtracts steps; the budget doesn't become negative.
    fn spend(&mut self, steps: usize) {
        self.steps = self.steps.saturating_sub(steps);
    }
}

/// The largest numbers of steps and states for one automaton.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub steps: usize,
    pub states: usize,
}

impl Dfa {
    /// Returns the minimal automaton that accepts the texts that contain a match of the pattern.
    ///
    /// # Errors
    /// The automaton exceeds the limits or the budget.
    pub(super) fn of(
        syntax: &Syntax,
        limits: Limits,
        budget: &mut Budget,
    ) -> Result<Self, Unsupported> {
        let (states, alphabet) = build_states(syntax, limits, budget, StateKind::Subset)?;
        budget.spend(states.len());
        Ok(Self { states: minimize(states, alphabet.symbols.len()), alphabet })
    }

    /// Returns a nondeterministic automaton, which can be in several states simultaneously. It has at most as many states as
    /// the pattern is long when its repetitions are expanded.
    ///
    /// # Errors
    /// The automaton exceeds the limits or the budget.
    pub(super) fn simultaneous(
        syntax: &Syntax,
        limits: Limits,
        budget: &mut Budget,
    ) -> Result<Self, Unsupported> {
        let (states, alphabet) = build_states(syntax, limits, budget, StateKind::Item)?;
        Ok(Self { states, alphabet })
    }

    /// Returns whether every text is accepted.
    pub(super) fn is_everything(&self) -> bool {
        let all = self.alphabet.all();
        self.states.first().is_some_and(|start| start.accepts && start.edges == [(all, 0)])
    }
}

/// What a state of an automaton represents.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StateKind {
    /// A set of terms, in a deterministic automaton.
    Subset,
    /// A single term, in a nondeterministic automaton.
    Item,
}

fn build_states(
    syntax: &Syntax,
    limits: Limits,
    budget: &mut Budget,
    kind: StateKind,
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
    let start = Configuration { at_start: true, set: start, behinds };
    let states = explore(&mut subsets, start, limits, kind);
    budget.spend(steps - subsets.remaining_steps());
    Ok((states?, alphabet))
}

/// What a state represents: a position in the pattern and in its look-behinds.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Configuration {
    at_start: bool,
    set: SetId,
    /// The position in each look-behind.
    behinds: Vec<SetId>,
}

fn explore(
    subsets: &mut Subsets,
    start: Configuration,
    limits: Limits,
    kind: StateKind,
) -> Result<Vec<State>, Unsupported> {
    let mut numbers: Map<Configuration, u32> = Map::default();
    numbers.insert(start.clone(), 0);
    let mut configurations = vec![start];
    let mut states = Vec::new();
    while let Some(configuration) = configurations.get(states.len()).cloned() {
        let (accepts, targets) = find_transitions(subsets, &configuration)?;
        let mut edges: Vec<(Symbols, u32)> = Vec::with_capacity(targets.len());
        for (symbols, configuration) in targets {
            let sets = if kind == StateKind::Item {
                subsets.items(configuration.set)
            } else {
                vec![configuration.set]
            };
            for set in sets {
                subsets.spend(1)?;
                let configuration = Configuration { set, ..configuration.clone() };
                let number = *numbers.entry(configuration).or_insert_with_key(|configuration| {
                    configurations.push(configuration.clone());
                    number(configurations.len() - 1)
                });
                match edges.iter_mut().find(|(_, other)| *other == number) {
                    Some((known, _)) => *known = known.or(symbols),
                    None => edges.push((symbols, number)),
                }
            }
        }
        if configurations.len() > limits.states {
            return Err(Unsupported::new(
                UnsupportedKind::TooBig,
                "its automaton has too many states",
            ));
        }
        states.push(State { accepts, edges });
    }
    Ok(states)
}

/// Returns whether the text may end at a configuration, and the configuration that follows on each set of symbols.
fn find_transitions(
    subsets: &mut Subsets,
    configuration: &Configuration,
) -> Result<(bool, Vec<(Symbols, Configuration)>), Unsupported> {
    let mut context: Context = if configuration.at_start { AT_START } else { 0 };
    let mut behinds = Vec::with_capacity(configuration.behinds.len());
    for (index, set) in configuration.behinds.iter().enumerate() {
        let moves = subsets.moves(*set, context)?;
        context |= Context::from(moves.marked) << (index + 1);
        behinds.push(moves);
    }
    let moves = subsets.moves(configuration.set, context)?;
    let mut next: Vec<(Symbols, Configuration)> = Vec::with_capacity(moves.blocks.len());
    for (symbols, set) in moves.blocks.iter().copied().filter(|(_, set)| *set != NEVER) {
        let mut cases = vec![(symbols, Vec::new())];
        // If any rest of the text matches, look-behinds have no effect.
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
        let configuration = |behinds| Configuration { at_start: false, set, behinds };
        next.extend(cases.into_iter().map(|(symbols, behinds)| (symbols, configuration(behinds))));
    }
    Ok((moves.accepts, next))
}
