//! Adds the documentation of a service, which is in a file of its own, to the shapes of its model.

use serde_json::Value;

use crate::json::wrong_type;
use crate::lookup::{self, MissingShape};
use crate::report::{ProblemBuilder, Report, warning};
use crate::suggest::Suggestions;
use crate::{Model, Pointer, ShapeId};

const DOCUMENTATION: &str = "smithy.api#documentation";

/// Sets the trait `documentation` of each shape and member that the document has an entry for.
///
/// Entries for shapes that don't exist are reported. Without a model, only the form of the document is checked.
pub(crate) fn add_documentation(
    document: Value,
    mut model: Option<&mut Model>,
    report: &mut Report,
) {
    let root = Pointer::default();
    let entries = match document {
        Value::Object(entries) => entries,
        other => {
            let problem = wrong_type(&root, "an object from shape ids to CommonMark", &other);
            return report.push(problem);
        }
    };
    let mut suggestions = Suggestions::default();
    for (key, value) in entries {
        let at = root.join(&key);
        let Value::String(text) = value else {
            let problem =
                wrong_type(&at, "a string of CommonMark", &value).about(&ShapeId::new(key));
            report.push(problem);
            continue;
        };
        let Some(model) = model.as_deref_mut() else {
            continue;
        };
        let id = ShapeId::new(key);
        match lookup::find_traits_mut(model, &id) {
            Some(traits) => {
                traits.insert(DOCUMENTATION, Value::String(text));
            }
            None => report.push(unknown_docs(model, &id, &at, &mut suggestions)),
        }
    }
}

fn unknown_docs(
    model: &Model,
    id: &ShapeId,
    at: &Pointer,
    suggestions: &mut Suggestions,
) -> ProblemBuilder {
    let MissingShape { message, hint } = lookup::describe_missing(model, id, suggestions);
    let message = format!("{message}, so that this documentation is ignored");
    warning("unknown-docs", at, message).about(id).maybe_hint(hint)
}
