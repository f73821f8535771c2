//! Reads shape ids in Smithy's JSON AST.

use super::ast::ShapeType;
use super::prelude;
use crate::id::is_absolute_id;
use crate::json::Owner;
use crate::report::{ProblemBuilder, Report, error};
use crate::{Pointer, ShapeId};

/// Reads an absolute shape id; reports any other text.
/// ([Smithy: shape id](https://smithy.io/2.0/spec/model.html#shape-id))
pub(super) fn read_shape_id(
    text: &str,
    owner: Owner<'_>,
    at: &Pointer,
    report: &mut Report,
) -> Option<ShapeId> {
    if is_absolute_id(text) {
        return Some(ShapeId::new(text));
    }
    let likely = guess_absolute_id(text, owner.shape.namespace());
    report.push(not_absolute(text, at, likely).about(&owner.id()));
    None
}

/// Returns the problem of an id that isn't absolute. `likely` is the absolute id to suggest for a relative one.
pub(super) fn not_absolute(text: &str, at: &Pointer, likely: String) -> ProblemBuilder {
    if text.contains('#') {
        let problem = error("malformed-id", at, format!("`{text}` isn't a valid shape id"));
        return problem.hint("write it as in `example.weather#GetForecast`");
    }
    let problem = error("relative-id", at, format!("the shape id `{text}` has no namespace"));
    problem.hint(format!("did you mean `{likely}`?"))
}

/// Returns the id that a relative id likely stands for, in the prelude or else in the namespace.
fn guess_absolute_id(text: &str, namespace: &str) -> String {
    let in_prelude = prelude::shape_ids().find(|id| id.name().eq_ignore_ascii_case(text));
    match in_prelude {
        Some(id) if ShapeType::parse(text).is_some() || id.name() == text => id.to_string(),
        _ => format!("{namespace}#{text}"),
    }
}
