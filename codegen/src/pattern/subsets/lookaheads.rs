//! Advances look-aheads with the text.

use std::rc::Rc;

use super::super::Unsupported;
use super::super::symbols::Symbols;
use super::super::terms::{index, number};
use super::{ALWAYS, Context, Lookahead, LookaheadsId, NO_LOOKAHEADS, Subsets};

impl Subsets {
    /// Returns whether the look-aheads hold if the text ends here.
    pub(super) fn are_satisfied_at_end(
        &mut self,
        lookaheads: LookaheadsId,
        context: Context,
    ) -> Result<bool, Unsupported> {
        for (negated, set) in self.lookaheads(lookaheads).to_vec() {
            if self.moves(set, context)?.accepts == negated {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Returns the look-aheads that remain after each of the symbols, without the symbols on which they fail.
    pub(super) fn advance_lookaheads(
        &mut self,
        symbols: Symbols,
        lookaheads: LookaheadsId,
        context: Context,
    ) -> Result<Vec<(Symbols, LookaheadsId)>, Unsupported> {
        if lookaheads == NO_LOOKAHEADS {
            return Ok(vec![(symbols, NO_LOOKAHEADS)]);
        }
        let mut cases: Vec<(Symbols, Vec<Lookahead>)> = vec![(symbols, Vec::new())];
        for (negated, set) in self.lookaheads(lookaheads).to_vec() {
            let moves = self.moves(set, context)?;
            let mut next = Vec::new();
            for (symbols, lookaheads) in cases {
                self.spend(1 + moves.blocks.len())?;
                let mut others = symbols;
                for (block, target) in &moves.blocks {
                    let common = symbols.and(*block);
                    others = others.minus(common);
                    let mut lookaheads = lookaheads.clone();
                    if *target != ALWAYS {
                        lookaheads.push((negated, *target));
                    }
                    let fails = *target == ALWAYS && negated;
                    if !common.is_empty() && !fails {
                        next.push((common, lookaheads));
                    }
                }
                if negated && !others.is_empty() {
                    next.push((others, lookaheads));
                }
            }
            cases = next;
        }
        Ok(cases
            .into_iter()
            .map(|(symbols, lookaheads)| (symbols, self.intern_lookaheads(lookaheads)))
            .collect())
    }

    pub(super) fn lookaheads(&self, id: LookaheadsId) -> &[Lookahead] {
        self.lookaheads.get(index(id)).map_or(&[], |lookaheads| lookaheads)
    }

    pub(super) fn intern_lookaheads(&mut self, mut lookaheads: Vec<Lookahead>) -> LookaheadsId {
        lookaheads.sort_unstable();
        lookaheads.dedup();
        let lookaheads: Rc<[Lookahead]> = lookaheads.into();
        if let Some(id) = self.lookaheads_ids.get(&lookaheads) {
            return *id;
        }
        let id = number(self.lookaheads.len());
        self.lookaheads.push(Rc::clone(&lookaheads));
        self.lookaheads_ids.insert(lookaheads, id);
        id
    }
}
