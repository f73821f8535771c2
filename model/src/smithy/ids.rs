//! Shape ids and names as Smithy's JSON AST spells them.

use super::ast::Type;
use super::prelude;
use crate::json::Owner;
use crate::report::{Draft, Report, error};
use crate::{Pointer, ShapeId};

/// The absolute shape id that the text is, or a problem.
/// ([Smithy: shape id](https://smithy.io/2.0/spec/model.html#shape-id))
pub(super) fn shape_id(
    text: &str,
    owner: Owner<'_>,
    at: &Pointer,
    report: &mut Report,
) -> Option<ShapeId> {
    if is_absolute(text) {
        return Some(ShapeId::new(text));
    }
    let hint = likely_id(text, owner.shape.namespace());
    report.push(not_absolute(text, at, hint).about(&owner.id()));
    None
}

/// The problem of an id that isn't absolute; `likely` is what a relative one probably means.
pub(super) fn not_absolute(text: &str, at: &Pointer, likely: String) -> Draft {
    if text.contains('#') {
        let problem = error("malformed-id", at, format!("`{text}` is no shape id"));
        return problem.hint("shape ids look like `example.weather#GetForecast`");
    }
    let problem = error("relative-id", at, format!("the shape id `{text}` has no namespace"));
    problem.hint(format!("did you mean `{likely}`?"))
}

/// A shape of the prelude or else of the namespace.
fn likely_id(text: &str, namespace: &str) -> String {
    let of_prelude = prelude::ids().find(|id| id.name().eq_ignore_ascii_case(text));
    match of_prelude {
        Some(id) if Type::parse(text).is_some() || id.name() == text => id.to_string(),
        _ => format!("{namespace}#{text}"),
    }
}

/// Whether the text is `namespace#Shape` or `namespace#Shape$member`.
pub(crate) fn is_absolute(text: &str) -> bool {
    let Some((namespace, name)) = text.split_once('#') else { return false };
    let (shape, member) =
        name.split_once('$').map_or((name, None), |(name, member)| (name, Some(member)));
    namespace.split('.').all(is_identifier)
        && is_identifier(shape)
        && member.is_none_or(is_identifier)
}

/// The problem of a name that isn't an identifier.
pub(crate) fn bad_name(name: &str, at: &Pointer) -> Draft {
    let message = if name.is_empty() {
        "a name can't be empty".to_owned()
    } else {
        format!("`{name}` can't be a name")
    };
    error("malformed-name", at, message)
        .hint("names are ASCII letters, digits and `_`, and don't start with a digit")
}

/// Whether the text can be the name of a shape or member.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
