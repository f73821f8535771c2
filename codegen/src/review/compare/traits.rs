//! The comparison of the traits and attributes of two types of one kind.

use std::collections::BTreeSet;

use super::pairs::ItemPair;
use super::place::Place;
use crate::lower::{trait_name, traits_of};
use crate::review::item_change::EXCEPTION_TRAIT;
use crate::review::{ItemChange, ItemChangeDetail, ItemChangeKind, SemverImpact};
use crate::rust::{Field, Item};

/// Compares the implemented traits and the configured attributes.
pub fn compare(pair: &ItemPair<'_>, changes: &mut Vec<ItemChange>) {
    let (old, new) = (implemented_traits(pair.old), implemented_traits(pair.new));
    let declaration = |name: &str| format!("impl {name} for {}", pair.old.name);
    let of_trait = |name: &str, change: ItemChange| ItemChange {
        detail: ItemChangeDetail::Trait(name.to_owned()),
        ..change
    };
    for name in old.difference(&new) {
        let kind = ItemChangeKind::TraitRemoved;
        changes.push(of_trait(name, place(pair, name).change(kind, declaration(name), None)));
    }
    for name in new.difference(&old) {
        let kind = ItemChangeKind::TraitAdded;
        changes.push(of_trait(name, place(pair, name).change(kind, None, declaration(name))));
    }
    compare_attributes(pair, changes);
}

fn compare_attributes(pair: &ItemPair<'_>, changes: &mut Vec<ItemChange>) {
    let (old, new) = (attributes(pair.old), attributes(pair.new));
    let place = Place::of_item(pair.old);
    for attribute in old.difference(&new) {
        let kind = ItemChangeKind::AttributeRemoved;
        let removed = place.change(kind, (*attribute).to_owned(), None);
        let semver = if is_advisory(attribute) { SemverImpact::Patch } else { SemverImpact::Major };
        changes.push(ItemChange { semver, ..removed });
    }
    for attribute in new.difference(&old) {
        changes.push(place.change(ItemChangeKind::AttributeAdded, None, (*attribute).to_owned()));
    }
}

/// Returns the names of the traits that an item implements, with or without a derive.
fn implemented_traits(item: &Item) -> BTreeSet<&str> {
    let derived = item.derives.iter().map(|path| trait_name(path));
    let exception = item.exception().map(|_| EXCEPTION_TRAIT);
    traits_of(&item.kind).into_iter().chain(derived).chain(exception).collect()
}

/// Returns the place of an implementation. That of `Default` has the origin of the first non-optional field, because a
/// struct with such a field has no default.
fn place<'a>(pair: &ItemPair<'a>, name: &str) -> Place<'a> {
    let mut fields = pair.old.fields().iter().chain(pair.new.fields());
    let non_optional = fields.find(|field| field.is_non_optional()).filter(|_| name == "Default");
    let origin = non_optional.map_or(&pair.old.origin, |field: &Field| &field.origin);
    Place::new(format!("{}: {name}", pair.old.name), origin)
}

fn attributes(item: &Item) -> BTreeSet<&str> {
    item.attributes.iter().map(|attribute| attribute.trim()).collect()
}

/// Returns `true` if an attribute concerns only lints and documentation. Others may implement traits, for example.
fn is_advisory(attribute: &str) -> bool {
    let name = attribute.trim_start_matches("#[").trim_start();
    let name = name.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next();
    name.is_some_and(|name| ["allow", "doc", "expect", "must_use", "warn"].contains(&name))
}
