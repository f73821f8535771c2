//! The protocols `awsJson1_0` and `awsJson1_1`.
//! ([Smithy: awsJson1_0](https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html))

use ::http::{HeaderMap, HeaderValue, Method, Response, header};

use super::super::any_operation::AnyOperation;
use super::super::empty::EMPTY_SHAPE;
use super::super::place::Place;
use super::super::unknown_error::UnknownError;
use super::codec::{
    Codec, DocumentFormat, ErrorHead, HeadProblem, InputSource, Members, OperationFacts, OperationSource,
    PlainError, Protocol, ReadError, RequestParts, ResponseView, TARGET, Target, add_query_mode,
};
use super::content_type::{is_cbor, media_type};
use super::header::InvalidHeader;
use super::json;
use super::request_error::RequestError;

/// The codec of version 1.0.
pub(super) static AWS_JSON_1_0: AwsJson =
    AwsJson { protocol: Protocol::AwsJson1_0, media_type: "application/x-amz-json-1.0" };
/// The codec of version 1.1.
pub(super) static AWS_JSON_1_1: AwsJson =
    AwsJson { protocol: Protocol::AwsJson1_1, media_type: "application/x-amz-json-1.1" };

pub(super) struct AwsJson {
    protocol: Protocol,
    media_type: &'static str,
}

impl AwsJson {
    fn respond(&self, body: Vec<u8>) -> Response<Vec<u8>> {
        let mut response = Response::new(body);
        let media_type = HeaderValue::from_static(self.media_type);
        response.headers_mut().insert(header::CONTENT_TYPE, media_type);
        response
    }

    /// Returns the response of an error with these members.
    fn write_error_object(&self, head: &ErrorHead<'_>, members: &[u8]) -> Response<Vec<u8>> {
        let code = match self.protocol {
            // Version 1.0 has the whole shape id.
            Protocol::AwsJson1_0 => head.shape_id(),
            _ => head.code.to_owned(),
        };
        let mut response = self.respond(json::prepend_entry("__type", &code, members));
        *response.status_mut() = head.status;
        head.add_query_error(response.headers_mut());
        response
    }
}

impl Codec for AwsJson {
    fn protocol(&self) -> Protocol {
        self.protocol
    }

    fn operation_source(&self) -> OperationSource {
        OperationSource::Target
    }

    fn media_type(&self) -> &'static str {
        self.media_type
    }

    fn format(&self) -> &'static dyn DocumentFormat {
        &json::FORMAT
    }

    fn write_request(
        &self,
        operation: &OperationFacts,
        members: Members<'_>,
    ) -> Result<RequestParts, RequestError> {
        let service = operation.service;
        let mut headers = HeaderMap::new();
        let target = HeaderValue::from_str(&format!("{}.{}", service.target_name(), operation.name));
        headers.insert(TARGET, target.map_err(|_| RequestError::InvalidTarget)?);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        add_query_mode(operation.service, &mut headers);
        let body = json::write_object::<true>(members);
        Ok(RequestParts { method: Method::POST, target: "/".to_owned(), headers, body })
    }

    fn check_head(
        &self,
        source: &InputSource<'_, '_>,
        _: &dyn AnyOperation,
    ) -> Result<(), HeadProblem> {
        // Some clients send CBOR, which would be misread as JSON.
        let found = media_type(source.request.headers);
        let is_taken = match found.as_deref() {
            Some(found) if source.is_strict => found == self.media_type,
            found => !is_cbor(found),
        };
        if is_taken { Ok(()) } else { Err(HeadProblem::UnsupportedMediaType) }
    }

    fn read_input(
        &self,
        source: &InputSource<'_, '_>,
        target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        json::read_message(source.request.body, target, place, source.is_strict)
    }

    fn write_output(
        &self,
        _: &OperationFacts,
        members: Members<'_>,
        _: &str,
    ) -> Result<Response<Vec<u8>>, InvalidHeader> {
        let is_modeled = !std::ptr::eq(members.shape, &EMPTY_SHAPE);
        let body = if is_modeled { json::write_object::<true>(members) } else { Vec::new() };
        Ok(self.respond(body))
    }

    fn write_error(
        &self,
        head: &ErrorHead<'_>,
        members: Members<'_>,
    ) -> Result<Response<Vec<u8>>, InvalidHeader> {
        Ok(self.write_error_object(head, &json::write_object::<true>(members)))
    }

    fn write_plain_error(&self, head: &ErrorHead<'_>, error: &PlainError<'_>) -> Response<Vec<u8>> {
        self.write_error_object(head, &json::write_plain_error(error))
    }

    fn read_output(
        &self,
        response: ResponseView<'_>,
        target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        json::read_message(response.body, target, place, false)
    }

    fn read_error(&self, response: ResponseView<'_>) -> Result<UnknownError, String> {
        json::read_error(response.body)
    }
}
