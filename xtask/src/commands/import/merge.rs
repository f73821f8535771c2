//! Merges the present model and prose of a service with the imported ones.

use serde_json::{Map, Value};
use shapesmith_model::{Model, Source, canonical, read};

use crate::exit::Failure;

/// Reads the present model; `None` if it has an error.
pub fn read_present_model(name: &str, bytes: &[u8]) -> Option<Model> {
    read(Source { name, bytes }, None).ok().map(|reading| reading.model)
}

/// Merges prose by shape id: an entry that is present takes precedence over an imported one.
///
/// # Errors
/// The present prose isn't a JSON object.
pub fn merge_docs(imported: &str, present: Option<&[u8]>) -> Result<String, Failure> {
    let parse = |bytes: &[u8]| serde_json::from_slice::<Map<String, Value>>(bytes);
    let invalid =
        |error| Failure::new(format!("the prose beside the model isn't an object: {error}"));
    let mut entries = parse(imported.as_bytes()).map_err(invalid)?;
    if let Some(present) = present {
        entries.extend(parse(present).map_err(invalid)?);
    }
    let text = Value::Object(entries).to_string();
    let source = Source { name: "the prose", bytes: text.as_bytes() };
    let failed = |_| Failure::new("the prose can't be formatted");
    canonical::format_docs(source).map_err(failed)
}
