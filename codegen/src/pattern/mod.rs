//! Patterns become automata while code is generated: data that matches by being walked.
mod assertion;
mod category;
mod class;
mod dfa;
mod hash;
mod minimize;
mod parse;
mod pool;
mod program;
mod property;
mod set;
mod subsets;
mod symbols;
mod syntax;
mod terms;

use std::borrow::Cow;
use std::fmt;

pub use pool::{Data, Pool};

use dfa::{Dfa, Limits};
use program::Program;

/// A pattern that can be matched.
#[derive(Clone, Debug)]
pub struct Compiled {
    dfa: Dfa,
    approximations: Vec<&'static str>,
}

/// Which texts a pattern matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Each: there is nothing to check.
    Everything,
    /// None: no value is valid.
    Nothing,
    /// Some texts and not others.
    Some,
}

/// The automaton of a pattern, which is searched for in a text unless it is anchored.
pub fn compile(pattern: &str) -> Result<Compiled, Unsupported> {
    let parsed = parse::parse(pattern)?;
    let dfa = Dfa::of(&parsed.syntax, LIMITS)?;
    Ok(Compiled { dfa, approximations: parsed.approximations })
}

const LIMITS: Limits = Limits { steps: 3_000_000, states: 30_000 };

impl Compiled {
    fn programs(&self) -> Vec<(bool, Program)> {
        vec![(false, Program::of(&self.dfa))]
    }
    
    /// Which texts it matches.
    pub fn language(&self) -> Language {
        if self.dfa.states.is_empty() { Language::Nothing } else if self.dfa.is_everything() { Language::Everything } else { Language::Some }
    }
    
    /// In which points it matches more than the pattern says.
    pub fn approximations(&self) -> &[&'static str] { &self.approximations }
}

/// Why a pattern has no automaton.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// What is in the way.
    pub kind: Kind,
    /// What exactly.
    pub reason: Cow<'static, str>,
}

/// What can be in the way of an automaton.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// No dialect reads it.
    Malformed,
    /// A dialect reads it that isn't known here.
    Dialect,
    /// A property of Unicode that isn't known here.
    Property,
    /// It refers back to what a group matched, which is no regular language.
    BackReference,
    /// It looks around in a way that isn't known here.
    Look,
    /// Its automaton would be bigger than it is worth.
    TooBig,
}

impl Unsupported {
    fn new(kind: Kind, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, reason: reason.into() }
    }
}

fn malformed(reason: &'static str) -> Unsupported {
    Unsupported::new(Kind::Malformed, reason)
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Unsupported {}


#[cfg(test)]
mod tests;
