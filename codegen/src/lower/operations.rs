//! Operations and their errors.

use std::collections::BTreeSet;

use shapesmith_model::{Fault, Matcher as Match, Operation, Service, Shape, ShapeId};

use super::examples::ItemRules;
use super::protocol::protocol_names;
use super::{Lowering, deprecation};
use crate::names::{Scope, UNKNOWN};
use crate::rust::{
    self, Checksum, ErrorSet, ErrorVariant, Exception, Pagination, Retry, Skipped, Type,
};

impl<'a> Lowering<'a> {
    /// Returns the operations of the service by their Rust names, the errors of all of them, and the examples and errors that
    /// were left out.
    pub fn operations(
        &self,
        rules: &ItemRules<'_>,
    ) -> (Vec<rust::Operation>, ErrorSet, Vec<Skipped>) {
        let operations = self.model.operations_of(self.service);
        let renames = &self.policy.renames;
        let (mut types, mut error_sets) = (Scope::default(), Scope::with(&[SERVICE_ERRORS]));
        operations
            .clone()
            .filter_map(|operation| renames.of(&operation.id))
            .for_each(|name| types.reserve(name));
        let (mut lowered, mut skipped) = (Vec::new(), Vec::new());
        for operation in operations.clone() {
            let given = renames.of(&operation.id);
            let name = given.cloned().unwrap_or_else(|| types.type_name(operation.id.name()));
            let spelling = given.map_or(operation.id.name(), String::as_str);
            let errors = error_sets.type_name(&format!("{spelling}Error"));
            let (operation, skipped_examples) = self.operation(operation, name, errors, rules);
            lowered.push(operation);
            skipped.extend(skipped_examples);
        }
        lowered.sort_by(|a, b| a.name.cmp(&b.name));

        let errors = operations.flat_map(|operation| &operation.errors);
        let errors: BTreeSet<&ShapeId> = errors.chain(&self.service.errors).collect();
        skipped.extend(errors.iter().filter(|id| !self.is_error(id)).map(|id| {
            let reason = "as an error: it has no trait `error`, so that it is a structure alone";
            Skipped::new((*id).clone(), reason)
        }));
        (lowered, self.error_set(SERVICE_ERRORS.to_owned(), errors), skipped)
    }

    fn operation(
        &self,
        operation: &'a Operation,
        name: String,
        errors: String,
        rules: &ItemRules<'_>,
    ) -> (rust::Operation, Vec<Skipped>) {
        let service = self.service;
        let ty = |shape: &Option<ShapeId>| {
            let item = shape.as_ref().and_then(|id| self.names.get(id));
            item.map_or(Type::Empty, |name| Type::Item(name.clone()))
        };
        let input = ty(&operation.input);
        let (examples, skipped) = self.examples(operation, &input, rules);
        let lowered = rust::Operation {
            name,
            origin: operation.id.clone(),
            docs: self.prose.of_named(&operation.traits, operation.id.name()),
            deprecated: deprecation(&operation.traits),
            input,
            output: ty(&operation.output),
            input_events: self.event_stream(&operation.input),
            output_events: self.event_stream(&operation.output),
            errors: self.error_set(errors, operation.errors.iter().chain(&service.errors)),
            http: self.protocol.http(service, operation),
            host_prefix: operation.traits.host_prefix().map(str::to_owned),
            input_root: self.xml_root(operation.input.as_ref()),
            output_root: self.xml_root(operation.output.as_ref()),
            checksum: checksum(operation),
            readonly: operation.traits.is_readonly(),
            idempotent: operation.traits.is_idempotent(),
            pagination: pagination(service, operation),
            waiters: operation.traits.waiters().iter().map(|it| self.waiter(it)).collect(),
            examples,
        };
        (lowered, skipped)
    }

    /// Returns a set of errors. Their order in a model means nothing and differs between formats.
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

    /// Returns whether the shape has the trait `error`. Readers only warn of errors of an operation that don't.
    fn is_error(&self, id: &ShapeId) -> bool {
        self.model.shape(id).is_some_and(|shape| shape.traits.error().is_some())
    }

    /// Returns what makes a structure an error, if it is one.
    pub fn exception(&self, shape: &Shape) -> Option<Exception> {
        let fault = shape.traits.error()?;
        let query = shape.traits.query_error();
        let is_query = protocol_names(self.service) == ["awsQuery"];
        let status = query.and_then(|query| query.status).filter(|_| is_query);
        let name = shape.id.name().to_owned();
        let other = query.map(|query| query.code.to_owned()).filter(|code| *code != name);
        let (code, alias) = match other {
            Some(code) if is_query => (code, Some(name)),
            other => (name, other),
        };
        let default = if fault == Fault::Client { 400 } else { 500 };
        let retry = shape.traits.retryable().map_or(Retry::Unspecified, |retryable| {
            if retryable.throttling { Retry::Throttling } else { Retry::Retryable }
        });
        let status = status.or(shape.traits.http_error()).unwrap_or(default);
        Some(Exception { code, alias, fault, status, retry })
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

/// The name of the enum with all errors of a service.
const SERVICE_ERRORS: &str = "Error";

fn checksum(operation: &Operation) -> Option<Checksum> {
    let checksum = operation.traits.checksum()?;
    let member = |name: Option<&str>| name.map(str::to_owned);
    Some(Checksum {
        is_required: checksum.is_required,
        algorithm_member: member(checksum.algorithm_member),
        validation_member: member(checksum.validation_member),
        response_algorithms: checksum.response_algorithms.into_iter().map(str::to_owned).collect(),
    })
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
