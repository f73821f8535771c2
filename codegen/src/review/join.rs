//! Puts the changes of items below the changes of the model that cause them.

use shapesmith_model::Model;
use shapesmith_model::diff::Difference;

use super::causes::CauseIndex;
use super::{ItemChange, Review, ReviewEntry, rust_only};

/// Creates a review from the changes of the model and the changes of its items. Every item change is in it: one without a
/// cause in the model gets an entry of its own.
pub fn review(difference: Difference, items: Vec<ItemChange>, old: &Model, new: &Model) -> Review {
    let mut entries: Vec<ReviewEntry> =
        difference.changes.into_iter().map(ReviewEntry::from_change).collect();
    let causes = find_causes(&entries, &items, [old, new]);
    let uncaused = attach_items(&mut entries, items, &causes);
    let mut entries: Vec<ReviewEntry> = entries.into_iter().flat_map(lift_worse_implied).collect();
    entries.extend(rust_only::entries(uncaused));
    Review { entries, without_rename_hints: difference.without_rename_hints }
}

/// Returns the causes of each item change, as positions in the sequence of [`Review::all`].
fn find_causes(
    entries: &[ReviewEntry],
    items: &[ItemChange],
    models: [&Model; 2],
) -> Vec<Vec<usize>> {
    let all: Vec<&ReviewEntry> = entries.iter().flat_map(ReviewEntry::all).collect();
    let index = CauseIndex::new(&all, items, models);
    items.iter().map(|item| index.causes_of(item)).collect()
}

/// Adds each item change to its causes. Returns the item changes without a cause.
fn attach_items(
    entries: &mut [ReviewEntry],
    items: Vec<ItemChange>,
    causes: &[Vec<usize>],
) -> Vec<ItemChange> {
    let number = entries.iter().map(|entry| entry.all().count()).sum();
    let mut by_entry: Vec<Vec<ItemChange>> = vec![Vec::new(); number];
    let mut uncaused = Vec::new();
    for (item, causes) in items.into_iter().zip(causes) {
        for cause in causes {
            by_entry.get_mut(*cause).into_iter().for_each(|list| list.push(item.clone()));
        }
        if causes.is_empty() {
            uncaused.push(item);
        }
    }
    let mut by_entry = by_entry.into_iter();
    for entry in entries {
        set_items(entry, &mut by_entry);
    }
    uncaused
}

/// Sets the items of an entry and of those that it implies, in the order of [`ReviewEntry::all`].
fn set_items(entry: &mut ReviewEntry, items: &mut impl Iterator<Item = Vec<ItemChange>>) {
    entry.items = items.next().unwrap_or_default();
    entry.update_semver();
    for implied in &mut entry.implied {
        set_items(implied, items);
    }
}

/// Returns the entry and, after it, the implied entries with a worse effect: readers don't look for a breaking change
/// below a harmless one.
fn lift_worse_implied(mut entry: ReviewEntry) -> Vec<ReviewEntry> {
    let implied = std::mem::take(&mut entry.implied);
    let (lifted, implied): (Vec<ReviewEntry>, Vec<ReviewEntry>) =
        implied.into_iter().partition(|it| it.semver > entry.semver || it.wire > entry.wire);
    entry.implied = implied;
    [vec![entry], lifted].concat()
}
