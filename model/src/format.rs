//! Tells by its content which model format a JSON document is in.

use serde_json::{Map, Value};

use crate::Pointer;
use crate::json::kind;
use crate::report::{Draft, Report, error};

/// A document in one of the formats that can be read.
pub(crate) enum Format {
    /// Smithy's JSON AST.
    Smithy(SmithyDocument),
}

/// A document that says that it is Smithy's JSON AST.
pub(crate) struct SmithyDocument {
    /// Whether it is of version 1, whose rules for defaults differ.
    pub(crate) version_1: bool,
    /// The document itself.
    pub(crate) entries: Map<String, Value>,
}

/// The format of the document; a problem where it is none that can be read.
pub(crate) fn detect(document: Value, report: &mut Report) -> Option<Format> {
    let Value::Object(entries) = document else {
        let message = format!("a model is a JSON object, this is {}", kind(&document));
        report.push(error("not-an-object", &Pointer::default(), message));
        return None;
    };
    let Some(version) = entries.get("smithy") else {
        report.push(unknown(&entries));
        return None;
    };
    let version_1 = match version.as_str() {
        Some("1" | "1.0") => true,
        Some("2" | "2.0") => false,
        _ => {
            let at = Pointer::default().join("smithy");
            let message = format!("version {version} of Smithy can't be read");
            let problem = error("unsupported-version", &at, message);
            report.push(problem.hint("the versions \"1.0\" and \"2.0\" can, as a string"));
            return None;
        }
    };
    Some(Format::Smithy(SmithyDocument { version_1, entries }))
}

/// The problem of a document that isn't Smithy's.
fn unknown(entries: &Map<String, Value>) -> Draft {
    let root = Pointer::default();
    let has = |key| entries.contains_key(key);
    if has("metadata") && has("operations") && has("shapes") {
        let message = "this is a botocore model (`service-2.json`), which can't be read yet";
        let problem = error("unsupported-format", &root, message);
        return problem.hint("use the service's Smithy JSON AST");
    }
    let message = "this JSON is no model: it has no key `smithy`";
    error("unknown-format", &root, message).hint(guess(entries))
}

fn guess(entries: &Map<String, Value>) -> &'static str {
    let has = |key| entries.contains_key(key);
    if has("openapi") || has("swagger") {
        "this looks like OpenAPI"
    } else if has("$schema") || has("$defs") || has("definitions") {
        "this looks like JSON Schema"
    } else if has("pagination") || has("waiters") || has("examples") {
        "this looks like a side file of a botocore model, not the model itself"
    } else if has("shapes") {
        "a Smithy JSON AST says its version first: \"smithy\": \"2.0\""
    } else if !entries.is_empty() && entries.keys().all(|key| key.contains('#')) {
        "this looks like the prose that belongs beside a model, not the model itself"
    } else {
        "a model is Smithy's JSON AST, an object with the keys `smithy` and `shapes`"
    }
}
