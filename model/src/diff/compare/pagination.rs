//! The comparison of the pagination of an operation.

use serde_json::{Map, Value, json};

use super::collector::{Collector, ObjectKinds};
use super::subject::Subject;
use crate::diff::Kind;
use crate::diff::versions::Versions;
use crate::{Operation, Service};

const PAGINATED: &str = "smithy.api#paginated";
/// The entries of a botocore paginator that `paginated` can't express.
const BOTOCORE_ENTRIES: &str = "shapesmith#pagination";

/// The properties of `paginated`.
const PROPERTIES: [&str; 4] = ["inputToken", "outputToken", "items", "pageSize"];

/// The kinds of changes of the pagination of an operation.
const KINDS: ObjectKinds = ObjectKinds {
    added: Kind::PaginatorAdded,
    removed: Kind::PaginatorRemoved,
    changed: Kind::PaginatorChanged,
};

/// Returns `true` if pagination is compared. botocore keeps it in a side file: without the file no operation has any.
pub(super) fn is_compared(versions: &Versions<'_>) -> bool {
    versions.have_traits_in_both_formats([PAGINATED, BOTOCORE_ENTRIES])
}

/// Compares the pagination of an operation.
pub(super) fn compare(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Operation,
    new: &Operation,
) {
    let mut old = pagination(old, versions.old.service);
    let mut new = pagination(new, versions.new.service);
    if let (true, Some(old), Some(new)) = (versions.options.across_formats, &mut old, &mut new) {
        // Smithy can't express the other entries.
        old.retain(|key, _| PROPERTIES.contains(&key.as_str()));
        new.retain(|key, _| PROPERTIES.contains(&key.as_str()));
    }
    changes.record_object_difference(KINDS, subject, old, new);
}

/// Returns everything that is known about the pagination of an operation.
fn pagination(operation: &Operation, service: &Service) -> Option<Map<String, Value>> {
    let paginated = operation.paginated(service);
    let entries = operation.traits.get(BOTOCORE_ENTRIES).and_then(Value::as_object);
    if paginated.is_none() && entries.is_none() {
        return None;
    }
    let mut value = entries.cloned().unwrap_or_default();
    if let Some(paginated) = paginated {
        let properties = [
            Some(paginated.input_token),
            Some(paginated.output_token),
            paginated.items,
            paginated.page_size,
        ];
        for (key, property) in PROPERTIES.into_iter().zip(properties) {
            if let Some(property) = property {
                value.insert(key.to_owned(), json!(property));
            }
        }
    }
    Some(value)
}
