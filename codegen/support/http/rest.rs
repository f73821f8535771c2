//! What the protocols `restJson1` and `restXml` have in common: members in the path, the query and headers.
//! ([Smithy: HTTP bindings](https://smithy.io/2.0/spec/http-bindings.html))

use ::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};

use super::super::any_operation::AnyOperation;
use super::super::empty::EMPTY_SHAPE;
use super::super::field::{
    DOCUMENT, EMPTY_OBJECT, Field, NON_OPTIONAL, PAYLOAD, RESPONSE_CODE, Shape,
};
use super::super::place::Place;
use super::super::read_structure::SeenMembers;
use super::super::unknown_error::UnknownError;
use super::super::value::{Slot, Value, View};
use super::super::write::find_payload;
use super::codec::{
    Codec, DocumentFormat, ErrorHead, HeadProblem, InputSource, Members, OperationFacts, OperationSource,
    PlainError, Protocol, ReadError, RequestParts, ResponseView, Target, read_member,
};
use super::content_type::{accepts, is_cbor, media_type, set_content_type};
use super::error_code::ERROR_TYPE;
use super::head::Head;
use super::header::{InvalidHeader, write_headers};
use super::request_error::RequestError;
use super::{customizations, query, target};

/// The codec of a protocol whose bodies have this format.
pub(super) struct Rest<F>(pub(super) F);

/// The format of bodies that aren't bytes or text.
pub(super) trait BodyFormat: Sync {
    /// The protocol.
    const PROTOCOL: Protocol;
    /// The media type.
    const MEDIA_TYPE: &'static str;
    /// The body of a response without members in it.
    const EMPTY_OUTPUT: Option<&'static [u8]>;
    /// The body of a request whose body is a structure that isn't set.
    const UNSET_STRUCTURE: Option<&'static [u8]>;
    /// Whether a strict server refuses a body without a media type.
    const REQUIRES_MEDIA_TYPE: bool;
    /// Whether responses of errors have the code in a header.
    const HAS_ERROR_HEADER: bool;

    /// Returns the format of documents.
    fn format(&self) -> &'static dyn DocumentFormat;

    /// Writes the members that are in the body.
    ///
    /// # Errors
    /// The format can't hold a value of a request.
    fn write_members(
        &self,
        message: Message<'_>,
        members: Members<'_>,
    ) -> Result<Vec<u8>, RequestError>;

    /// Writes the value of a member that is the whole body.
    ///
    /// # Errors
    /// The format can't hold a value of a request.
    fn write_value(
        &self,
        message: Message<'_>,
        field: &'static Field,
        view: View<'_>,
    ) -> Result<Vec<u8>, RequestError>;

    /// Reads the members that are in the body.
    fn read_members(
        &self,
        body: &[u8],
        value: &mut dyn Value,
        place: Place<'_>,
        seen: &mut SeenMembers,
        is_strict: bool,
    ) -> Result<(), ReadError>;

    /// Reads the value of a member that is the whole body.
    fn read_value(
        &self,
        body: &[u8],
        slot: Slot<'_>,
        field: &'static Field,
        place: Place<'_>,
        is_strict: bool,
    ) -> Result<(), ReadError>;

    /// Returns whether a body is what clients send for a structure that isn't set.
    fn is_unset_structure(&self, body: &[u8]) -> bool;

    /// Writes an error with these members.
    fn write_error(&self, head: &ErrorHead<'_>, members: Members<'_>) -> Vec<u8>;

    /// Writes an error whose members aren't those of the model.
    fn write_plain_error(&self, head: &ErrorHead<'_>, error: &PlainError<'_>) -> Vec<u8>;

    /// Returns whether the body of a response whose status is that of a success is an error.
    fn is_error(&self, body: &[u8], output: &Shape) -> bool;

    /// Reads the code and message in the body of an error.
    fn read_error(&self, body: &[u8]) -> Result<UnknownError, String>;
}

const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain";

/// The message whose body is written.
#[derive(Clone, Copy)]
pub(super) enum Message<'a> {
    Request(&'a OperationFacts),
    Response(&'a OperationFacts),
}

impl<F: BodyFormat> Codec for Rest<F> {
    fn protocol(&self) -> Protocol {
        F::PROTOCOL
    }

    fn operation_source(&self) -> OperationSource {
        OperationSource::Uri
    }

    fn media_type(&self) -> &'static str {
        F::MEDIA_TYPE
    }

    fn format(&self) -> &'static dyn DocumentFormat {
        self.0.format()
    }

    fn write_request(
        &self,
        operation: &OperationFacts,
        members: Members<'_>,
    ) -> Result<RequestParts, RequestError> {
        let Members { shape, views } = members;
        let http = operation.http.ok_or(RequestError::UnsupportedProtocol)?;
        let mut target = target::write_target(http.uri, members, operation.service)?;
        query::write_query(shape, views, &mut target);
        let mut headers = HeaderMap::new();
        write_headers(shape, views, &mut headers)?;
        let body = self.write_body(Message::Request(operation), members, &mut headers)?;
        let body = body.unwrap_or_default();
        customizations::add_headers(operation.service, &mut headers, &body);
        let method = Method::from_bytes(http.method.as_bytes())
            .map_err(|_| RequestError::UnsupportedProtocol)?;
        Ok(RequestParts { method, target, headers, body })
    }

    fn check_head(
        &self,
        source: &InputSource<'_, '_>,
        operation: &dyn AnyOperation,
    ) -> Result<(), HeadProblem> {
        let InputSource { request, is_strict, .. } = source;
        let found = media_type(request.headers);
        if is_cbor(found.as_deref()) && !request.body.is_empty() {
            return Err(HeadProblem::UnsupportedMediaType);
        }
        if !is_strict {
            return Ok(());
        }
        let mut input = operation.placeholder_input();
        let is_checked = F::REQUIRES_MEDIA_TYPE || found.is_some();
        if is_checked && !takes_media_type(&mut input, F::MEDIA_TYPE, found.as_deref(), request.body) {
            return Err(HeadProblem::UnsupportedMediaType);
        }
        // Bytes without a media type of their own may have any.
        match body_media_type(&mut operation.placeholder_output(), F::MEDIA_TYPE) {
            Some(response) if response != BYTES && !accepts(request.headers, response) => {
                Err(HeadProblem::NotAcceptable)
            }
            _ => Ok(()),
        }
    }

    fn read_input(
        &self,
        source: &InputSource<'_, '_>,
        mut target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let head = Head::of_request(source);
        self.read_message(head, source.request.body, &mut target, place, source.is_strict)
    }

    fn write_output(
        &self,
        operation: &OperationFacts,
        members: Members<'_>,
        _: &str,
    ) -> Result<Response<Vec<u8>>, InvalidHeader> {
        let mut headers = HeaderMap::new();
        write_headers(members.shape, members.views, &mut headers)?;
        let body = self.write_body(Message::Response(operation), members, &mut headers);
        let is_modeled = !std::ptr::eq(members.shape, &EMPTY_SHAPE);
        let has_payload = find_payload_field(members.shape).is_some();
        // Only of requests is a value refused.
        let body = body.unwrap_or_default().or_else(|| {
            let body = F::EMPTY_OUTPUT.filter(|_| is_modeled && !has_payload)?;
            set_content_type(&mut headers, F::MEDIA_TYPE);
            Some(body.to_vec())
        });
        let mut response = Response::new(body.unwrap_or_default());
        *response.headers_mut() = headers;
        let code = operation.http.map_or(200, |http| http.code);
        let default = StatusCode::from_u16(code).unwrap_or(StatusCode::OK);
        *response.status_mut() = find_status(members)?.unwrap_or(default);
        Ok(response)
    }

    fn write_error(
        &self,
        head: &ErrorHead<'_>,
        members: Members<'_>,
    ) -> Result<Response<Vec<u8>>, InvalidHeader> {
        let mut headers = HeaderMap::new();
        write_headers(members.shape, members.views, &mut headers)?;
        Ok(to_error_response::<F>(head, headers, self.0.write_error(head, members)))
    }

    fn write_plain_error(&self, head: &ErrorHead<'_>, error: &PlainError<'_>) -> Response<Vec<u8>> {
        to_error_response::<F>(head, HeaderMap::new(), self.0.write_plain_error(head, error))
    }

    fn is_error(&self, response: ResponseView<'_>, output: &Shape) -> bool {
        !response.status.is_success() || self.0.is_error(response.body, output)
    }

    fn read_output(
        &self,
        response: ResponseView<'_>,
        mut target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let head = Head::of_response(response);
        self.read_message(head, response.body, &mut target, place, false)
    }

    fn read_error(&self, response: ResponseView<'_>) -> Result<UnknownError, String> {
        self.0.read_error(response.body)
    }
}

impl<F: BodyFormat> Rest<F> {
    /// Returns the body, if there is one, and sets its media type.
    fn write_body(
        &self,
        message: Message<'_>,
        members: Members<'_>,
        headers: &mut HeaderMap,
    ) -> Result<Option<Vec<u8>>, RequestError> {
        let Members { shape, views } = members;
        if let Some((field, view)) = find_payload(shape, views) {
            let Some((body, media_type)) = self.write_payload(message, field, *view)? else {
                return Ok(None);
            };
            set_content_type(headers, field.media_type().unwrap_or(media_type));
            return Ok(Some(body));
        }
        if !has_body_members(shape) {
            return Ok(None);
        }
        set_content_type(headers, F::MEDIA_TYPE);
        self.0.write_members(message, members).map(Some)
    }

    /// Returns a member that is the whole body, with the media type of its type; `None` if there is no body.
    fn write_payload(
        &self,
        message: Message<'_>,
        field: &'static Field,
        view: View<'_>,
    ) -> Result<Option<(Vec<u8>, &'static str)>, RequestError> {
        let is_request = matches!(message, Message::Request(_));
        Ok(match view {
            View::Absent if field.has(EMPTY_OBJECT) && is_request => {
                F::UNSET_STRUCTURE.map(|body| (body.to_vec(), F::MEDIA_TYPE))
            }
            View::Absent => None,
            View::Blob(bytes) => Some((bytes.as_ref().to_vec(), BYTES)),
            View::String(text) | View::Unrecognized(text) if !field.has(DOCUMENT) => {
                Some((text.as_bytes().to_vec(), TEXT))
            }
            view => Some((self.0.write_value(message, field, view)?, F::MEDIA_TYPE)),
        })
    }

    /// Reads the members of a message from its head and body.
    fn read_message(
        &self,
        head: Head<'_, '_>,
        body: &[u8],
        target: &mut Target<'_>,
        place: Place<'_>,
        is_strict: bool,
    ) -> Result<(), ReadError> {
        let shape = target.value.shape();
        let mut seen = SeenMembers::new(shape);
        head.read(target, place, &mut seen)?;
        match find_payload_field(shape) {
            Some((index, field)) => {
                let is_unset = head.is_request()
                    && field.has(EMPTY_OBJECT)
                    && self.0.is_unset_structure(body);
                let body = if is_unset && !field.has(NON_OPTIONAL) { b"" } else { body };
                if self.read_payload(body, target.value, (index, field), place, is_strict)? {
                    seen.mark(index);
                }
            }
            None if has_body_members(shape) && !body.is_empty() => {
                self.0.read_members(body, target.value, place, &mut seen, is_strict)?;
            }
            None => {}
        }
        seen.check(place)
    }

    /// Reads the member that is the whole body, and returns whether there is a value.
    fn read_payload(
        &self,
        body: &[u8],
        value: &mut dyn Value,
        (index, field): (usize, &'static Field),
        place: Place<'_>,
        is_strict: bool,
    ) -> Result<bool, ReadError> {
        let shape = value.shape();
        // An empty body is no value; of a member that must have one, it is the empty one.
        if body.is_empty() {
            let is_empty_value = field.has(NON_OPTIONAL)
                && matches!(value.member(index), Slot::Blob(_) | Slot::String(_));
            return Ok(is_empty_value);
        }
        let read = || match value.member(index) {
            Slot::Blob(slot) => {
                *slot = body.into();
                Ok(())
            }
            Slot::String(slot) => read_utf8(body, place).map(|text| text.clone_into(slot)),
            Slot::Enum(slot) => read_utf8(body, place).map(|text| slot.set(text)),
            slot => self.0.read_value(body, slot, field, place, is_strict),
        };
        read_member(shape, field, place, read).map(|()| true)
    }
}

/// Returns the response of an error with this body.
fn to_error_response<F: BodyFormat>(
    head: &ErrorHead<'_>,
    headers: HeaderMap,
    body: Vec<u8>,
) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = head.status;
    *response.headers_mut() = headers;
    set_content_type(response.headers_mut(), F::MEDIA_TYPE);
    let code = HeaderValue::from_bytes(head.code.as_bytes()).ok();
    if let Some(code) = code.filter(|_| F::HAS_ERROR_HEADER) {
        response.headers_mut().insert(HeaderName::from_static(ERROR_TYPE), code);
    }
    response
}

/// Returns the value of the member that is the status code, if it is set.
///
/// # Errors
/// It isn't a status code.
fn find_status(Members { shape, views }: Members<'_>) -> Result<Option<StatusCode>, InvalidHeader> {
    let mut members = shape.fields.iter().zip(views);
    match members.find(|(field, _)| field.location() == RESPONSE_CODE) {
        Some((field, View::Integer(status))) => {
            let status = u16::try_from(*status).ok().map(StatusCode::from_u16);
            let status = status.and_then(Result::ok).ok_or(InvalidHeader(field.name()))?;
            Ok(Some(status))
        }
        _ => Ok(None),
    }
}

/// Returns the index of the member that is the whole body, and the member.
fn find_payload_field(shape: &'static Shape) -> Option<(usize, &'static Field)> {
    let mut fields = shape.fields.iter().enumerate();
    fields.find(|(_, field)| field.location() == PAYLOAD)
}

fn has_body_members(shape: &Shape) -> bool {
    shape.fields.iter().any(Field::is_in_body)
}

fn read_utf8<'b>(body: &'b [u8], place: Place<'_>) -> Result<&'b str, ReadError> {
    std::str::from_utf8(body).map_err(|_| place.error("expected UTF-8"))
}

/// Returns the media type that the body of a message has, unless a member sets another; `None` if the message has no body.
fn body_media_type(
    message: &mut dyn Value,
    default: &'static str,
) -> Option<&'static str> {
    let shape = message.shape();
    match find_payload_field(shape) {
        Some((index, field)) => Some(field.media_type().unwrap_or(match message.member(index) {
            Slot::Blob(_) => BYTES,
            Slot::String(_) | Slot::Enum(_) => TEXT,
            _ => default,
        })),
        None => has_body_members(shape).then_some(default),
    }
}

/// Returns whether a strict server takes a body of this media type.
fn takes_media_type(
    input: &mut dyn Value,
    default: &'static str,
    found: Option<&str>,
    body: &[u8],
) -> bool {
    let payload = find_payload_field(input.shape());
    match (body_media_type(input, default), found) {
        // Bytes without a media type of their own may have any.
        (Some(BYTES), _) if payload.is_some_and(|(_, field)| field.media_type().is_none()) => true,
        (Some(expected), Some(found)) => expected.eq_ignore_ascii_case(found),
        (Some(_), None) => body.is_empty(),
        // An input without members is modeled and may be an empty object.
        (None, Some(found)) if found == default => {
            input.shape().fields.is_empty() && !std::ptr::eq(input.shape(), &EMPTY_SHAPE)
        }
        (None, found) => found.is_none(),
    }
}
