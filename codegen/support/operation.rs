//! Operations as types, for code that is generic over operations.

use std::fmt;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use super::Validate;
use super::error_set::ErrorSet;
use super::service::Service;
use super::value::Value;

/// An input or output of an operation.
pub trait Structure:
    Value
    + Serialize
    + DeserializeOwned
    + Validate
    + Clone
    + fmt::Debug
    + PartialEq
    + Send
    + Sync
    + 'static
{
}

impl<T> Structure for T where
    T: Value
        + Serialize
        + DeserializeOwned
        + Validate
        + Clone
        + fmt::Debug
        + PartialEq
        + Send
        + Sync
        + 'static
{
}

/// An operation of a service, as a zero-sized type.
/// ([Smithy: operation](https://smithy.io/2.0/spec/service-types.html#operation))
///
/// Items that are added to this trait in later versions have defaults.
pub trait Operation: Send + Sync + 'static {
    /// The request.
    type Input: Structure;
    /// The response.
    type Output: Structure;
    /// The errors.
    type Error: ErrorSet;
    /// The name in the model.
    const NAME: &'static str;
    /// The service.
    const SERVICE: &'static Service = &Service::new("", "", "", &[]);
    /// The HTTP binding; `None` if the service's protocol has none.
    const HTTP: Option<Http> = None;
    /// What the host's name starts with, with labels in braces; `None` if the model has no prefix for the operation.
    /// ([Smithy: endpoint](https://smithy.io/2.0/spec/endpoint-traits.html#endpoint-trait))
    const HOST_PREFIX: Option<&'static str> = None;
    /// The root of the XML document of the request; `None` if it has the name of the input's shape and no namespace of its own, or
    /// if there is no such document.
    const INPUT_ROOT: Option<XmlRoot> = None;
    /// The root of the XML document of the response; `None` if it has the name of the output's shape and no namespace of its own,
    /// or if there is no such document.
    const OUTPUT_ROOT: Option<XmlRoot> = None;
    /// The checksums of the bodies of the request and the response; `None` if the model has none.
    const CHECKSUM: Option<Checksum> = None;
    /// Whether the model says that the operation is deprecated. A router prefers another operation with the same method and URI.
    const DEPRECATED: bool = false;
    /// Whether the model says that the operation changes nothing.
    const READONLY: bool = false;
    /// Whether the model says that repeating the operation has no further effect.
    const IDEMPOTENT: bool = false;
    /// The pagination; `None` if the operation has none.
    const PAGINATION: Option<Pagination> = None;
    /// The waiters; empty if the model has none.
    const WAITERS: &'static [Waiter] = &[];
    /// The stream of events in the request; `None` if there is none. Then, [`HasInputEvents`](super::HasInputEvents) has their type.
    const INPUT_EVENTS: Option<EventStream> = None;
    /// The stream of events in the response; `None` if there is none. Then, [`HasOutputEvents`](super::HasOutputEvents) has their
    /// type.
    const OUTPUT_EVENTS: Option<EventStream> = None;
}

/// A stream of events: a member of an input or output that isn't a field of its struct.
/// ([Smithy: event streams](https://smithy.io/2.0/spec/streaming.html#event-streams))
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct EventStream {
    /// The member in the model.
    pub member: &'static str,
    /// The union of events in the model.
    pub union: &'static str,
}

impl EventStream {
    /// Creates a stream by the names of its member and its union.
    pub const fn new(member: &'static str, union: &'static str) -> Self {
        Self { member, union }
    }
}

/// The HTTP binding of an operation.
/// ([Smithy: http](https://smithy.io/2.0/spec/http-bindings.html#http-trait))
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Http {
    /// The method, such as `GET`.
    pub method: &'static str,
    /// The path and query with labels in braces, such as `/2015-03-31/functions/{FunctionName}`.
    pub uri: &'static str,
    /// The status code of success.
    pub code: u16,
}

/// The root of an XML document.
/// ([Smithy: xmlName](https://smithy.io/2.0/spec/protocol-traits.html#xmlname-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct XmlRoot {
    /// The name of the element.
    pub name: &'static str,
    /// The URI of its namespace and the prefix, which is empty if there is none; `None` if the namespace is the service's.
    pub namespace: Option<(&'static str, &'static str)>,
}

/// The checksums of the bodies of an operation's messages. Members are named as in the model.
/// ([Smithy: httpChecksumRequired](https://smithy.io/2.0/spec/http-bindings.html#httpchecksumrequired-trait),
/// [AWS: httpChecksum](https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait))
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Checksum {
    /// Whether the service requires a checksum of the request.
    pub is_required: bool,
    /// The member of the input that names the algorithm of the request's checksum. Without it, the checksum is an MD5.
    pub algorithm_member: Option<&'static str>,
    /// The member of the input that asks for a checksum of the response.
    pub validation_member: Option<&'static str>,
    /// The algorithms of the response's checksum.
    pub response_algorithms: &'static [&'static str],
}

/// The pagination of an operation. All parts are names of members in the model, or paths of names separated by dots.
/// ([Smithy: pagination](https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait))
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pagination {
    /// The member of the input for the token of the page.
    pub input_token: &'static str,
    /// The member of the output with the token of the next page.
    pub output_token: &'static str,
    /// The member of the output with the items.
    pub items: Option<&'static str>,
    /// The member of the input that limits the number of items in a page.
    pub page_size: Option<&'static str>,
}

/// A waiter, which repeats an operation until a resource is in a given state.
/// ([Smithy: waiters](https://smithy.io/2.0/additional-specs/waiters.html))
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Waiter {
    /// The name, such as `FunctionActive`.
    pub name: &'static str,
    /// The least delay between two requests, in seconds.
    pub min_delay: u32,
    /// The greatest delay between two requests, in seconds.
    pub max_delay: u32,
    /// The acceptors, in the order in which they are matched. If none matches, an error is a failure and a response means
    /// that the operation is repeated.
    pub acceptors: &'static [Acceptor],
}

/// The state of a waiter after a matching response or error.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Acceptor {
    /// The state that follows.
    pub state: WaiterState,
    /// What the response or error must match.
    pub matcher: Matcher,
}

/// The state of a waiter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WaiterState {
    /// The resource is in the state that was waited for.
    Success,
    /// The resource can't get into that state any more.
    Failure,
    /// The operation is repeated.
    Retry,
}

/// The condition of an acceptor.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Matcher {
    /// The result of a JMESPath expression over the output is as expected.
    Output {
        /// The expression, in the model's member names.
        path: &'static str,
        /// The expected result.
        expected: &'static str,
        /// How the result is compared.
        comparator: Comparator,
    },
    /// The result of a JMESPath expression over an object of `input` and `output` is as expected.
    InputOutput {
        /// The expression, in the model's member names.
        path: &'static str,
        /// The expected result.
        expected: &'static str,
        /// How the result is compared.
        comparator: Comparator,
    },
    /// The operation succeeded (`true`) or failed (`false`).
    Success(bool),
    /// The operation failed with the error of this name.
    ErrorType(&'static str),
}

/// How the result of an expression is compared with the expected one.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Comparator {
    /// The text equals it.
    StringEquals,
    /// The boolean equals it.
    BooleanEquals,
    /// All texts of a list, which isn't empty, equal it.
    AllStringEquals,
    /// At least one text of a list equals it.
    AnyStringEquals,
}

impl Http {
    /// Creates a binding.
    pub const fn new(method: &'static str, uri: &'static str, code: u16) -> Self {
        Self { method, uri, code }
    }
}

impl XmlRoot {
    /// Creates a root in the namespace of the service.
    pub const fn new(name: &'static str) -> Self {
        Self { name, namespace: None }
    }

    /// Returns the root in this namespace.
    #[must_use]
    pub const fn with_namespace(self, uri: &'static str, prefix: &'static str) -> Self {
        Self { namespace: Some((uri, prefix)), ..self }
    }
}

impl Checksum {
    /// Creates checksums by what the model says of them.
    pub const fn new(
        is_required: bool,
        algorithm_member: Option<&'static str>,
        validation_member: Option<&'static str>,
        response_algorithms: &'static [&'static str],
    ) -> Self {
        Self { is_required, algorithm_member, validation_member, response_algorithms }
    }
}

impl Pagination {
    /// Creates a pagination by these members.
    pub const fn new(
        input_token: &'static str,
        output_token: &'static str,
        items: Option<&'static str>,
        page_size: Option<&'static str>,
    ) -> Self {
        Self { input_token, output_token, items, page_size }
    }
}

impl Waiter {
    /// Creates a waiter; delays are in seconds.
    pub const fn new(
        name: &'static str,
        min_delay: u32,
        max_delay: u32,
        acceptors: &'static [Acceptor],
    ) -> Self {
        Self { name, min_delay, max_delay, acceptors }
    }
}

impl Acceptor {
    /// Creates an acceptor.
    pub const fn new(state: WaiterState, matcher: Matcher) -> Self {
        Self { state, matcher }
    }
}
