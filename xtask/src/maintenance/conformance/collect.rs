//! Collects the cases in the traits of a model.

use serde::de::DeserializeOwned;
use serde_json::Value;
use shapesmith::rust::{Api, Http, Operation, Type};
use shapesmith_model::{Model, Traits};

use super::case::{Case, Expectation, Kind};
use super::expansion::expand_case;
use super::vector::{
    Common, Content, Event, EventVector, InitialRequest, InitialResponse, MalformedRequest,
    MalformedVector, RequestVector, ResponseVector,
};
use crate::cli::Side;
use crate::maintenance::base64::decode_base64;
use crate::maintenance::exchange::{
    Bytes, Endpoint, Headers, Reading, Request, Response, Task, decode_body, find_header,
};
use crate::maintenance::params::{BlobForm, to_json_form};

const REQUESTS: &str = "smithy.test#httpRequestTests";
const RESPONSES: &str = "smithy.test#httpResponseTests";
const EVENTS: &str = "smithy.test#eventStreamTests";
const MALFORMED: &str = "smithy.test#httpMalformedRequestTests";

/// The cases of a service, and why others can't be run.
#[derive(Default)]
pub struct Collected {
    pub cases: Vec<Case>,
    pub failures: Vec<String>,
}

/// The value of a response: of this type, with these parameters in the JSON form.
pub struct ResponseValue {
    kind: Kind,
    params: Value,
    /// The code of the error.
    error: Option<String>,
}

/// Collects the cases of a service.
pub fn collect_cases(model: &Model, api: &Api, service: &str) -> Collected {
    let mut collector = Collector::new(api, service);
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

/// The cases of a service that have been collected so far.
pub struct Collector<'a> {
    api: &'a Api,
    /// The name of the service's module.
    service: &'a str,
    pub collected: Collected,
}

impl<'a> Collector<'a> {
    /// Creates a collector without cases.
    pub fn new(api: &'a Api, service: &'a str) -> Self {
        Self { api, service, collected: Collected::default() }
    }

    fn add_operation(&mut self, operation: &Operation, traits: &Traits) {
        for vector in self.parse_cases::<RequestVector>(traits, REQUESTS) {
            self.add_request(operation, vector);
        }
        for vector in self.parse_cases::<ResponseVector>(traits, RESPONSES) {
            self.add_output(operation, vector);
        }
        for vector in self.parse_cases::<MalformedVector>(traits, MALFORMED) {
            self.add_malformed(operation, vector);
        }
        for vector in self.parse_cases::<EventVector>(traits, EVENTS) {
            self.add_event_case(operation, vector);
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
        let ty = Type::Item(item.name.clone());
        for vector in vectors {
            let params = to_json_form(api, &ty, &vector.params, BlobForm::Text);
            let value = ResponseValue::of_error(exception.code.clone(), params);
            self.add_response(operation, &value, vector);
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

    /// Adds an input and its request, for both sides.
    pub fn add_request(&mut self, operation: &Operation, vector: RequestVector) {
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
        let readings = match vector.has_whole_head {
            true => vec![Reading::Lenient, Reading::Strict],
            false => vec![Reading::Lenient],
        };
        let task = Task::ReadRequest { params: params.clone(), request, readings };
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

    /// Adds an output and its response, for both sides.
    fn add_output(&mut self, operation: &Operation, vector: ResponseVector) {
        let value = ResponseValue::of_output(self.api, operation, &vector.params);
        self.add_response(operation, &value, vector);
    }

    fn add_response(
        &mut self,
        operation: &Operation,
        value: &ResponseValue,
        vector: ResponseVector,
    ) {
        self.add_read_response(operation, value, &vector);
        self.add_written_response(operation, value, vector);
    }

    /// Adds a response that a client reads.
    pub fn add_read_response(
        &mut self,
        operation: &Operation,
        ResponseValue { kind, params, error }: &ResponseValue,
        vector: &ResponseVector,
    ) {
        let Some(body) = self.decode_body(&vector.common, &vector.content) else { return };
        let response = Response::new(vector.code, &vector.content.headers, body);
        let (params, error) = (params.clone(), error.clone());
        let task = Task::ReadResponse { params, error, response };
        self.add(*kind, Side::Client, operation, &vector.common, task, Expectation::EqualValues);
    }

    /// Adds a response that a server writes.
    pub fn add_written_response(
        &mut self,
        operation: &Operation,
        ResponseValue { kind, params, error }: &ResponseValue,
        vector: ResponseVector,
    ) {
        let headers: Headers = vector.content.headers.clone().into_iter().collect();
        let request_id = find_header(&headers, "x-amzn-requestid");
        let (params, error) = (params.clone(), error.clone());
        let task = Task::WriteResponse { params, error, request_id };
        let common = vector.common.clone();
        let expectation = Expectation::Response(Box::new(vector));
        self.add(*kind, Side::Server, operation, &common, task, expectation);
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

    /// Adds a case of messages with streams of events: its events, and the messages that the streams are members of.
    fn add_event_case(&mut self, operation: &Operation, vector: EventVector) {
        let failure = vector.expectation.failure.as_ref();
        let expectation = failure.map(|failure| {
            let id = failure.error_id.as_deref();
            id.map(|id| id.rsplit('#').next().unwrap_or_default().to_owned())
        });
        if let Some(InitialRequest { method, uri, content }) = vector.initial_request.clone() {
            let params = vector.initial_request_params.clone();
            let request = RequestVector::new(&vector.common, method, uri, content, params);
            self.add_request(operation, request);
        }
        if let Some(response) = vector.initial_response.clone() {
            self.add_initial_response(operation, &vector, response);
        }
        for event in &vector.events {
            self.add_event(operation, &vector.common, event, expectation.clone());
        }
    }

    fn add_initial_response(
        &mut self,
        operation: &Operation,
        vector: &EventVector,
        InitialResponse { code, content }: InitialResponse,
    ) {
        let common = vector.common.clone();
        if vector.expectation.failure.is_none() {
            let params = vector.initial_response_params.clone();
            self.add_output(operation, ResponseVector { common, code, content, params });
            return;
        }
        let Some(body) = self.decode_body(&common, &content) else { return };
        let task = Task::FailResponse { response: Response::new(code, &content.headers, body) };
        let expectation = Expectation::Failure(None);
        self.add(Kind::Event, Side::Client, operation, &common, task, expectation);
    }

    /// Adds an event, for the side that writes it and the side that reads it, or for the latter alone if it can't be read.
    pub fn add_event(
        &mut self,
        operation: &Operation,
        common: &Common,
        event: &Event,
        failure: Option<Option<String>>,
    ) {
        let is_input = event.direction == "request";
        let (stream, writer, reader) = match is_input {
            true => (&operation.input_events, Side::Client, Side::Server),
            false => (&operation.output_events, Side::Server, Side::Client),
        };
        let (Some(stream), Some(bytes)) = (stream, decode_base64(&event.bytes)) else {
            self.collected.failures.push(format!("{}: its event has no stream", common.id));
            return;
        };
        let bytes = Bytes(bytes);
        let params =
            to_json_form(self.api, &Type::Item(stream.item.clone()), &event.params, BlobForm::Text);
        if let Some(expected) = failure {
            // A message without its required members is refused before its events are read.
            let (is_head, task) = match &operation.http {
                Some(http) if expected.is_none() && self.requires_head(operation, is_input) => {
                    (true, reject_head(http, bytes))
                }
                _ => (false, Task::FailEvent { is_input, bytes }),
            };
            let expectation = Expectation::Failure(expected.filter(|_| !is_head));
            self.add(Kind::Event, reader, operation, common, task, expectation);
            return;
        }
        let task = Task::WriteEvent { params: params.clone(), is_input, bytes: bytes.clone() };
        self.add(Kind::Event, writer, operation, common, task, Expectation::EqualValues);
        // An exception is read as a failure, which other cases are about.
        let task = Task::ReadEvent { params, is_input, bytes };
        self.add(Kind::Event, reader, operation, common, task, Expectation::EqualValues);
    }

    /// Returns whether a request has required members besides its stream.
    fn requires_head(&self, operation: &Operation, is_input: bool) -> bool {
        let Type::Item(name) = &operation.input else { return false };
        let item = self.api.item(name).filter(|_| is_input);
        item.is_some_and(|item| item.fields().iter().any(|field| field.required))
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
        let Common { id, protocol, applies_to } = common;
        if applies_to.is_some_and(|only| only != side) {
            return;
        }
        let protocol = protocol.rsplit('#').next().unwrap_or_default();
        self.collected.cases.push(Case {
            id: id.clone(),
            protocol: protocol.to_owned(),
            kind,
            side,
            service: self.service.to_owned(),
            operation: operation.origin.name().to_owned(),
            task,
            expectation,
        });
    }
}

impl ResponseValue {
    /// Returns the output that parameters are.
    pub fn of_output(api: &Api, operation: &Operation, params: &Value) -> Self {
        let params = to_json_form(api, &operation.output, params, BlobForm::Text);
        Self { kind: Kind::Response, params, error: None }
    }

    /// Returns the error that has this code and these parameters in the JSON form.
    pub fn of_error(code: String, params: Value) -> Self {
        Self { kind: Kind::Error, params, error: Some(code) }
    }
}

/// Returns the task to reject a request whose head has none of its members.
fn reject_head(http: &Http, body: Bytes) -> Task {
    let headers = [("content-type".to_owned(), "application/vnd.amazon.eventstream".to_owned())];
    Task::RejectRequest {
        request: Request::new(&http.method, &http.uri, &[], &headers.into(), body.0),
    }
}

/// Returns the error of a case that isn't what its trait says.
fn describe(case: &Value, error: &serde_json::Error) -> String {
    let id = case.get("id").and_then(Value::as_str).unwrap_or("a case without an id");
    format!("{id}: {error}")
}
