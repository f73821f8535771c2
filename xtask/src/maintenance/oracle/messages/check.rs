//! The checks of a record: tasks for our side of the exchange, and what their answers must be.

use serde_json::Value;
use shapesmith::rust::{Api, Operation};

use super::super::case::{Case, CaseLine, convert_case};
use super::record::{Content, Record, RecordedRequest, RecordedResponse};
use crate::maintenance::exchange::{OperationTask, Reading, Task};
use crate::maintenance::params::{BlobForm, convert_error, to_json_form};

/// The ways of reading the request of an input that may be invalid.
const LENIENT: &[Reading] = &[Reading::Lenient];
/// The ways of reading the request of a valid input.
const VALIDATED: &[Reading] = &[Reading::Lenient, Reading::Validated];

/// A check of a record.
pub struct Check {
    /// The id of the record.
    pub id: String,
    pub kind: CheckKind,
    /// The operation, as the model names it.
    pub operation: String,
    pub task: Task,
    pub expectation: Expectation,
}

/// The kinds of checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckKind {
    /// The client's request equals botocore's.
    RequestWritten,
    /// The server reads botocore's request.
    RequestRead,
    /// The validator finds the known fault, or none.
    Verdict,
    /// The client reads a response with an output as botocore does.
    OutputRead,
    /// The server's response has the recorded status, and the client reads the same output from it.
    OutputWritten,
    /// The client reads a response with an error as botocore does.
    ErrorRead,
    /// The server's response has the recorded status and code, and the client reads the same error from it.
    ErrorWritten,
    /// The oracle makes the record.
    Recorded,
}

/// What the answer to a task must be.
pub enum Expectation {
    /// This request.
    Request(Box<RecordedRequest>),
    /// A response like this one.
    Response(Box<ExpectedResponse>),
    /// Each value that was read equals the one that the parameters are.
    EqualValues,
    /// The verdict that the case predicts.
    Verdict(Box<Case>),
}

/// A response that a server writes.
pub struct ExpectedResponse {
    pub recorded: RecordedResponse,
    pub is_error: bool,
    /// What botocore read from the recorded response.
    pub parsed: Value,
}

impl CheckKind {
    /// Returns the name.
    pub fn name(self) -> &'static str {
        match self {
            Self::RequestWritten => "request written",
            Self::RequestRead => "request read",
            Self::Verdict => "verdict",
            Self::OutputRead => "output read",
            Self::OutputWritten => "output written",
            Self::ErrorRead => "error read",
            Self::ErrorWritten => "error written",
            Self::Recorded => "recorded",
        }
    }
}

impl Check {
    /// Returns the task for the program.
    pub fn task<'a>(&'a self, service: &'a str, protocol: &'a str) -> OperationTask<'a> {
        OperationTask { service, protocol, operation: &self.operation, task: &self.task }
    }
}

/// Returns the checks of a record.
///
/// # Errors
/// The model doesn't have the operation or the error.
pub fn create_checks(record: Record, api: &Api) -> Result<Vec<Check>, String> {
    let Record { id, operation: name, content, .. } = record;
    let operation = api.operation(&name);
    let operation = operation.ok_or_else(|| format!("the model has no operation {name}"))?;
    let tasks = match content {
        Content::Request { params, is_doubtful, request } => {
            let readings = if is_doubtful { LENIENT } else { VALIDATED };
            create_request_checks(api, operation, &params, readings, request)
        }
        Content::Verdict(line) => vec![create_validation(*line, api)?],
        Content::Response { output, parsed, response } => {
            let params = to_json_form(api, &operation.output, &output, BlobForm::Marker);
            let expected = ExpectedResponse { recorded: response, is_error: false, parsed };
            create_response_checks(params, None, expected)
        }
        Content::Error { shape, output, response } => {
            let (code, params) = find_error(api, operation, &shape, &output)?;
            let expected = ExpectedResponse { recorded: response, is_error: true, parsed: output };
            create_response_checks(params, Some(code), expected)
        }
    };
    let checks = tasks.into_iter().map(|(kind, task, expectation)| Check {
        id: id.clone(),
        kind,
        operation: name.clone(),
        task,
        expectation,
    });
    Ok(checks.collect())
}

fn create_request_checks(
    api: &Api,
    operation: &Operation,
    params: &Value,
    readings: &[Reading],
    recorded: Box<RecordedRequest>,
) -> Vec<(CheckKind, Task, Expectation)> {
    let params = to_json_form(api, &operation.input, params, BlobForm::Marker);
    let (request, readings) = (recorded.message(), readings.to_vec());
    let read = Task::ReadRequest { params: params.clone(), request, readings };
    let write = Task::WriteRequest { params, endpoint: None };
    vec![
        (CheckKind::RequestWritten, write, Expectation::Request(recorded)),
        (CheckKind::RequestRead, read, Expectation::EqualValues),
    ]
}

fn create_validation(line: CaseLine, api: &Api) -> Result<(CheckKind, Task, Expectation), String> {
    let case = convert_case(line, api).ok_or("the model doesn't have the operation")?;
    let task = Task::ValidateInput { params: case.value.clone() };
    Ok((CheckKind::Verdict, task, Expectation::Verdict(Box::new(case))))
}

/// Returns the checks of a response with an output, or with the error that has this code.
fn create_response_checks(
    params: Value,
    error: Option<String>,
    expected: ExpectedResponse,
) -> Vec<(CheckKind, Task, Expectation)> {
    let (read, written) = match error {
        Some(_) => (CheckKind::ErrorRead, CheckKind::ErrorWritten),
        None => (CheckKind::OutputRead, CheckKind::OutputWritten),
    };
    let response = expected.recorded.message();
    let read_task = Task::ReadResponse { params: params.clone(), error: error.clone(), response };
    let write_task = Task::WriteResponse { params, error, request_id: None };
    vec![
        (read, read_task, Expectation::EqualValues),
        (written, write_task, Expectation::Response(Box::new(expected))),
    ]
}

/// Returns the code and the parameters of an error, whose code and message botocore puts beside its members.
fn find_error(
    api: &Api,
    operation: &Operation,
    shape: &str,
    output: &Value,
) -> Result<(String, Value), String> {
    let Value::Object(mut members) = output.clone() else {
        return Err("an error is no object".to_owned());
    };
    // botocore reads the members of an error only if its code is the name of a shape, which the code of the query protocol
    // isn't, and then only those of the model. It has the message in any case.
    let error = members.remove("Error").unwrap_or_default();
    convert_error(api, operation, shape, error.get("Message"), members, BlobForm::Marker)
}
