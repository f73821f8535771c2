//! Writing events as frames.

use super::super::super::events::Events;
use super::super::super::field::{ERROR, EVENT, Field};
use super::super::super::value::{Slot, Union, Value, Variant, View};
use super::super::codec::{Codec, Members};
use super::event::{self, CONTENT_TYPE, EVENT_TYPE, EXCEPTION_TYPE, MESSAGE_TYPE};
use super::event_error::InvalidEvent;
use super::frame::{Frame, FrameValue};

const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain";

/// Returns the frame of an event.
pub(super) fn write_event<E: Events>(
    codec: &dyn Codec,
    event: &E,
) -> Result<Frame, InvalidEvent> {
    let (index, value) = match event.variant() {
        Variant::Known(index, View::Structure(value)) => (index, value),
        Variant::Unknown(unknown) => return unknown.frame().ok_or(InvalidEvent::Unknown),
        Variant::Known(..) => return Err(InvalidEvent::Unknown),
    };
    let name = Union::shape(event).fields.get(index).map_or("", Field::name);
    let (kind, type_header) = match value.shape().has(ERROR) {
        true => (event::EXCEPTION, EXCEPTION_TYPE),
        false => (event::EVENT, EVENT_TYPE),
    };
    let frame = Frame::default().with_header(MESSAGE_TYPE, kind).with_header(type_header, name);
    let mut model = E::placeholder();
    let mut model = match model.choose(index) {
        Slot::Structure(model) => Some(model),
        _ => None,
    };
    let mut written = Err(InvalidEvent::Unknown);
    let mut frame = Some(frame);
    Members::with(value, |members| {
        let frame = frame.take().unwrap_or_default();
        written = write_members(codec, members, model.take(), frame);
    });
    written
}

/// Adds the members of an event to its frame. The types of headers are those of another value, the `model`.
fn write_members(
    codec: &dyn Codec,
    members: Members<'_>,
    mut model: Option<&mut dyn Value>,
    mut frame: Frame,
) -> Result<Frame, InvalidEvent> {
    let fields = || members.shape.fields.iter().zip(members.views).enumerate();
    let payload = match fields().find(|(_, (field, _))| field.is_event_payload()) {
        Some((_, (field, view))) => write_payload(codec, field, *view),
        None => write_document(codec, members),
    };
    if let Some((payload, media_type)) = payload {
        frame.payload = payload;
        frame = frame.with_header(CONTENT_TYPE, media_type);
    }
    for (index, (field, view)) in fields().filter(|(_, (field, _))| field.is_event_header()) {
        let slot = model.as_mut().map_or(Slot::None, |model| model.member(index));
        if !view.is_absent() {
            let value = header_value(*view, &slot).ok_or(InvalidEvent::Header(field.name()))?;
            frame = frame.with_header(field.name(), value);
        }
    }
    Ok(frame)
}

/// Returns the document of the members that have no other place; `None` if the model has no such members.
fn write_document(
    codec: &dyn Codec,
    members: Members<'_>,
) -> Option<(Vec<u8>, &'static str)> {
    let Members { shape, views } = members;
    let is_in_document = |field: &Field| !field.has(EVENT);
    if !shape.fields.iter().any(is_in_document) {
        return None;
    }
    let views: Vec<View<'_>> = shape
        .fields
        .iter()
        .zip(views)
        .map(|(field, view)| if is_in_document(field) { *view } else { View::Absent })
        .collect();
    let document = codec.format().write_members(Members { shape, views: &views });
    Some((document, codec.media_type()))
}

/// Returns the member that is the whole payload; `None` if it isn't set.
fn write_payload(
    codec: &dyn Codec,
    field: &Field,
    view: View<'_>,
) -> Option<(Vec<u8>, &'static str)> {
    match view {
        View::Absent => None,
        View::Blob(bytes) => Some((bytes.as_ref().to_vec(), BYTES)),
        View::String(text) | View::Unrecognized(text) => Some((text.as_bytes().to_vec(), TEXT)),
        view => Some((codec.format().write_value(field, view), codec.media_type())),
    }
}

/// Returns the header of a value; `None` if it can't be one. A place of the value's type tells the width of integers.
fn header_value(view: View<'_>, slot: &Slot<'_>) -> Option<FrameValue> {
    Some(match (view, slot) {
        (View::Bool(value), _) => FrameValue::Bool(value),
        (View::Integer(value), Slot::I8(_)) => FrameValue::Byte(value.try_into().ok()?),
        (View::Integer(value), Slot::I16(_)) => FrameValue::Short(value.try_into().ok()?),
        (View::Integer(value), Slot::I32(_) | Slot::IntEnum(_)) => {
            FrameValue::Int(value.try_into().ok()?)
        }
        (View::Integer(value), _) => FrameValue::Long(value),
        (View::UnrecognizedInteger(value), _) => FrameValue::Int(value),
        (View::Blob(bytes), _) => FrameValue::Bytes(bytes.as_ref().to_vec()),
        (View::String(text) | View::Unrecognized(text), _) => FrameValue::Text(text.to_owned()),
        (View::Timestamp(time), _) => FrameValue::from(*time),
        _ => return None,
    })
}
