//! Patterns become automata while code is generated: data that matches by being walked.
//!
//! A pattern is *parsed* into a tree, whose sets of code points make up an *alphabet*: code points that no set
//! tells apart are one symbol, so that automata are small whatever the classes are. The tree's *terms* count
//! repetitions down as they are walked; *subsets* of them are the states of the automaton, which is
//! *minimized*, folded into a *program* and put into a *pool*, whose bytes `support/pattern.rs` walks.
//! Where that would be big, `build` looks for another way: several patterns that all have to match, or an
//! automaton that is in many states at once. A byte of a text takes 1,000 steps at most, each a record or an edge that
//! is looked at: states that are alike take theirs together, and a pattern that would take more is too big.
//!
//! # The dialect
//!
//! ECMA 262 with the flag u, searched for, as Smithy says. What is no valid pattern there, but is in real models, means what
//! it does in ECMA's web dialect (Annex B) or else in Java, in which most services are written:
//!
//! | pattern | meaning |
//! |---|---|
//! | `^`, `\A`; `$`, `\z` | start and end of the text; never before a final line terminator, as `\Z` is |
//! | `.` | all but `\n`, `\r`, U+2028 and U+2029 |
//! | `\d`, `\w`, `\b` | ASCII |
//! | `\s` | ECMA's: with U+FEFF, without U+0085 |
//! | `\p{L}`, `\p{gc=Lu}`, `\p{IsAlphabetic}` | Unicode 16's categories and a few further properties; no scripts |
//! | `\p{Print}`, `\p{Alpha}`, `\p{Punct}` … | POSIX classes in ASCII, as in Java |
//! | `[\w-.]`, `[a-\d]` | the hyphen is itself beside a class |
//! | `[[:alpha:]]` | no POSIX class but `[`, `:` and letters, then `]`; `[]` is nothing, `[^]` anything |
//! | `[a-z&&[^b]]` | Java's intersection; without the bracket `&&` is two ampersands |
//! | `\uD83D\uDC4D` | the code point of the pair; a lone surrogate is in no text |
//! | `\101`, `\x{41}`, `\u{41}`, `\cJ` | octal (if there is no such group), code points, control characters |
//! | `\Q…\E`, `(?i)`, `(?s)`, `(?m)`, `(?-s:…)`, `(?#…)` | as in Java; `i` by simple case folding of ASCII (K and ſ with it) |
//! | `a*?`, `a*+`, `(?>…)` | laziness changes no verdict; possessive sets are exact, possessive groups taken as greedy ones |
//! | `{`, `{,3}` | themselves where they are no count |
//! | `\1`, `\k<a>` | refused: no regular language |
//! | `a{2}{3}`, `\R`, `(?x)` and other letters | refused: engines differ |
mod assertion;
mod build;
mod category;
mod class;
mod dfa;
mod hash;
mod inclusion;
#[path = "../../support/pattern.rs"]
mod matcher;
mod minimize;
mod parse;
mod pool;
mod program;
mod property;
mod report;
mod set;
mod split;
mod subsets;
mod symbols;
mod syntax;
mod terms;

use std::borrow::Cow;
use std::fmt;

pub use pool::{Data, Pool};
pub use report::{Report, report};

pub(crate) use dfa::Budget;
use dfa::Dfa;
use program::Program;

/// A pattern that can be matched.
#[derive(Clone, Debug)]
pub struct Compiled {
    programs: Vec<Program>,
    language: Language,
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

/// What matches the texts in which the pattern is found, or whole texts where it is anchored.
pub fn compile(pattern: &str) -> Result<Compiled, Unsupported> {
    compile_within(pattern, &mut Budget::unlimited())
}

/// Like [`compile`], within the steps that are left for the patterns of a service.
pub(crate) fn compile_within(pattern: &str, budget: &mut Budget) -> Result<Compiled, Unsupported> {
    if budget.steps == 0 {
        let reason = "the patterns of the service together are too big";
        return Err(Unsupported::new(Kind::TooBig, reason));
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

/// What the texts that a pattern matches are to those that another one matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They are the same.
    Same,
    /// They are the same and more.
    Wider,
    /// Some aren't matched any more.
    Other,
}

/// Whether two patterns match the same texts; `None` where that can't be told, or not in reasonable time.
pub fn equivalent(left: &str, right: &str) -> Option<bool> {
    relation(left, right).map(|relation| relation == Relation::Same)
}

/// What the texts of the new pattern are to those of the old one; `None` where that can't be told, or not in
/// reasonable time.
pub fn relation(old: &str, new: &str) -> Option<Relation> {
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
    let dfa = |syntax| Dfa::of(syntax, build::LAST, &mut Budget::unlimited()).ok();
    inclusion::relation(&dfa(&old.syntax)?, &dfa(&new.syntax)?)
}

impl Compiled {
    /// Whether a match of the pattern is found in a text, as generated code finds it.
    pub fn matches(&self, text: &str) -> bool {
        let mut pool = Pool::default();
        let number = pool.add(self);
        let data = pool.data();
        let program = data.programs.get(number);
        program.is_some_and(|program| matcher::matches(&data.sets, program, text))
    }

    /// Which texts it matches.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns how many steps matching takes at most for a byte of the text.
    pub fn steps(&self) -> usize {
        Pool::steps(&self.programs)
    }

    /// Whether it matches what the pattern says and nothing else.
    pub fn is_exact(&self) -> bool {
        self.approximations.is_empty()
    }

    /// In which points it may match more than the pattern says.
    pub fn approximations(&self) -> &[&'static str] {
        &self.approximations
    }
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
