//! Operations, their errors and their examples.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use shapesmith_model::{
    Fault, Fit, Matcher as Match, Operation, Service, Shape, ShapeId, ShapeKind,
};

use super::{Lowering, deprecation};
use crate::docs;
use crate::names::{Scope, UNKNOWN};
use crate::rust::{self, Answer, ErrorSet, ErrorVariant, Exception, Pagination, Retry, Type};

impl<'a> Lowering<'a> {
    /// The operations of the service by their Rust names, and the errors of all of them.
    pub fn operations(&self, service: &'a Service) -> (Vec<rust::Operation>, ErrorSet) {
        let operations = self.model.operations_of(service);
        let pins = &self.decided.pins;
        let (mut types, mut errors) = (Scope::default(), Scope::with(&[SERVICE_ERRORS]));
        let every =
            operations.clone().flat_map(|operation| &operation.errors).chain(&service.errors);
        let every: BTreeSet<&ShapeId> = every.collect();
        operations.clone().filter_map(|it| pins.of(&it.id)).for_each(|name| types.pin(name));
        let mut lowered: Vec<_> = operations
            .map(|operation| {
                let given = pins.of(&operation.id);
                let name = given.cloned().unwrap_or_else(|| types.type_name(operation.id.name()));
                let spelling = given.map_or(operation.id.name(), String::as_str);
                let errors = errors.type_name(&format!("{spelling}Error"));
                self.operation(service, operation, name, errors)
            })
            .collect();
        lowered.sort_by(|a, b| a.name.cmp(&b.name));
        for id in every.iter().filter(|id| !self.is_error(id)) {
            self.skip(
                (*id).clone(),
                "as an error: it has no trait `error`, so that it is a structure alone",
            );
        }
        (lowered, self.error_set(SERVICE_ERRORS.to_owned(), every))
    }

    fn operation(
        &self,
        service: &'a Service,
        operation: &'a Operation,
        name: String,
        errors: String,
    ) -> rust::Operation {
        let ty = |shape: &Option<ShapeId>| {
            let item = shape.as_ref().and_then(|id| self.names.get(id));
            item.map_or(Type::Empty, |name| Type::Item(name.clone()))
        };
        rust::Operation {
            name,
            origin: operation.id.clone(),
            docs: self.prose.of_named(&operation.traits, operation.id.name()),
            deprecated: deprecation(&operation.traits),
            input: ty(&operation.input),
            output: ty(&operation.output),
            errors: self.error_set(errors, operation.errors.iter().chain(&service.errors)),
            http: self.protocol.http(service, operation),
            readonly: operation.traits.readonly(),
            idempotent: operation.traits.idempotent(),
            pagination: pagination(service, operation),
            waiters: operation.traits.waiters().iter().map(|it| self.waiter(it)).collect(),
            examples: self.examples(operation),
        }
    }

    /// The errors, each once. Their order in a model means nothing, and differs between formats.
    fn error_set(&self, name: String, errors: impl IntoIterator<Item = &'a ShapeId>) -> ErrorSet {
        let mut scope = Scope::with(&[UNKNOWN]);
        let errors: BTreeSet<&ShapeId> = errors.into_iter().collect();
        let errors = errors.into_iter().filter(|id| self.is_error(id));
        let items = errors.filter_map(|id| self.names.get(id));
        let variants = items.map(|item| {
            let name = scope.variant(item);
            ErrorVariant { name, item: item.clone() }
        });
        ErrorSet { name, variants: variants.collect() }
    }

    /// Whether the shape is marked as an error. Readers only warn of others among the errors of an operation.
    fn is_error(&self, id: &ShapeId) -> bool {
        self.model.shape(id).is_some_and(|shape| shape.traits.error().is_some())
    }

    /// What makes a structure an error.
    pub fn exception(&self, shape: &Shape) -> Option<Exception> {
        let fault = shape.traits.error()?;
        let query = shape.traits.query_error();
        let spoken = self.protocol == super::Protocol::AwsQuery;
        let status = query.and_then(|query| query.status).filter(|_| spoken);
        let name = shape.id.name().to_owned();
        let other = query.map(|query| query.code.to_owned()).filter(|code| *code != name);
        let (code, alias) = match other {
            Some(code) if spoken => (code, Some(name)),
            other => (name, other),
        };
        let default = if fault == Fault::Client { 400 } else { 500 };
        let retry = shape.traits.retryable().map_or(Retry::Unspecified, |retryable| {
            if retryable.throttling { Retry::Throttling } else { Retry::Retryable }
        });
        let status = status.or(shape.traits.http_error()).unwrap_or(default);
        Some(Exception { code, alias, fault, status, retry })
    }

    /// Whether a value of a shape that fits so well can be read: it has all members that the types have no room without.
    fn can_be_read(&self, fit: Fit, value: &Value, id: Option<&ShapeId>) -> bool {
        fit != Fit::Not && id.is_none_or(|id| self.has_plain_members(value, id))
    }

    /// Whether no plain member is missing anywhere in a value. JSON nests no deeper than its reader goes.
    fn has_plain_members(&self, value: &Value, id: &ShapeId) -> bool {
        let Some(shape) = self.model.shape(id) else { return true };
        let has_all = |value: &Value, id: &ShapeId| self.has_plain_members(value, id);
        match (&shape.kind, value) {
            (ShapeKind::List(member), Value::Array(items)) => {
                items.iter().all(|item| has_all(item, &member.target))
            }
            (ShapeKind::Map { value, .. }, Value::Object(entries)) => {
                entries.values().all(|entry| has_all(entry, &value.target))
            }
            (ShapeKind::Structure(members), Value::Object(entries)) => {
                members.iter().all(|member| match entries.get(&member.name) {
                    None | Some(Value::Null) => !self.is_plain(shape, member),
                    Some(value) => has_all(value, &member.target),
                })
            }
            (ShapeKind::Union(members), Value::Object(entries)) => {
                members.iter().all(|member| match entries.get(&member.name) {
                    None | Some(Value::Null) => true,
                    Some(value) => has_all(value, &member.target),
                })
            }
            _ => true,
        }
    }

    /// The examples that are as the model says; of others the reader has warned.
    fn examples(&self, operation: &Operation) -> Vec<rust::Example> {
        if self.is_for_comparison() {
            return Vec::new();
        }
        let fit = |value: &Value, shape: &Option<ShapeId>| match shape {
            Some(shape) => self.model.fit(value, shape),
            None if value.as_object().is_some_and(serde_json::Map::is_empty) => Fit::Constraints,
            None => Fit::Not,
        };
        let nothing = || Value::Object(serde_json::Map::new());
        let examples = operation.traits.examples().filter_map(|example| {
            let input = example.input.map_or_else(nothing, sorted);
            let request = fit(&input, &operation.input);
            let (answer, fits) = match (example.error, example.output) {
                (Some((id, body)), _) => {
                    let (id, body) = (ShapeId::new(id), body.map_or_else(nothing, sorted));
                    let fits = self.can_be_read(self.model.fit(&body, &id), &body, Some(&id));
                    let code = self.model.shape(&id).and_then(|shape| self.exception(shape));
                    (code.map(|exception| Answer::Error(exception.code, body)), fits)
                }
                (None, Some(output)) => {
                    let answered = fit(output, &operation.output);
                    let fits = self.can_be_read(answered, output, operation.output.as_ref());
                    (Some(Answer::Output(sorted(output))), fits)
                }
                (None, None) => (None, true),
            };
            if !self.can_be_read(request, &input, operation.input.as_ref()) || !fits {
                self.skip(operation.id.clone(), "an example isn't as the model says");
                return None;
            }
            Some(rust::Example {
                title: docs::one_line(example.title),
                docs: self.prose.text(example.documentation),
                input,
                valid: request == Fit::Constraints,
                answer,
            })
        });
        examples.collect()
    }

    fn waiter(&self, waiter: &shapesmith_model::Waiter<'_>) -> rust::Waiter {
        let acceptor = |acceptor: &shapesmith_model::Acceptor<'_>| rust::Acceptor {
            state: acceptor.state,
            matcher: match acceptor.matcher {
                Match::Path { path, expected, comparator, with_input } => rust::Matcher::Path {
                    path: path.to_owned(),
                    expected: expected.to_owned(),
                    comparator,
                    with_input,
                },
                Match::Success(success) => rust::Matcher::Success(success),
                Match::ErrorType(name) => rust::Matcher::ErrorType(name.to_owned()),
            },
        };
        rust::Waiter {
            name: waiter.name.to_owned(),
            docs: self.prose.text(waiter.documentation),
            min_delay: waiter.min_delay,
            max_delay: waiter.max_delay,
            acceptors: waiter.acceptors.iter().map(acceptor).collect(),
        }
    }
}

/// What the errors of a whole service are called.
const SERVICE_ERRORS: &str = "Error";

/// The value with the keys of its objects in byte order: their order means nothing.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(sorted).collect(),
        Value::Object(entries) => {
            let entries: BTreeMap<_, _> = entries.iter().collect();
            entries.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect()
        }
        value => value.clone(),
    }
}

fn pagination(service: &Service, operation: &Operation) -> Option<Pagination> {
    let paginated = operation.paginated(service)?;
    Some(Pagination {
        input_token: paginated.input_token.to_owned(),
        output_token: paginated.output_token.to_owned(),
        items: paginated.items.map(str::to_owned),
        page_size: paginated.page_size.map(str::to_owned),
    })
}
