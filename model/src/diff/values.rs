//! What is there, as data: the values before and after a change.

use serde_json::{Map, Value, json};

use super::side::Side;
use crate::{Member, Operation, Shape, ShapeId, ShapeKind};

pub(super) fn text(text: &str) -> Option<Value> {
    Some(Value::String(text.to_owned()))
}

pub(super) fn names<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Value> {
    Some(names.into_iter().collect())
}

pub(super) fn id(id: &ShapeId) -> Option<Value> {
    text(id.name())
}

pub(super) fn operation(operation: &Operation) -> Option<Value> {
    let mut value = Map::new();
    let mut put = |key: &str, id: &Option<ShapeId>| {
        if let Some(id) = id {
            value.insert(key.to_owned(), json!(id.name()));
        }
    };
    put("input", &operation.input);
    put("output", &operation.output);
    if !operation.errors.is_empty() {
        let errors = operation.errors.iter().map(ShapeId::name);
        value.insert("errors".to_owned(), errors.collect());
    }
    Some(Value::Object(value))
}

/// The member's target with its type, and whether it is required.
pub(super) fn member(side: &Side<'_>, member: &Member) -> Option<Value> {
    let mut value = json!({ "target": member.target.name() });
    if let Some(target) = side.shape(&member.target) {
        value["type"] = json!(target.kind.name());
    }
    if member.traits.required() {
        value["required"] = json!(true);
    }
    Some(value)
}

/// The shape's type and size.
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

/// What a member targets: name and type.
pub(super) fn target(shape: &Shape) -> Option<Value> {
    Some(json!({ "target": shape.id.name(), "type": shape.kind.name() }))
}

/// Those entries of the two objects that differ, as objects; nothing where there are none.
pub(super) fn unequal(
    old: Map<String, Value>,
    new: Map<String, Value>,
) -> (Option<Value>, Option<Value>) {
    let only = |these: &Map<String, Value>, others: &Map<String, Value>| {
        let entries = these.iter().filter(|(key, value)| others.get(*key) != Some(value));
        let entries: Map<String, Value> =
            entries.map(|(key, value)| (key.clone(), value.clone())).collect();
        (!entries.is_empty()).then_some(Value::Object(entries))
    };
    (only(&old, &new), only(&new, &old))
}
