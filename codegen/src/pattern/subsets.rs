//! Sets of terms that may each match the rest of a text, and which sets follow on which symbols.
//!
//! A term may have duties: what a look-ahead has to find, or mustn't, in the rest of the text. A duty is
//! such a set itself, walked along, so that look-ahead at any place is exact.

mod duties;
mod implied;
mod pieces;

use std::rc::Rc;

use self::pieces::Pieces;
use super::hash::Map;
use super::symbols::Symbols;
use super::terms::{DONE, Part, PartId, TermId, Terms, index, number};
use super::{Kind, Unsupported};

pub(super) type SetId = u32;
type DutiesId = u32;

/// Nothing can match any more.
pub(super) const NEVER: SetId = 0;
/// Any rest matches.
pub(super) const ALWAYS: SetId = 1;

/// What is known of the place in the text: a bit for its start, then one for each look-behind.
pub(super) type Context = u64;
pub(super) const AT_START: Context = 1;

/// A term with what else has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Item {
    term: TermId,
    duties: DutiesId,
}

/// The rest of the text has to be in a set's language, or not to be.
type Duty = (bool, SetId);

const NO_DUTIES: DutiesId = 0;

/// What follows on a set in a context.
pub(super) struct Moves {
    /// Disjoint; other symbols lead to nothing.
    pub blocks: Vec<(Symbols, SetId)>,
    /// Whether the text may end here.
    pub accepts: bool,
    /// Whether a look-behind is true here.
    pub marked: bool,
}

/// All sets of a pattern, each once, and what follows on them as far as it was asked.
pub(super) struct Subsets {
    pub terms: Terms,
    all: Symbols,
    sets: Vec<Rc<[Item]>>,
    set_ids: Map<Rc<[Item]>, SetId>,
    duties: Vec<Rc<[Duty]>>,
    duties_ids: Map<Rc<[Duty]>, DutiesId>,
    moves: Map<(SetId, Context), Rc<Moves>>,
    /// How many more steps may be taken.
    budget: usize,
}

impl Subsets {
    pub(super) fn new(terms: Terms, all: Symbols, budget: usize) -> Self {
        let mut subsets = Self {
            terms,
            all,
            sets: Vec::new(),
            set_ids: Map::default(),
            duties: Vec::new(),
            duties_ids: Map::default(),
            moves: Map::default(),
            budget,
        };
        subsets.intern_duties(Vec::new());
        subsets.intern(Vec::new());
        subsets.intern(vec![Item { term: DONE, duties: NO_DUTIES }]);
        subsets
    }

    /// The set of a single term.
    pub(super) fn only(&mut self, term: TermId) -> SetId {
        self.intern(vec![Item { term, duties: NO_DUTIES }])
    }

    /// The sets of each item of the set.
    pub(super) fn items(&mut self, set: SetId) -> Vec<SetId> {
        let items = self.sets.get(index(set)).map_or(Vec::new(), |items| items.to_vec());
        items.into_iter().map(|item| self.intern(vec![item])).collect()
    }

    /// What follows on a set.
    pub(super) fn moves(&mut self, set: SetId, context: Context) -> Result<Rc<Moves>, Unsupported> {
        if let Some(moves) = self.moves.get(&(set, context)) {
            return Ok(Rc::clone(moves));
        }
        let moves = Rc::new(self.new_moves(set, context)?);
        self.moves.insert((set, context), Rc::clone(&moves));
        Ok(moves)
    }

    fn new_moves(&mut self, set: SetId, context: Context) -> Result<Moves, Unsupported> {
        let reached = self.reach(set, context)?;
        let mut accepts = reached.done.contains(&NO_DUTIES);
        if accepts {
            let blocks = vec![(self.all, ALWAYS)];
            return Ok(Moves { blocks, accepts, marked: reached.marked });
        }
        let mut pieces = Pieces::of(self.all);
        for (symbols, item) in reached.steps {
            self.spend(1)?;
            for (symbols, duties) in self.step_duties(symbols, item.duties, context)? {
                self.spend(pieces.0.len())?;
                pieces.add(symbols, Item { term: item.term, duties });
            }
        }
        for duties in reached.done {
            accepts |= self.fulfilled(duties, context)?;
            for (symbols, duties) in self.step_duties(self.all, duties, context)? {
                self.spend(pieces.0.len())?;
                pieces.add(symbols, Item { term: DONE, duties });
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

    /// Follows what takes no symbol.
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
                reached.done.push(item.duties);
                continue;
            };
            self.open(part, rest, item.duties, context, &mut reached, &mut queue)?;
        }
        Ok(reached)
    }

    fn open(
        &mut self,
        part: PartId,
        rest: TermId,
        duties: DutiesId,
        context: Context,
        reached: &mut Reached,
        queue: &mut Vec<Item>,
    ) -> Result<(), Unsupported> {
        match self.terms.get(part).clone() {
            Part::Set(symbols) => reached.steps.push((symbols, Item { term: rest, duties })),
            Part::Sequence(_) => {
                let term = self.terms.before(part, rest);
                queue.push(Item { term, duties });
            }
            Part::Either(branches) => {
                for branch in branches {
                    self.spend(1)?;
                    let term = self.terms.before(branch, rest);
                    queue.push(Item { term, duties });
                }
            }
            Part::Repeat(body, min, max) => {
                if min == 0 {
                    queue.push(Item { term: rest, duties });
                }
                if max != Some(0) {
                    let fewer = Part::Repeat(body, min.saturating_sub(1), max.map(|max| max - 1));
                    let mut term = rest;
                    if !matches!(fewer, Part::Repeat(_, _, Some(0))) {
                        let fewer = self.terms.part(fewer);
                        term = self.terms.before(fewer, rest);
                    }
                    let term = self.terms.before(body, term);
                    queue.push(Item { term, duties });
                }
            }
            Part::Ahead { negated, body } => {
                let term = self.terms.before(body, DONE);
                let set = self.only(term);
                let mut more = self.duties(duties).to_vec();
                more.push((negated, set));
                let duties = self.intern_duties(more);
                queue.push(Item { term: rest, duties });
            }
            Part::Behind { negated, index } => {
                let holds = context >> (index + 1) & 1 == 1;
                if holds != negated {
                    queue.push(Item { term: rest, duties });
                }
            }
            Part::Start => {
                if context & AT_START != 0 {
                    queue.push(Item { term: rest, duties });
                }
            }
            Part::Mark if duties == NO_DUTIES => reached.marked = true,
            Part::Mark => {
                return Err(Unsupported::new(Kind::Look, "it looks ahead while it looks behind"));
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

    /// Returns how many more steps may be taken.
    pub(super) fn remaining_steps(&self) -> usize {
        self.budget
    }

    /// Counts steps, so that no pattern takes time or memory without bounds.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Unsupported> {
        match self.budget.checked_sub(steps) {
            Some(rest) => {
                self.budget = rest;
                Ok(())
            }
            None => Err(Unsupported::new(Kind::TooBig, "its automaton is too big")),
        }
    }
}

/// What a set comes to without taking a symbol.
#[derive(Default)]
struct Reached {
    steps: Vec<(Symbols, Item)>,
    /// The duties of what is matched already.
    done: Vec<DutiesId>,
    marked: bool,
}
