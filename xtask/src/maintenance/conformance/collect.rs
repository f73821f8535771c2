//! Collects the cases in the traits of a model.

use serde::de::DeserializeOwned;
use serde_json::Value;
use shapesmith::rust::{Api, Operation, Type};
use shapesmith_model::{Model, Traits};

use super::case::{Case, Expectation, Kind};
use super::expansion::expand_case;
use super::vector::{
    Common, Content, MalformedRequest, MalformedVector, RequestVector, ResponseVector,
};
use crate::cli::Side;
use crate::maintenance::exchange::{
    Endpoint, Reading, Request, Response, Task, decode_body, find_header,
};
use crate::maintenance::params::{BlobForm, to_json_form};

const REQUESTS: &str = "smithy.test#httpRequestTests";
const RESPONSES: &str = "smithy.test#httpResponseTests";
const MALFORMED: &str = "smithy.test#httpMalformedRequestTests";

/// The cases of a service, and why others can't be run.
#[derive(Default)]
pub struct Collected {
    pub cases: Vec<Case>,
    pub failures: Vec<String>,
}

/// An error of an operation.
struct ErrorOf<'a> {
    /// The code that the service sends.
    code: &'a str,
    ty: Type,
}

/// Collects the cases of a service.
pub fn collect_cases(model: &Model, api: &Api, service: &str) -> Collected {
    let mut collector = Collector { api, service, collected: Collected::default() };
    for operation in &api.operations {
        let Some(origin) = model.operations.get(&operation.origin) else { continue };
        collector.add_operation(operation, &origin.traits);
    }
    for shape in model.shapes.values() {
        if shape.traits.has(RESPONSES) && shape.traits.error().is_some() {
            collector.add_error(shape.id.as_str(), &shape.traits);
        }
    }
    collector.collected
}

struct Collector<'a> {
    api: &'a Api,
    /// The name of the service's module.
    service: &'a str,
    collected: Collected,
}

impl Collector<'_> {
    fn add_operation(&mut self, operation: &Operation, traits: &Traits) {
        for vector in self.parse_cases::<RequestVector>(traits, REQUESTS) {
            self.add_request(operation, vector);
        }
        for vector in self.parse_cases::<ResponseVector>(traits, RESPONSES) {
            self.add_response(operation, None, vector);
        }
        for vector in self.parse_cases::<MalformedVector>(traits, MALFORMED) {
            self.add_malformed(operation, vector);
        }
    }

    /// Adds the cases of an error, with the first operation that has it.
    fn add_error(&mut self, id: &str, traits: &Traits) {
        let vectors = self.parse_cases::<ResponseVector>(traits, RESPONSES);
        let api = self.api;
        let found = api.items.iter().find(|item| item.origin.as_str() == id);
        let has_error = |operation: &&Operation| {
            operation
                .errors
                .variants
                .iter()
                .any(|variant| found.is_some_and(|item| item.name == variant.item))
        };
        let operation = api.operations.iter().find(has_error);
        let exception = found.and_then(|item| item.exception());
        let (Some(item), Some(exception), Some(operation)) = (found, exception, operation) else {
            self.collected.failures.push(format!("{id} has cases, but no operation has the error"));
            return;
        };
        let error = ErrorOf { code: &exception.code, ty: Type::Item(item.name.clone()) };
        for vector in vectors {
            self.add_response(operation, Some(&error), vector);
        }
    }

    /// Returns the cases in a trait.
    fn parse_cases<T: DeserializeOwned>(&mut self, traits: &Traits, name: &str) -> Vec<T> {
        let cases = traits.get(name).and_then(Value::as_array).into_iter().flatten();
        let mut parsed = Vec::new();
        for case in cases {
            let expanded = match name {
                MALFORMED => expand_case(case),
                _ => Ok(vec![case.clone()]),
            };
            let vectors = expanded.and_then(|cases| {
                cases
                    .iter()
                    .map(|case| T::deserialize(case).map_err(|error| describe(case, &error)))
                    .collect()
            });
            match vectors {
                Ok(vectors) => parsed.extend::<Vec<T>>(vectors),
                Err(failure) => self.collected.failures.push(failure),
            }
        }
        parsed
    }

    fn add_request(&mut self, operation: &Operation, vector: RequestVector) {
        let params = to_json_form(self.api, &operation.input, &vector.params, BlobForm::Text);
        let Some(body) = self.decode_body(&vector.common, &vector.content) else { return };
        let mut request = Request::new(
            &vector.method,
            &vector.uri,
            &vector.query_params,
            &vector.content.headers,
            body,
        );
        let host = vector.resolved_host.as_ref().or(vector.host.as_ref());
        request.headers.extend(host.map(|host| ("host".to_owned(), host.clone())));
        let task = Task::ReadRequest {
            params: params.clone(),
            request,
            readings: vec![Reading::Lenient, Reading::Strict],
        };
        self.add(
            Kind::Request,
            Side::Server,
            operation,
            &vector.common,
            task,
            Expectation::EqualValues,
        );
        let endpoint = vector.host.as_ref().map(|host| Endpoint {
            url: format!("https://{host}"),
            has_bucket_in_host: vector.has_bucket_in_host(),
        });
        let task = Task::WriteRequest { params, endpoint };
        let common = vector.common.clone();
        let expectation = Expectation::Request(Box::new(vector));
        self.add(Kind::Request, Side::Client, operation, &common, task, expectation);
    }

    fn add_response(
        &mut self,
        operation: &Operation,
        error: Option<&ErrorOf<'_>>,
        vector: ResponseVector,
    ) {
        let (kind, ty) = match error {
            Some(error) => (Kind::Error, &error.ty),
            None => (Kind::Response, &operation.output),
        };
        let error = error.map(|error| error.code.to_owned());
        let params = to_json_form(self.api, ty, &vector.params, BlobForm::Text);
        let Some(body) = self.decode_body(&vector.common, &vector.content) else { return };
        let response = Response::new(vector.code, &vector.content.headers, body);
        let request_id = find_header(&response.headers, "x-amzn-requestid");
        let task = Task::ReadResponse { params: params.clone(), error: error.clone(), response };
        self.add(kind, Side::Client, operation, &vector.common, task, Expectation::EqualValues);
        let task = Task::WriteResponse { params, error, request_id };
        let common = vector.common.clone();
        let expectation = Expectation::Response(Box::new(vector));
        self.add(kind, Side::Server, operation, &common, task, expectation);
    }

    fn add_malformed(&mut self, operation: &Operation, vector: MalformedVector) {
        let MalformedVector { common, request, response } = vector;
        let MalformedRequest { method, uri, host, query_params, headers, body } = request;
        let mut request = Request::new(&method, &uri, &query_params, &headers, body.into_bytes());
        request.headers.extend(host.map(|host| ("host".to_owned(), host)));
        let task = Task::RejectRequest { request };
        let expectation = Expectation::Rejection(response);
        self.add(Kind::Malformed, Side::Server, operation, &common, task, expectation);
    }

    /// Returns the body of a message, which may be empty. A text that isn't of the media type is a failure.
    fn decode_body(&mut self, common: &Common, content: &Content) -> Option<Vec<u8>> {
        let text = content.body.as_deref().unwrap_or_default();
        match decode_body(text, content.body_media_type.as_deref()) {
            Ok(body) => Some(body),
            Err(reason) => {
                self.collected.failures.push(format!("{}: {reason}", common.id));
                None
            }
        }
    }

    /// Adds a case unless it applies to the other side only.
    fn add(
        &mut self,
        kind: Kind,
        side: Side,
        operation: &Operation,
        common: &Common,
        task: Task,
        expectation: Expectation,
    ) {
        let Common { id, protocol, applies_to, tags } = common;
        if applies_to.is_some_and(|only| only != side) {
            return;
        }
        let protocol = protocol.rsplit('#').next().unwrap_or_default();
        self.collected.cases.push(Case {
            id: id.clone(),
            protocol: protocol.to_owned(),
            tags: tags.clone(),
            kind,
            side,
            service: self.service.to_owned(),
            operation: operation.origin.name().to_owned(),
            task,
            expectation,
        });
    }
}

/// Returns the error of a case that isn't what its trait says.
fn describe(case: &Value, error: &serde_json::Error) -> String {
    let id = case.get("id").and_then(Value::as_str).unwrap_or("a case without an id");
    format!("{id}: {error}")
}
