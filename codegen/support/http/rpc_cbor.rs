//! The protocol `rpcv2Cbor`.
//! ([Smithy: RPC v2 CBOR](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html))

use ::http::Response;

use super::super::any_operation::AnyOperation;
use super::super::place::Place;
use super::super::unknown_error::UnknownError;
use super::super::value::FromContent;
use super::cbor;
use super::codec::{
    Codec, DocumentFormat, ErrorHead, HeadProblem, InputSource, Members, OperationFacts, OperationSource,
    PlainError, Protocol, ReadError, RequestParts, ResponseView, Target,
};
use super::content_type::media_type;
use super::header::InvalidHeader;
use super::request_error::RequestError;
use super::rpc::RpcNames;

/// The codec.
pub(super) static RPC_V2_CBOR: RpcCbor = RpcCbor;

pub(super) struct RpcCbor;

const NAMES: RpcNames = RpcNames { protocol: "rpc-v2-cbor", media_type: "application/cbor" };

impl Codec for RpcCbor {
    fn protocol(&self) -> Protocol {
        Protocol::RpcV2Cbor
    }

    fn operation_source(&self) -> OperationSource {
        OperationSource::RpcPath(NAMES.protocol)
    }

    fn media_type(&self) -> &'static str {
        NAMES.media_type
    }

    fn format(&self) -> &'static dyn DocumentFormat {
        &cbor::FORMAT
    }

    fn write_request(
        &self,
        operation: &OperationFacts,
        members: Members<'_>,
    ) -> Result<RequestParts, RequestError> {
        Ok(NAMES.write_request(operation, members, |members| cbor::write_object(&[], members)))
    }

    fn check_head(
        &self,
        source: &InputSource<'_, '_>,
        _: &dyn AnyOperation,
    ) -> Result<(), HeadProblem> {
        let found = media_type(source.request.headers);
        let is_taken = source.request.body.is_empty() || found.as_deref() == Some(NAMES.media_type);
        if is_taken { Ok(()) } else { Err(HeadProblem::UnsupportedMediaType) }
    }

    fn read_input(
        &self,
        source: &InputSource<'_, '_>,
        target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        read_body(source.request.body, target, place, source.is_strict)
    }

    fn write_output(
        &self,
        _: &OperationFacts,
        members: Members<'_>,
        _: &str,
    ) -> Result<Response<Vec<u8>>, InvalidHeader> {
        Ok(NAMES.write_output(members, |members| cbor::write_object(&[], members)))
    }

    fn write_error(
        &self,
        head: &ErrorHead<'_>,
        members: Members<'_>,
    ) -> Result<Response<Vec<u8>>, InvalidHeader> {
        let code = head.shape_id();
        Ok(NAMES.write_error(head, cbor::write_object(&[("__type", &code)], members)))
    }

    fn write_plain_error(&self, head: &ErrorHead<'_>, error: &PlainError<'_>) -> Response<Vec<u8>> {
        let code = head.shape_id();
        let mut entries = vec![("__type", code.as_str())];
        entries.extend(error.message.map(|message| ("message", message)));
        NAMES.write_error(head, cbor::write_text_map(&entries))
    }

    fn read_output(
        &self,
        response: ResponseView<'_>,
        target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        if !NAMES.are_in(response) {
            return Err(place.error("the response doesn't say that its protocol is rpc-v2-cbor"));
        }
        read_body(response.body, target, place, false)
    }

    fn read_error(&self, response: ResponseView<'_>) -> Result<UnknownError, String> {
        if !NAMES.are_in(response) {
            return Ok(UnknownError::default());
        }
        let content = cbor::read_content(response.body).ok_or("the body isn't CBOR")?;
        let mut error = UnknownError::default();
        error.set(content).map_err(|expected| format!("expected {expected}"))?;
        Ok(error)
    }
}

/// Reads a body; an empty one is an empty structure.
fn read_body(
    body: &[u8],
    target: Target<'_>,
    place: Place<'_>,
    is_strict: bool,
) -> Result<(), ReadError> {
    target.read_object(body, place, |value, seen| {
        cbor::read_object(body, value, place, seen, is_strict)
    })
}
