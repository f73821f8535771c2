//! The known values of enums.

use std::fmt::Display;

use super::pairs::{Pair, pairs, reordered};
use super::{ItemChange, Place, What, markers};
use crate::rust::{Item, Variant};

/// The variants of an enum, whose values are spelled so in Rust.
pub fn compare<V: Display + PartialEq>(
    item: &Item,
    old: &[Variant<V>],
    new: &[Variant<V>],
    spelled: fn(&V) -> String,
    to: &mut Vec<ItemChange>,
) {
    let place = |variant: &Variant<V>| {
        let path = format!("{}::{}", item.name, variant.name);
        Place::part(path, &item.origin, variant.value.to_string())
    };
    for pair in pairs(old, new, |variant| &variant.name) {
        match pair {
            Pair::Old(variant) => {
                to.push(place(variant).change(What::VariantRemoved, variant.name.clone(), None));
            }
            Pair::New(variant) => {
                to.push(place(variant).change(What::VariantAdded, None, variant.name.clone()));
            }
            Pair::Both(old, new) => {
                let place = place(old);
                if old.value != new.value {
                    let (before, after) = (spelled(&old.value), spelled(&new.value));
                    to.push(place.change(What::ValueChanged, before, after));
                }
                to.extend(markers::deprecation(&place, &old.deprecated, &new.deprecated));
                let (before, after) = (old.internal, new.internal);
                to.extend(markers::flag(&place, What::InternalChanged, "internal", before, after));
            }
        }
    }
    if reordered(old, new, |variant| &variant.name) {
        let place = Place::new(format!("{}::VALUES", item.name), &item.origin);
        to.push(place.change(What::Reordered, None, None));
    }
}
