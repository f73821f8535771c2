//! Merges `sdk-extras` into the file that they add to, as botocore does when it loads the file.

use serde_json::{Map, Value};

use crate::Pointer;
use crate::format::SideFileKind;
use crate::json::wrong_type;
use crate::report::Report;
use crate::source_map::SideFile;

const MERGE: &str = "merge";

/// Returns the kind of side file that the extras add to, or `None` if they add to the model.
pub(crate) fn find_extras_target(extras: &Map<String, Value>) -> Option<SideFileKind> {
    let has = |key: &str| extras.get(MERGE).and_then(|merge| merge.get(key)).is_some();
    if ["metadata", "operations", "shapes"].into_iter().any(has) {
        return None;
    }
    SideFileKind::ALL.into_iter().find(|(_, key)| has(key)).map(|(kind, _)| kind)
}

/// Merges the entries of `merge` into `base`. `file` is the file with the extras.
pub(crate) fn merge_extras(
    base: &mut Map<String, Value>,
    mut extras: Map<String, Value>,
    mut file: SideFile<'_>,
    report: &mut Report,
) {
    let at = Pointer::default().join(MERGE);
    match extras.swap_remove(MERGE) {
        Some(Value::Object(entries)) => {
            merge_objects(base, entries, &Pointer::default(), &at, &mut file);
        }
        Some(other) => report.push(wrong_type(&at, "an object", &other)),
        None => {}
    }
}

/// Merges objects at any depth. Any other value replaces the present one.
fn merge_objects(
    base: &mut Map<String, Value>,
    extras: Map<String, Value>,
    base_at: &Pointer,
    extras_at: &Pointer,
    file: &mut SideFile<'_>,
) {
    for (key, value) in extras {
        let (base_at, extras_at) = (base_at.join(&key), extras_at.join(&key));
        match (base.get_mut(&key), value) {
            (Some(Value::Object(present)), Value::Object(entries)) => {
                merge_objects(present, entries, &base_at, &extras_at, file);
            }
            (_, value) => {
                file.record_origin(base_at, extras_at);
                base.insert(key, value);
            }
        }
    }
}
