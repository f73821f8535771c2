//! Reading requests and writing responses.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;
use std::sync::LazyLock;

use ::http::{HeaderMap, Method, Response, StatusCode, header};

use super::super::any_operation::{AnyOperation, AnyValue};
use super::super::error_set::{AnyException, ErrorSet, Fault};
use super::super::field::{SENSITIVE, STREAMING, Shape};
use super::super::members::members;
use super::super::operation::{Operation, Structure};
use super::super::place::Trace;
use super::super::service::Service;
use super::super::validate::validate;
use super::super::value::{Slot, Value};
use super::super::violations::Violations;
use super::super::wording::Wording;
use super::checksums::check_request;
use super::codec::{
    Codec, Direction, EVENT_STREAM, ErrorHead, HeadProblem, InputSource, Labels, Members,
    OperationFacts, PlainError, Protocol, ReadError, RequestView, Target, find_codec,
};
use super::codecs::STREAM_BODIES;
use super::content_type::{accepts, media_type};
use super::customizations::{self, Unframed};
use super::malformed::shorten_message;
use super::query::Query;
use super::rejection::{Reason, Rejection};
use super::token::random_uuid;

/// How the input of an operation is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reading {
    /// Accepts what clients send: other forms of timestamps, base64 without padding, any media type. Values may violate the
    /// constraints of the model.
    Lenient,
    /// Accepts the same, and refuses values that violate constraints with a `ValidationException`.
    Validated,
    /// Accepts only the forms that the protocol's specification defines, and refuses values that violate constraints.
    Strict,
}

/// A request for an operation.
pub struct Call<'r> {
    operation: &'static dyn AnyOperation,
    codec: &'static dyn Codec,
    labels: Labels<'r>,
    request: RequestView<'r>,
    request_id: OnceCell<String>,
    wording: Wording,
    verifies_checksums: bool,
}

impl<'r> Call<'r> {
    pub(super) fn new(
        operation: &'static dyn AnyOperation,
        codec: &'static dyn Codec,
        labels: Labels<'r>,
        request: RequestView<'r>,
    ) -> Self {
        let (request_id, wording) = (OnceCell::new(), Wording::Smithy);
        let verifies_checksums = false;
        Self { operation, codec, labels, request, request_id, wording, verifies_checksums }
    }

    pub(super) fn with_wording(self, wording: Wording) -> Self {
        Self { wording, ..self }
    }

    pub(super) fn with_verified_checksums(self, verifies_checksums: bool) -> Self {
        Self { verifies_checksums, ..self }
    }

    pub(super) fn wording(&self) -> Wording {
        self.wording
    }

    /// Creates a call without a request, for writing responses alone, such as those of a test double. `None` if the generated code
    /// has no codec for the protocol.
    pub fn of(operation: &'static dyn AnyOperation, protocol: Protocol) -> Option<Call<'static>> {
        static METHOD: Method = Method::POST;
        static HEADERS: LazyLock<HeaderMap> = LazyLock::new(HeaderMap::new);
        let request =
            RequestView { authority: "", method: &METHOD, path: "/", query: "", headers: &HEADERS, body: &[] };
        let codec = find_codec(|it| it == protocol)?;
        Some(Call::new(operation, codec, Labels::new(), request))
    }

    /// Returns the operation.
    pub fn operation(&self) -> &'static dyn AnyOperation {
        self.operation
    }

    /// Returns whether the request is for this operation.
    pub fn is<O: Operation>(&self) -> bool {
        self.operation.name() == O::NAME && self.operation.service() == O::SERVICE
    }

    /// Returns the protocol of the request, which its response has, too.
    pub fn protocol(&self) -> Protocol {
        self.codec.protocol()
    }

    /// Returns the values of the labels in the path by the names of their members, decoded.
    pub fn labels(&self) -> &[(&'static str, Cow<'r, str>)] {
        &self.labels
    }

    /// Returns the identifier of the request, which its response has: a random UUID unless it was set.
    pub fn request_id(&self) -> &str {
        self.request_id.get_or_init(random_uuid)
    }

    /// Sets the identifier of the request.
    #[must_use]
    pub fn with_request_id(self, id: impl Into<String>) -> Self {
        Self { request_id: OnceCell::from(id.into()), ..self }
    }

    /// Reads the input.
    ///
    /// # Errors
    /// The request is malformed or its values are invalid, or it is for another operation.
    pub fn input<O: Operation>(&self, reading: Reading) -> Result<O::Input, Rejection> {
        if !self.is::<O>() {
            let message = format!("the request is for {}, not {}", self.operation.name(), O::NAME);
            return Err(self.reject(Reason::Internal(message)));
        }
        self.read(O::Input::placeholder(), O::Input::placeholder(), reading)
    }

    /// Reads the input of an operation that is only known at run time.
    ///
    /// # Errors
    /// The request is malformed or its values are invalid.
    pub fn any_input(&self, reading: Reading) -> Result<AnyValue, Rejection> {
        let (value, trial) =
            (self.operation.placeholder_input(), self.operation.placeholder_input());
        self.read(value, trial, reading)
    }

    fn read<T: Value>(&self, mut value: T, mut trial: T, reading: Reading) -> Result<T, Rejection> {
        let trace = match reading {
            Reading::Lenient => Trace::default(),
            Reading::Validated | Reading::Strict => Trace::lenient(),
        };
        let is_strict = reading == Reading::Strict;
        self.read_into(value.slot(), trial.slot(), &trace, is_strict)?;
        if reading == Reading::Lenient {
            return Ok(value);
        }
        let missing = trace.into_missing();
        match validate::<T>(value.view(), Some(&missing)) {
            Ok(()) => Ok(value),
            Err(violations) => Err(self.reject(Reason::Invalid(violations))),
        }
    }

    fn read_into(
        &self,
        slot: Slot<'_>,
        trial: Slot<'_>,
        trace: &Trace,
        is_strict: bool,
    ) -> Result<(), Rejection> {
        let unframed = match customizations::find(self.operation.service()) {
            Some(customization) => customization.unframe(self.request),
            None => Ok(None),
        };
        let unframed = unframed.map_err(|reason| self.reject(Reason::Malformed(reason)))?;
        let request = match &unframed {
            Some(Unframed { headers, body }) => RequestView { headers, body, ..self.request },
            None => self.request,
        };
        self.check_checksum(request, slot.shape())?;
        let bodies = STREAM_BODIES.filter(|_| self.operation.input_events().is_some());
        let initial = bodies.map(|it| it.find_initial(self.codec, request.body)).transpose();
        let initial = initial.map_err(|reason| self.reject(Reason::Malformed(reason)))?;
        let body = initial.as_deref().unwrap_or(request.body);
        let query = Query::parse(request.query).ok_or_else(|| {
            self.reject(Reason::Malformed("the query isn't UTF-8".to_owned()))
        })?;
        let source = InputSource {
            request: RequestView { body, ..request },
            labels: &self.labels,
            query: &query,
            is_strict,
        };
        let mut refusal = self.check_head(&source).map(|problem| {
            self.reject(match problem {
                HeadProblem::UnsupportedMediaType => Reason::UnsupportedMediaType,
                HeadProblem::NotAcceptable => Reason::NotAcceptable,
            })
        });
        // Without a body, malformed values in the head come before its media type.
        if let Some(refusal) = refusal.take_if(|_| !self.request.body.is_empty()) {
            return Err(refusal);
        }
        let root = trace.root(&slot);
        let (Slot::Structure(value), Slot::Structure(trial)) = (slot, trial) else {
            return Ok(());
        };
        trace.hide(value.shape().has(SENSITIVE));
        let read = root.below().and_then(|place| {
            let target = Target { value, trial: (!is_strict).then_some(trial) };
            self.codec.read_input(&source, target, place)
        });
        match (read, refusal) {
            (Err(error), _) => {
                let message = trace.finish::<ReadError>(error).to_string();
                Err(self.reject(Reason::Malformed(shorten_message(message))))
            }
            (Ok(()), Some(refusal)) => Err(refusal),
            (Ok(()), None) => Ok(()),
        }
    }

    /// Verifies the checksums of the request, if the router does. The body of a streamed member may be the server's to read.
    fn check_checksum(&self, request: RequestView<'_>, shape: Option<&Shape>) -> Result<(), Rejection> {
        let mut fields = shape.into_iter().flat_map(|shape| shape.fields);
        let mut is_streamed = || fields.any(|field| field.has(STREAMING));
        let is_wanted = self.verifies_checksums && (!self.request.body.is_empty() || !is_streamed());
        match self.operation.checksum().filter(|_| is_wanted) {
            Some(checksum) => check_request(checksum, request.headers, request.body).map_err(|it| {
                self.reject(Reason::InvalidChecksum(it.code, it.message))
            }),
            None => Ok(()),
        }
    }

    /// Checks the media types in the head of the request. Those of streams of events are the same in all protocols.
    fn check_head(&self, source: &InputSource<'_, '_>) -> Option<HeadProblem> {
        if self.operation.input_events().is_some() {
            let found = media_type(source.request.headers);
            let is_taken = match found.as_deref() {
                _ if !source.is_strict => true,
                Some(found) => found == EVENT_STREAM,
                None => self.request.body.is_empty(),
            };
            return (!is_taken).then_some(HeadProblem::UnsupportedMediaType);
        }
        let problem = self.codec.check_head(source, self.operation).err()?;
        let is_stream_taken = self.operation.output_events().is_some()
            && problem == HeadProblem::NotAcceptable
            && accepts(source.request.headers, EVENT_STREAM);
        (!is_stream_taken).then_some(problem)
    }

    /// Returns the codec of the request's protocol.
    pub(super) fn codec(&self) -> &'static dyn Codec {
        self.codec
    }

    /// Returns the response of a success. If it has a [stream of events](Operation::OUTPUT_EVENTS), the body is the start of the
    /// stream, which may be empty: append the events.
    pub fn output<O: Operation>(&self, output: &O::Output) -> Response<Vec<u8>> {
        let operation = OperationFacts::of::<O>();
        let written = Members::with(output, |members| {
            self.codec.write_output(&operation, members, self.request_id())
        });
        let mut written = written.and_then(Result::ok);
        let bodies = STREAM_BODIES.filter(|_| operation.has_output_events);
        if let (Some(bodies), Some(response)) = (bodies, &mut written) {
            let mut body = std::mem::take(response.body_mut());
            let headers = response.headers_mut();
            bodies.start_stream(self.codec, Direction::Response, headers, &mut body);
            *response.body_mut() = body;
        }
        self.finish(written, operation.has_output_events || is_streamed::<O::Output>())
    }

    /// Returns the response of an error, of any set: that of an operation, or of the service.
    pub fn error<E: ErrorSet>(&self, error: &E) -> Response<Vec<u8>> {
        let query_code = find_query_code::<E>(self.operation.service(), error.code());
        self.write_error(error.get(), error.status(), query_code)
    }

    /// Returns the response of a result.
    pub fn respond<O: Operation>(
        &self,
        result: &Result<O::Output, O::Error>,
    ) -> Response<Vec<u8>> {
        match result {
            Ok(output) => self.output::<O>(output),
            Err(error) => self.error(error),
        }
    }

    /// Returns the refusal of a request for an operation that the server doesn't have.
    pub fn not_implemented(&self) -> Rejection {
        self.reject(Reason::NotImplemented(self.operation.name()))
    }

    fn reject(&self, reason: Reason) -> Rejection {
        let rejection = Rejection::new(reason, self.codec, self.operation.service());
        rejection.with_request_id(self.request_id()).with_wording(self.wording)
    }

    fn write_error(
        &self,
        error: &dyn AnyException,
        status: Option<u16>,
        query_code: Option<&str>,
    ) -> Response<Vec<u8>> {
        let info = error.info();
        let status = status.and_then(|status| StatusCode::from_u16(status).ok());
        let status = status.unwrap_or(StatusCode::BAD_REQUEST);
        let is_client_fault = match info {
            Some(info) => info.fault == Fault::Client,
            None => !status.is_server_error(),
        };
        let head = ErrorHead {
            service: self.operation.service(),
            code: error.code(),
            query_code: query_code.unwrap_or(error.code()),
            status,
            is_client_fault,
            is_modeled: info.is_some(),
            request_id: self.request_id(),
        };
        if let Some(unknown) = error.unknown() {
            let message = unknown.message.as_deref();
            let violations = unknown.violations.as_deref().map(Violations::exception);
            let error = PlainError { message, violations };
            let response = self.codec.write_plain_error(&head, &error);
            return self.finish(Some(response), false);
        }
        let written = Members::with(error, |members| self.codec.write_error(&head, members));
        self.finish(written.and_then(Result::ok), false)
    }

    /// Adds what every response has. A response that can't be written, because a value can't be a header or the status, is an
    /// internal failure.
    fn finish(&self, response: Option<Response<Vec<u8>>>, is_streamed: bool) -> Response<Vec<u8>> {
        let unwritable = || {
            let message = "the response has a value that can't be in its head".to_owned();
            self.reject(Reason::Internal(message)).response()
        };
        let mut response = response.unwrap_or_else(unwritable);
        let service = self.operation.service();
        customizations::add_request_id(service, response.headers_mut(), self.request_id());
        let length = response.body().len();
        let has_no_body =
            matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
        if has_no_body {
            response.headers_mut().remove(header::CONTENT_TYPE);
        } else if !is_streamed {
            // The response to `HEAD` has the length of the body that `GET` has.
            response.headers_mut().entry(header::CONTENT_LENGTH).or_insert(length.into());
        }
        if has_no_body || *self.request.method == Method::HEAD {
            response.body_mut().clear();
        }
        response
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut call = f.debug_struct("Call");
        call.field("operation", &self.operation.name())
            .field("protocol", &self.protocol())
            .finish_non_exhaustive()
    }
}

/// Returns whether a member of the structure is streamed, so that the length of the body isn't known.
fn is_streamed<T: Structure>() -> bool {
    members::<T>().any(|member| member.is_streaming())
}

/// Returns the code that an error has in the query protocol, which is the other code by which the set knows it, unless the service
/// speaks no other protocol.
fn find_query_code<E: ErrorSet>(service: &Service, code: &str) -> Option<&'static str> {
    if service.protocols == ["awsQuery"] {
        return None;
    }
    let index = E::CODES.iter().find(|(known, _)| *known == code)?.1;
    let mut codes = E::CODES.iter().filter(|(_, other)| *other == index);
    codes.find(|(other, _)| *other != code).map(|(other, _)| *other)
}
