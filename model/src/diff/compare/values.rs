//! The JSON data before and after a change.

use serde_json::{Map, Value, json};

use crate::diff::versions::Side;
use crate::{Member, Operation, Shape, ShapeId, ShapeKind};

/// Returns a string.
pub(super) fn text(text: &str) -> Option<Value> {
    Some(Value::String(text.to_owned()))
}

/// Returns an array of strings.
pub(super) fn names<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Value> {
    Some(names.into_iter().collect())
}

/// Returns the name of an ID.
pub(super) fn name(id: &ShapeId) -> Option<Value> {
    text(id.name())
}

/// Returns the input, output and errors of an operation.
pub(super) fn operation(operation: &Operation) -> Option<Value> {
    let mut value = Map::new();
    let mut insert = |key: &str, id: &Option<ShapeId>| {
        if let Some(id) = id {
            value.insert(key.to_owned(), json!(id.name()));
        }
    };
    insert("input", &operation.input);
    insert("output", &operation.output);
    if !operation.errors.is_empty() {
        let errors = operation.errors.iter().map(ShapeId::name);
        value.insert("errors".to_owned(), errors.collect());
    }
    Some(Value::Object(value))
}

/// Returns the target and type of a member, and whether it is required.
pub(super) fn member(side: &Side<'_>, member: &Member) -> Option<Value> {
    let mut value = json!({ "target": member.target.name() });
    if let Some(target) = side.shape(&member.target) {
        value["type"] = json!(target.kind.name());
    }
    if member.traits.is_required() {
        value["required"] = json!(true);
    }
    Some(value)
}

/// Returns the type of a shape and the number of its members or values.
pub(super) fn shape(shape: &Shape) -> Option<Value> {
    let mut value = json!({ "type": shape.kind.name() });
    match &shape.kind {
        ShapeKind::Structure(members) | ShapeKind::Union(members) => {
            value["members"] = json!(members.len());
        }
        ShapeKind::Enum(values) => value["values"] = json!(values.len()),
        ShapeKind::IntEnum(values) => value["values"] = json!(values.len()),
        _ => {}
    }
    Some(value)
}

/// Returns the name and type of a member's target.
pub(super) fn target(shape: &Shape) -> Option<Value> {
    Some(json!({ "target": shape.id.name(), "type": shape.kind.name() }))
}

/// Returns the entries of two objects that differ, each as an object, or `None` if there are none.
pub(super) fn differing_entries(
    old: Map<String, Value>,
    new: Map<String, Value>,
) -> (Option<Value>, Option<Value>) {
    let differing = |these: &Map<String, Value>, others: &Map<String, Value>| {
        let entries = these.iter().filter(|(key, value)| others.get(*key) != Some(value));
        let entries: Map<String, Value> =
            entries.map(|(key, value)| (key.clone(), value.clone())).collect();
        (!entries.is_empty()).then_some(Value::Object(entries))
    };
    (differing(&old, &new), differing(&new, &old))
}
