//! The two versions of items and their parts, paired by name.

use std::collections::BTreeMap;

use crate::rust::{Api, Item};

/// Something that is in the old version, the new version, or both.
pub enum Paired<'a, T> {
    /// In the old version only.
    Removed(&'a T),
    /// In the new version only.
    Added(&'a T),
    /// In both versions.
    Kept(&'a T, &'a T),
}

/// An item in both versions, with the service that it belongs to.
pub struct ItemPair<'a> {
    /// The old version of the service.
    pub old_api: &'a Api,
    /// The new version of the service.
    pub new_api: &'a Api,
    /// The old version of the item.
    pub old: &'a Item,
    /// The new version of the item.
    pub new: &'a Item,
}

impl<'a, T> Paired<'a, T> {
    /// Returns the old version if there is one, or else the new one.
    pub fn first(&self) -> &'a T {
        match self {
            Self::Removed(part) | Self::Added(part) | Self::Kept(part, _) => part,
        }
    }
}

/// Pairs the parts of the same name. Those of the old version come first, in its order, then those that were added.
pub fn pair_by_name<'a, T>(
    old: impl IntoIterator<Item = &'a T>,
    new: impl IntoIterator<Item = &'a T>,
    name: impl Fn(&T) -> &str,
) -> Vec<Paired<'a, T>> {
    let new: Vec<&T> = new.into_iter().collect();
    let mut rest: BTreeMap<&str, &T> = new.iter().map(|part| (name(part), *part)).collect();
    let old = old.into_iter().map(|old| match rest.remove(name(old)) {
        Some(new) => Paired::Kept(old, new),
        None => Paired::Removed(old),
    });
    let mut pairs: Vec<Paired<'a, T>> = old.collect();
    let added = new.iter().filter(|part| rest.contains_key(name(part)));
    pairs.extend(added.map(|part| Paired::Added(*part)));
    pairs
}

/// Returns `true` if the parts that are in both versions have a different order. Names must be unique.
pub fn is_reordered<'a, T: 'a>(
    old: impl IntoIterator<Item = &'a T>,
    new: impl IntoIterator<Item = &'a T>,
    name: impl Fn(&T) -> &str,
) -> bool {
    let positions: BTreeMap<&str, usize> =
        new.into_iter().enumerate().map(|(position, part)| (name(part), position)).collect();
    let kept = old.into_iter().filter_map(|part| positions.get(name(part)));
    !kept.is_sorted()
}
