//! Operation traits with structured values: pagination, waiters, examples and errors.

use serde_json::Value;

use crate::{Operation, Service, Traits};

/// The trait `paginated`, which describes how to request the pages of a long result.
///
/// All values are member names, or paths of member names separated by dots.
/// ([Smithy: pagination](https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paginated<'a> {
    /// The input member for the token of the page.
    pub input_token: &'a str,
    /// The output member with the token of the next page.
    pub output_token: &'a str,
    /// The output member with the items.
    pub items: Option<&'a str>,
    /// The input member that limits the number of items in a page.
    pub page_size: Option<&'a str>,
}

/// A waiter of the trait `waitable`, which repeats an operation until a resource is in a certain state.
/// ([Smithy: waiters](https://smithy.io/2.0/additional-specs/waiters.html))
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiter<'a> {
    /// The waiter's name, such as `FunctionActive`.
    pub name: &'a str,
    /// The documentation.
    pub documentation: Option<&'a str>,
    /// The minimum delay between two requests, in seconds.
    pub min_delay: u32,
    /// The maximum delay between two requests, in seconds.
    pub max_delay: u32,
    /// The acceptors, in the order in which they are tried.
    pub acceptors: Vec<Acceptor<'a>>,
}

/// An acceptor of a waiter, which maps a matching response to a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Acceptor<'a> {
    /// The state of the waiter if the matcher matches.
    pub state: WaiterState,
    /// The condition on the response.
    pub matcher: Matcher<'a>,
}

/// The state of a waiter after a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterState {
    /// The resource is in the desired state.
    Success,
    /// The resource can't reach the desired state.
    Failure,
    /// The operation is repeated.
    Retry,
}

/// The condition of an acceptor on a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matcher<'a> {
    /// The result of a JMESPath expression has an expected value.
    Path {
        /// The expression.
        path: &'a str,
        /// The expected value as text.
        expected: &'a str,
        /// How the result is compared with the expected value.
        comparator: Comparator,
        /// Whether the expression is evaluated over `{input, output}` instead of the output.
        with_input: bool,
    },
    /// The operation succeeded (`true`) or failed (`false`).
    Success(bool),
    /// The operation failed with the error of this name.
    ErrorType(&'a str),
}

/// The comparison of a JMESPath result with an expected value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// The result is a string that equals the expected value.
    StringEquals,
    /// The result is a boolean that equals the expected value.
    BooleanEquals,
    /// The result is a non-empty list of strings that all equal the expected value.
    AllStringEquals,
    /// The result is a list of strings of which at least one equals the expected value.
    AnyStringEquals,
}

/// An example of the trait `examples`.
/// ([Smithy: examples](https://smithy.io/2.0/spec/documentation-traits.html#examples-trait))
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Example<'a> {
    /// The title.
    pub title: &'a str,
    /// The documentation.
    pub documentation: Option<&'a str>,
    /// The input as JSON; `None` stands for an empty input.
    pub input: Option<&'a Value>,
    /// The output as JSON.
    pub output: Option<&'a Value>,
    /// The id of an error structure and its content as JSON.
    pub error: Option<(&'a str, Option<&'a Value>)>,
}

/// The trait `retryable` of an error.
/// ([Smithy: retryable](https://smithy.io/2.0/spec/behavior-traits.html#retryable-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retryable {
    /// Whether the error means that there were too many requests.
    pub throttling: bool,
}

/// The trait `awsQueryError`, which has the code and status of an error in the query protocol.
/// ([Smithy: awsQueryError](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsqueryerror-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QueryError<'a> {
    /// The code of the error on the wire.
    pub code: &'a str,
    /// The HTTP status code.
    pub status: Option<u16>,
}

impl Operation {
    /// Returns the pagination of the operation. Values that the operation doesn't have are taken from its service.
    pub fn paginated<'a>(&'a self, service: &'a Service) -> Option<Paginated<'a>> {
        const ID: &str = "smithy.api#paginated";
        let own = self.traits.get(ID)?;
        let inherited = service.traits.get(ID);
        let value_of = |key| {
            let inherited = || inherited?.get(key)?.as_str();
            own.get(key).and_then(Value::as_str).or_else(inherited)
        };
        Some(Paginated {
            input_token: value_of("inputToken")?,
            output_token: value_of("outputToken")?,
            items: value_of("items"),
            page_size: value_of("pageSize"),
        })
    }
}

impl Traits {
    /// Returns the waiters of an operation, sorted by name. Malformed waiters are omitted.
    pub fn waiters(&self) -> Vec<Waiter<'_>> {
        let waiters = self.get("smithy.waiters#waitable").and_then(Value::as_object);
        let waiters = waiters.into_iter().flatten();
        let waiters = waiters.filter_map(|(name, waiter)| Waiter::parse(name, waiter).ok());
        let mut waiters: Vec<Waiter<'_>> = waiters.collect();
        waiters.sort_by_key(|waiter| waiter.name);
        waiters
    }

    /// Returns the examples of an operation in model order.
    pub fn examples(&self) -> impl Iterator<Item = Example<'_>> {
        let examples = self.get("smithy.api#examples").and_then(Value::as_array);
        examples.into_iter().flatten().filter_map(Example::parse)
    }

    /// Returns whether and how a request that failed with this error can be retried; `None` if it can't.
    pub fn retryable(&self) -> Option<Retryable> {
        let value = self.get("smithy.api#retryable")?;
        let throttling = value.get("throttling").and_then(Value::as_bool).unwrap_or(false);
        Some(Retryable { throttling })
    }

    /// Returns the code and status of the error in the query protocol.
    pub fn query_error(&self) -> Option<QueryError<'_>> {
        let value = self.get("aws.protocols#awsQueryError")?;
        let status = value.get("httpResponseCode").and_then(Value::as_u64);
        Some(QueryError {
            code: value.get("code")?.as_str()?,
            status: status.and_then(|status| status.try_into().ok()),
        })
    }
}

impl<'a> Example<'a> {
    fn parse(example: &'a Value) -> Option<Self> {
        let error = example.get("error");
        let error =
            error.and_then(|error| Some((error.get("shapeId")?.as_str()?, error.get("content"))));
        Some(Self {
            title: example.get("title")?.as_str()?,
            documentation: example.get("documentation").and_then(Value::as_str),
            input: example.get("input"),
            output: example.get("output").filter(|_| error.is_none()),
            error,
        })
    }
}

/// The error of a malformed waiter.
pub(crate) struct WaiterError {
    /// The steps from the value of the waiter to the location of the error.
    pub(crate) path: Vec<String>,
    pub(crate) message: String,
}

impl WaiterError {
    fn new(path: impl IntoIterator<Item = String>, message: impl Into<String>) -> Self {
        Self { path: path.into_iter().collect(), message: message.into() }
    }
}

impl<'a> Waiter<'a> {
    /// Parses a waiter of the trait `waitable`. The default delays are 2 and 120 seconds.
    pub(crate) fn parse(name: &'a str, waiter: &'a Value) -> Result<Self, WaiterError> {
        let delay = |key: &str, default: u32| match waiter.get(key) {
            None => Ok(default),
            Some(value) => {
                value.as_u64().and_then(|seconds| seconds.try_into().ok()).ok_or_else(|| {
                    WaiterError::new([key.to_owned()], "expected a whole number of seconds")
                })
            }
        };
        let acceptors = waiter.get("acceptors").and_then(Value::as_array);
        let acceptors = acceptors
            .ok_or_else(|| WaiterError::new([], "the waiter has no array of `acceptors`"))?;
        let parse_acceptor = |(index, acceptor): (usize, &'a Value)| {
            Acceptor::parse(acceptor).map_err(|mut err| {
                err.path.splice(0..0, ["acceptors".to_owned(), index.to_string()]);
                err
            })
        };
        Ok(Self {
            name,
            documentation: waiter.get("documentation").and_then(Value::as_str),
            min_delay: delay("minDelay", 2)?,
            max_delay: delay("maxDelay", 120)?,
            acceptors: acceptors
                .iter()
                .enumerate()
                .map(parse_acceptor)
                .collect::<Result<_, _>>()?,
        })
    }
}

impl<'a> Acceptor<'a> {
    fn parse(acceptor: &'a Value) -> Result<Self, WaiterError> {
        let state = match acceptor.get("state").and_then(Value::as_str) {
            Some("success") => WaiterState::Success,
            Some("failure") => WaiterState::Failure,
            Some("retry") => WaiterState::Retry,
            _ => {
                let message = "expected one of the states `success`, `failure`, `retry`";
                return Err(WaiterError::new(["state".to_owned()], message));
            }
        };
        let matcher = acceptor.get("matcher").and_then(Value::as_object);
        let matcher = matcher.and_then(|matcher| matcher.iter().find_map(Matcher::parse));
        let matcher = matcher.ok_or_else(|| {
            let message =
                "expected one of the matchers `output`, `inputOutput`, `success`, `errorType`";
            WaiterError::new(["matcher".to_owned()], message)
        })?;
        Ok(Self { state, matcher })
    }
}

impl<'a> Matcher<'a> {
    fn parse((kind, value): (&String, &'a Value)) -> Option<Self> {
        match kind.as_str() {
            "output" | "inputOutput" => Some(Self::Path {
                path: value.get("path")?.as_str()?,
                expected: value.get("expected")?.as_str()?,
                comparator: Comparator::parse(value.get("comparator")?.as_str()?)?,
                with_input: kind == "inputOutput",
            }),
            "success" => value.as_bool().map(Self::Success),
            "errorType" => value.as_str().map(Self::ErrorType),
            _ => None,
        }
    }
}

impl Comparator {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "stringEquals" => Some(Self::StringEquals),
            "booleanEquals" => Some(Self::BooleanEquals),
            "allStringEquals" => Some(Self::AllStringEquals),
            "anyStringEquals" => Some(Self::AnyStringEquals),
            _ => None,
        }
    }
}
