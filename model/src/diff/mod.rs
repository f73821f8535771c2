//! The changes between two versions of a service, as data.
//!
//! [`diff`] works in three steps. First it compares the service, its operations and its shapes (`compare`), pair by pair
//! (`versions`). Structures, unions and enums, whose names are part of generated code, are compared by ID; the inputs of an
//! operation and its outputs are compared with each other whatever their names are. The names of simple shapes, lists and
//! maps don't matter: a change of one is reported at the members that have it as their type. Then it marks removals and
//! additions that may be renames (`hints`). Last it puts the changes that follow from another one below it (`fold`).
//!
//! # Limitations
//!
//! A [`Model`] doesn't contain the order of several protocols, the difference between the old signature versions `s3` and
//! `v4`, `box` of members, or keys without a meaning in the service's protocol, so that their changes aren't found. Changes
//! that concern generated code alone (constructors, derives, boxes, name collisions) are found by `shapesmith::review`.

mod change;
mod compare;
mod fold;
mod hints;
mod impact;
mod kind;
mod member_lookup;
mod options;
mod shape_kind;
mod versions;
mod wire_impact;

pub use change::{AffectedOperation, Change, Difference, Place, RenameHint};
pub use kind::Kind;
pub use options::{Options, PatternChange, has_smithy_only_traits};
pub use wire_impact::WireImpact;

use crate::{Model, Service};
use versions::Versions;

/// Compares two versions of a service. A service that is in one version only was added or removed.
///
/// If the IDs of the two services have different namespaces, the shapes of one namespace are compared with the shapes of
/// the same names in the other. The order of the changes depends on nothing but the two models.
pub fn diff(
    old: Option<(&Model, &Service)>,
    new: Option<(&Model, &Service)>,
    options: &Options<'_>,
) -> Difference {
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (Some((_, service)), None) => return compare::removed_service(service),
        (None, Some((_, service))) => return compare::added_service(service),
        (None, None) => return Difference::default(),
    };
    let versions = Versions::new(old, new, options);
    let mut changes = compare::compare(&versions);
    let without_rename_hints = hints::add_rename_hints(&versions, &mut changes);
    Difference { changes: fold::fold_implied(&versions, changes), without_rename_hints }
}
