//! Operations, their errors and their examples.

use std::collections::BTreeSet;

use shapesmith_model::{Fault, Matcher as Match, Operation, Service, Shape, ShapeId};

use super::{Lowering, deprecation};
use crate::names::{Scope, UNKNOWN};
use crate::rust::{self, ErrorSet, ErrorVariant, Exception, Item, Pagination, Retry, Type};

impl<'a> Lowering<'a> {
    /// The operations of the service by their Rust names, and the errors of all of them.
    pub fn operations(
        &self,
        service: &'a Service,
        items: &[Item],
    ) -> (Vec<rust::Operation>, ErrorSet) {
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
                let mut lowered = self.operation(service, operation, name, errors);
                lowered.examples = self.examples(operation, &lowered.input, items);
                lowered
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
            examples: Vec::new(),
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

fn pagination(service: &Service, operation: &Operation) -> Option<Pagination> {
    let paginated = operation.paginated(service)?;
    Some(Pagination {
        input_token: paginated.input_token.to_owned(),
        output_token: paginated.output_token.to_owned(),
        items: paginated.items.map(str::to_owned),
        page_size: paginated.page_size.map(str::to_owned),
    })
}
