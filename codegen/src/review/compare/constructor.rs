//! `new` of structs.

use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::ShapeId;

use super::items::Both;
use super::pairs::{Pair, pairs, reordered};
use super::{ItemChange, Place, What};
use crate::emit::declare::{constructor, converts, parameters};
use crate::rust::{Api, Field, Struct, Type};

/// `new` before and after. All that happens to it has one verdict on whether calls still compile: that of the
/// parameters taken together.
pub fn compare(both: &Both<'_>, old: &Struct, new: &Struct, to: &mut Vec<ItemChange>) {
    let name = &both.before.name;
    let place = |origin| Place::new(format!("{name}::new"), origin);
    let before: Vec<&Field> = parameters(old).collect();
    let after: Vec<&Field> = parameters(new).collect();
    match (before.first(), after.first()) {
        (None, None) => {}
        (Some(first), None) => {
            let before = constructor(old, both.old);
            to.push(place(&first.origin).change(What::ConstructorRemoved, before, None));
        }
        (None, Some(first)) => {
            let after = constructor(new, both.new);
            to.push(place(&first.origin).change(What::ConstructorAdded, None, after));
        }
        (Some(_), Some(_)) => {
            let changes = signature(both, &before, &after);
            if !changes.is_empty() {
                let (old, new) = (constructor(old, both.old), constructor(new, both.new));
                let seen = !takes_the_same(both, &before, &after);
                to.extend(changes.into_iter().map(|(place, what)| {
                    let change = place.change(what, old.clone(), new.clone());
                    ItemChange { seen_by_compiler: seen, ..change }
                }));
            }
        }
    }
}

/// What happened to the parameters. Callers don't write their names, which only tell which is which: the member of
/// one that has another name now does so as well.
fn signature<'a>(both: &Both<'a>, old: &[&'a Field], new: &[&'a Field]) -> Vec<(Place<'a>, What)> {
    let item = both.before;
    let known: BTreeSet<&str> = old.iter().map(|field| field.name.as_str()).collect();
    let kept: BTreeSet<&str> = new.iter().map(|field| field.name.as_str()).collect();
    let gone = old.iter().filter(|field| !kept.contains(field.name.as_str()));
    let gone: BTreeMap<&ShapeId, &str> =
        gone.map(|field| (&field.origin, field.name.as_str())).collect();
    let name = |field: &'a Field| {
        let before = gone.get(&field.origin).filter(|_| !known.contains(field.name.as_str()));
        (before.copied().unwrap_or(&field.name), field)
    };
    let old: Vec<(&str, &Field)> = old.iter().map(|field| name(field)).collect();
    let new: Vec<(&str, &Field)> = new.iter().map(|field| name(field)).collect();
    let place =
        |field: &'a Field| Place::new(format!("{}::new({})", item.name, field.name), &field.origin);
    let changes = pairs(&old, &new, |(name, _)| name).into_iter().filter_map(|pair| match pair {
        Pair::Old((_, field)) => Some((place(field), What::ParameterRemoved)),
        Pair::New((_, field)) => Some((place(field), What::ParameterAdded)),
        Pair::Both((_, old), (_, new)) => (parameter(old, both.old) != parameter(new, both.new))
            .then(|| (place(old), What::ParameterTypeChanged)),
    });
    let mut changes: Vec<(Place<'a>, What)> = changes.collect();
    if reordered(&old, &new, |(name, _)| name) {
        let place = Place::new(format!("{}::new", item.name), &item.origin);
        changes.push((place, What::ParametersMoved));
    }
    changes
}

/// The type of a parameter, and whether what converts into it is taken, too.
fn parameter<'a>(field: &'a Field, api: &Api) -> (&'a Type, bool) {
    let ty = field.value_type();
    (ty, converts(ty, api))
}

/// Whether every call of the old `new` is one of the new.
fn takes_the_same(both: &Both<'_>, old: &[&Field], new: &[&Field]) -> bool {
    let fits = |(old, new): (&&Field, &&Field)| {
        let (given, converted) = parameter(old, both.old);
        let (taken, converts) = parameter(new, both.new);
        given == taken && (converts || !converted)
    };
    old.len() == new.len() && old.iter().zip(new).all(fits)
}
