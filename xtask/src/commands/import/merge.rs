//! What is there already, put together with what is imported.

use serde_json::{Map, Value};
use shapesmith_model::{Model, Source, canonical, read};

use crate::exit::Failure;

/// The model that is there, where it can be read.
pub fn readable(name: &str, bytes: &[u8]) -> Option<Model> {
    read(Source { name, bytes }, None).ok().map(|reading| reading.model)
}

/// Prose by shape id: what is there, and of the imported what isn't there.
pub fn docs(imported: &str, present: Option<&[u8]>) -> Result<String, Failure> {
    let parse = |bytes: &[u8]| serde_json::from_slice::<Map<String, Value>>(bytes);
    let unreadable =
        |error| Failure::new(format!("the prose beside the model is no object: {error}"));
    let mut entries = parse(imported.as_bytes()).map_err(unreadable)?;
    if let Some(present) = present {
        entries.extend(parse(present).map_err(unreadable)?);
    }
    let text = Value::Object(entries).to_string();
    let source = Source { name: "the prose", bytes: text.as_bytes() };
    let problem = |_| Failure::new("the prose can't be written in canonical form");
    canonical::format_docs(source).map_err(problem)
}
