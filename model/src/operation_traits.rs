//! The traits of operations that have a structure of their own: pagination, waiters, examples, retries.

use serde_json::Value;

use crate::{Operation, Service, Traits};

/// The trait `paginated`: how the pages of a long answer are asked for. All are member names, or paths of
/// them with dots between.
/// ([Smithy: pagination](https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paginated<'a> {
    /// The member of the input that takes the token of the page.
    pub input_token: &'a str,
    /// The member of the output that has the token of the next page.
    pub output_token: &'a str,
    /// The member of the output that holds the items.
    pub items: Option<&'a str>,
    /// The member of the input that limits the number of items in a page.
    pub page_size: Option<&'a str>,
}

/// One of the trait `waitable`: asking an operation again until a resource is in some state.
/// ([Smithy: waiters](https://smithy.io/2.0/additional-specs/waiters.html))
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiter<'a> {
    /// The waiter's name, such as `FunctionActive`.
    pub name: &'a str,
    /// What is waited for.
    pub documentation: Option<&'a str>,
    /// The least time between two requests, in seconds.
    pub min_delay: u32,
    /// The greatest time between two requests, in seconds.
    pub max_delay: u32,
    /// What ends or prolongs the waiting, in the order in which it is looked at.
    pub acceptors: Vec<Acceptor<'a>>,
}

/// What an answer means for a waiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acceptor<'a> {
    /// Where it leads.
    pub state: WaiterState,
    /// What the answer is like.
    pub matcher: Matcher<'a>,
}

/// Where an acceptor leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterState {
    /// What was waited for has happened.
    Success,
    /// It won't happen any more.
    Failure,
    /// It is asked again.
    Retry,
}

/// What an answer has to be like for an acceptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matcher<'a> {
    /// A JMESPath expression, over the output alone or over `{input, output}`, gives what is expected.
    Path {
        /// The expression.
        path: &'a str,
        /// The text that its result is compared with.
        expected: &'a str,
        /// How it is compared.
        comparator: Comparator,
        /// Whether the expression is over the input, too.
        with_input: bool,
    },
    /// The operation succeeded, or it failed.
    Success(bool),
    /// It failed with the error of this name.
    ErrorType(&'a str),
}

/// How the result of an expression is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// One of the trait `examples`.
/// ([Smithy: examples](https://smithy.io/2.0/spec/documentation-traits.html#examples-trait))
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Example<'a> {
    /// A short title.
    pub title: &'a str,
    /// What it shows.
    pub documentation: Option<&'a str>,
    /// The input in JSON; nothing is an empty one.
    pub input: Option<&'a Value>,
    /// The output in JSON.
    pub output: Option<&'a Value>,
    /// The id of an error structure and its content in JSON.
    pub error: Option<(&'a str, Option<&'a Value>)>,
}

/// The trait `retryable` of an error.
/// ([Smithy: retryable](https://smithy.io/2.0/spec/behavior-traits.html#retryable-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retryable {
    /// Whether there were too many requests.
    pub throttling: bool,
}

/// The trait `awsQueryError`: an error's code and status under the query protocol.
/// ([Smithy: awsQueryError](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsqueryerror-trait))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryError<'a> {
    /// What the service sends as the error's code.
    pub code: &'a str,
    /// The HTTP status code.
    pub status: Option<u16>,
}

impl Operation {
    /// How the pages of a long answer are asked for. What the operation doesn't say, its service may.
    pub fn paginated<'a>(&'a self, service: &'a Service) -> Option<Paginated<'a>> {
        const ID: &str = "smithy.api#paginated";
        let own = self.traits.get(ID)?;
        let common = service.traits.get(ID);
        let part = |key| {
            let common = || common?.get(key)?.as_str();
            own.get(key).and_then(Value::as_str).or_else(common)
        };
        Some(Paginated {
            input_token: part("inputToken")?,
            output_token: part("outputToken")?,
            items: part("items"),
            page_size: part("pageSize"),
        })
    }
}

impl Traits {
    /// The waiters of an operation, by their names; those that aren't well formed are left out.
    pub fn waiters(&self) -> Vec<Waiter<'_>> {
        let waiters = self.get("smithy.waiters#waitable").and_then(Value::as_object);
        let waiters = waiters.into_iter().flatten();
        let waiters = waiters.filter_map(|(name, waiter)| Waiter::of(name, waiter).ok());
        let mut waiters: Vec<Waiter<'_>> = waiters.collect();
        waiters.sort_by_key(|waiter| waiter.name);
        waiters
    }

    /// The examples of an operation, in model order.
    pub fn examples(&self) -> impl Iterator<Item = Example<'_>> {
        let examples = self.get("smithy.api#examples").and_then(Value::as_array);
        examples.into_iter().flatten().filter_map(Example::of)
    }

    /// Whether it makes sense to send a request again that had this error.
    pub fn retryable(&self) -> Option<Retryable> {
        let value = self.get("smithy.api#retryable")?;
        let throttling = value.get("throttling").and_then(Value::as_bool).unwrap_or(false);
        Some(Retryable { throttling })
    }

    /// What the error is called under the query protocol.
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
    fn of(example: &'a Value) -> Option<Self> {
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

/// What is wrong with a waiter: the steps from its value to the place, and what is expected there.
pub(crate) struct WrongWaiter {
    pub(crate) below: Vec<String>,
    pub(crate) message: String,
}

fn wrong(below: impl IntoIterator<Item = String>, message: impl Into<String>) -> WrongWaiter {
    WrongWaiter { below: below.into_iter().collect(), message: message.into() }
}

impl<'a> Waiter<'a> {
    /// A waiter of the trait's value. Delays are 2 and 120 seconds where the model says nothing.
    pub(crate) fn of(name: &'a str, waiter: &'a Value) -> Result<Self, WrongWaiter> {
        let delay = |key: &str, default: u32| match waiter.get(key) {
            None => Ok(default),
            Some(value) => value
                .as_u64()
                .and_then(|seconds| seconds.try_into().ok())
                .ok_or_else(|| wrong([key.to_owned()], "a delay must be a number of seconds")),
        };
        let acceptors = waiter.get("acceptors").and_then(Value::as_array);
        let acceptors = acceptors.ok_or_else(|| wrong([], "a waiter must have `acceptors`"))?;
        let acceptor = |(index, acceptor): (usize, &'a Value)| {
            Acceptor::of(acceptor).map_err(|mut wrong| {
                wrong.below.splice(0..0, ["acceptors".to_owned(), index.to_string()]);
                wrong
            })
        };
        Ok(Self {
            name,
            documentation: waiter.get("documentation").and_then(Value::as_str),
            min_delay: delay("minDelay", 2)?,
            max_delay: delay("maxDelay", 120)?,
            acceptors: acceptors.iter().enumerate().map(acceptor).collect::<Result<_, _>>()?,
        })
    }
}

impl<'a> Acceptor<'a> {
    fn of(acceptor: &'a Value) -> Result<Self, WrongWaiter> {
        let state = match acceptor.get("state").and_then(Value::as_str) {
            Some("success") => WaiterState::Success,
            Some("failure") => WaiterState::Failure,
            Some("retry") => WaiterState::Retry,
            _ => {
                let expected = "the state must be `success`, `failure` or `retry`";
                return Err(wrong(["state".to_owned()], expected));
            }
        };
        let matcher = acceptor.get("matcher").and_then(Value::as_object);
        let known = matcher.and_then(|matcher| matcher.iter().find_map(Matcher::of));
        let matcher = known.ok_or_else(|| {
            let expected = "the matcher must be `output`, `inputOutput`, `success` or `errorType`";
            wrong(["matcher".to_owned()], expected)
        })?;
        Ok(Self { state, matcher })
    }
}

impl<'a> Matcher<'a> {
    fn of((kind, value): (&String, &'a Value)) -> Option<Self> {
        match kind.as_str() {
            "output" | "inputOutput" => Some(Self::Path {
                path: value.get("path")?.as_str()?,
                expected: value.get("expected")?.as_str()?,
                comparator: Comparator::of(value.get("comparator")?.as_str()?)?,
                with_input: kind == "inputOutput",
            }),
            "success" => value.as_bool().map(Self::Success),
            "errorType" => value.as_str().map(Self::ErrorType),
            _ => None,
        }
    }
}

impl Comparator {
    fn of(name: &str) -> Option<Self> {
        match name {
            "stringEquals" => Some(Self::StringEquals),
            "booleanEquals" => Some(Self::BooleanEquals),
            "allStringEquals" => Some(Self::AllStringEquals),
            "anyStringEquals" => Some(Self::AnyStringEquals),
            _ => None,
        }
    }
}
