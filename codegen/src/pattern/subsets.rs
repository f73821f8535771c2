//! The subset construction: sets of terms, each of which may match the rest of a text, and the sets that follow on each
//! symbol.
//!
//! A term may have pending look-aheads, which the rest of the text must or mustn't match. A look-ahead is a set of terms
//! itself and is advanced with the text, so that look-ahead at any position is exact.

mod implied;
mod lookaheads;
mod pieces;

use std::rc::Rc;

use self::pieces::Pieces;
use super::hash::Map;
use super::symbols::Symbols;
use super::terms::{DONE, Part, PartId, TermId, Terms, index, number};
use super::{Unsupported, UnsupportedKind};

pub(super) type SetId = u32;
type LookaheadsId = u32;

/// The empty set: no rest of the text matches.
pub(super) const NEVER: SetId = 0;
/// The set with the term of an empty rest: any rest of the text matches.
pub(super) const ALWAYS: SetId = 1;

/// What is known about a position in the text: a bit for its start, then one for each look-behind that matches there.
pub(super) type Context = u64;
pub(super) const AT_START: Context = 1;

/// A term with the look-aheads that must hold too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Item {
    term: TermId,
    lookaheads: LookaheadsId,
}

/// A look-ahead: whether it is negated, and the set that the rest of the text must or mustn't match.
type Lookahead = (bool, SetId);

const NO_LOOKAHEADS: LookaheadsId = 0;

/// The sets that follow on a set in a context.
pub(super) struct Moves {
    /// Disjoint sets of symbols and the sets that follow on them; other symbols are rejected.
    pub blocks: Vec<(Symbols, SetId)>,
    /// Whether the text may end here.
    pub accepts: bool,
    /// Whether a look-behind ends here.
    pub marked: bool,
}

/// All sets of a pattern, each with one id, and the moves that have been computed.
pub(super) struct Subsets {
    pub terms: Terms,
    all: Symbols,
    sets: Vec<Rc<[Item]>>,
    set_ids: Map<Rc<[Item]>, SetId>,
    lookaheads: Vec<Rc<[Lookahead]>>,
    lookaheads_ids: Map<Rc<[Lookahead]>, LookaheadsId>,
    moves: Map<(SetId, Context), Rc<Moves>>,
    /// The number of steps that are left.
    budget: usize,
}

impl Subsets {
    pub(super) fn new(terms: Terms, all: Symbols, budget: usize) -> Self {
        let mut subsets = Self {
            terms,
            all,
            sets: Vec::new(),
            set_ids: Map::default(),
            lookaheads: Vec::new(),
            lookaheads_ids: Map::default(),
            moves: Map::default(),
            budget,
        };
        subsets.intern_lookaheads(Vec::new());
        subsets.intern(Vec::new());
        subsets.intern(vec![Item { term: DONE, lookaheads: NO_LOOKAHEADS }]);
        subsets
    }

    /// Returns the set of a single term.
    pub(super) fn only(&mut self, term: TermId) -> SetId {
        self.intern(vec![Item { term, lookaheads: NO_LOOKAHEADS }])
    }

    /// Returns a set for each item of a set.
    pub(super) fn items(&mut self, set: SetId) -> Vec<SetId> {
        let items = self.sets.get(index(set)).map_or(Vec::new(), |items| items.to_vec());
        items.into_iter().map(|item| self.intern(vec![item])).collect()
    }

    /// Returns the sets that follow on a set. They are computed once.
    pub(super) fn moves(&mut self, set: SetId, context: Context) -> Result<Rc<Moves>, Unsupported> {
        if let Some(moves) = self.moves.get(&(set, context)) {
            return Ok(Rc::clone(moves));
        }
        let moves = Rc::new(self.compute_moves(set, context)?);
        self.moves.insert((set, context), Rc::clone(&moves));
        Ok(moves)
    }

    fn compute_moves(&mut self, set: SetId, context: Context) -> Result<Moves, Unsupported> {
        let reached = self.reach(set, context)?;
        let mut accepts = reached.done.contains(&NO_LOOKAHEADS);
        if accepts {
            let blocks = vec![(self.all, ALWAYS)];
            return Ok(Moves { blocks, accepts, marked: reached.marked });
        }
        let mut pieces = Pieces::of(self.all);
        for (symbols, item) in reached.steps {
            self.spend(1)?;
            for (symbols, lookaheads) in
                self.advance_lookaheads(symbols, item.lookaheads, context)?
            {
                self.spend(pieces.0.len())?;
                pieces.add(symbols, Item { term: item.term, lookaheads });
            }
        }
        for lookaheads in reached.done {
            accepts |= self.are_satisfied_at_end(lookaheads, context)?;
            for (symbols, lookaheads) in self.advance_lookaheads(self.all, lookaheads, context)? {
                self.spend(pieces.0.len())?;
                pieces.add(symbols, Item { term: DONE, lookaheads });
            }
        }
        let mut blocks: Vec<(Symbols, SetId)> = Vec::new();
        for (symbols, items) in pieces.0 {
            self.spend(items.len())?;
            let items = self.without_implied(items);
            match self.intern(items) {
                NEVER => {}
                set => match blocks.iter_mut().find(|(_, other)| *other == set) {
                    Some((known, _)) => *known = known.or(symbols),
                    None => blocks.push((symbols, set)),
                },
            }
        }
        Ok(Moves { blocks, accepts, marked: reached.marked })
    }

    /// Expands the terms of a set until each starts with a set of symbols or is matched.
    fn reach(&mut self, set: SetId, context: Context) -> Result<Reached, Unsupported> {
        let mut reached = Reached::default();
        let mut seen: Map<Item, ()> = Map::default();
        let mut queue: Vec<Item> = self.sets.get(index(set)).map_or(Vec::new(), |set| set.to_vec());
        while let Some(item) = queue.pop() {
            self.spend(1)?;
            if seen.insert(item, ()).is_some() {
                continue;
            }
            let Some((part, rest)) = self.terms.split(item.term) else {
                reached.done.push(item.lookaheads);
                continue;
            };
            self.expand(part, rest, item.lookaheads, context, &mut reached, &mut queue)?;
        }
        Ok(reached)
    }

    fn expand(
        &mut self,
        part: PartId,
        rest: TermId,
        lookaheads: LookaheadsId,
        context: Context,
        reached: &mut Reached,
        queue: &mut Vec<Item>,
    ) -> Result<(), Unsupported> {
        match self.terms.get(part).clone() {
            Part::Set(symbols) => reached.steps.push((symbols, Item { term: rest, lookaheads })),
            Part::Sequence(_) => {
                let term = self.terms.before(part, rest);
                queue.push(Item { term, lookaheads });
            }
            Part::Either(branches) => {
                for branch in branches {
                    self.spend(1)?;
                    let term = self.terms.before(branch, rest);
                    queue.push(Item { term, lookaheads });
                }
            }
            Part::Repeat(body, min, max) => {
                if min == 0 {
                    queue.push(Item { term: rest, lookaheads });
                }
                if max != Some(0) {
                    let fewer = Part::Repeat(body, min.saturating_sub(1), max.map(|max| max - 1));
                    let mut term = rest;
                    if !matches!(fewer, Part::Repeat(_, _, Some(0))) {
                        let fewer = self.terms.part(fewer);
                        term = self.terms.before(fewer, rest);
                    }
                    let term = self.terms.before(body, term);
                    queue.push(Item { term, lookaheads });
                }
            }
            Part::Ahead { negated, body } => {
                let term = self.terms.before(body, DONE);
                let set = self.only(term);
                let mut more = self.lookaheads(lookaheads).to_vec();
                more.push((negated, set));
                let lookaheads = self.intern_lookaheads(more);
                queue.push(Item { term: rest, lookaheads });
            }
            Part::Behind { negated, index } => {
                let holds = context >> (index + 1) & 1 == 1;
                if holds != negated {
                    queue.push(Item { term: rest, lookaheads });
                }
            }
            Part::Start => {
                if context & AT_START != 0 {
                    queue.push(Item { term: rest, lookaheads });
                }
            }
            Part::Mark if lookaheads == NO_LOOKAHEADS => reached.marked = true,
            Part::Mark => {
                return Err(Unsupported::new(
                    UnsupportedKind::Look,
                    "it looks ahead while it looks behind",
                ));
            }
        }
        Ok(())
    }

    fn intern(&mut self, items: Vec<Item>) -> SetId {
        let items: Rc<[Item]> = items.into();
        if let Some(id) = self.set_ids.get(&items) {
            return *id;
        }
        let id = number(self.sets.len());
        self.sets.push(Rc::clone(&items));
        self.set_ids.insert(items, id);
        id
    }

    /// Returns the number of steps that are left.
    pub(super) fn remaining_steps(&self) -> usize {
        self.budget
    }

    /// Subtracts steps, so that the time and memory for a pattern are bounded.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Unsupported> {
        match self.budget.checked_sub(steps) {
            Some(rest) => {
                self.budget = rest;
                Ok(())
            }
            None => Err(Unsupported::new(UnsupportedKind::TooBig, "its automaton is too big")),
        }
    }
}

/// The items of a set after expansion.
#[derive(Default)]
struct Reached {
    steps: Vec<(Symbols, Item)>,
    /// The look-aheads of terms that are matched completely.
    done: Vec<LookaheadsId>,
    marked: bool,
}
