//! The comparison of the known values of enums.

use std::fmt::Display;

use super::annotations::{compare_deprecation, compare_flag};
use super::pairs::{Paired, is_reordered, pair_by_name};
use super::place::Place;
use crate::review::{ItemChange, ItemChangeKind};
use crate::rust::{Item, Variant};

/// Compares the variants of an enum; `literal` returns the Rust literal of a value.
pub fn compare<V: Display + PartialEq>(
    item: &Item,
    old: &[Variant<V>],
    new: &[Variant<V>],
    literal: fn(&V) -> String,
    changes: &mut Vec<ItemChange>,
) {
    let place = |variant: &Variant<V>| {
        let path = format!("{}::{}", item.name, variant.name);
        Place::with_part(path, &item.origin, variant.value.to_string())
    };
    for pair in pair_by_name(old, new, |variant| &variant.name) {
        match pair {
            Paired::Removed(variant) => {
                let kind = ItemChangeKind::VariantRemoved;
                changes.push(place(variant).change(kind, variant.name.clone(), None));
            }
            Paired::Added(variant) => {
                let kind = ItemChangeKind::VariantAdded;
                changes.push(place(variant).change(kind, None, variant.name.clone()));
            }
            Paired::Kept(old, new) => {
                let place = place(old);
                if old.value != new.value {
                    let (before, after) = (literal(&old.value), literal(&new.value));
                    changes.push(place.change(ItemChangeKind::ValueChanged, before, after));
                }
                changes.extend(compare_deprecation(&place, &old.deprecated, &new.deprecated));
                let kind = ItemChangeKind::InternalChanged;
                changes.extend(compare_flag(&place, kind, "internal", old.internal, new.internal));
            }
        }
    }
    if is_reordered(old, new, |variant| &variant.name) {
        let place = Place::of_item(item).child("VALUES");
        changes.push(place.change(ItemChangeKind::Reordered, None, None));
    }
}
