//! The comparison of two versions: of the service, of its operations, and of its shapes.

mod annotations;
mod bindings;
mod caches;
mod collector;
mod content;
mod effective_trait;
mod effective_traits;
mod enums;
mod equivalence;
mod errors;
mod http;
mod inherited;
mod limits;
mod members;
mod operations;
mod order;
mod pagination;
mod protocols;
mod service;
mod shapes;
mod subject;
mod targets;
mod trait_values;
mod values;
mod waiters;

pub(super) use service::{added_service, removed_service};

use super::Change;
use super::versions::Versions;
use collector::Collector;

/// Returns all changes, sorted as in [`Difference`](super::Difference), without hints and not yet put below each other.
pub(super) fn compare(versions: &Versions<'_>) -> Vec<Change> {
    let mut changes = Collector::new(versions);
    service::compare(versions, &mut changes);
    operations::compare(versions, &mut changes);
    shapes::compare(versions, &mut changes);
    changes.into_sorted()
}
