//! Joins the prose of a service, kept in a file of its own, with the shapes that it is about.

use serde_json::Value;

use crate::find::{self, Missing};
use crate::json::wrong_type;
use crate::report::{Draft, Report, warning};
use crate::suggest::Suggestions;
use crate::{Model, Pointer, ShapeId};

const DOCUMENTATION: &str = "smithy.api#documentation";

/// Puts each entry of the document into the trait `documentation` of its shape or member.
///
/// Entries that belong nowhere are reported. Without a model, only the document's form is checked.
pub(crate) fn join(document: Value, mut model: Option<&mut Model>, report: &mut Report) {
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
        match find::traits(model, &id) {
            Some(traits) => {
                traits.insert(DOCUMENTATION, Value::String(text));
            }
            None => report.push(unknown(model, &id, &at, &mut suggestions)),
        }
    }
}

fn unknown(model: &Model, id: &ShapeId, at: &Pointer, suggestions: &mut Suggestions) -> Draft {
    let Missing { message, hint } = find::missing(model, id, suggestions);
    let message = format!("{message}, this prose belongs nowhere");
    warning("unknown-docs", at, message).about(id).maybe_hint(hint)
}
