//! Checks of streams of events.

use arbitrary::{Result, Unstructured};

use crate::depot::event_streams::Sounds;
use crate::depot::event_streams::operations::{Listen, OPERATIONS};
use crate::depot::event_streams::support::http::event_stream::{
    EventError, Frame, FrameValue, output_events,
};
use crate::depot::event_streams::support::http::{Call, Protocol};

const NAMES: [&str; 9] =
    ["splash", "hush", "note", "recording", "drop", "all", "flood", "Gone", "thunder"];
const HEADERS: [&str; 14] = [
    ":chunk-signature",
    ":content-type",
    "pitch",
    "rate",
    "size",
    "flag",
    "byte",
    "short",
    "int",
    "long",
    "blob",
    "text",
    "time",
    "kind",
];

/// Reads a stream of random frames, or of random bytes, at once and in pieces. An event that is read has the same frame after it is
/// written and read again.
pub fn fuzz_events(bytes: &[u8]) {
    let Ok(stream) = make_stream(&mut Unstructured::new(bytes)) else { return };
    let events = read(&stream, stream.len().max(1));
    assert_eq!(events, read(&stream, 7));
    let operation = OPERATIONS.iter().find(|operation| operation.name() == "Listen").unwrap();
    let call = Call::of(*operation, Protocol::RestJson1).unwrap();
    let mut writer = call.output_events::<Listen>();
    for event in events {
        let (Ok(event) | Err(EventError::Exception(event))) = event else { continue };
        let frame = writer.write(&event).unwrap();
        let again = match read(&frame, frame.len()).remove(0) {
            Ok(event) | Err(EventError::Exception(event)) => event,
            Err(error) => panic!("{event:?} is written and not read: {error}"),
        };
        assert_eq!(writer.write(&again).unwrap(), frame);
    }
}

fn read(stream: &[u8], piece: usize) -> Vec<std::result::Result<Sounds, EventError<Sounds>>> {
    let mut reader = output_events::<Listen>().unwrap();
    let mut events = Vec::new();
    for piece in stream.chunks(piece) {
        reader.feed(piece);
        events.extend(std::iter::from_fn(|| reader.next_event()));
    }
    events
}

fn make_stream(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    if u.ratio(1, 8)? {
        return Ok(u.bytes(u.len())?.to_vec());
    }
    let mut stream = Vec::new();
    while !u.is_empty() {
        // A frame with a header twice isn't one.
        stream.extend(make_frame(u)?.encode().unwrap_or_default());
    }
    Ok(stream)
}

fn make_frame(u: &mut Unstructured<'_>) -> Result<Frame> {
    let documents: [&[u8]; 4] =
        [b"", b"{}", br#"{"height":1,"at":1.0005,"message":"m","rest":"r"}"#, b"{\"height\":"];
    let payload = match u.ratio(1, 2)? {
        true => u.choose(&documents)?.to_vec(),
        false => u.arbitrary()?,
    };
    let (kind, name) = *u.choose(&[("event", ":event-type"), ("exception", ":exception-type")])?;
    let mut frame = Frame::new(payload)
        .with_header(":message-type", kind)
        .with_header(name, *u.choose(&NAMES)?);
    for _ in 0..u.int_in_range(0..=4)? {
        let value = match u.int_in_range(0..=7)? {
            0 => FrameValue::Bool(u.arbitrary()?),
            1 => FrameValue::Byte(u.arbitrary()?),
            2 => FrameValue::Short(u.arbitrary()?),
            3 => FrameValue::Int(u.arbitrary()?),
            4 => FrameValue::Long(u.arbitrary()?),
            5 => FrameValue::Bytes(u.arbitrary()?),
            6 => FrameValue::Text(u.arbitrary()?),
            _ => FrameValue::Timestamp(u.arbitrary()?),
        };
        frame = frame.with_header(*u.choose(&HEADERS)?, value);
    }
    Ok(frame)
}
