//! The protocol `restJson1`.
//! ([Smithy: restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html))

use super::super::field::{Field, Shape};
use super::super::place::Place;
use super::super::read_structure::SeenMembers;
use super::super::unknown_error::UnknownError;
use super::super::value::{Slot, Value, View};
use super::codec::{DocumentFormat, ErrorHead, Members, PlainError, Protocol, ReadError};
use super::json;
use super::request_error::RequestError;
use super::rest::{BodyFormat, Message, Rest};

/// The codec.
pub(super) static REST_JSON_1: Rest<Json> = Rest(Json);

pub(super) struct Json;

impl BodyFormat for Json {
    const PROTOCOL: Protocol = Protocol::RestJson1;
    const MEDIA_TYPE: &'static str = "application/json";
    const EMPTY_OUTPUT: Option<&'static [u8]> = Some(b"{}");
    const UNSET_STRUCTURE: Option<&'static [u8]> = Some(b"{}");
    const REQUIRES_MEDIA_TYPE: bool = true;
    const HAS_ERROR_HEADER: bool = true;

    fn format(&self) -> &'static dyn DocumentFormat {
        &json::FORMAT
    }

    fn write_members(&self, _: Message<'_>, members: Members<'_>) -> Result<Vec<u8>, RequestError> {
        Ok(json::write_object::<false>(members))
    }

    fn write_value(
        &self,
        _: Message<'_>,
        field: &'static Field,
        view: View<'_>,
    ) -> Result<Vec<u8>, RequestError> {
        Ok(json::write_view(&view, field.flags()))
    }

    fn read_members(
        &self,
        body: &[u8],
        value: &mut dyn Value,
        place: Place<'_>,
        seen: &mut SeenMembers,
        is_strict: bool,
    ) -> Result<(), ReadError> {
        json::read_object::<true>(body, value, place, seen, is_strict)
    }

    fn read_value(
        &self,
        body: &[u8],
        slot: Slot<'_>,
        field: &'static Field,
        place: Place<'_>,
        is_strict: bool,
    ) -> Result<(), ReadError> {
        json::read_value(body, slot, field.flags(), place, is_strict)
    }

    fn is_unset_structure(&self, body: &[u8]) -> bool {
        let inside = body.trim_ascii().strip_prefix(b"{").and_then(|body| body.strip_suffix(b"}"));
        inside.is_some_and(|inside| inside.trim_ascii().is_empty())
    }

    fn write_error(&self, _: &ErrorHead<'_>, members: Members<'_>) -> Vec<u8> {
        json::write_object::<false>(members)
    }

    fn write_plain_error(&self, _: &ErrorHead<'_>, error: &PlainError<'_>) -> Vec<u8> {
        json::write_plain_error(error)
    }

    fn is_error(&self, _: &[u8], _: &Shape) -> bool {
        false
    }

    fn read_error(&self, body: &[u8]) -> Result<UnknownError, String> {
        json::read_error(body)
    }
}
