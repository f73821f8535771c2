//! Adds the examples of `examples-1.json` to the operations.

use serde_json::{Map, Value, json};

use super::side_file::{find_operation, take_entries};
use super::trait_pointers::{EXAMPLES, examples_pointer};
use crate::json::{ObjectReader, wrong_type};
use crate::report::Report;
use crate::source_map::SideFile;
use crate::{Model, Pointer, ShapeId};

/// Sets the trait `examples` of each operation with examples.
pub(super) fn add_examples(
    document: Map<String, Value>,
    model: &mut Model,
    mut file: SideFile<'_>,
    report: &mut Report,
) {
    let at = Pointer::default().join("examples");
    for (name, value) in take_entries(document, "examples", report) {
        let at = at.join(&name);
        let Some(operation) = find_operation(&name, &at, model, report) else { continue };
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
            .filter_map(|(index, value)| {
                read_example(value, at.join(&index.to_string()), &operation.id, report)
            })
            .collect();
        if !examples.is_empty() {
            file.record_origin(examples_pointer(&operation.at), at);
            operation.traits.insert(EXAMPLES, Value::Array(examples));
        }
    }
}

/// Reads an example as an entry of the trait.
fn read_example(value: Value, at: Pointer, id: &ShapeId, report: &mut Report) -> Option<Value> {
    let mut object = ObjectReader::new(value, at, id, report)?;
    let mut example = Map::new();
    let title = object.take_string("title", report).map(|(title, _)| title);
    example.insert("title".to_owned(), json!(title.unwrap_or_default()));
    if let Some((text, _)) =
        object.take_string("description", report).filter(|(text, _)| !text.is_empty())
    {
        example.insert("documentation".to_owned(), Value::String(text));
    }
    for key in ["input", "output"] {
        example.extend(object.take(key).map(|(value, _)| (key.to_owned(), value)));
    }
    // The trait has no keys for ids and for comments on lines of the values.
    object.skip(&["id", "comments"]);
    object.warn_unknown_keys(&["title", "description", "input", "output"], report);
    Some(Value::Object(example))
}
