//! Finds the operations that side files refer to.

use serde_json::{Map, Value};

use crate::json::wrong_type;
use crate::report::{Report, error, warning};
use crate::suggest::did_you_mean;
use crate::{Model, Operation, Pointer, ShapeId};

/// Returns the operation with this name. Warns of an unknown one, which doesn't make the model unusable because side
/// files are often older than the model.
pub(super) fn find_operation<'m>(
    name: &str,
    at: &Pointer,
    model: &'m mut Model,
    report: &mut Report,
) -> Option<&'m mut Operation> {
    let namespace = model.services.keys().next().map(ShapeId::namespace).unwrap_or_default();
    let id = ShapeId::new(format!("{namespace}#{name}"));
    if !model.operations.contains_key(&id) {
        let hint = did_you_mean(name, model.operations.keys().map(ShapeId::name));
        let message = format!("the model has no operation `{name}`");
        report.push(warning("unknown-operation", at, message).maybe_hint(hint));
    }
    model.operations.get_mut(&id)
}

/// Returns the object of a key of a side file. A missing key or another value is reported.
pub(super) fn take_entries(
    mut document: Map<String, Value>,
    key: &str,
    report: &mut Report,
) -> Map<String, Value> {
    match document.swap_remove(key) {
        Some(Value::Object(entries)) => entries,
        Some(other) => {
            let at = Pointer::default().join(key);
            report.push(wrong_type(&at, "an object", &other));
            Map::new()
        }
        None => {
            let message = format!("the key `{key}` is missing");
            report.push(error("missing-key", &Pointer::default(), message));
            Map::new()
        }
    }
}
