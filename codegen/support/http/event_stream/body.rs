//! The start of a body that is a stream of events.

use ::http::{HeaderMap, HeaderValue, header};

use super::super::codec::{Codec, Direction, EVENT_STREAM, StreamBodies};
use super::FrameDecoder;
use super::event::{
    CONTENT_TYPE, EVENT, EVENT_TYPE, FrameKind, MESSAGE_TYPE, has_initial_message, initial_name,
};
use super::frame::Frame;
use super::signature::{Unwrapped, unwrap_signed};

/// The bodies of messages with streams of events.
pub(in super::super) static BODIES: EventBodies = EventBodies;

pub(in super::super) struct EventBodies;

impl StreamBodies for EventBodies {
    fn start_stream(
        &self,
        codec: &dyn Codec,
        direction: Direction,
        headers: &mut HeaderMap,
        body: &mut Vec<u8>,
    ) {
        let document = std::mem::take(body);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(EVENT_STREAM));
        if has_initial_message(codec) {
            let frame = Frame::new(document)
                .with_header(MESSAGE_TYPE, EVENT)
                .with_header(EVENT_TYPE, initial_name(direction))
                .with_header(CONTENT_TYPE, codec.media_type());
            // Only a document of more than 24 MiB can't be written. Such a message is refused by every service.
            *body = frame.encode().unwrap_or_default();
        }
    }

    fn find_initial(&self, codec: &dyn Codec, body: &[u8]) -> Result<Vec<u8>, String> {
        if !has_initial_message(codec) {
            return Ok(Vec::new());
        }
        let mut decoder = FrameDecoder::new();
        decoder.feed(body);
        let Some(frame) = decoder.next_frame() else { return Ok(Vec::new()) };
        let frame = frame.and_then(unwrap_signed).map_err(|error| error.to_string())?;
        match frame {
            Unwrapped::Frame(frame)
                if FrameKind::of(&frame).is_ok_and(|kind| kind.is_initial()) =>
            {
                Ok(frame.into_payload())
            }
            _ => Ok(Vec::new()),
        }
    }
}
