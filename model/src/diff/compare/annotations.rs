//! The comparison of deprecation and documentation.

use serde_json::{Map, Value};

use super::collector::Collector;
use super::subject::Subject;
use super::values;
use crate::diff::Kind;
use crate::diff::versions::Versions;
use crate::{Deprecated, Traits};

/// The kinds of changes for a deprecation that was added or removed.
#[derive(Clone, Copy)]
pub(super) struct DeprecationKinds {
    added: Kind,
    removed: Kind,
}

impl DeprecationKinds {
    /// The kinds for operations.
    pub(super) const OPERATION: Self =
        Self { added: Kind::OperationDeprecated, removed: Kind::OperationUndeprecated };

    /// The kinds for members, enum values and shapes.
    pub(super) const MEMBER: Self =
        Self { added: Kind::MemberDeprecated, removed: Kind::MemberUndeprecated };
}

/// Compares deprecation and, if requested, documentation.
pub(super) fn compare(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    kinds: DeprecationKinds,
    (old, new): (&Traits, &Traits),
) {
    if old == new {
        return;
    }
    let (before, after) = (old.deprecated(), new.deprecated());
    let kind = match (before, after) {
        (None, _) => kinds.added,
        (_, None) => kinds.removed,
        _ => Kind::DeprecationNoteChanged,
    };
    let to_json = |deprecated: &Option<Deprecated<'_>>| deprecated.map(deprecation);
    changes.record_difference(kind, subject, (before, after), to_json);
    compare_documentation(versions, changes, subject, (old, new));
}

/// Compares documentation, if requested.
pub(super) fn compare_documentation(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    (old, new): (&Traits, &Traits),
) {
    if versions.options.docs {
        let docs = (old.documentation(), new.documentation());
        let to_json = |docs: &Option<&str>| docs.and_then(values::text);
        changes.record_difference(Kind::DocsChanged, subject, docs, to_json);
    }
}

fn deprecation(deprecated: Deprecated<'_>) -> Value {
    let entries = [("message", deprecated.message), ("since", deprecated.since)].into_iter();
    let entries = entries.filter_map(|(key, text)| Some((key.to_owned(), text?.into())));
    Value::Object(entries.collect::<Map<String, Value>>())
}
