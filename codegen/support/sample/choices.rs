//! Choices while a value is made, which can be repeated.

use std::collections::VecDeque;
use std::ops::RangeInclusive;

use super::Source;

/// The choices of one value.
pub(super) struct Choices<'s> {
    source: &'s mut dyn Source,
    /// All choices so far.
    made: Vec<u64>,
    /// Choices to repeat before the source is asked.
    repeated: VecDeque<u64>,
    /// What is added to each choice, so that a source that always returns the same doesn't make the same again.
    shift: u64,
}

impl<'s> Choices<'s> {
    pub(super) fn new(source: &'s mut dyn Source, repeated: Vec<u64>) -> Self {
        Self { source, made: Vec::new(), repeated: repeated.into(), shift: 0 }
    }

    /// Returns a number below `bound`, or 0 if that is 0.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        let choice = match self.repeated.pop_front() {
            Some(choice) => choice,
            None => {
                let choice = self.source.below(bound);
                if bound == 0 { 0 } else { (choice % bound).wrapping_add(self.shift) % bound }
            }
        };
        self.made.push(choice);
        choice.min(bound.saturating_sub(1))
    }

    /// Returns a number in the range.
    pub(super) fn within(&mut self, range: RangeInclusive<u64>) -> u64 {
        let (from, to) = range.into_inner();
        from + self.below(to.saturating_sub(from).saturating_add(1))
    }

    /// Returns one of the items; `None` if there are none.
    pub(super) fn pick<'i, T>(&mut self, items: &'i [T]) -> Option<&'i T> {
        let index = self.below(items.len() as u64);
        items.get(usize::try_from(index).ok()?)
    }

    /// Returns `true` in one case of `cases`; never if the source returns 0.
    pub(super) fn is_rare(&mut self, cases: u64) -> bool {
        self.below(cases) + 1 == cases
    }

    /// Makes choices differ from those with another shift. Returns the shift before.
    pub(super) fn set_shift(&mut self, shift: u64) -> u64 {
        std::mem::replace(&mut self.shift, shift)
    }

    /// Returns the number of choices so far.
    pub(super) fn count(&self) -> usize {
        self.made.len()
    }

    /// Repeats the choices from this number on.
    pub(super) fn repeat_from(&mut self, first: usize) {
        self.repeated = self.made.get(first..).unwrap_or_default().to_vec().into();
    }

    /// Ends the repetition of choices.
    pub(super) fn end_repetition(&mut self) {
        self.repeated.clear();
    }

    /// Returns all choices.
    pub(super) fn into_made(self) -> Vec<u64> {
        self.made
    }
}
