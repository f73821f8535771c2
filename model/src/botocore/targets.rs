//! Checks that the targets of operations and members exist and have the required types.

use super::context::Context;
use crate::report::{ProblemBuilder, Report, error, warning};
use crate::suggest::Suggestions;
use crate::wording::with_article;
use crate::{Member, Model, Operation, Pointer, Shape, ShapeId, ShapeKind};

/// Reports the operations and members whose targets don't exist or have the wrong type.
pub(super) fn check_targets(model: &Model, context: &Context, report: &mut Report) {
    let suggestions = Suggestions::default();
    let mut checker = TargetChecker { model, shape_ids: None, context, suggestions };
    for operation in model.operations.values() {
        checker.check_operation(operation, report);
    }
    for shape in model.shapes.values() {
        for member in shape.members() {
            report.extend(checker.check_member(shape, member));
        }
    }
}

struct TargetChecker<'a> {
    model: &'a Model,
    context: &'a Context,
    /// The ids of all shapes of the document, including malformed ones. They are collected when they are needed.
    shape_ids: Option<Vec<ShapeId>>,
    suggestions: Suggestions,
}

impl TargetChecker<'_> {
    fn check_operation(&mut self, operation: &Operation, report: &mut Report) {
        let Operation { id, input, output, errors, at, .. } = operation;
        for (key, target) in [("input", input), ("output", output)] {
            if let Some(target) = target {
                report.extend(self.check_structure(id, target, &at.join(key).join("shape")));
            }
        }
        for (index, target) in errors.iter().enumerate() {
            // If the operation lists an error twice, the indexes of later errors differ from the file. The location is
            // near enough.
            let at = at.join("errors").join(&index.to_string()).join("shape");
            report.extend(self.check_structure(id, target, &at));
            let found = self.model.shape(target);
            if found
                .is_some_and(|shape| is_structure(shape) && !shape.traits.has("smithy.api#error"))
            {
                let message = format!("the error `{}` has no `exception`", target.name());
                let problem = warning("not-an-error", &at, message).about(id);
                report.push(problem.hint("add `\"exception\": true`"));
            }
        }
    }

    fn check_structure(
        &mut self,
        owner: &ShapeId,
        target: &ShapeId,
        at: &Pointer,
    ) -> Option<ProblemBuilder> {
        let Some(found) = self.model.shape(target) else {
            return self.unresolved_target(owner, target, at);
        };
        if is_structure(found) {
            return None;
        }
        let message = format!("expected a structure, but {}", describe(found));
        Some(error("wrong-target", at, message).about(owner))
    }

    fn check_member(&mut self, shape: &Shape, member: &Member) -> Option<ProblemBuilder> {
        if member.target.as_str().is_empty() {
            return None;
        }
        let (id, at) = (|| member.id(&shape.id), || member.at.join("shape"));
        let Some(found) = self.model.shape(&member.target) else {
            return self.unresolved_target(&id(), &member.target, &at());
        };
        let is_key = matches!(shape.kind, ShapeKind::Map { .. }) && member.name == "key";
        if is_key && !matches!(found.kind, ShapeKind::String | ShapeKind::Enum(_)) {
            let message = format!("the key of a map must be a string, but {}", describe(found));
            return Some(error("map-key", &at(), message).about(&id()));
        }
        None
    }

    /// Returns the problem of a target that doesn't exist, or `None` if the target is malformed, which has been
    /// reported.
    fn unresolved_target(
        &mut self,
        owner: &ShapeId,
        target: &ShapeId,
        at: &Pointer,
    ) -> Option<ProblemBuilder> {
        let shape_ids = self.shape_ids.get_or_insert_with(|| self.context.shape_ids());
        if shape_ids.contains(target) {
            return None;
        }
        let hint = self.suggestions.hint(target, shape_ids.iter());
        // Shapes have no namespaces in this format.
        let hint = hint.map(|hint| hint.replace(&format!("{}#", target.namespace()), ""));
        let message = format!("the shape `{}` doesn't exist", target.name());
        Some(error("unresolved-target", at, message).about(owner).maybe_hint(hint))
    }
}

/// Returns a clause such as `` `City` is a structure ``.
fn describe(shape: &Shape) -> String {
    format!("`{}` is {}", shape.id.name(), with_article(shape.kind.name()))
}

fn is_structure(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Structure(_))
}
