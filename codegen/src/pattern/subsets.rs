//! Sets of terms that may each match the rest of a text, and which sets follow on which symbols.
//!
//! A term may have duties: what a look-ahead has to find, or mustn't, in the rest of the text. A duty is
//! such a set itself, walked along, so that look-ahead at any place is exact.

use std::rc::Rc;

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
        let mut pieces = Pieces(vec![(self.all, Vec::new())]);
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

    /// Whether the duties are met where the text ends.
    fn fulfilled(&mut self, duties: DutiesId, context: Context) -> Result<bool, Unsupported> {
        for (negated, set) in self.duties(duties).to_vec() {
            if self.moves(set, context)?.accepts == negated {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What becomes of duties on each of the symbols; those on which they fail are left out.
    fn step_duties(
        &mut self,
        symbols: Symbols,
        duties: DutiesId,
        context: Context,
    ) -> Result<Vec<(Symbols, DutiesId)>, Unsupported> {
        if duties == NO_DUTIES {
            return Ok(vec![(symbols, NO_DUTIES)]);
        }
        let mut cases: Vec<(Symbols, Vec<Duty>)> = vec![(symbols, Vec::new())];
        for (negated, set) in self.duties(duties).to_vec() {
            let moves = self.moves(set, context)?;
            let mut next = Vec::new();
            for (symbols, duties) in cases {
                self.spend(1 + moves.blocks.len())?;
                let mut others = symbols;
                for (block, target) in &moves.blocks {
                    let common = symbols.and(*block);
                    others = others.minus(common);
                    let mut duties = duties.clone();
                    if *target != ALWAYS {
                        duties.push((negated, *target));
                    }
                    let fails = *target == ALWAYS && negated;
                    if !common.is_empty() && !fails {
                        next.push((common, duties));
                    }
                }
                if negated && !others.is_empty() {
                    next.push((others, duties));
                }
            }
            cases = next;
        }
        Ok(cases
            .into_iter()
            .map(|(symbols, duties)| (symbols, self.intern_duties(duties)))
            .collect())
    }

    /// The items but for those that others make superfluous.
    fn without_implied(&self, mut items: Vec<Item>) -> Vec<Item> {
        items.sort_unstable();
        items.dedup();
        let always = Item { term: DONE, duties: NO_DUTIES };
        if items.contains(&always) {
            return vec![always];
        }
        if items.len() < 2 {
            return items;
        }
        let mut kept: Vec<Item> = Vec::with_capacity(items.len());
        for item in items.iter().copied() {
            let same = kept.iter().rev().take_while(|other| other.term == item.term);
            // Fewer duties come first.
            let implied = same.take(8).any(|other| self.has_fewer(other.duties, item.duties));
            if !implied {
                kept.push(item);
            }
        }
        self.without_shorter_runs(kept)
    }

    /// Leaves out runs whose counts are within those of another run of the same.
    fn without_shorter_runs(&self, items: Vec<Item>) -> Vec<Item> {
        let mut runs = Vec::new();
        for item in &items {
            if let Some((part, rest)) = self.terms.split(item.term)
                && let &Part::Repeat(body, min, max) = self.terms.get(part)
            {
                let most = max.unwrap_or(u32::MAX);
                runs.push(((body, rest, item.duties), min, std::cmp::Reverse(most), *item));
            }
        }
        if runs.len() < 2 {
            return items;
        }
        runs.sort_unstable();
        let mut implied = Vec::new();
        let mut widest = None;
        for (of, _, std::cmp::Reverse(most), item) in runs {
            match widest {
                Some((other, wide)) if other == of && wide >= most => implied.push(item),
                _ => widest = Some((of, most)),
            }
        }
        implied.sort_unstable();
        items.into_iter().filter(|item| implied.binary_search(item).is_err()).collect()
    }

    fn has_fewer(&self, fewer: DutiesId, more: DutiesId) -> bool {
        let more = self.duties(more);
        self.duties(fewer).iter().all(|duty| more.contains(duty))
    }

    fn duties(&self, id: DutiesId) -> &[Duty] {
        self.duties.get(index(id)).map_or(&[], |duties| duties)
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

    fn intern_duties(&mut self, mut duties: Vec<Duty>) -> DutiesId {
        duties.sort_unstable();
        duties.dedup();
        let duties: Rc<[Duty]> = duties.into();
        if let Some(id) = self.duties_ids.get(&duties) {
            return *id;
        }
        let id = number(self.duties.len());
        self.duties.push(Rc::clone(&duties));
        self.duties_ids.insert(duties, id);
        id
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

/// Disjoint sets of symbols, each with the items that follow on it.
struct Pieces(Vec<(Symbols, Vec<Item>)>);

impl Pieces {
    fn add(&mut self, symbols: Symbols, item: Item) {
        let mut split = Vec::new();
        for (piece, items) in &mut self.0 {
            let common = piece.and(symbols);
            if common.is_empty() {
                continue;
            }
            let others = piece.minus(common);
            if !others.is_empty() {
                split.push((others, items.clone()));
                *piece = common;
            }
            items.push(item);
        }
        self.0.append(&mut split);
    }
}
