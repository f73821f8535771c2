//! The protocol `restJson1`.
//! ([Smithy: restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html))

use ::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};

use super::super::any_operation::AnyOperation;
use super::super::empty::EMPTY_SHAPE;
use super::super::field::{DOCUMENT, EMPTY_OBJECT, Field, NON_OPTIONAL, PAYLOAD, RESPONSE_CODE, Shape};
use super::super::place::Place;
use super::super::read_structure::SeenMembers;
use super::super::unknown_error::UnknownError;
use super::super::value::{Slot, Value, View};
use super::super::write::find_payload;
use super::codec::{
    Codec, ErrorHead, HeadProblem, InputSource, Members, OperationFacts, OperationSource,
    PlainError, Protocol, ReadError, RequestParts, ResponseView, Target, read_member,
};
use super::content_type::{accepts, is_cbor, media_type, set_content_type};
use super::error_code::ERROR_TYPE;
use super::head::Head;
use super::header::{InvalidHeader, write_headers};
use super::json;
use super::request_error::RequestError;
use super::{customizations, query, target};

/// The codec.
pub(super) static REST_JSON_1: RestJson = RestJson;

pub(super) struct RestJson;

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain";

impl Codec for RestJson {
    fn protocol(&self) -> Protocol {
        Protocol::RestJson1
    }

    fn operation_source(&self) -> OperationSource {
        OperationSource::Uri
    }

    fn media_type(&self) -> &'static str {
        JSON
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
        let body = write_body(members, &mut headers, Role::Request).unwrap_or_default();
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
        if !takes_media_type(&mut operation.placeholder_input(), found.as_deref(), request.body) {
            return Err(HeadProblem::UnsupportedMediaType);
        }
        // Bytes without a media type of their own may have any.
        match body_media_type(&mut operation.placeholder_output()) {
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
        read_message(head, source.request.body, &mut target, place, source.is_strict)
    }

    fn write_output(
        &self,
        operation: &OperationFacts,
        members: Members<'_>,
    ) -> Result<Response<Vec<u8>>, InvalidHeader> {
        let code = operation.http.map_or(200, |http| http.code);
        let status = find_status(members).unwrap_or(code);
        let mut response = write_response(members)?;
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
        Ok(response)
    }

    fn write_error(
        &self,
        head: &ErrorHead<'_>,
        members: Members<'_>,
    ) -> Result<Response<Vec<u8>>, InvalidHeader> {
        let mut response = write_response(members)?;
        set_error(head, &mut response);
        Ok(response)
    }

    fn write_plain_error(&self, head: &ErrorHead<'_>, error: &PlainError<'_>) -> Response<Vec<u8>> {
        let mut response = Response::new(json::write_plain_error(error));
        set_content_type(response.headers_mut(), JSON);
        set_error(head, &mut response);
        response
    }

    fn read_output(
        &self,
        response: ResponseView<'_>,
        mut target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        read_message(Head::of_response(response), response.body, &mut target, place, false)
    }

    fn read_error(&self, response: ResponseView<'_>) -> Result<UnknownError, String> {
        json::read_error(response.body)
    }
}

fn set_error(head: &ErrorHead<'_>, response: &mut Response<Vec<u8>>) {
    *response.status_mut() = head.status;
    if let Ok(code) = HeaderValue::from_str(head.code) {
        response.headers_mut().insert(HeaderName::from_static(ERROR_TYPE), code);
    }
}

fn write_response(members: Members<'_>) -> Result<Response<Vec<u8>>, InvalidHeader> {
    let mut headers = HeaderMap::new();
    write_headers(members.shape, members.views, &mut headers)?;
    let body = write_body(members, &mut headers, Role::Response);
    let is_modeled = !std::ptr::eq(members.shape, &EMPTY_SHAPE);
    let has_payload = find_payload_field(members.shape).is_some();
    let body = match body {
        Some(body) => body,
        // The body of an output is an object even if no member is in it.
        None if is_modeled && !has_payload => {
            set_content_type(&mut headers, JSON);
            b"{}".to_vec()
        }
        None => Vec::new(),
    };
    let mut response = Response::new(body);
    *response.headers_mut() = headers;
    Ok(response)
}

/// Returns the value of the member that is the status code.
fn find_status(Members { shape, views }: Members<'_>) -> Option<u16> {
    let mut members = shape.fields.iter().zip(views);
    let (_, view) = members.find(|(field, _)| field.location() == RESPONSE_CODE)?;
    if let View::Integer(status) = view { u16::try_from(*status).ok() } else { None }
}

/// What a message is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Request,
    Response,
}

/// Returns the body, if there is one, and sets its media type.
fn write_body(members: Members<'_>, headers: &mut HeaderMap, role: Role) -> Option<Vec<u8>> {
    let Members { shape, views } = members;
    if let Some((field, view)) = find_payload(shape, views) {
        let (body, media_type) = write_payload(field, *view, role)?;
        set_content_type(headers, field.media_type().unwrap_or(media_type));
        return Some(body);
    }
    if !has_body_members(shape) {
        return None;
    }
    set_content_type(headers, JSON);
    Some(json::write_object::<false>(members))
}

/// Returns the index of the member that is the whole body, and the member.
fn find_payload_field(shape: &'static Shape) -> Option<(usize, &'static Field)> {
    let mut fields = shape.fields.iter().enumerate();
    fields.find(|(_, field)| field.location() == PAYLOAD)
}

fn has_body_members(shape: &Shape) -> bool {
    shape.fields.iter().any(Field::is_in_body)
}

/// Returns a member that is the whole body, with the media type of its type; `None` if there is no body.
fn write_payload(field: &Field, view: View<'_>, role: Role) -> Option<(Vec<u8>, &'static str)> {
    match view {
        // Only of requests is an unset structure an empty object.
        View::Absent if field.has(EMPTY_OBJECT) && role == Role::Request => {
            Some((b"{}".to_vec(), JSON))
        }
        View::Absent => None,
        view if field.has(DOCUMENT) => Some((json::write_view(&view, field.flags()), JSON)),
        View::Blob(bytes) => Some((bytes.as_ref().to_vec(), BYTES)),
        View::String(text) | View::Unrecognized(text) => Some((text.as_bytes().to_vec(), TEXT)),
        view => Some((json::write_view(&view, field.flags()), JSON)),
    }
}

/// Reads the members of a message from its head and body.
fn read_message(
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
            // Clients send an empty object for a structure that isn't set.
            let is_unset = head.is_request() && field.has(EMPTY_OBJECT) && is_empty_object(body);
            let body = if is_unset && !field.has(NON_OPTIONAL) { b"" } else { body };
            let is_read = read_payload(body, target.value, index, field, place, is_strict)?;
            if is_read {
                seen.mark(index);
            }
        }
        None if has_body_members(shape) && !body.is_empty() => {
            json::read_object::<true>(body, target.value, place, &mut seen, is_strict)?;
        }
        None => {}
    }
    seen.check(place)
}

/// Reads the member that is the whole body, and returns whether there is a value.
fn read_payload(
    body: &[u8],
    value: &mut dyn Value,
    index: usize,
    field: &Field,
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
        slot => json::read_value(body, slot, field.flags(), place, is_strict),
    };
    read_member(shape, field, place, read).map(|()| true)
}

/// Returns whether a body is an object without members.
fn is_empty_object(body: &[u8]) -> bool {
    let inside = body.trim_ascii().strip_prefix(b"{").and_then(|body| body.strip_suffix(b"}"));
    inside.is_some_and(|inside| inside.trim_ascii().is_empty())
}

fn read_utf8<'b>(body: &'b [u8], place: Place<'_>) -> Result<&'b str, ReadError> {
    std::str::from_utf8(body).map_err(|_| place.error("expected UTF-8"))
}

/// Returns the media type that the body of a message has, unless a member sets another; `None` if the message has no body.
fn body_media_type(message: &mut dyn Value) -> Option<&'static str> {
    let shape = message.shape();
    match find_payload_field(shape) {
        Some((index, field)) => Some(field.media_type().unwrap_or(match message.member(index) {
            Slot::Blob(_) => BYTES,
            Slot::String(_) | Slot::Enum(_) => TEXT,
            _ => JSON,
        })),
        None => has_body_members(shape).then_some(JSON),
    }
}

/// Returns whether a strict server takes a body of this media type.
fn takes_media_type(input: &mut dyn Value, found: Option<&str>, body: &[u8]) -> bool {
    let payload = find_payload_field(input.shape());
    match (body_media_type(input), found) {
        // Bytes without a media type of their own may have any.
        (Some(BYTES), _) if payload.is_some_and(|(_, field)| field.media_type().is_none()) => true,
        (Some(expected), Some(found)) => expected.eq_ignore_ascii_case(found),
        (Some(_), None) => body.is_empty(),
        // An input without members is modeled and may be an empty object.
        (None, Some(JSON)) => {
            input.shape().fields.is_empty() && !std::ptr::eq(input.shape(), &EMPTY_SHAPE)
        }
        (None, found) => found.is_none(),
    }
}
