//! What a model has that it hadn't, and the other way round.

use serde_json::{Map, Value};

/// More names than these are counted.
const NAMED: usize = 12;

/// A line each for what was added, removed and changed, of operations and of other shapes.
pub fn between(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after) = (shapes(before), shapes(after));
    let mut lines = Vec::new();
    for (is_operation, what) in [(true, "operations"), (false, "shapes")] {
        let of =
            |shape: &Value| (shape.get("type") == Some(&Value::from("operation"))) == is_operation;
        let names = |of_these: &Map<String, Value>, keep: &dyn Fn(&str, &Value) -> bool| {
            let kept = of_these.iter().filter(|(id, shape)| of(shape) && keep(id, shape));
            kept.map(|(id, _)| name(id).to_owned()).collect::<Vec<_>>()
        };
        let added = names(&after, &|id, _| !before.contains_key(id));
        let removed = names(&before, &|id, _| !after.contains_key(id));
        let changed = names(&after, &|id, shape| before.get(id).is_some_and(|old| old != shape));
        for (did, names) in [("added", added), ("removed", removed), ("changed", changed)] {
            lines.extend((!names.is_empty()).then(|| format!("{what} {did}: {}", listed(&names))));
        }
    }
    if lines.is_empty() {
        lines.push("the model is as it was".to_owned());
    }
    lines
}

fn shapes(bytes: &[u8]) -> Map<String, Value> {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Object(mut document)) => match document.remove("shapes") {
            Some(Value::Object(shapes)) => shapes,
            _ => Map::new(),
        },
        _ => Map::new(),
    }
}

fn name(id: &str) -> &str {
    id.split_once('#').map_or(id, |(_, name)| name)
}

fn listed(names: &[String]) -> String {
    let shown = names.get(..NAMED).unwrap_or(names).join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
