//! The traits and attributes of a type, as far as two types of one kind differ in them.

use std::collections::BTreeSet;

use super::items::Both;
use super::{ItemChange, Place, What};
use crate::lower::{trait_name, traits};
use crate::review::Rust;
use crate::rust::{Field, Item};

/// Traits that the types implement, and further attributes.
pub fn compare(both: &Both<'_>, to: &mut Vec<ItemChange>) {
    let Both { before, after, .. } = both;
    let (old, new) = (implemented(before), implemented(after));
    let shown = |name: &str| format!("impl {name} for {}", before.name);
    for name in old.difference(&new) {
        to.push(place(both, name).change(What::TraitRemoved, shown(name), None));
    }
    for name in new.difference(&old) {
        to.push(place(both, name).change(What::TraitAdded, None, shown(name)));
    }
    let (old, new) = (attributes(before), attributes(after));
    let place = Place::new(before.name.as_str(), &before.origin);
    for attribute in old.difference(&new) {
        let removed = place.change(What::AttributeRemoved, (*attribute).to_owned(), None);
        let rust = if is_advice(attribute) { Rust::Patch } else { Rust::Major };
        to.push(ItemChange { rust, ..removed });
    }
    for attribute in new.difference(&old) {
        to.push(place.change(What::AttributeAdded, None, (*attribute).to_owned()));
    }
}

fn implemented(item: &Item) -> BTreeSet<&str> {
    let derived = item.derives.iter().map(|path| trait_name(path));
    let exception = item.exception().map(|_| EXCEPTION);
    traits(&item.kind).into_iter().chain(derived).chain(exception).collect()
}

const EXCEPTION: &str = "support::Exception";

/// The first member without which there is no value says why there is no `Default`.
fn place<'a>(both: &Both<'a>, name: &str) -> Place<'a> {
    let mut fields = both.before.fields().iter().chain(both.after.fields());
    let must = fields.find(|field| field.must()).filter(|_| name == "Default");
    let origin = must.map_or(&both.before.origin, |field: &Field| &field.origin);
    Place::new(format!("{}: {name}", both.before.name), origin)
}

fn attributes(item: &Item) -> BTreeSet<&str> {
    item.attributes.iter().map(|attribute| attribute.trim()).collect()
}

/// Whether the attribute is one for lints and documentation. Others may implement traits, or whatever else.
fn is_advice(attribute: &str) -> bool {
    let name = attribute.trim_start_matches("#[").trim_start();
    let name = name.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next();
    name.is_some_and(|name| ["allow", "doc", "expect", "must_use", "warn"].contains(&name))
}
