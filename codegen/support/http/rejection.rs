//! Requests that are refused before an operation sees them.

use std::fmt;

use ::http::{Response, StatusCode};

use super::super::service::Service;
use super::super::validation_exception::ValidationException;
use super::super::violations::Violations;
use super::super::wording::Wording;
use super::codec::{Codec, ErrorHead, PlainError};
use super::customizations::add_request_id;

/// The refusal of a request. It knows its response.
pub struct Rejection(Box<Inner>);

struct Inner {
    reason: Reason,
    /// The protocol of the response and the service; `None` if no operation can be routed to.
    origin: Option<(&'static dyn Codec, &'static Service)>,
    request_id: Option<String>,
    wording: Wording,
}

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reason {
    UnknownOperation,
    MethodNotAllowed,
    UnsupportedMediaType,
    NotAcceptable,
    Malformed(String),
    Invalid(Violations),
    /// The code and the message of the error.
    InvalidChecksum(&'static str, String),
    NotImplemented(&'static str),
    Internal(String),
}

impl Rejection {
    pub(super) fn new(
        reason: Reason,
        codec: &'static dyn Codec,
        service: &'static Service,
    ) -> Self {
        Self::from_parts(reason, Some((codec, service)))
    }

    /// Creates the refusal of a router without operations.
    pub(super) fn without_protocol() -> Self {
        Self::from_parts(Reason::UnknownOperation, None)
    }

    fn from_parts(
        reason: Reason,
        origin: Option<(&'static dyn Codec, &'static Service)>,
    ) -> Self {
        let (request_id, wording) = (None, Wording::Smithy);
        Self(Box::new(Inner { reason, origin, request_id, wording }))
    }

    pub(super) fn with_request_id(mut self, id: &str) -> Self {
        self.0.request_id = Some(id.to_owned());
        self
    }

    /// Sets the words in which the response tells violations.
    #[must_use]
    pub fn with_wording(mut self, wording: Wording) -> Self {
        self.0.wording = wording;
        self
    }

    /// Returns the HTTP status code.
    pub fn status(&self) -> StatusCode {
        match &self.0.reason {
            Reason::UnknownOperation => StatusCode::NOT_FOUND,
            Reason::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Reason::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Reason::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Reason::Malformed(_) | Reason::Invalid(_) | Reason::InvalidChecksum(..) => StatusCode::BAD_REQUEST,
            Reason::NotImplemented(_) => StatusCode::NOT_IMPLEMENTED,
            Reason::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Returns the code of the error, such as `SerializationException`.
    pub fn code(&self) -> &'static str {
        match &self.0.reason {
            Reason::UnknownOperation => "UnknownOperationException",
            Reason::MethodNotAllowed => "MethodNotAllowedException",
            Reason::UnsupportedMediaType => "UnsupportedMediaTypeException",
            Reason::NotAcceptable => "NotAcceptableException",
            Reason::Malformed(_) => "SerializationException",
            Reason::Invalid(_) => ValidationException::CODE,
            Reason::InvalidChecksum(code, _) => code,
            Reason::NotImplemented(_) => "NotImplementedException",
            Reason::Internal(_) => "InternalFailureException",
        }
    }

    /// Returns the violations, if the request is well-formed and its values are invalid.
    pub fn violations(&self) -> Option<&Violations> {
        if let Reason::Invalid(violations) = &self.0.reason { Some(violations) } else { None }
    }

    /// Returns the response.
    pub fn response(&self) -> Response<Vec<u8>> {
        let Some((codec, service)) = self.0.origin else {
            let mut response = Response::new(Vec::new());
            *response.status_mut() = self.status();
            return response;
        };
        let head = ErrorHead {
            service,
            code: self.code(),
            query_code: self.code(),
            status: self.status(),
            is_client_fault: self.status().is_client_error(),
            is_modeled: false,
            request_id: self.0.request_id.as_deref().unwrap_or_default(),
        };
        let message = self.to_string();
        let violations = self.violations().map(Violations::exception);
        let violations = violations.map(|it| it.with_wording(self.0.wording));
        let error = PlainError { message: Some(&message), violations };
        let mut response = codec.write_plain_error(&head, &error);
        if let Some(id) = self.0.request_id.as_deref() {
            add_request_id(service, response.headers_mut(), id);
        }
        response
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.reason {
            Reason::UnknownOperation => f.write_str("no operation has this target"),
            Reason::MethodNotAllowed => f.write_str("no operation at this path has this method"),
            Reason::UnsupportedMediaType => {
                f.write_str("the operation doesn't take a body of this media type")
            }
            Reason::NotAcceptable => {
                f.write_str("the client doesn't take the media type of the response")
            }
            Reason::Malformed(message)
            | Reason::InvalidChecksum(_, message)
            | Reason::Internal(message) => f.write_str(message),
            Reason::Invalid(violations) => violations.message(self.0.wording).fmt(f),
            Reason::NotImplemented(name) => write!(f, "{name} is not implemented"),
        }
    }
}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rejection = f.debug_struct("Rejection");
        rejection.field("code", &self.code()).field("message", &self.to_string()).finish()
    }
}

impl std::error::Error for Rejection {}
