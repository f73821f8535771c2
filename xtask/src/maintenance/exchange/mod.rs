//! HTTP exchanges with generated types: a program of generated crates runs tasks, and its answers are compared with messages and
//! values of other origins.

mod cbor;
mod comparison;
mod message;
mod program;
mod task;
mod xml;

pub use cbor::to_json as cbor_to_json;
pub use comparison::{
    Mismatch, are_equal, compare_bodies, compare_values, decode_body, describe_answer,
};
pub use message::{Bytes, Headers, Request, Response, find_header};
pub use program::{Program, SUPPORT, ServiceEntry};
pub use task::{Answer, Endpoint, OperationTask, Reading, TOKEN, Task};
pub use xml::{are_equal as are_equal_documents, simplify_number};

#[cfg(test)]
pub use task::ReadValue;
