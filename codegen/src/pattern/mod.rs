//! Compiles patterns into automata when code is generated. An automaton is data, which generated code interprets.
//!
//! A pattern is parsed into a tree (`syntax`). The sets of code points in the tree define an alphabet (`symbols`): code
//! points that no set distinguishes are one symbol, so that automata are small whatever the classes are. A term is what
//! remains to be matched; repetitions are counted down in terms (`terms`). Subsets of terms are the states of a
//! deterministic automaton (`subsets`, `dfa`). The automaton is minimized (`minimize`), folded into a `program` and
//! encoded in a `pool`, whose bytes `support/pattern.rs` interprets.
//!
//! Most automata are small enough for a `table` of targets for each class of code points, which is matched fastest. It has a
//! `window`: texts with fewer or more code points don't match. If repetitions bound nothing but the length of the whole text,
//! the table needn't count. If the automaton is large, `build` tries alternatives: several patterns that must all match, or a
//! nondeterministic automaton. Matching takes at most 1,000 steps
//! for each byte of a text, where a step visits a record or an edge; a pattern that needs more is too large.
//!
//! # The dialect
//!
//! Patterns are those of ECMA 262 with the flag `u`, and a text matches if it contains a match, as Smithy specifies.
//! Patterns of real models that aren't valid there have the meaning of ECMA's web dialect (Annex B), otherwise that of Java,
//! in which most services are written:
//!
//! | pattern | meaning |
//! |---|---|
//! | `^`, `\A`; `$`, `\z` | start and end of the text; never before a final line terminator, as `\Z` is |
//! | `.` | all except `\n`, `\r`, U+2028 and U+2029 |
//! | `\d`, `\w`, `\b` | ASCII |
//! | `\s` | ECMA's: with U+FEFF, without U+0085 |
//! | `\p{L}`, `\p{gc=Lu}`, `\p{IsAlphabetic}` | Unicode 16's categories and a few further properties; no scripts |
//! | `\p{Print}`, `\p{Alpha}`, `\p{Punct}` … | POSIX classes in ASCII, as in Java |
//! | `[\w-.]`, `[a-\d]` | a hyphen beside a class is literal |
//! | `[[:alpha:]]` | not a POSIX class, but `[`, `:` and letters, then `]`; `[]` matches nothing, `[^]` any code point |
//! | `[a-z&&[^b]]` | Java's intersection; without the bracket, `&&` is literal |
//! | `\uD83D\uDC4D` | the code point of the pair; a lone surrogate never matches |
//! | `\101`, `\x{41}`, `\u{41}`, `\cJ` | octal (if there is no such group), code points, control characters |
//! | `\Q…\E`, `(?i)`, `(?s)`, `(?m)`, `(?-s:…)`, `(?#…)` | as in Java; `i` by simple case folding of ASCII (K and ſ with it) |
//! | `a*?`, `a*+`, `(?>…)` | laziness has no effect on the result; possessive sets are exact, possessive groups are treated as greedy |
//! | `{`, `{,3}` | literal if they aren't a count |
//! | `\1`, `\k<a>` | unsupported: not regular |
//! | `a{2}{3}`, `\R`, `(?x)` and other letters | unsupported: engines differ |
mod assertion;
mod build;
mod category;
mod class;
mod dfa;
mod encode_table;
mod hash;
mod inclusion;
mod minimize;
mod parse;
#[path = "../../support/pattern.rs"]
#[allow(clippy::module_inception)]
mod pattern;
#[cfg(test)]
#[path = "../../support/pattern_states.rs"]
mod pattern_states;
#[path = "../../support/pattern_table.rs"]
mod pattern_table;
mod pool;
mod program;
mod property;
mod report;
mod set;
mod split;
mod state;
mod subsets;
mod symbols;
mod syntax;
mod table;
mod terms;
mod window;

use std::borrow::Cow;
use std::fmt;

pub use pool::{Data, Pool};
pub use report::{Report, report};

pub(crate) use dfa::Budget;
use dfa::Dfa;
use program::Program;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Compiled {
    programs: Vec<Program>,
    language: Language,
    approximations: Vec<&'static str>,
}

/// The language of a pattern: the texts that it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Every text; there is nothing to check.
    Everything,
    /// No text; no value is valid.
    Nothing,
    /// Some texts, but not all.
    Some,
}

/// Compiles a pattern. A text matches if it contains a match of the pattern.
///
/// # Errors
/// The pattern is malformed, unsupported or too large.
pub fn compile(pattern: &str) -> Result<Compiled, Unsupported> {
    compile_within(pattern, &mut Budget::unlimited())
}

/// Compiles a pattern as [`compile`] does, within a budget of steps for all patterns of a service.
pub(crate) fn compile_within(pattern: &str, budget: &mut Budget) -> Result<Compiled, Unsupported> {
    if budget.steps == 0 {
        let reason = "the patterns of the service together are too big";
        return Err(Unsupported::new(UnsupportedKind::TooBig, reason));
    }
    let parsed = parse::parse(pattern)?;
    let built = build::build(&parsed.syntax, budget)?;
    let language = match &built.dfa {
        Some(dfa) if dfa.states.is_empty() => Language::Nothing,
        Some(dfa) if dfa.is_everything() => Language::Everything,
        _ => Language::Some,
    };
    let approximations = parsed.approximations;
    Ok(Compiled { programs: built.programs, language, approximations })
}

/// The relation of a pattern's language to that of an older pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The languages are equal.
    Same,
    /// The new pattern matches the same texts and more.
    Wider,
    /// The new pattern doesn't match some texts that the old one matches.
    Other,
}

/// Returns whether two patterns match the same texts; `None` if one isn't supported exactly, or if comparing takes too many
/// steps.
pub fn equivalent(left: &str, right: &str) -> Option<bool> {
    compare_languages(left, right).map(|relation| relation == Relation::Same)
}

/// Compares the language of a new pattern with that of an old one; `None` if one isn't supported exactly, or if comparing
/// takes too many steps.
pub fn compare_languages(old: &str, new: &str) -> Option<Relation> {
    if old == new {
        return Some(Relation::Same);
    }
    let (old, new) = (parse::parse(old).ok()?, parse::parse(new).ok()?);
    if !old.approximations.is_empty() || !new.approximations.is_empty() {
        return None;
    }
    if old.syntax == new.syntax {
        return Some(Relation::Same);
    }
    let dfa = |syntax| Dfa::of(syntax, build::LAST_LIMITS, &mut Budget::unlimited()).ok();
    inclusion::compare(&dfa(&old.syntax)?, &dfa(&new.syntax)?)
}

impl Compiled {
    /// Returns whether a text matches, with the code that generated crates use.
    pub fn matches(&self, text: &str) -> bool {
        let mut pool = Pool::default();
        let number = pool.add(self);
        let data = pool.data();
        let program = data.programs.get(number);
        program.is_some_and(|program| pattern::matches(&data.sets, program, text))
    }

    /// Returns which texts match.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the largest number of steps that matching takes for a byte of a text.
    pub fn steps(&self) -> usize {
        Pool::steps(&self.programs)
    }

    /// Returns whether it matches exactly the texts that the pattern defines.
    pub fn is_exact(&self) -> bool {
        self.approximations.is_empty()
    }

    /// Returns the reasons why it may match more texts than the pattern defines.
    pub fn approximations(&self) -> &[&'static str] {
        &self.approximations
    }
}

/// The error for a pattern that can't be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// The kind of reason.
    pub kind: UnsupportedKind,
    /// The reason, as a sentence or phrase.
    pub reason: Cow<'static, str>,
}

/// The kinds of reasons why a pattern can't be compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum UnsupportedKind {
    /// It isn't valid in any dialect.
    Malformed,
    /// It is valid in a dialect that isn't supported.
    Dialect,
    /// It has a Unicode property that isn't supported.
    Property,
    /// It has a back-reference, which isn't regular.
    BackReference,
    /// It has an unsupported combination of look-ahead and look-behind.
    Look,
    /// Its automaton is too large.
    TooBig,
}

impl Unsupported {
    fn new(kind: UnsupportedKind, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, reason: reason.into() }
    }
}

fn malformed(reason: &'static str) -> Unsupported {
    Unsupported::new(UnsupportedKind::Malformed, reason)
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Unsupported {}

#[cfg(test)]
mod tests;
