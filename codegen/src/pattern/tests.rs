//! Patterns against other engines, against what the dialect says, and against hostile input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod dialect;
mod engines;
mod shared;
mod texts;

#[path = "../../support/pattern.rs"]
mod matcher;

use super::{Compiled, Pool, compile};

/// A pattern with its data.
struct Matcher {
    compiled: Compiled,
    sets: Vec<u8>,
    program: Vec<u8>,
}

impl Matcher {
    fn of(compiled: Compiled) -> Self {
        let mut pool = Pool::default();
        let number = pool.add(&compiled);
        let data = pool.data();
        let program = data.programs[number].clone();
        Self { compiled, sets: data.sets, program }
    }

    fn new(pattern: &str) -> Self {
        Self::of(compile(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}")))
    }

    fn matches(&self, text: &str) -> bool {
        matcher::matches(&self.sets, &self.program, text)
    }
}
