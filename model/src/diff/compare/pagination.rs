//! The comparison of the pagination of an operation.

use serde_json::{Map, Value, json};

use super::collector::Collector;
use super::subject::Subject;
use super::values;
use crate::diff::Kind;
use crate::diff::versions::Versions;
use crate::{Operation, Service};

const PAGINATED: &str = "smithy.api#paginated";
/// The entries of a botocore paginator that `paginated` can't express.
const FURTHER: &str = "shapesmith#pagination";

/// The properties of `paginated`.
const PROPERTIES: [&str; 4] = ["inputToken", "outputToken", "items", "pageSize"];

/// Returns `true` if pagination is compared. botocore keeps it in a side file: without the file no operation has any.
pub(super) fn is_compared(versions: &Versions<'_>) -> bool {
    versions.have_traits_in_both_formats([PAGINATED, FURTHER])
}

/// Compares the pagination of an operation.
pub(super) fn compare(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Operation,
    new: &Operation,
) {
    let before = pagination(old, versions.old.service);
    let after = pagination(new, versions.new.service);
    match (before, after) {
        (None, None) => {}
        (Some(before), None) => {
            changes.record(Kind::PaginatorRemoved, subject, Some(Value::Object(before)), None);
        }
        (None, Some(after)) => {
            changes.record(Kind::PaginatorAdded, subject, None, Some(Value::Object(after)));
        }
        (Some(mut before), Some(mut after)) => {
            if versions.options.across_formats {
                // Smithy can't express the other entries.
                before.retain(|key, _| PROPERTIES.contains(&key.as_str()));
                after.retain(|key, _| PROPERTIES.contains(&key.as_str()));
            }
            if before != after {
                let (before, after) = values::differing_entries(before, after);
                changes.record(Kind::PaginatorChanged, subject, before, after);
            }
        }
    }
}

/// Returns everything that is known about the pagination of an operation.
fn pagination(operation: &Operation, service: &Service) -> Option<Map<String, Value>> {
    let paginated = operation.paginated(service);
    let further = operation.traits.get(FURTHER).and_then(Value::as_object);
    if paginated.is_none() && further.is_none() {
        return None;
    }
    let mut value = further.cloned().unwrap_or_default();
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
