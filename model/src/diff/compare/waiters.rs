//! The comparison of the waiters of an operation.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::collector::{Collector, ObjectKinds};
use super::subject::Subject;
use crate::Operation;
use crate::diff::Kind;
use crate::diff::versions::Versions;

const WAITABLE: &str = "smithy.waiters#waitable";
/// The entries of a botocore waiter that `waitable` can't express.
const BOTOCORE_ENTRIES: &str = "shapesmith#waiters";

/// The kinds of changes of a waiter.
const KINDS: ObjectKinds = ObjectKinds {
    added: Kind::WaiterAdded,
    removed: Kind::WaiterRemoved,
    changed: Kind::WaiterChanged,
};

/// Returns `true` if waiters are compared. botocore keeps them in a side file: without the file no operation has any.
pub(super) fn is_compared(versions: &Versions<'_>) -> bool {
    versions.have_traits_in_both_formats([WAITABLE, BOTOCORE_ENTRIES])
}

/// Compares the waiters of an operation by name.
pub(super) fn compare(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Operation,
    new: &Operation,
) {
    if [WAITABLE, BOTOCORE_ENTRIES].iter().all(|id| old.traits.get(id) == new.traits.get(id)) {
        return;
    }
    let names = |operation: &Operation| -> BTreeSet<String> {
        operation.traits.waiters().iter().map(|waiter| waiter.name.to_owned()).collect()
    };
    for name in names(old).union(&names(new)) {
        let (mut old, mut new) = (waiter(old, name), waiter(new, name));
        if let (true, Some(old), Some(new)) = (versions.options.across_formats, &mut old, &mut new)
        {
            // Smithy can't express these.
            old.remove("further");
            new.remove("further");
        }
        changes.record_object_difference(KINDS, subject.part(name), old, new);
    }
}

/// Returns everything that is known about a waiter, without its documentation.
fn waiter(operation: &Operation, name: &str) -> Option<Map<String, Value>> {
    let waiters = operation.traits.waiters();
    let found = waiters.iter().find(|waiter| waiter.name == name)?;
    let acceptors = operation.traits.get(WAITABLE)?.get(name)?.get("acceptors")?;
    let mut value = Map::new();
    value.insert("minDelay".to_owned(), json!(found.min_delay));
    value.insert("maxDelay".to_owned(), json!(found.max_delay));
    value.insert("acceptors".to_owned(), acceptors.clone());
    if let Some(entries) = operation.traits.get(BOTOCORE_ENTRIES).and_then(|all| all.get(name)) {
        value.insert("further".to_owned(), entries.clone());
    }
    Some(value)
}
