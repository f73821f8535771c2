//! Operations as types: what belongs to a call, for code that is generic over calls.

use std::fmt;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use super::Validate;
use super::error_set::ErrorSet;
use super::value::Value;

/// What inputs and outputs of operations have in common.
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

/// One call of a service; a type of no size stands for it.
/// ([Smithy: operation](https://smithy.io/2.0/spec/service-types.html#operation))
///
/// What is added to this trait will have a default.
pub trait Operation: Send + Sync + 'static {
    /// The request.
    type Input: Structure;
    /// The response.
    type Output: Structure;
    /// What is answered instead of the response.
    type Error: ErrorSet;
    /// The name in the model.
    const NAME: &'static str;
    /// How it travels over HTTP, where that is known.
    const HTTP: Option<Http> = None;
    /// Whether it changes nothing, as far as the model says.
    const READONLY: bool = false;
    /// Whether it may be repeated without further effect, as far as the model says.
    const IDEMPOTENT: bool = false;
    /// How the pages of a long answer are asked for.
    const PAGINATION: Option<Pagination> = None;
    /// What can be waited for by asking again and again.
    const WAITERS: &'static [Waiter] = &[];
}

/// How an operation travels over HTTP.
/// ([Smithy: http](https://smithy.io/2.0/spec/http-bindings.html#http-trait))
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Http {
    /// The method, such as `GET`.
    pub method: &'static str,
    /// The path and query with members in braces, such as `/2015-03-31/functions/{FunctionName}`.
    pub uri: &'static str,
    /// The status code of success.
    pub code: u16,
}

/// How the pages of a long answer are asked for. All are names of members in the model, or paths of them with
/// dots between.
/// ([Smithy: pagination](https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait))
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pagination {
    /// The member of the input that takes the token of the page.
    pub input_token: &'static str,
    /// The member of the output that has the token of the next page.
    pub output_token: &'static str,
    /// The member of the output that holds the items.
    pub items: Option<&'static str>,
    /// The member of the input that limits the number of items in a page.
    pub page_size: Option<&'static str>,
}

/// Asking an operation again until a resource is in some state.
/// ([Smithy: waiters](https://smithy.io/2.0/additional-specs/waiters.html))
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Waiter {
    /// The name, such as `FunctionActive`.
    pub name: &'static str,
    /// The least time between two requests, in seconds.
    pub min_delay: u32,
    /// The greatest time between two requests, in seconds.
    pub max_delay: u32,
    /// What ends or prolongs the waiting, in the order in which it is looked at. An error that none of them
    /// matches is a failure, any other answer means asking again.
    pub acceptors: &'static [Acceptor],
}

/// What an answer means for a waiter.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Acceptor {
    /// Where it leads.
    pub state: WaiterState,
    /// What the answer is like.
    pub matcher: Matcher,
}

/// Where an answer leads a waiter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WaiterState {
    /// What was waited for has happened.
    Success,
    /// It won't happen any more.
    Failure,
    /// It is asked again.
    Retry,
}

/// What an answer has to be like for an acceptor.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Matcher {
    /// A JMESPath expression over the output gives what is expected.
    Output {
        /// The expression, in the model's member names.
        path: &'static str,
        /// What its result is compared with.
        expected: &'static str,
        /// How it is compared.
        comparator: Comparator,
    },
    /// A JMESPath expression over an object of `input` and `output` gives what is expected.
    InputOutput {
        /// The expression, in the model's member names.
        path: &'static str,
        /// What its result is compared with.
        expected: &'static str,
        /// How it is compared.
        comparator: Comparator,
    },
    /// The operation succeeded, or it failed.
    Success(bool),
    /// It failed with the error of this name.
    ErrorType(&'static str),
}

/// How the result of an expression is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Comparator {
    /// The text is equal.
    StringEquals,
    /// The boolean is equal.
    BooleanEquals,
    /// All texts of a list, one at least, are equal.
    AllStringEquals,
    /// Any text of a list is equal.
    AnyStringEquals,
}

impl Http {
    /// The binding of these parts.
    pub const fn new(method: &'static str, uri: &'static str, code: u16) -> Self {
        Self { method, uri, code }
    }
}

impl Pagination {
    /// Pagination by these members.
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
    /// A waiter of these parts, delays in seconds.
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
    /// An acceptor of these parts.
    pub const fn new(state: WaiterState, matcher: Matcher) -> Self {
        Self { state, matcher }
    }
}
