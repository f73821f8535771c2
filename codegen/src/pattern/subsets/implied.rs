//! Items that match nothing that others don't: without them there are fewer sets.

use std::cmp::Reverse;

use super::super::terms::{DONE, Part};
use super::{DutiesId, Item, NO_DUTIES, Subsets};

impl Subsets {
    /// The items but for those that others make superfluous.
    pub(super) fn without_implied(&self, mut items: Vec<Item>) -> Vec<Item> {
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
                runs.push(((body, rest, item.duties), min, Reverse(most), *item));
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

    fn has_fewer(&self, fewer: DutiesId, more: DutiesId) -> bool {
        let more = self.duties(more);
        self.duties(fewer).iter().all(|duty| more.contains(duty))
    }
}
