//! Removes items that other items of a set imply, which reduces the number of sets.

use std::cmp::Reverse;

use super::super::terms::{DONE, Part};
use super::{Item, LookaheadsId, NO_LOOKAHEADS, Subsets};

impl Subsets {
    /// Returns the items without duplicates and without those that others imply.
    pub(super) fn without_implied(&self, mut items: Vec<Item>) -> Vec<Item> {
        items.sort_unstable();
        items.dedup();
        let always = Item { term: DONE, lookaheads: NO_LOOKAHEADS };
        if items.contains(&always) {
            return vec![always];
        }
        if items.len() < 2 {
            return items;
        }
        let mut kept: Vec<Item> = Vec::with_capacity(items.len());
        for item in items.iter().copied() {
            let same = kept.iter().rev().take_while(|other| other.term == item.term);
            // Items with fewer look-aheads come first.
            let implied =
                same.take(8).any(|other| self.is_subset(other.lookaheads, item.lookaheads));
            if !implied {
                kept.push(item);
            }
        }
        self.without_shorter_runs(kept)
    }

    /// Removes repetitions whose counts are within those of another repetition of the same part.
    fn without_shorter_runs(&self, items: Vec<Item>) -> Vec<Item> {
        let mut runs = Vec::new();
        for item in &items {
            if let Some((part, rest)) = self.terms.split(item.term)
                && let &Part::Repeat(body, min, max) = self.terms.get(part)
            {
                let most = max.unwrap_or(u32::MAX);
                runs.push(((body, rest, item.lookaheads), min, Reverse(most), *item));
            }
        }
        if runs.len() < 2 {
            return items;
        }
        runs.sort_unstable();
        let mut implied = Vec::new();
        let mut widest = None;
        for (of, _, Reverse(most), item) in runs {
            match widest {
                Some((other, wide)) if other == of && wide >= most => implied.push(item),
                _ => widest = Some((of, most)),
            }
        }
        implied.sort_unstable();
        items.into_iter().filter(|item| implied.binary_search(item).is_err()).collect()
    }

    fn is_subset(&self, fewer: LookaheadsId, more: LookaheadsId) -> bool {
        let more = self.lookaheads(more);
        self.lookaheads(fewer).iter().all(|lookahead| more.contains(lookahead))
    }
}
