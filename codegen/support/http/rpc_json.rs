//! The protocol `rpcv2Json`.
//! ([Smithy: RPC v2](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html))

use ::http::Response;

use super::super::any_operation::AnyOperation;
use super::super::place::Place;
use super::super::unknown_error::UnknownError;
use super::codec::{
    Codec, DocumentFormat, ErrorHead, HeadProblem, InputSource, Members, OperationFacts, OperationSource,
    PlainError, Protocol, ReadError, RequestParts, ResponseView, Target,
};
use super::content_type::{accepts, is_cbor, media_type};
use super::header::InvalidHeader;
use super::json;
use super::request_error::RequestError;
use super::rpc::RpcNames;

/// The codec.
pub(super) static RPC_V2_JSON: RpcJson = RpcJson;

pub(super) struct RpcJson;

const NAMES: RpcNames = RpcNames { protocol: "rpc-v2-json", media_type: "application/json" };

impl Codec for RpcJson {
    fn protocol(&self) -> Protocol {
        Protocol::RpcV2Json
    }

    fn operation_source(&self) -> OperationSource {
        OperationSource::RpcPath(NAMES.protocol)
    }

    fn media_type(&self) -> &'static str {
        NAMES.media_type
    }

    fn format(&self) -> &'static dyn DocumentFormat {
        &json::FORMAT
    }

    fn write_request(
        &self,
        operation: &OperationFacts,
        members: Members<'_>,
    ) -> Result<RequestParts, RequestError> {
        Ok(NAMES.write_request(operation, members, json::write_object::<true>))
    }

    fn check_head(
        &self,
        source: &InputSource<'_, '_>,
        _: &dyn AnyOperation,
    ) -> Result<(), HeadProblem> {
        let request = source.request;
        let found = media_type(request.headers);
        let is_taken = match found.as_deref() {
            _ if request.body.is_empty() => true,
            found if source.is_strict => found == Some(NAMES.media_type),
            // The body of the other RPC protocol would be misread as JSON.
            found => !is_cbor(found),
        };
        if !is_taken {
            Err(HeadProblem::UnsupportedMediaType)
        } else if source.is_strict && !accepts(request.headers, NAMES.media_type) {
            Err(HeadProblem::NotAcceptable)
        } else {
            Ok(())
        }
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
        Ok(NAMES.write_output(members, json::write_object::<true>))
    }

    fn write_error(
        &self,
        head: &ErrorHead<'_>,
        members: Members<'_>,
    ) -> Result<Response<Vec<u8>>, InvalidHeader> {
        let body = json::write_object::<true>(members);
        Ok(NAMES.write_error(head, json::prepend_entry("__type", &head.shape_id(), &body)))
    }

    fn write_plain_error(&self, head: &ErrorHead<'_>, error: &PlainError<'_>) -> Response<Vec<u8>> {
        let body = json::write_plain_error(error);
        NAMES.write_error(head, json::prepend_entry("__type", &head.shape_id(), &body))
    }

    fn read_output(
        &self,
        response: ResponseView<'_>,
        target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        if !NAMES.are_in(response) {
            return Err(place.error("the response doesn't say that its protocol is rpc-v2-json"));
        }
        json::read_message(response.body, target, place, false)
    }

    fn read_error(&self, response: ResponseView<'_>) -> Result<UnknownError, String> {
        if NAMES.are_in(response) {
            json::read_error(response.body)
        } else {
            Ok(UnknownError::default())
        }
    }
}
