//! The comparison of the values of traits.

use serde_json::{Map, Value};

use super::collector::Collector;
use super::subject::Subject;
use super::values;
use crate::Traits;
use crate::diff::Kind;

/// Records one change for the traits with these IDs if any value differs. Its data are objects with the values that differ.
pub(super) fn compare_traits(
    changes: &mut Collector<'_, '_>,
    kind: Kind,
    subject: Subject<'_>,
    ids: &[&str],
    old: &Traits,
    new: &Traits,
) {
    if ids.iter().all(|id| old.get(id) == new.get(id)) {
        return;
    }
    let to_object = |traits: &Traits| -> Map<String, Value> {
        let present = ids
            .iter()
            .filter_map(|id| Some((without_namespace(id).to_owned(), traits.get(id)?.clone())));
        present.collect()
    };
    let (before, after) = values::differing_entries(to_object(old), to_object(new));
    changes.record(kind, subject, before, after);
}

/// Returns the name of a trait without its namespace.
pub(super) fn without_namespace(id: &str) -> &str {
    id.split_once('#').map_or(id, |(_, name)| name)
}
