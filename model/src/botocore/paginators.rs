//! Adds the pagination of `paginators-1.json` to the operations.

use serde_json::{Map, Value, json};

use super::side_file::{find_operation, take_entries};
use crate::id::is_identifier;
use crate::json::{ObjectReader, wrong_type};
use crate::report::{Report, error};
use crate::{Model, Pointer, ShapeId};

const PAGINATED: &str = "smithy.api#paginated";

/// The trait for what `paginated` can't express: several tokens or results, expressions, and the member that says
/// whether there are more pages.
const EXTENDED: &str = "shapesmith#pagination";

const KEYS: [(&str, &str); 4] = [
    ("input_token", "inputToken"),
    ("output_token", "outputToken"),
    ("result_key", "items"),
    ("limit_key", "pageSize"),
];

/// Sets the traits `paginated` and [`EXTENDED`] of each operation with pagination.
pub(super) fn add_pagination(document: Map<String, Value>, model: &mut Model, report: &mut Report) {
    let at = Pointer::default().join("pagination");
    for (name, value) in take_entries(document, "pagination", report) {
        let at = at.join(&name);
        let Some(operation) = find_operation(&name, &at, model, report) else { continue };
        let id = operation.id.clone();
        let Some(pagination) = read_pagination(value, at, &id, report) else { continue };
        let Pagination { paginated, extended } = pagination;
        if paginated.contains_key("inputToken") && paginated.contains_key("outputToken") {
            operation.traits.insert(PAGINATED, Value::Object(paginated));
            if !extended.is_empty() {
                operation.traits.insert(EXTENDED, Value::Object(extended));
            }
        } else {
            // An incomplete trait `paginated` would be malformed.
            let all = paginated.into_iter().chain(extended).collect();
            operation.traits.insert(EXTENDED, Value::Object(all));
        }
    }
}

/// The values of the traits `paginated` and [`EXTENDED`].
struct Pagination {
    paginated: Map<String, Value>,
    extended: Map<String, Value>,
}

fn read_pagination(
    value: Value,
    at: Pointer,
    id: &ShapeId,
    report: &mut Report,
) -> Option<Pagination> {
    let mut object = ObjectReader::new(value, at, id, report)?;
    let mut pagination = Pagination { paginated: Map::new(), extended: Map::new() };
    for (key, name) in KEYS {
        let Some((value, at)) = object.take(key) else {
            if name == "inputToken" || name == "outputToken" {
                let message = format!("the pagination has no `{key}`");
                report.push(error("missing-key", &object.at, message).about(id));
            }
            continue;
        };
        pagination.insert(name, value, &at, id, report);
    }
    if let Some((more, _)) = object.take_string("more_results", report) {
        pagination.extended.insert("moreResults".to_owned(), json!(more));
    }
    let (keys, _) = object.take_array("non_aggregate_keys", report);
    if !keys.is_empty() {
        pagination.extended.insert("nonAggregateKeys".to_owned(), Value::Array(keys));
    }
    let known = KEYS.map(|(key, _)| key);
    let known = [&known[..], &["more_results", "non_aggregate_keys"]].concat();
    object.warn_unknown_keys(&known, report);
    Some(pagination)
}

impl Pagination {
    /// Inserts a single path into the trait `paginated`, and other values into the extended trait.
    fn insert(
        &mut self,
        name: &str,
        value: Value,
        at: &Pointer,
        id: &ShapeId,
        report: &mut Report,
    ) {
        let single = match &value {
            Value::Array(items) if items.len() == 1 => items.first().cloned().unwrap_or_default(),
            _ => value,
        };
        match single {
            Value::String(path) if is_path(&path) => {
                self.paginated.insert(name.to_owned(), Value::String(path));
            }
            Value::String(_) | Value::Array(_) => {
                self.extended.insert(name.to_owned(), single);
            }
            other => {
                report.push(wrong_type(at, "a string or an array of strings", &other).about(id))
            }
        }
    }
}

/// Returns whether the text is a path of names separated by dots.
fn is_path(text: &str) -> bool {
    text.split('.').all(is_identifier)
}
