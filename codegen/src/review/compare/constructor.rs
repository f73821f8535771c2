//! The comparison of `new` of structs.

use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::ShapeId;

use super::pairs::{ItemPair, Paired, is_reordered, pair_by_name};
use super::place::Place;
use crate::emit::declare::{constructor, constructor_parameters, takes_into};
use crate::review::{ItemChange, ItemChangeDetail, ItemChangeKind};
use crate::rust::{Api, Field, Struct, Type};

/// Compares `new`. Whether calls still compile depends on all parameters together, so that all changes say the same about
/// it.
pub fn compare(pair: &ItemPair<'_>, old: &Struct, new: &Struct, changes: &mut Vec<ItemChange>) {
    let place = |origin| Place::new(format!("{}::new", pair.old.name), origin);
    let before: Vec<&Field> = constructor_parameters(old).collect();
    let after: Vec<&Field> = constructor_parameters(new).collect();
    let old_declaration = || constructor(old, pair.old_api);
    let new_declaration = || constructor(new, pair.new_api);
    match (before.first(), after.first()) {
        (None, None) => {}
        (Some(first), None) => {
            let kind = ItemChangeKind::ConstructorRemoved;
            changes.push(place(&first.origin).change(kind, old_declaration(), None));
        }
        (None, Some(first)) => {
            let kind = ItemChangeKind::ConstructorAdded;
            changes.push(place(&first.origin).change(kind, None, new_declaration()));
        }
        (Some(_), Some(_)) => {
            let found = compare_parameters(pair, &before, &after);
            if !found.is_empty() {
                let (old, new) = (old_declaration(), new_declaration());
                let breaks_compilation = !accepts_old_calls(pair, &before, &after);
                changes.extend(found.into_iter().map(|ParameterChange { place, kind, detail }| {
                    let change = place.change(kind, old.clone(), new.clone());
                    ItemChange { breaks_compilation, detail, ..change }
                }));
            }
        }
    }
}

/// A change of a parameter, or of the order of all parameters.
struct ParameterChange<'a> {
    place: Place<'a>,
    kind: ItemChangeKind,
    detail: ItemChangeDetail,
}

/// Compares parameters by name, or by origin if a member was renamed: callers don't write the names of parameters.
fn compare_parameters<'a>(
    pair: &ItemPair<'a>,
    old: &[&'a Field],
    new: &[&'a Field],
) -> Vec<ParameterChange<'a>> {
    let old_names: BTreeSet<&str> = old.iter().map(|field| field.name.as_str()).collect();
    let new_names: BTreeSet<&str> = new.iter().map(|field| field.name.as_str()).collect();
    let removed = old.iter().filter(|field| !new_names.contains(field.name.as_str()));
    let removed: BTreeMap<&ShapeId, &str> =
        removed.map(|field| (&field.origin, field.name.as_str())).collect();
    let with_old_name = |field: &'a Field| {
        let renamed =
            removed.get(&field.origin).filter(|_| !old_names.contains(field.name.as_str()));
        (renamed.copied().unwrap_or(&field.name), field)
    };
    let old: Vec<(&str, &Field)> = old.iter().map(|field| with_old_name(field)).collect();
    let new: Vec<(&str, &Field)> = new.iter().map(|field| with_old_name(field)).collect();
    let change = |field: &'a Field, kind| {
        let path = format!("{}::new({})", pair.old.name, field.name);
        let place = Place::new(path, &field.origin);
        ParameterChange { place, kind, detail: ItemChangeDetail::None }
    };
    let mut changes = Vec::new();
    for paired in pair_by_name(&old, &new, |(name, _)| name) {
        match paired {
            Paired::Removed((_, field)) => {
                changes.push(change(field, ItemChangeKind::ParameterRemoved));
            }
            Paired::Added((_, field)) => {
                changes.push(change(field, ItemChangeKind::ParameterAdded));
            }
            Paired::Kept((_, old), (_, new)) => {
                if parameter(old, pair.old_api) != parameter(new, pair.new_api) {
                    let (before, after) = (old.value_type().clone(), new.value_type().clone());
                    let detail = ItemChangeDetail::Type { before, after };
                    let kind = ItemChangeKind::ParameterTypeChanged;
                    changes.push(ParameterChange { detail, ..change(old, kind) });
                }
            }
        }
    }
    if is_reordered(&old, &new, |(name, _)| name) {
        let place = Place::new(format!("{}::new", pair.old.name), &pair.old.origin);
        let kind = ItemChangeKind::ParametersMoved;
        changes.push(ParameterChange { place, kind, detail: ItemChangeDetail::None });
    }
    changes
}

/// Returns the type of a parameter, and whether it is `impl Into<T>`.
fn parameter<'a>(field: &'a Field, api: &Api) -> (&'a Type, bool) {
    let ty = field.value_type();
    (ty, takes_into(ty, api))
}

/// Returns `true` if every call of the old `new` compiles with the new one.
fn accepts_old_calls(pair: &ItemPair<'_>, old: &[&Field], new: &[&Field]) -> bool {
    let accepts = |(old, new): (&&Field, &&Field)| {
        let (old_type, old_converts) = parameter(old, pair.old_api);
        let (new_type, new_converts) = parameter(new, pair.new_api);
        old_type == new_type && (new_converts || !old_converts)
    };
    old.len() == new.len() && old.iter().zip(new).all(accepts)
}
