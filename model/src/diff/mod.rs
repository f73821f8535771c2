//! What changed between two versions of a service, as data: each fact once, at the shape where it happens.
//!
//! The two closures are laid beside each other (`pair`), then each subject compares what it knows: the service, its
//! operations, its shapes. What has a Rust name (structures, unions, enums) is compared by id; the inputs and outputs of an
//! operation are compared with each other whatever they are called. Simple shapes, lists and maps have no Rust name: what counts
//! there is the type that a member has in effect (`facets`, `targets`). At last what looks like a rename gets a hint (`hints`), and
//! what follows from another change is put below it (`fold`).
//!
//! # What isn't expressed
//!
//! Of botocore's facts the model doesn't keep which of several protocols is called the first, the old ways to sign (`s3` and `v4`
//! are one), that a member is boxed, and keys that mean nothing under the service's protocol. What concerns Rust alone (fallible
//! builders, lost derives, boxes, colliding names) is for who knows Rust names.

mod annotations;
mod bindings;
mod change;
mod classic;
mod comparison;
mod content;
mod enums;
mod errors;
mod facets;
mod fold;
mod hints;
mod http;
mod kind;
mod limits;
mod lookup;
mod members;
mod operations;
mod options;
mod pagination;
mod pair;
mod protocols;
mod reason;
mod service;
mod shapes;
mod side;
mod spot;
mod targets;
mod values;

pub use change::{AffectedOperation, Change, Difference, Place, RenameHint, WireImpact};
pub use classic::{Release, api_changes};
pub use kind::Kind;
pub use options::{Options, PatternChange, has_smithy_only_traits};

use crate::{Model, Service};
use comparison::Comparison;

/// What changed between two versions of a service. A service that is on one side alone was added or removed.
///
/// The two services may have different ids; then what is in the namespace of the one is compared with what has the
/// same name in the namespace of the other. The order of the result depends on nothing but the two models.
pub fn diff(
    old: Option<(&Model, &Service)>,
    new: Option<(&Model, &Service)>,
    options: &Options<'_>,
) -> Difference {
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (None, None) => return Difference::default(),
        (old, new) => return service::one_sided(old, new),
    };
    let mut comparison = Comparison::new(old, new, options);
    service::compare(&mut comparison);
    operations::compare(&mut comparison);
    shapes::compare(&mut comparison);
    comparison.finish()
}
