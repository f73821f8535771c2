//! Operations and their errors.

use serde_json::Value;
use shapesmith_model::{Comparator, Fault, ShapeId, WaiterState};

use super::Type;

/// An operation: a zero-sized type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Operation {
    /// The Rust name, in the module of operations.
    pub name: String,
    /// The operation in the model.
    pub origin: ShapeId,
    /// Lines of Markdown.
    pub docs: Vec<String>,
    /// The deprecation note, which may be empty; `None` if it isn't deprecated.
    pub deprecated: Option<String>,
    /// The type of the request: an item, or [`Type::Empty`].
    pub input: Type,
    /// The type of the response: an item, or [`Type::Empty`].
    pub output: Type,
    /// The stream of events in the request.
    pub input_events: Option<EventStream>,
    /// The stream of events in the response.
    pub output_events: Option<EventStream>,
    /// The errors of the operation and of the service.
    pub errors: ErrorSet,
    /// The HTTP method, path and status code, if they are known.
    pub http: Option<Http>,
    /// The prefix of the host name, with labels in braces.
    pub host_prefix: Option<String>,
    /// The root of the XML document of the request, if it isn't named after the input's shape or has a namespace.
    pub input_root: Option<XmlRoot>,
    /// The root of the XML document of the response, if it isn't named after the output's shape or has a namespace.
    pub output_root: Option<XmlRoot>,
    /// The checksums of the bodies of the request and the response, if the model has any.
    pub checksum: Option<Checksum>,
    /// Whether it has the trait `readonly`.
    pub readonly: bool,
    /// Whether it has the trait `idempotent`.
    pub idempotent: bool,
    /// The members that request pages; `None` if the operation isn't paginated.
    pub pagination: Option<Pagination>,
    /// The waiters, in byte order of their names.
    pub waiters: Vec<Waiter>,
    /// The examples, in model order.
    pub examples: Vec<Example>,
}

/// The root of an XML document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct XmlRoot {
    /// The name of the element.
    pub name: String,
    /// The URI of the namespace and its prefix, which may be empty; `None` if the namespace is that of the service.
    pub namespace: Option<(String, String)>,
}

impl Operation {
    /// Returns whether the request or the response has a stream of events.
    pub(crate) fn has_events(&self) -> bool {
        self.input_events.is_some() || self.output_events.is_some()
    }

    /// Returns whether a member names the algorithm of a checksum, or the response has a checksum.
    pub(crate) fn has_flexible_checksum(&self) -> bool {
        let is_flexible = |checksum: &Checksum| {
            checksum.algorithm_member.is_some() || !checksum.response_algorithms.is_empty()
        };
        self.checksum.as_ref().is_some_and(is_flexible)
    }
}

/// The checksums of the bodies of an operation's messages. Members are named as in the model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Checksum {
    /// Whether the service requires a checksum of the request.
    pub is_required: bool,
    /// The member of the input that names the algorithm of the request's checksum.
    pub algorithm_member: Option<String>,
    /// The member of the input that asks for a checksum of the response.
    pub validation_member: Option<String>,
    /// The algorithms of the response's checksum.
    pub response_algorithms: Vec<String>,
}

/// A stream of events in a message: a member that isn't a field of the message's struct.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventStream {
    /// The member in the model.
    pub origin: ShapeId,
    /// The member's name in the model.
    pub member: String,
    /// The union of events in the model.
    pub target: ShapeId,
    /// The Rust name of the union.
    pub item: String,
}

/// The errors of an operation or a service: an enum with a variant each.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ErrorSet {
    /// The Rust name, in the module of errors.
    pub name: String,
    /// The variants, in byte order of the ids of their shapes.
    pub variants: Vec<ErrorVariant>,
}

/// An error of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorVariant {
    /// The Rust name.
    pub name: String,
    /// The Rust name of the item that it holds.
    pub item: String,
}

/// The properties of an error structure.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exception {
    /// The code that the service sends for the error.
    pub code: String,
    /// The name of the shape if it isn't the code: services with more than one protocol send either.
    pub alias: Option<String>,
    /// Whether the client or the server causes it.
    pub fault: Fault,
    /// The HTTP status code.
    pub status: u16,
    /// Whether the request can be retried.
    pub retry: Retry,
}

/// Whether a request can be retried after an error, by the trait `retryable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The model doesn't say.
    Unspecified,
    /// It can.
    Retryable,
    /// It can, after a delay: the error is a throttling error.
    Throttling,
}

/// The HTTP binding of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Http {
    /// The method.
    pub method: String,
    /// The path and query, with members in braces.
    pub uri: String,
    /// The status code of success.
    pub code: u16,
}

/// The members that request pages of a list, by their names in the model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pagination {
    /// The member of the input with the token of the page.
    pub input_token: String,
    /// The member of the output with the token of the next page.
    pub output_token: String,
    /// The member of the output with the items.
    pub items: Option<String>,
    /// The member of the input that limits the number of items.
    pub page_size: Option<String>,
}

/// A waiter: it repeats an operation until a resource is in some state.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiter {
    /// The name in the model.
    pub name: String,
    /// Lines of Markdown, which may be empty.
    pub docs: Vec<String>,
    /// The minimum time between two requests, in seconds.
    pub min_delay: u32,
    /// The maximum time between two requests, in seconds.
    pub max_delay: u32,
    /// The acceptors, in the order in which they are tried.
    pub acceptors: Vec<Acceptor>,
}

/// An acceptor of a waiter: the state that it enters after responses of some kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Acceptor {
    /// The state that the waiter enters.
    pub state: WaiterState,
    /// The condition on the response.
    pub matcher: Matcher,
}

/// A condition on a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// An expression has the expected result.
    Path {
        /// The JMESPath expression.
        path: String,
        /// The value with which its result is compared.
        expected: String,
        /// The kind of comparison.
        comparator: Comparator,
        /// Whether the expression is evaluated on an object with `input` and `output` instead of on the output.
        with_input: bool,
    },
    /// The operation succeeded, or failed if `false`.
    Success(bool),
    /// The operation failed with the error of this name.
    ErrorType(String),
}

/// An example: a request and its response as JSON with the member names of the model.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Example {
    /// A line of Markdown.
    pub title: String,
    /// Lines of Markdown, which may be empty.
    pub docs: Vec<String>,
    /// The request.
    pub input: Value,
    /// Whether the request satisfies the constraints of the model.
    pub valid: bool,
    /// The response or error, if the example has one.
    pub answer: Option<Answer>,
}

/// The response of an example.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The response.
    Output(Value),
    /// An error, with its code and its body.
    Error(String, Value),
}
