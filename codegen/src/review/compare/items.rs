//! Types.

use super::pairs::{Pair, pairs};
use super::{ItemChange, Place, What, constructor, fields, markers, traits, values};
use crate::emit::declare;
use crate::rust::{Api, Item, ItemKind};

/// The types of both.
pub fn compare(old: &Api, new: &Api, to: &mut Vec<ItemChange>) {
    let mut items = pairs(&old.items, &new.items, |item| &item.name);
    items.sort_by_key(|pair| match pair {
        Pair::Old(item) | Pair::New(item) | Pair::Both(item, _) => &item.name,
    });
    for pair in items {
        match pair {
            Pair::Old(item) => {
                to.push(place(item).change(What::ItemRemoved, declare::head(item), None));
            }
            Pair::New(item) => {
                to.push(place(item).change(What::ItemAdded, None, declare::head(item)));
            }
            Pair::Both(before, after) => item(&Both { old, new, before, after }, to),
        }
    }
}

/// A type before and after, in the services that it belongs to.
pub struct Both<'a> {
    /// The service before.
    pub old: &'a Api,
    /// The service after.
    pub new: &'a Api,
    /// The type before.
    pub before: &'a Item,
    /// The type after.
    pub after: &'a Item,
}

fn item(both: &Both<'_>, to: &mut Vec<ItemChange>) {
    let Both { before, after, .. } = both;
    let place = place(before);
    to.extend(markers::deprecation(&place, &before.deprecated, &after.deprecated));
    let (sensitive, hidden) = (before.sensitive, after.sensitive);
    to.extend(markers::flag(&place, What::SensitiveChanged, "SENSITIVE", sensitive, hidden));
    match (&before.kind, &after.kind) {
        (ItemKind::Struct(old), ItemKind::Struct(new)) => {
            traits::compare(both, to);
            fields::structure(both, &old.fields, &new.fields, to);
            constructor::compare(both, old, new, to);
            if let (Some(old), Some(new)) = (&old.exception, &new.exception) {
                let (old, new) = (declare::info(old), declare::info(new));
                to.extend(place.below("::INFO").differing(What::ConstantChanged, old, new));
            }
        }
        (ItemKind::Union(old), ItemKind::Union(new)) => {
            traits::compare(both, to);
            fields::union(both, &old.variants, &new.variants, to);
        }
        (ItemKind::Enum(old), ItemKind::Enum(new)) => {
            traits::compare(both, to);
            values::compare(
                before,
                &old.variants,
                &new.variants,
                |value| declare::string(value),
                to,
            );
        }
        (ItemKind::IntEnum(old), ItemKind::IntEnum(new)) => {
            traits::compare(both, to);
            values::compare(before, &old.variants, &new.variants, i32::to_string, to);
        }
        _ => {
            let (old, new) = (declare::whole(before), declare::whole(after));
            to.push(place.change(What::KindChanged, old, new));
        }
    }
}

fn place(item: &Item) -> Place<'_> {
    Place::new(item.name.as_str(), &item.origin)
}
