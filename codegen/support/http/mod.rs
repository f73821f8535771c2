//! HTTP messages of operations: requests from inputs and inputs from requests, responses from outputs and errors, and the
//! reverse. Nothing here opens a connection, signs, or needs a runtime; the messages are those of the
//! [crate `http`](::http).
//!
//! A client creates requests with [`Endpoint::request`] and reads responses with [`response`]. A server finds the operation of a
//! request with a [`Router`], and gives its input to the handler of the operation with [`Router::dispatch`]. With a [`Call`], it
//! reads the input and writes the response itself.

mod checksums;
mod client;
mod codec;
mod codecs;
mod content_type;
mod customizations;
mod dispatch;
mod endpoint;
mod error_code;
mod form;
mod head;
mod header;
mod json;
mod malformed;
mod percent;
mod query;
mod rejection;
mod request_error;
mod router;
mod routes;
mod server;
mod strict_json;
mod target;
mod text;
mod token;
mod uri;

pub use client::{request_id, response};
pub use codec::Protocol;
pub use dispatch::Dispatch;
pub use endpoint::{Endpoint, InvalidEndpoint, request};
pub use malformed::{MalformedResponse, ResponseError};
pub use rejection::Rejection;
pub use request_error::RequestError;
pub use router::Router;
pub use server::{Call, Reading};
