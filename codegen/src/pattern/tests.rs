//! Tests of patterns: comparison with other engines, the dialect, and hostile input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod dialect;
mod engines;
mod hostile;
mod representation;
mod shared;
mod states;
mod texts;

use super::{Compiled, Pool, compile, pattern};

/// The data of one pattern.
struct Matcher {
    sets: Vec<u8>,
    program: Vec<u8>,
}

impl Matcher {
    fn of(compiled: &Compiled) -> Self {
        let mut pool = Pool::default();
        let number = pool.add(compiled);
        let mut data = pool.data();
        Self { sets: data.sets, program: data.programs.remove(number) }
    }

    fn new(pattern: &str) -> Self {
        Self::of(&compile(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}")))
    }

    fn matches(&self, text: &str) -> bool {
        pattern::matches(&self.sets, &self.program, text)
    }
}
