//! The comparison of two lowered services, as users of the module see it.
//!
//! Items are compared with the items of the same name, because users refer to them by name. A renamed item is one that is
//! removed and one that is added, with the same origin.

mod annotations;
mod constructor;
mod errors;
mod fields;
mod items;
mod operations;
mod pairs;
mod place;
mod traits;
mod values;

use super::ItemChange;
use crate::rust::Api;

/// Returns the changes that users of the module can observe, without documentation: those of types, then of operations, then
/// of errors, each by their Rust names in byte order, and those of an item in the order of its parts.
pub fn compare(old: &Api, new: &Api) -> Vec<ItemChange> {
    let mut changes = Vec::new();
    items::compare(old, new, &mut changes);
    operations::compare(old, new, &mut changes);
    errors::compare(old, new, &mut changes);
    changes
}
