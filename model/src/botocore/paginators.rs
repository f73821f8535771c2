//! Works `paginators-1.json` into the operations.

use serde_json::{Map, Value, json};

use super::{entries_of, operation};
use crate::json::{Fields, wrong_type};
use crate::report::{Report, error};
use crate::{Model, Pointer, ShapeId};

const PAGINATED: &str = "smithy.api#paginated";

/// What the trait `paginated` has no room for: several tokens or results, expressions, and the member that
/// says whether there is more.
const FURTHER: &str = "shapesmith#pagination";

const KEYS: [(&str, &str); 4] = [
    ("input_token", "inputToken"),
    ("output_token", "outputToken"),
    ("result_key", "items"),
    ("limit_key", "pageSize"),
];

/// Puts the pagination of each operation into the trait `paginated`, and what doesn't fit beside it.
pub(super) fn join(entries: Map<String, Value>, model: &mut Model, report: &mut Report) {
    let at = Pointer::default().join("pagination");
    for (name, value) in entries_of(entries, "pagination", report) {
        let at = at.join(&name);
        let Some(operation) = operation(&name, &at, model, report) else { continue };
        let id = operation.id.clone();
        let Some(pagination) = pagination(value, at, &id, report) else { continue };
        let Pagination { paginated, further } = pagination;
        if paginated.contains_key("inputToken") && paginated.contains_key("outputToken") {
            operation.traits.insert(PAGINATED, Value::Object(paginated));
            if !further.is_empty() {
                operation.traits.insert(FURTHER, Value::Object(further));
            }
        } else {
            // Half of it would be wrong.
            let all = paginated.into_iter().chain(further).collect();
            operation.traits.insert(FURTHER, Value::Object(all));
        }
    }
}

struct Pagination {
    paginated: Map<String, Value>,
    further: Map<String, Value>,
}

fn pagination(value: Value, at: Pointer, id: &ShapeId, report: &mut Report) -> Option<Pagination> {
    let mut fields = Fields::new(value, at, id, report)?;
    let mut found = Pagination { paginated: Map::new(), further: Map::new() };
    for (key, name) in KEYS {
        let Some((value, at)) = fields.take(key) else {
            if name == "inputToken" || name == "outputToken" {
                let message = format!("the pagination has no `{key}`");
                report.push(error("missing-key", &fields.at, message).about(id));
            }
            continue;
        };
        found.sort(name, value, &at, id, report);
    }
    if let Some((more, _)) = fields.text("more_results", report) {
        found.further.insert("moreResults".to_owned(), json!(more));
    }
    let (kept, _) = fields.array("non_aggregate_keys", report);
    if !kept.is_empty() {
        found.further.insert("nonAggregateKeys".to_owned(), Value::Array(kept));
    }
    let known = KEYS.map(|(key, _)| key);
    fields.finish(&[&known[..], &["more_results", "non_aggregate_keys"]].concat(), report);
    Some(found)
}

impl Pagination {
    /// Keeps a value where it has room: Smithy's has one name, or for what is received a path.
    fn sort(&mut self, name: &str, value: Value, at: &Pointer, id: &ShapeId, report: &mut Report) {
        let single = match &value {
            Value::Array(items) if items.len() == 1 => items.first().cloned().unwrap_or_default(),
            _ => value,
        };
        match single {
            Value::String(path) if is_path(&path) => {
                self.paginated.insert(name.to_owned(), Value::String(path));
            }
            Value::String(_) => drop(self.further.insert(name.to_owned(), single)),
            Value::Array(_) => drop(self.further.insert(name.to_owned(), single)),
            other => {
                report.push(wrong_type(at, "a string or an array of strings", &other).about(id))
            }
        }
    }
}

/// Names with dots between.
fn is_path(path: &str) -> bool {
    path.split('.').all(crate::smithy::is_identifier)
}
