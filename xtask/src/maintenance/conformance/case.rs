//! The cases that are run: what the program is asked, and what is expected of it.

use std::fmt;

use super::vector::{RejectionResponse, RequestVector, ResponseVector};
use crate::cli::Side;
use crate::maintenance::exchange::{OperationTask, Task};

/// A case on one side.
pub struct Case {
    /// The id, with a number if the case was one of several in the model.
    pub id: String,
    /// The name of the protocol, such as `restJson1`.
    pub protocol: String,
    pub kind: Kind,
    pub side: Side,
    /// The name of the service's module.
    pub service: String,
    /// The operation, as the model names it.
    pub operation: String,
    pub task: Task,
    pub expectation: Expectation,
}

/// The kinds of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A valid request.
    Request,
    /// A response with an output.
    Response,
    /// A response with an error.
    Error,
    /// A request that a server rejects.
    Malformed,
    /// An event of a stream.
    Event,
}

/// What the program's answer must be.
pub enum Expectation {
    /// This request.
    Request(Box<RequestVector>),
    /// This response.
    Response(Box<ResponseVector>),
    /// This response to a malformed request.
    Rejection(RejectionResponse),
    /// Each value that was read equals the one that the parameters are.
    EqualValues,
    /// Reading fails: with the exception of this name, or with any error.
    Failure(Option<String>),
}

impl Kind {
    /// Returns the name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Error => "error",
            Self::Malformed => "malformed request",
            Self::Event => "event",
        }
    }
}

impl Case {
    /// Returns the task for the program.
    pub fn task(&self) -> OperationTask<'_> {
        let Self { service, operation, protocol, task, .. } = self;
        OperationTask { service, operation, protocol, task }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, protocol, kind, side, .. } = self;
        write!(f, "{id} ({protocol}, {}, {})", kind.name(), side.name())
    }
}
