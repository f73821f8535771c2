//! Checks the examples of operations against the model.

use serde_json::Value;

use super::values::{Strictness, ValueIssue, check_value};
use crate::json::describe_type;
use crate::report::{Report, warning};
use crate::source_map::SourceMap;
use crate::{Model, Operation, Pointer, ShapeId};

const EXAMPLES: &str = "smithy.api#examples";

/// Warns of examples that don't match the model.
/// ([Smithy: examples](https://smithy.io/2.0/spec/documentation-traits.html#examples-trait))
pub(super) fn check_examples(model: &Model, source_map: &SourceMap, report: &mut Report) {
    for operation in model.operations.values() {
        let Some(examples) = operation.traits.get(EXAMPLES) else {
            continue;
        };
        let at = source_map.trait_pointer(&operation.id, &operation.at, EXAMPLES);
        let mut checker = ExampleChecker { model, operation, report };
        match examples.as_array() {
            None => {
                let found = describe_type(examples);
                checker.warn(&at, format!("expected an array of examples, found {found}"), None);
            }
            Some(examples) => {
                for (index, example) in examples.iter().enumerate() {
                    checker.check_example(example, &at.join(&index.to_string()));
                }
            }
        }
    }
}

struct ExampleChecker<'a> {
    model: &'a Model,
    operation: &'a Operation,
    report: &'a mut Report,
}

impl ExampleChecker<'_> {
    fn check_example(&mut self, example: &Value, at: &Pointer) {
        if !example.is_object() {
            let found = describe_type(example);
            return self.warn(at, format!("expected an object, found {found}"), None);
        }
        // Such an example shows what happens if constraints are violated.
        let allows_violations = example.get("allowConstraintErrors") == Some(&Value::Bool(true));
        let strictness =
            if allows_violations { Strictness::TypesOnly } else { Strictness::Constraints };
        let operation = self.operation;
        self.check_entry(example, "input", operation.input.as_ref(), at, strictness);
        self.check_entry(example, "output", operation.output.as_ref(), at, strictness);
        if let Some(error) = example.get("error") {
            self.check_error(error, &at.join("error"), strictness);
        }
    }

    fn check_entry(
        &mut self,
        example: &Value,
        key: &str,
        shape: Option<&ShapeId>,
        at: &Pointer,
        strictness: Strictness,
    ) {
        let Some(value) = example.get(key) else {
            return;
        };
        match shape {
            Some(shape) => self.check_value(value, shape, &at.join(key), strictness),
            // The value of an absent input or output is an empty object.
            None if value.as_object().is_some_and(|value| value.is_empty()) => {}
            None => self.warn(&at.join(key), format!("the operation has no {key}"), None),
        }
    }

    fn check_error(&mut self, error: &Value, at: &Pointer, strictness: Strictness) {
        let Some(id) = error.get("shapeId").and_then(Value::as_str) else {
            return self.warn(at, "the error of the example has no `shapeId`".to_owned(), None);
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
                format!("`{id}` isn't an error of this operation"),
                None,
            );
        }
        if let Some(content) = error.get("content") {
            self.check_value(content, &id, &at.join("content"), strictness);
        }
    }

    fn check_value(
        &mut self,
        value: &Value,
        shape: &ShapeId,
        at: &Pointer,
        strictness: Strictness,
    ) {
        for issue in check_value(self.model, value, shape, strictness) {
            let ValueIssue { path, message, hint } = issue;
            let at = path.iter().fold(at.clone(), |at, key| at.join(key));
            self.warn(&at, message, hint);
        }
    }

    fn warn(&mut self, at: &Pointer, message: String, hint: Option<String>) {
        let problem = warning("bad-example", at, message).about(&self.operation.id);
        self.report.push(problem.maybe_hint(hint));
    }
}
