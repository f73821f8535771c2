//! Parts of the same name, before and after.

use std::collections::BTreeMap;

/// What has a name before, now, or both.
pub enum Pair<'a, T> {
    /// It is gone.
    Old(&'a T),
    /// It is new.
    New(&'a T),
    /// It stays.
    Both(&'a T, &'a T),
}

/// The pairs in the order before, then those that are new.
pub fn pairs<'a, T>(
    old: impl IntoIterator<Item = &'a T>,
    new: impl IntoIterator<Item = &'a T>,
    name: impl Fn(&T) -> &str,
) -> Vec<Pair<'a, T>> {
    let new: Vec<&T> = new.into_iter().collect();
    let mut rest: BTreeMap<&str, &T> = new.iter().map(|part| (name(part), *part)).collect();
    let old = old.into_iter().map(|old| match rest.remove(name(old)) {
        Some(new) => Pair::Both(old, new),
        None => Pair::Old(old),
    });
    let mut pairs: Vec<Pair<'a, T>> = old.collect();
    let added = new.iter().filter(|part| rest.contains_key(name(part)));
    pairs.extend(added.map(|part| Pair::New(*part)));
    pairs
}

/// Whether those that stay are in another order; each has one name, and no two the same.
pub fn reordered<'a, T: 'a>(
    old: impl IntoIterator<Item = &'a T>,
    new: impl IntoIterator<Item = &'a T>,
    name: impl Fn(&T) -> &str,
) -> bool {
    let places: BTreeMap<&str, usize> =
        new.into_iter().enumerate().map(|(place, part)| (name(part), place)).collect();
    let stays = old.into_iter().filter_map(|part| places.get(name(part)));
    !stays.is_sorted()
}
