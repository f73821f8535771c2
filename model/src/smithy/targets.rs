//! Checks that whatever a shape refers to exists and is of the right kind.

use super::ast::{Ast, AstShape, Reference, Role, Type};
use super::prelude;
use crate::report::{Draft, Report, error, warning};
use crate::suggest::Suggestions;
use crate::{Member, ShapeId};

/// Reports every reference that leads nowhere or to the wrong kind of shape.
pub(super) fn check(ast: &Ast, report: &mut Report) {
    let mut targets = Targets { ast, suggestions: Suggestions::default() };
    for shape in ast.shapes.values() {
        for reference in &shape.references {
            report_all(targets.reference(shape, reference), report);
        }
        for member in &shape.members {
            report_all(targets.member(shape, member), report);
        }
    }
}

fn report_all(problem: Option<Draft>, report: &mut Report) {
    if let Some(problem) = problem {
        report.push(problem);
    }
}

struct Targets<'a> {
    ast: &'a Ast,
    suggestions: Suggestions,
}

impl Targets<'_> {
    fn reference(&mut self, shape: &AstShape, reference: &Reference) -> Option<Draft> {
        let Reference { role, target, at } = reference;
        if matches!(role, Role::Input | Role::Output) && target.as_str() == prelude::UNIT {
            return None;
        }
        let Some(found) = self.ast.shapes.get(target) else {
            return Some(self.unresolved(target)?.build(at, &shape.id));
        };
        let problem = match role {
            Role::Input | Role::Output | Role::Error => {
                wrong_unless(found, "a structure", Type::Structure)
            }
            Role::Operation | Role::Lifecycle(_) => {
                wrong_unless(found, "an operation", Type::Operation).or_else(|| bound_mixin(found))
            }
            Role::Resource => {
                wrong_unless(found, "a resource", Type::Resource).or_else(|| bound_mixin(found))
            }
            Role::Mixin => not_a_mixin(shape, found),
            Role::Identifier(_) | Role::Property(_) | Role::Rename => not_data(found),
        };
        if let Some(message) = problem {
            return Some(error("wrong-target", at, message).about(&shape.id));
        }
        if *role == Role::Error && !found.traits.has("smithy.api#error") {
            let message = format!("the error `{target}` has no trait `error`");
            let problem = warning("not-an-error", at, message).about(&shape.id);
            return Some(
                problem.hint("give it `\"smithy.api#error\": \"client\"` or `\"server\"`"),
            );
        }
        None
    }

    fn member(&mut self, shape: &AstShape, member: &Member) -> Option<Draft> {
        // Enum members target nothing, and a target that is missing has been reported.
        if matches!(shape.shape_type, Type::Enum | Type::IntEnum)
            || member.target.as_str().is_empty()
        {
            return None;
        }
        let (id, at) = (|| member.id(&shape.id), || member.at.join("target"));
        let Some(found) = self.ast.shapes.get(&member.target) else {
            return Some(self.unresolved(&member.target)?.build(&at(), &id()));
        };
        if let Some(message) = not_data(found) {
            return Some(error("wrong-target", &at(), message).about(&id()));
        }
        let is_key = shape.shape_type == Type::Map && member.name == "key";
        if is_key && !matches!(found.shape_type, Type::String | Type::Enum) {
            let message = format!(
                "the keys of a map must be strings, `{}` is {}",
                found.id,
                with_article(found)
            );
            return Some(error("map-key", &at(), message).about(&id()));
        }
        None
    }

    /// Returns the problem of a target that isn't there; none where it is there and can't be read, which has been
    /// reported.
    fn unresolved(&mut self, target: &ShapeId) -> Option<Unresolved> {
        if self.ast.unreadable.contains(target) {
            return None;
        }
        let prelude: Vec<ShapeId> = prelude::ids().collect();
        let hint = self.suggestions.hint(target, self.ast.shapes.keys().chain(&prelude));
        Some(Unresolved { message: format!("the shape `{target}` doesn't exist"), hint })
    }
}

struct Unresolved {
    message: String,
    hint: Option<String>,
}

impl Unresolved {
    fn build(self, at: &crate::Pointer, owner: &ShapeId) -> Draft {
        error("unresolved-target", at, self.message).about(owner).maybe_hint(self.hint)
    }
}

fn wrong_unless(found: &AstShape, expected: &str, shape_type: Type) -> Option<String> {
    (found.shape_type != shape_type)
        .then(|| format!("this must be {expected}, `{}` is {}", found.id, with_article(found)))
}

fn not_data(found: &AstShape) -> Option<String> {
    (!found.shape_type.is_data())
        .then(|| format!("this must be a data shape, `{}` is {}", found.id, with_article(found)))
}

/// A mixin is spent in the shapes that mix it in. A service that lists it would list what the model doesn't have.
fn bound_mixin(found: &AstShape) -> Option<String> {
    let kind = found.shape_type.name();
    let message = || {
        format!(
            "`{}` is a mixin, which is no {kind} of its own; list those that mix it in",
            found.id
        )
    };
    found.traits.has("smithy.api#mixin").then(message)
}

fn not_a_mixin(shape: &AstShape, mixin: &AstShape) -> Option<String> {
    if mixin.shape_type != shape.shape_type {
        let (own, other) = (with_article(shape), with_article(mixin));
        return Some(format!("the mixin `{}` is {other}, it can't be mixed into {own}", mixin.id));
    }
    (!mixin.traits.has("smithy.api#mixin"))
        .then(|| format!("`{}` is no mixin, it lacks the trait `mixin`", mixin.id))
}

fn with_article(shape: &AstShape) -> String {
    let name = shape.shape_type.name();
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}
