//! Deprecation and the flags of items and their parts.

use super::place::Place;
use crate::emit::declare;
use crate::review::{ItemChange, ItemChangeKind};

/// Compares the `deprecated` attributes.
pub fn compare_deprecation(
    place: &Place<'_>,
    old: &Option<String>,
    new: &Option<String>,
) -> Option<ItemChange> {
    let kind = match (old, new) {
        (None, Some(_)) => ItemChangeKind::Deprecated,
        (Some(_), None) => ItemChangeKind::Undeprecated,
        _ => ItemChangeKind::DeprecationNoteChanged,
    };
    (old != new).then(|| place.change(kind, declare::deprecated(old), declare::deprecated(new)))
}

/// Compares a flag of this name, which is declared only if it is set.
pub fn compare_flag(
    place: &Place<'_>,
    kind: ItemChangeKind,
    name: &str,
    old: bool,
    new: bool,
) -> Option<ItemChange> {
    let declare = |is_set: bool| is_set.then(|| name.to_owned());
    place.compare(kind, declare(old), declare(new))
}
