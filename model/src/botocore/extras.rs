//! Merges `sdk-extras` into the file that they add to, as botocore does when it loads a file.

use serde_json::{Map, Value};

use super::Beside;
use crate::Pointer;
use crate::format::Side;
use crate::json::wrong_type;
use crate::report::Report;

const MERGE: &str = "merge";

/// Which side file the extras add to; `None` for the model itself.
pub(crate) fn adds_to(extras: &Map<String, Value>) -> Option<Side> {
    let has = |key: &str| extras.get(MERGE).and_then(|merge| merge.get(key)).is_some();
    let model = ["metadata", "operations", "shapes"].into_iter().any(has);
    Side::ALL.into_iter().find(|(_, key)| !model && has(key)).map(|(side, _)| side)
}

/// Adds what the extras have below `merge`; `beside` has the numbers of the two files.
pub(crate) fn merge(
    base: &mut Map<String, Value>,
    mut extras: Map<String, Value>,
    beside: Beside<'_>,
    report: &mut Report,
) {
    let at = Pointer::default().join(MERGE);
    match extras.swap_remove(MERGE) {
        Some(Value::Object(more)) => {
            merge_object(base, more, &Pointer::default(), &at, beside);
        }
        Some(other) => report.push(wrong_type(&at, "an object", &other)),
        None => {}
    }
}

/// Objects are merged, and any other value takes the place of the one that is there.
fn merge_object(
    base: &mut Map<String, Value>,
    more: Map<String, Value>,
    base_at: &Pointer,
    more_at: &Pointer,
    beside: Beside<'_>,
) {
    let Beside { model, side, origins } = beside;
    for (key, value) in more {
        let (base_at, more_at) = (base_at.join(&key), more_at.join(&key));
        match (base.get_mut(&key), value) {
            (Some(Value::Object(present)), Value::Object(more)) => {
                let beside = Beside { model, side, origins: &mut *origins };
                merge_object(present, more, &base_at, &more_at, beside);
            }
            (_, value) => {
                origins.note((model, base_at), (side, more_at));
                base.insert(key, value);
            }
        }
    }
}
