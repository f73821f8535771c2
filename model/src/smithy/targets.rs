//! Checks that the targets of references and members exist and have the required types.

use super::ast::{Ast, AstShape, Reference, Role, ShapeType};
use super::prelude;
use crate::report::{ProblemBuilder, Report, error, warning};
use crate::suggest::Suggestions;
use crate::wording::with_article;
use crate::{Member, Pointer, ShapeId};

/// Reports the references and members whose targets don't exist or have the wrong type.
pub(super) fn check_targets(ast: &Ast, report: &mut Report) {
    let mut checker = TargetChecker { ast, suggestions: Suggestions::default() };
    for shape in ast.shapes.values() {
        for reference in &shape.references {
            report.extend(checker.check_reference(shape, reference));
        }
        for member in &shape.members {
            report.extend(checker.check_member(shape, member));
        }
    }
}

struct TargetChecker<'a> {
    ast: &'a Ast,
    suggestions: Suggestions,
}

impl TargetChecker<'_> {
    fn check_reference(
        &mut self,
        shape: &AstShape,
        reference: &Reference,
    ) -> Option<ProblemBuilder> {
        let Reference { role, target, at } = reference;
        if matches!(role, Role::Input | Role::Output) && target.as_str() == prelude::UNIT {
            return None;
        }
        let Some(found) = self.ast.shapes.get(target) else {
            return Some(self.unresolved_target(target, at)?.about(&shape.id));
        };
        let message = match role {
            Role::Input | Role::Output | Role::Error => check_type(found, ShapeType::Structure),
            Role::Operation | Role::Lifecycle(_) => {
                check_type(found, ShapeType::Operation).or_else(|| check_not_mixin(found))
            }
            Role::Resource => {
                check_type(found, ShapeType::Resource).or_else(|| check_not_mixin(found))
            }
            Role::Mixin => check_mixin(shape, found),
            Role::Identifier(_) | Role::Property(_) | Role::Rename => check_data(found),
        };
        if let Some(message) = message {
            return Some(error("wrong-target", at, message).about(&shape.id));
        }
        if *role == Role::Error && !found.traits.has("smithy.api#error") {
            let message = format!("the error `{target}` has no trait `error`");
            let problem = warning("not-an-error", at, message).about(&shape.id);
            let hint = "add `\"smithy.api#error\": \"client\"` or `\"server\"`";
            return Some(problem.hint(hint));
        }
        None
    }

    fn check_member(&mut self, shape: &AstShape, member: &Member) -> Option<ProblemBuilder> {
        // The targets of enum members don't matter, and missing targets have been reported.
        if matches!(shape.shape_type, ShapeType::Enum | ShapeType::IntEnum)
            || member.target.as_str().is_empty()
        {
            return None;
        }
        let (id, at) = (|| member.id(&shape.id), || member.at.join("target"));
        let Some(found) = self.ast.shapes.get(&member.target) else {
            return Some(self.unresolved_target(&member.target, &at())?.about(&id()));
        };
        if let Some(message) = check_data(found) {
            return Some(error("wrong-target", &at(), message).about(&id()));
        }
        let is_key = shape.shape_type == ShapeType::Map && member.name == "key";
        if is_key && !matches!(found.shape_type, ShapeType::String | ShapeType::Enum) {
            let message = format!("the key of a map must be a string, but {}", describe(found));
            return Some(error("map-key", &at(), message).about(&id()));
        }
        None
    }

    /// Returns the problem of a target that doesn't exist, or `None` if the target is malformed, which has been
    /// reported.
    fn unresolved_target(&mut self, target: &ShapeId, at: &Pointer) -> Option<ProblemBuilder> {
        if self.ast.malformed.contains(target) {
            return None;
        }
        let prelude: Vec<ShapeId> = prelude::shape_ids().collect();
        let hint = self.suggestions.hint(target, self.ast.shapes.keys().chain(&prelude));
        let message = format!("the shape `{target}` doesn't exist");
        Some(error("unresolved-target", at, message).maybe_hint(hint))
    }
}

/// Returns a message if a target doesn't have the expected type.
fn check_type(found: &AstShape, expected: ShapeType) -> Option<String> {
    (found.shape_type != expected)
        .then(|| format!("expected {}, but {}", with_article(expected.name()), describe(found)))
}

/// Returns a message if a target isn't a data shape.
fn check_data(found: &AstShape) -> Option<String> {
    (!found.shape_type.is_data()).then(|| format!("expected a data shape, but {}", describe(found)))
}

/// Returns a message if an operation or resource is a mixin, which isn't part of the model.
fn check_not_mixin(found: &AstShape) -> Option<String> {
    let shape_type = found.shape_type.name();
    let message =
        || format!("`{}` is a mixin: list the {shape_type}s that use the mixin", found.id);
    found.traits.has("smithy.api#mixin").then(message)
}

/// Returns a message if a target isn't a mixin for the shape.
fn check_mixin(shape: &AstShape, mixin: &AstShape) -> Option<String> {
    if mixin.shape_type != shape.shape_type {
        let own = with_article(shape.shape_type.name());
        return Some(format!("expected a mixin for {own}, but {}", describe(mixin)));
    }
    (!mixin.traits.has("smithy.api#mixin"))
        .then(|| format!("`{}` isn't a mixin: it has no trait `mixin`", mixin.id))
}

/// Returns a clause such as `` `example#City` is a structure ``.
fn describe(shape: &AstShape) -> String {
    format!("`{}` is {}", shape.id, with_article(shape.shape_type.name()))
}
