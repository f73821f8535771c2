//! What look-ahead asks of the rest of the text, step by step.

use std::rc::Rc;

use super::super::Unsupported;
use super::super::symbols::Symbols;
use super::super::terms::{index, number};
use super::{ALWAYS, Context, DutiesId, Duty, NO_DUTIES, Subsets};

impl Subsets {
    /// Whether the duties are met where the text ends.
    pub(super) fn fulfilled(
        &mut self,
        duties: DutiesId,
        context: Context,
    ) -> Result<bool, Unsupported> {
        for (negated, set) in self.duties(duties).to_vec() {
            if self.moves(set, context)?.accepts == negated {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What becomes of duties on each of the symbols; those on which they fail are left out.
    pub(super) fn step_duties(
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

    pub(super) fn duties(&self, id: DutiesId) -> &[Duty] {
        self.duties.get(index(id)).map_or(&[], |duties| duties)
    }

    pub(super) fn intern_duties(&mut self, mut duties: Vec<Duty>) -> DutiesId {
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
}
