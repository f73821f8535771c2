//! The comparison of the waiters of an operation.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::collector::Collector;
use super::subject::Subject;
use super::values;
use crate::Operation;
use crate::diff::Kind;
use crate::diff::versions::Versions;

const WAITABLE: &str = "smithy.waiters#waitable";
/// The entries of a botocore waiter that `waitable` can't express.
const FURTHER: &str = "shapesmith#waiters";

/// Returns `true` if waiters are compared. botocore keeps them in a side file: without the file no operation has any.
pub(super) fn is_compared(versions: &Versions<'_>) -> bool {
    versions.have_traits_in_both_formats([WAITABLE, FURTHER])
}

/// Compares the waiters of an operation by name.
pub(super) fn compare(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Operation,
    new: &Operation,
) {
    if [WAITABLE, FURTHER].iter().all(|id| old.traits.get(id) == new.traits.get(id)) {
        return;
    }
    let names = |operation: &Operation| -> BTreeSet<String> {
        operation.traits.waiters().iter().map(|waiter| waiter.name.to_owned()).collect()
    };
    for name in names(old).union(&names(new)) {
        let subject = subject.part(name);
        match (waiter(old, name), waiter(new, name)) {
            (None, None) => {}
            (None, Some(after)) => {
                changes.record(Kind::WaiterAdded, subject, None, Some(Value::Object(after)));
            }
            (Some(before), None) => {
                changes.record(Kind::WaiterRemoved, subject, Some(Value::Object(before)), None);
            }
            (Some(mut before), Some(mut after)) => {
                if versions.options.across_formats {
                    // Smithy can't express these.
                    before.remove("further");
                    after.remove("further");
                }
                if before != after {
                    let (before, after) = values::differing_entries(before, after);
                    changes.record(Kind::WaiterChanged, subject, before, after);
                }
            }
        }
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
    if let Some(further) = operation.traits.get(FURTHER).and_then(|all| all.get(name)) {
        value.insert("further".to_owned(), further.clone());
    }
    Some(value)
}
