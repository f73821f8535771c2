//! Whether the entries of a list differ from each other.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use super::order::{compare, integer, kind};
use super::value::{List, Map, Variant, View, Viewer};

/// Up to this many entries take no memory.
const FEW: usize = 16;

/// The first entry that an earlier one is equal to.
///
/// Each entry is looked at once, for its hash; only those with the same one are compared. Even where all are made to
/// have the same, the comparisons are those of sorting.
pub(super) fn repeated(items: &dyn List) -> Option<usize> {
    let count = items.count();
    if count > FEW { repeated_of_many(items, count) } else { repeated_of_few(items, count) }
}

fn repeated_of_few(items: &dyn List, count: usize) -> Option<usize> {
    let mut hashes = [0; FEW];
    for (later, slot) in hashes.iter_mut().enumerate().take(count) {
        *slot = hash(items.item(later));
    }
    let is_repeated = |(later, hash): (usize, &u64)| {
        let earlier = hashes.iter().take(later).enumerate().filter(|(_, other)| *other == hash);
        let mut equal = earlier.map(|(earlier, _)| compare(items.item(earlier), items.item(later)));
        equal.any(|order| order.is_eq()).then_some(later)
    };
    hashes.iter().enumerate().take(count).find_map(is_repeated)
}

fn repeated_of_many(items: &dyn List, count: usize) -> Option<usize> {
    let mut order: Vec<(u64, usize)> =
        (0..count).map(|index| (hash(items.item(index)), index)).collect();
    order.sort_unstable();
    let groups = order.chunk_by_mut(|(left, _), (right, _)| left == right);
    groups.filter_map(|group| repeated_in(items, group)).min()
}

/// The first of the entries with one hash that is equal to an earlier one.
fn repeated_in(items: &dyn List, group: &mut [(u64, usize)]) -> Option<usize> {
    let values = |left: usize, right: usize| compare(items.item(left), items.item(right));
    group.sort_unstable_by(|(_, left), (_, right)| values(*left, *right).then(left.cmp(right)));
    let pairs = group.iter().zip(group.iter().skip(1));
    let equal = pairs.filter(|((_, left), (_, right))| values(*left, *right).is_eq());
    equal.map(|(_, (_, later))| *later).min()
}

fn hash(view: View<'_>) -> u64 {
    let mut to = DefaultHasher::new();
    add(view, &mut to);
    to.finish()
}

/// Adds what is the same in equal values.
fn add(view: View<'_>, to: &mut DefaultHasher) {
    to.write_u8(kind(view));
    match view {
        // The same number can have many spellings.
        View::Absent | View::Null | View::Digits(_) | View::Number(_) => {}
        View::Integer(_) | View::Unsigned(_) | View::UnrecognizedInteger(_) => {
            to.write_i128(integer(view));
        }
        View::String(text) | View::Unrecognized(text) => text.hash(to),
        View::Bool(value) => value.hash(to),
        View::Float(value) => to.write_u32(value.to_bits()),
        View::Double(value) => to.write_u64(value.to_bits()),
        View::Blob(value) => value.hash(to),
        View::Timestamp(value) => value.hash(to),
        View::Structure(value) => value.fields(Viewer(&mut |_, views| {
            views.iter().for_each(|view| add(*view, to));
        })),
        View::Union(value) => match value.variant() {
            Variant::Known(index, view) => {
                to.write_usize(index);
                add(view, to);
            }
            Variant::Unknown(unknown) => unknown.tag().hash(to),
        },
        View::List(items) => {
            to.write_usize(items.count());
            (0..items.count()).for_each(|index| add(items.item(index), to));
        }
        View::Map(entries) => to.write_u64(sum(entries)),
    }
}

/// The sum of the entries' hashes: a document may keep them in any order.
fn sum(entries: &dyn Map) -> u64 {
    let mut sum = 0_u64;
    entries.each(&mut |key, view| {
        let mut to = DefaultHasher::new();
        key.hash(&mut to);
        add(view, &mut to);
        sum = sum.wrapping_add(to.finish());
        ControlFlow::Continue(())
    });
    sum
}
