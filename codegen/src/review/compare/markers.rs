//! What any item or part of one may be marked with.

use super::{ItemChange, Place, What};
use crate::emit::declare;

/// The attribute `deprecated`.
pub fn deprecation(
    place: &Place<'_>,
    old: &Option<String>,
    new: &Option<String>,
) -> Option<ItemChange> {
    let what = match (old, new) {
        (None, Some(_)) => What::Deprecated,
        (Some(_), None) => What::Undeprecated,
        _ => What::DeprecationNoteChanged,
    };
    (old != new).then(|| place.change(what, declare::deprecated(old), declare::deprecated(new)))
}

/// A flag of the table that types are made with.
pub fn flag(place: &Place<'_>, what: What, name: &str, old: bool, new: bool) -> Option<ItemChange> {
    let shown = |is: bool| is.then(|| name.to_owned());
    place.differing(what, shown(old), shown(new))
}
