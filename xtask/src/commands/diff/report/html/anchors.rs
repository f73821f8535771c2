//! The IDs of elements that other parts of the page link to.

use shapesmith::review::ReviewEntry;

use crate::commands::diff::compare::ChangedService;
use crate::commands::diff::fingerprint::fingerprint;

/// Returns the ID of a change.
pub fn entry_anchor(service: &ChangedService, entry: &ReviewEntry) -> String {
    format!("{}-{}", service.name, fingerprint(entry).replace(':', "-"))
}

/// Returns the ID of an operation.
pub fn operation_anchor(service: &ChangedService, operation: &str) -> String {
    format!("{}-operation-{operation}", service.name)
}

/// Returns the ID of a shape by its index in the trees of the service.
pub fn shape_anchor(service: &ChangedService, index: usize) -> String {
    format!("{}-shape-{index}", service.name)
}

/// Returns the ID of a list of operations by its index.
pub fn operation_set_anchor(service: &ChangedService, index: usize) -> String {
    format!("{}-operations-{index}", service.name)
}
