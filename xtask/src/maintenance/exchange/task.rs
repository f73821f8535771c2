//! The tasks of the program, and its answers.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::message::{Bytes, Request, Response};

/// The idempotency token that clients fill in.
pub const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// A task of an operation.
#[derive(Clone, Copy)]
pub struct OperationTask<'a> {
    /// The name of the service's module.
    pub service: &'a str,
    /// The operation, as the model names it.
    pub operation: &'a str,
    /// The name of the protocol, such as `restJson1`.
    pub protocol: &'a str,
    pub task: &'a Task,
}

/// What the program does. Parameters are in the JSON form.
#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Write a request.
    WriteRequest { params: Value, endpoint: Option<Endpoint> },
    /// Read a request in these ways, and read the parameters as its input.
    ReadRequest { params: Value, request: Request, readings: Vec<Reading> },
    /// Read a request that is malformed.
    RejectRequest { request: Request },
    /// Write the response with an output, or with the error that has this code, to a request with this identifier.
    WriteResponse { params: Value, error: Option<String>, request_id: Option<String> },
    /// Read a response, and read the parameters as its output or error.
    ReadResponse { params: Value, error: Option<String>, response: Response },
    /// Read a response that isn't one of the operation's.
    FailResponse { response: Response },
    /// Write an event, which has this frame.
    WriteEvent { params: Value, is_input: bool, bytes: Bytes },
    /// Read an event, and read the parameters as the event.
    ReadEvent { params: Value, is_input: bool, bytes: Bytes },
    /// Read the frame of an exception or error, or one that is malformed.
    FailEvent { is_input: bool, bytes: Bytes },
    /// Validate the parameters as an input.
    ValidateInput { params: Value },
}

impl Task {
    /// Returns the parameters.
    pub fn params(&self) -> Option<&Value> {
        match self {
            Self::WriteRequest { params, .. }
            | Self::ReadRequest { params, .. }
            | Self::WriteResponse { params, .. }
            | Self::ReadResponse { params, .. }
            | Self::WriteEvent { params, .. }
            | Self::ReadEvent { params, .. }
            | Self::ValidateInput { params } => Some(params),
            _ => None,
        }
    }
}

/// Where a client sends its requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Endpoint {
    pub url: String,
    /// Whether the host's name starts with the bucket; `None` if it depends on the host.
    pub has_bucket_in_host: Option<bool>,
}

/// A way of reading a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    Lenient,
    Validated,
    Strict,
}

/// The program's answer to a task.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The request that it wrote.
    Request(Request),
    /// The response that it wrote.
    Response(Response),
    /// Reading failed as it should: with the exception of this name, or with another error.
    Failure(String),
    /// The values that it read, with each way of reading.
    Values(Vec<ReadValue>),
    /// The violations with their paths and messages; none of a valid value.
    Violations(Vec<(String, String)>),
    /// Reading the value to validate fails with this error.
    Unreadable(String),
    /// It didn't get so far, for this reason.
    Failed(String),
    /// It panicked with this message.
    Panicked(String),
}

/// A value that was read from a message, and the one that the parameters of the case are. Members have their names in the model.
#[derive(Debug, Deserialize)]
pub struct ReadValue {
    /// The way of reading, such as `strict`.
    pub reading: String,
    pub expected: Value,
    pub actual: Value,
}
