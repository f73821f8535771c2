//! Finding equal entries of a list.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use super::order::{compare, kind, to_integer};
use super::value::{FieldVisitor, List, Map, Variant, View};

/// The greatest number of entries whose hashes are kept on the stack.
const FEW: usize = 16;

/// Returns the index of the first entry that is equal to an earlier one.
///
/// Each entry is hashed once, and only entries with the same hash are compared. If all hashes are the same, which hostile
/// input could bring about, there are as many comparisons as sorting takes.
pub(super) fn find_repeated(items: &dyn List) -> Option<usize> {
    let count = items.count();
    if count > FEW {
        find_repeated_of_many(items, count)
    } else {
        find_repeated_of_few(items, count)
    }
}

fn find_repeated_of_few(items: &dyn List, count: usize) -> Option<usize> {
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

fn find_repeated_of_many(items: &dyn List, count: usize) -> Option<usize> {
    let mut order: Vec<(u64, usize)> =
        (0..count).map(|index| (hash(items.item(index)), index)).collect();
    order.sort_unstable();
    let groups = order.chunk_by_mut(|(left, _), (right, _)| left == right);
    groups.filter_map(|group| find_repeated_in(items, group)).min()
}

/// Returns the index of the first entry, of those with one hash, that is equal to an earlier one.
fn find_repeated_in(items: &dyn List, group: &mut [(u64, usize)]) -> Option<usize> {
    let values = |left: usize, right: usize| compare(items.item(left), items.item(right));
    group.sort_unstable_by(|(_, left), (_, right)| values(*left, *right).then(left.cmp(right)));
    let pairs = group.iter().zip(group.iter().skip(1));
    let equal = pairs.filter(|((_, left), (_, right))| values(*left, *right).is_eq());
    equal.map(|(_, (_, later))| *later).min()
}

fn hash(view: View<'_>) -> u64 {
    let mut to = DefaultHasher::new();
    hash_into(view, &mut to);
    to.finish()
}

/// Hashes what is the same in equal values.
fn hash_into(view: View<'_>, to: &mut DefaultHasher) {
    to.write_u8(kind(view));
    match view {
        // The same number can have many spellings.
        View::Absent | View::Null | View::Digits(_) | View::Number(_) => {}
        View::Integer(_) | View::Unsigned(_) | View::UnrecognizedInteger(_) => {
            to.write_i128(to_integer(view));
        }
        View::String(text) | View::Unrecognized(text) => text.hash(to),
        View::Bool(value) => value.hash(to),
        View::Float(value) => to.write_u32(value.to_bits()),
        View::Double(value) => to.write_u64(value.to_bits()),
        View::Blob(value) => value.hash(to),
        View::Timestamp(value) => value.hash(to),
        View::Structure(value) => value.fields(FieldVisitor(&mut |_, views| {
            views.iter().for_each(|view| hash_into(*view, to));
        })),
        View::Union(value) => match value.variant() {
            Variant::Known(index, view) => {
                to.write_usize(index);
                hash_into(view, to);
            }
            Variant::Unknown(unknown) => unknown.tag().hash(to),
        },
        View::List(items) => {
            to.write_usize(items.count());
            (0..items.count()).for_each(|index| hash_into(items.item(index), to));
        }
        View::Map(entries) => to.write_u64(hash_entries(entries)),
    }
}

/// Returns the sum of the entries' hashes, which doesn't depend on their order: that of a document's keys means nothing.
fn hash_entries(entries: &dyn Map) -> u64 {
    let mut sum = 0_u64;
    entries.each(&mut |key, view| {
        let mut to = DefaultHasher::new();
        key.hash(&mut to);
        hash_into(view, &mut to);
        sum = sum.wrapping_add(to.finish());
        ControlFlow::Continue(())
    });
    sum
}
