//! The comparison of two lowered services: what users of the module see of an update.
//!
//! Items are compared with those of the same name, because names are what users write. An item that only has another
//! name is one that is gone and one that is new, with the same origin.

mod constructor;
mod errors;
mod fields;
mod items;
mod markers;
mod operations;
mod pairs;
mod place;
mod traits;
mod values;

use super::change::{ItemChange, What};
use crate::rust::Api;
use place::Place;

/// What differs for users of the module: types, then operations, then errors, each by their Rust names in byte order,
/// and within those in the order of their parts. Documentation isn't compared.
pub fn compare(old: &Api, new: &Api) -> Vec<ItemChange> {
    let mut changes = Vec::new();
    items::compare(old, new, &mut changes);
    operations::compare(old, new, &mut changes);
    errors::compare(old, new, &mut changes);
    changes
}
