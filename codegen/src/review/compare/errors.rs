//! The comparison of error enums.

use shapesmith_model::ShapeId;

use super::pairs::{Paired, pair_by_name};
use super::place::Place;
use crate::emit::declare;
use crate::review::{ItemChange, ItemChangeKind};
use crate::rust::{Api, ErrorSet, ErrorVariant, Type};

/// Compares the error enums of two services.
pub fn compare(old_api: &Api, new_api: &Api, changes: &mut Vec<ItemChange>) {
    let (before, after) = (error_sets(old_api), error_sets(new_api));
    let mut sets = pair_by_name(&before, &after, |(set, _)| &set.name);
    sets.sort_by_key(|pair| &pair.first().0.name);
    let place = |set: &ErrorSet, origin| Place::new(format!("errors::{}", set.name), origin);
    let declaration = |set: &ErrorSet| format!("pub enum {}", set.name);
    for pair in sets {
        match pair {
            Paired::Removed((set, origin)) => {
                let kind = ItemChangeKind::ItemRemoved;
                changes.push(place(set, origin).change(kind, declaration(set), None));
            }
            Paired::Added((set, origin)) => {
                let kind = ItemChangeKind::ItemAdded;
                changes.push(place(set, origin).change(kind, None, declaration(set)));
            }
            Paired::Kept((old, origin), (new, _)) => {
                ErrorSetPair { old_api, new_api, old, new, origin }.compare(changes);
            }
        }
    }
}

/// Returns the error enums of a service with their origins. A service without operations has none.
fn error_sets(api: &Api) -> Vec<(&ErrorSet, &ShapeId)> {
    let of_service = (!api.operations.is_empty()).then_some((&api.errors, &api.origin));
    let of_operations =
        api.operations.iter().map(|operation| (&operation.errors, &operation.origin));
    of_operations.chain(of_service).collect()
}

/// An error enum in both versions, with the service that it belongs to.
struct ErrorSetPair<'a> {
    old_api: &'a Api,
    new_api: &'a Api,
    old: &'a ErrorSet,
    new: &'a ErrorSet,
    origin: &'a ShapeId,
}

impl ErrorSetPair<'_> {
    fn compare(&self, changes: &mut Vec<ItemChange>) {
        for pair in pair_by_name(&self.old.variants, &self.new.variants, |variant| &variant.name) {
            match pair {
                Paired::Removed(variant) => {
                    let place = self.place(variant, self.old_api);
                    let before = declare::error_variant(variant);
                    changes.push(place.change(ItemChangeKind::VariantRemoved, before, None));
                }
                Paired::Added(variant) => {
                    let place = self.place(variant, self.new_api);
                    let after = declare::error_variant(variant);
                    changes.push(place.change(ItemChangeKind::VariantAdded, None, after));
                }
                Paired::Kept(old, new) if old == new => {}
                Paired::Kept(old, new) => {
                    let place = self.place(old, self.old_api);
                    let [old_type, new_type] =
                        [old, new].map(|variant| Type::Item(variant.item.clone()));
                    changes.push(place.type_change(
                        ItemChangeKind::VariantTypeChanged,
                        (declare::error_variant(old), &old_type),
                        (declare::error_variant(new), &new_type),
                    ));
                }
            }
        }
    }

    /// Returns the place of a variant; the part is the name of the error's shape.
    fn place(&self, variant: &ErrorVariant, api: &Api) -> Place<'_> {
        let item = api.item(&variant.item);
        let part = item.map_or(variant.item.as_str(), |item| item.origin.name());
        let path = format!("errors::{}::{}", self.old.name, variant.name);
        Place::with_part(path, self.origin, part)
    }
}
