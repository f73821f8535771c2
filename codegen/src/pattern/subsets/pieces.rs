//! Partitions the symbols by the items that follow on them.

use super::super::symbols::Symbols;
use super::Item;

/// Disjoint sets of symbols, each with the items that follow on it.
pub(super) struct Pieces(pub Vec<(Symbols, Vec<Item>)>);

impl Pieces {
    pub(super) fn of(all: Symbols) -> Self {
        Self(vec![(all, Vec::new())])
    }

    pub(super) fn add(&mut self, symbols: Symbols, item: Item) {
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
