//! Checks the examples of operations against the model, since they drift apart easily.

use serde_json::Value;

use super::values::{self, Strictness, Wrong};
use crate::json::kind;
use crate::places::Places;
use crate::report::{Report, warning};
use crate::{Model, Operation, Pointer, ShapeId};

const EXAMPLES: &str = "smithy.api#examples";

/// Warns of everything in examples that isn't as the model says.
/// ([Smithy: examples](https://smithy.io/2.0/spec/documentation-traits.html#examples-trait))
pub(super) fn check(model: &Model, places: &Places, report: &mut Report) {
    for operation in model.operations.values() {
        let Some(examples) = operation.traits.get(EXAMPLES) else {
            continue;
        };
        let at = places.of_trait(&operation.id, &operation.at, EXAMPLES);
        let mut check = Check { model, operation, report };
        match examples.as_array() {
            None => check.warn(
                &at,
                format!("examples must be an array, this is {}", kind(examples)),
                None,
            ),
            Some(examples) => {
                for (number, example) in examples.iter().enumerate() {
                    check.example(example, &at.join(&number.to_string()));
                }
            }
        }
    }
}

struct Check<'a> {
    model: &'a Model,
    operation: &'a Operation,
    report: &'a mut Report,
}

impl Check<'_> {
    fn example(&mut self, example: &Value, at: &Pointer) {
        if !example.is_object() {
            return self.warn(
                at,
                format!("an example must be an object, this is {}", kind(example)),
                None,
            );
        }
        // Such an example shows what happens when constraints are not met.
        let lax = example.get("allowConstraintErrors") == Some(&Value::Bool(true));
        let strictness = if lax { Strictness::TypesOnly } else { Strictness::Constraints };
        let operation = self.operation;
        self.part(example, "input", operation.input.as_ref(), at, strictness);
        self.part(example, "output", operation.output.as_ref(), at, strictness);
        if let Some(error) = example.get("error") {
            self.error(error, &at.join("error"), strictness);
        }
    }

    fn part(
        &mut self,
        example: &Value,
        key: &str,
        of: Option<&ShapeId>,
        at: &Pointer,
        strictness: Strictness,
    ) {
        let Some(value) = example.get(key) else {
            return;
        };
        match of {
            Some(shape) => self.value(value, shape, &at.join(key), strictness),
            // An operation that takes or gives nothing takes or gives an empty object.
            None if value.as_object().is_some_and(|value| value.is_empty()) => {}
            None => self.warn(&at.join(key), format!("the operation has no {key}"), None),
        }
    }

    fn error(&mut self, error: &Value, at: &Pointer, strictness: Strictness) {
        let Some(id) = error.get("shapeId").and_then(Value::as_str) else {
            return self.warn(at, "an example of an error needs a `shapeId`".to_owned(), None);
        };
        let id = ShapeId::new(id);
        let services = self.model.services.values();
        let of_services =
            services.filter(|service| service.operations.contains(&self.operation.id));
        let mut known =
            self.operation.errors.iter().chain(of_services.flat_map(|service| &service.errors));
        if !known.any(|known| *known == id) {
            return self.warn(
                &at.join("shapeId"),
                format!("`{id}` is no error of this operation"),
                None,
            );
        }
        if let Some(content) = error.get("content") {
            self.value(content, &id, &at.join("content"), strictness);
        }
    }

    fn value(&mut self, value: &Value, shape: &ShapeId, at: &Pointer, strictness: Strictness) {
        for Wrong { below, message, hint } in values::check(self.model, value, shape, strictness) {
            let at = below.iter().fold(at.clone(), |at, key| at.join(key));
            self.warn(&at, message, hint);
        }
    }

    fn warn(&mut self, at: &Pointer, message: String, hint: Option<String>) {
        let problem = warning("bad-example", at, message).about(&self.operation.id);
        self.report.push(problem.maybe_hint(hint));
    }
}
