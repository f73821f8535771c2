//! Responses that aren't what the model says.

use std::fmt;

use ::http::StatusCode;

/// The number of bytes that are kept at the start and at the end of the message of an error.
const SHOWN: usize = 400;

/// Returns the message of a reader's error, shortened in the middle, because it may quote a value of any length. Its end tells
/// where in the body the value is.
pub(super) fn shorten_message(message: String) -> String {
    if message.len() <= 2 * SHOWN {
        return message;
    }
    let is_end = |index: &usize| message.is_char_boundary(*index);
    let start = (0..=SHOWN).rev().find(is_end).and_then(|end| message.get(..end));
    let end = (message.len() - SHOWN..message.len()).find(is_end).and_then(|it| message.get(it..));
    format!("{}…{}", start.unwrap_or_default(), end.unwrap_or_default())
}

/// A response that isn't a message of the service, such as the HTML page of a proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedResponse {
    pub(super) status: StatusCode,
    pub(super) reason: String,
    pub(super) body: Vec<u8>,
}

impl MalformedResponse {
    /// Returns the status code.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns why it can't be read.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Returns the body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Display for MalformedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "malformed response with status {}: {}", self.status.as_u16(), self.reason)
    }
}

impl std::error::Error for MalformedResponse {}

/// Why a response has no output: the service returned an error, or the response is malformed.
#[derive(Clone, Debug, PartialEq)]
pub enum ResponseError<E> {
    /// The error of the service.
    Service(E),
    /// The response isn't a message of the service.
    Malformed(MalformedResponse),
}

impl<E: fmt::Display> fmt::Display for ResponseError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Malformed(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error> std::error::Error for ResponseError<E> {}
