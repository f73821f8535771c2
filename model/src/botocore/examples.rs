//! Works `examples-1.json` into the operations.

use serde_json::{Map, Value, json};

use super::{Beside, entries_of, operation};
use crate::json::{Fields, wrong_type};
use crate::report::Report;
use crate::{Model, Pointer, ShapeId};

pub(super) const EXAMPLES: &str = "smithy.api#examples";

/// Where the examples of the operation are looked at, which is a place in no file.
pub(super) fn place(operation: &Pointer) -> Pointer {
    operation.join("examples")
}

/// Puts the examples of each operation into the trait `examples`.
pub(super) fn join(
    entries: Map<String, Value>,
    model: &mut Model,
    beside: Beside<'_>,
    report: &mut Report,
) {
    let at = Pointer::default().join("examples");
    for (name, value) in entries_of(entries, "examples", report) {
        let at = at.join(&name);
        let Some(operation) = operation(&name, &at, model, report) else { continue };
        let examples = match value {
            Value::Array(examples) => examples,
            other => {
                report.push(wrong_type(&at, "an array", &other).about(&operation.id));
                continue;
            }
        };
        let examples: Vec<Value> = examples
            .into_iter()
            .enumerate()
            .filter_map(|(number, value)| {
                example(value, at.join(&number.to_string()), &operation.id, report)
            })
            .collect();
        if !examples.is_empty() {
            beside.origins.note((beside.model, place(&operation.at)), (beside.side, at));
            operation.traits.insert(EXAMPLES, Value::Array(examples));
        }
    }
}

fn example(value: Value, at: Pointer, id: &ShapeId, report: &mut Report) -> Option<Value> {
    let mut fields = Fields::new(value, at, id, report)?;
    let mut example = Map::new();
    let title = fields.text("title", report).map(|(title, _)| title);
    example.insert("title".to_owned(), json!(title.unwrap_or_default()));
    if let Some((text, _)) = fields.text("description", report).filter(|(text, _)| !text.is_empty())
    {
        example.insert("documentation".to_owned(), Value::String(text));
    }
    for key in ["input", "output"] {
        example.extend(fields.take(key).map(|(value, _)| (key.to_owned(), value)));
    }
    // Comments are about lines of the values, and ids name examples for nobody.
    fields.skip(&["id", "comments"]);
    fields.finish(&["title", "description", "input", "output"], report);
    Some(Value::Object(example))
}
