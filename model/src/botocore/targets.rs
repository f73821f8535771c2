//! Checks that whatever is referred to exists and is of the right kind.

use super::context::Context;
use crate::report::{Draft, Report, error, warning};
use crate::suggest::Suggestions;
use crate::{Member, Model, Operation, Pointer, Shape, ShapeId, ShapeKind};

/// Reports every reference that leads nowhere or to the wrong kind of shape.
pub(super) fn check(model: &Model, context: &Context, report: &mut Report) {
    let mut targets = Targets { model, known: None, context, suggestions: Suggestions::default() };
    for operation in model.operations.values() {
        targets.operation(operation, report);
    }
    for shape in model.shapes.values() {
        for member in shape.members() {
            if let Some(problem) = targets.member(shape, member) {
                report.push(problem);
            }
        }
    }
}

struct Targets<'a> {
    model: &'a Model,
    context: &'a Context,
    /// All ids that the document has, once they are needed.
    known: Option<Vec<ShapeId>>,
    suggestions: Suggestions,
}

impl Targets<'_> {
    fn operation(&mut self, operation: &Operation, report: &mut Report) {
        let Operation { id, input, output, errors, at, .. } = operation;
        for (key, target) in [("input", input), ("output", output)] {
            if let Some(target) = target {
                report_all(self.structure(id, target, &at.join(key).join("shape")), report);
            }
        }
        for (number, target) in errors.iter().enumerate() {
            // Of errors that stand there twice the second is left out; the place is near enough.
            let at = at.join("errors").join(&number.to_string()).join("shape");
            report_all(self.structure(id, target, &at), report);
            let found = self.model.shape(target);
            if found
                .is_some_and(|shape| is_structure(shape) && !shape.traits.has("smithy.api#error"))
            {
                let message = format!("the error `{}` has no `exception`", target.name());
                let problem = warning("not-an-error", &at, message).about(id);
                report.push(problem.hint("give it `\"exception\": true`"));
            }
        }
    }

    fn structure(&mut self, owner: &ShapeId, target: &ShapeId, at: &Pointer) -> Option<Draft> {
        let Some(found) = self.model.shape(target) else {
            return self.unresolved(owner, target, at);
        };
        let message = || {
            let kind = found.kind.name();
            format!("this must be a structure, the type of `{}` is {kind}", found.id.name())
        };
        (!is_structure(found)).then(|| error("wrong-target", at, message()).about(owner))
    }

    fn member(&mut self, shape: &Shape, member: &Member) -> Option<Draft> {
        if member.target.as_str().is_empty() {
            return None;
        }
        let (id, at) = (|| member.id(&shape.id), || member.at.join("shape"));
        let Some(found) = self.model.shape(&member.target) else {
            return self.unresolved(&id(), &member.target, &at());
        };
        let is_key = matches!(shape.kind, ShapeKind::Map { .. }) && member.name == "key";
        if is_key && !matches!(found.kind, ShapeKind::String | ShapeKind::Enum(_)) {
            let kind = found.kind.name();
            let message = format!(
                "the keys of a map must be strings, the type of `{}` is {kind}",
                found.id.name()
            );
            return Some(error("map-key", &at(), message).about(&id()));
        }
        None
    }

    /// Of shapes that are there but broken, what is broken has been reported.
    fn unresolved(&mut self, owner: &ShapeId, target: &ShapeId, at: &Pointer) -> Option<Draft> {
        let known = self.known.get_or_insert_with(|| self.context.shapes());
        if known.contains(target) {
            return None;
        }
        let hint = self.suggestions.hint(target, known.iter());
        // In this format shapes are called by their names alone.
        let hint = hint.map(|hint| hint.replace(&format!("{}#", target.namespace()), ""));
        let message = format!("the shape `{}` doesn't exist", target.name());
        Some(error("unresolved-target", at, message).about(owner).maybe_hint(hint))
    }
}

fn report_all(problem: Option<Draft>, report: &mut Report) {
    if let Some(problem) = problem {
        report.push(problem);
    }
}

fn is_structure(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Structure(_))
}
