//! Operations and their errors, as the target sees them.

use serde_json::Value;
use shapesmith_model::{Comparator, Fault, ShapeId, WaiterState};

use super::Type;

/// An operation: a type of no size.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Operation {
    /// The Rust name, in the module of operations.
    pub name: String,
    /// The operation that it was made from.
    pub origin: ShapeId,
    /// Lines of Markdown.
    pub docs: Vec<String>,
    /// The deprecation note, may be empty.
    pub deprecated: Option<String>,
    /// The request: an item, or nothing at all.
    pub input: Type,
    /// The response: an item, or nothing at all.
    pub output: Type,
    /// What is answered instead of the response.
    pub errors: ErrorSet,
    /// How it travels over HTTP, where that is known.
    pub http: Option<Http>,
    /// What the host's name starts with, with labels in braces.
    pub host_prefix: Option<String>,
    /// Whether the service requires a checksum of the request.
    pub requires_checksum: bool,
    /// Whether it changes nothing.
    pub readonly: bool,
    /// Whether it may be repeated without further effect.
    pub idempotent: bool,
    /// How the pages of a long answer are asked for.
    pub pagination: Option<Pagination>,
    /// What can be waited for, by name.
    pub waiters: Vec<Waiter>,
    /// Requests with what was answered, in model order.
    pub examples: Vec<Example>,
}

/// The errors of an operation or a service: an enum with a variant each.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ErrorSet {
    /// The Rust name, in the module of errors.
    pub name: String,
    /// The variants, by the ids of their shapes in byte order.
    pub variants: Vec<ErrorVariant>,
}

/// An error of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorVariant {
    /// The Rust name.
    pub name: String,
    /// The item that it holds.
    pub item: String,
}

/// What is the same for all values of an error structure.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exception {
    /// What the service sends as the error's code.
    pub code: String,
    /// The name of the shape, where that isn't the code: services of more than one protocol send either.
    pub alias: Option<String>,
    /// Whose fault it is.
    pub fault: Fault,
    /// The HTTP status code.
    pub status: u16,
    /// Whether it makes sense to send the request again.
    pub retry: Retry,
}

/// Whether the model says that a request makes sense again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It says nothing.
    Unspecified,
    /// It does.
    Retryable,
    /// It does, later.
    Throttling,
}

/// The HTTP side of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Http {
    /// The method.
    pub method: String,
    /// The path and query with members in braces.
    pub uri: String,
    /// The status code of success.
    pub code: u16,
}

/// How the pages of a long answer are asked for, in the model's member names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pagination {
    /// The member of the input that takes the token of the page.
    pub input_token: String,
    /// The member of the output that has the token of the next page.
    pub output_token: String,
    /// The member of the output that holds the items.
    pub items: Option<String>,
    /// The member of the input that limits the number of items.
    pub page_size: Option<String>,
}

/// What can be waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiter {
    /// The name in the model.
    pub name: String,
    /// Lines of Markdown, may be none.
    pub docs: Vec<String>,
    /// The least time between two requests, in seconds.
    pub min_delay: u32,
    /// The greatest time between two requests, in seconds.
    pub max_delay: u32,
    /// What ends or prolongs the waiting.
    pub acceptors: Vec<Acceptor>,
}

/// What an answer means for a waiter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Acceptor {
    /// Where it leads.
    pub state: WaiterState,
    /// What the answer is like.
    pub matcher: Matcher,
}

/// What an answer is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// An expression gives what is expected.
    Path {
        /// The JMESPath expression.
        path: String,
        /// What its result is compared with.
        expected: String,
        /// How it is compared.
        comparator: Comparator,
        /// Whether it is over input and output, not the output alone.
        with_input: bool,
    },
    /// The operation succeeded, or failed.
    Success(bool),
    /// The error of this name.
    ErrorType(String),
}

/// A request with what was answered, in the JSON form that models have.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Example {
    /// A line of Markdown.
    pub title: String,
    /// Lines of Markdown, may be none.
    pub docs: Vec<String>,
    /// The request.
    pub input: Value,
    /// Whether the request satisfies the constraints of the model.
    pub valid: bool,
    /// The answer, where the example has one.
    pub answer: Option<Answer>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The response.
    Output(Value),
    /// An error: its code and its body.
    Error(String, Value),
}
