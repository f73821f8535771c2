//! Responses with streams of events.

use serde_json::Value;
use shapesmith::rust::{EventStream, Operation};

use super::super::collect::Collector;
use super::super::vector::{Common, Event};
use super::suite::SuiteCase;
use crate::cli::Side;
use crate::maintenance::base64::{decode_base64, encode_base64};

/// Adds the events of a response, whose frames are its body in base64. The frames aren't compared with written ones, because their
/// media types aren't those of the protocols.
pub fn add_events(
    collector: &mut Collector<'_>,
    operation: &Operation,
    stream: &EventStream,
    common: Common,
    case: &SuiteCase,
) -> Result<(), String> {
    let body = case.response.as_ref().map_or("", |response| &response.body);
    let bytes = decode_base64(body).ok_or("the body isn't base64")?;
    let events = case.result.get(&stream.member).and_then(Value::as_array);
    let events = events.map_or(&[][..], Vec::as_slice);
    // The first frame of a protocol without URIs has the other members of the output, and no event.
    let mut frames = split_frames(&bytes).ok_or("the body isn't a list of frames")?;
    let excess = frames.len().checked_sub(events.len()).ok_or("there are too few frames")?;
    let common = Common { applies_to: Some(Side::Client), ..common };
    for (params, frame) in events.iter().zip(frames.drain(excess..)) {
        let event = Event {
            direction: "response".to_owned(),
            params: params.clone(),
            bytes: encode_base64(frame),
        };
        collector.add_event(operation, &common, &event, None);
    }
    Ok(())
}

/// Returns the frames, each of which starts with its length; `None` if the last one isn't whole.
fn split_frames(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut frames = Vec::new();
    while !bytes.is_empty() {
        let length = u32::from_be_bytes(*bytes.first_chunk()?);
        let (frame, rest) = bytes.split_at_checked(usize::try_from(length).ok()?)?;
        if frame.is_empty() {
            return None;
        }
        frames.push(frame);
        bytes = rest;
    }
    Some(frames)
}

#[cfg(test)]
mod tests {
    use super::split_frames;

    #[test]
    fn frames_are_split_by_their_lengths() {
        let bytes = b"\0\0\0\x05a\0\0\0\x04";
        assert_eq!(split_frames(bytes), Some(vec![&bytes[..5], &bytes[5..]]));
        assert_eq!(split_frames(b""), Some(vec![]));
        for broken in [&b"\0\0\0"[..], b"\0\0\0\x05", b"\0\0\0\0"] {
            assert_eq!(split_frames(broken), None, "{broken:?}");
        }
    }
}
