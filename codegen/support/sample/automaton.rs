//! The texts that a pattern matches: the states of its automaton, and from which of them a text can end after how many code points.

use std::collections::HashMap;

use super::super::pattern_states::{Automaton, State};
use super::super::rule::Pattern;
use super::choices::Choices;
use super::code_points::CodePoints;

/// The greatest number of states that are visited. Texts that need more aren't found.
const MAX_STATES: usize = 20_000;

/// The texts of up to a number of code points that a pattern matches.
pub(super) struct Texts {
    /// For each state, the first of which is the start, its edges: their code points, and where they lead to.
    states: Vec<Vec<(CodePoints, usize)>>,
    /// For each number of code points, a bit for each state from which so many more can end a text.
    endings: Vec<Bits>,
}

impl Texts {
    /// Returns the texts of at most `longest` code points.
    pub(super) fn new(pattern: &Pattern, longest: usize) -> Option<Self> {
        let automaton = Automaton::read(pattern.1, pattern.2)?;
        let mut numbers = HashMap::from([(automaton.start(), 0)]);
        let mut found = vec![automaton.start()];
        let mut states: Vec<Vec<(CodePoints, usize)>> = Vec::new();
        let mut accepting = Bits::default();
        // All states after so many code points, then those after one more.
        for _ in 0..=longest {
            for number in states.len()..found.len() {
                let Some(state) = found.get(number).cloned() else { break };
                if automaton.accepts(&state) {
                    accepting.set(number);
                }
                let edges = automaton.edges(&state).into_iter();
                let mut number_of = |state: State| {
                    if let Some(number) = numbers.get(&state) {
                        return Some(*number);
                    }
                    let is_new = found.len() < MAX_STATES;
                    is_new.then(|| {
                        numbers.insert(state.clone(), found.len());
                        found.push(state);
                        found.len() - 1
                    })
                };
                let edges = edges.filter_map(|(ranges, state)| {
                    Some((CodePoints::new(ranges), number_of(state)?))
                });
                states.push(edges.collect());
            }
        }
        let endings = compute_endings(&states, accepting, longest);
        Some(Self { states, endings })
    }

    /// Returns the numbers of code points that texts have, of these.
    pub(super) fn lengths(&self, min: usize, max: usize) -> Vec<usize> {
        (min..=max).filter(|length| self.can_end(0, *length)).collect()
    }

    /// Returns a text of this length; `None` if there is none.
    pub(super) fn generate(
        &self,
        length: usize,
        choices: &mut Choices<'_>,
        is_plain: bool,
    ) -> Option<String> {
        let mut text = String::new();
        let mut state = 0;
        for left in (0..length).rev() {
            let edges = self.states.get(state)?.iter();
            let possible: Vec<&(CodePoints, usize)> =
                edges.filter(|(_, target)| self.can_end(*target, left)).collect();
            // Each edge is as likely as any other, so that rare ones are taken as often as those with many code points.
            let (code_points, target) = choices.pick(&possible)?;
            text.push(code_points.pick(choices, is_plain)?);
            state = *target;
        }
        Some(text)
    }

    fn can_end(&self, state: usize, after: usize) -> bool {
        self.endings.get(after).is_some_and(|states| states.has(state))
    }
}

/// Returns from which states a text can end after each number of code points, from the states where it can end at once.
fn compute_endings(
    states: &[Vec<(CodePoints, usize)>],
    accepting: Bits,
    longest: usize,
) -> Vec<Bits> {
    let mut endings = vec![accepting];
    for after in 0..longest {
        let Some(previous) = endings.get(after) else { break };
        let mut next = Bits::default();
        for (state, edges) in states.iter().enumerate() {
            if edges.iter().any(|(_, target)| previous.has(*target)) {
                next.set(state);
            }
        }
        endings.push(next);
    }
    endings
}

/// A set of numbers.
#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    fn set(&mut self, number: usize) {
        if self.0.len() <= number / 64 {
            self.0.resize(number / 64 + 1, 0);
        }
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }
}
