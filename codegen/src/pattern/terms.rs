//! Terms: what remains to be matched, as linked lists of parts that are created on demand.
//!
//! Repetitions are counted down in terms, so that `a{1,5000}` costs nothing until it is expanded.

use super::hash::Map;
use super::set::Set;
use super::symbols::{Alphabet, Symbols};
use super::syntax::Syntax;
use super::{Unsupported, UnsupportedKind};

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Set(Symbols),
    Sequence(Vec<PartId>),
    Either(Vec<PartId>),
    Repeat(PartId, u32, Option<u32>),
    Ahead {
        negated: bool,
        body: PartId,
    },
    /// The look-behind of this number.
    Behind {
        negated: bool,
        index: usize,
    },
    Start,
    /// The end of a look-behind, which matches here.
    Mark,
}

pub(super) type PartId = u32;

/// The id of a term: a part followed by another term.
pub(super) type TermId = u32;

/// The term of which nothing remains.
pub(super) const DONE: TermId = 0;

/// All parts and terms of a pattern, each with one id.
#[derive(Default)]
pub(super) struct Terms {
    parts: Vec<Part>,
    part_ids: Map<Part, PartId>,
    terms: Vec<(PartId, TermId)>,
    term_ids: Map<(PartId, TermId), TermId>,
    /// The bodies of look-behinds; those within others come first.
    pub behinds: Vec<PartId>,
}

impl Terms {
    /// Returns the parts of a pattern, the root, and the alphabet.
    pub(super) fn of(syntax: &Syntax) -> Result<(Self, PartId, Alphabet), Unsupported> {
        let mut sets = vec![Set::all()];
        collect(syntax, &mut sets);
        sets.sort_unstable();
        sets.dedup();
        let (alphabet, members) = Alphabet::of(&sets)?;
        let symbols: Map<Set, Symbols> = sets.into_iter().zip(members).collect();
        let mut terms = Self { terms: vec![(0, DONE)], ..Self::default() };
        let root = terms.add(syntax, &symbols);
        if terms.behinds.len() > 32 {
            return Err(Unsupported::new(UnsupportedKind::TooBig, "it looks behind too often"));
        }
        Ok((terms, root, alphabet))
    }

    fn add(&mut self, syntax: &Syntax, symbols: &Map<Set, Symbols>) -> PartId {
        let part = match syntax {
            Syntax::Empty => Part::Sequence(Vec::new()),
            Syntax::Set(set) => Part::Set(symbols.get(set).copied().unwrap_or_default()),
            Syntax::Sequence(parts) => {
                Part::Sequence(parts.iter().map(|part| self.add(part, symbols)).collect())
            }
            Syntax::Either(branches) => {
                Part::Either(branches.iter().map(|branch| self.add(branch, symbols)).collect())
            }
            Syntax::Repeat(body, min, max) => Part::Repeat(self.add(body, symbols), *min, *max),
            Syntax::Look { behind: false, negated, body } => {
                Part::Ahead { negated: *negated, body: self.add(body, symbols) }
            }
            Syntax::Look { negated, body, .. } => {
                let body = self.add(body, symbols);
                let index = self.behinds.iter().position(|behind| *behind == body);
                let index = index.unwrap_or_else(|| {
                    self.behinds.push(body);
                    self.behinds.len() - 1
                });
                Part::Behind { negated: *negated, index }
            }
            Syntax::Start => Part::Start,
        };
        self.part(part)
    }

    pub(super) fn part(&mut self, part: Part) -> PartId {
        if let Some(id) = self.part_ids.get(&part) {
            return *id;
        }
        let id = number(self.parts.len());
        self.parts.push(part.clone());
        self.part_ids.insert(part, id);
        id
    }

    pub(super) fn get(&self, id: PartId) -> &Part {
        const NOTHING: &Part = &Part::Sequence(Vec::new());
        self.parts.get(index(id)).unwrap_or(NOTHING)
    }

    /// Returns the first part of a term and the term after it.
    pub(super) fn split(&self, id: TermId) -> Option<(PartId, TermId)> {
        self.terms.get(index(id)).copied().filter(|_| id != DONE)
    }

    /// Returns the term of a part followed by a term.
    pub(super) fn before(&mut self, part: PartId, mut rest: TermId) -> TermId {
        let mut part = part;
        match self.get(part) {
            Part::Sequence(parts) => {
                for part in parts.clone().into_iter().rev() {
                    rest = self.before(part, rest);
                }
                return rest;
            }
            // Adjacent repetitions of the same part are merged.
            &Part::Repeat(body, min, max) => {
                if let Some((next, after)) = self.split(rest)
                    && let &Part::Repeat(other, more, most) = self.get(next)
                    && other == body
                {
                    let max = max.zip(most).map(|(a, b)| a.saturating_add(b));
                    part = self.part(Part::Repeat(body, min.saturating_add(more), max));
                    rest = after;
                }
            }
            _ => {}
        }
        let known = (part, rest);
        if let Some(id) = self.term_ids.get(&known) {
            return *id;
        }
        let id = number(self.terms.len());
        self.terms.push(known);
        self.term_ids.insert(known, id);
        id
    }

    /// Returns the term of any text followed by a term.
    pub(super) fn anywhere_before(&mut self, all: Symbols, rest: TermId) -> TermId {
        let any = self.part(Part::Set(all));
        let run = self.part(Part::Repeat(any, 0, None));
        self.before(run, rest)
    }
}

fn collect(syntax: &Syntax, sets: &mut Vec<Set>) {
    match syntax {
        Syntax::Empty | Syntax::Start => {}
        Syntax::Set(set) => sets.push(set.clone()),
        Syntax::Sequence(parts) | Syntax::Either(parts) => {
            parts.iter().for_each(|part| collect(part, sets));
        }
        Syntax::Repeat(body, ..) | Syntax::Look { body, .. } => collect(body, sets),
    }
}

/// Converts an index into an id. Budgets keep all numbers of parts, terms and states far below the largest id.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

pub(super) fn index(id: u32) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}
