//! The comparison of types.

use super::annotations::{compare_deprecation, compare_flag};
use super::pairs::{ItemPair, Paired, pair_by_name};
use super::place::Place;
use super::{constructor, fields, traits, values};
use crate::emit::declare;
use crate::review::{ItemChange, ItemChangeKind};
use crate::rust::{Api, ItemKind};

/// Compares the types of two services.
pub fn compare(old_api: &Api, new_api: &Api, changes: &mut Vec<ItemChange>) {
    let mut items = pair_by_name(&old_api.items, &new_api.items, |item| &item.name);
    items.sort_by_key(|pair| &pair.first().name);
    for pair in items {
        match pair {
            Paired::Removed(item) => {
                let before = declare::head(item);
                changes.push(Place::of_item(item).change(
                    ItemChangeKind::ItemRemoved,
                    before,
                    None,
                ));
            }
            Paired::Added(item) => {
                let after = declare::head(item);
                changes.push(Place::of_item(item).change(ItemChangeKind::ItemAdded, None, after));
            }
            Paired::Kept(old, new) => {
                compare_item(&ItemPair { old_api, new_api, old, new }, changes);
            }
        }
    }
}

fn compare_item(pair: &ItemPair<'_>, changes: &mut Vec<ItemChange>) {
    let ItemPair { old, new, .. } = pair;
    let place = Place::of_item(old);
    changes.extend(compare_deprecation(&place, &old.deprecated, &new.deprecated));
    let sensitive = ItemChangeKind::SensitiveChanged;
    changes.extend(compare_flag(&place, sensitive, "SENSITIVE", old.sensitive, new.sensitive));
    match (&old.kind, &new.kind) {
        (ItemKind::Struct(before), ItemKind::Struct(after)) => {
            traits::compare(pair, changes);
            fields::compare_struct(pair, &before.fields, &after.fields, changes);
            constructor::compare(pair, before, after, changes);
            if let (Some(before), Some(after)) = (&before.exception, &after.exception) {
                let (before, after) = (declare::info(before), declare::info(after));
                changes.extend(place.compare_constant("INFO", before, after));
            }
        }
        (ItemKind::Union(before), ItemKind::Union(after)) => {
            traits::compare(pair, changes);
            fields::compare_union(pair, &before.variants, &after.variants, changes);
        }
        (ItemKind::Enum(before), ItemKind::Enum(after)) => {
            traits::compare(pair, changes);
            let (before, after) = (&before.variants, &after.variants);
            values::compare(old, before, after, |value| declare::string(value), changes);
        }
        (ItemKind::IntEnum(before), ItemKind::IntEnum(after)) => {
            traits::compare(pair, changes);
            values::compare(old, &before.variants, &after.variants, i32::to_string, changes);
        }
        _ => {
            let (before, after) = (declare::whole(old), declare::whole(new));
            changes.push(place.change(ItemChangeKind::KindChanged, before, after));
        }
    }
}
