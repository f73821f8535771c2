//! The changes of a model file that an import made.

use serde_json::{Map, Value};

/// The number of names that a line lists.
const MAX_LISTED: usize = 12;

/// Returns a line each for the added, removed and changed operations and other shapes.
pub fn describe_changes(old: &[u8], new: &[u8]) -> Vec<String> {
    let (old, new) = (parse_shapes(old), parse_shapes(new));
    let mut lines = Vec::new();
    for (is_operation, noun) in [(true, "operations"), (false, "shapes")] {
        let is_of_kind =
            |shape: &Value| (shape.get("type") == Some(&Value::from("operation"))) == is_operation;
        let select = |shapes: &Map<String, Value>, filter: &dyn Fn(&str, &Value) -> bool| {
            let kept = shapes.iter().filter(|(id, shape)| is_of_kind(shape) && filter(id, shape));
            kept.map(|(id, _)| shape_name(id).to_owned()).collect::<Vec<_>>()
        };
        let added = select(&new, &|id, _| !old.contains_key(id));
        let removed = select(&old, &|id, _| !new.contains_key(id));
        let changed = select(&new, &|id, shape| old.get(id).is_some_and(|old| old != shape));
        for (verb, names) in [("added", added), ("removed", removed), ("changed", changed)] {
            if !names.is_empty() {
                lines.push(format!("{noun} {verb}: {}", list_some(&names)));
            }
        }
    }
    if lines.is_empty() {
        lines.push("the model is unchanged".to_owned());
    }
    lines
}

fn parse_shapes(bytes: &[u8]) -> Map<String, Value> {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Object(mut document)) => match document.remove("shapes") {
            Some(Value::Object(shapes)) => shapes,
            _ => Map::new(),
        },
        _ => Map::new(),
    }
}

fn shape_name(id: &str) -> &str {
    id.split_once('#').map_or(id, |(_, name)| name)
}

fn list_some(names: &[String]) -> String {
    let listed = names.get(..MAX_LISTED).unwrap_or(names).join(", ");
    match names.len().saturating_sub(MAX_LISTED) {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}
