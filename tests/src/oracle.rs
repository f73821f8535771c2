//! Values of the oracle's cases.

use serde_json::Value;

/// Converts a value of a case to the JSON form of the generated types. The cases mark what JSON has no form for: the bytes
/// of a blob as `{"$blob": …}`, and numbers that aren't finite as `{"$float": …}`.
pub fn json_form(value: &Value) -> Value {
    match value {
        Value::Object(entries) => match entries.get("$blob").or(entries.get("$float")) {
            Some(text) => text.clone(),
            None => entries.iter().map(|(key, value)| (key.clone(), json_form(value))).collect(),
        },
        Value::Array(items) => items.iter().map(json_form).collect(),
        other => other.clone(),
    }
}
