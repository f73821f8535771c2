//! Reading events from frames.

use super::super::super::content::UnknownVariant;
use super::super::super::events::Events;
use super::super::super::field::{ERROR, EVENT, Field, SENSITIVE};
use super::super::super::place::{Place, Trace};
use super::super::super::read_structure::SeenMembers;
use super::super::super::unknown_error::UnknownError;
use super::super::super::value::{Slot, Union, Value};
use super::super::codec::{Codec, DocumentFormat, ReadError, read_member};
use super::event::{CONTENT_TYPE, FrameKind};
use super::event_error::{EventError, MalformedEvent};
use super::frame::{Frame, FrameValue};

/// Reads the event in a frame.
pub(super) fn read_event<E: Events>(
    codec: &dyn Codec,
    frame: &Frame,
) -> Result<E, EventError<E>> {
    match FrameKind::of(frame)? {
        FrameKind::Event(name) => match read_named::<E>(codec, frame, name)? {
            Some((event, false)) => Ok(event),
            Some((exception, true)) => Err(EventError::Exception(exception)),
            None => {
                let mut event = E::placeholder();
                event.set_unknown(UnknownVariant::of_frame(name, frame)?);
                Ok(event)
            }
        },
        FrameKind::Exception(name) => match read_named::<E>(codec, frame, name)? {
            Some((exception, _)) => Err(EventError::Exception(exception)),
            None => {
                let message = codec.format().read_message(frame.payload());
                Err(EventError::Unknown(UnknownError { message, ..UnknownError::new(name) }))
            }
        },
        FrameKind::Error { code, message } => {
            let message = message.map(str::to_owned);
            Err(EventError::Unknown(UnknownError { message, ..UnknownError::new(code) }))
        }
    }
}

/// Reads the member of the union with this name, and returns whether it is an error; `None` if the model doesn't have it.
fn read_named<E: Events>(
    codec: &dyn Codec,
    frame: &Frame,
    name: &str,
) -> Result<Option<(E, bool)>, MalformedEvent> {
    let mut event = E::placeholder();
    let trace = Trace::default();
    let place = trace.root(&event.slot());
    let shape = Union::shape(&event);
    let mut members = shape.fields.iter().enumerate();
    let Some((index, member)) = members.find(|(_, field)| field.name() == name) else {
        return Ok(None);
    };
    trace.hide(shape.has(SENSITIVE));
    let Slot::Structure(value) = event.choose(index) else {
        return Err(MalformedEvent::new("the model's event isn't a structure".to_owned()));
    };
    let is_error = value.shape().has(ERROR);
    let read = place.below().and_then(|place| {
        let reading = EventReading { frame, format: codec.format(), place };
        read_member(shape, member, place, || reading.read_members(value))
    });
    match read {
        Ok(()) => Ok(Some((event, is_error))),
        Err(error) => Err(MalformedEvent::new(trace.finish::<ReadError>(error).to_string())),
    }
}

/// An event that is being read.
struct EventReading<'a> {
    frame: &'a Frame,
    format: &'static dyn DocumentFormat,
    place: Place<'a>,
}

impl EventReading<'_> {
    fn read_members(&self, value: &mut dyn Value) -> Result<(), ReadError> {
        let shape = value.shape();
        let mut seen = SeenMembers::new(shape);
        let has_payload = shape.fields.iter().any(|field| field.is_event_payload());
        let has_document = shape.fields.iter().any(|field| !field.has(EVENT));
        if !has_payload && has_document && !self.frame.payload().is_empty() {
            self.format.read_members(self.frame.payload(), value, self.place, &mut seen)?;
        }
        for (index, field) in shape.fields.iter().enumerate() {
            let has_value = match field {
                field if field.is_event_header() => self.frame.header(field.name()).is_some(),
                field if field.is_event_payload() => self.has_payload(),
                _ => false,
            };
            if !has_value {
                continue;
            }
            let slot = value.member(index);
            read_member(shape, field, self.place, || match field.is_event_header() {
                true => self.read_header(field, slot),
                false => self.read_payload(field, slot),
            })?;
            seen.mark(index);
        }
        seen.check(self.place)
    }

    /// Reads a member from the header with its name.
    fn read_header(&self, field: &Field, slot: Slot<'_>) -> Result<(), ReadError> {
        let Some(header) = self.frame.header(field.name()) else { return Ok(()) };
        match (header, slot) {
            (FrameValue::Bool(value), Slot::Bool(slot)) => *slot = *value,
            (FrameValue::Bytes(value), Slot::Blob(slot)) => *slot = value.as_slice().into(),
            (FrameValue::Text(value), Slot::String(slot)) => value.clone_into(slot),
            (FrameValue::Text(value), Slot::Enum(slot)) => slot.set(value),
            (value, Slot::Timestamp(slot)) => {
                let time = value.to_time();
                *slot = time.ok_or_else(|| self.place.error("expected a timestamp"))?;
            }
            (value, slot) => self.read_integer(value, slot)?,
        }
        Ok(())
    }

    /// Reads an integer, which may have another width than the model's.
    fn read_integer(&self, header: &FrameValue, slot: Slot<'_>) -> Result<(), ReadError> {
        let expected = || self.place.error("expected a header of the member's type");
        let number = header.to_integer().ok_or_else(expected)?;
        match slot {
            Slot::I8(slot) => *slot = number.try_into().map_err(|_| expected())?,
            Slot::I16(slot) => *slot = number.try_into().map_err(|_| expected())?,
            Slot::I32(slot) => *slot = number.try_into().map_err(|_| expected())?,
            Slot::I64(slot) => *slot = number,
            Slot::IntEnum(slot) => slot.set(number.try_into().map_err(|_| expected())?),
            _ => return Err(expected()),
        }
        Ok(())
    }

    /// Returns whether there is a payload. An empty one is that of a member which is set only if it has a media type.
    fn has_payload(&self) -> bool {
        !self.frame.payload().is_empty() || self.frame.header(CONTENT_TYPE).is_some()
    }

    /// Reads the member that is the whole payload.
    fn read_payload(&self, field: &Field, slot: Slot<'_>) -> Result<(), ReadError> {
        let payload = self.frame.payload();
        let text =
            || std::str::from_utf8(payload).map_err(|_| self.place.error("expected UTF-8"));
        match slot {
            Slot::Blob(slot) => *slot = payload.into(),
            Slot::String(slot) => text()?.clone_into(slot),
            Slot::Enum(slot) => slot.set(text()?),
            slot => self.format.read_value(payload, field, slot, self.place)?,
        }
        Ok(())
    }
}
