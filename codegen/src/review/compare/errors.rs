//! The enums of errors.

use shapesmith_model::ShapeId;

use super::pairs::{Pair, pairs};
use super::{ItemChange, Place, What};
use crate::emit::declare;
use crate::rust::{Api, ErrorSet, ErrorVariant};

/// The enums of both.
pub fn compare(old: &Api, new: &Api, to: &mut Vec<ItemChange>) {
    let (before, after) = (sets(old), sets(new));
    let mut sets = pairs(&before, &after, |(set, _)| &set.name);
    sets.sort_by_key(|pair| match pair {
        Pair::Old((set, _)) | Pair::New((set, _)) | Pair::Both((set, _), _) => &set.name,
    });
    let place = |set: &ErrorSet, origin| Place::new(format!("errors::{}", set.name), origin);
    let declared = |set: &ErrorSet| format!("pub enum {}", set.name);
    for pair in sets {
        match pair {
            Pair::Old((set, origin)) => {
                to.push(place(set, origin).change(What::ItemRemoved, declared(set), None));
            }
            Pair::New((set, origin)) => {
                to.push(place(set, origin).change(What::ItemAdded, None, declared(set)));
            }
            Pair::Both((before, origin), (after, _)) => {
                Set { old, new, before, after, origin }.compare(to);
            }
        }
    }
}

/// The enums, and what each comes from. Without operations there are none.
fn sets(api: &Api) -> Vec<(&ErrorSet, &ShapeId)> {
    let all = (!api.operations.is_empty()).then_some((&api.errors, &api.origin));
    let own = api.operations.iter().map(|operation| (&operation.errors, &operation.origin));
    own.chain(all).collect()
}

/// An enum of errors before and after.
struct Set<'a> {
    old: &'a Api,
    new: &'a Api,
    before: &'a ErrorSet,
    after: &'a ErrorSet,
    origin: &'a ShapeId,
}

impl Set<'_> {
    fn compare(&self, to: &mut Vec<ItemChange>) {
        let variants = &self.before.variants;
        for pair in pairs(variants, &self.after.variants, |variant| &variant.name) {
            match pair {
                Pair::Old(variant) => {
                    let before = declare::error_variant(variant);
                    let place = self.place(variant, self.old);
                    to.push(place.change(What::VariantRemoved, before, None));
                }
                Pair::New(variant) => {
                    let after = declare::error_variant(variant);
                    to.push(self.place(variant, self.new).change(What::VariantAdded, None, after));
                }
                Pair::Both(old, new) if old == new => {}
                Pair::Both(old, new) => {
                    let (before, after) =
                        (declare::error_variant(old), declare::error_variant(new));
                    let place = self.place(old, self.old);
                    to.push(place.change(What::VariantTypeChanged, before, after));
                }
            }
        }
    }

    /// The part is the name of the error's shape.
    fn place(&self, variant: &ErrorVariant, api: &Api) -> Place<'_> {
        let item = api.item(&variant.item);
        let part = item.map_or(variant.item.as_str(), |item| item.origin.name());
        let path = format!("errors::{}::{}", self.before.name, variant.name);
        Place::part(path, self.origin, part)
    }
}
